"""What the reader of numbers promises."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.plan.numbers import DecimalMark, column_decimal, edit_number, read_number
from dr_desktop.plan.typed_text import Unreadable

CONVENTIONS: list[DecimalMark | None] = [None, ".", ","]


@pytest.mark.parametrize("decimal", CONVENTIONS)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12), ("12.5", 12.5), ("12,5", 12.5), ("-3", -3), ("−3", -3), ("+3", 3), (" 12 ", 12), ("１２", 12),
        (".5", 0.5), ("0,125", 0.125), ("1234,567", 1234.567), ("1,024.5", 1024.5), ("1.024,5", 1024.5),
        ("1,234,567", 1_234_567), ("1.234.567", 1_234_567), ("3,08,033", 308_033), ("1 024", 1024),
        ("1\u00a0024,5", 1024.5), ("1\u202f024", 1024), ("1'024.50", 1024.5), ("1’024", 1024), ("1E+05", 100_000),
    ],
)  # fmt: skip
def test_a_number_that_can_be_read_in_one_way_needs_no_convention(
    text: str, value: float, decimal: DecimalMark | None
) -> None:
    assert read_number(text, decimal) == value


def test_a_thousand_or_a_fraction_is_decided_by_the_convention_of_the_column() -> None:
    assert read_number("1,234", ".") == 1234
    assert read_number("1,234", ",") == 1.234
    assert read_number("1.234", ",") == 1234
    assert read_number("-1.234", ".") == -1.234


@pytest.mark.parametrize("text", ["1,234", "1.234", "16,384"])
def test_a_thousand_or_a_fraction_is_asked_about_without_a_convention(text: str) -> None:
    read = read_number(text)
    assert isinstance(read, Unreadable)
    whole = text.replace(",", "").replace(".", "")
    assert read.instead == f"Type {whole} or {text.replace(',', '.')}0."
    assert read_number(whole) == int(whole)


@pytest.mark.parametrize("text", ["", " ", "-", "–", "—", "n/a", "N/A", "TBD", "UNKNOWN", "?", "#N/A"])
def test_unknown_is_none_and_never_zero(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    "text",
    ["abc", "inf", "-inf", "nan", "Infinity", "1e999", "1 2", "1,23,4", "1..2", "1.2.3", "0x10", "1_000", "9" * 600],
)
def test_what_is_no_finite_number_is_refused_with_a_remedy(text: str) -> None:
    read = read_number(text)
    assert isinstance(read, Unreadable)
    assert read.instead == "Type digits, for example 12 or 12.5."


@pytest.mark.parametrize(
    ("text", "value"),
    [("=1.5*1024", 1536), ("=1,5*1024", 1536), ("= 2 + 3 * 4", 14), ("=(2+3)*4", 20), ("=-(1-3)/4", 0.5), ("=8-2-1", 5),
     ("=2*-3", -6), ("=--2", 2), ("=8/2/2", 2), ("=3×4", 12)],
)  # fmt: skip
def test_simple_arithmetic_is_worked_out(text: str, value: float) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize(
    "text", ["=", "=()", "=(1", "=1)", "=1 2", "=*2", "=2*", "=A1", "=2**3", "=SUM(1)", "=__import__"]
)
def test_anything_but_arithmetic_is_refused(text: str) -> None:
    read = read_number(text)
    assert isinstance(read, Unreadable)
    assert "+ - * /" in read.instead


def test_a_calculation_without_an_end_is_refused_with_its_reason() -> None:
    for text, reason in (
        ("=1/0", "divides by zero"),
        ("=1/(2-2)", "divides by zero"),
        ("=999999999*9999999999", "too large"),
    ):
        read = read_number(text)
        assert isinstance(read, Unreadable)
        assert reason in read.wrong


def test_deep_parentheses_are_no_danger() -> None:
    assert read_number("=" + "(" * 99 + "1" + ")" * 99) == 1
    assert isinstance(read_number("=" + "(" * 100_000), Unreadable)


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["12", "1,234", "12.5"], "."),
        (["1.234", "58,4"], ","),
        (["16,384", "1,234,567"], "."),
        (["16.384 MB", "0,5 MB"], ","),
        (["16,384", "4,096"], None),
        (["12.5", "12,5"], None),
        (["12", "1 024", "n/a", ""], None),
        (["1 024,5"], ","),
    ],
)
def test_the_column_decides_by_all_its_values(texts: list[str], mark: DecimalMark | None) -> None:
    assert column_decimal(texts) == mark


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from([".", ","]))
def test_an_edited_number_reads_back_as_the_same_float_with_its_convention_and_with_none(
    value: float, decimal: DecimalMark
) -> None:
    text = edit_number(value, decimal)
    assert read_number(text, decimal) == value
    assert read_number(text) == value


def test_editing_shows_no_decimals_that_are_not_there() -> None:
    assert [edit_number(value) for value in (None, 0.0, 1024.0, -2.5, 1.234)] == ["", "0", "1024", "-2.5", "1.2340"]


@given(st.integers(1000, 10**12), st.sampled_from([("'", "."), (" ", ","), ("\u202f", ","), (",", "."), (".", ",")]))
def test_a_grouped_number_reads_as_itself(value: int, marks: tuple[str, DecimalMark]) -> None:
    group, decimal = marks
    assert read_number(f"{value:,}".replace(",", group), decimal) == value


PIECES = st.sampled_from([*"0123456789.,'- +*/()=eE", "\u00a0", "٣", "²", "−", "%", "９"])


@given(st.text() | st.lists(PIECES, max_size=14).map("".join), st.sampled_from(CONVENTIONS))
def test_no_text_raises_and_every_number_is_finite(text: str, decimal: DecimalMark | None) -> None:
    read = read_number(text, decimal)
    if isinstance(read, float):
        assert math.isfinite(read)
    assert column_decimal([text]) in (None, ".", ",")
