"""Below the matrix: applications that are not placed, those without recovery by decision, those that run in Azure."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.results import Assessment
from dr_desktop.report.chips import chip, chip_columns
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.picture import Box, Path, Shape, Text
from dr_desktop.report.placing import STRIP_WORDS, STRIPS, Placing, StripKey, strip_entity, sums_of

STRIP: Final = 48.0
STRIP_ROW: Final = 23.0
_PAD: Final = 7.0

_MORE: Final = 34.0
_MEANS: Final[dict[StripKey, str]] = {
    "not_placed": "Source, scheme or recovery site is not stated, or is not in the guidance's table.",
    "no_recovery": "By decision nothing is recovered: after a disaster application and data are gone.",
    "azure": "The guidance is about machines on Azure Stack; these run in Azure.",
}


def strips_hidden(placing: Placing, width: float, rows: int) -> bool:
    """Whether some strip holds more chips than fit into `rows` rows."""
    return any(len(found) > _room(width, rows, len(found)) for found in placing.strips.values())


def strips_shapes(assessment: Assessment, placing: Placing, y: float, width: float, rows: int) -> list[Shape]:
    """The three strips side by side, `STRIP` px high and 23 px more for each further row of chips."""
    height = STRIP + STRIP_ROW * (rows - 1)
    share = width / len(STRIPS)
    shapes: list[Shape] = [Box(0, y, width, height, "panel.alternate")]
    for place, key in enumerate(STRIPS):
        shapes += _strip(assessment, key, placing.strips[key], place * share, y, share, rows)
    for place in range(1, len(STRIPS)):
        x = round(place * share) - 0.5
        shapes.append(Path(((x, y), (x, y + height)), line="line.strong"))
    line = round(y + height) - 0.5
    return [*shapes, Path(((0, line), (width, line)), line="line")]


def _strip(
    assessment: Assessment, key: StripKey, found: tuple[str, ...], x: float, y: float, width: float, rows: int
) -> list[Shape]:
    entity, tip = strip_entity(key), _tip(assessment, key, found)
    sums = sums_of(assessment, found)
    left, right = x + _PAD, x + width - _PAD
    title_end = left + text_width(STRIP_WORDS[key], TYPE.table, True) + 10
    words = f"{counted(sums.applications, 'application')} · {counted(sums.machines, 'machine')}"
    words = shortened(words, right - title_end, TYPE.caption)
    shapes: list[Shape] = [
        Box(x, y, width, 22, entity=entity, tip=tip),
        Text(left, y + 15, STRIP_WORDS[key], TYPE.table, bold=True, entity=entity, tip=tip),
        Text(right, y + 15, words, TYPE.caption, "text.secondary", "right", entity=entity, tip=tip),
    ]
    if not found:
        return [*shapes, Text(left, y + 35, "none", TYPE.caption, "text.secondary", entity=entity, tip=tip)]
    room = _room(3 * width, rows, len(found))
    columns, chip_width = _columns(width, room < len(found))
    for place, one in enumerate(found[:room]):
        chip_x = left + place % columns * (chip_width + SIZE.chip_gap)
        shapes += chip(assessment, one, chip_x, y + 23 + place // columns * STRIP_ROW, chip_width)
    if room < len(found):
        more = f"+{len(found) - room:,}"
        last = y + 23 + (rows - 1) * STRIP_ROW + 14
        shapes.append(Text(right, last, more, TYPE.table, "text.link", "right", entity=entity, tip=tip))
    return shapes


def _columns(width: float, more: bool) -> tuple[int, float]:
    return chip_columns(width - 2 * _PAD - (_MORE if more else 0))


def _room(width: float, rows: int, wanted: int) -> int:
    """How many chips a strip of a matrix `width` px wide shows, leaving room for "+3" where that is not all."""
    share = width / len(STRIPS)
    all_fit = _columns(share, more=False)[0] * rows
    return all_fit if wanted <= all_fit else _columns(share, more=True)[0] * rows


def _tip(assessment: Assessment, key: StripKey, found: tuple[str, ...]) -> str:
    names = [name_of(assessment.plan, one) for one in found[:20]]
    more = [f"and {len(found) - 20:,} more"] if len(found) > 20 else []
    return "\n".join((f"{STRIP_WORDS[key]}: {_MEANS[key]}", *names, *more))
