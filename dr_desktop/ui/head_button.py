"""Buttons of a page's head: words, an icon that follows the theme, and a menu or a mark where there is one."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui.icons import icon, room_beside
from dr_desktop.ui.theme import current_theme, ui_font


class HeadButton(QPushButton):
    """A button with words and perhaps an icon."""

    def __init__(
        self,
        words: str,
        help_words: str = "",
        icon_name: str = "",
        parent: QWidget | None = None,
        *,
        icon_size: int = SIZE.icon,
    ) -> None:
        super().__init__(words, parent)
        self._icon_name, self._icon_size, self._dressed = icon_name, icon_size, ""
        self.setFont(ui_font(TYPE.table))
        self.setToolTip(help_words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(help_words)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Take the icon of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        if self._icon_name and self._dressed != current_theme():
            self._dressed = current_theme()
            self.setIcon(icon(self._icon_name, size=self._icon_size, beside=True))
            self.setIconSize(room_beside(self._icon_size))


class SmallButton(QToolButton):
    """An icon alone, for the head of a panel; what it does is its tip and its name."""

    def __init__(self, icon_name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name, self._dressed = icon_name, current_theme()
        self.setAutoRaise(True)
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setIcon(icon(icon_name))

    def changeEvent(self, event: QEvent) -> None:
        """Take the icon of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._dressed != current_theme():
            self._dressed = current_theme()
            self.setIcon(icon(self._icon_name))


def toggles(buttons: dict[str, HeadButton], chosen: str) -> None:
    """Make the buttons choices of which one is on."""
    for key, button in buttons.items():
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.setChecked(key == chosen)
