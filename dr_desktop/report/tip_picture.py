"""A tip as a picture: heading, then words at the left and values at the right with the marks of their layers."""

from typing import Final

from dr_desktop.report.font_metrics import text_width, wrapped
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.picture import Box, Picture, Shape, Text, Tip

_MARGIN: Final = 8.0
_ROW: Final = 16.0
_WIDEST: Final = 340.0


def tip_picture(tip: str | Tip) -> Picture:
    """The panel of a tip, as large as its words need; plain text is wrapped, its first line is the heading."""
    if isinstance(tip, str):
        heading, _, rest = tip.partition("\n")
        return _words(heading, rest)
    mark = 18.0 if any(row.fill for row in tip.rows) else 0.0
    widths = [mark + text_width(row.words, TYPE.table) + 24 + text_width(row.value, TYPE.table) for row in tip.rows]
    width = 2 * _MARGIN + max([text_width(tip.heading, TYPE.table, True), *widths])
    height = 2 * _MARGIN + _ROW * (1 + len(tip.rows))
    shapes: list[Shape] = [
        _panel(width, height),
        Text(_MARGIN, _MARGIN + 12, tip.heading, TYPE.table, bold=True),
    ]
    for place, row in enumerate(tip.rows, start=1):
        y = _MARGIN + place * _ROW
        if row.fill:
            shapes.append(Box(_MARGIN, y + 2, 11, 11, fill=row.fill, hatch=row.hatch))
        shapes.append(Text(_MARGIN + mark, y + 12, row.words, TYPE.table, "text.secondary"))
        shapes.append(Text(width - _MARGIN, y + 12, row.value, TYPE.table, anchor="right"))
    return Picture(width, height, tuple(shapes), tip.heading)


def _words(heading: str, rest: str) -> Picture:
    bold = bool(rest)
    lines = [(line, bold) for line in wrapped(heading, _WIDEST, TYPE.table, bold)]
    lines += [(line, False) for line in wrapped(rest, _WIDEST, TYPE.table)] if rest else []
    width = 2 * _MARGIN + max(text_width(line, TYPE.table, heavy) for line, heavy in lines)
    height = 2 * _MARGIN + _ROW * len(lines) - 2
    shapes: list[Shape] = [_panel(width, height)]
    for place, (line, heavy) in enumerate(lines):
        shapes.append(Text(_MARGIN, _MARGIN + 11 + place * _ROW, line, TYPE.table, bold=heavy))
    return Picture(width, height, tuple(shapes), heading)


def _panel(width: float, height: float) -> Box:
    return Box(0, 0, width, height, fill="tooltip", line="line.strong", radius=SIZE.radius)
