"""The dialogs: each does what its button says, as one step that undo takes back whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox, QProgressDialog, QTreeWidget

from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.plan import new_plan
from dr_desktop.ui.dialogs.accept_dialog import AcceptDialog
from dr_desktop.ui.dialogs.assign_dialog import AssignDialog
from dr_desktop.ui.dialogs.import_dialog import ImportDialog
from dr_desktop.ui.dialogs.inventory_import import import_file
from dr_desktop.ui.document import Document
from dr_desktop.ui.inventory_reading import read_inventory, read_with_progress
from dr_desktop.ui.main_window import MainWindow
from tests.files.intake.made import machine, read_machines, save_workbook, table


@pytest.fixture
def document(qapp: QObject) -> Document:
    return Document(new_plan(date(2027, 1, 1)), load_catalog())


@pytest.fixture
def inventory_file(tmp_path: Path) -> Path:
    rows = [
        machine(1),
        machine(2, **{"In Use MiB": 30 * 1024}),
        machine(3, VM="gis-app-01", Folder="/DC1/vm/GIS"),
        machine(4, VM="gis-db-01", Folder="/DC1/vm/GIS"),
        machine(5, VM="golden", Template="True"),
    ]
    return save_workbook(tmp_path / "estate.xlsx", vInfo=table(rows))


def choose(box: QComboBox, value: tuple[str, str | None]) -> None:
    """Choose the item that carries a value; findData compares tuples by identity."""
    box.setCurrentIndex(next(row for row in range(box.count()) if tuple(box.itemData(row)) == value))


def rows_of(tree: QTreeWidget) -> list[tuple[str, ...]]:
    """The words of a tree's rows."""
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return [tuple(item.text(column) for column in range(tree.columnCount())) for item in items if item is not None]


def test_an_import_is_one_step_that_places_machines_at_a_new_site(document: Document, inventory_file: Path):
    before = document.plan
    dialog = ImportDialog(document, read_machines(inventory_file))
    dialog.site.setCurrentIndex(dialog.site.findData("new"))
    dialog.site_name.setText("North")
    assert "4 new machines" in dialog.outcome.text()
    assert "1 row skipped" in dialog.outcome.text()
    dialog.accept()
    plan = document.plan
    assert len(plan.machines) == 4
    (site,) = plan.sites.values()
    assert (site.name, site.kind, site.operator) == ("North", "azure_stack", "customer")
    assert {one.name for one in plan.applications.values()} == {"Unassigned", "CRM", "GIS"}
    assert all(one.source_site == site.id for one in plan.applications.values() if one.name != "Unassigned")
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText() == "Import estate.xlsx"
    document.undo_stack.undo()
    assert document.plan is before


def test_each_size_basis_says_its_total_and_the_chosen_one_counts(document: Document, inventory_file: Path):
    dialog = ImportDialog(document, read_machines(inventory_file))
    words = [button.text() for button in dialog.bases.buttons()]
    assert any("In use on the datastore: 210.00" in one and "all 4 machines" in one for one in words)
    assert any(one.startswith("Provisioned: 480.00") for one in words)
    provisioned = next(button for button in dialog.bases.buttons() if button.text().startswith("Provisioned"))
    provisioned.setChecked(True)
    dialog.accept()
    assert {one.used_gib for one in document.plan.machines.values()} == {120.0}


def test_grouping_can_wait_and_then_machines_lie_in_unassigned(document: Document, inventory_file: Path):
    dialog = ImportDialog(document, read_machines(inventory_file))
    dialog.grouping.setCurrentIndex(dialog.grouping.findText("Not yet: all machines go to Unassigned"))
    dialog.accept()
    assert {one.application for one in document.plan.machines.values()} == {"app-unassigned"}


def test_patterns_of_names_group_machines_with_the_groups_in_the_preview(document: Document, inventory_file: Path):
    dialog = ImportDialog(document, read_machines(inventory_file))
    dialog.grouping.setCurrentIndex(dialog.grouping.findData("patterns"))
    assert not dialog.does.isEnabled(), "no pattern is stated yet"
    dialog.patterns.setPlainText("/^([a-z]+)-.*1$/ = \\1 ones\n* = Others")
    assert dialog.does.isEnabled()
    shown = {row[0]: int(row[1]) for row in rows_of(dialog.applications)}
    assert shown.pop("Others") == 4 - sum(shown.values())
    assert shown
    assert all(name.endswith(" ones") for name in shown)
    dialog.patterns.setPlainText("/(a+)+/ = x")
    assert "forever" in dialog.said_wrong()


def test_a_new_site_needs_a_name_before_anything_is_imported(document: Document, inventory_file: Path):
    dialog = ImportDialog(document, read_machines(inventory_file))
    dialog.site.setCurrentIndex(dialog.site.findData("new"))
    dialog.site_name.setText("  ")
    assert not dialog.does.isEnabled()
    assert "no name" in dialog.said_wrong()
    dialog.accept()
    assert not document.plan.machines


def test_the_preview_counts_machines_by_application_and_names_why_rows_are_skipped(
    document: Document, inventory_file: Path
):
    dialog = ImportDialog(document, read_machines(inventory_file))
    assert rows_of(dialog.applications) == [("CRM", "2"), ("GIS", "2")]
    assert [row[1:] for row in rows_of(dialog.skipped)] == [("golden", "It is a template.")]


def test_a_file_of_another_kind_is_refused_with_what_to_do(
    document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, window: MainWindow
):
    said: list[str] = []

    def note(box: QMessageBox) -> int:
        said.append(f"{box.text()} {box.informativeText()}")
        return 0

    monkeypatch.setattr(QMessageBox, "exec", note)
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    assert not import_file(other, document, window)
    assert said[0].startswith("other.csv:")


def test_a_large_file_is_read_apart_and_gives_the_same_inventory(
    window: MainWindow, inventory_file: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("dr_desktop.ui.inventory_reading.AT_ONCE_BYTES", 0)
    assert read_with_progress(inventory_file, window) == read_inventory(inventory_file)


def test_the_progress_of_a_file_that_is_read_does_not_show_up_any_more(
    window: MainWindow, inventory_file: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("dr_desktop.ui.inventory_reading.AT_ONCE_BYTES", 0)
    read_with_progress(inventory_file, window)
    for dialog in window.findChildren(QProgressDialog):
        assert not dialog.isVisible()
        assert not [timer for timer in dialog.findChildren(QTimer) if timer.isActive()]


def test_assigning_changes_all_selected_rows_as_one_step(window: MainWindow):
    document = window.document
    before = document.plan
    ids = list(before.applications)[1:4]
    dialog = AssignDialog(document, "applications", ids, window)
    assert not dialog.does.isEnabled()
    tier = next(iter(before.tiers))
    choose(dialog.fields["tier"], ("value", tier))
    sites = list(before.sites)[:2]
    for field, site in zip(("recovery_sites", "recovery_sites:second"), sites, strict=True):
        choose(dialog.fields[field], ("value", site))
    choose(dialog.fields["backup_policy"], ("blank", None))
    dialog.accept()
    for key in ids:
        after = document.plan.applications[key]
        assert (after.tier, after.recovery_sites, after.backup_policy) == (tier, tuple(sites), None)
        assert after.scheme == before.applications[key].scheme
    assert document.undo_stack.undoText() == "Assign Tier, Recovery, Policy to 3 applications"
    document.undo_stack.undo()
    assert document.plan is before


def test_accepting_a_finding_asks_for_reason_and_name_and_moves_it_to_accepted(window: MainWindow):
    document = window.document
    finding = next(one for one in document.assessment.findings if not one.accepted and one.severity == "warning")
    dialog = AcceptDialog(document, finding, window)
    dialog.accept()
    assert "reason" in dialog.said_wrong()
    dialog.reason.setPlainText("The second vault comes in March.")
    dialog.by.setText("")
    dialog.accept()
    assert "answers" in dialog.said_wrong()
    dialog.by.setText("Lena Brandt")
    dialog.until.setText("soon")
    dialog.accept()
    assert dialog.said_wrong()
    dialog.until.setText("2028-03-31")
    dialog.accept()
    place = (finding.rule, finding.entity, finding.field)
    now = next(one for one in document.assessment.findings if (one.rule, one.entity, one.field) == place)
    assert now.accepted
    acceptance = document.plan.acceptances[now.accepted]
    assert (acceptance.reason, acceptance.until) == ("The second vault comes in March.", date(2028, 3, 31))
    assert document.undo_stack.count() == 1


def test_dialogs_go_away_when_they_are_closed(window: MainWindow):
    ids = list(window.document.plan.applications)[1:2]
    dialog = AssignDialog(window.document, "applications", ids, window)
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.show()
    dialog.reject()
    for _ in range(3):
        QApplication.sendPostedEvents(None, 52)
    assert gone == [True]
