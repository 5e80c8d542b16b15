"""The restore points of a day: as many and as large as the chain says, drawn by kind, each with its tip."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.memory import Memory
from dr_desktop.assessment.points_on_day import (
    PolicyUse,
    StoredPoint,
    days_of_horizon,
    points_on_day,
    uses_of_policies,
)
from dr_desktop.assessment.results import Assessment, not_yet_assessed
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.plan_file import read_plan
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import new_plan
from dr_desktop.report.blocks import Figure, Heading
from dr_desktop.report.picture import Box, Picture, Tip
from dr_desktop.report.restore_point_timeline import LANES, of_lane, restore_point_timeline
from dr_desktop.report.sections.restore_points import restore_points_section
from dr_desktop.report.timeline_spans import placed, spans_of
from tests.assessment.quiet_estate import edit, quiet_plan
from tests.report.pictures import texts_outside, words
from tests.ui.windows import sample

USE = PolicyUse("nightly", "vault", "points")


@cache
def sample_assessment() -> Assessment:
    plan = read_plan(sample())
    assert not isinstance(plan, Problem)
    return assess(plan, load_catalog())


def quiet(**policy: object) -> Assessment:
    plan = edit("backup_policies", "nightly", **policy)(quiet_plan())
    return assess(plan, load_catalog())


def bars(picture: Picture) -> list[Box]:
    return [shape for shape in picture.shapes if isinstance(shape, Box) and isinstance(shape.tip, Tip)]


@pytest.mark.parametrize("days", [0, 20, 200, 700])
def test_the_points_of_a_day_add_up_to_what_the_target_holds_of_the_policy(days: int) -> None:
    assessment = sample_assessment()
    day = assessment.plan.header.start_month + timedelta(days=days)
    memory = assessment.memory
    assert isinstance(memory, Memory)
    for use in uses_of_policies(assessment):
        found = points_on_day(assessment, use, day)
        assert found is not None
        pools = [one for key, one in memory.stores.series.items() if PolicyUse(key.policy, key.store, key.layer) == use]
        # Where several runs a day meet, pools need not be at their largest in one moment.
        bound = fsum([one.daily_gib[days] for one in pools])
        several = any(days in one.chain.finer for one in pools)
        assert found.total_gib <= bound * (1 + 1e-6)
        assert found.total_gib >= bound * (0.99 if several else 1 - 1e-6)


def test_a_day_before_the_first_run_has_no_point() -> None:
    assessment = quiet(window_start=22.0, every_months=1, run_days=("sat",))
    first, _ = days_of_horizon(assessment)
    found = points_on_day(assessment, USE, first)
    assert found is not None
    if first.weekday() != 5:
        assert found.points == ()
        assert "no restore point yet" in " ".join(words(restore_point_timeline(assessment.plan, found, 600, 200)))


def test_what_is_not_in_use_has_no_points() -> None:
    empty = new_plan(date(2027, 1, 1))
    assert uses_of_policies(not_yet_assessed(empty)) == ()
    assert points_on_day(assess(empty, load_catalog()), USE, date(2027, 2, 1)) is None
    assert "No policy with machines is chosen." in words(restore_point_timeline(empty, None, 600, 200))


def test_immutability_holds_points_back_in_a_row_of_their_own() -> None:
    plan = edit("backup_policies", "nightly", keep_points=5, keep_weekly=0, keep_monthly=0)(quiet_plan())
    free = assess(edit("backup_targets", "vault", immutable_days=None)(plan), load_catalog())
    held = assess(edit("backup_targets", "vault", immutable_days=12)(plan), load_catalog())
    day = plan.header.start_month + timedelta(days=90)
    fewer, more = points_on_day(free, USE, day), points_on_day(held, USE, day)
    assert fewer is not None
    assert more is not None
    assert len(fewer.points) == 5
    assert len(more.points) == 12
    back = [point for point in more.points if point.held_back]
    assert len(back) == 12 - 5
    # The full that the others are built on is none of them: the steps that were merged into it are.
    assert {point.kind for point in back} == {"increment"}
    assert max(point.taken for point in back) == min(one.taken for one in fewer.points)
    picture = restore_point_timeline(plan, more, 900, 200)
    assert "7 held back" in words(picture)
    assert "nothing be deleted within 12 days" in " ".join(words(picture))


@pytest.mark.parametrize("style", ["forever_forward", "forward_with_fulls", "differential", "reverse"])
@pytest.mark.parametrize("archived", [0, 3])
@pytest.mark.parametrize("hours", [24.0, 6.0])
def test_as_many_points_are_held_back_in_a_timeline_as_the_target_and_its_finding_say(
    style: str, archived: int, hours: float
) -> None:
    full_days = () if style in ("forever_forward", "reverse") else ("sat",)
    plan = edit(
        "backup_policies", "nightly", style=style, full_days=full_days, keep_points=5, every_hours=hours,
        window_start=None, window_hours=None, keep_weekly=archived if style == "forever_forward" else 0, keep_monthly=0,
    )(quiet_plan())  # fmt: skip
    assessment = assess(edit("backup_targets", "vault", immutable_days=40)(plan), load_catalog())
    store = assessment.targets["vault"]
    assert store.worst is not None
    (said,) = [one for one in store.held_back if one.layer == "points"]
    shown = points_on_day(assessment, USE, store.worst.worst_day)
    assert shown is not None
    back = [point for point in shown.points if point.held_back]
    assert (len(back), len(shown.points) - len(back)) == (said.points, said.kept)
    assert any(f"{said.points} points more than" in one.sentence for one in store.findings)
    assert shown.held_back_gib == pytest.approx(said.gib, rel=1e-12)
    assert fsum(point.gib for point in back) == pytest.approx(said.gib, rel=0.05)  # growth apart


def test_the_sample_holds_back_in_its_timelines_what_its_findings_say() -> None:
    assessment = sample_assessment()
    seen = 0
    for target, store in assessment.targets.items():
        for said in store.held_back:
            assert store.worst is not None
            shown = points_on_day(assessment, PolicyUse(said.policy, target, said.layer), store.worst.worst_day)
            assert shown is not None
            assert len([point for point in shown.points if point.held_back]) == said.points
            assert shown.held_back_gib == pytest.approx(said.gib)
            row = [text for text in words(restore_point_timeline(assessment.plan, shown, 900, 200)) if "adds" in text]
            assert len(row) == 1
            seen += 1
    assert seen


@pytest.mark.parametrize("style", ["forward_with_fulls", "differential", "reverse"])
def test_every_kind_has_its_row_and_every_bar_a_tip(style: str) -> None:
    assessment = quiet(style=style, full_days=("sat",), full_kind="active", keep_points=14)
    found = points_on_day(assessment, USE, assessment.plan.header.start_month + timedelta(days=100))
    assert found is not None
    picture = restore_point_timeline(assessment.plan, found, 900, 200)
    kinds = {point.kind for point in found.points}
    assert kinds >= {"full", {"forward_with_fulls": "increment", "reverse": "rollback"}.get(style, style)}
    shown = " ".join(words(picture))
    assert all((lane.many in shown or lane.one in shown) for lane in LANES if of_lane(found.points, lane.key))
    assert len(bars(picture)) == len(found.points)


@pytest.mark.parametrize("width", [360.0, 680.0, 1400.0])
def test_nothing_of_a_timeline_reaches_out_of_it(width: float) -> None:
    assessment = sample_assessment()
    for use in uses_of_policies(assessment):
        found = points_on_day(assessment, use, date(2029, 6, 15))
        picture = restore_point_timeline(assessment.plan, found, width, 120)
        assert texts_outside(picture) == []
        assert all(box.x >= 0 and box.x + box.w <= width for box in bars(picture))


def test_rows_use_the_height_there_is_and_never_more() -> None:
    assessment = sample_assessment()
    found = points_on_day(assessment, uses_of_policies(assessment)[0], date(2029, 6, 15))
    low = restore_point_timeline(assessment.plan, found, 900, 0)
    high = restore_point_timeline(assessment.plan, found, 900, low.height + 80)
    assert high.height == low.height + 80
    assert texts_outside(high) == []
    assert max(box.h for box in bars(high)) > max(box.h for box in bars(low))


stored = st.builds(
    StoredPoint,
    kind=st.sampled_from(["archived_full", "increment", "full"]),
    taken=st.integers(0, 40_000).map(lambda hours: datetime(2027, 1, 1) + timedelta(hours=hours)),
    gib=st.floats(0, 1e6),
    marks=st.just(""),
    held_back=st.booleans(),
)


@given(st.lists(stored, min_size=1, max_size=60, unique_by=lambda point: point.taken))
def test_every_point_has_one_place_on_the_axis_and_later_ones_lie_further_right(points: list[StoredPoint]) -> None:
    chain = [point for point in points if point.kind != "archived_full"]
    archive = [point for point in points if point.kind == "archived_full"]
    if chain and archive:  # archived fulls are older than all others
        border = min(point.taken for point in chain)
        points = [*chain, *[point for point in archive if point.taken < border]]
    spans = spans_of(points, max(point.taken for point in points), 100, 600)
    found, _ = placed(points, spans)
    assert sorted(point.taken for bar in found for point in bar.points) == sorted(point.taken for point in points)
    xs = [bar.x for bar in found]
    assert xs == sorted(xs)
    assert all(100 - 1e-6 <= x <= 600 + 1e-6 for x in xs)


def test_the_document_shows_each_policy_in_use_once() -> None:
    assessment = sample_assessment()
    section = restore_points_section(assessment)
    policies = dict.fromkeys(use.policy for use in uses_of_policies(assessment))
    figures = [block for block in section.blocks if isinstance(block, Figure)]
    headings = [block.words for block in section.blocks if isinstance(block, Heading)]
    assert len(figures) == len(headings) == len(set(headings)) == len(policies)
