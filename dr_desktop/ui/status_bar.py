"""The status bar: what is selected, then hints and progress; at the right what the plan stands on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui.elided_label import ElidedLabel
from dr_desktop.ui.theme import ui_font

_BETWEEN = "   │   "
_STEP = 24
"""px that the facts may grow before anything else gives way."""


class StatusBar(QStatusBar):
    """A hint stays while it holds: until the next one, the next step or another page, not until a clock runs out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setFixedHeight(SIZE.status + 2)
        self.setFont(ui_font(TYPE.table))
        self.setContentsMargins(12, 0, 8, 0)
        self._selection = _label("Selection", ElidedLabel())
        self._hint = _label("Hint", ElidedLabel())
        self._hint.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self._facts = _label("Plan", QLabel(alignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter))
        self._progress = QProgressBar()
        self._progress.setFixedWidth(140)
        self._progress.setAccessibleName("Progress")
        self._progress.setTextVisible(False)
        self._button = QPushButton()
        self._button.setFlat(True)
        self._button.setFont(ui_font(TYPE.table))
        self._button.setStyleSheet("padding: 0 6px; min-height: 0")  # a button of the usual height hangs below the bar
        self._button.clicked.connect(self._pressed)
        self._on_press: Callable[[], None] | None = None
        self.addWidget(self._selection)
        self.addWidget(self._hint)
        self.addWidget(self._progress)
        self.addWidget(self._button)
        self.addPermanentWidget(self._facts)
        self._progress.hide()
        self._button.hide()

    def show_selection(self, *sentences: str) -> None:
        """What the page says of itself and of what is selected."""
        self._selection.setText(_BETWEEN.join(sentences))

    def show_facts(self, *facts: str) -> None:
        """What the plan stands on, at the right."""
        words = _BETWEEN.join(fact for fact in facts if fact)
        if words == self._facts.text():
            return
        # A label of fixed size asks nobody for another layout: each edit brings another time here.
        needed = self._facts.fontMetrics().horizontalAdvance(words)
        if not needed <= self._facts.width() < needed + 2 * _STEP:
            self._facts.setFixedSize(needed + _STEP, self._facts.sizeHint().height())
        self._facts.setText(words)

    def say(self, sentence: str, button: str = "", on_press: Callable[[], None] | None = None) -> None:
        """Say one sentence; `button` offers what can be done about it."""
        self._progress.hide()
        self._hint.setText(sentence)
        self._offer(button, on_press)

    def forget(self) -> None:
        """Take back a hint that another step or page made old; what is going on, or offers something, stays."""
        if self._hint.text() and self._progress.isHidden() and self._button.isHidden():
            self._hint.clear()

    def show_progress(self, sentence: str, share: float | None, cancel: Callable[[], None]) -> None:
        """Say what is going on; `share` (0 to 1) of it is done, None when that is not known."""
        self._hint.setText(sentence)
        self._progress.setRange(0, 0 if share is None else 100)
        if share is not None:
            self._progress.setValue(round(share * 100))
        self._progress.show()
        self._offer("Cancel", cancel)

    def hint(self) -> str:
        """The sentence that stands there now."""
        return self._hint.text()

    def selection(self) -> str:
        """What is said of the selection."""
        return self._selection.text()

    def facts(self) -> str:
        """What stands at the right."""
        return self._facts.text()

    def offer(self) -> QPushButton:
        """The button beside the hint."""
        return self._button

    def _offer(self, words: str, on_press: Callable[[], None] | None) -> None:
        self._on_press = on_press
        self._button.setText(words)
        self._button.setAccessibleName(words)
        self._button.setVisible(bool(words))

    def _pressed(self) -> None:
        if self._on_press is not None:
            self._on_press()


def _label(name: str, label: QLabel) -> QLabel:
    label.setFont(ui_font(TYPE.table))
    label.setAccessibleDescription(name)
    return label
