"""Why a probability is so: runs, interval, what it goes with."""

from __future__ import annotations

from functools import cache

import pytest

from dr_desktop.assessment.explanation import Explanation, Input, Subject
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.uncertainty import DOCUMENT_RUNS, Uncertainty, drained_runs, uncertainty_of
from dr_desktop.assessment.why import why
from dr_desktop.assessment.why_uncertainty import explain_runs
from tests.assessment.recovering import LOSS, assessed
from tests.assessment.test_recovery_order import late_if_in_order


@cache
def judged() -> Assessment:
    return assessed(late_if_in_order().put("scenarios", LOSS))


@cache
def runs() -> Uncertainty:
    return uncertainty_of(drained_runs(judged(), LOSS, 1, DOCUMENT_RUNS))


def given(explanation: Explanation) -> dict[str, Input]:
    return {one.name: one for one in explanation.inputs}


def test_every_probability_is_the_share_of_the_runs_that_it_names() -> None:
    asked = 0
    for key, one in runs().applications.items():
        found = explain_runs(judged(), runs(), Subject("chance", f"{LOSS.id}/{key}", "rto"))
        assert found is not None
        if one.rto is None:
            assert found.value is None
            continue
        inputs = given(found)
        assert found.value == pytest.approx((inputs["Runs in time"].value or 0) / inputs["Runs"].value * 100)  # type: ignore[operator]
        assert inputs["RTO"].value == one.rto_minutes
        assert inputs["Half of the runs have it back in"].value == one.minutes_at(50)
        low, high = one.rto.interval
        assert low * 100 <= found.value <= high * 100  # type: ignore[operator]
        assert "% confidence" in found.reading
        drivers = [name for name in inputs if name.startswith("Rank correlation: ")]
        assert len(drivers) == len(one.drivers)
        asked += 1
    assert asked


def test_the_probability_of_all_names_the_heaviest_factors_with_their_fields() -> None:
    found = explain_runs(judged(), runs(), Subject("chance", f"{LOSS.id}/", "all_in_time"))
    assert found is not None
    chance = runs().all_in_time
    assert chance is not None
    assert found.value == chance.share * 100
    heavy = [one for one in found.inputs if one.name.startswith("Share of the spread")]
    assert heavy[0].value == runs().weights[0].share * 100
    assert all(one.place is not None for one in heavy)
    assert {one.place.entity for one in found.assumed if one.place} == {
        "duration_spread_percent",
        "speed_spread_percent",
    }


def test_without_runs_at_hand_as_many_are_made_as_for_a_document() -> None:
    key = next(iter(runs().applications))
    subject = Subject("chance", f"{LOSS.id}/{key}", "rto")
    assert why(judged(), subject) == explain_runs(judged(), runs(), subject)


@pytest.mark.parametrize(
    ("entity", "part"),
    [("flood/app", "rto"), (f"{LOSS.id}/nobody", "rto"), (f"{LOSS.id}/", "rto"), (f"{LOSS.id}/nobody", "p50")],
)
def test_what_is_no_probability_has_no_explanation(entity: str, part: str) -> None:
    assert why(judged(), Subject("chance", entity, part)) is None


def test_an_objective_that_nobody_states_has_no_probability_and_that_is_said() -> None:
    key, one = next((key, one) for key, one in runs().applications.items() if one.mtd is None)
    found = explain_runs(judged(), runs(), Subject("chance", f"{LOSS.id}/{key}", "mtd"))
    assert found is not None
    assert (one.mtd_minutes, found.value, found.reading) == (None, None, "No MTD is stated.")
