"""Hatching lies inside its shape, so no medium has to clip."""

from itertools import pairwise
from math import dist, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.report.hatch import hatch_lines, outlined
from dr_desktop.report.look import Hatch
from dr_desktop.report.picture import Box, Path, Point

LINED: tuple[Hatch, ...] = ("rising", "falling", "vertical", "horizontal", "dots")
HEIGHTS = st.lists(st.floats(0, 60), min_size=2, max_size=12)


def area(lower: list[float], upper: list[float], hatch: Hatch) -> Path:
    points: list[Point] = [(place * 20.0, 200 - low) for place, low in enumerate(lower)]
    points += [(place * 20.0, 200 - low - more) for place, (low, more) in enumerate(zip(lower, upper, strict=True))][
        ::-1
    ]
    return Path(tuple(points), fill="stack.copies", closed=True, hatch=hatch)


@given(HEIGHTS, st.sampled_from(LINED), st.data())
def test_every_line_lies_inside_the_area(lower: list[float], hatch: Hatch, data: st.DataObject) -> None:
    upper = data.draw(st.lists(st.floats(0, 60), min_size=len(lower), max_size=len(lower)))
    for (ax, ay), (bx, by) in hatch_lines(area(lower, upper, hatch)):
        x, y = (ax + bx) / 2, (ay + by) / 2
        place = min(int(x // 20), len(lower) - 2)
        share = (x - 20 * place) / 20
        low = lower[place] + share * (lower[place + 1] - lower[place])
        top = low + upper[place] + share * (upper[place + 1] - upper[place])
        assert 200 - top - 1e-6 <= y <= 200 - low + 1e-6


@pytest.mark.parametrize("hatch", LINED)
def test_a_box_has_lines_and_none_leaves_it(hatch: Hatch) -> None:
    lines = hatch_lines(Box(7, 9, 40, 30, fill="accent", hatch=hatch))
    assert len(lines) >= 5
    for x, y in (point for line in lines for point in line):
        assert 7 - 1e-9 <= x <= 47 + 1e-9
        assert 9 - 1e-9 <= y <= 39 + 1e-9


def test_diagonals_run_as_their_names_say_five_pixels_apart() -> None:
    for hatch, rises in (("rising", True), ("falling", False)):
        lines = hatch_lines(Box(0, 0, 50, 50, fill="accent", hatch=hatch))  # type: ignore[arg-type]  # str in the pair
        for (ax, ay), (bx, by) in lines:
            assert ((bx - ax) * (by - ay) < 0) == rises
        levels = sorted(a[0] + (a[1] if rises else -a[1]) for a, _ in lines)
        steps = {round((after - before) / sqrt(2), 6) for before, after in pairwise(levels)}
        assert steps == {5.0}


def test_columns_of_one_pattern_look_alike_wherever_they_stand() -> None:
    one, other = (hatch_lines(Box(x, 10, 20, 30, fill="accent", hatch="vertical")) for x in (0.0, 33.0))
    assert [(a[0] + 33, b[0] + 33) for a, b in one] == [(a[0], b[0]) for a, b in other]


def test_dots_are_dots() -> None:
    lines = hatch_lines(Box(0, 0, 30, 30, fill="accent", hatch="dots"))
    assert all(dist(a, b) < 0.1 for a, b in lines)


def test_no_recovery_is_a_dashed_outline_without_fill() -> None:
    box = Box(0, 0, 9, 9, fill="scheme.no_recovery", hatch="outline")
    assert hatch_lines(box) == ()
    drawn = outlined(box)
    assert (drawn.fill, drawn.line, bool(drawn.dash)) == (None, "scheme.no_recovery", True)
