"""Widths are those of the font file, as reportlab reckons them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.ttfonts import TTFont

from dr_desktop.bundled import bundled
from dr_desktop.report.font_metrics import (
    ELLIPSIS,
    FONT_FILES,
    REPLACEMENT,
    drawable,
    has_glyph,
    metrics,
    shortened,
    text_width,
    wrapped,
)

SIZES = (7.5, 8, 9, 10, 11, 12, 13, 15, 18, 20, 26)
FONTS = {bold: TTFont(f"measured-{bold}", str(bundled("fonts", name))) for bold, name in FONT_FILES.items()}
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)
WORDS = st.text("abc WM-ąλ€", max_size=80)


@given(TEXTS, st.sampled_from(SIZES), st.booleans())
def test_a_text_is_exactly_as_wide_as_reportlab_draws_it(text: str, size: float, bold: bool) -> None:
    assert text_width(text, size, bold) == FONTS[bold].stringWidth(drawable(text), size)


@pytest.mark.parametrize("bold", [False, True])
def test_every_glyph_of_the_font_is_known_with_its_width(bold: bool) -> None:
    stated = {code: width for code, width in FONTS[bold].face.charWidths.items() if 32 <= code < 0xFFFF}
    assert {ord(character): width for character, width in metrics(bold).widths.items()} == stated
    assert len(stated) > 890


def test_digits_are_of_equal_width_so_that_columns_align() -> None:
    assert {text_width(digit, 10) for digit in "0123456789"} == {6.0}


def test_the_font_has_what_plans_are_written_with_and_no_signs() -> None:
    assert all(map(has_glyph, "ŁódźΑθήνα−≤≥→✓€…·–\u00a0"))
    assert not any(map(has_glyph, "▲●■東\t"))


def test_what_the_font_lacks_is_drawn_as_a_replacement_mark() -> None:
    assert drawable("東 Kraków\tA") == f"{REPLACEMENT} Kraków A"
    assert has_glyph(REPLACEMENT)


@given(WORDS, st.floats(0, 300), st.sampled_from(SIZES), st.booleans())
def test_a_shortened_text_fits_and_is_a_beginning(text: str, width: float, size: float, bold: bool) -> None:
    short = shortened(text, width, size, bold)
    assert text_width(short, size, bold) <= width
    if short != text:
        assert short == "" or text.startswith(short.removesuffix(ELLIPSIS))


def test_a_text_that_fits_is_left_whole() -> None:
    assert shortened("Billing", text_width("Billing", 12), 12) == "Billing"
    assert shortened("Data warehouse", 80, 12) == "Data wareho…"


@given(WORDS, st.floats(12, 300), st.sampled_from(SIZES))
def test_wrapping_loses_nothing_and_every_line_fits(text: str, width: float, size: float) -> None:
    lines = wrapped(text, width, size)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, size) <= width or len(line) == 1 for line in lines)


def test_lines_break_at_spaces_and_hyphens_and_where_the_text_says() -> None:
    assert wrapped("Customer-operated Azure Stack", 60, 12, True) == ["Customer-", "operated", "Azure", "Stack"]
    assert wrapped("one\n\ntwo", 100, 12) == ["one", "", "two"]
    assert wrapped("", 100, 12) == [""]


def test_the_font_draws_every_printable_sign_of_ascii():
    printable = "".join(map(chr, range(32, 127)))
    assert all(map(has_glyph, printable))
    assert drawable(printable) == printable
