"""The preview of an import: every kind of thing to look at has its tab, and nothing changes before OK."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.intake.inventory import Inventory
from dr_desktop.files.intake.reading import read_files
from dr_desktop.plan.application import Application
from dr_desktop.plan.plan import new_plan
from dr_desktop.ui.dialogs.import_dialog import ImportDialog
from dr_desktop.ui.document import Document
from tests.files.intake.test_formats import text
from tests.ui.test_dialogs import rows_of


@pytest.fixture
def document(qapp: QObject) -> Document:
    plan = new_plan(date(2027, 1, 1)).put("applications", Application(id="a1", name="Mail", rto_minutes=60))
    return Document(plan, load_catalog())


def inventory(*paths: Path) -> Inventory:
    found = read_files(paths)
    assert isinstance(found, Inventory), found
    return found


def tabs(dialog: ImportDialog) -> list[str]:
    return [dialog.preview.tabText(at) for at in range(dialog.preview.count()) if dialog.preview.isTabVisible(at)]


def fleet(path: Path, *names: str, memory: str = "8") -> Path:
    headings = ["Server", "Application", "vCPU", "RAM GB", "Environment"]
    return text(path, [headings, *([name, "Shop", "2", memory, ""] for name in names)])


def test_an_impact_analysis_shows_old_and_new_values_and_the_cell_and_asks_nothing_of_machines(
    document: Document, tmp_path: Path
):
    path = text(tmp_path / "bia.csv", [["Service", "RTO"], ["Mail", "2h"], ["Payroll", "soon"]])
    dialog = ImportDialog(document, inventory(path))
    assert rows_of(dialog.preview.changes) == [("Mail", "RTO, min", "1h", "2h", "RTO: 2h")]
    assert tabs(dialog) == ["Applications", "Changes (1)", "Remarks (2)"]
    assert not dialog.bases.buttons()[0].isVisibleTo(dialog)
    dialog.accept()
    assert document.plan.applications["a1"].rto_minutes == 120
    assert document.undo_stack.count() == 1


def test_next_months_file_shows_what_changed_and_what_is_no_longer_listed(document: Document, tmp_path: Path):
    ImportDialog(document, inventory(fleet(tmp_path / "may.csv", "web", "sql"))).accept()
    dialog = ImportDialog(document, inventory(fleet(tmp_path / "june.csv", "web", memory="16")))
    assert rows_of(dialog.preview.changes) == [("web", "Memory, GiB", "8", "16", "RAM GB: 16")]
    assert [row[0] for row in rows_of(dialog.preview.left)] == ["sql"]
    assert "1 no longer listed" in dialog.outcome.text()
    dialog.accept()
    assert {one.name for one in document.plan.machines.values()} == {"web", "sql"}


def test_a_blank_environment_stays_unknown_until_the_planner_says_otherwise(document: Document, tmp_path: Path):
    rows = [["Server", "Application", "vCPU", "Environment"], ["web", "Shop", 2, ""], ["sql", "Shop", 2, ""],
            ["app", "Jobs", 2, "HML"], ["job", "Jobs", 2, ""]]  # fmt: skip
    stated = inventory(text(tmp_path / "a.csv", rows))
    unknown = ImportDialog(document, stated)
    chosen = ImportDialog(document, stated)
    chosen.production.setChecked(True)
    for dialog, environment in ((unknown, "unknown"), (chosen, "production")):
        dialog.accept()
        by_name = {one.name: one.environment for one in document.plan.applications.values()}
        assert (by_name["Shop"], by_name["Jobs"]) == (environment, "test")
        document.undo_stack.undo()


def test_connections_are_proposed_and_taken_only_when_ticked(document: Document, tmp_path: Path):
    machines = text(tmp_path / "m.csv", [["Server", "Application", "vCPU"], ["web", "Shop", 2], ["app", "Shop", 2],
                                         ["sql", "Data", 2], ["db2", "Data", 2]])  # fmt: skip
    seen = text(tmp_path / "d.csv", [["Source server name", "Destination server name", "Destination port"],
                                     ["web", "sql", "1433"]])  # fmt: skip
    dialog = ImportDialog(document, inventory(machines, seen))
    assert dialog.grouping.currentText().startswith("By “Application”")
    assert rows_of(dialog.preview.connections) == [("Shop", "Data", "1", "")]
    dialog.link.setChecked(True)
    dialog.accept()
    by_name = {one.name: one for one in document.plan.applications.values()}
    assert by_name["Shop"].depends_on == (by_name["Data"].id,)
