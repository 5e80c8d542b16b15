"""How a native chart of the workbook looks."""

from __future__ import annotations

import re
from typing import Any, Final

from dr_desktop.files.workbook_cells import FONT, SIZE
from dr_desktop.report.look import Hatch, colour, hatch_ink

CHART_ROWS: Final = 19
ROW_PX: Final = 20
CHART_WIDTH: Final = 640

_PATTERNS: Final[dict[Hatch, str]] = {
    "rising": "wide_upward_diagonal",
    "falling": "wide_downward_diagonal",
    "vertical": "narrow_vertical",
    "horizontal": "narrow_horizontal",
    "dots": "percent_20",
}


def filled(role: str, hatch: Hatch) -> dict[str, Any]:
    """The fill of a series: its colour, and the hatch that says the same on a grey printer."""
    pattern = _PATTERNS.get(hatch)
    if pattern is None:
        return {"fill": {"color": colour(role)}}
    return {"pattern": {"pattern": pattern, "fg_color": hatch_ink(role), "bg_color": colour(role)}}


def dress_chart(chart: Any, title: str, unit: str) -> None:
    """Title, axes, legend and size of a chart over months, by the look of the program."""
    words = {"name": FONT, "size": SIZE - 1, "color": colour("text.secondary")}
    line = {"color": colour("chart.axis")}
    chart.set_title({"name": _only_words(title), "name_font": {**words, "size": 12, "color": colour("text.primary")}})
    chart.set_x_axis(
        {
            "date_axis": True,
            "num_format": "mmm yyyy",
            "major_unit": 6,
            "major_unit_type": "months",
            "num_font": words,
            "line": line,
        }
    )
    chart.set_y_axis(
        {
            "name": unit,
            "name_font": {**words, "bold": False},
            "num_font": words,
            "num_format": "#,##0",
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": colour("grid"), "width": 0.75}},
            "line": {"none": True},
        }
    )
    chart.set_legend({"position": "bottom", "font": words})
    chart.set_chartarea({"border": {"color": colour("line")}})
    chart.set_size({"width": CHART_WIDTH, "height": CHART_ROWS * ROW_PX})
    chart.show_na_as_empty_cell()
    chart.show_hidden_data()


def _only_words(title: str) -> str:
    """A title that is drawn as it stands: XlsxWriter takes “Rack!A1” for a cell, and Excel then the file for damaged.

    A word joiner, which is not seen, parts what would be a reference.
    """
    return re.sub(r"!(?=\$?[A-Z]+\$?\d)", "!\u2060", title)
