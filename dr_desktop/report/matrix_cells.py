"""One cell of the matrix: its head with the worst verdict, and a lane per scheme with chips or counts."""

from __future__ import annotations

from collections import Counter
from typing import Final, NamedTuple

from dr_desktop.assessment.guidance import CELLS
from dr_desktop.assessment.results import VERDICTS, Assessment, Verdict
from dr_desktop.plan.choices import Scheme
from dr_desktop.plan.shown import show_tib
from dr_desktop.plan.words import word
from dr_desktop.report.chips import CHIP_LEAST, chip, chip_columns, count_chip
from dr_desktop.report.font_metrics import shortened, text_width, wrapped
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.picture import Box, Shape, Text
from dr_desktop.report.placing import LANES, CellKey, Sums, cell_entity, rank_of, sums_of, worst_of
from dr_desktop.report.signs import STATE_WORDS, scheme_mark, state_sign

CHIPS_AT_MOST: Final = 12
BAR: Final = 3.0
PAD: Final = 8.0
OPEN_THE_LIST: Final = "open the list"

LANE_LABELS: Final[dict[Scheme, str]] = {
    "backup_restore": "active/passive",
    "replication": "active/passive stand-by",
    "high_availability": "active/active stand-by",
    "fault_tolerance": "active/active",
}


class Measures(NamedTuple):
    """Heights within a cell in px, and the least width of a chip; `head` stands below the bar."""

    head: float
    lane_head: float
    chip_pitch: float
    foot: float
    chip_least: float


SPACIOUS: Final = Measures(40, 18, SIZE.chip_height + SIZE.chip_gap, 4, 172)
USUAL: Final = SPACIOUS._replace(chip_least=CHIP_LEAST)
TIGHT: Final = Measures(36, 16, SIZE.chip_height + 2, 2, CHIP_LEAST)


class Lane(NamedTuple):
    """The applications of one scheme in a cell; scheme None: it is not stated."""

    scheme: Scheme | None
    applications: tuple[str, ...]


class Cell(NamedTuple):
    """What a cell shows: its lanes, and whether as chips or as counts by tier."""

    key: CellKey
    applications: tuple[str, ...]
    lanes: tuple[Lane, ...]
    counts: bool

    @property
    def entity(self) -> str:
        """The entity id of the cell's head."""
        return cell_entity(self.key)


def cell_of(assessment: Assessment, key: CellKey, applications: tuple[str, ...]) -> Cell:
    """A cell with its lanes in the order of the schemes; more than `CHIPS_AT_MOST` applications become counts."""
    by_scheme: dict[Scheme | None, list[str]] = {}
    for one in applications:
        scheme = assessment.applications[one].protection.scheme
        by_scheme.setdefault(scheme if scheme in LANES else None, []).append(one)
    order: tuple[Scheme | None, ...] = (*LANES, None)
    lanes = tuple(Lane(scheme, tuple(by_scheme[scheme])) for scheme in order if scheme in by_scheme)
    return Cell(key, applications, lanes, len(applications) > CHIPS_AT_MOST)


def cell_height(cell: Cell, width: float, measures: Measures) -> float:
    """The height in px that a cell `width` px wide needs for all it shows."""
    columns, _ = chip_columns(width - 2 * PAD, measures.chip_least)
    rows = sum([1 if cell.counts else -(-len(lane.applications) // columns) for lane in cell.lanes])
    return BAR + measures.head + measures.lane_head * len(cell.lanes) + measures.chip_pitch * rows + measures.foot


def cell_shapes(
    assessment: Assessment, cell: Cell, x: float, y: float, width: float, height: float, measures: Measures
) -> list[Shape]:
    """The cell, at least as high as `cell_height` says; where there is room, what the guidance says of it below."""
    shapes = head_shapes(assessment, cell, x, y, width, measures)
    top = y + BAR + measures.head
    left, room = x + PAD, width - 2 * PAD
    for lane in cell.lanes:
        shapes += _lane_head(lane, left, top, room)
        top += measures.lane_head
        if cell.counts:
            shapes += _counts(assessment, cell, lane, left, top, room)
            top += measures.chip_pitch
        else:
            columns, chip_width = chip_columns(room, measures.chip_least)
            for place, one in enumerate(lane.applications):
                across, down = place % columns, place // columns
                shapes += chip(
                    assessment,
                    one,
                    left + across * (chip_width + SIZE.chip_gap),
                    top + down * measures.chip_pitch,
                    chip_width,
                )
            top += measures.chip_pitch * -(-len(lane.applications) // columns)
    return shapes + _guidance(cell, x, top, width, y + height)


def head_shapes(
    assessment: Assessment, cell: Cell, x: float, y: float, width: float, measures: Measures
) -> list[Shape]:
    """Bar and head: sign, verdict in words, how many have it; then applications, machines, TiB used."""
    tip, entity = cell_tip(assessment, cell), cell.entity
    verdict = worst_of(assessment, cell.applications)
    left, right = x + PAD, x + width - PAD
    if verdict is None:
        return [
            Box(x, y, width, BAR + measures.head, "panel.alternate", entity=entity, tip=tip),
            Box(x, y, width, BAR, "line", entity=entity, tip=tip),
            Text(left, y + BAR + 24, _without_verdict(cell), TYPE.table, "text.secondary", entity=entity, tip=tip),
        ]
    line = y + BAR + (measures.head - 10) / 2
    shapes: list[Shape] = [
        Box(x, y, width, BAR + measures.head, f"{verdict}.tint", entity=entity, tip=tip),
        Box(x, y, width, BAR, f"{verdict}.fill", entity=entity, tip=tip),
        *state_sign(verdict, left, line - 11.5, entity=entity, tip=tip),
    ]
    share = share_words(assessment, cell.applications, verdict)
    words_left = left + SIZE.sign + 4
    words_room = right - words_left - (text_width(share, TYPE.caption) + 8 if share else 0)
    words = shortened(STATE_WORDS[verdict], words_room, TYPE.table, True)
    shapes.append(Text(words_left, line, words, TYPE.table, f"{verdict}.text", bold=True, entity=entity, tip=tip))
    if share:
        shapes.append(Text(right, line, share, TYPE.caption, "text.secondary", "right", entity=entity, tip=tip))
    end, sums = sum_shapes(sums_of(assessment, cell.applications), left, line + 17, right, entity, tip)
    shapes += sums
    if cell.counts:
        link = text_width(OPEN_THE_LIST, TYPE.caption)
        used = words_left + text_width(words, TYPE.table, True)
        free = right - (text_width(f"{share} · ", TYPE.caption) if share else 0)
        at, baseline = (right, line + 17) if end + 8 + link <= right else (free, line)
        if baseline > line or used + 8 + link <= free:
            shapes.append(Text(at, baseline, OPEN_THE_LIST, TYPE.caption, "text.link", "right", entity=entity, tip=tip))
    return shapes


def sum_shapes(
    sums: Sums, x: float, baseline: float, right: float, entity: str, tip: str
) -> tuple[float, tuple[Shape, ...]]:
    """ "6 applications  58 machines  31.4 TiB", what does not fit left out; and where it ends."""
    number = f"{sums.applications:,}"
    shapes: list[Shape] = [Text(x, baseline, number, TYPE.table, bold=True, entity=entity, tip=tip)]
    end = x + text_width(number, TYPE.table, True)
    said = ("application" if sums.applications == 1 else "applications", "text.primary", 4.0)
    more = (counted(sums.machines, "machine"), "text.secondary", 8.0)
    for words, role, gap in (said, more, (show_tib(sums.used_gib), "text.secondary", 8.0)):
        if end + gap + text_width(words, TYPE.table) > right:
            break
        shapes.append(Text(end + gap, baseline, words, TYPE.table, role, entity=entity, tip=tip))
        end += gap + text_width(words, TYPE.table)
    return end, tuple(shapes)


def share_words(assessment: Assessment, applications: tuple[str, ...], verdict: Verdict) -> str:
    """How many of the applications have the worst verdict: "1 of 9"; nothing where all are recommended."""
    having = sum([1 for one in applications if assessment.applications[one].topology.verdict == verdict])
    return "" if verdict == "recommended" else f"{having:,} of {len(applications):,}"


def cell_tip(assessment: Assessment, cell: Cell) -> str:
    """The guidance's sentence of the cell in our words, and how many applications have which verdict."""
    found = Counter(assessment.applications[one].topology.verdict for one in cell.applications)
    lines = [CELLS[cell.key]]
    lines += [f"{STATE_WORDS[verdict]}: {found[verdict]:,}" for verdict in reversed(VERDICTS) if found[verdict]]
    return "\n".join(lines)


def lane_entity(cell: Cell, lane: Lane, tier: str) -> str:
    """The entity id of a count: lane:customer:csp:replication:tier-1."""
    return f"lane:{cell.key[0]}:{cell.key[1]}:{lane.scheme or ''}:{tier}"


def _without_verdict(cell: Cell) -> str:
    return "No application" if not cell.applications else counted(len(cell.applications), "application")


def _guidance(cell: Cell, x: float, top: float, width: float, bottom: float) -> list[Shape]:
    lines = wrapped(CELLS[cell.key], width - 2 * PAD, TYPE.caption)
    height = 14 * len(lines)
    if top + height + (12 if cell.lanes else 4) > bottom:
        return []
    first = bottom - height if cell.lanes else top
    return [
        Text(x + PAD, first + 14 * place + (6 if cell.lanes else 16), line, TYPE.caption, "text.secondary")
        for place, line in enumerate(lines)
    ]


def _lane_head(lane: Lane, x: float, y: float, width: float) -> list[Shape]:
    shapes: list[Shape] = []
    name, label, left = "No scheme stated", "", x
    if lane.scheme is not None:
        name, label = word("Scheme", lane.scheme), LANE_LABELS[lane.scheme]
        shapes += scheme_mark(lane.scheme, x, y + 4)
        left = x + SIZE.scheme_mark + 5
    shapes.append(Text(left, y + 13, name, TYPE.caption, bold=True))
    free = x + width - left - text_width(name, TYPE.caption, True) - 8
    if label and text_width(label, TYPE.caption) <= free:
        shapes.append(Text(x + width, y + 13, label, TYPE.caption, "text.secondary", "right"))
    return shapes


def _counts(assessment: Assessment, cell: Cell, lane: Lane, x: float, y: float, width: float) -> list[Shape]:
    plan = assessment.plan
    by_tier: dict[str, list[str]] = {}
    for one in lane.applications:
        by_tier.setdefault(plan.applications[one].tier or "", []).append(one)
    total = f"{len(lane.applications):,} in all"
    end = x + width - text_width(total, TYPE.caption) - 8
    shapes: list[Shape] = [Text(x + width, y + 14, total, TYPE.caption, "text.secondary", "right")]
    left = x
    for tier, found in by_tier.items():
        tip = "\n".join((name_of(plan, tier) if tier else "No tier", *(name_of(plan, one) for one in found[:20])))
        tip += f"\nand {len(found) - 20:,} more" if len(found) > 20 else ""
        rank = rank_of(plan, found[0])
        used, drawn = count_chip(rank, len(found), left, y, entity=lane_entity(cell, lane, tier), tip=tip)
        if left + used > end:
            break
        shapes += drawn
        left += used + SIZE.chip_gap + 1
    return shapes
