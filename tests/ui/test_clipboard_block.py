"""Blocks of cells as the clipboard carries them."""

from hypothesis import example, given
from hypothesis import strategies as st

from dr_desktop.ui.clipboard_block import as_html, as_text, block_of, tiled

cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=8)
blocks = st.integers(1, 4).flatmap(
    lambda wide: st.lists(st.lists(cells, min_size=wide, max_size=wide), min_size=1, max_size=5)
)


@example([["\n"], [""]])
@given(blocks)
def test_a_block_comes_back_from_the_clipboard_as_it_was_put_there(block: list[list[str]]):
    assert block_of(as_text(block)) == block


def test_line_ends_of_all_systems_are_the_same():
    assert block_of("a\tb\r\nc\td\r\n") == [["a", "b"], ["c", "d"]]
    assert block_of('"two\r\nlines"\tx\r\n') == [["two\nlines", "x"]]
    assert block_of("") == []


def test_a_block_is_repeated_only_where_it_fits_a_whole_number_of_times():
    assert tiled([["x"]], 2, 3) == [["x", "x", "x"], ["x", "x", "x"]]
    assert tiled([["a", "b"]], 2, 2) == [["a", "b"], ["a", "b"]]
    assert tiled([["a", "b"]], 2, 3) == [["a", "b"]]
    assert tiled([["a"], ["b"]], 1, 1) == [["a"], ["b"]]


def test_html_keeps_what_looks_like_markup_as_text():
    assert as_html([["<b>&"]], ["Name"]) == "<table><tr><th>Name</th></tr><tr><td>&lt;b&gt;&amp;</td></tr></table>"
