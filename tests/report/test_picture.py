"""What a picture answers about itself: what lies where, what stands for what."""

from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.report.font_metrics import text_width
from dr_desktop.report.picture import (
    Box,
    Path,
    Picture,
    Shape,
    Text,
    Tip,
    TipRow,
    bounds,
    entity_bounds,
    moved,
    shape_at,
    tip_text,
)

LOW = Box(0, 0, 100, 50, fill="panel", entity="cell")
HIGH = Box(10, 10, 20, 20, fill="accent", entity="chip", tip="Billing")
DECORATION = Box(0, 0, 100, 50, line="line")


def hit(shapes: tuple[Shape, ...], x: float, y: float) -> str | None:
    shape = shape_at(Picture(200, 200, shapes), x, y)
    return shape.entity if shape else None


def test_the_topmost_shape_that_stands_for_something_is_hit() -> None:
    shapes = (LOW, HIGH, DECORATION)
    assert [hit(shapes, 15, 15), hit(shapes, 50, 15), hit(shapes, 150, 15)] == ["chip", "cell", None]


def test_a_place_that_paints_nothing_can_be_hit() -> None:
    assert hit((Box(0, 0, 9, 9, entity="month:2027-05"),), 4, 4) == "month:2027-05"


def test_a_shape_with_only_a_tip_is_hit_and_one_with_neither_is_not() -> None:
    tip = Path(((0, 0), (50, 0)), line="line", tip="10 Gbit/s")
    assert shape_at(Picture(99, 99, (tip,)), 20, 3) is tip
    assert shape_at(Picture(99, 99, (tip._replace(tip=""),)), 20, 3) is None


def test_a_thin_line_can_be_hit_from_four_pixels_off_but_not_from_six() -> None:
    link = (Path(((0, 0), (100, 100)), line="line", entity="link"),)
    assert hit(link, 50, 55) == "link"
    assert hit(link, 50, 59) is None
    assert hit(link, 104, 110) is None


def test_a_closed_path_is_hit_inside_and_not_in_its_hollow() -> None:
    hollow = Path(((0, 0), (40, 0), (40, 40), (20, 12), (0, 40)), fill="panel", closed=True, entity="roof")
    assert hit((hollow,), 20, 6) == "roof"
    assert hit((hollow,), 20, 30) is None


def test_words_are_hit_where_they_stand_by_their_anchor() -> None:
    width = text_width("Depot", 12)
    assert hit((Text(50, 20, "Depot", anchor="right", entity="depot"),), 50 - width + 1, 16) == "depot"
    assert hit((Text(50, 20, "Depot", anchor="right", entity="depot"),), 52, 16) is None
    assert hit((Text(50, 20, "Depot", anchor="centre", entity="depot"),), 50 + width / 2 - 1, 16) == "depot"


def test_turned_words_run_upwards_from_their_place() -> None:
    x, y, w, h = bounds(Text(50, 90, "Depot", turned=True))
    assert (round(h, 6), round(y + h, 6)) == (round(text_width("Depot", 12), 6), 90.0)
    assert x < 50 < x + w


def test_an_entity_is_as_large_as_all_its_shapes() -> None:
    picture = Picture(200, 200, (HIGH, Path(((5, 60), (80, 60)), line="line", entity="chip"), LOW))
    assert entity_bounds(picture, "chip") == (5, 10, 75, 50)
    assert entity_bounds(picture, "nobody") is None


NUMBERS = st.floats(-1e4, 1e4)
SHAPES = st.one_of(
    st.tuples(NUMBERS, NUMBERS, st.floats(1, 99), st.floats(1, 99)).map(lambda place: Box(*place)),
    st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=6).map(lambda points: Path(tuple(points))),
    st.tuples(NUMBERS, NUMBERS, st.booleans()).map(lambda it: Text(it[0], it[1], "Billing", turned=it[2])),
)


@given(SHAPES, NUMBERS, NUMBERS)
def test_what_is_moved_keeps_its_size(shape: Shape, dx: float, dy: float) -> None:
    (after,) = moved((shape,), dx, dy)
    (x, y, w, h), (x2, y2, w2, h2) = bounds(shape), bounds(after)
    for before, now in ((x + dx, x2), (y + dy, y2), (w, w2), (h, h2)):
        assert abs(before - now) < 1e-6


def test_a_tip_reads_as_lines() -> None:
    tip = Tip("May 2027, 198.9", (TipRow("Working space", "18.1", "stack.working", "dots"), TipRow("assumed")))
    assert tip_text(tip) == "May 2027, 198.9\nWorking space 18.1\nassumed"
    assert tip_text("plain") == "plain"
