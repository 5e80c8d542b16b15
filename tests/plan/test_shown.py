"""How values are shown."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.plan.shown import (
    show_change,
    show_date,
    show_minutes,
    show_money,
    show_number,
    show_quantity,
    show_rate,
    show_share,
    show_tib,
)


@pytest.mark.parametrize(
    ("minutes", "shown", "in_table"),
    [
        (35, "35 min", "35 min"),
        (370, "6 h 10 min", "6 h 10"),
        (1_440, "24 h", "24 h"),
        (4_319, "71 h 59 min", "71 h 59"),
        (722, "12 h 2 min", "12 h 02"),
        (4_320, "3 d", "3 d"),
        (4_380, "3 d 1 h", "3 d 1 h"),
        (0, "0 min", "0 min"),
        (0.5, "30 s", "30 s"),
        (1.5, "1 min 30 s", "1 min 30 s"),
        (0.001, "< 1 s", "< 1 s"),
        (59.6, "1 h", "1 h"),
        (-35, "−35 min", "−35 min"),
        (None, "–", "–"),
        (float("inf"), "–", "–"),
    ],
)
def test_a_duration_is_shown_in_the_units_people_speak_in(minutes: float | None, shown: str, in_table: str) -> None:
    assert show_minutes(minutes) == shown.replace(" ", "\u00a0")
    assert show_minutes(minutes, in_table=True) == in_table.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (1048, 0, "1,048"), (0.5, 0, "1"), (2.5, 0, "3"), (2.675, 2, "2.68"), (-12.4, 0, "−12"), (-0.2, 0, "0"),
        (0, 0, "0"), (None, 0, "–"), (float("nan"), 0, "–"), (1e20, 0, "100,000,000,000,000,000,000"),
        (1 / 3, 14, "0.33333333333333"),
    ],
)  # fmt: skip
def test_a_number_is_rounded_only_when_it_is_shown(value: float | None, decimals: int, shown: str) -> None:
    assert show_number(value, decimals) == shown


def test_digits_are_grouped_by_the_locale_that_is_given() -> None:
    assert show_number(1_234_567.25, 1, ".", ",") == "1.234.567,3"
    assert show_number(1_234_567.25, 2, "\u202f", ",") == "1\u202f234\u202f567,25"


def test_a_quantity_has_a_no_break_space_before_its_unit_and_unknown_has_no_unit() -> None:
    assert show_quantity(1048, "GiB") == "1,048\u00a0GiB"
    assert show_quantity(12.34, "TiB") == "12.3\u00a0TiB"
    assert show_tib(1536) == "1.5\u00a0TiB"
    assert show_share(0.614) == "61\u00a0%"
    assert show_rate(3.46) == "3.5\u00a0%"
    assert show_money(48_210.4, "EUR") == "€\u00a048,210"
    assert show_money(-5, "CHF") == "CHF\u00a0−5"
    assert [show_quantity(None, "GiB"), show_tib(None), show_share(None), show_money(None, "EUR")] == ["–"] * 4


def test_a_change_carries_its_sign_and_nothing_when_nothing_is_left_of_it() -> None:
    assert [show_change(value) for value in (6, -12, 0, 0.2, -0.2, None)] == ["+6", "−12", "0", "0", "0", "–"]
    assert show_change(0.25, "TiB") == "+0.3\u00a0TiB"


def test_a_date_is_shown_with_its_month_in_letters() -> None:
    assert show_date(date(2026, 11, 3)) == "3 Nov 2026"
    assert show_date(None) == "–"


@given(st.floats(-1e18, 1e18), st.integers(0, 15))
def test_what_is_shown_is_never_further_than_half_a_last_place_away(value: float, decimals: int) -> None:
    back = float(show_number(value, decimals, "").replace("−", "-"))
    assert back == pytest.approx(value, rel=1e-14, abs=0.500001 * 10**-decimals)


@given(st.floats(0, 1e9))
def test_every_duration_is_shown(minutes: float) -> None:
    assert show_minutes(minutes)
