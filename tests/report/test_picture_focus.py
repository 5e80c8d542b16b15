"""The keyboard reaches every entity of a picture, in order and by direction."""

from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.report.picture import Box, Path, Picture, Text
from dr_desktop.report.picture_focus import entities, focus_marks, shape_of, stepped

GRID = Picture(
    300,
    200,
    tuple(
        shape
        for row in range(2)
        for column in range(3)
        for shape in (
            Box(column * 100, row * 100, 80, 80, fill="panel", entity=f"{row}{column}", tip=f"tip {row}{column}"),
            Text(column * 100 + 5, row * 100 + 20, "name", entity=f"{row}{column}"),
        )
    ),
)
NAMES = st.sampled_from(entities(GRID))


def test_entities_come_once_and_in_the_order_drawn() -> None:
    assert entities(GRID) == ["00", "01", "02", "10", "11", "12"]


def test_next_reaches_every_entity_and_then_leaves() -> None:
    seen: list[str] = []
    at = stepped(GRID, None, "next")
    while at is not None:
        seen.append(at)
        at = stepped(GRID, at, "next")
    assert seen == entities(GRID)


def test_arrows_go_to_the_neighbour_on_that_side() -> None:
    assert [stepped(GRID, "01", step) for step in ("left", "right", "down", "up")] == ["00", "02", "11", None]


def test_home_and_end_go_to_the_first_and_the_last() -> None:
    assert (stepped(GRID, "01", "first"), stepped(GRID, "01", "last")) == ("00", "12")
    assert (stepped(GRID, None, "previous"), stepped(GRID, "gone", "right")) == ("12", "00")
    assert stepped(Picture(9, 9), None, "next") is None


@given(NAMES)
def test_the_way_back_leads_back(name: str) -> None:
    for there, back in (("left", "right"), ("up", "down"), ("next", "previous")):
        other = stepped(GRID, name, there)  # type: ignore[arg-type]  # one of the pairs above
        assert other is None or stepped(GRID, other, back) == name  # type: ignore[arg-type]


def test_the_shape_with_a_tip_speaks_for_its_entity() -> None:
    shape = shape_of(GRID, "11")
    assert shape is not None
    assert shape.tip == "tip 11"
    assert shape_of(GRID, "gone") is None


def test_a_frame_two_pixels_wide_lies_round_the_entity() -> None:
    (frame,) = focus_marks(GRID, ["10"], None)
    assert isinstance(frame, Box)
    assert (frame.x, frame.y, frame.w, frame.h, frame.line_width) == (-1, 99, 82, 82, 2)


def test_a_guide_is_drawn_in_place_of_a_frame() -> None:
    guide = Path(((5, 0), (5, 90)), entity="month:2027-05")
    picture = Picture(90, 90, (guide, area := Box(0, 0, 10, 90, entity="month:2027-05")))
    assert focus_marks(picture, ["month:2027-05"], None) == [guide._replace(line="focus", width=2)]
    assert focus_marks(picture, [], area) == [guide._replace(line="text.secondary", width=1)]
