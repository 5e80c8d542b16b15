"""The menu that chooses light, dark, high contrast, or what the system says."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from dr_desktop.ui.settings import keep_theme, theme_choice
from dr_desktop.ui.theme import ThemeChoice, apply_theme

_WORDS: Final[tuple[tuple[ThemeChoice, str], ...]] = (
    ("system", "&As the system"),
    ("light", "&Light"),
    ("dark", "&Dark"),
    ("high_contrast", "&High contrast"),
)


class ThemeMenu(QMenu):
    """Changes the theme at once and remembers it."""

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__("&Theme", parent)
        self._settings = settings
        group = QActionGroup(self)
        chosen = theme_choice(settings)
        for choice, words in _WORDS:
            action = self.addAction(words)
            action.setCheckable(True)
            action.setChecked(choice == chosen)
            action.setData(choice)
            group.addAction(action)
        self.triggered.connect(self._chosen)

    def _chosen(self, action: QAction) -> None:
        choice = cast(ThemeChoice, action.data())
        keep_theme(self._settings, choice)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_theme(application, choice)
