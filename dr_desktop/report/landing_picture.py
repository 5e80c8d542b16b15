"""Landings as a picture: per stamp and loss, what lands against what is left, resource by resource."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dr_desktop.assessment.landing_records import RESOURCES, Fit, Landing, Resource
from dr_desktop.assessment.results import Assessment
from dr_desktop.report.axes import MARGIN, nothing_to_draw
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.landing_words import (
    HEADINGS,
    STATES,
    VERDICT_WORDS,
    fit_words,
    landing_name,
    loss_name,
)
from dr_desktop.report.look import SIZE, TYPE, hatch_of
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.picture import Box, Picture, Shape, Text, Tip, TipRow
from dr_desktop.report.signs import state_sign

_ROW: Final = 42.0
_HEAD: Final = 46.0
_BAR: Final = 8.0
_GAP: Final = 18.0
_FILLS: Final = (("kept_back", "Kept back", "stack.working"), ("running", "Runs or lies there", "stack.points"),
                 ("needed", "Lands", "stack.copies"))  # fmt: skip
_SHORT: Final = "error.fill"


def landing_picture(
    assessment: Assessment, size: tuple[float, float], landings: Sequence[Landing] | None = None, chosen: str = ""
) -> Picture:
    """A row per landing, `chosen` marked; the entity of a row is the landing's key. `size` = (width, least height)."""
    found = list(assessment.landings.values()) if landings is None else list(landings)
    title = "Landing"
    if not found:
        return nothing_to_draw(size, title, "Nothing of this plan recovers on a stamp.")
    width = size[0]
    words_width = min(280.0, max(170.0, width * 0.27))
    room = (width - 2 * MARGIN - words_width - 4 * _GAP) / len(RESOURCES)
    shapes: list[Shape] = [*_legend(width)]
    lefts = [MARGIN + words_width + _GAP + place * (room + _GAP) for place in range(len(RESOURCES))]
    for resource, left in zip(RESOURCES, lefts, strict=True):
        shapes.append(Text(left, _HEAD - 8, HEADINGS[resource], TYPE.caption, "text.secondary", bold=True))
    for place, landing in enumerate(found):
        top = _HEAD + place * _ROW
        shapes += _row_ground(assessment, landing, top, width, landing.key == chosen)
        shapes += _words(assessment, landing, top, words_width)
        for (resource, fit), left in zip(landing.fits, lefts, strict=True):
            shapes += _cell(resource, fit, left, top, room, landing.key)
    said = "; ".join(f"{landing_name(assessment.plan, one)}: {VERDICT_WORDS[one.verdict]}" for one in found)
    return Picture(width, max(size[1], _HEAD + len(found) * _ROW + 6), tuple(shapes), title, f"{said}.")


def landing_tip(assessment: Assessment, landing: Landing) -> Tip:
    """All amounts of a landing, for the pointer."""
    load = landing.landed.load
    rows = [TipRow(f"{HEADINGS[name]}: {fit_words(name, fit)}") for name, fit in landing.fits]
    rows.append(TipRow("Machines that are started", f"{load.machines:,}"))
    return Tip(f"{landing_name(assessment.plan, landing)}: {VERDICT_WORDS[landing.verdict]}", tuple(rows))


def _legend(width: float) -> list[Shape]:
    shapes: list[Shape] = []
    x = width - MARGIN
    marks = [*[(words, fill) for _, words, fill in _FILLS], ("Short", _SHORT)]
    for words, fill in reversed(marks):
        x -= text_width(words, TYPE.caption)
        shapes.append(Text(x, 14, words, TYPE.caption, "text.secondary"))
        x -= 14
        shapes.append(Box(x, 5, 10, 10, fill, hatch=hatch_of(fill)))
        x -= 14
    return shapes


def _row_ground(assessment: Assessment, landing: Landing, top: float, width: float, chosen: bool) -> list[Shape]:
    tip = landing_tip(assessment, landing)
    ground = "selection" if chosen else None
    line = [Box(MARGIN, top, width - 2 * MARGIN, 1, "line")]
    return [*line, Box(4, top + 1, width - 8, _ROW - 1, ground, radius=SIZE.radius, entity=landing.key, tip=tip)]


def _words(assessment: Assessment, landing: Landing, top: float, width: float) -> list[Shape]:
    plan, state = assessment.plan, STATES[landing.verdict]
    verdict = VERDICT_WORDS[landing.verdict]
    verdict_width = text_width(verdict, TYPE.caption) + SIZE.sign + 6
    name = shortened(name_of(plan, landing.stamp), width - verdict_width - 6, TYPE.table, True)
    right = MARGIN + width
    count = counted(landing.landed.load.machines, "machine")
    lost = shortened(f"{loss_name(plan, landing)} lost, {count}", width, TYPE.caption)
    return [
        Text(MARGIN, top + 17, name, TYPE.table, bold=True, entity=landing.key),
        *state_sign(state, right - verdict_width, top + 7, 12, entity=landing.key),
        Text(right, top + 17, verdict, TYPE.caption, f"{state}.text", "right", entity=landing.key),
        Text(MARGIN, top + 33, lost, TYPE.caption, "text.secondary", entity=landing.key),
    ]


def _cell(resource: Resource, fit: Fit, left: float, top: float, room: float, key: str) -> list[Shape]:
    words = shortened(fit_words(resource, fit), room, TYPE.caption)
    role = "error.text" if fit.short else "text.secondary" if fit.short is None else "text.primary"
    shapes: list[Shape] = [Text(left, top + 17, words, TYPE.caption, role, bold=bool(fit.short), entity=key)]
    y = top + 24
    if fit.total is None:
        return [*shapes, Box(left, y, room, _BAR, None, "line.strong", dash=(3, 2), entity=key)]
    whole = max(fit.total, fit.kept_back + fit.running + fit.needed) or 1.0
    scale = room / whole
    shapes.append(Box(left, y, fit.total * scale, _BAR, "grid", entity=key))
    x = left
    for field, _, fill in _FILLS:
        taken = float(getattr(fit, field)) * scale
        if taken > 0:
            shapes.append(Box(x, y, max(1.0, taken), _BAR, fill, hatch=hatch_of(fill), entity=key))
            x += taken
    if fit.short:
        start = max(left, x - fit.short * scale)
        shapes.append(Box(start, y, max(3.0, x - start), _BAR, _SHORT, entity=key))
        shapes.append(Box(round(left + fit.total * scale) - 1, y - 3, 2, _BAR + 6, "chart.capacity", entity=key))
    return shapes
