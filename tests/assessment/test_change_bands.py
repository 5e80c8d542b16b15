from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.change_bands import BANDS, ChangeBand, band_of, changed_fraction, differential_gib

RATES = st.floats(0, 1)
TIMES = st.floats(0, 400)


def test_a_differential_counts_what_changed_twice_once() -> None:
    assert differential_gib(1000, 0.05, 6) == pytest.approx(264.908109375, rel=1e-12)
    assert differential_gib(1000, 1.5, 0.5) == 750
    assert differential_gib(1000, 1.5, 0.8) == 1000
    assert differential_gib(1000, 0.48, 0.5) == 240
    assert differential_gib(1000, 0.2, 0) == 0


@given(RATES, TIMES)
def test_it_never_exceeds_the_sum_of_the_increments_nor_the_source(rate: float, times: float) -> None:
    fraction = changed_fraction(rate, times)
    assert 0 <= fraction <= 1
    assert fraction <= rate * times + 1e-9


@given(RATES)
def test_the_bands_leave_no_rate_out(rate: float) -> None:
    band = BANDS[band_of(1.0, rate)]
    assert band.low <= rate <= band.high


def test_a_source_that_changes_more_than_all_of_itself_lies_in_the_last_band() -> None:
    assert band_of(100.0, 250.0) == len(BANDS) - 1
    assert BANDS[-1].changed(1.0) == (1.0, 0.0)
    assert band_of(0.0, 5.0) == 0


@given(st.sampled_from(BANDS), st.floats(1, 400), st.floats(0, 1))
def test_within_a_band_the_curve_is_a_line_at_most_one_percent_too_low(
    band: ChangeBand, times: float, where: float
) -> None:
    rate = band.low + (band.high - band.low) * where
    base, slope = band.changed(times)
    exact = changed_fraction(rate, times)
    assert exact * 0.99 - 1e-12 <= base + slope * rate <= exact * (1 + 1e-9) + 1e-12


@given(RATES, RATES, st.floats(1, 100))
def test_the_tangent_of_one_rate_is_never_below_the_curve(rate: float, other: float, times: float) -> None:
    base, slope = ChangeBand(rate, rate).changed(times)
    assert base + slope * other >= changed_fraction(other, times) - 1e-9
