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
from dr_desktop.report.gaps import gaps_open, top_gaps
from dr_desktop.report.picture import Text
from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.overview_ladder import ladder_picture
from dr_desktop.ui.overview_lists import gaps_picture, gaps_that_fit
from dr_desktop.ui.overview_steps import next_of, overview_steps
from dr_desktop.ui.pages.overview_page import OverviewPage


def assessed(plan: Plan) -> Assessment:
    return assess(plan, load_catalog())


def states(plan: Plan) -> dict[str, str]:
    return {one.step.title: one.step.state for one in overview_steps(assessed(plan), "never")}


def test_an_empty_plan_begins_with_the_import():
    steps = overview_steps(assessed(new_plan(date(2027, 1, 1))), "never")
    ahead = next_of(steps)
    assert ahead is not None
    assert (ahead.step.title, ahead.go) == ("Import", "!import")
    assert [one.step.title for one in steps] == ["Import", "Group", "Tier", "Sites", "Protect", "Assumptions", "Export"]


def test_each_step_is_ticked_when_what_it_asks_for_is_there():
    plan = new_plan(date(2027, 1, 1))
    plan = plan.put("machines", Machine(id="m1", name="web-1", application="app-unassigned", used_gib=10.0))
    assert states(plan)["Import"] == "done"
    assert states(plan)["Group"] == "attention"
    plan = plan.put("applications", Application(id="crm", name="CRM"))
    plan = plan.put("machines", Machine(id="m1", name="web-1", application="crm", used_gib=10.0))
    assert states(plan)["Group"] == "done"
    assert states(plan)["Tier"] == "open"
    plan = plan.put("tiers", Tier(id="gold", name="Gold", rank=1, scheme="replication", recovery_sites=("south",)))
    assert states(plan)["Tier"] == "attention"
    plan = plan.put("applications", Application(id="crm", name="CRM", tier="gold", source_site="north"))
    plan = plan.put(
        "sites", Site(id="north", name="North", operator="customer"), Site(id="south", name="South", operator="csp")
    )
    assert states(plan)["Tier"] == "done"
    assert states(plan)["Sites"] == "done"
    assert states(plan)["Protect"] == "attention"
    decided = plan.machines["m1"].changed(protected="yes", change_percent_per_day=2.0)
    assert isinstance(decided, Machine)
    plan = plan.put("machines", decided)
    assert states(plan)["Protect"] == "done"
    assert states(plan)["Export"] == "open"


def test_the_ladder_names_every_tier_and_its_bars_say_their_shares(window: MainWindow):
    picture = ladder_picture(window.document.assessment, 900, 200)
    words = [shape.text for shape in picture.shapes if isinstance(shape, Text)]
    for tier in window.document.plan.tiers.values():
        assert tier.name in words
    assert str(window.document.assessment.totals.applications) in words
    assert {f"tier:{key}" for key in window.document.plan.tiers} <= {shape.entity for shape in picture.shapes}


def test_the_gaps_picture_leads_to_every_gap_it_shows(window: MainWindow):
    assessment = window.document.assessment
    gaps = top_gaps(assessment, 5)
    picture = gaps_picture(gaps, gaps_open(assessment), str, 1100, 200)
    assert {f"gap:{place}" for place in range(5)} <= {shape.entity for shape in picture.shapes}
    assert f"5 of {gaps_open(assessment)} open findings" in " ".join(
        shape.text for shape in picture.shapes if isinstance(shape, Text)
    )


def test_a_click_on_the_next_step_goes_where_it_says(window: MainWindow):
    window.open_page("overview")
    page = window.pages.page
    assert isinstance(page, OverviewPage)
    steps = overview_steps(window.document.assessment, "never")
    ahead = next_of(steps)
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


def test_as_many_gaps_are_shown_as_fit_without_scrolling(window: MainWindow):
    assessment = window.document.assessment
    for height in (140.0, 220.0, 221.0, 222.0, 400.0):
        gaps = top_gaps(assessment, gaps_that_fit(height))
        assert gaps_picture(gaps, gaps_open(assessment), str, 900, height).height <= max(height, 34 + 3 * 30 + 8)


def test_no_drill_counts_while_the_simulation_it_needs_is_still_going_on(window: MainWindow):
    waiting = ladder_picture(window.document.assessment, 900.0, 300.0)
    assert "simulated not known yet, drilled not known yet, proven in date not known yet" in waiting.alt
    assert [shape.text for shape in waiting.shapes if isinstance(shape, Text)].count("…") == 3 * (
        len(window.document.plan.tiers) + 1
    )
