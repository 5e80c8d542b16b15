"""A tip is as large as its words and keeps them inside."""

import pytest

from dr_desktop.report.picture import Box, Text, Tip, TipRow, bounds
from dr_desktop.report.tip_picture import tip_picture

LONG = "Geo-redundant storage in West Europe copies to North Europe (IE); allowed are NL and DE only, says the plan."


@pytest.mark.parametrize(
    "tip",
    [
        "Depot external",
        "Billing\nMTTR 5 h 20 min is longer than the RTO of 4 h.",
        LONG,
        Tip("May 2027", (TipRow("Working space", "18.1", "stack.working", "dots"), TipRow("Copies", "26.6"))),
    ],
)
def test_every_word_lies_inside_the_panel(tip: str | Tip) -> None:
    picture = tip_picture(tip)
    for shape in picture.shapes:
        x, y, w, h = bounds(shape)
        assert x >= 0
        assert y >= 0
        assert x + w <= picture.width
        assert y + h <= picture.height


def test_values_end_at_one_edge_and_the_mark_is_that_of_the_layer() -> None:
    picture = tip_picture(Tip("May", (TipRow("a", "1", "stack.copies", "falling"), TipRow("b", "1,000"))))
    ends = {shape.x for shape in picture.shapes if isinstance(shape, Text) and shape.anchor == "right"}
    assert len(ends) == 1
    assert [s.hatch for s in picture.shapes if isinstance(s, Box) and s.fill == "stack.copies"] == ["falling"]


def test_long_words_are_wrapped() -> None:
    lines = [shape.text for shape in tip_picture(LONG).shapes if isinstance(shape, Text)]
    assert len(lines) > 1
    assert " ".join(lines) == LONG
