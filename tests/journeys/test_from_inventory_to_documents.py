"""The story of the program once through: from an inventory to the documents of the meeting, and all of it undone."""

from __future__ import annotations

from itertools import pairwise
from math import fsum
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.results import Assessment
from dr_desktop.files.plan_file import read_plan
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_money
from dr_desktop.ui.dialogs.import_dialog import ImportDialog
from dr_desktop.ui.main_window import MainWindow
from tests.journeys.documents import document_says_what_was_assessed, workbook_says_what_was_assessed
from tests.journeys.estates import Inventory, made, published
from tests.journeys.hands import (
    add_row,
    answering,
    assign,
    choose,
    choosing_file,
    entities_on,
    show,
    table,
    type_into,
    words_on,
)
from tests.ui.windows import window_on

EXPORT_MS = 120_000


@pytest.fixture(params=["published", "made"])
def inventory(request: pytest.FixtureRequest, tmp_path: Path) -> Inventory:
    return published() if request.param == "published" else made(tmp_path)


@pytest.mark.slow
def test_from_an_inventory_to_both_documents(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inventory: Inventory
):
    saved = tmp_path / "harbour.drplan"
    with window_on(None) as window:
        shown = _plans_shown(window)
        _import(window, monkeypatch, inventory)
        _state_sites(qtbot, window)
        _put_into_applications(qtbot, window, inventory)
        _state_objectives_and_schemes(window)
        _state_backup(qtbot, window)
        _leave_one_unprotected(window, inventory)
        _follow_a_finding(window)
        _undo_all_and_redo_all(window, shown)
        _save(window, monkeypatch, saved)
        plan, assessed = window.document.plan, window.document.assessment
        workbook = _export(qtbot, window, monkeypatch, tmp_path, "xlsx")
        document = _export(qtbot, window, monkeypatch, tmp_path, "pdf")
        assert window.exported() == "current"
    with window_on(saved) as again:
        assert again.document.plan == plan
        assert _followed(again.document.assessment) == _followed(assessed)
        assert not again.isWindowModified()
    workbook_says_what_was_assessed(workbook, assessed)
    document_says_what_was_assessed(document, assessed)


# What is done, and what is seen to change by it


def _import(window: MainWindow, patch: pytest.MonkeyPatch, inventory: Inventory) -> None:
    choosing_file(patch, inventory.file)
    window.actions_by_key["new"].trigger()

    def fill_in(dialog: ImportDialog) -> None:
        bases = [button.text() for button in dialog.bases.buttons()]
        assert any(f"Provisioned: {inventory.provisioned_gib:,.2f}\u00a0GiB" in one for one in bases)
        in_use = next(one for one in dialog.bases.buttons() if f": {inventory.in_use_gib:,.2f}\u00a0GiB" in one.text())
        in_use.setChecked(True)
        choose(dialog.site, "A new Azure Stack site…")
        dialog.site_name.setText("Harbour")
        choose(dialog.operator, "Run by: Customer")
        choose(dialog.grouping, inventory.grouping)
        assert f"{inventory.machines} new machines" in dialog.outcome.text()
        dialog.does.click()

    with answering(ImportDialog, fill_in):
        window.actions_by_key["import"].trigger()
    document = window.document
    machines = document.assessment.machines.values()
    assert document.assessment.totals.machines == inventory.machines
    assert sum(one.vcpus for one in machines) == inventory.vcpus
    stated = [one.used_gib for one in document.plan.machines.values() if one.used_gib is not None]
    assert fsum(stated) == pytest.approx(inventory.in_use_gib, abs=0.005)
    assumed = [one for one in machines if "used_gib" in one.assumed]
    assert len(stated) + len(assumed) == inventory.machines
    assert [one.name for one in document.plan.sites.values()] == ["Harbour"]
    loose = [one for one in document.plan.machines.values() if one.application == "app-unassigned"]
    assert len(loose) == inventory.in_unassigned
    assert not document.assessment.targets
    assert document.assessment.totals.cost_month in (None, 0)
    assert window.isWindowModified()


def _state_sites(qtbot: QtBot, window: MainWindow) -> None:
    assert _count(window, "one-cloud-only")
    sites = table(window, "sites", "sites")
    type_into(sites, "Harbour", datacenter="Quay 1", country="NL", nodes="4", node_memory_gib="512",
              storage_usable_gib="40 TiB")  # fmt: skip
    add_row(qtbot, sites, "Inland", kind="Azure Stack", operator="Customer", datacenter="Hill 9", country="NL",
            nodes="4", node_memory_gib="512", node_cores="48", storage_usable_gib="40,960")  # fmt: skip
    add_row(qtbot, sites, "West Europe", kind="Azure region", operator="Microsoft", azure_region="westeurope")
    links = table(window, "sites", "links")
    add_row(qtbot, links, "Harbour to Inland", from_site="Harbour", to_site="Inland", kind="Private",
            mbit_s="1000", latency_ms="4")  # fmt: skip
    add_row(qtbot, links, "Harbour to Azure", from_site="Harbour", to_site="West Europe", kind="Internet",
            mbit_s="500")  # fmt: skip
    assert not _count(window, "one-cloud-only")
    assert len(window.document.assessment.links) == 2


def _put_into_applications(qtbot: QtBot, window: MainWindow, inventory: Inventory) -> None:
    assert _count(window, "unassigned-machines")
    applications = table(window, "applications", "applications")
    for name in inventory.applications:
        if name not in {one.name for one in window.document.plan.applications.values()}:
            add_row(qtbot, applications, name, source_site="Harbour")
    for name, members in inventory.applications.items():
        if _members(window, name) != set(members):
            assign(window, table(window, "machines", "machines"), members, application=name)
        assert _members(window, name) == set(members)
    assert not _members(window, "Unassigned")
    assert not _count(window, "unassigned-machines")
    page = show(window, "topology")
    assert all(one in words_on(page) for one in inventory.applications)


def _state_objectives_and_schemes(window: MainWindow) -> None:
    before = show(window, "topology")
    chips, words = entities_on(before), words_on(before)
    applications = table(window, "applications", "applications")
    type_into(applications, "Billing", rto_minutes="4h", rpo_minutes="15 min", mtd_minutes="1 d",
              scheme="Replication", recovery_sites="Inland", replication_minutes="5 min")  # fmt: skip
    type_into(applications, "Web shop", rto_minutes="PT24H", rpo_minutes="24 h", mtd_minutes="3 days")
    type_into(applications, "Build farm", scheme="No recovery")
    assign(window, applications, ["Web shop"], scheme="Backup-restore", recovery_sites="Inland")
    found = window.document.assessment.applications
    billing, shop, farm = (_application(window, one) for one in ("Billing", "Web shop", "Build farm"))
    assert (found[billing].topology.row, found[billing].topology.column) == ("customer", "customer")
    assert found[billing].topology.verdict is not None
    assert found[shop].objectives.rto_minutes == 24 * 60
    assert found[farm].topology.verdict is None
    after = show(window, "topology")
    assert {billing, shop} <= entities_on(after)
    assert (entities_on(after), words_on(after)) != (chips, words)


def _state_backup(qtbot: QtBot, window: MainWindow) -> None:
    cost_before = window.document.assessment.totals.cost_month or 0.0
    capacity, consumption = words_on(show(window, "capacity")), words_on(show(window, "consumption"))
    targets = table(window, "backup", "backup_targets")
    vault = add_row(qtbot, targets, "Vault", site="West Europe", placement="Azure", redundancy="Locally redundant")
    depot = add_row(qtbot, targets, "Depot", site="Inland", placement="Dedicated, external", capacity_gib="150",
                    write_mb_s="200", restore_mb_s="200")  # fmt: skip
    policies = table(window, "backup", "backup_policies")
    add_row(qtbot, policies, "Daily", every_hours="24", window_start="22", keep_points="30", keep_monthly="12")
    applications = table(window, "applications", "applications")
    assign(window, applications, ["Billing"], backup_target="Vault", backup_policy="Daily")
    assign(window, applications, ["Web shop"], backup_target="Depot", backup_policy="Daily")
    undecided = window.document.assessment.totals.undecided
    _decide(window, "Billing", "Web shop", protected="Yes")
    assert window.document.assessment.totals.undecided < undecided
    assessed = window.document.assessment
    assert assessed.links[_row(window, "links", "Harbour to Inland")].replication_mbit_s > 0
    for key in (vault, depot):
        worst = assessed.targets[key].worst
        assert worst is not None
        assert worst.total > 0
    assert (assessed.totals.cost_month or 0.0) > cost_before
    page = show(window, "capacity")
    assert "Depot" in words_on(page)
    assert words_on(page) != capacity
    page = show(window, "consumption")
    assert show_money(assessed.totals.cost_month, assessed.consumption.currency) in words_on(page)
    assert words_on(page) != consumption


def _leave_one_unprotected(window: MainWindow, inventory: Inventory) -> None:
    before = window.document.assessment.totals
    machines = table(window, "machines", "machines")
    type_into(machines, inventory.applications["Web shop"][0], protected="No")
    totals = window.document.assessment.totals
    assert (totals.unprotected, totals.undecided) == (before.unprotected + 1, before.undecided)
    assert f"{totals.unprotected} of {totals.machines}" in window.totals.tiles[1].accessibleName()


def _follow_a_finding(window: MainWindow) -> None:
    """A nightly backup loses more than 24 hours: an error that leads to its cell and goes when that is put right."""
    applications = table(window, "applications", "applications")
    shop = _application(window, "Web shop")
    errors = window.document.assessment.totals.errors
    missed = [one for one in window.document.assessment.findings if one.rule == "rpo-missed"]
    assert [one.entity for one in missed] == [shop]
    assert str(errors) in window.totals.tiles[4].accessibleName()
    show(window, "backup")
    window.findings.show_all()
    panel = window.findings.view
    row = next(place for place in range(panel.shown()) if panel.finding(place) == missed[0])
    panel.clicked.emit(panel.model().index(row, 1))
    assert window.pages.key == "applications"
    assert applications.entities.entity_id(applications.currentIndex().row()) == shop
    assert applications.entities.columns[applications.currentIndex().column()].key == "rpo_minutes"
    assert applications.entities.setData(applications.currentIndex(), "48 h")
    assert window.document.assessment.totals.errors == errors - 1
    assert not _count(window, "rpo-missed")


def _undo_all_and_redo_all(window: MainWindow, shown: list[Plan]) -> None:
    document = window.document
    steps = document.undo_stack.count()
    forward = shown[-steps - 1 :]
    assert steps > 40
    last, found = document.plan, _followed(document.assessment)
    for before in reversed(forward[:-1]):
        window.actions_by_key["undo"].trigger()
        assert document.plan is before
    assert not window.actions_by_key["undo"].isEnabled()
    assert not document.plan.machines
    assert not window.isWindowModified()
    for after in forward[1:]:
        window.actions_by_key["redo"].trigger()
        assert document.plan is after
    assert document.plan is last
    assert _followed(document.assessment) == found
    assert found == _followed(assess(last, document.catalog))
    assert all(one is not two for one, two in pairwise(forward))


def _save(window: MainWindow, patch: pytest.MonkeyPatch, file: Path) -> None:
    choosing_file(patch, file)
    window.actions_by_key["save"].trigger()
    assert not window.isWindowModified()
    assert window.windowTitle().startswith(file.name)
    assert read_plan(file) == window.document.plan


def _export(qtbot: QtBot, window: MainWindow, patch: pytest.MonkeyPatch, folder: Path, form: str) -> bytes:
    file = folder / f"review.{form}"
    choosing_file(patch, file)
    with qtbot.waitSignal(window.exporting.finished, timeout=EXPORT_MS) as told:
        window.actions_by_key["excel" if form == "xlsx" else "pdf"].trigger()
    assert told.args == [file], window.status_bar.hint()
    return file.read_bytes()


# What is looked up


def _plans_shown(window: MainWindow) -> list[Plan]:
    """Every plan that the window comes to show, in order."""
    shown = [window.document.plan]
    window.document.plan_changed.connect(lambda _change: shown.append(window.document.plan))
    return shown


def _followed(assessed: Assessment) -> Assessment:
    """All that follows, without how it was come by."""
    return assessed._replace(work=assessed.work._replace(machines=0, applications=0, stores=0, links=0), memory=None)


def _count(window: MainWindow, rule: str) -> int:
    return sum(1 for one in window.document.assessment.findings if one.rule == rule)


def _row(window: MainWindow, name: str, row: str) -> str:
    return next(key for key, one in window.document.plan.table(name).items() if one.name == row)


def _application(window: MainWindow, name: str) -> str:
    return _row(window, "applications", name)


def _members(window: MainWindow, application: str) -> set[str]:
    key = _application(window, application)
    return {one.name for one in window.document.plan.machines.values() if one.application == key}


def _decide(window: MainWindow, *applications: str, protected: str) -> None:
    members: set[str] = set().union(*(_members(window, one) for one in applications))
    assign(window, table(window, "machines", "machines"), sorted(members), protected=protected)
