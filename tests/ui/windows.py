"""A window on the sample plan for tests, and what it takes to clear it away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from dr_desktop.ui.application import open_window
from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.plan_files import sample_plan
from dr_desktop.ui.theme import apply_theme


@contextmanager
def window_on(path: Path | None) -> Iterator[MainWindow]:
    """The window, shown, on a plan or on the start page; gone afterwards, whatever was changed in it."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, "light")
    window = open_window(str(path) if path is not None else None)
    window.resize(1366, 768)
    window.show()
    QCoreApplication.processEvents()
    try:
        yield window
    finally:
        window.document.undo_stack.setClean()
        window.close()
        shiboken6.delete(window)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def sample() -> Path:
    """The sample plan that comes with the program."""
    path = sample_plan()
    assert path is not None
    return path
