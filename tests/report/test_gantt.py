"""The picture of a recovery: rows, bars on one axis, objectives, the critical path, and figures beside them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.recovery_records import PHASES, Phase
from dr_desktop.plan.shown import show_minutes
from dr_desktop.report.gantt import ROW, gantt_head, gantt_pages, gantt_picture, gantt_rows
from dr_desktop.report.gantt_bars import BAR, stretches
from dr_desktop.report.gantt_columns import FEW_COLUMNS, gantt_layout
from dr_desktop.report.gantt_paths import critical_parts
from dr_desktop.report.look import colour
from dr_desktop.report.picture import Box, Path, Picture, bounds, tip_text
from dr_desktop.report.picture_focus import entities
from dr_desktop.report.recovery_words import PHASE_PATTERNS, state_at
from dr_desktop.report.time_scale import TimeScale, reach_minutes, time_marks
from tests.report.pictures import texts_outside, words
from tests.report.recoveries import FAST, GONE, LATE, SLOW, SPARED, result, view

WIDTHS = (880.0, 1_190.0, 1_744.0)


def row_shapes(picture: Picture, application: str) -> list[Box | Path]:
    """The boxes and paths that lie in the row of an application."""
    top = next(s.y for s in picture.shapes if isinstance(s, Box) and s.entity == application)
    found = [s for s in picture.shapes if isinstance(s, Box | Path) and s.entity is None]
    return [s for s in found if top <= bounds(s)[1] and bounds(s)[1] + bounds(s)[3] <= top + ROW]


def test_rows_stand_by_tier_then_time_and_those_without_a_recovery_last() -> None:
    assert entities(gantt_rows(view(), 1_190)) == [FAST, SLOW, LATE, GONE]


def test_rows_can_stand_by_time_by_margin_and_as_stated() -> None:
    assert [row.application for row in view(order="time").rows] == [FAST, SLOW, LATE, GONE]
    assert [row.application for row in view(order="margin").rows][:2] == [GONE, SLOW]
    stated = [one for one in result().applications if one in (FAST, SLOW, LATE, GONE)]
    assert [row.application for row in view(order="stated").rows] == stated


def test_applications_that_go_on_are_shown_only_where_they_are_asked_for() -> None:
    assert SPARED not in entities(gantt_rows(view(), 1_190))
    picture = gantt_rows(view(also_unharmed=True), 1_190)
    assert entities(picture)[-2:] != [SPARED, GONE]
    assert SPARED in entities(picture)
    assert "Goes on" in words(picture)


def test_a_bar_begins_and_ends_where_its_phase_does() -> None:
    scale = gantt_layout(1_190, view().until_minutes).scale
    restore = next(phase for phase in result().applications[SLOW].phases if phase.name == "restore")
    role = PHASE_PATTERNS["restore"].role
    bars = [s for s in row_shapes(gantt_rows(view(), 1_190), SLOW) if isinstance(s, Box) and s.fill == role]
    assert min(bar.x for bar in bars) == pytest.approx(scale.x(restore.from_minutes))
    assert max(bar.x + bar.w for bar in bars) == pytest.approx(scale.x(restore.to_minutes))


def test_what_runs_past_the_objective_is_framed_from_it_to_the_end() -> None:
    scale = gantt_layout(1_190, view().until_minutes).scale
    picture = gantt_rows(view(), 1_190)
    frames = [s for s in row_shapes(picture, SLOW) if isinstance(s, Box) and s.line == "chart.objective"]
    assert [frame.x for frame in frames] == [pytest.approx(scale.x(60))]
    assert frames[0].x + frames[0].w == pytest.approx(scale.x(result().applications[SLOW].recovery_minutes or 0))
    assert not [s for s in row_shapes(picture, FAST) if isinstance(s, Box) and s.line == "chart.objective"]


def test_the_critical_path_lies_below_its_bars_and_an_arrow_leads_to_who_waited() -> None:
    steps = result().applications[LATE].critical
    parts = critical_parts(steps)
    assert [part.application for part in parts] == [SLOW, LATE]
    picture = gantt_rows(view(), 1_190)
    lines = [s for s in picture.shapes if isinstance(s, Path) and s.line == "chart.critical" and s.width == 2.5]
    heads = [s for s in picture.shapes if isinstance(s, Path) and s.fill == "chart.critical"]
    assert len(lines) == len(parts)
    assert len(heads) == 1
    scale = gantt_layout(1_190, view().until_minutes).scale
    assert max(x for x, _ in heads[0].points) - 4 == pytest.approx(scale.x(parts[1].from_minutes))


def test_the_chosen_application_shows_its_own_critical_path() -> None:
    picture = gantt_rows(view(chosen=FAST), 1_190)
    lines = [s for s in picture.shapes if isinstance(s, Path) and s.line == "chart.critical" and s.width == 2.5]
    assert len(lines) == 1
    assert bounds(lines[0])[1] < ROW


def test_an_application_that_is_lost_says_so_and_why() -> None:
    picture = gantt_rows(view(), 1_190)
    assert "Lost" in words(picture)
    assert any("No recovery by decision" in one for one in words(picture))


def test_the_figures_of_a_row_are_those_of_the_result() -> None:
    one = result().applications[SLOW]
    said = words(gantt_rows(view(), 1_190))
    assert show_minutes(one.recovery_minutes, in_table=True) in said
    assert show_minutes(60 - (one.recovery_minutes or 0), in_table=True) in said
    assert show_minutes(one.data_loss_minutes, in_table=True) in said
    assert show_minutes(one.objectives.rpo_minutes, in_table=True) in said


def test_at_a_moment_the_last_column_says_what_goes_on_then() -> None:
    slow = result().applications[SLOW]
    before = (slow.recovery_minutes or 0) - 0.5
    assert state_at(slow, 0.0) == "detect"
    assert state_at(slow, before) != "back"
    assert state_at(slow, slow.recovery_minutes or 0) == "back"
    assert state_at(result().applications[GONE], 10.0) == "lost"
    head = gantt_head(view(at_minutes=370.0), 1_190)
    assert any("6\u00a0h\u00a010" in one for one in words(head))
    assert "back" in words(gantt_rows(view(at_minutes=before + 1), 1_190))


@pytest.mark.parametrize("width", WIDTHS)
def test_every_word_lies_inside_at_every_width(width: float) -> None:
    for one in (view(), view(also_unharmed=True, chosen=LATE), view(until_minutes=240.0, at_minutes=30.0)):
        assert not texts_outside(gantt_picture(one, width))
        assert not texts_outside(gantt_picture(one, width, FEW_COLUMNS))


def test_no_bar_reaches_beyond_the_axis_and_what_lasts_longer_has_an_arrow() -> None:
    short = view(until_minutes=60.0)
    scale = gantt_layout(1_190, 60.0).scale
    picture = gantt_rows(short, 1_190)
    bars = [s for s in row_shapes(picture, SLOW) if isinstance(s, Box)]
    assert max(bar.x + bar.w for bar in bars) <= scale.right + 1e-6
    arrows = [s for s in row_shapes(picture, SLOW) if isinstance(s, Path) and s.points[0][0] > scale.right]
    assert arrows


def test_a_document_gets_the_rows_in_pieces_each_with_the_head() -> None:
    pages = gantt_pages(view(), 1_028, 3)
    assert [entities(page) for page in pages] == [[FAST, SLOW, LATE], [GONE]]
    assert all("Recovered" in words(page) for page in pages)


def test_the_picture_says_in_a_sentence_what_comes_out() -> None:
    alt = gantt_rows(view(), 1_190).alt
    assert "3 of 4 applications hit come back" in alt
    assert "1 misses its RTO: most Billing" in alt
    assert "1 is lost" in alt


def test_a_row_tells_its_phases_when_it_is_pointed_at() -> None:
    ground = next(s for s in gantt_rows(view(), 1_190).shapes if s.entity == SLOW)
    said = tip_text(ground.tip)
    assert said.startswith("Billing: recovered in ")
    assert "Restore" in said
    assert "Detect 0\u00a0min to 5\u00a0min" in said


def test_every_colour_is_a_role_of_the_look() -> None:
    for shape in gantt_picture(view(chosen=LATE, at_minutes=9.0), 1_190).shapes:
        roles = [shape.role] if not isinstance(shape, Box | Path) else [shape.fill, shape.line]
        for role in filter(None, roles):
            assert colour(role)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 30)), max_size=6))
def test_phases_beside_each_other_share_the_height_and_cover_exactly_their_time(spans: list[tuple[int, int]]) -> None:
    phases = [Phase(name, float(at), float(at + long)) for name, (at, long) in zip(PHASES, spans, strict=False)]
    found = stretches(phases)
    assert all(before.to_minutes <= after.from_minutes for before, after in pairwise(found))
    for phase in phases:
        own = [one for one in found if phase.name in one.phases]
        covered = sum([one.to_minutes - one.from_minutes for one in own])
        assert covered == pytest.approx(phase.to_minutes - phase.from_minutes)
        assert BAR / max(len(one.phases) for one in own) > 0


@given(st.floats(1.0, 1e6), st.floats(120.0, 1_600.0))
def test_marks_are_round_steps_whose_words_never_touch(until: float, width: float) -> None:
    scale = TimeScale(0.0, width, reach_minutes(until))
    marks = time_marks(scale)
    assert marks[0][0] == 0
    assert all(0 <= minutes <= scale.until_minutes + 1e-6 for minutes, _ in marks)
    steps = {round(after[0] - before[0], 6) for before, after in pairwise(marks)}
    assert len(steps) <= 1


@given(st.floats(0.0, 5_000.0))
def test_a_place_on_the_axis_is_the_moment_that_lies_there(minutes: float) -> None:
    scale = TimeScale(190.0, 776.0, 5_000.0)
    assert scale.minutes_at(scale.x(minutes)) == pytest.approx(minutes, abs=1e-6)
