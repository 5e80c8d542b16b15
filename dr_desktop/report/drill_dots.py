"""Drills against the RTO: a row an application, a dot a drill, the mean with its range, until when it counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import isfinite
from typing import Final, NamedTuple

from dr_desktop.assessment.claims import Standing, Standings
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.shown import show_date, show_minutes
from dr_desktop.plan.words import word
from dr_desktop.report.axes import MARGIN, nothing_to_draw
from dr_desktop.report.date_axis import DateAxis, day_line, month_head, month_lines
from dr_desktop.report.drill_evidence import DrillDot, EvidenceRow, evidence_today
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.look import TYPE
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.picture import Box, Path, Picture, Shape, Text, Tip, TipRow
from dr_desktop.report.signs import state_dot, tier_mark
from dr_desktop.report.tier_progress import CLAIM_WORDS, LADDER

TITLE: Final = "Drills against the RTO"
ROW: Final = 36.0
_HEAD: Final = 58.0
_NAME: Final = 156.0
_STEPS: Final = 82.0
_STEP: Final = 11.0
_MEAN: Final = 108.0
_WORDS: Final = 122.0
_DOT: Final = 8.0
_BACK_DAYS: Final = 400
_AHEAD_DAYS: Final = 60
_HIGHEST: Final = 1.5
_SIGN: Final = {"succeeded": "met", "partly": "little_margin", "failed": "missed"}
_LEGEND: Final = (("met", "succeeded"), ("little_margin", "partly"), ("missed", "failed"), ("not_known", "planned"))


class _Frame(NamedTuple):
    """Where the parts of a row stand: the axis of days, the mean, its words, until when it counts."""

    axis: DateAxis
    mean: float
    words: float
    until: float
    width: float


def drill_dots_picture(
    assessment: Assessment,
    rows: Sequence[EvidenceRow],
    standings: Standings | None,
    width: float,
    height: float,
    chosen: str = "",
) -> Picture:
    """The rows below a common axis of days; `chosen` is the application that is marked. Higher than `height` if needed.

    In each row the dashed line is the RTO: a dot above it took longer. The band below the dots ends where the evidence
    no longer counts. The squares are the steps of the claim ladder; without `standings` they are not known yet.
    """
    if not rows:
        return nothing_to_draw((width, height), TITLE, "No application has a scheme whose recovery could be drilled.")
    today = evidence_today(assessment)
    frame = _frame(rows, today, width)
    base = _HEAD + ROW * len(rows)
    shapes: list[Shape] = [*_legend(width), *_head(frame)]
    shapes += month_lines(frame.axis, _HEAD, base)
    for place, row in enumerate(rows):
        top = _HEAD + place * ROW
        shapes += _row(assessment, row, top, frame, today, chosen == row.application)
        shapes += _ladder(None if standings is None else standings.get(row.application), top + ROW / 2)
    shapes.append(day_line(frame.axis, today, _HEAD - 4, base, "chart.marker"))
    shapes.append(Text(frame.axis.x(today) + 4, _HEAD - 5, "today", TYPE.caption, "text.primary"))
    return Picture(width, max(height, base + 8), tuple(shapes), TITLE, _alt(rows))


def dots_height(rows: int) -> float:
    """The height in px that so many rows take."""
    return _HEAD + ROW * max(1, rows) + 8


def application_entity(key: str) -> str:
    """The entity of a row."""
    return f"application:{key}"


def _frame(rows: Sequence[EvidenceRow], today: date, width: float) -> _Frame:
    right = width - MARGIN - _MEAN - _WORDS - 84
    days = [dot.on for row in rows for dot in row.dots if dot.on >= today - timedelta(days=_BACK_DAYS)]
    ends = [row.expires_on for row in rows if row.expires_on is not None]
    first = min([*days, today - timedelta(days=180)]) - timedelta(days=10)
    last = max([*days, *ends, today + timedelta(days=_AHEAD_DAYS)]) + timedelta(days=6)
    axis = DateAxis(first, last, MARGIN + _NAME + _STEPS, max(MARGIN + _NAME + _STEPS + 40, right))
    return _Frame(axis, axis.right + 18, axis.right + 18 + _MEAN, axis.right + 18 + _MEAN + _WORDS, width)


def _legend(width: float) -> list[Shape]:
    shapes: list[Shape] = []
    x = MARGIN
    for sign, words in _LEGEND:
        shapes += state_dot(sign, x, 9, _DOT)
        shapes.append(Text(x + 14, 17, words, TYPE.table, "text.secondary"))
        x += 14 + text_width(words, TYPE.table) + 16
    shapes.append(Path(((x, 13.5), (x + 22, 13.5)), line="chart.objective", width=1.5, dash=(4, 3)))
    shapes.append(Text(x + 28, 17, "RTO", TYPE.table, "text.secondary"))
    x += 28 + text_width("RTO", TYPE.table) + 16
    shapes.append(Box(x, 10, 22, 6, fill="ladder.designed"))
    shapes.append(Text(x + 28, 17, "still counts", TYPE.table, "text.secondary"))
    x += 28 + text_width("still counts", TYPE.table) + 16
    shapes += _diamond(x + 5, 13, 5, "chart.marker")
    if x + 120 < width:
        shapes.append(Text(x + 16, 17, "MTTR, with its range", TYPE.table, "text.secondary"))
    return shapes


def _head(frame: _Frame) -> list[Shape]:
    top = 40.0
    words = (
        (MARGIN, "Application"),
        (MARGIN + _NAME, "Claim"),
        (frame.mean, "MTTR to RTO"),
        (frame.words, "Mean (least–most)"),
        (frame.until, "Counts until"),
    )
    shapes: list[Shape] = [Text(x, top, one, TYPE.table, bold=True) for x, one in words]
    return [*shapes, *month_head(frame.axis, top)]


def _row(assessment: Assessment, row: EvidenceRow, top: float, frame: _Frame, today: date, chosen: bool) -> list[Shape]:
    axis, middle, base = frame.axis, top + ROW / 2, top + ROW - 7
    entity, name = application_entity(row.application), name_of(assessment.plan, row.application)
    ground = "selection" if chosen else None
    shapes: list[Shape] = [
        Box(0, top, frame.width, ROW, fill=ground, entity=entity, tip=_tip(row, name)),
        Box(0, top + ROW - 1, frame.width, 1, fill="grid"),
        *tier_mark(row.rank, MARGIN, middle - 7),
        Text(MARGIN + 20, middle + 4, shortened(name, _NAME - 34, TYPE.table, True), TYPE.table, bold=True),
    ]
    if row.rto_minutes is not None:
        line = round(_y(row.rto_minutes, row.rto_minutes, top)) + 0.5
        shapes.append(Path(((axis.left, line), (axis.right, line)), line="chart.objective", width=1.5, dash=(4, 3)))
    if row.record.success_on is not None and row.expires_on is not None:
        left, right = axis.x(row.record.success_on), axis.x(row.expires_on)
        role = "ladder.track" if row.expires_on < today else "ladder.designed"
        shapes.append(Box(left, base + 1, max(1.0, right - left), 3, fill=role))
        shapes.append(Box(right - 1.5, base - 3, 1.5, 7, fill="text.secondary"))
    for dot in row.dots:
        shapes += _dot(dot, row, top, axis)
    shapes += _mean(row, top, frame)
    shapes += _words(row, middle, frame, today)
    return shapes


def _ladder(standing: Standing | None, middle: float) -> list[Shape]:
    """A square for each step: filled as far as the claim reaches, outlined where nothing is claimed."""
    reached = -1 if standing is None else LADDER.index(standing.claim)
    x, shapes = MARGIN + _NAME, list[Shape]()
    tip: str | Tip = "Is being simulated"
    if standing is not None:
        rows = [TipRow(f"{CLAIM_WORDS[one.claim].capitalize()}: {one.reason}") for one in standing.rungs]
        tip = Tip(f"Claim: {CLAIM_WORDS[standing.claim]}", tuple(rows))
    for place, claim in enumerate(LADDER[1:], 1):
        left = x + (place - 1) * (_STEP + 3)
        fill = f"ladder.{claim}" if place <= reached else "panel"
        shapes.append(Box(left, middle - _STEP / 2, _STEP, _STEP, fill=fill, line="control.line"))
    shapes.append(Box(x, middle - ROW / 2, _STEPS - 16, ROW, tip=tip))
    return shapes


def _y(minutes: float | None, rto: float | None, top: float) -> float:
    """Where a recovery time stands in a row: 0 at the base, the RTO at two thirds, one and a half of it at the top."""
    highest, base = top + 5, top + ROW - 10
    if minutes is None or rto is None:
        return base if rto is None else highest
    share = minutes / rto if rto else (0.5 if not minutes else _HIGHEST)
    if not rto and not minutes:
        share = 1.0
    return base - (base - highest) * min(_HIGHEST, share if isfinite(share) else _HIGHEST) / _HIGHEST


def _dot(dot: DrillDot, row: EvidenceRow, top: float, axis: DateAxis) -> list[Shape]:
    if not axis.first <= dot.on <= axis.last:
        return []
    sign = _SIGN.get(dot.outcome or "", "not_known")
    size = _DOT if dot.counted or dot.outcome is None else _DOT - 3
    y = _y(dot.minutes, row.rto_minutes, top)
    rows = [TipRow(word("DrillKind", dot.kind), word("Outcome", dot.outcome) if dot.outcome else "planned")]
    if dot.minutes is not None:
        rows.append(TipRow("Recovery time", show_minutes(dot.minutes)))
    if dot.outcome is not None and not dot.counted:
        rows.append(TipRow("Does not count for how it is protected now"))
    tip = Tip(show_date(dot.on), tuple(rows))
    return list(state_dot(sign, axis.x(dot.on) - size / 2, y - size / 2, size, entity=f"drill:{dot.drill}", tip=tip))


def _mean(row: EvidenceRow, top: float, frame: _Frame) -> list[Shape]:
    """The mean with its range on a scale from 0 to one and a half times the RTO."""
    if row.rto_minutes is None:
        return []
    left, room, middle = frame.mean, _MEAN - 24, top + ROW / 2
    rto = row.rto_minutes

    def x(minutes: float) -> float:
        share = minutes / rto if rto else (1.0 if not minutes else _HIGHEST)
        return left + room * min(_HIGHEST, share) / _HIGHEST

    shapes: list[Shape] = [
        Box(left, middle - 3, room, 6, fill="ladder.track"),
        Path(((x(rto), middle - 9), (x(rto), middle + 9)), line="chart.objective", width=1.5),
    ]
    record = row.record
    if record.mttr_minutes is None or record.shortest_minutes is None or record.longest_minutes is None:
        return shapes
    low, high = x(record.shortest_minutes), x(record.longest_minutes)
    shapes.append(Path(((low, middle), (high, middle)), line="chart.marker", width=2))
    shapes += [Path(((end, middle - 4), (end, middle + 4)), line="chart.marker", width=1.5) for end in (low, high)]
    return [*shapes, *_diamond(x(record.mttr_minutes), middle, 5, "chart.marker")]


def _words(row: EvidenceRow, middle: float, frame: _Frame, today: date) -> list[Shape]:
    record = row.record
    mean = show_minutes(record.mttr_minutes, in_table=True)
    role = {"missed": "error.text", "little_margin": "condition.text"}.get(row.mttr_met, "text.primary")
    shapes: list[Shape] = [Text(frame.words, middle - 2, mean, TYPE.table, role, bold=True)]
    if record.drills:
        low, high = (show_minutes(one, in_table=True) for one in (record.shortest_minutes, record.longest_minutes))
        spread = "" if low == high else f"{low}–{high}, "
        words = f"{spread}{record.succeeded} of {record.drills}"
        shapes.append(Text(frame.words, middle + 12, shortened(words, _WORDS - 10, TYPE.caption), TYPE.caption,
                           "text.secondary"))  # fmt: skip
    if row.expires_on is not None:
        over = row.expires_on < today
        shapes.append(Text(frame.until, middle + 4, show_date(row.expires_on), TYPE.table,
                           "warning.text" if over else "text.primary"))  # fmt: skip
    else:
        shapes.append(Text(frame.until, middle + 4, "never drilled", TYPE.table, "text.secondary"))
    return shapes


def _diamond(x: float, y: float, reach: float, role: str) -> list[Shape]:
    return [Path(((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)), fill=role, closed=True)]


def _tip(row: EvidenceRow, name: str) -> Tip:
    record = row.record
    return Tip(
        name,
        (
            TipRow("RTO", show_minutes(row.rto_minutes)),
            TipRow("MTTR", show_minutes(record.mttr_minutes)),
            TipRow("Succeeded", f"{record.succeeded} of {record.drills}"),
            TipRow("RPO", show_minutes(row.rpo_minutes)),
            TipRow("Most data lost", show_minutes(record.data_loss_minutes)),
            TipRow("Counts until", show_date(row.expires_on)),
        ),
    )


def _alt(rows: Sequence[EvidenceRow]) -> str:
    measured = sum([1 for row in rows if row.record.mttr_minutes is not None])
    missed = sum([1 for row in rows if row.mttr_met == "missed"])
    return (
        f"{counted(measured, 'application')} of {len(rows)} with a measured recovery time; the mean of {missed} is "
        "longer than the RTO."
    )
