"""Laws that every run of a recovery keeps, whatever its jobs, resources and dependencies."""

from __future__ import annotations

from itertools import pairwise
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dr_desktop.assessment.recovery_alone import alone_minutes, slacks, with_factors
from dr_desktop.assessment.recovery_case import Case, Job, Piece
from dr_desktop.assessment.recovery_engine import Run, drained, flow_id
from dr_desktop.assessment.recovery_paths import critical_steps, traced
from dr_desktop.assessment.recovery_records import Options, Resource

PLAIN = Options()
MINUTES = st.integers(0, 20).map(float)


@st.composite
def pieces(draw: st.DrawFn, where: str) -> Piece:
    restored = draw(st.booleans())
    path = (f"target:{draw(st.sampled_from('ab'))}{where}", f"link:l{where}>south")[: draw(st.integers(1, 2))]
    return Piece(
        member=f"m{draw(st.integers(0, 999))}",
        site=f"south{where}",
        group=draw(st.integers(1, 3)),
        mb=float(draw(st.integers(0, 500))) if restored else None,
        path=path if restored else (),
        cap=draw(st.sampled_from([inf, inf, 5.0])),
        gate=path[0].replace("target", "streams") if restored else None,
        rebuild_minutes=draw(st.none() | MINUTES) if restored else None,
        failover_minutes=None if restored else draw(MINUTES),
        start_minutes=draw(st.none() | MINUTES),
        memory_gib=4.0,
        vcpus=2,
        machines=1,
    )


@st.composite
def cases(draw: st.DrawFn, where: str = "") -> Case:
    jobs: list[Job] = []
    for number in range(draw(st.integers(1, 5))):
        known = [job.application for job in jobs]
        automatic = draw(st.none() | MINUTES) if draw(st.integers(0, 4)) == 0 else None
        by_hand = automatic is None
        jobs.append(
            Job(
                application=f"app {number}{where}",
                rank=float(draw(st.integers(1, 3))),
                after=tuple(draw(st.lists(st.sampled_from(known), unique=True))) if known else (),
                pieces=tuple(draw(st.lists(pieces(where), max_size=4))) if by_hand else (),
                detect=draw(MINUTES) if by_hand else None,
                decide=draw(MINUTES) if by_hand else None,
                rebuild=draw(st.none() | MINUTES),
                automatic=automatic,
                validate=draw(MINUTES) if by_hand else None,
                redirect=draw(st.none() | MINUTES),
            )
        )
    gates = {f"streams:{one}{where}": draw(st.integers(1, 3)) for one in "ab"}
    gates[f"starts:south{where}"] = draw(st.integers(1, 3))
    if not where:
        gates |= {f"people:{kind}": 1 for kind in ("decide", "rebuild", "validate") if draw(st.booleans())}
    speeds = {f"target:a{where}": 10.0, f"target:b{where}": 7.0, f"link:l{where}>south": 12.0}
    return Case(tuple(jobs), speeds, gates, (), draw(st.booleans()))


def flows_of(case: Case) -> dict[str, Piece]:
    return {
        flow_id(number, place): piece
        for number, job in enumerate(case.jobs)
        for place, piece in enumerate(job.pieces)
        if piece.mb is not None
    }


@given(cases())
@settings(max_examples=80, deadline=None)
def test_everything_comes_back_and_nothing_starts_before_what_it_depends_on(case: Case) -> None:
    run = drained(case, PLAIN)
    number = {job.application: place for place, job in enumerate(case.jobs)}
    for place, job in enumerate(case.jobs):
        assert run.done[place] < inf
        for needed in job.after:
            assert run.up[place] >= run.up[number[needed]]
            if "start" in run.spans[place]:
                assert run.spans[place]["start"][0] >= run.up[number[needed]]
        if "start" in run.spans[place]:
            assert run.spans[place]["start"][0] >= run.data_at[place]


@given(cases())
@settings(max_examples=80, deadline=None)
def test_no_place_is_held_twice_and_all_that_is_needed_is_moved_within_what_resources_carry(case: Case) -> None:
    run = drained(case, PLAIN)
    for gate, places in case.gates.items():
        held = [(one.began, one.ended) for one in run.activities if gate in one.gates and one.ended > one.began]
        for moment, _ in held:
            assert len([1 for begin, end in held if begin <= moment < end]) <= places
    flows = flows_of(case)
    assert run.sharing.finished.keys() == flows.keys()
    for resource, speed in case.speeds.items():
        own = {key: piece for key, piece in flows.items() if resource in piece.path and piece.mb}
        ends = sorted({run.sharing.finished[key] for key in own})
        for end in ends:  # what was done by then came through in the time that there was
            moved = sum([piece.mb or 0.0 for key, piece in own.items() if run.sharing.finished[key] <= end])
            first = min([run.sharing.begun[key] for key in own])
            assert moved <= (end - first) * speed * (1 + 1e-9) + 1e-6
    for key, piece in flows.items():
        lasted = run.sharing.finished[key] - run.sharing.begun[key]
        assert (piece.mb or 0.0) <= lasted * min(
            [piece.cap, *[case.speeds[one] for one in piece.path]]
        ) * 1.000001 + 1e-6


@given(cases(), cases(where=" elsewhere"))
@settings(max_examples=40, deadline=None)
def test_applications_that_share_nothing_change_nothing(case: Case, other: Case) -> None:
    people = {key: places for key, places in case.gates.items() if key.startswith("people:")}
    alone = case._replace(gates={key: places for key, places in case.gates.items() if key not in people})
    both = alone._replace(
        jobs=(*alone.jobs, *other.jobs), speeds={**alone.speeds, **other.speeds}, gates={**alone.gates, **other.gates}
    )
    apart, together = drained(alone, PLAIN), drained(both, PLAIN)
    many = len(alone.jobs)
    assert together.done[:many] == pytest.approx(apart.done, rel=1e-9, abs=1e-9)
    for one, two in zip(apart.spans, together.spans[:many], strict=True):
        assert one.keys() == two.keys()
        for phase, span in one.items():
            assert two[phase] == pytest.approx(span, rel=1e-9, abs=1e-9)


@given(cases())
@settings(max_examples=80, deadline=None)
def test_a_recovery_takes_no_less_than_its_critical_path_nor_that_less_than_its_longest_phase(case: Case) -> None:
    run, alone = drained(case, PLAIN), alone_minutes(case)
    for place, job in enumerate(case.jobs):
        phases = [job.detect, job.decide, job.automatic, job.validate, job.redirect]
        phases += [piece.start_minutes for piece in job.pieces] + [piece.failover_minutes for piece in job.pieces]
        longest = max([one for one in phases if one is not None], default=0.0)
        assert run.done[place] >= alone[job.application] - 1e-6
        assert alone[job.application] >= longest


@given(cases(), st.floats(0.3, 3), st.floats(0.3, 3))
@settings(max_examples=40, deadline=None)
def test_nor_with_other_speeds_and_minutes(case: Case, speed: float, minutes: float) -> None:
    options = Options(
        link_factor={"l": speed},
        read_factor={"a": speed},
        duration_factor={("", "start"): minutes, ("", "decide"): 2.0},
    )
    run, alone = drained(case, options), alone_minutes(with_factors(case, options))
    for place, job in enumerate(case.jobs):
        assert run.done[place] >= alone[job.application] - 1e-6


@given(cases())
@settings(max_examples=80, deadline=None)
def test_the_chain_behind_the_end_has_no_gap(case: Case) -> None:
    run = drained(case, PLAIN)
    trace = traced(case, run)
    resources = {key: Resource(key, key, "", "", "") for key in (*case.gates, *case.speeds)}
    for place in range(len(case.jobs)):
        steps = critical_steps(place, case, run, trace, resources)
        if not steps:
            assert run.done[place] == pytest.approx(0.0)
            continue
        assert steps[0].from_minutes == 0.0
        assert steps[-1].to_minutes == run.done[place]
        for before, after in pairwise(steps):
            assert before.to_minutes == after.from_minutes


@given(cases())
@settings(max_examples=40, deadline=None)
def test_what_has_no_slack_ends_last_or_is_waited_for(case: Case) -> None:
    run = drained(case, PLAIN)
    found = slacks(case, run)
    assert min(found.values()) == 0.0
    last = max(range(len(case.jobs)), key=lambda place: run.done[place])
    assert found[case.jobs[last].application] == 0.0
    assert all(value >= 0.0 for value in found.values())


@given(cases())
@settings(max_examples=40, deadline=None)
def test_the_same_case_comes_to_the_same_twice(case: Case) -> None:
    def seen(run: Run) -> object:
        return run.spans, run.up, run.done, run.activities, run.starts, run.sharing.finished

    assert seen(drained(case, PLAIN)) == seen(drained(case, PLAIN))
