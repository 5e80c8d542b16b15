"""How large a sheet with a chart below its table is printed, and whether the chart begins a page."""

from __future__ import annotations

from math import ceil, floor
from typing import Final, NamedTuple

A3, A4 = 8, 9
WIDE_SHEET: Final = 150.0  # characters: wider sheets are printed on A3
WIDEST_PAGE: Final = 360.0  # characters: on one page of A3 they would be too small to read
_PX_PER_MM: Final = 96 / 25.4
_PAGE_MM: Final = {A3: (420.0, 297.0), A4: (297.0, 210.0)}
_MARGIN_MM: Final = (25.4, 38.1)
_SMALLEST: Final = 60  # percent: type of 10 points is not made smaller than 6 to save a page
_SPARE_WIDTH, _SPARE_HEIGHT = 0.82, 0.97  # where Excel's own type is missing, columns are that much wider


class Print(NamedTuple):
    """How a sheet is printed. `fitted`: its rows on one page; else at `scale` percent, and the chart begins a page."""

    fitted: bool
    scale: int


def paper_of(width: float) -> int:
    """The paper of a sheet that is so many characters wide, as Excel numbers it."""
    return A3 if width > WIDE_SHEET else A4


def pages_across(width: float) -> int:
    """Pages that a sheet of so many characters takes side by side."""
    return max(1, ceil(width / WIDEST_PAGE))


def px_of(width: float) -> int:
    """Pixels of a column of so many characters."""
    return int(width * 7 + 5)


def print_of(paper: int, width_px: float, table_px: float, chart_px: float) -> Print:
    """The largest print in which the chart is whole: below the table, or else on the page after it.

    `width_px` is what one page holds side by side; `table_px` and `chart_px` are heights, with what stands above.
    """
    wide, high = [(mm - margin) * _PX_PER_MM for mm, margin in zip(_PAGE_MM[paper], _MARGIN_MM, strict=True)]
    high *= _SPARE_HEIGHT
    across = min(100, floor(100 * wide / width_px))
    if floor(100 * high / (table_px + chart_px)) >= min(across, _SMALLEST):
        return Print(True, min(across, floor(100 * high / (table_px + chart_px))))
    across = min(100, floor(100 * wide * _SPARE_WIDTH / width_px))
    down = floor(100 * high / table_px)
    return Print(False, min(across, down) if down >= min(across, _SMALLEST) else across)
