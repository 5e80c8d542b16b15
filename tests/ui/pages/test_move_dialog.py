"""The move dialog says what a migration is and asks for what the plan does not state."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from dr_desktop.plan.move import Move
from dr_desktop.ui.dialogs.move_dialog import MoveDialog, needs_asking
from tests.ui.pages.shown_pages import sample_document


def test_another_row_is_called_a_migration_and_the_source_is_asked_for(qtbot: QtBot):
    document = sample_document()
    results = document.assessment.applications
    one = next(key for key, found in results.items() if found.topology.row == "customer" and found.topology.verdict)
    assert needs_asking(document.assessment, (one,), "csp")
    assert not needs_asking(document.assessment, (one,), "customer")
    dialog = MoveDialog(document.assessment, (one,), Move(recovery_site="site-west-europe"), "csp")
    qtbot.addWidget(dialog)
    assert "migration" in dialog.words()
    offered = [dialog.source.itemData(place) for place in range(dialog.source.count())]
    stamps = [key for key, site in document.plan.sites.items() if site.kind == "azure_stack" and site.operator == "csp"]
    assert offered == stamps
    dialog.source.setCurrentIndex(1)
    assert dialog.answer() == Move(recovery_site="site-west-europe", source_site=stamps[1])
    assert document.plan.sites[stamps[1]].name in dialog.words()


def test_an_application_without_recovery_is_asked_for_its_scheme(qtbot: QtBot):
    document = sample_document()
    results = document.assessment.applications
    one = next(key for key, found in results.items() if found.protection.scheme == "no_recovery")
    assert needs_asking(document.assessment, (one,), results[one].topology.row)
    dialog = MoveDialog(document.assessment, (one,), Move(recovery_site="site-south"), results[one].topology.row)
    qtbot.addWidget(dialog)
    dialog.scheme.setCurrentIndex(dialog.scheme.findData("replication"))
    assert dialog.answer().scheme == "replication"
    assert dialog.answer().source_site is None
