"""Drills as pictures: dots against the RTO, and a year of drills around the periods to avoid."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any

import pytest

from dr_desktop.assessment.claims import claims_of
from dr_desktop.assessment.drill_calendar import drill_calendar
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.simulated_losses import simulated_losses
from dr_desktop.plan.drill import Drill
from dr_desktop.plan.governance import CalendarPeriod
from dr_desktop.report.chart_words import day_of_month_words
from dr_desktop.report.drill_calendar_picture import (
    calendar_height,
    drill_calendar_picture,
    planned_entity,
    quarter_words,
)
from dr_desktop.report.drill_dots import ROW, application_entity, drill_dots_picture
from dr_desktop.report.drill_evidence import EvidenceRow, evidence_rows
from dr_desktop.report.drill_facts import evidence_facts
from dr_desktop.report.fact_sheet import sheet_lines
from dr_desktop.report.font_metrics import text_width
from dr_desktop.report.picture import Box, Path, Picture, Text, bounds, entity_bounds
from tests.assessment.recovering import assessed, estate, replicated, restored
from tests.report.pictures import texts_outside, words

DRILLS: tuple[dict[str, Any], ...] = (
    {
        "id": "quick",
        "on": date(2026, 10, 1),
        "outcome": "succeeded",
        "recovery_minutes": 60.0,
        "data_loss_minutes": 9.0,
    },
    {"id": "slow", "on": date(2026, 11, 1), "outcome": "succeeded", "recovery_minutes": 300.0},
    {"id": "bad", "on": date(2026, 12, 1), "outcome": "failed"},
    {"id": "next", "on": date(2027, 2, 3), "outcome": None},
)


def drilled(*which: str) -> Assessment:
    plan = estate(restored("shop", tier="gold", agreed_by="Board"), replicated("desk", tier="silver"))
    plan = plan.put("calendar_periods", CalendarPeriod(id="p", name="Closing", first_day=date(2027, 2, 1),
                                                       last_day=date(2027, 4, 20)))  # fmt: skip
    return assessed(plan.put("drills", *[Drill(application="shop", **one) for one in DRILLS if one["id"] in which]))


def rows_of(assessment: Assessment) -> tuple[EvidenceRow, ...]:
    return evidence_rows(assessment, ("shop", "desk"))


def dots(assessment: Assessment, width: float = 1_000.0) -> Picture:
    return drill_dots_picture(assessment, rows_of(assessment), None, width, 200.0)


def middle(picture: Picture, entity: str) -> tuple[float, float]:
    found = entity_bounds(picture, entity)
    assert found is not None
    return found[0] + found[2] / 2, found[1] + found[3] / 2


def rto_line(picture: Picture, row: int) -> float:
    lines = [one for one in picture.shapes if isinstance(one, Path) and one.line == "chart.objective" and one.dash]
    return bounds(lines[1 + row])[1]  # the first is the legend's


def test_a_dot_above_the_dashed_line_took_longer_than_the_rto():
    picture = dots(drilled("quick", "slow"))
    assert middle(picture, "drill:quick")[1] > rto_line(picture, 0) > middle(picture, "drill:slow")[1]


def test_dots_stand_in_the_order_of_their_days():
    picture = dots(drilled("quick", "slow", "bad", "next"))
    xs = [middle(picture, f"drill:{key}")[0] for key in ("quick", "slow", "bad", "next")]
    assert xs == sorted(xs)
    assert len(set(xs)) == 4


def test_outcomes_differ_in_shape_not_in_colour_alone():
    picture = dots(drilled("quick", "bad", "next"))
    shapes = {
        one.entity: (len(one.points), one.fill)
        for one in picture.shapes
        if isinstance(one, Path) and (one.entity or "").startswith("drill:")
    }
    assert len({corners for corners, fill in shapes.values() if fill}) == 2
    assert shapes["drill:next"][1] is None


@pytest.mark.parametrize("width", [760.0, 1_190.0, 1_900.0])
def test_no_text_reaches_out_of_the_pictures(width: float):
    assessment = drilled("quick", "slow", "bad", "next")
    assert texts_outside(dots(assessment, width)) == []
    assert texts_outside(drill_calendar_picture(assessment, drill_calendar(assessment), width, 200.0)) == []


def test_each_application_has_a_row_and_says_what_its_mean_is_and_until_when_it_counts():
    picture = dots(drilled("quick", "slow"))
    found = entity_bounds(picture, application_entity("desk"))
    assert found is not None
    assert found[3] == ROW
    said = words(picture)
    assert "3\u00a0h" in said
    assert "30 Apr 2027" in said
    assert "never drilled" in said


def test_the_calendar_marks_every_drill_and_names_the_period_it_avoids():
    assessment = drilled("quick", "next")
    calendar = drill_calendar(assessment)
    picture = drill_calendar_picture(assessment, calendar, 1_100.0, 200.0)
    assert {planned_entity(one) for one in calendar.drills} <= {one.entity for one in picture.shapes}
    assert "Closing (freeze)" in words(picture)


def test_days_of_drills_that_stand_close_are_not_written_over_each_other():
    found = drill_calendar(drilled())
    first = found.drills[0]
    crowd = [first._replace(on=first.on + timedelta(days=7 * week)) for week in range(10)]
    picture = drill_calendar_picture(drilled(), found._replace(drills=tuple(crowd)), 900.0, 300.0)
    days = [
        one for one in picture.shapes if isinstance(one, Text) and one.text in {day_of_month_words(d.on) for d in crowd}
    ]
    assert len(days) == len(crowd)
    for line in {one.baseline for one in days}:
        own = sorted([one for one in days if one.baseline == line], key=lambda one: one.x)
        spans = [
            (one.x - text_width(one.text, one.size) / 2, one.x + text_width(one.text, one.size) / 2) for one in own
        ]
        assert all(left[1] < right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize("width", [620.0, 1_028.0, 1_900.0])
@pytest.mark.parametrize("sites", [1, 3])
def test_no_drill_covers_another_however_many_a_site_has(width: float, sites: int):
    found = drill_calendar(drilled())
    first = found.drills[0]
    crowd = [
        first._replace(on=found.quarters[0].first + timedelta(days=7 * number), site=f"s{site}")
        for site in range(sites)
        for number in range(48)
    ]
    calendar = found._replace(drills=tuple(crowd))
    picture = drill_calendar_picture(drilled(), calendar, width, 100.0)
    boxes = [one for one in picture.shapes if isinstance(one, Box) and one.entity]
    assert len(boxes) == len(crowd)
    for one, other in combinations(boxes, 2):
        apart = one.x + one.w <= other.x or other.x + other.w <= one.x
        assert apart or one.y + one.h <= other.y or other.y + other.h <= one.y
    assert texts_outside(picture) == []
    assert picture.height == calendar_height(calendar, width)


def test_without_a_drill_the_calendar_says_why():
    assessment = assessed(estate(restored("shop", scheme="no_recovery")))
    picture = drill_calendar_picture(assessment, drill_calendar(assessment), 900.0, 200.0)
    assert words(picture) == ["No drill is planned: no tier asks for one, or no day is free."]


def test_a_quarter_that_is_none_of_the_calendar_is_named_by_its_first_day():
    assert quarter_words(date(2027, 4, 1)) == "Q2 2027"
    assert quarter_words(date(2027, 5, 1)) == "3 months from 1 May 2027"


def test_the_sheet_says_each_step_of_the_claim_with_its_reason():
    assessment = drilled("quick")
    standing = claims_of(assessment, simulated_losses(assessment))["shop"]
    lines = sheet_lines(evidence_facts(assessment, rows_of(assessment)[0], standing, drill_calendar(assessment)))
    assert "Claim: proven in date" in lines
    assert "Drilled. MTTR 1\u00a0h of 4\u00a0h, 1 of 1 drill succeeded." in lines
    assert "Most data lost: 9\u00a0min" in lines
    waiting = sheet_lines(evidence_facts(assessment, rows_of(assessment)[0], None, drill_calendar(assessment)))
    assert "Its recovery is being simulated." in waiting
