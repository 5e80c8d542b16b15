"""What 1,000 uncertain runs cost beside the window, in a process of its own. Prints one line of JSON.

Run by `bench.py`. The window shows a plan of 100 applications and 500 machines, whose table is scrolled every 16 ms
while our own processes do the runs; a frame lasts from the end of one painting to the end of the next.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication
from recovery_plan import LOSS, recovery_plan

from dr_desktop.files.catalogs import load_catalog
from dr_desktop.ui.document import Document
from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.theme import apply_theme
from dr_desktop.ui.uncertainty_view import UncertaintyView

RUNS: Final = 1_000
APPLICATIONS: Final = 100
MACHINES: Final = 500
STREAMS: Final = 8
FRAME_MS: Final = 33.0
SECONDS: Final = 30.0
_ASKED_MS: Final = 16


class Frames:
    """Scrolls a table by a row every 16 ms, as far as the machine lets it, and notes how long each frame lasted."""

    def __init__(self, table: QAbstractItemView) -> None:
        self.table = table
        self.lasted: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._paint)
        self._timer.start(_ASKED_MS)

    def stop(self) -> None:
        self._timer.stop()

    def _paint(self) -> None:
        bar = self.table.verticalScrollBar()
        bar.setValue((bar.value() + bar.singleStep()) % max(1, bar.maximum()))
        self.table.viewport().repaint()
        now = time.perf_counter()
        self.lasted.append(now - self._last)
        self._last = now


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        # The window keeps settings and autosaves; those of whoever measures are none of its business.
        os.environ.update(dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"), home))
        figures = run_figures(Path(home))
    print(json.dumps(figures))
    return 0


def run_figures(folder: Path) -> list[dict[str, Any]]:
    """Seconds until the probabilities are shown, and the 95th percentile of the frames meanwhile."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    apply_theme(application, "light")
    document = Document(recovery_plan(MACHINES, APPLICATIONS, STREAMS), load_catalog())
    window = MainWindow(document, QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    window.show_plan()
    window.resize(1366, 768)
    window.show()
    window.open_page("machines")
    view = UncertaintyView(document, window)
    view.resize(1366, 768)
    view.show()
    view.show_scenario(LOSS.id)
    application.processEvents()
    gc.collect()
    gc.freeze()
    waiting = QEventLoop()
    view.runs.found.connect(waiting.quit)
    view.runs.failed.connect(waiting.quit)
    page = window.pages.page
    table = page.table_view() if page is not None else None
    assert table is not None
    frames = Frames(table)
    began = time.perf_counter()
    view.run()
    waiting.exec()
    taken = time.perf_counter() - began
    frames.stop()
    found = view.uncertainty()
    assert found is not None, view.tools.hint.text()
    assert found.runs == RUNS
    lasted = sorted(frames.lasted)
    late = lasted[int(0.95 * len(lasted))] * 1000
    document.undo_stack.setClean()  # closing would ask about unsaved changes
    view.close()
    window.close()
    name = f"{RUNS:,} runs of {APPLICATIONS} applications, {MACHINES} machines, beside the window"
    frames_name = (
        f"frames of the window meanwhile, 95th percentile ({len(lasted):,}, longest {lasted[-1] * 1000:.0f} ms)"
    )
    return [
        {"name": name, "value": taken, "unit": "s", "goal": SECONDS},
        {"name": frames_name, "value": late, "unit": "ms", "goal": FRAME_MS},
    ]


if __name__ == "__main__":
    sys.exit(main())
