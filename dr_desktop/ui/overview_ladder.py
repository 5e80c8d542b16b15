"""How far each tier has come: how many of its applications are wished, designed, drilled and proven."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_desktop.assessment.results import Assessment, Claim
from dr_desktop.plan.shown import show_minutes, show_share
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.look import TYPE
from dr_desktop.report.picture import Box, Picture, Shape, Text
from dr_desktop.report.signs import tier_mark
from dr_desktop.report.tier_progress import TierProgress, progress_of_all, tier_progress

if TYPE_CHECKING:  # simulation is not needed before there is a first window
    from dr_desktop.assessment.claims import Standings

_STEPS: Final[tuple[tuple[Claim, str, str], ...]] = (
    ("wished", "Wished", "objectives agreed"),
    ("designed", "Designed", "met on paper"),
    ("simulated", "Simulated", "met in each scenario"),
    ("drilled", "Drilled", "MTTR within RTO"),
    ("proven", "Proven in date", "drill not expired"),
)
#: What depends on a simulation, and is an old answer while another one is worked out.
_AFTER_SIMULATION: Final = ("simulated", "drilled", "proven")
_NOT_YET: Final = "not known yet"
_ROW: Final = 32.0
_MOST_ROW: Final = 46.0
_HEAD: Final = 36.0
_TITLE: Final = 34.0


def ladder_picture(
    assessment: Assessment, width: float, height: float, standings: Standings | None = None, *, stale: bool = False
) -> Picture:
    """The rows as a table of bars, `width` px wide; higher than `height` where there are many tiers.

    Without `standings` nothing is simulated yet; `stale` ones are of the plan before an edit and stand in grey.
    """
    rows = (*tier_progress(assessment, standings), progress_of_all(assessment, standings))
    line = min(_MOST_ROW, max(_ROW, (height - _TITLE - _HEAD - 6) / len(rows)))
    whole = max(height, _TITLE + _HEAD + len(rows) * line + 6)
    shapes: list[Shape] = [
        Box(0, 0, width, whole, fill="panel", line="line"),
        Text(12, 22, "How far each tier has come", TYPE.section, bold=True),
        Box(1, _TITLE, width - 2, _HEAD, fill="header"),
    ]
    columns = _columns(width)
    shapes += [
        Text(8, _TITLE + 15, "Tier", TYPE.table, bold=True),
        Text(8, _TITLE + 29, "RTO · RPO", TYPE.caption, "text.secondary"),
        Text(columns[0] - 14, _TITLE + 22, "Apps", TYPE.table, anchor="right", bold=True),
    ]
    room = columns[1] - columns[0] - 6
    for (_, words, about), x in zip(_STEPS, columns, strict=True):
        shapes.append(Text(x, _TITLE + 15, shortened(words, room, TYPE.table, True), TYPE.table, bold=True))
        shapes.append(Text(x, _TITLE + 29, shortened(about, room, TYPE.caption), TYPE.caption, "text.secondary"))
    for place, row in enumerate(rows):
        top, every = _TITLE + _HEAD + place * line, place == len(rows) - 1
        shapes += _row_shapes(row, top, line, width, columns, every=every, stale=stale)
    told = "; ".join(_told(row) for row in rows)
    return Picture(width, whole, tuple(shapes), "How far each tier has come", told)


def _reached(row: TierProgress) -> tuple[int | None, ...]:
    if row.simulated is None:  # each step needs the one before: drills alone would promise what a simulation takes back
        return row.wished, row.designed, None, None, None
    return row.wished, row.designed, row.simulated, row.drilled, row.proven


def _objectives(row: TierProgress) -> str:
    if row.rto_minutes is None and row.rpo_minutes is None:
        return ""
    return f"{show_minutes(row.rto_minutes, in_table=True)} · {show_minutes(row.rpo_minutes, in_table=True)}"


def _columns(width: float) -> list[float]:
    first = min(max(210.0, width * 0.27), width * 0.36)
    step = (width - first - 8) / len(_STEPS)
    return [first + place * step for place in range(len(_STEPS))]


def _row_shapes(
    row: TierProgress, top: float, line: float, width: float, columns: list[float], *, every: bool, stale: bool
) -> list[Shape]:
    middle = top + line / 2
    shapes: list[Shape] = []
    if every:
        shapes.append(Box(1, top, width - 2, line, fill="panel.alternate"))
    shapes.append(Box(1, top + line - 1, width - 2, 1, fill="grid"))
    entity = None if every else f"tier:{row.tier}"
    shapes.append(Box(1, top, columns[0] - 8, line - 1, entity=entity, tip=_told(row)))
    left = 8.0
    if not every:
        shapes += tier_mark(row.rank, 8, middle - 7)
        left = 28.0
    room = columns[0] - 50 - left
    name = shortened(row.name, room, TYPE.table, True)
    shapes.append(Text(left, middle + 4, name, TYPE.table, bold=True))
    beside = left + text_width(name, TYPE.table, True) + 7
    objectives = shortened(_objectives(row), max(0.0, columns[0] - 44 - beside), TYPE.table)
    shapes.append(Text(beside, middle + 4, objectives, TYPE.table, "text.secondary"))
    shapes.append(Text(columns[0] - 14, middle + 4, f"{row.applications:,}", TYPE.table, anchor="right", bold=every))
    step = columns[1] - columns[0]
    bar = min(120.0, max(0.0, step - 66))
    for (claim, words, _), count, x in zip(_STEPS, _reached(row), columns, strict=True):
        if count is None:
            tip = f"{row.name}: is being simulated"
            shapes.append(Box(x, middle - 6, bar, 13, fill="ladder.track", tip=tip))
            shapes.append(Text(x + bar + 7, middle + 4, "…", TYPE.table, "text.secondary"))
            continue
        before = stale and claim in _AFTER_SIMULATION
        share = count / row.applications if row.applications else None
        tip = f"{row.name}: {words.casefold()} {'was ' if before else ''}{count} of {row.applications}"
        shapes.append(Box(x, middle - 6, bar, 13, fill="ladder.track", tip=tip))
        if share:
            shapes.append(Box(x, middle - 6, max(2.0, bar * share), 13, fill=f"ladder.{claim}"))
        number = f"was {count:,}" if before else f"{count:,}"
        role = "text.secondary" if before else "text.primary"
        shapes.append(Text(x + bar + 7, middle + 4, number, TYPE.table, role, bold=not before))
        if before:
            continue
        after = x + bar + 7 + text_width(number, TYPE.table, True) + 4
        shapes.append(Text(after, middle + 4, show_share(share), TYPE.caption, "text.secondary"))
    return shapes


def _told(row: TierProgress) -> str:
    told = zip(_STEPS, _reached(row), strict=True)
    steps = ", ".join(f"{words.casefold()} {_NOT_YET if count is None else count}" for (_, words, _), count in told)
    return f"{row.name}, {row.applications} applications: {steps}"
