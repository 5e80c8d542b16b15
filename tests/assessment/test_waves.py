"""First copies by night: what a night takes, in which order, and what keeps it from taking more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.first_copies import FirstCopy, Pace, Running, ToCopy, Way
from dr_desktop.assessment.nights import Share, frozen_days
from dr_desktop.assessment.waves import Wave, Waves, waves_of
from dr_desktop.plan.governance import CalendarPeriod

MONDAY = date(2027, 1, 4)
LINKED = Way("backup", "north", "depot", "nightly", "line")
HERE = Way("backup", "north", "depot", "nightly", "")
REPLICA = Way("replica", "north", "south", "", "line")


def every_night(_night: int) -> Share:
    return Share(0.0, 1.0)


def on_saturdays(night: int) -> Share | None:
    return Share(0.0, 7.0) if (MONDAY + timedelta(days=night)).weekday() == 5 else None


def copies(*sizes: float, way: Way = HERE, application: str = "", daily: float = 0.0) -> tuple[FirstCopy, ...]:
    """A machine per size; each an application of its own unless one is named."""
    return tuple(
        FirstCopy(f"m{place}", application or f"app{place}", way, size, daily) for place, size in enumerate(sizes)
    )


@dataclass(frozen=True)
class Night:
    """A pace: machines a night, GiB an hour of target and line, hours of the window."""

    machines: int = 100
    target: float | None = 10.0
    line: float = 10.0
    hours: float = 10.0
    starts: float = 20.0

    def pace(self) -> Pace:
        target = {} if self.target is None else {"depot": self.target}
        return Pace(self.machines, target, {"line": self.line}, {"": (0.0, 24.0), "nightly": (self.starts, self.hours)})


def scheduled(
    wanted: Sequence[FirstCopy],
    night: Night = Night(),
    running: dict[Way, Running] | None = None,
    periods: Sequence[CalendarPeriod] = (),
) -> Waves:
    found = ToCopy(tuple(wanted), running or {}, (), 0)
    return waves_of(found, night.pace(), {"nightly": every_night}, MONDAY, frozen_days(list(periods)))


def nights(waves: Waves) -> list[tuple[int, tuple[str, ...]]]:
    return [((one.night - MONDAY).days, one.machines) for one in waves.waves]


def test_copies_fill_a_night_up_to_what_the_target_takes_in():
    waves = scheduled(copies(40, 50, 20))
    assert nights(waves) == [(0, ("m0", "m1")), (1, ("m2",))]
    first, second = waves.waves
    assert (first.gib, first.hours, first.window_hours, first.binds, first.bound_by) == (90, 9, 10, "write", "depot")
    assert (second.gib, second.hours, second.binds) == (20, 2, "last")


def test_the_slower_of_link_and_target_counts_and_is_named():
    waves = scheduled(copies(40, 50, 20, way=LINKED), Night(line=5.0))
    assert nights(waves) == [(0, ("m0",)), (1, ("m1",)), (2, ("m2",))]
    assert [(one.hours, one.binds, one.bound_by) for one in waves.waves] == [
        (8, "link", "line"), (10, "link", "line"), (4, "last", ""),
    ]  # fmt: skip


def test_no_more_machines_than_the_chosen_number_go_in_a_night():
    waves = scheduled(copies(1, 1, 1, 1, 1), Night(machines=2))
    assert [len(machines) for _, machines in nights(waves)] == [2, 2, 1]
    assert [one.binds for one in waves.waves] == ["machines", "machines", "last"]


def test_an_application_stays_together_where_a_whole_night_takes_it():
    first = copies(60, application="shop")
    second = tuple(one._replace(machine=f"n{one.machine}") for one in copies(30, 30, application="mail"))
    waves = scheduled((*first, *second))
    assert nights(waves) == [(0, ("m0",)), (1, ("nm0", "nm1"))]


def test_an_application_larger_than_a_night_begins_a_night_of_its_own_and_goes_on():
    first = copies(10, application="shop")
    second = tuple(one._replace(machine=f"n{one.machine}") for one in copies(60, 60, application="mail"))
    assert nights(scheduled((*first, *second))) == [(0, ("m0",)), (1, ("nm0",)), (2, ("nm1",))]


def test_a_machine_larger_than_a_window_runs_over_several_nights_and_is_named():
    waves = scheduled(copies(250, 20))
    assert nights(waves) == [(0, ("m0",)), (1, ("m0",)), (2, ("m0", "m1"))]
    assert [one.gib for one in waves.waves] == [100, 100, 70]
    assert [one.binds for one in waves.waves] == ["window", "window", "last"]
    assert waves.over_nights == ("m0",)
    assert waves.complete_on["m0"] == MONDAY + timedelta(days=2)


def test_what_runs_already_takes_its_share_first():
    running = {HERE: Running(used_gib=500, daily_gib=30)}
    assert nights(scheduled(copies(70, 1), running=running)) == [(0, ("m0",)), (1, ("m1",))]
    replication = {REPLICA: Running(used_gib=500, daily_gib=24)}  # one GiB an hour
    waves = scheduled(copies(90, 1, way=LINKED), running=replication)
    assert nights(waves) == [(0, ("m0",)), (1, ("m1",))]


def test_a_complete_copy_adds_its_daily_runs_to_the_nights_after():
    waves = scheduled(copies(100, 100, daily=10))
    assert [one.gib for one in waves.waves] == [100, 90, 10]


def test_first_replicas_use_any_hour_and_share_the_link_with_backups():
    both = (*copies(50, way=LINKED), *copies(240, way=REPLICA))
    waves = scheduled(both)
    by_store = {(one.store, (one.night - MONDAY).days): one.gib for one in waves.waves}
    assert by_store == {("depot", 0): 50, ("south", 0): 200, ("south", 1): 40}  # 10 of 50 go after midnight


def test_nothing_begins_on_a_frozen_night_or_where_the_policy_does_not_run():
    freeze = CalendarPeriod(id="f", first_day=MONDAY, last_day=MONDAY + timedelta(days=2))
    holiday = CalendarPeriod(id="h", kind="holiday", first_day=MONDAY + timedelta(days=3))
    assert [night for night, _ in nights(scheduled(copies(40), periods=(freeze, holiday)))] == [3]
    found = ToCopy(copies(60, 60), {}, (), 0)
    waves = waves_of(found, Night().pace(), {"nightly": on_saturdays}, MONDAY, frozen_days([]))
    assert [night for night, _ in nights(waves)] == [5, 12]


def test_without_any_speed_only_the_number_of_machines_binds_and_hours_are_not_known():
    waves = scheduled(copies(1e6, 1e6, 1e6), Night(machines=2, target=None))
    assert [(one.hours, one.binds) for one in waves.waves] == [(None, "machines"), (None, "last")]


def test_a_way_that_is_full_with_what_runs_already_is_given_up_and_says_what_fills_it():
    waves = scheduled(copies(10, 10), running={HERE: Running(used_gib=5_000, daily_gib=100)})
    assert waves.waves == ()
    assert [(one.copy.machine, one.bound_by) for one in waves.stuck] == [("m0", "depot"), ("m1", "depot")]
    assert waves.complete_on == {}


def test_what_would_come_in_later_than_ten_years_is_said_and_not_scheduled():
    waves = scheduled(copies(*[1.0] * 3_651), Night(machines=1))
    assert len(waves.waves) == 3_650
    assert [one.machine for one in waves.too_late] == ["m3650"]


SIZES = st.lists(st.floats(0, 400), min_size=1, max_size=25)
NIGHTS = st.builds(
    Night,
    machines=st.integers(1, 8),
    target=st.none() | st.floats(2, 50),
    line=st.floats(2, 50),
    hours=st.floats(1, 24),
    starts=st.floats(0, 23.5),
)


@st.composite
def mixed(draw: st.DrawFn) -> tuple[FirstCopy, ...]:
    """Copies over three ways, in applications of one to several machines."""
    found = []
    for place, size in enumerate(draw(SIZES)):
        way = draw(st.sampled_from((LINKED, HERE, REPLICA)))
        found.append(FirstCopy(f"m{place}", f"app{place // draw(st.integers(1, 4))}", way, size, draw(st.floats(0, 2))))
    return tuple(found)


def _over(waves: Sequence[Wave], store: str) -> dict[date, float]:
    return {one.night: one.gib for one in waves if one.store == store}


@given(mixed(), NIGHTS)
def test_every_copy_is_made_once_or_said_to_be_impossible_and_nothing_is_moved_twice(
    wanted: tuple[FirstCopy, ...], night: Night
):
    waves = scheduled(wanted, night)
    left = {(one.copy.machine, one.copy.way) for one in waves.stuck} | {
        (one.machine, one.way) for one in waves.too_late
    }
    done = [one for one in wanted if (one.machine, one.way) not in left]
    assert sum([one.finished for one in waves.waves]) == len(done)
    moved = fsum([one.gib for one in waves.waves])
    assert moved >= fsum([one.gib for one in done]) - 1e-6
    if not left:
        assert moved == pytest.approx(fsum([one.gib for one in wanted]), abs=1e-6)
        assert waves.complete_on.keys() == {one.machine for one in wanted}


@given(mixed(), NIGHTS)
def test_no_night_takes_more_machines_hours_or_data_than_it_has(wanted: tuple[FirstCopy, ...], night: Night):
    waves = scheduled(wanted, night).waves
    for one in waves:
        assert len(one.machines) <= night.machines
        assert one.hours is None or one.hours <= one.window_hours + 1e-9
    if night.target is not None:
        for gib in _over(waves, "depot").values():
            assert gib <= night.target * night.hours + 1e-6
    for gib in _over(waves, "south").values():
        assert gib <= night.line * 24 + 1e-6


@given(mixed(), NIGHTS)
def test_the_same_plan_gives_the_same_waves(wanted: tuple[FirstCopy, ...], night: Night):
    assert scheduled(wanted, night) == scheduled(wanted, night)


@given(SIZES, st.integers(1, 4), NIGHTS, st.floats(1, 3), st.integers(0, 5))
def test_a_faster_line_or_more_machines_a_night_never_finish_later(
    sizes: list[float], together: int, night: Night, faster: float, more: int
):
    wanted = tuple(
        FirstCopy(f"m{place}", f"app{place // together}", LINKED, size, 0.0) for place, size in enumerate(sizes)
    )
    before = scheduled(wanted, night)
    after = scheduled(
        wanted, Night(night.machines + more, night.target, night.line * faster, night.hours, night.starts)
    )
    assert after.waves[-1].night <= before.waves[-1].night
