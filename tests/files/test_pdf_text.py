"""Words on a page: wrapped by their widths, whole days, bold and plain in one paragraph."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.files.pdf_flow import Strip, paged
from dr_desktop.files.pdf_text import Run, lines_of
from dr_desktop.report.font_metrics import text_width


def words_of(runs: tuple[Run, ...], width: float) -> list[str]:
    return ["".join(run.words for run in line).rstrip() for line in lines_of(runs, width, 9)]


def test_a_day_is_not_broken_at_its_hyphens_but_a_name_is():
    lines = words_of((Run("Guidance of 2026-11-03 on well-known-topologies"),), 56)
    assert "2026-11-03" in lines
    assert "known-" in " ".join(lines).split("well-")[1].split("topologies")[0]
    assert lines[-1] == "topologies"


def test_a_paragraph_may_begin_in_bold():
    (line,) = lines_of((Run("Asked: ", True), Run("approve it.")), 400, 9)
    assert [(run.words, run.bold) for run in line] == [("Asked: ", True), ("approve ", False), ("it.", False)]


@given(st.text("ab cd-e1Łμ€\n", max_size=80), st.floats(20, 300), st.booleans())
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text: str, width: float, bold: bool):
    lines = words_of((Run(text, bold),), width)
    assert all(text_width(line, 9, bold) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def strip(height: float, **more: object) -> Strip:
    return Strip(height, lambda _canvas, _x, _top: None, **more)  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.floats(1, 90), st.floats(0, 20), st.booleans()), max_size=40))
def test_strips_keep_their_order_and_never_overlap_or_leave_the_page(sizes: list[tuple[float, float, bool]]):
    strips = [strip(height, gap=gap, with_next=stays) for height, gap, stays in sizes]
    pages = paged(strips, 100)
    assert [placed.strip for page in pages for placed in page] == strips
    for page in pages:
        for above, below in pairwise(page):
            assert below.down >= above.down + above.strip.height - 0.01
        assert page[-1].down + page[-1].strip.height <= 100.01


def test_a_heading_goes_to_the_next_page_with_what_follows_it():
    pages = paged([strip(80), strip(10, with_next=True), strip(30)], 100)
    assert [len(page) for page in pages] == [1, 2]


def test_a_head_is_repeated_above_the_rows_of_the_next_page():
    head = strip(10)
    pages = paged([head, *[strip(40, head=head) for _ in range(4)]], 100)
    assert [page[0].strip for page in pages] == [head, head]
