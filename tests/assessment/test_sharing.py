"""Shared transfers: max-min fair at every moment, nothing lost, nothing over a limit."""

from __future__ import annotations

from fractions import Fraction
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dr_desktop.assessment.sharing import NOTHING, OWN_CAP, Flow, Held, Sharing, merged

LINKS = ("north", "south", "depot")
capacities = st.fixed_dictionaries({link: st.integers(1, 50) for link in LINKS})
paths = st.lists(st.sampled_from(LINKS), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def many_flows(draw: st.DrawFn) -> list[Flow]:
    count = draw(st.integers(1, 8))
    return [
        Flow(
            f"flow {number}",
            draw(st.integers(0, 60)),
            draw(paths),
            cap=draw(st.sampled_from([inf, 1, 3, 7])),
            weight=draw(st.sampled_from([1, 1, 2, 5])),
            tier=draw(st.integers(1, 2)),
            gate=draw(st.sampled_from([None, "streams"])),
        )
        for number in range(count)
    ]


def finished(capacity: dict[str, int], flows: list[Flow], slots: int = 3) -> dict[str, float]:
    sharing = Sharing(capacity, {"streams": slots})
    for flow in flows:
        sharing.add(flow)
    while (now := sharing.next_time()) < inf:
        sharing.advance(now)
    return sharing.finished


def plainly(capacity: dict[str, int], flows: list[Flow], slots: int) -> dict[str, Fraction]:
    """The same in fractions, flow by flow, without classes, clocks or marks."""
    now = Fraction(0)
    left = {flow.id: Fraction(flow.mb) for flow in flows}
    running: list[Flow] = []
    queue = list(flows)
    done: dict[str, Fraction] = {}
    while queue or running:
        for flow in list(queue):
            if flow.gate is None or sum(one.gate is not None for one in running) < slots:
                running.append(flow)
                queue.remove(flow)
        rates = plain_rates(capacity, running)
        step = min(
            [
                left[one.id] / rates[one.id] if left[one.id] else 0
                for one in running
                if rates[one.id] or not left[one.id]
            ]
        )
        for one in running:
            left[one.id] -= rates[one.id] * step
        now += step
        for one in [one for one in running if not left[one.id]]:
            running.remove(one)
            done[one.id] = now
    return done


def plain_rates(capacity: dict[str, int], running: list[Flow]) -> dict[str, Fraction]:
    left = {link: Fraction(value) for link, value in capacity.items()}
    rates: dict[str, Fraction] = {}
    for tier in sorted({one.tier for one in running}):
        rising = [one for one in running if one.tier == tier]
        while rising:
            weights = {link: sum(one.weight for one in rising if link in one.path) for link in left}
            levels = [left[link] / Fraction(weight) for link, weight in weights.items() if weight]
            level = min([*levels, *[Fraction(one.cap) / Fraction(one.weight) for one in rising if one.cap < inf]])
            full = {link for link, weight in weights.items() if weight and left[link] / Fraction(weight) == level}
            stopped = [one for one in rising if full & set(one.path) or one.cap == level * Fraction(one.weight)]
            for one in stopped:
                rates[one.id] = level * Fraction(one.weight)
                for link in one.path:
                    left[link] -= rates[one.id]
                rising.remove(one)
    return rates


@given(capacities, many_flows(), st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_every_transfer_ends_when_plain_reckoning_in_fractions_says(
    capacity: dict[str, int], flows: list[Flow], slots: int
) -> None:
    assert finished(capacity, flows, slots) == pytest.approx(
        {key: float(value) for key, value in plainly(capacity, flows, slots).items()}, rel=1e-9, abs=1e-9
    )


@given(capacities, many_flows())
@settings(max_examples=100, deadline=None)
def test_at_every_event_no_resource_is_over_its_limit_and_all_that_is_needed_is_moved(
    capacity: dict[str, int], flows: list[Flow]
) -> None:
    sharing = Sharing(capacity, {"streams": 2})
    for flow in flows:
        sharing.add(flow)
    moved = dict.fromkeys(LINKS, 0.0)
    before = 0.0
    while (now := sharing.next_time()) < inf:
        for link, load in sharing.loads().items():
            assert load <= capacity[link] * (1 + 1e-9)
            moved[link] += load * (now - before)
        sharing.advance(now)
        before = now
    for link in LINKS:
        assert moved[link] == pytest.approx(sum(flow.mb for flow in flows if link in flow.path), rel=1e-6, abs=1e-6)


@given(capacities, many_flows())
@settings(max_examples=100, deadline=None)
def test_each_flow_is_held_by_its_cap_or_by_a_full_resource_where_nothing_as_urgent_gets_more(
    capacity: dict[str, int], flows: list[Flow]
) -> None:
    sharing = Sharing(capacity)
    by_id = {flow.id: flow._replace(gate=None) for flow in flows if flow.mb}
    for flow in by_id.values():
        sharing.add(flow)
    rates, loads = sharing.rates(), sharing.loads()
    for key, rate in rates.items():
        flow = by_id[key]
        held = sharing.history(key)[-1].by
        if held == OWN_CAP:
            assert rate == flow.cap
            continue
        assert loads[held] == pytest.approx(capacity[held])
        for other, its_rate in rates.items():
            rival = by_id[other]
            if held in rival.path and rival.tier == flow.tier:
                assert its_rate / rival.weight <= rate / flow.weight * (1 + 1e-9)
            if held in rival.path and rival.tier > flow.tier:
                assert its_rate == pytest.approx(0, abs=1e-9)


@given(capacities, many_flows(), many_flows())
@settings(max_examples=60, deadline=None)
def test_flows_that_share_nothing_change_nothing(
    capacity: dict[str, int], flows: list[Flow], others: list[Flow]
) -> None:
    alone = finished(capacity, flows)
    elsewhere = [
        one._replace(id=f"other {one.id}", path=tuple([f"far {link}" for link in one.path]), gate=None)
        for one in others
    ]
    wide = {**capacity, **{f"far {link}": value for link, value in capacity.items()}}
    together = finished(wide, [*flows, *elsewhere])
    assert {flow.id: together[flow.id] for flow in flows} == pytest.approx(alone, rel=1e-9, abs=1e-9)


@given(capacities, many_flows(), st.lists(st.integers(1, 40), max_size=5))
@settings(max_examples=60, deadline=None)
def test_going_on_in_pieces_equals_going_on_at_once(
    capacity: dict[str, int], flows: list[Flow], stops: list[int]
) -> None:
    sharing = Sharing(capacity, {"streams": 3})
    for flow in flows:
        sharing.add(flow)
    for stop in sorted(stops):
        while (now := sharing.next_time()) <= stop:
            sharing.advance(now)
        sharing.advance(stop)
        for link in LINKS:
            sharing.change(link, capacity[link])  # the same capacity again
    while (now := sharing.next_time()) < inf:
        sharing.advance(now)
    assert sharing.finished == pytest.approx(finished(capacity, flows), rel=1e-9, abs=1e-9)


def test_a_flow_knows_what_held_it_back_and_from_when_on() -> None:
    sharing = Sharing({"link": 100.0, "store": 60.0})
    sharing.add(Flow("first", 600.0, ("link", "store")))
    sharing.add(Flow("second", 1_000.0, ("link",)))
    while (now := sharing.next_time()) < inf:
        sharing.advance(now)
    assert sharing.history("first") == [Held(0.0, "link")]
    assert sharing.holding() == {"link": [(0.0, 16.0)]}
    assert sharing.finished == {"first": 12.0, "second": 16.0}


def test_what_waits_at_a_gate_begins_by_its_order_and_then_as_it_came() -> None:
    sharing = Sharing({"store": 10.0}, {"streams": 1})
    for key, order in (("first", 5.0), ("late", 9.0), ("urgent", 1.0), ("as urgent", 1.0)):
        sharing.add(Flow(key, 10.0, ("store",), gate="streams", order=order))
    while (now := sharing.next_time()) < inf:
        sharing.advance(now)
    assert sharing.begun == {"first": 0.0, "urgent": 1.0, "as urgent": 2.0, "late": 3.0}


def test_after_an_outage_a_flow_goes_on_or_begins_anew() -> None:
    for restart, end in ((False, 20.0), (True, 25.0)):
        sharing = Sharing({"link": 10.0})
        sharing.add(Flow("one", 100.0, ("link",)))
        sharing.advance(5.0)
        sharing.change("link", 0.0, restart)
        assert sharing.next_time() == inf
        sharing.advance(15.0)
        sharing.change("link", 10.0)
        assert sharing.next_time() == end


def test_parts_that_a_new_flow_connects_share_from_then_on() -> None:
    sharing = Sharing({"one": 10.0, "two": 10.0})
    sharing.add(Flow("left", 100.0, ("one",)))
    sharing.add(Flow("right", 100.0, ("two",)))
    sharing.advance(5.0)
    sharing.add(Flow("through", 100.0, ("one", "two")))
    assert sharing.rates() == {"left": 5.0, "right": 5.0, "through": 5.0}
    assert sharing.next_time() == 15.0


def test_a_flow_that_nothing_holds_is_done_at_once() -> None:
    sharing = Sharing({"link": inf})
    sharing.add(Flow("free", 100.0, ()))
    sharing.add(Flow("wide", 100.0, ("link",)))
    assert sorted(sharing.advance(sharing.next_time())) == ["free", "wide"]
    assert sharing.history("free")[0].by == NOTHING


def test_periods_that_touch_become_one() -> None:
    assert merged([(5.0, 7.0), (1.0, 2.0), (2.0, 3.0), (6.0, 9.0)]) == [(1.0, 3.0), (5.0, 9.0)]
