"""The start imports what is seen, and nothing that is not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication

from dr_desktop.ui.application import open_window
from dr_desktop.ui.page_list import PAGES
from tests.ui.windows import sample

START = (
    "from PySide6.QtWidgets import QApplication; from dr_desktop.ui.application import open_window;"
    "application = QApplication([]); window = open_window({path!r}); window.show(); application.processEvents()"
)
FIRST_PAINT = (
    "import gc, os, sys;"
    "qt = lambda: ['Qt.' + name for name in vars(sys.modules['PySide6.QtWidgets'])];"
    "gc.freeze = lambda: (print(*sys.modules, *qt(), flush=True), os._exit(0));"
    "from dr_desktop.cli import main; main([{path!r}])"
)
AFTER_THE_FIRST_PAINT = (
    "dr_desktop.assessment.assess",
    "dr_desktop.assessment.application_figures",
    "dr_desktop.assessment.catalog",
    "dr_desktop.assessment.mabs",
    "dr_desktop.assessment.explanation",
    "unicodedata",
    "dr_desktop.ui.why_dock",
    "platformdirs",
    "html.entities",
    "csv",
    "argparse",
    "logging",
    "_hashlib",
    "shibokensupport.signature.parser",
    "dr_desktop.ui.cell_editors",
    "dr_desktop.ui.findings_panel",
    "dr_desktop.ui.findings_view",
    "dr_desktop.ui.plan_process",
    "dr_desktop.files.close_reading",
    "dr_desktop.files.plan_faults",
)
LATER = (
    "openpyxl",
    "reportlab",
    "xlsxwriter",
    "defusedxml",
    "dr_desktop.files.intake",
    "dr_desktop.files.workbook",
    "dr_desktop.files.pdf",
    "dr_desktop.ui.dialogs",
    "dr_desktop.report.sections",
)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The modules that a start on the sample plan imports, as `-X importtime` lists them."""
    home = tmp_path_factory.mktemp("home")
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    code = START.format(path=str(sample()))
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code],
        env=variables,
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    return frozenset(line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "|" in line)


@pytest.fixture(scope="module")
def before_the_first_paint(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The modules that the program has imported when the sample plan is in view: then it freezes the collector."""
    home = str(tmp_path_factory.mktemp("home"))
    places = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"), home)
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT.format(path=str(sample()))],
        env={**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return frozenset(done.stdout.split())


@pytest.mark.parametrize("module", AFTER_THE_FIRST_PAINT)
def test_what_is_not_seen_at_once_comes_after_the_first_paint(before_the_first_paint: frozenset[str], module: str):
    assert "dr_desktop.ui.pages.applications_page" in before_the_first_paint
    assert module not in before_the_first_paint


@pytest.mark.parametrize("made", ["QStyle", "QMessageBox", "QCompleter", "QPlainTextEdit"])
def test_classes_of_qt_that_nothing_seen_needs_are_made_after_the_first_paint(
    before_the_first_paint: frozenset[str], made: str
):
    """PySide makes a class with all its enumerations when it is first named or given; those of styles take long."""
    assert "Qt.QTableView" in before_the_first_paint
    assert f"Qt.{made}" not in before_the_first_paint


def test_the_start_imports_the_page_that_is_shown(imported: frozenset[str]):
    assert "dr_desktop.ui.pages.applications_page" in imported
    assert "dr_desktop.assessment.assess" in imported


@pytest.mark.parametrize("module", [f"dr_desktop.ui.pages.{entry.module}" for entry in PAGES[1:]])
def test_pages_that_are_not_shown_wait(imported: frozenset[str], module: str):
    assert module not in imported


@pytest.mark.parametrize("package", LATER)
def test_readers_writers_and_dialogs_wait(imported: frozenset[str], package: str):
    assert not {one for one in imported if one == package or one.startswith(f"{package}.")}


def test_a_plan_is_in_view_before_it_is_assessed_and_catches_up(qapp: QApplication):
    window = open_window(str(sample()), later=True)
    try:
        window.show()
        assert window.document.pending
        page = window.pages.page
        assert page is not None
        view = page.table_view()
        assert view is not None
        assert view.entities.rowCount() == len(window.document.plan.applications)
        assert [tile.total.figure for tile in window.totals.tiles] == ["–"] * 5
        window.document.catch_up()
        assert window.totals.tiles[0].total.figure == str(window.document.assessment.totals.applications_meeting)
        assert window.findings.view.shown() > 0
        assert window.totals.tiles[0].total.change == ""
    finally:
        window.close()
        shiboken6.delete(window)
