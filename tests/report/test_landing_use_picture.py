"""What lands on a site over time: on the axis of the rows above, with its limit and what does not fit."""

from __future__ import annotations

import pytest

from dr_desktop.assessment.recovery_records import LandingUse
from dr_desktop.report.gantt_columns import gantt_layout
from dr_desktop.report.landing_use_picture import Measure, landing_use_picture, use_of, used_at
from dr_desktop.report.picture import Box, Path, Picture, Text
from tests.assessment.recovering import LOSS, assessed, estate, lose, restored
from tests.report.pictures import texts_outside, words
from tests.report.recoveries import FAST, SLOW, result, view

SCALE = gantt_layout(1_190, view().until_minutes).scale


def south() -> LandingUse:
    return next(one for one in result().landings if one.site == "south")


def drawn(landing: LandingUse, measure: Measure = "memory_gib") -> Picture:
    return landing_use_picture(view(), landing, SCALE, (SCALE.right + 30, 190.0), measure=measure)


def test_the_line_steps_up_where_machines_land() -> None:
    line = next(s for s in drawn(south()).shapes if isinstance(s, Path) and s.line == "stack.points")
    steps = {round(x, 6) for x, _ in line.points[:-1]}
    assert steps == {round(SCALE.x(point.minutes), 6) for point in south().points}


def test_the_limit_counts_what_runs_there_already() -> None:
    landing = south()._replace(running_memory_gib=1_180.0)
    limit = 1_180.0 + (landing.memory_limit_gib or 0.0)
    assert use_of(landing, "memory_gib").limit == pytest.approx(limit)
    assert f"{limit:,.0f}\u00a0GiB may be used" in words(drawn(landing))
    assert any("runs on South already: 1,180" in one for one in words(drawn(landing)))


def test_what_does_not_fit_is_hatched_above_the_limit_and_named() -> None:
    found = lose(estate(restored("huge", 9, 10.0), restored("small"), changed=None))
    assert found.landings
    landing = south()._replace(memory_limit_gib=20.0, short_memory_gib=312.0, refused=(SLOW, FAST))
    picture = drawn(landing)
    hatched = [s for s in picture.shapes if isinstance(s, Box) and s.hatch == "rising"]
    assert len(hatched) == 1
    assert "short by 312\u00a0GiB" in words(picture)
    assert "Billing" in picture.alt


def test_without_a_limit_none_is_drawn() -> None:
    landing = south()._replace(memory_limit_gib=None)
    assert "No limit is known" in words(drawn(landing))
    assert not [s for s in drawn(landing).shapes if isinstance(s, Path) and s.line == "chart.ceiling"]


def test_vcpu_are_shown_by_their_own_numbers() -> None:
    picture = drawn(south(), "vcpus")
    assert picture.title == "vCPU on South"
    assert use_of(south(), "vcpus").landed[-1][1] == south().points[-1].vcpus


def test_at_a_moment_what_has_landed_is_known() -> None:
    landing = south()
    assert used_at(landing, -1.0).machines == 0
    assert used_at(landing, landing.points[0].minutes).machines == landing.points[0].machines
    assert used_at(landing, 1e9) == landing.points[-1]


@pytest.mark.parametrize("measure", ["memory_gib", "vcpus"])
def test_every_word_lies_inside(measure: Measure) -> None:
    for landing in (south(), south()._replace(memory_limit_gib=10.0, short_memory_gib=99.0, short_vcpus=4.0)):
        assert not texts_outside(drawn(landing, measure))


def test_an_empty_landing_says_so_instead_of_an_empty_frame() -> None:
    bare = south()._replace(points=(), memory_limit_gib=None, running_memory_gib=0.0, short_memory_gib=0.0)
    assert [s.text for s in drawn(bare).shapes if isinstance(s, Text)] == ["Nothing lands on South."]


def test_a_real_shortage_of_the_engine_is_drawn() -> None:
    plan = estate(restored("huge", 1, 10.0))
    plan = plan.put("machines", *[one.model_copy(update={"memory_gib": 9_000.0}) for one in plan.machines.values()])
    found = lose(plan)
    landing = next(one for one in found.landings if one.refused)
    assert landing.short_memory_gib > 0
    assert LOSS.id == found.scenario
    assert assessed(plan).plan is plan
    picture = landing_use_picture(view(), landing._replace(refused=(SLOW,)), SCALE, (SCALE.right + 30, 190.0))
    assert any(one.startswith("short by") for one in words(picture))
