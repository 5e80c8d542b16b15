"""The window's figures, in a process of its own: edits to painted, and the start. Prints one line of JSON.

Run by `bench.py`. An edit is timed from `setData` until everything that it made stale has been painted, with the
findings panel open and a plan of 10,000 machines.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from big_plan import big_plan
from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QApplication

from dr_desktop.assessment.assess import assess
from dr_desktop.bundled import bundled
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.ui.document import Document
from dr_desktop.ui.entity_table_model import EntityTableModel
from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.theme import apply_theme

EDITS = 15
STARTS = 9
FRAME_MS = 16.0

BARE_WINDOW = """
import time
from PySide6.QtWidgets import QApplication, QTableWidget
app = QApplication([])
table = QTableWidget(0, 12)
table.resize(1366, 768)
table.show()
app.processEvents()
print(time.monotonic())
"""

# The program freezes the collector's heap right after its first paint: that moment is the figure.
PROGRAM = """
import gc, os, sys, time
gc.freeze = lambda: (print(time.monotonic(), flush=True), os._exit(0))
from dr_desktop.cli import main
main([sys.argv[1]])
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        # The window keeps settings and autosaves; those of whoever measures are none of its business.
        os.environ.update(dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"), home))
        figures = [*start_figures(), *edit_figures()]
    print(json.dumps(figures))
    return 0


def start_figures() -> list[dict[str, Any]]:
    """From the start of the process until the sample plan was painted, against a bare window with an empty table."""
    sample = next(iter(sorted(bundled("samples").glob("*.drplan"))))
    with tempfile.TemporaryDirectory() as home:
        bare, program = [], []
        for _ in range(STARTS):
            bare.append(_until_painted(BARE_WINDOW, home))
            program.append(_until_painted(PROGRAM, home, str(sample)))
    ratio = median(program) / median(bare)
    name = f"start to the sample plan in view ({median(program) * 1000:.0f} ms)"
    return [_figure(name, ratio, "× bare window", 2.6)]


def _until_painted(script: str, home: str, *arguments: str) -> float:
    environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiling every module again is no part of a start
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], check=True, capture_output=True, text=True, env=environment
    )
    return float(done.stdout.split()[-1]) - began


def edit_figures() -> list[dict[str, Any]]:
    """Edits of a machine and an application in milliseconds; of what all share, against one full assessment."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    apply_theme(application, "light")
    plan, catalog = big_plan(10_000), load_catalog()
    gc.collect()
    gc.freeze()
    document = Document(plan, catalog)
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        window = MainWindow(document, settings)
        window.show_plan()
        window.resize(1366, 768)
        window.show()
        application.processEvents()
        figures = []
        for page, table, field, texts in (
            ("machines", "machines", "used_gib", "{}"),
            ("applications", "applications", "rto_minutes", "{} min"),
        ):
            taken = _edits(window, page, table, field, texts)
            figures.append(_figure(f"edit of a cell of {table} to painted", taken * 1000, "ms", FRAME_MS))
        for page, table, field, texts in (
            ("backup", "backup_policies", "keep_points", "{}"),
            ("sites", "sites", "used_storage_gib", "{}"),
            ("assumptions", "assumptions", "base", "{}"),
        ):
            full = [_timed(lambda: assess(document.plan, catalog)) for _ in range(3)]
            taken = _edits(window, page, table, field, texts)
            full += [_timed(lambda: assess(document.plan, catalog)) for _ in range(3)]
            ratio = taken / median(full)
            figures.append(_figure(f"edit of a cell of {table} to painted", ratio, "× full assessment", 1.0))
        document.undo_stack.setClean()  # closing would ask about unsaved changes
        window.close()
    return figures


def _edits(window: MainWindow, page: str, table: str, field: str, text: str) -> float:
    window.open_page(page)
    window.go_to(table, next(iter(window.document.plan.table(table))))
    QCoreApplication.processEvents()
    current = window.pages.page
    view = current.table_view() if current is not None else None
    assert view is not None
    model = view.model()
    assert isinstance(model, EntityTableModel)
    column = model.column_of(field)
    assert column is not None
    times = []
    for number in range(EDITS):
        index = model.index(number % min(5, model.rowCount()), column)

        def edit(index: Any = index, number: int = number) -> None:
            model.setData(index, text.format(20 + number))
            QCoreApplication.processEvents()

        times.append(_timed(edit))
    return median(times)


def _timed(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def _figure(name: str, value: float, unit: str, goal: float) -> dict[str, Any]:
    return {"name": name, "value": value, "unit": unit, "goal": goal}


if __name__ == "__main__":
    sys.exit(main())
