"""What follows for a link: measured and assumed churn, the recovery point it allows, who gets how much of it."""

from __future__ import annotations

from datetime import date
from math import fsum
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.backup_windows import RunWindow, run_windows, week_stretches
from dr_desktop.assessment.churn_profile import Churn, average_mb_s, churn_of
from dr_desktop.assessment.link_ages import AgeStep, age_steps
from dr_desktop.assessment.link_figures import achievable_point, share_kept, smallest_link_mb_s
from dr_desktop.assessment.link_records import Ask, Flow
from dr_desktop.assessment.link_week import busy_day, link_week
from dr_desktop.assessment.measured_week import DAY_S, WEEK_S, measured_week, week_of
from dr_desktop.assessment.results import LinkResult
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.backup import BackupPolicy
from dr_desktop.plan.churn_profile import ChurnProfile, profile_of_steps
from dr_desktop.plan.plan import Plan
from tests.assessment.quiet_estate import add, both, edit, quiet_plan

MONDAY = date(2027, 1, 4)
DAYS = st.lists(st.tuples(st.integers(600, 20_000), st.integers(0, 40)), min_size=1, max_size=6).map(
    lambda found: churn_of(found, repeats=True)
)
ASKS = st.builds(Ask, st.integers(1, 300).map(float), st.sampled_from((1.0, 5.0, 15.0, 60.0)), st.just("app"))


def result(plan: Plan, link: str = "north-south") -> LinkResult:
    return assess(plan, load_catalog()).links[link]


def profile(rates: tuple[float, ...], **values: Any) -> ChurnProfile:
    return profile_of_steps("p", rates, **values)


# the week that was measured


def _seconds_within(step: AgeStep, age_s: float) -> float:
    """How long of the step the data is no older than `age_s`."""
    low, high = sorted(step.ages_s)
    if low > age_s:
        return 0.0
    share = 1.0 if high <= age_s else (age_s - low) / (high - low)
    return share * (step.end_s - step.begin_s)


def test_a_measured_week_begins_on_monday_wherever_measuring_began():
    day = tuple(float(weekday) for weekday in range(7) for _ in range(24))
    wednesday = profile(day[48:] + day[:48], measured_from=date(2027, 1, 6), step_minutes=60)
    week = week_of(wednesday)
    assert week is not None
    assert week.mb == week_of(profile(day, measured_from=MONDAY, step_minutes=60)).mb  # type: ignore[union-attr]
    assert week.mb[24] == 0.0


def test_of_a_longer_time_the_seven_days_with_the_most_churn_count():
    rates = (1.0,) * 24 * 5 + (3.0,) * 24 * 7 + (1.0,) * 24 * 4
    week = week_of(profile(rates, measured_from=MONDAY, step_minutes=60))
    assert week is not None
    assert week.total_mb == pytest.approx(3.0 * WEEK_S)


def test_a_shorter_time_is_repeated():
    week = week_of(profile((2.0,) * 12 + (4.0,) * 12, measured_from=MONDAY, step_minutes=60))
    assert week is not None
    assert (week.seconds, average_mb_s(week), week.peak_mb_s) == (WEEK_S, 3.0, 4.0)


def test_profiles_of_different_steps_are_added():
    hourly = profile((1.0, 2.0) * 84, measured_from=MONDAY, step_minutes=60)
    fine = profile((0.5,) * 2016, measured_from=MONDAY, step_minutes=5)
    week = measured_week([hourly, fine])
    assert week is not None
    assert average_mb_s(week) == pytest.approx(2.0)
    assert week.peak_mb_s == pytest.approx(2.5)


def test_what_cannot_be_read_is_left_out():
    assert week_of(ChurnProfile(id="p", churn_mb_s="three")) is None
    assert week_of(ChurnProfile(id="p")) is None
    assert measured_week([ChurnProfile(id="p", churn_mb_s="three")]) is None


@given(st.integers(1, 100), st.integers(1, 400))
def test_a_busy_day_keeps_its_mean_and_reaches_its_peak(average: int, peak: int):
    day = busy_day(float(average), float(peak))
    assert average_mb_s(day) == pytest.approx(average)
    assert day.peak_mb_s == pytest.approx(max(average, peak))
    assert day.seconds == DAY_S


def test_what_is_assumed_is_busiest_when_the_measured_is():
    rates = tuple(9.0 if step // 12 % 24 == 14 else 1.0 for step in range(2016))
    profiles = {"p": profile(rates, measured_from=MONDAY)}
    flow = Flow(replication_gib_per_day=DAY_S * 1e6 / 2**30, peak_gib_per_day=3 * DAY_S * 1e6 / 2**30, profiles=("p",))
    week = link_week(flow, profiles, {})
    assert week.churn.peak_mb_s == pytest.approx(9.0 + 3.0)
    assert average_mb_s(week.churn) == pytest.approx(week.measured_mb_s + 1.0)


def test_a_peak_shorter_than_an_hour_is_added_to_the_measured_just_as_well():
    profiles = {"p": profile((1.0,) * 2016, measured_from=MONDAY)}
    flow = Flow(replication_gib_per_day=DAY_S * 1e6 / 2**30, peak_gib_per_day=48 * DAY_S * 1e6 / 2**30, profiles=("p",))
    week = link_week(flow, profiles, {})
    assert week.churn.peak_mb_s == pytest.approx(49.0)
    assert average_mb_s(week.churn) == pytest.approx(2.0)


# recovery points and the smallest link


@given(DAYS, ASKS, st.integers(1, 60), st.integers(1, 60))
def test_a_bigger_link_never_worsens_the_recovery_point(churn: Churn, ask: Ask, one: int, other: int):
    small, big = sorted((one, other))
    worse, better = achievable_point(churn, float(small), ask), achievable_point(churn, float(big), ask)
    if worse.minutes is not None:
        assert better.minutes is not None
        assert better.minutes <= worse.minutes * (1 + 1e-9)
    assert (worse.within or 0.0) <= (better.within or 0.0) + 1e-9


@given(DAYS, ASKS)
def test_the_smallest_link_keeps_the_objective_and_nothing_smaller_does(churn: Churn, ask: Ask):
    assume(churn.total_mb)
    rate = smallest_link_mb_s(churn, ask)
    assert ask.rpo_minutes is not None
    if rate is None:
        assert ask.rpo_minutes <= ask.rhythm_minutes
        return
    point = achievable_point(churn, rate * (1 + 1e-9), ask)
    assert point.minutes is not None
    assert point.minutes <= ask.rpo_minutes * (1 + 1e-6)
    smaller = achievable_point(churn, rate * 0.99, ask)
    assert smaller.minutes is None or smaller.minutes > ask.rpo_minutes


@given(DAYS, ASKS)
def test_a_link_for_most_of_the_time_keeps_the_objective_that_often(churn: Churn, ask: Ask):
    assume(churn.total_mb)
    rate = smallest_link_mb_s(churn, ask, 0.9)
    assume(rate is not None)
    assert rate is not None
    assert (achievable_point(churn, rate * (1 + 1e-9), ask).within or 0.0) >= 0.9 - 1e-6


@given(DAYS, st.integers(1, 60), st.integers(1, 40), st.integers(1, 90))
def test_the_share_of_time_in_which_an_objective_is_kept_is_that_of_the_ages_that_the_chart_shows(
    churn: Churn, rate: int, rhythm: int, rpo: int
):
    kept = share_kept(churn, float(rate), rhythm * 60.0, rpo * 60.0)
    steps = age_steps(churn, float(rate), rhythm * 60.0)
    if steps is None:
        assert kept == 0.0
        return
    within = fsum([_seconds_within(one, rpo * 60.0) for one in steps]) / churn.seconds
    if rpo < 2 * rhythm:
        assert kept == pytest.approx(within, abs=1e-6)
    oldest = max([max(one.ages_s) for one in steps])
    point = achievable_point(churn, float(rate), Ask(float(rpo), float(rhythm), "app"))
    assert point.minutes == pytest.approx(oldest / 60, rel=1e-9, abs=1e-9)
    assert (point.within == 1.0) == (kept >= 1 - 1e-12) or oldest > rpo * 60


def test_in_quiet_hours_data_is_hardly_older_than_the_rhythm():
    day = busy_day(43 / 24, 20.0)
    ask = Ask(20.0, 15.0, "app")
    found = achievable_point(day, 10.0, ask)
    assert found.minutes == pytest.approx(2 * 15.0 + 60.0)  # at the end of the busiest hour
    caught_up = 3_600 * 10 / 9
    assert found.within == pytest.approx(1 - (3_600 + caught_up) / DAY_S)


def test_on_a_link_faster_than_the_peak_the_point_is_the_rhythm_and_its_transfer():
    point = achievable_point(churn_of([(DAY_S, 4.0)], repeats=True), 16.0, Ask(30.0, 15.0, "app"))
    assert point == (15.0 * 1.25, 1.0)


# who gets how much


def test_replication_backups_and_what_is_left_make_up_the_usable_share():
    found = result(quiet_plan())
    assert found.usable_mbit_s == 7500.0
    assert found.replication_usable_mbit_s == 7500.0
    assert found.left_mbit_s == pytest.approx(7500.0 - found.replication_mbit_s)
    kept = result(edit("links", "north-south", replication_percent=40.0)(quiet_plan()))
    assert kept.replication_usable_mbit_s == 3000.0
    assert kept.backup_left_mbit_s == 4500.0


def test_each_direction_has_the_line_for_itself():
    turned = both(
        add("applications", "yonder", source_site="south", recovery_sites=("north",), scheme="replication"),
        add("machines", "yonder-1", application="yonder", protected="yes", used_gib=100.0, change_percent_per_day=1.0),
    )
    assert result(turned(quiet_plan())).replication_mbit_s == result(quiet_plan()).replication_mbit_s
    assert result(turned(quiet_plan())).from_site == "north"
    heavy = both(turned, edit("machines", "yonder-1", churn_gib_per_day=9_000.0))
    assert result(heavy(quiet_plan())).from_site == "south"


def test_second_copies_go_over_the_link_between_their_targets():
    cloud = add("backup_targets", "cloud", site="azure", placement="azure")
    copied = both(cloud, add("backup_copies", "copy", from_target="vault", to_target="cloud", every_hours=24.0))
    assert result(quiet_plan(), "depot-azure").backup_mbit_s == 0.0
    # Nine machines change 9 GiB a day each, of which half is left after reduction.
    assert result(copied(quiet_plan()), "depot-azure").backup_mbit_s == pytest.approx(
        81 * 0.5 * 2**30 * 8 / 1e6 / 86_400
    )


def test_copies_that_run_in_a_circle_are_sent_once():
    circle = both(
        add("backup_targets", "cloud", site="azure", placement="azure"),
        add("backup_copies", "there", from_target="vault", to_target="cloud"),
        add("backup_copies", "back", from_target="cloud", to_target="vault"),
    )
    assert result(circle(quiet_plan()), "depot-azure").backup_mbit_s > 0


def test_backups_in_a_window_need_more_of_the_link_than_spread_over_the_day():
    night = edit("backup_policies", "nightly", window_start=22.0, window_hours=4.0)
    spread, windowed = result(quiet_plan(), "north-depot"), result(night(quiet_plan()), "north-depot")
    assert windowed.backup_mbit_s == pytest.approx(spread.backup_mbit_s)
    assert windowed.backup_peak_mbit_s == pytest.approx(6 * spread.backup_peak_mbit_s)


def test_a_run_after_days_without_one_moves_what_changed_on_all_of_them():
    policy = BackupPolicy(id="p", run_days=("mon", "thu"), window_start=20.0, window_hours=6.0)
    runs = run_windows(policy)
    assert [(one.start_hour, one.hours, one.change_days) for one in runs] == [(20.0, 6.0, 4.0), (92.0, 6.0, 3.0)]


def test_fulls_that_are_read_anew_move_all_data():
    policy = BackupPolicy(id="p", style="forward_with_fulls", full_kind="active", full_days=("sun",), window_hours=8.0)
    assert [(one.used_share, one.change_days) for one in run_windows(policy)][-2:] == [(0.0, 1.0), (1.0, 0.0)]


def test_a_differential_moves_all_changes_since_its_full():
    policy = BackupPolicy(id="p", style="differential", full_days=("sun",), window_hours=8.0)
    assert [round(one.change_days) for one in run_windows(policy)] == [1, 2, 3, 4, 5, 6, 7]


def test_a_policy_that_hardly_ever_runs_has_its_run_in_this_week():
    assert len(run_windows(BackupPolicy(id="p", every_hours=8_760.0, window_hours=8.0))) == 1


@given(st.lists(st.tuples(st.integers(0, 167), st.integers(1, 200), st.integers(0, 50)), max_size=6))
def test_the_stretches_of_a_week_hold_what_all_runs_ask_for(runs: list[tuple[int, int, int]]):
    windows = [(RunWindow(float(start), float(hours), 0.0, 1.0), float(rate)) for start, hours, rate in runs]
    stretches = week_stretches(windows, 2.0)
    asked = 2.0 * 168 + sum(hours * rate for _, hours, rate in runs)
    assert sum((one.end_hour - one.begin_hour) * one.mbit_s for one in stretches) == pytest.approx(asked)
    assert (stretches[0].begin_hour, stretches[-1].end_hour) == (0.0, 168.0)


# what the plan says


def test_a_measured_profile_takes_the_place_of_what_is_assumed():
    rates = tuple(2.0 if step // 12 % 24 == 9 else 0.5 for step in range(2016))
    plan = quiet_plan().put("churn_profiles", profile(rates, machine="portal-1", measured_from=MONDAY))
    before, after = result(quiet_plan()), result(plan)
    assert after.flow.profiles == ("p",)
    assert 0 < after.measured_share < 1
    mean = (2.0 + 23 * 0.5) / 24 * 8
    one_machine = before.replication_mbit_s / 6
    assert after.replication_mbit_s == pytest.approx(before.replication_mbit_s - one_machine + mean)


def test_a_profile_of_an_application_stands_for_all_its_machines():
    plan = quiet_plan().put("churn_profiles", profile((1.0,) * 2016, application="portal", measured_from=MONDAY))
    before, after = result(quiet_plan()), result(plan)
    assert after.replication_mbit_s == pytest.approx(before.replication_mbit_s * 4 / 6 + 8.0)


def test_the_objective_that_needs_the_largest_line_is_shown():
    found = result(edit("links", "north-south", mbit_s=22.0)(quiet_plan()))
    assert (found.rpo_application, found.rpo_minutes, found.rhythm_minutes) == ("portal", 60.0, 15.0)
    assert found.achievable_rpo_minutes is not None
    assert 30.0 < found.achievable_rpo_minutes < 60.0
    assert found.within_rpo == 1.0
    assert found.smallest_mbit_s is not None
    assert found.smallest_mbit_s < 22.0
    assert found.smallest_most_mbit_s is not None
    assert found.smallest_most_mbit_s < found.smallest_mbit_s


def test_a_line_of_the_smallest_speed_keeps_the_objective_and_a_smaller_one_does_not():
    smallest = result(edit("links", "north-south", mbit_s=22.0)(quiet_plan())).smallest_mbit_s
    assert smallest is not None
    assert result(edit("links", "north-south", mbit_s=smallest * 1.0001)(quiet_plan())).within_rpo == 1.0
    below = result(edit("links", "north-south", mbit_s=smallest * 0.98)(quiet_plan()))
    assert below.within_rpo is not None
    assert below.within_rpo < 1.0


def test_a_line_that_carries_nothing_gives_figures_and_no_error():
    found = result(edit("links", "north-south", mbit_s=0.0)(quiet_plan()))
    assert (found.achievable_rpo_minutes, found.first_copy_hours, found.catch_up_hours) == (None, None, None)
    assert found.within_rpo == 0.0


def test_a_log_bridges_an_outage_or_all_is_compared_again():
    log = edit("links", "north-south", replication_log_gib=100.0)
    holds = result(log(quiet_plan()))
    assert not holds.resynchronises
    # Six machines with 300 GiB, 3 % a day, 1.5 rewrites: 81 GiB a day.
    assert holds.log_holds_hours == pytest.approx(100 / 81 * 24)
    assert holds.outage_backlog_gib == pytest.approx(81 / 24 * 4)
    longer = both(log, edit("links", "north-south", outage_hours=48.0))
    assert result(longer(quiet_plan())).resynchronises
    assert result(longer(quiet_plan())).catch_up_hours is None


def test_first_copies_find_what_churn_and_backups_leave():
    found = result(edit("links", "north-south", mbit_s=100.0)(quiet_plan()))
    assert found.left_mbit_s is not None
    assert found.first_copy_hours == pytest.approx(1800 * 2**30 * 8 / 1e6 / found.left_mbit_s / 3600)


def test_profiles_summed_equal_the_profile_of_the_sum():
    one, other = (1.0, 2.0, 3.0) * 672, (4.0, 0.0, 1.5) * 672
    both_of_them = tuple(a + b for a, b in zip(one, other, strict=True))
    apart = measured_week([profile(rates, measured_from=MONDAY) for rates in (one, other)])
    together = week_of(profile(both_of_them, measured_from=MONDAY))
    assert apart is not None
    assert together is not None
    assert apart.mb == pytest.approx(together.mb)


def test_a_link_names_who_would_keep_the_recovery_point_alone_but_not_beside_others():
    shared = result(edit("links", "north-south", mbit_s=18.0)(quiet_plan()))
    assert [(one.application, one.rpo_minutes, one.minutes) for one in shared.missed] == [
        ("portal", 60.0, shared.achievable_rpo_minutes)
    ]
    too_small_alone = result(edit("links", "north-south", mbit_s=2.0)(quiet_plan()))
    assert too_small_alone.achievable_rpo_minutes is None
    assert too_small_alone.missed == ()
    assert result(quiet_plan()).missed == ()
