"""A sheet says the same as a picture and as lines, within its width; its links lead somewhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.report.fact_sheet import (
    Destination,
    Fact,
    Figure,
    Formula,
    Heading,
    Judged,
    Line,
    Link,
    Row,
    Title,
    Words,
    destination,
    go_to,
    open_page,
    sheet_lines,
    sheet_picture,
)
from dr_desktop.report.picture import Text, bounds

FACTS: tuple[Fact, ...] = (
    Title("Customer portal", "Tier 1, Critical · Replication"),
    Judged("not_supported", "Not supported", bold=True),
    Words("The customer runs the cloud that the machines work on. They are restored or failed over to Azure."),
    Row("Recovery time", "3 h 20 min", "6 h 10 min", "met", bold=True),
    Row("North – Provider B, mean of replication and backups together", "388 Mbit/s", "212 Mbit/s"),
    Heading("Formula"),
    Formula("used × A + changed a day × B", "summed over policies"),
    Line(),
    Judged("error", "Its data may lie in NL only.", "Azure regions list (2025-03-21)"),
    Figure("Needed, Apr 2028", "117.0 TiB"),
    Link("Go to application", go_to("applications", "app|1", "name")),
)


@given(st.floats(180, 700))
def test_no_text_leaves_the_sheet_and_none_lies_on_another(width: float):
    picture = sheet_picture(FACTS, width, 100, "Details")
    texts = [bounds(shape) for shape in picture.shapes if isinstance(shape, Text)]
    for x, y, w, h in texts:
        assert x >= 0
        assert x + w <= width + 0.5
        assert 0 <= y <= y + h <= picture.height
    for place, (x, y, w, h) in enumerate(texts):
        for ox, oy, ow, oh in texts[place + 1 :]:
            across = min(x + w, ox + ow) - max(x, ox)
            down = min(y + h, oy + oh) - max(y, oy)
            assert across <= 0.5 or down <= 4


def test_every_word_of_the_lines_stands_in_the_picture():
    drawn = " ".join(shape.text for shape in sheet_picture(FACTS, 400, 100).shapes if isinstance(shape, Text))
    for fact in FACTS:
        for words in (getattr(fact, name, "") for name in ("words", "label", "value", "before", "source", "note")):
            assert all(word in drawn for word in words.split())


def test_the_lines_say_value_source_and_what_it_was():
    lines = sheet_lines(FACTS)
    assert "Recovery time: 3 h 20 min (was 6 h 10 min)" in lines
    assert "Source: Azure regions list (2025-03-21)" in lines
    assert "Needed, Apr 2028: 117.0 TiB" in lines
    assert sheet_picture(FACTS, 300, 100).alt == "\n".join(lines)


def test_links_lead_to_a_cell_or_a_page_whatever_the_id():
    assert destination(go_to("applications", "app|1", "name")) == Destination("applications", "app|1", "name", "")
    assert destination(open_page("assumptions")) == Destination("", "", "", "assumptions")
    assert destination("month:2028-04") is None
    assert destination("go|half") is None
