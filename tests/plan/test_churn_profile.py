from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.plan.churn_profile import (
    ChurnProfile,
    figures_of,
    profile_of_samples,
    profile_of_steps,
    rates_text,
    read_rates,
)
from dr_desktop.plan.entity import Problem

MONDAY = datetime(2027, 1, 4)


def days(count: int, start: datetime = MONDAY) -> list[tuple[datetime, float]]:
    return [(start + timedelta(minutes=5 * step), float(step % 288)) for step in range(288 * count)]


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("0.5,2,3.25", [0.5, 2, 3.25]),
        ("0.5\n2\n\n3.25\n", [0.5, 2, 3.25]),
        ("0,5; 2; 3,25", [0.5, 2, 3.25]),
        ("0,5\t2", [0.5, 2]),
        ("1, 2, 3", [1, 2, 3]),
        (" ", []),
    ],
)
def test_rates_are_read_as_they_come_out_of_a_sheet(text: str, rates: list[float]):
    assert read_rates(text.strip()) == rates


@pytest.mark.parametrize("text", ["1,two", "1,-2", "1,Infinity", "1e9", "[1]", "true,false", '"1"'])
def test_what_is_no_rate_is_a_problem_with_its_remedy(text: str):
    found = read_rates(text)
    assert isinstance(found, Problem)
    assert found.remedy


@given(st.lists(st.floats(0, 1000), max_size=50))
def test_rates_written_are_read_back_to_four_decimals(rates: list[float]):
    assert read_rates(rates_text(rates)) == pytest.approx(rates, abs=5.1e-5)


def test_samples_become_the_means_of_their_steps():
    profile = profile_of_samples("p", [*days(2), (MONDAY, 10.0)], machine="m-1", source="perfmon")
    assert isinstance(profile, ChurnProfile)
    rates = read_rates(profile.churn_mb_s)
    assert not isinstance(rates, Problem)
    assert (len(rates), rates[:3], profile.measured_from) == (576, [5.0, 1.0, 2.0], date(2027, 1, 4))


def test_days_that_were_hardly_measured_are_left_out_and_gaps_take_the_rate_before():
    begun = [(MONDAY - timedelta(minutes=5), 99.0)]
    gap = [one for one in days(3) if one[0].hour != 7]
    profile = profile_of_samples("p", [*begun, *gap], application="app")
    assert isinstance(profile, ChurnProfile)
    rates = read_rates(profile.churn_mb_s)
    assert not isinstance(rates, Problem)
    assert len(rates) == 3 * 288
    assert set(rates[84:96]) == {83.0}


def test_the_longest_unbroken_run_of_days_counts():
    apart = [*days(1), *days(2, MONDAY + timedelta(days=4))]
    profile = profile_of_samples("p", apart, machine="m-1")
    assert isinstance(profile, ChurnProfile)
    assert profile.measured_from == date(2027, 1, 8)


def test_less_than_a_day_is_no_profile():
    assert isinstance(profile_of_samples("p", days(1)[:100], machine="m-1"), Problem)


def test_a_machine_states_the_mean_and_the_peak_of_its_profile():
    profile = profile_of_steps("p", (1.0, 3.0), machine="m-1")
    rates = read_rates(profile.churn_mb_s)
    assert not isinstance(rates, Problem)
    churn, peak = figures_of(rates)
    assert churn == pytest.approx(2e6 * 86_400 / 2**30)
    assert peak == 3.0
    assert figures_of(()) == (0.0, 0.0)
