"""The engine of recovery: what follows from a case of jobs, resources and places."""

from __future__ import annotations

from math import inf

import pytest

from dr_desktop.assessment.recovery_case import Case, Job, Piece
from dr_desktop.assessment.recovery_engine import drained, run
from dr_desktop.assessment.recovery_records import Options
from dr_desktop.assessment.transfers import Change

PLAIN = Options()


def job(key: str, *pieces: Piece, rank: float = 1.0, after: tuple[str, ...] = (), rebuild: float | None = None) -> Job:
    return Job(key, rank, after, pieces, 5.0, 10.0, rebuild, None, 4.0, 2.0)


def restored(key: str, mb: float = 600.0, group: int = 1, start: float | None = 3.0) -> Piece:
    return Piece(key, "south", group, mb=mb, path=("target:t",), gate="streams:t", start_minutes=start)


def case(*jobs: Job, streams: int = 8, starts: int = 10, people: dict[str, int] | None = None) -> Case:
    gates = {"streams:t": streams, "starts:south": starts, **(people or {})}
    return Case(jobs, {"target:t": 60.0}, gates, (), False)


def test_phases_follow_each_other_from_the_incident_to_the_users():
    found = drained(case(job("billing", restored("db"))), PLAIN)
    assert found.spans[0] == {
        "detect": (0.0, 5.0),
        "decide": (5.0, 15.0),
        "restore": (15.0, 25.0),
        "start": (25.0, 28.0),
        "validate": (28.0, 32.0),
        "redirect": (32.0, 34.0),
    }
    assert found.up == (28.0,)
    assert found.done == (34.0,)


def test_the_higher_tier_reads_first_and_the_lower_one_waits():
    found = drained(case(job("low", restored("a"), rank=2.0), job("high", restored("b"), rank=1.0)), PLAIN)
    assert [span["restore"] for span in found.spans] == [(15.0, 35.0), (15.0, 25.0)]


def test_a_stream_that_is_free_goes_to_the_most_urgent_of_those_who_ask_at_once():
    found = drained(case(job("low", restored("a"), rank=2.0), job("high", restored("b")), streams=1), PLAIN)
    assert [span["restore"] for span in found.spans] == [(25.0, 35.0), (15.0, 25.0)]


def test_groups_start_one_after_the_other_with_so_many_at_a_time():
    pieces = [restored(f"m{n}", 0.0, group) for n, group in enumerate((1, 1, 1, 2))]
    found = drained(case(job("billing", *pieces), starts=2), PLAIN)
    assert found.spans[0]["start"] == (15.0, 24.0)  # two, one, then the second group


def test_what_depends_starts_only_when_what_it_depends_on_is_up():
    jobs = (job("portal", restored("p", 60.0), after=("directory",)), job("directory", restored("d", 600.0), rank=2.0))
    found = drained(case(*jobs), PLAIN)
    assert found.data_at == (16.0, 26.0)
    assert found.up[1] == 29.0
    assert found.spans[0]["start"] == (29.0, 32.0)


def test_one_person_decides_one_thing_after_the_other_by_tier():
    found = drained(
        case(job("low", restored("a"), rank=2.0), job("high", restored("b")), people={"people:decide": 1}), PLAIN
    )
    assert [span["decide"] for span in found.spans] == [(15.0, 25.0), (5.0, 15.0)]


def test_machines_are_made_anew_before_data_and_take_places_of_people_and_site():
    pieces = [restored(f"m{n}")._replace(rebuild_minutes=20.0) for n in range(3)]
    found = drained(case(job("billing", *pieces), people={"people:rebuild": 2}), PLAIN)
    assert found.spans[0]["rebuild"] == (15.0, 55.0)
    stated = drained(case(job("billing", *pieces, rebuild=30.0)), PLAIN)
    assert stated.spans[0]["rebuild"] == (15.0, 45.0)


@pytest.mark.parametrize(("groups_too", "starts"), [(False, (25.0, 31.0)), (True, (25.0, 41.0))])
def test_a_barrier_holds_for_starting_or_for_failing_over_too(groups_too: bool, starts: tuple[float, float]):
    pieces = [Piece(f"m{n}", "south", n, failover_minutes=10.0, start_minutes=3.0) for n in (1, 2)]
    one = case(job("ledger", *pieces))._replace(groups_fail_over=groups_too)
    assert drained(one, PLAIN).spans[0]["start"] == starts


def test_an_automatic_failover_asks_nobody_and_waits_only_for_what_it_depends_on():
    automatic = Job("map", 1.0, (), (), None, None, None, 0.5, None, 2.0)
    found = drained(case(automatic), PLAIN)
    assert found.spans[0] == {"failover": (0.0, 0.5), "redirect": (0.5, 2.5)}
    waiting = drained(case(automatic._replace(after=("billing",)), job("billing", restored("db"))), PLAIN)
    assert waiting.up == (28.0, 28.0)


def test_a_link_that_comes_back_lets_transfers_go_on():
    one = case(job("billing", restored("db")))._replace(
        speeds={"target:t": 0.0}, changes=(Change(40.0, "target:t", 60.0),)
    )
    assert drained(one, PLAIN).spans[0]["restore"] == (15.0, 50.0)
    assert drained(one._replace(changes=()), PLAIN).done == (inf,)


def test_factors_change_speeds_places_and_minutes():
    base = case(job("billing", restored("a"), restored("b")), streams=1)
    assert drained(base, PLAIN).spans[0]["restore"] == (15.0, 35.0)
    assert drained(base, Options(read_factor={"t": 2.0})).spans[0]["restore"] == (15.0, 25.0)
    assert drained(base, Options(duration_factor={("", "detect"): 2.0})).spans[0]["detect"] == (0.0, 10.0)
    assert drained(base, Options(duration_factor={("billing", "start"): 2.0})).spans[0]["start"] == (35.0, 41.0)


def test_in_slices_it_comes_to_the_same():
    many = case(*[job(f"a{n}", restored(f"m{n}", 60.0 * n), rank=n % 3) for n in range(40)], streams=3)
    steps = list(run(many, PLAIN))
    assert len(steps) > 3
    shares = [step for step in steps if isinstance(step, float)]
    assert shares == sorted(shares)
    last = steps[-1]
    assert not isinstance(last, float)
    whole = drained(many, PLAIN)
    assert (last.spans, last.done, last.activities) == (whole.spans, whole.done, whole.activities)
