from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dr_desktop.assessment.catch_up import first_copy_s, link_outage, overrunning_cycles
from dr_desktop.assessment.churn_profile import churn_of
from dr_desktop.assessment.point_age import (
    Copy,
    cyclic_age,
    loss_by_corruption,
    periodic_age,
    surviving_age,
    vendor_bound,
)
from dr_desktop.assessment.replication_queue import run_queue

SOME = st.integers(1, 400).map(float)


@given(SOME, SOME, SOME)
def test_an_outage_is_a_burst_before_a_link_that_carries_nothing_meanwhile(churn: float, rate: float, outage: float):
    assume(rate > churn * 1.001)
    found = link_outage(churn, rate, outage)
    # As data: all that was written in the outage stands before the link at once when it is back.
    after = churn_of([(1e-9, churn * outage / 1e-9), (churn * outage / (rate - churn) * 2, churn)])
    queue = run_queue(after, rate)
    assert queue is not None
    assert found.catch_up_s == pytest.approx(queue.clear_s, rel=1e-6)
    assert found.backlog_mb == pytest.approx(queue.max_backlog_mb)
    assert found.worst_rpo_s == outage


def test_a_log_that_fills_during_the_outage_ends_in_comparing_everything_again():
    found = link_outage(3, 10, 7200, log_mb=10_000)
    assert found.resynchronises
    assert found.log_full_s == pytest.approx(10_000 / 3)
    assert (found.catch_up_s, found.worst_rpo_s) == (None, None)
    assert not link_outage(3, 10, 7200, log_mb=21_600).resynchronises


def test_after_an_outage_a_link_no_faster_than_the_churn_never_catches_up():
    assert link_outage(8, 5, 60).catch_up_s is None
    assert link_outage(8, 5, 60).worst_rpo_s is None
    assert link_outage(5, 5, 60).worst_rpo_s == 60


def test_without_churn_an_outage_leaves_nothing_to_catch_up():
    found = link_outage(0, 5, 60, log_mb=100)
    assert (found.backlog_mb, found.catch_up_s, found.log_full_s) == (0.0, 0.0, None)


def test_a_first_copy_gains_only_what_the_churn_leaves():
    assert first_copy_s(2_000_000, 12.5, 2) == pytest.approx(4_000_000 / 21)
    assert first_copy_s(100, 5, 5) is None
    assert first_copy_s(0, 0, 5) == 0.0


def test_cycles_shrink_until_they_fit_where_the_link_is_faster_than_the_churn():
    assert overrunning_cycles(300, 4, 8, 3600, 4).lengths_s == (3600, 1800, 900, 450, 225)
    assert overrunning_cycles(300, 4, 8, 3600).to_normal == 4
    assert overrunning_cycles(300, 4, 8, 200).to_normal == 0


def test_cycles_that_grow_never_come_back_to_normal():
    assert overrunning_cycles(300, 8, 5, 300).to_normal is None
    assert overrunning_cycles(300, 5, 5, 400).to_normal is None
    assert overrunning_cycles(300, 5, 0, 300).to_normal is None


@given(SOME, SOME)
def test_a_cycle_that_ends_in_time_keeps_the_promise_of_two_cycles(cycle: float, transfer: float):
    assert (cyclic_age(cycle, transfer) <= vendor_bound(cycle)) == (transfer <= cycle)


def test_a_transfer_longer_than_its_cycle_delays_the_next():
    assert cyclic_age(300, 400) == 800


def test_holds_and_hops_make_every_copy_older_alike():
    assert periodic_age(24, 3, [12]) == (39, 15, 27)


@given(SOME, SOME, st.integers(1, 30), SOME)
def test_a_snapshot_is_worth_no_less_than_a_copy_that_changed_while_it_was_read(
    interval: float, duration: float, keep: int, detection: float
):
    snapshot = loss_by_corruption(interval, duration, keep, detection)
    running = loss_by_corruption(interval, duration, keep, detection, "running")
    if running is not None:
        assert snapshot is not None
        assert snapshot <= running


@pytest.mark.parametrize(("detection", "loss"), [(72, 96), (315, 339), (315.1, None), (1, 27)])
def test_a_corruption_is_outlived_while_the_oldest_copy_is_older_in_every_phase(detection: float, loss: float | None):
    assert loss_by_corruption(24, 3, 14, detection) == loss


def test_of_the_copies_outside_the_lost_site_the_newest_counts():
    copies = [Copy("A", 1), Copy("B", 30), Copy("C", 40)]
    assert surviving_age(copies, ["A"]) == 30
    assert surviving_age(copies, ["A", "B"]) == 40
    assert surviving_age(copies[:1], ["A"]) is None
