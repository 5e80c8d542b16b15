"""What a simulated disaster loses of a replica: the designed queue at its worst, and what an outage adds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dr_desktop.assessment.churn_profile import Churn, average_mb_s, churn_of, generated_at_s, generated_mb
from dr_desktop.assessment.replica_lag import lag_after_outage_s
from dr_desktop.assessment.replication_queue import backlog_mb, run_queue, waiting_mb
from dr_desktop.plan.churn_profile import ChurnProfile
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.plan import Plan
from tests.assessment.recovering import LOSS, altered, assessed, bare, estate, lose, replicated, restored

NIGHT = ChurnProfile(
    id="night", application="portal", step_minutes=60, churn_mb_s=",".join(["200"] * 3 + ["0.5"] * 165)
)


def on_line(plan: Plan, **changed: Any) -> Plan:
    return plan.put("links", altered(plan.links["north-south"], **changed))


def loses(plan: Plan, key: str = "portal", scenario: Scenario = LOSS) -> float | None:
    return lose(plan, scenario).applications[key].data_loss_minutes


def designs(plan: Plan, key: str = "portal") -> float | None:
    return assessed(plan).applications[key].designed.rpo_minutes


SCHEMES = st.sampled_from(["replication", "high_availability", "fault_tolerance"])
LINES = st.fixed_dictionaries(
    {
        "mbit_s": st.sampled_from([1.0, 40.0, 700.0, 1_600.0]),
        "usable_percent": st.sampled_from([40.0, 100.0]),
        "replication_percent": st.sampled_from([None, 5.0, 60.0]),
        "latency_ms": st.sampled_from([None, 80.0]),
    }
)


@given(
    scheme=SCHEMES,
    line=LINES,
    gib=st.floats(0.0, 20_000.0),
    minutes=st.sampled_from([None, 0.0, 5.0, 240.0]),
    mode=st.sampled_from(["asynchronous", "synchronous"]),
    measured=st.booleans(),
    backed_up=st.booleans(),
    outage=st.sampled_from([0.0, 90.0]),
)
@pytest.mark.slow
def test_a_lone_application_never_loses_less_than_its_replica_is_designed_to(
    scheme: str,
    line: dict[str, Any],
    gib: float,
    minutes: float | None,
    mode: str,
    measured: bool,
    backed_up: bool,
    outage: float,
):
    beside: dict[str, Any] = {"backup_target": "vault", "backup_policy": "hourly"} if backed_up else {}
    plan = on_line(
        estate(
            replicated("portal", gib=gib, scheme=scheme, replication_minutes=minutes, replication_mode=mode, **beside)
        ),
        **line,
    )
    if measured:
        plan = plan.put("churn_profiles", NIGHT)
    scenario = altered(LOSS, lost_link="north-south", link_down_minutes=outage) if outage else LOSS
    simulated, designed = loses(plan, scenario=scenario), designs(plan)
    if simulated is not None and designed is not None:
        assert simulated >= designed * (1 - 1e-12)
        if scheme == "replication" and not outage and not backed_up:
            assert simulated == pytest.approx(designed, rel=1e-12)


@given(
    policy=st.sampled_from(["daily", "hourly"]),
    gib=st.floats(0.0, 5_000.0),
    write=st.sampled_from([None, 5.0, 100.0]),
)
@pytest.mark.slow
def test_a_lone_application_never_loses_less_than_its_backups_are_designed_to(
    policy: str, gib: float, write: float | None
):
    plan = estate(restored("billing", gib=gib, backup_policy=policy))
    plan = plan.put("backup_targets", altered(plan.backup_targets["vault"], write_mb_s=write))
    simulated, designed = loses(plan, "billing"), designs(plan, "billing")
    assert simulated is not None
    assert designed is not None
    assert simulated >= designed * (1 - 1e-9)


def test_what_is_lost_is_counted_at_the_peak_and_on_the_share_kept_for_replication():
    plan = on_line(estate(replicated("portal")).put("churn_profiles", NIGHT), replication_percent=50.0)
    found = lose(plan).applications["portal"]
    assert found.data_loss_minutes == designs(plan)
    assert (found.data_loss_minutes or 0.0) > 3 * 60  # three hours at twice of what replication may take
    assert found.data_loss_words.endswith("at the week's worst moment of replication.")


def test_what_all_send_over_a_line_counts_in_a_disaster_as_it_does_for_the_line():
    plan = on_line(estate(replicated("portal", rpo_minutes=15.0), replicated("batch", rpo_minutes=900.0)), mbit_s=800.0)
    batch = ChurnProfile(id="batch", application="batch", step_minutes=60, churn_mb_s=NIGHT.churn_mb_s)
    plan = plan.put("churn_profiles", batch)
    (missed,) = assessed(plan).links["north-south"].missed
    assert missed.application == "portal"
    designed = designs(plan)
    assert designed is not None
    assert designed < 15.0 < (missed.minutes or 0.0)
    assert loses(plan) == missed.minutes


def test_a_line_that_carries_less_than_all_that_is_sent_leaves_the_loss_unknown():
    plan = on_line(estate(replicated("portal", gib=50_000.0)), mbit_s=10.0)
    found = lose(plan).applications["portal"]
    assert found.data_loss_minutes is None
    assert "more is replicated over the link than it carries" in found.data_loss_words


def test_continuous_replication_within_a_site_counts_as_one_minute_in_design_and_disaster():
    plan = estate(replicated("portal", replication_minutes=0.0, recovery_sites=("north",)))
    assert designs(plan) == 1.0
    corrupt = Scenario(id="c", name="C", kind="corruption", detection_delay_minutes=60.0)
    kept = estate(
        replicated("portal", replication_minutes=0.0, recovery_sites=("north",), replication_history_hours=24.0)
    )
    assert loses(kept, scenario=corrupt) == 61.0


def test_a_moment_that_is_asked_for_still_counts_the_worst_of_replication():
    plan = estate(replicated("portal", gib=5_000.0), changed=bare())
    found = lose(plan, at_minutes=2_000.0).applications["portal"]
    assert found.data_loss_minutes == loses(plan)
    assert found.data_loss_words.endswith("Tuesday 09:20, counted as the week's worst moment of replication.")


PROFILES = st.lists(st.tuples(st.integers(1, 20), st.sampled_from([0.0, 0.0, 1.0, 3.0, 8.0])), min_size=1, max_size=5)


@given(PROFILES, st.floats(1.05, 4.0), st.floats(0.5, 30.0), st.floats(0.0, 30.0), st.integers(0, 99), st.booleans())
def test_no_moment_after_an_outage_is_worse_than_the_worst(
    stretches: list[tuple[int, float]], times: float, down: float, back: float, place: int, synchronous: bool
):
    churn = churn_of(stretches, repeats=True)
    assume(churn.total_mb > 0)
    rate = average_mb_s(churn) * times
    worst = lag_after_outage_s(churn, rate, down, back, synchronous=synchronous)
    assert worst is not None
    assert worst >= _lag_of_one_outage(churn, rate, down, back, churn.seconds * place / 100, synchronous) - 1e-4


def _lag_of_one_outage(churn: Churn, rate: float, down: float, back: float, begin: float, synchronous: bool) -> float:
    """What waits after an outage that begins at a moment, by following the line until it has caught up."""
    waits = backlog_mb(churn, rate)
    assert waits is not None
    waiting = 0.0 if synchronous else waiting_mb(churn, rate, waits, begin)
    when = begin + down + back
    left = waiting + generated_mb(churn, when) - generated_mb(churn, begin) - rate * back
    if left <= 1e-6 * churn.total_mb:
        return 0.0
    return when - generated_at_s(churn, generated_mb(churn, when) - left)


def test_an_outage_at_an_even_churn_leaves_as_much_as_the_closed_form_says():
    churn = churn_of([(86_400, 2.0)], repeats=True)
    assert lag_after_outage_s(churn, 8.0, 3_600.0, 600.0) == pytest.approx(3_600 - 600 * (8 / 2 - 1), rel=1e-3)
    assert lag_after_outage_s(churn, 8.0, 3_600.0, 7_200.0) == 0.0


def test_an_outage_before_a_burst_is_caught_up_later_than_the_mean_would_say():
    churn = churn_of([(3_600, 7.0), (82_800, 0.1)], repeats=True)
    queue = run_queue(churn, 8.0)
    assert queue is not None
    assert queue.max_lag_s == 0.0
    mean = 600 - 1_200 * (8.0 / average_mb_s(churn) - 1)
    assert mean < 0 < 400 < (lag_after_outage_s(churn, 8.0, 600.0, 1_200.0) or 0.0)


def test_a_link_that_never_catches_up_has_no_worst():
    assert lag_after_outage_s(churn_of([(60, 3.0)], repeats=True), 2.0, 60.0, 60.0) is None
