"""Icons kept by whoever paints them often: drawing one takes a millisecond, which every frame would pay.

Kept by a widget or model and not by the module: Qt's pixmaps must be gone before the application is.
"""

from __future__ import annotations

from PySide6.QtGui import QIcon

from dr_desktop.report.look import SIZE
from dr_desktop.ui.icons import icon, sign_icon
from dr_desktop.ui.theme import current_theme


class KeptIcons:
    """Icons and signs by name, in the theme that is worn now."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, int], QIcon] = {}
        self._theme = ""

    def icon(self, name: str, role: str = "text.primary", size: int = SIZE.icon) -> QIcon:
        """As `icons.icon`; painted on its own, so never greyed."""
        key = (name, role, size)
        if key not in self._fresh():
            self._kept[key] = icon(name, role, size, greyed=False)
        return self._kept[key]

    def sign(self, state: str, size: int = SIZE.sign) -> QIcon:
        """As `icons.sign_icon`."""
        key = ("", state, size)
        if key not in self._fresh():
            self._kept[key] = sign_icon(state, size)
        return self._kept[key]

    def _fresh(self) -> dict[tuple[str, str, int], QIcon]:
        theme = current_theme()
        if theme != self._theme:
            self._kept.clear()
            self._theme = theme
        return self._kept
