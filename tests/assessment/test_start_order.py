"""Start order: groups, graphs, places at a time; critical path and slack."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.start_order import (
    CycleError,
    grouped,
    in_series,
    list_schedule,
    schedule,
    waiting_in_circles,
)

PLACES = st.none() | st.integers(1, 4)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[dict[str, float], dict[str, list[str]]]:
    keys = [f"t{number}" for number in range(draw(st.integers(1, 8)))]
    durations = {key: float(draw(st.integers(0, 9))) for key in keys}
    after = {key: draw(st.lists(st.sampled_from(keys[:place]), unique=True)) for place, key in enumerate(keys) if place}
    return durations, after


@given(graphs(), PLACES)
def test_nothing_starts_before_what_must_be_up_and_never_more_than_there_are_places(
    graph: tuple[dict[str, float], dict[str, list[str]]], at_once: int | None
) -> None:
    durations, after = graph
    found = schedule(durations, after, at_once)
    for key, needed in after.items():
        for one in needed:
            assert found.starts[key] >= found.ends[one]
    for begin in found.starts.values():
        running = [key for key in durations if found.starts[key] <= begin < found.ends[key]]
        assert at_once is None or len(running) <= at_once


@given(graphs(), PLACES)
def test_the_whole_takes_no_less_than_its_critical_path_nor_that_less_than_its_longest_part(
    graph: tuple[dict[str, float], dict[str, list[str]]], at_once: int | None
) -> None:
    durations, after = graph
    found = schedule(durations, after, at_once)
    critical_path = schedule(durations, after).makespan
    assert found.makespan >= critical_path >= max(durations.values())
    assert max(durations[key] for key in durations) <= found.makespan


@given(graphs(), st.data())
def test_what_has_slack_may_take_that_much_longer_and_what_has_none_may_not(
    graph: tuple[dict[str, float], dict[str, list[str]]], data: st.DataObject
) -> None:
    durations, after = graph
    found = schedule(durations, after)
    key = data.draw(st.sampled_from(sorted(durations)))
    longer = schedule({**durations, key: durations[key] + found.slack[key]}, after)
    assert longer.makespan == pytest.approx(found.makespan)
    later = schedule({**durations, key: durations[key] + found.slack[key] + 1}, after)
    assert later.makespan == pytest.approx(found.makespan + 1)
    assert (key in found.critical) == (found.slack[key] == 0)


def test_one_more_place_can_make_the_whole_slower() -> None:
    durations = {"1": 3.0, "2": 2.0, "3": 2.0, "4": 2.0, "5": 4.0, "6": 4.0, "7": 4.0, "8": 4.0, "9": 9.0}
    after = {**{key: ["4"] for key in "5678"}, "9": ["1"]}
    assert [schedule(durations, after, places).makespan for places in (3, 4)] == [12.0, 15.0]


def test_those_that_wait_for_each_other_are_named() -> None:
    after = {"a": ["b"], "b": ["c"], "c": ["b"], "d": []}
    with pytest.raises(CycleError) as caught:
        schedule(dict.fromkeys("abcd", 1.0), after)
    assert caught.value.members == ("a", "b", "c")
    assert waiting_in_circles("abcd", after) == ("a", "b", "c")


def test_without_a_place_nothing_is_ever_done() -> None:
    assert schedule({"a": 1.0}, {}, 0).makespan == inf
    assert list_schedule([1.0, 2.0], 0) == [inf, inf]


def test_an_empty_group_and_no_group_take_no_time() -> None:
    assert grouped([[2.0], [], [1.0, 1.0]], 1) == [2.0, 2.0, 4.0]
    assert grouped([]) == []
    assert schedule({}, {}).makespan == in_series([]) == 0.0
