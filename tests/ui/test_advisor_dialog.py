"""The advisor's dialog: opened on an application, one way chosen by keyboard, applied, undone."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dr_desktop.assessment.advisor import Candidate
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.ui.commands import TABLE_COMMANDS
from dr_desktop.ui.dialogs.advisor_dialog import AdvisorDialog
from dr_desktop.ui.document import Document
from dr_desktop.ui.number_marks import NumberMarks
from dr_desktop.ui.pages.applications_page import ApplicationsPage
from dr_desktop.ui.table_menus import cells_menu
from tests.assessment.quiet_estate import add, both, edit, quiet_plan
from tests.ui.pages.shown_pages import document_of, shown

_PLAN = both(
    add("backup_targets", "nas", name="NAS", site="north", placement="existing_external", capacity_gib=900_000.0,
        write_mb_s=500.0, restore_mb_s=500.0),
    edit("applications", "billing", rpo_minutes=3_000.0),
)(quiet_plan())  # fmt: skip


@pytest.fixture
def dialog(qtbot: QtBot) -> AdvisorDialog:
    made = AdvisorDialog(document_of(_PLAN), "billing", NumberMarks())
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.advice is not None, timeout=20_000)
    return made


def document(dialog: AdvisorDialog) -> Document:
    return dialog._document


def candidates(dialog: AdvisorDialog) -> tuple[Candidate, ...]:
    assert dialog.advice is not None
    return dialog.advice.candidates


def figures(dialog: AdvisorDialog, place: int) -> dict[str, Any]:
    row = next(one for one in dialog.table.figures.rows if one.key == str(place))
    return dict(zip([column.key for column in dialog.table.figures.columns], row.figures, strict=True))


def test_every_candidate_is_a_row_with_its_figures_in_the_order_of_the_advice(dialog: AdvisorDialog):
    assert [row.key for row in dialog.table.figures.rows] == [str(place) for place in range(len(candidates(dialog)))]
    for place, one in enumerate(candidates(dialog)):
        shown_figures = figures(dialog, place)
        assert shown_figures["rto"].value == one.rto_minutes
        assert shown_figures["gib"].value == one.added_gib
        assert shown_figures["cost"].value == one.cost_month
    assert not dialog.progress.isVisible()
    assert "Held against: RTO 48\u00a0h" in dialog.words.text()


def test_the_first_way_is_selected_and_reasoned_and_another_by_key(dialog: AdvisorDialog):
    assert dialog.sheet.lines()[0] == candidates(dialog)[0].words
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    assert dialog.sheet.lines()[0] == candidates(dialog)[1].words


def test_a_way_that_falls_out_says_why_and_is_faded(dialog: AdvisorDialog):
    place, barred = next((place, one) for place, one in enumerate(candidates(dialog)) if not one.feasible)
    dialog.choose(barred)
    lines = dialog.sheet.lines()
    assert "Why it falls out" in lines
    assert any(barred.obstacles[0].sentence in line for line in lines)
    row = next(one for one in dialog.table.figures.rows if one.key == str(place))
    assert row.faded
    assert figures(dialog, place)["result"].sign == "error"


def test_what_is_in_force_is_marked_and_cannot_be_applied(dialog: AdvisorDialog):
    own = next(one for one in candidates(dialog) if one.in_force)
    dialog.choose(own)
    assert not dialog.does.isEnabled()
    dialog.accept()
    assert document(dialog).plan is _PLAN
    assert "In force now" in dialog.sheet.lines()


def test_enter_applies_the_selected_way_as_one_step_that_undo_takes_back(dialog: AdvisorDialog):
    one = next(
        one for one in candidates(dialog) if one.choice.backup_target == "nas" and one.choice.scheme == "backup_restore"
    )
    dialog.choose(one)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    made = document(dialog)
    assert made.undo_stack.undoText() == "Apply backup to NAS to Billing"
    result = made.assessment.applications["billing"]
    assert (result.designed.rto_minutes, result.designed.rpo_minutes) == (one.rto_minutes, one.rpo_minutes)
    assert made.plan.applications["billing"].backup_target == "nas"
    assert not dialog.isVisible()
    made.undo_stack.undo()
    assert made.plan.applications["billing"] == _PLAN.applications["billing"]


def test_a_heading_sorts_by_its_figures(dialog: AdvisorDialog):
    column = [one.key for one in dialog.table.figures.columns].index("gib") + 1
    dialog.table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
    values = [row.figures[column - 1].value for row in dialog.table.figures.rows]
    assert values == sorted(values, key=lambda value: -(value or 0.0))


def test_closing_stops_what_is_still_worked_out(qtbot: QtBot):
    made = AdvisorDialog(document_of(_PLAN), "portal", NumberMarks())
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    made.reject()
    assert made.advice is None
    assert not [timer for timer in made.findChildren(QTimer) if timer.isActive() and timer.parent() is made]


def test_the_applications_table_offers_it_for_one_application(qtbot: QtBot):
    with shown(ApplicationsPage, document_of(_PLAN)) as (page, services):
        view = page.table_view()
        assert view is not None
        view.show_entity("portal", "name")
        words = [action.text() for action in cells_menu(view).actions()]
        assert "Ways to protect it…" in words
        view.advise()
        assert services.asked == [("advise", "portal")]
        view.show_entity(UNASSIGNED, "name")
        view.advise()
        assert services.asked[-1] == ("say", "Select one application to compare the ways to protect it.")
        assert "Ways to protect it…" not in [action.text() for action in cells_menu(view).actions()]
    assert "advise" in TABLE_COMMANDS
