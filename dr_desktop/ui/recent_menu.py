"""The menu of plans that were opened last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from dr_desktop.ui.settings import recent_files


class RecentMenu(QMenu):
    """Made anew whenever it opens. `chosen` carries a Path."""

    chosen = Signal(object)

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__("Open &recent", parent)
        self._settings = settings
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self.fill)
        self.triggered.connect(self._chosen)

    def fill(self) -> None:
        """List the plans that were opened last."""
        self.clear()
        for number, path in enumerate(recent_files(self._settings), 1):
            action = self.addAction(f"&{number} {path.name}")
            action.setToolTip(str(path))
            action.setData(str(path))
        if self.isEmpty():
            self.addAction("No plan was opened yet").setEnabled(False)

    def _chosen(self, action: QAction) -> None:
        if action.data():
            self.chosen.emit(Path(str(action.data())))
