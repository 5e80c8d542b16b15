"""Small horizontal bars: how much of a store is used, where its ceiling lies, what it holds."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from dr_desktop.report.axes import MARGIN, nothing_to_draw
from dr_desktop.report.chart_words import Say, one_decimal, short_number
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.look import TYPE
from dr_desktop.report.picture import Box, Picture, Shape, Text

_ROW: Final = 34.0
_BAR: Final = 6.0


class Bar(NamedTuple):
    """One store: used, ceiling and usable in the chart's unit (None: no limit), and a remark at the right."""

    name: str
    used: float
    ceiling: float | None = None
    usable: float | None = None
    remark: str = ""
    remark_role: str = "text.secondary"
    entity: str | None = None


def bars_chart(
    bars: Sequence[Bar], unit: str, size: tuple[float, float], title: str, *, say: Say = one_decimal
) -> Picture:
    """A row per store: name, "188.4 of 280 TiB", remark, bar; `size` = the least (width, height) in px."""
    if not bars:
        return nothing_to_draw(size, title, "Not known: there is nothing to compare.")
    width = size[0]
    room = width - 2 * MARGIN
    shapes: list[Shape] = []
    for place, bar in enumerate(bars):
        y = MARGIN + place * (_ROW + 8)
        words = _held(bar, unit, say)
        shapes.append(Box(0, y - 4, width, _ROW + 8, entity=bar.entity, tip=f"{bar.name}: {words}"))
        remark = shortened(bar.remark, room * 0.4, TYPE.table)
        remark_width = text_width(remark, TYPE.table)
        name = shortened(bar.name, room - remark_width - 8, TYPE.table, True)
        left = MARGIN + text_width(name, TYPE.table, True) + 8
        fitting = shortened(words, max(0.0, width - MARGIN - remark_width - 8 - left), TYPE.table)
        shapes += [
            Text(MARGIN, y + 11, name, TYPE.table, bold=True),
            Text(left, y + 11, fitting, TYPE.table, "text.secondary"),
            Text(width - MARGIN, y + 11, remark, TYPE.table, bar.remark_role, "right"),
        ]
        if bar.usable is not None or bar.ceiling is not None:  # without a limit there is nothing to fill
            shapes += use_bar(MARGIN, y + 19, room, bar.used, bar.ceiling, bar.usable, height=_BAR)
    height = max(size[1], MARGIN + len(bars) * (_ROW + 8))
    alt = "; ".join(f"{bar.name} {_held(bar, unit, say)}" for bar in bars)
    return Picture(width, height, tuple(shapes), title, f"{title}: {alt}." if title else f"{alt}.")


def use_bar(
    x: float,
    y: float,
    width: float,
    used: float,
    ceiling: float | None = None,
    usable: float | None = None,
    *,
    height: float = 5,
) -> tuple[Shape, ...]:
    """The bar alone, `width` px for what is usable (else for used or ceiling), and the ceiling's tick.

    What is used beyond the usable ends the bar in the colour of an error.
    """
    whole = usable or max(used, ceiling or 0.0)
    if whole <= 0:
        return (Box(x, y, width, height, fill="grid"),)
    share = min(1.0, max(0.0, used / whole))
    shapes: list[Shape] = [Box(x, y, width, height, fill="grid")]
    if share:
        shapes.append(Box(x, y, max(1.0, width * share), height, fill="accent"))
    if usable and used > usable:
        shapes.append(Box(x + width - 3, y, 3, height, fill="error.fill"))
    if ceiling is not None and 0 <= ceiling <= whole:
        tick = round(x + width * ceiling / whole) - 1
        shapes.append(Box(tick, y - 2, 2, height + 4, fill="chart.ceiling"))
    return tuple(shapes)


def _held(bar: Bar, unit: str, say: Say) -> str:
    if bar.usable is None:
        return f"{say(bar.used)} {unit}"
    ceiling = f" · ceiling {short_number(bar.ceiling)}" if bar.ceiling is not None else ""
    return f"{say(bar.used)} of {short_number(bar.usable)} {unit}{ceiling}"
