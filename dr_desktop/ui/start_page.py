"""What is seen without a plan: the sample, a new plan, an import, and the plans opened last."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui.icons import icon
from dr_desktop.ui.theme import ui_font

_WAYS: Final = (
    ("sample", "Open the sample plan", "overview", "A believable estate with good decisions and a dozen findings."),
    ("new", "Begin a new plan", "new", "Empty, with the assumptions that DR Desktop comes with."),
    ("import", "Import an inventory", "import", "RVTools, an Azure export or a list of your own becomes machines."),
    ("template", "Save an empty workbook", "excel", "To list machines by hand: import reads it back."),
)
_MARGIN: Final = 12
_NAME: Final = f"text-align: left; border-width: {SIZE.focus_line}px; padding: 2px 6px 2px 0"


class StartPage(QWidget):
    """A button for each way to begin, each with a sentence. `chosen` carries a command's key, `file_chosen` a Path."""

    chosen = Signal(str)
    file_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Start")
        self._ways: list[QPushButton] = []
        column = QVBoxLayout()
        column.setSpacing(8)
        title = QLabel("Plan the recovery of your machines")
        title.setFont(ui_font(TYPE.title, bold=True))
        column.addWidget(title)
        column.addWidget(_grey("Everything stays on this computer. Nothing is sent anywhere."))
        column.addSpacing(12)
        for key, words, name, about in _WAYS:
            button = QPushButton(icon(name), f"  {words}")
            button.setObjectName(key)
            button.setIconSize(QSize(16, 16))
            button.setMinimumHeight(36)
            button.setStyleSheet("text-align: left")
            button.setAccessibleDescription(about)
            button.clicked.connect(self._chosen)
            self._ways.append(button)
            column.addWidget(button)
            column.addWidget(_grey(about))
            column.addSpacing(4)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        holder = QWidget()
        holder.setFixedWidth(440)
        both = QVBoxLayout(holder)
        both.setContentsMargins(0, _MARGIN, 0, _MARGIN)
        both.setSpacing(8)
        column.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        # The frame of a name that has the keyboard stands outside the line of the words above it.
        self._recent.setContentsMargins(_MARGIN - SIZE.focus_line, 0, _MARGIN, 0)
        both.addLayout(column)
        both.addLayout(self._recent)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(holder)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(row)
        outer.addStretch(3)

    def focus_first(self) -> None:
        """Put the keyboard on the first way to begin."""
        self._ways[0].setFocus()

    def show_recent(self, paths: Sequence[Path]) -> None:
        """List the plans that were opened last."""
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if paths:
            self._recent.addSpacing(8)
            heading = _grey("Opened last")
            heading.setIndent(SIZE.focus_line)
            self._recent.addWidget(heading)
        for path in paths[:5]:
            button = QPushButton(path.stem)
            button.setFlat(True)
            button.setStyleSheet(_NAME)
            button.setToolTip(str(path))
            button.setAccessibleName(f"Open {path.name}")
            button.setProperty("path", str(path))
            button.clicked.connect(self._file_chosen)
            self._recent.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what Space does to the button that has the keyboard."""
        at = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(at, QPushButton):
            at.click()
            return
        super().keyPressEvent(event)

    def _chosen(self) -> None:
        self.chosen.emit(self.sender().objectName())

    def _file_chosen(self) -> None:
        self.file_chosen.emit(Path(str(self.sender().property("path"))))


def _grey(words: str) -> QLabel:
    label = QLabel(words)
    label.setFont(ui_font(TYPE.table))
    label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
    label.setWordWrap(True)
    return label
