"""Starts the window. Imports of what is not seen at once stand where they are used: the start is measured."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.plan import new_plan
from dr_desktop.ui.document import Document
from dr_desktop.ui.failures import install_failure_dialog
from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.plan_files import next_month
from dr_desktop.ui.settings import theme_choice, user_settings
from dr_desktop.ui.theme import apply_theme
from dr_desktop.ui.timed_assess import TimedAssess


def run(path: str | None) -> int:
    """Open the window on the plan at `path`, or on the start page; gives the exit code when it was closed."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    application.setApplicationName("DR Desktop")
    application.setApplicationDisplayName("")
    application.setDesktopFileName("dr-desktop")
    install_failure_dialog()
    settings = user_settings()
    apply_theme(application, theme_choice(settings))
    window = open_window(path)
    window.show()
    QTimer.singleShot(0, window, window.offer_what_was_left)
    code = application.exec()
    window.deleteLater()
    return code


def open_window(path: str | None) -> MainWindow:
    """The window, with the plan at `path` or the start page in view."""
    settings = user_settings()
    timed = TimedAssess()
    document = Document(new_plan(next_month()), load_catalog(), assess=timed)
    window = MainWindow(document, settings, timed=timed)
    document.setParent(window)
    if path is None or not window.files.open(Path(path)):
        window.show_start()
    return window
