"""Writes every page of the window as an image: two sizes of window, light and dark, on the sample plan.

python packaging/screenshots.py [FOLDER] [--page KEY] [--size 1366x768] [--theme light]

An image is taken once its page says that nothing on it is being worked out any more.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # Qt reads it once, when the first application is made

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QSettings, QSize, QTimer
from PySide6.QtWidgets import QApplication

from dr_desktop.ui.application import open_window
from dr_desktop.ui.cost_range_watch import CostRangeWatch
from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.page import Page
from dr_desktop.ui.page_list import PAGES
from dr_desktop.ui.plan_files import sample_plan
from dr_desktop.ui.theme import ThemeChoice, apply_theme

SIZES = ((1366, 768), (1920, 1080))
THEMES: tuple[ThemeChoice, ...] = ("light", "dark")
PATIENCE_S = 300.0


class NeverSettledError(TimeoutError):
    """A page was still working something out when the patience with it ended."""


def screenshots(
    folder: Path, pages: Sequence[str], sizes: Sequence[tuple[int, int]], themes: Sequence[ThemeChoice]
) -> Iterator[Path]:
    """Write an image for each page, size and theme into `folder`; gives their paths as they are written."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    apply_theme(application, themes[0])
    plan = sample_plan()
    window = open_window(str(plan) if plan is not None else None)
    window.show()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for theme in themes:
            apply_theme(application, theme)
            for width, height in sizes:
                window.resize(QSize(width, height))
                for key in pages:
                    path = folder / f"{key}_{width}x{height}_{theme}.png"
                    _grab(window, key, path)
                    yield path
    finally:
        window.document.undo_stack.setClean()
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def wait_until_settled(page: Page, totals: CostRangeWatch | None = None, *, patience_s: float = PATIENCE_S) -> None:
    """Let the window work until the page, and `totals` above it, are complete; NeverSettledError after `patience_s`."""
    until = QDeadlineTimer(round(1000 * patience_s))
    wake = QTimer()  # without it nothing might end the last wait for an event
    wake.setSingleShot(True)
    wake.start(round(1000 * patience_s) + 1)
    while not page.settled() or not (totals is None or totals.settled):
        if until.hasExpired():
            raise NeverSettledError(f"{page.title} is still being worked out after {patience_s:g} seconds.")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _grab(window: MainWindow, key: str, path: Path) -> None:
    name, _, tab = key.partition("-")
    window.open_page(name)
    page = window.pages.page
    assert page is not None
    if tab and not page.show_table(tab):
        raise LookupError(f"{page.title} has no tab {tab}.")
    wait_until_settled(page, window.cost_range)
    for _ in range(3):  # layouts, then what they made the pages draw anew
        QCoreApplication.processEvents()
    window.grab().save(str(path))


def main(arguments: Sequence[str]) -> int:
    """Write the images that are asked for, all when none is named."""
    parser = argparse.ArgumentParser(prog="screenshots", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("screenshots"))
    parser.add_argument("--page", action="append", help="key of a page, or key-tab; all pages when none is named")
    parser.add_argument("--size", action="append", help="WIDTHxHEIGHT")
    parser.add_argument("--theme", action="append", choices=("light", "dark", "high_contrast"))
    chosen = parser.parse_args(arguments)
    # Settings of the person who runs this must not change the images, nor the images them.
    folder: Path = chosen.folder.absolute()
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / ".settings"))
    os.environ["XDG_STATE_HOME"] = str(folder / ".state")
    sizes = [(int(wide), int(high)) for wide, _, high in (one.partition("x") for one in chosen.size or ())]
    pages = chosen.page or [entry.key for entry in PAGES]
    for path in screenshots(folder, pages, sizes or SIZES, chosen.theme or THEMES):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
