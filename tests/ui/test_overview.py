"""The Overview: the checklist leads from nothing to the report, gaps come worst first, tiers are counted once."""

from __future__ import annotations

from datetime import date

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.results import Assessment
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.application import Application
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.plan.site import Site
from dr_desktop.plan.tier import Tier
from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.overview_gaps import top_gaps
from dr_desktop.ui.overview_ladder import tier_rows
from dr_desktop.ui.overview_steps import next_step, overview_steps
from dr_desktop.ui.pages.overview_page import OverviewPage


def assessed(plan: Plan) -> Assessment:
    return assess(plan, load_catalog())


def states(plan: Plan) -> dict[str, str]:
    return {step.words: step.state for step in overview_steps(assessed(plan), "never")}


def test_an_empty_plan_begins_with_the_import():
    steps = overview_steps(assessed(new_plan(date(2027, 1, 1))), "never")
    ahead = next_step(steps)
    assert ahead is not None
    assert (ahead.words, ahead.go) == ("Import", "!import")
    assert [step.words for step in steps] == ["Import", "Group", "Tier", "Sites", "Protect", "Assumptions", "Export"]


def test_each_step_is_ticked_when_what_it_asks_for_is_there():
    plan = new_plan(date(2027, 1, 1))
    plan = plan.put("machines", Machine(id="m1", name="web-1", application="app-unassigned", used_gib=10.0))
    assert states(plan)["Import"] == "done"
    assert states(plan)["Group"] == "open"
    plan = plan.put("applications", Application(id="crm", name="CRM"))
    plan = plan.put("machines", Machine(id="m1", name="web-1", application="crm", used_gib=10.0))
    assert states(plan)["Group"] == "done"
    assert states(plan)["Tier"] == "not_begun"
    plan = plan.put("tiers", Tier(id="gold", name="Gold", rank=1, scheme="backup_restore"))
    assert states(plan)["Tier"] == "open"
    plan = plan.put("applications", Application(id="crm", name="CRM", tier="gold", source_site="north"))
    plan = plan.put("sites", Site(id="north", name="North"), Site(id="south", name="South"))
    assert states(plan)["Tier"] == "done"
    assert states(plan)["Sites"] == "done"
    assert states(plan)["Protect"] == "open"
    decided = plan.machines["m1"].changed(protected="yes", change_percent_per_day=2.0)
    assert isinstance(decided, Machine)
    plan = plan.put("machines", decided)
    assert states(plan)["Protect"] == "done"
    assert states(plan)["Export"] == "not_begun"


def test_every_application_is_counted_in_one_tier_and_no_step_has_more_than_the_one_before(window: MainWindow):
    rows = tier_rows(window.document.assessment)
    assert sum(row.applications for row in rows[:-1]) == rows[-1].applications
    assert rows[-1].applications == window.document.assessment.totals.applications
    for row in rows:
        assert list(row.reached) == sorted(row.reached, reverse=True)
        assert row.applications >= row.reached[0]


def test_gaps_come_by_severity_and_each_rule_once(window: MainWindow):
    gaps = top_gaps(window.document.assessment, 100)
    severities = [gap.finding.severity for gap in gaps]
    assert severities == sorted(severities, key=("error", "warning").index)
    assert len({(gap.finding.rule, gap.finding.severity) for gap in gaps}) == len(gaps)
    totals = window.document.assessment.totals
    assert sum(1 + gap.more for gap in gaps) == totals.errors + totals.warnings


def test_a_click_on_the_next_step_goes_where_it_says(window: MainWindow):
    window.open_page("overview")
    page = window.pages.page
    assert isinstance(page, OverviewPage)
    steps = overview_steps(window.document.assessment, "never")
    ahead = next_step(steps)
    assert ahead is not None
    page.steps.entity_clicked.emit(f"step:{steps.index(ahead)}")
    table, key, field = ahead.go.split("/")
    assert window.pages.page is not page
    assert window.pages.page is not None
    view = window.pages.page.table_view()
    assert view is not None
    index = view.currentIndex()
    assert (view.entities.table, view.entities.entity_id(index.row())) == (table, key)
    assert view.entities.columns[index.column()].key == field


def test_the_overview_follows_an_edit_when_it_comes_into_view_again(window: MainWindow):
    window.open_page("overview")
    page = window.pages.page
    assert isinstance(page, OverviewPage)
    before = page.tiles.picture().alt
    machine = next(key for key, one in window.document.assessment.machines.items() if one.coverage == "undecided")
    window.open_page("machines")
    window.document.edit("machines", machine, "protected", "yes")
    assert page.tiles.picture().alt == before
    window.open_page("overview")
    assert page.tiles.picture().alt != before
