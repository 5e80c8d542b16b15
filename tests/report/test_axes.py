"""What stands in place of a chart without data."""

from __future__ import annotations

from dr_desktop.report.axes import nothing_to_draw
from dr_desktop.report.font_metrics import text_width
from dr_desktop.report.picture import Text


def test_a_sentence_in_place_of_a_chart_takes_as_many_lines_as_it_needs_and_stands_in_the_middle():
    sentence = "No site is stated yet: add the clouds on Sites & links."
    picture = nothing_to_draw((180, 120), "Sites", sentence)
    lines = [shape for shape in picture.shapes if isinstance(shape, Text)]
    assert " ".join(line.text for line in lines) == sentence
    assert len(lines) > 1
    assert all(text_width(line.text, line.size) <= 180 for line in lines)
    assert 60 < sum(line.baseline for line in lines) / len(lines) < 70
