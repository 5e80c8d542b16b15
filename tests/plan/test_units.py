"""What the reader of quantities promises."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.plan.typed_text import Unreadable
from dr_desktop.plan.units import read_quantity

UNITS = ["GiB", "GiB/day", "MB/s", "Mbit/s", "%", "ms", "min", "h", "d", "vCPU", "km", "°", "EUR", "nodes", ""]


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("12", "GiB", 12), ("12 GiB", "GiB", 12), ("1.5 TiB", "GiB", 1536), ("1,5TiB", "GiB", 1536),
        ("512 MiB", "GiB", 0.5), ("=1.5*1024", "GiB", 1536), ("5 GiB/day", "GiB/day", 5),
        ("5 gib per day", "GiB/day", 5),
        ("100 Mbit/s", "Mbit/s", 100), ("1 Gbit/s", "Mbit/s", 1000), ("1 Gbps", "Mbit/s", 1000),
        ("10G", "Mbit/s", 10_000),
        ("100 MB/s", "Mbit/s", 800), ("1.2 GB/s", "MB/s", 1200), ("800 Mbit/s", "MB/s", 100), ("12 %", "%", 12),
        ("-5%", "%", -5), ("0.02 s", "ms", 20), ("1 day", "h", 24), ("1:30", "h", 1.5), ("2 weeks", "d", 14),
        ("4 vCPUs", "vCPU", 4), ("€ 48 210", "EUR", 48_210), ("48.210,50 €", "EUR", 48_210.5), ("3 node", "nodes", 3),
        ("CHF 5", "CHF", 5), ("5", "", 5),
    ],
)  # fmt: skip
def test_a_quantity_is_read_in_the_unit_of_its_field(text: str, unit: str, value: float) -> None:
    assert read_quantity(text, unit) == pytest.approx(value, rel=1e-15)


def test_gb_for_a_size_is_asked_about_once_for_the_column() -> None:
    read = read_quantity("16 GB", "GiB")
    assert isinstance(read, Unreadable)
    assert read.sentence == "“16 GB” can be read in two ways. Type 16 GiB or 14.9012 GiB."
    assert read_quantity("16 GB", "GiB", gb_means="binary") == 16
    assert read_quantity("16 GB", "GiB", gb_means="decimal") == 16 * 10**9 / 2**30


def test_small_letters_do_not_say_whether_bits_or_bytes_are_meant() -> None:
    read = read_quantity("100 mb/s", "Mbit/s")
    assert isinstance(read, Unreadable)
    assert read.instead == "Type 100 Mbit/s or 800 Mbit/s."


@pytest.mark.parametrize(
    ("text", "unit", "instead"),
    [
        ("12 %", "GiB", "Type a number without %, for example 12 GiB."),
        ("5 GiB", "%", "Type a number without GiB, for example 5 %."),
        ("$ 5", "EUR", "Type a number without $, for example 5 EUR."),
        ("10 GiB", "Mbit/s", "Type a number without GiB, for example 10 Mbit/s."),
        ("3 x", "", "Type a number without x, for example 3."),
    ],
)
def test_a_wrong_unit_is_refused_and_the_right_one_is_named(text: str, unit: str, instead: str) -> None:
    read = read_quantity(text, unit)
    assert isinstance(read, Unreadable)
    assert read.instead == instead


@pytest.mark.parametrize("unit", UNITS)
def test_unknown_is_none_in_every_unit(unit: str) -> None:
    assert [read_quantity(text, unit) for text in ("", "n/a", "–", "TBD")] == [None] * 4


PIECES = st.sampled_from(
    [*"0159.,'- €$%=", "GiB", "tb", "Mbit/s", "mb/s", "/day", "h", " day", "\u00a0", "1e308", "EiB"]
)


@given(st.text() | st.lists(PIECES, max_size=8).map("".join), st.sampled_from(UNITS))
def test_no_text_raises_and_every_quantity_is_finite(text: str, unit: str) -> None:
    read = read_quantity(text, unit)
    if isinstance(read, float):
        assert math.isfinite(read)
