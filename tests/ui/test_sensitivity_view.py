"""What moves it: computed beside the window, shown per total, marked when the plan has changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from dr_desktop.plan.assumptions import Assumption
from dr_desktop.report.fact_sheet import go_to
from dr_desktop.report.picture_focus import entities
from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.pages.assumptions_page import AssumptionsPage
from dr_desktop.ui.sensitivity_view import SensitivityView


@pytest.mark.slow
def test_the_tornado_appears_by_itself_leads_to_an_assumption_and_knows_when_it_is_old(
    window: MainWindow, qtbot: QtBot
) -> None:
    plan = window.document.plan
    ranged = ("growth_percent_per_year", "discount_percent")
    kept = {
        key: one if key in ranged else Assumption(id=key, name=one.name, base=one.base)
        for key, one in plan.assumptions.items()
    }
    window.document.replace_plan(replace(plan, assumptions=kept), "fewer ranges")
    page = window.pages.open("assumptions")
    assert isinstance(page, AssumptionsPage)
    view = page.show_tab("sensitivity")
    assert isinstance(view, SensitivityView)
    with qtbot.waitSignal(view.process.ended, timeout=60_000):
        assert view.process.running()
    found = view.sensitivity()
    assert found is not None
    assert [one.assumption for one in found.swings] == list(ranged)
    assert go_to("assumptions", "discount_percent", "base") in entities(view.picture.picture())
    assert view.hint.text() == ""

    view.picture.entity_clicked.emit(go_to("assumptions", "discount_percent", "base"))
    assert page.shown_tab() == "assumptions"

    window.document.edit("assumptions", "discount_percent", "base", "5")
    page.show_tab("sensitivity")
    assert "changed" in view.hint.text()
    assert view.again.isEnabled()
    with qtbot.waitSignal(view.process.ended, timeout=60_000):
        view.again.click()
    assert view.hint.text() == ""
