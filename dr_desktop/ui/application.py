"""Starts the window. Imports of what is not seen at once stand where they are used: the start is measured."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from dr_desktop.files.plan_file import read_plan
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.ui.document import Document
from dr_desktop.ui.failures import install_failure_dialog
from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.plan_files import next_month
from dr_desktop.ui.settings import theme_choice, user_settings
from dr_desktop.ui.theme import apply_theme
from dr_desktop.ui.timed_assess import TimedAssess


def run(path: str | None, found: Plan | Problem | None = None, remarks: Sequence[Problem] = ()) -> int:
    """Open the window on the plan at `path`, or on the start page; gives the exit code when it was closed.

    `found` is what was read from `path`; None reads it now. `remarks` are told of it once it is in view.
    """
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        # Named here and not set by `apply_theme`: what that gives loads the enumerations of all styles.
        application = QApplication([*sys.argv[:1], "-style", "fusion"])
        application.setProperty("style_is_fusion", True)
    application.setApplicationName("DR Desktop")
    application.setApplicationDisplayName("")
    application.setDesktopFileName("dr-desktop")
    install_failure_dialog()
    settings = user_settings()
    apply_theme(application, theme_choice(settings))
    window = open_window(path, found, later=True)
    window.show()
    FirstPaint(window, partial(_settle, window, remarks))
    code = application.exec()
    window.deleteLater()
    return code


def _settle(window: MainWindow, remarks: Sequence[Problem]) -> None:
    """Once the plan is in view: collect what is made from now on, and put in what the assessment will fill."""
    gc.freeze()
    gc.enable()
    window.findings.furnish()
    QTimer.singleShot(0, window, partial(_catch_up, window, remarks))


def _catch_up(window: MainWindow, remarks: Sequence[Problem]) -> None:
    """Assess the plan in view, say what was remarked on it, and offer what an earlier program left."""
    window.document.catch_up()
    window.files.tell(remarks)
    window.offer_what_was_left()


def open_window(path: str | None, found: Plan | Problem | None = None, *, later: bool = False) -> MainWindow:
    """The window, with the plan at `path` or the start page in view; `later` leaves the assessment to `catch_up`."""
    if found is None and path is not None:
        found = read_plan(Path(path))
    opened = found if isinstance(found, Plan) else None
    timed = TimedAssess()
    document = Document(opened or new_plan(next_month()), assess=timed, later=later or opened is None)
    window = MainWindow(document, user_settings(), timed=timed)
    document.setParent(window)
    if opened is not None and path is not None:
        window.files.opened(Path(path))
    elif path is None or not window.files.open(Path(path)):
        window.show_start()
    return window


class FirstPaint(QObject):
    """Runs an action once, right after a window was painted for the first time."""

    def __init__(self, window: QWidget, action: Callable[[], object]) -> None:
        super().__init__(window)
        self._action = action
        window.installEventFilter(self)

    def eventFilter(self, window: QObject, event: QEvent) -> bool:
        """Wait for the request to paint; what is queued now comes after it."""
        if event.type() == QEvent.Type.UpdateRequest:
            window.removeEventFilter(self)
            QTimer.singleShot(0, window, self._action)
        return False
