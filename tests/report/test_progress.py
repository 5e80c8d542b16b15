"""What the Overview shows: how far tiers have come, the checklist, the gaps."""

from __future__ import annotations

from datetime import date

import pytest

from dr_desktop.assessment.assess import assess
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.plan import new_plan
from dr_desktop.report.capacity_picture import capacity_picture, parts_of, stores_in_use
from dr_desktop.report.checklist import checklist
from dr_desktop.report.consumption_picture import billed_components, consumption_picture, drawn_components
from dr_desktop.report.gaps import responsible, top_gaps
from dr_desktop.report.look import MOST_COMPONENTS
from dr_desktop.report.picture import Box, Tip
from dr_desktop.report.tier_progress import LADDER, progress_of_all, tier_progress
from tests.report.estates import Placed, placed
from tests.report.pictures import texts_outside, words
from tests.report.reviewed import many_components, reviewed


def test_each_tier_counts_its_applications_by_how_far_they_have_come_at_least():
    assessment = placed([Placed("A", "tier-1"), Placed("B", "tier-1"), Placed("C", "tier-2"), Placed("D", "")])
    claims = {"app-0": "proven", "app-1": "wished", "app-2": "drilled", "app-3": "none"}
    for key, claim in claims.items():
        assessment.applications[key] = assessment.applications[key]._replace(claim=claim)  # type: ignore[arg-type]
    rows = tier_progress(assessment)
    assert [row.name for row in rows] == ["Critical", "Important", "Standard", "Low", "No tier yet"]
    assert [(row.applications, row.wished, row.designed, row.drilled, row.proven) for row in rows] == [
        (2, 2, 1, 1, 1), (1, 1, 1, 1, 0), (0, 0, 0, 0, 0), (0, 0, 0, 0, 0), (1, 0, 0, 0, 0),
    ]  # fmt: skip


def test_all_tiers_together_are_the_applications_of_the_plan():
    rows, total = tier_progress(reviewed()), progress_of_all(reviewed())
    assert sum(row.applications for row in rows) == total.applications == reviewed().totals.applications
    proven = [one for key, one in reviewed().applications.items() if one.claim == LADDER[-1] and key != UNASSIGNED]
    assert total.proven == len(proven)


def test_a_new_plan_begins_its_checklist_with_the_import():
    plan = new_plan(date(2027, 1, 1))
    steps = checklist(plan, assess(plan, load_catalog()))
    assert [step.title for step in steps] == ["Import", "Group", "Tier", "Sites", "Protect", "Assumptions", "Export"]
    assert {step.state for step in steps} == {"open"}


def test_the_checklist_counts_what_is_left_to_do():
    found = {step.key: step for step in checklist(reviewed().plan, reviewed())}
    assert (found["import"].state, found["import"].words) == ("done", "17 machines")
    assert (found["group"].state, found["group"].words) == ("attention", "1 machine unassigned")
    assert (found["tier"].state, found["tier"].words) == ("attention", "1 without a tier")
    assert (found["sites"].state, found["sites"].words) == ("done", "6 sites, 6 links")
    assert (found["protect"].state, found["protect"].words) == ("attention", "2 undecided")
    assert found["assumptions"].words == f"{reviewed().totals.assumed_values} values assumed"
    assert (found["export"].state, found["export"].words) == ("open", "revision 1 not recorded")


def test_a_gap_names_who_answers_for_it():
    billing = next(gap for gap in top_gaps(reviewed(), 50) if gap.finding.entity == "billing")
    assert billing.who == "Jonas Keller"
    assert billing.downtime_cost_per_hour == 24000
    files = next(one for one in reviewed().findings if one.entity == "m-files-3")
    assert responsible(reviewed().plan, files) == "Application owner"


def test_accepted_findings_are_no_gaps():
    assert all(not gap.finding.accepted for gap in top_gaps(reviewed(), 500))
    assert any(one.accepted for one in reviewed().findings)


def test_the_capacity_of_a_store_is_drawn_from_its_months_and_its_limits():
    store = reviewed().targets["t-depot"]
    picture = capacity_picture(reviewed(), "t-depot", 680, 280, marked_month=store.months[5].month)
    assert texts_outside(picture) == []
    assert picture.title == "Depot external, need by month"
    assert {"Restore points", "TiB"} <= set(words(picture))
    assert [part for part, _ in parts_of(store)] == ["points", "working"]


def test_a_store_that_the_plan_does_not_have_is_said_to_be_unknown():
    assert "no such store" in " ".join(words(capacity_picture(reviewed(), "nowhere", 680, 280)))


def test_stores_in_use_are_those_that_hold_something_or_have_a_size():
    assert list(stores_in_use(reviewed())) == ["t-depot", "t-vault", "prov-a", "prov-b"]


def test_consumption_is_drawn_by_component_without_the_failback():
    picture = consumption_picture(reviewed(), 680, 280)
    assert texts_outside(picture) == []
    names = [one.name for one in billed_components(reviewed())]
    assert "Egress of one failback" not in names
    assert "Replication fee" in names
    assert "Replication fee" in words(picture)


@pytest.mark.parametrize("count", [1, MOST_COMPONENTS, MOST_COMPONENTS + 1, 16, 40])
def test_no_two_entries_of_the_legend_look_alike_however_many_components_there_are(count: int):
    made = many_components(count)
    drawn = drawn_components(made)
    assert len(drawn.alone) + len(drawn.together) == count
    assert len(drawn.together) != 1
    picture = consumption_picture(made, 900, 320)
    marks = [(one.fill, one.hatch) for one in picture.shapes if isinstance(one, Box) and (one.w, one.h) == (12, 12)]
    assert len(marks) == min(count, MOST_COMPONENTS)
    assert len({fill for fill, _ in marks}) == len(marks)
    tip = next(one.tip for one in picture.shapes if isinstance(one, Box) and isinstance(one.tip, Tip))
    assert len(tip.rows) == count


def test_the_small_components_of_a_chart_are_the_smallest_and_none_is_left_out():
    drawn = drawn_components(many_components(20))
    assert [one.key for one in (*drawn.alone, *drawn.together)] == [f"c{number}" for number in range(20)]


def test_a_plan_that_uses_nothing_of_azure_says_so():
    nothing = placed([])
    assert "Nothing in this plan is paid for in Azure." in words(consumption_picture(nothing, 680, 280))
