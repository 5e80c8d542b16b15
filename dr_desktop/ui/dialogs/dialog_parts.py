"""What all dialogs have: a column of parts, a row of buttons, and words where something is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from dr_desktop.report.look import TYPE
from dr_desktop.ui.theme import qcolour, ui_font


class StepDialog(QDialog):
    """A dialog that does one thing: its words, what to fill in, and a button named after what it does."""

    def __init__(self, title: str, does: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.setSpacing(8)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer.addLayout(self.body, 1)
        self._wrong = QLabel()
        self._wrong.setWordWrap(True)
        self._wrong.setFont(ui_font(TYPE.table))
        self._wrong.hide()
        outer.addWidget(self._wrong)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.does = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.does.setText(does)
        self.does.setDefault(True)
        # Enter must not cancel where nothing can be done yet.
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        outer.addWidget(self.buttons)

    def say_wrong(self, sentence: str) -> None:
        """Say what stands in the way; nothing hides it."""
        self._wrong.setText(sentence)
        self._wrong.setStyleSheet(f"color: {qcolour('text.invalid').name()}")
        self._wrong.setVisible(bool(sentence))

    def said_wrong(self) -> str:
        """What stands in the way."""
        return self._wrong.text() if not self._wrong.isHidden() else ""


def explained(words: str) -> QLabel:
    """A sentence in grey that explains what is asked."""
    label = QLabel(words)
    label.setWordWrap(True)
    label.setFont(ui_font(TYPE.table))
    label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
    return label
