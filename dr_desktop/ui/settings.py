"""What the program remembers between starts: window, theme, recent files. Plans never lie here."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow

from dr_desktop.ui.theme import ThemeChoice

MOST_RECENT: Final = 9
_CHOICES: Final[tuple[ThemeChoice, ...]] = ("light", "dark", "high_contrast", "system")


def user_settings() -> QSettings:
    """The settings of the person who runs the program."""
    return QSettings("DR Desktop", "DR Desktop")


def theme_choice(settings: QSettings) -> ThemeChoice:
    """The theme that was chosen; that of the system when none was."""
    chosen = settings.value("theme", "system")
    return next((choice for choice in _CHOICES if choice == chosen), "system")


def keep_theme(settings: QSettings, choice: ThemeChoice) -> None:
    """Remember the theme."""
    settings.setValue("theme", choice)


def recent_files(settings: QSettings) -> tuple[Path, ...]:
    """Plans that were opened or saved, the latest first."""
    stored = settings.value("recent")
    listed = stored if isinstance(stored, list) else [stored] if isinstance(stored, str) else []
    return tuple(Path(str(one)) for one in listed if one)


def keep_recent(settings: QSettings, path: Path) -> None:
    """Put a file at the head of the recent ones."""
    known = [one for one in recent_files(settings) if one != path]
    settings.setValue("recent", [str(one) for one in (path, *known)][:MOST_RECENT])


def forget_recent(settings: QSettings, path: Path) -> None:
    """Take a file out of the recent ones."""
    settings.setValue("recent", [str(one) for one in recent_files(settings) if one != path])


def keep_window(settings: QSettings, window: QMainWindow) -> None:
    """Remember size, place and panels of the window."""
    settings.setValue("window/geometry", window.saveGeometry())
    settings.setValue("window/state", window.saveState())


def restore_window(settings: QSettings, window: QMainWindow) -> bool:
    """Give the window the size, place and panels it had; False when nothing is remembered."""
    geometry, state = settings.value("window/geometry"), settings.value("window/state")
    if not isinstance(geometry, QByteArray) or not isinstance(state, QByteArray):
        return False
    return window.restoreGeometry(geometry) and window.restoreState(state)
