"""The page that carries the decision: what is asked, six tiles, three sentences, five gaps, the small matrix."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.consumption import usual_month
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.shown import show_money, show_share
from dr_desktop.report.blocks import (
    Asked,
    Block,
    Column,
    Figure,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
    Tile,
    TileLine,
    Tiles,
)
from dr_desktop.report.capacity_picture import size_unit, store_of
from dr_desktop.report.chart_words import month_words, number_words
from dr_desktop.report.consumption_facts import month_total
from dr_desktop.report.gaps import Gap, gaps_open, top_gaps
from dr_desktop.report.matrix import matrix_picture
from dr_desktop.report.names import counted, listed, name_of
from dr_desktop.report.placing import STRIPS, StripKey, placing_of, sums_of
from dr_desktop.report.tier_progress import tier_progress

GAPS: Final = 5
_GAP_LENGTH: Final = 150


def summary_section(assessment: Assessment) -> Section:
    """The summary for the decision."""
    gaps = top_gaps(assessment, GAPS)
    asked = assessment.plan.header.decision_asked or "No decision is stated yet. State it in the plan's details."
    blocks: list[Block] = [Asked(asked), Tiles(tiles(assessment))]
    blocks += [Paragraph(sentence) for sentence in sentences(assessment, gaps)]
    blocks.append(gaps_table(assessment, gaps))
    blocks += [Heading("Where applications run, and where they recover"), small_matrix(assessment)]
    return Section("summary", "Summary for the decision", tuple(blocks))


def tiles(assessment: Assessment) -> tuple[Tile, ...]:
    """Six numbers: applications, recovery time, recovery point, storage, cost, errors."""
    return (
        _by_tier(assessment),
        _meeting(assessment, "Meet their recovery time", "rto_met"),
        _meeting(assessment, "Meet their recovery point", "rpo_met"),
        _storage(assessment),
        _cost(assessment),
        _errors(assessment),
    )


def sentences(assessment: Assessment, gaps: tuple[Gap, ...]) -> tuple[str, str, str]:
    """How many recover in time, the largest gap, and what storage and cost come to."""
    return _in_time(assessment), _largest(assessment, gaps), _storage_and_cost(assessment)


def gaps_table(assessment: Assessment, gaps: tuple[Gap, ...]) -> Table:
    """Where, what is wrong, what is proposed, who, until when."""
    columns = (
        Column("Where", 0.16, bold=True),
        Column("What is wrong", 0.37),
        Column("What is proposed", 0.26),
        Column("Who", 0.12),
        Column("Until", 0.09, "date"),
    )
    rows = tuple(
        Row(
            (gap.where, first_of(gap.finding.sentence), gap.finding.remedy, gap.who, gap.until or "to be set"),
            gap.finding.severity,
            gap.finding.entity,
        )
        for gap in gaps
    )
    rest = gaps_open(assessment) - len(rows)
    note = (
        f"{counted(rest, 'more finding')} {'is' if rest == 1 else 'are'} open; all stand in the appendix Findings."
        if rest
        else ""
    )
    title = f"Top {len(rows)} gaps" if len(rows) > 1 else "Top gaps"
    return Table("gaps", title, columns, rows, note, "Nothing to object: no finding is open.")


def first_of(sentences: str, most: int = _GAP_LENGTH) -> str:
    """As many whole sentences as stand in so many characters, at least one: the decision is to fit on one page."""
    kept, *rest = sentences.split(". ")
    for sentence in rest:
        if len(kept) + len(sentence) + 2 > most:
            return f"{kept.rstrip('.')}."
        kept = f"{kept}. {sentence}"
    return kept


_NOT_SHOWN: Final[dict[StripKey, str]] = {
    "not_placed": "not placed",
    "no_recovery": "without recovery",
    "azure": "with Azure as source",
}


def small_matrix(assessment: Assessment) -> Figure:
    """The matrix without chips."""
    placing = placing_of(assessment)
    left = [
        f"{number:,} {_NOT_SHOWN[key]}"
        for key in STRIPS
        if (number := sums_of(assessment, placing.strips[key]).applications)
    ]
    rest = f" Not shown: {', '.join(left)}." if left else ""
    return Figure(
        "small-matrix",
        lambda width, height: matrix_picture(assessment, width, height, compact=True),
        f"Each cell carries its worst verdict; TiB are data in use at the start of the plan.{rest}",
        0.22,
    )


def _by_tier(assessment: Assessment) -> Tile:
    rows = [row for row in tier_progress(assessment) if row.applications]
    words = [f"{row.applications:,} {row.name}" for row in rows if row.tier]
    without = next((row.applications for row in rows if not row.tier), 0)
    words += [f"{without:,} without a tier"] if without else []
    half = (len(words) + 1) // 2
    lines = tuple(TileLine(" · ".join(part)) for part in (words[:half], words[half:]) if part)
    return Tile("Applications by tier", f"{assessment.totals.applications:,}", "", lines)


def _meeting(assessment: Assessment, heading: str, field: str) -> Tile:
    states = [getattr(one, field) for key, one in assessment.applications.items() if key != UNASSIGNED]
    met = sum([1 for state in states if state in ("met", "little_margin")])
    share = show_share(met / len(states)) if states else "–"
    margin, missed, unknown = (states.count(state) for state in ("little_margin", "missed", "not_known"))
    first = (
        TileLine(f"{missed:,} missed", "error")
        if missed
        else TileLine("none is missed", "recommended" if met else None)
    )
    rest = [f"{margin:,} with little margin"] if margin else []
    rest += [f"{unknown:,} not known"] if unknown else []
    lines = (first, TileLine(" · ".join(rest))) if rest else (first,)
    return Tile(heading, share, f"{met:,} of {len(states):,}", lines)


def _storage(assessment: Assessment) -> Tile:
    totals = assessment.totals
    store = store_of(assessment, totals.fullest_store)
    if store is None or store.worst is None:
        return Tile("Storage needed, worst day", "–", "", (TileLine("no backup target holds anything"),))
    unit = size_unit(store)
    figure = number_words(store.worst.total / unit.gib, unit.decimals)
    lines: list[TileLine] = []
    if store.run_out is not None and store.ceiling_gib is not None:
        ceiling = number_words(store.ceiling_gib / unit.gib, unit.decimals)
        lines.append(TileLine(f"passes its ceiling of {ceiling} in {month_words(store.run_out)}", "warning"))
    elif store.ceiling_gib is not None:
        lines.append(TileLine("stays below its ceiling", "recommended"))
    others = [key for key, one in assessment.targets.items() if key != totals.fullest_store and one.run_out]
    if others:
        lines.append(TileLine(f"{counted(len(others), 'more target')} run out", "warning"))
    beside = f"{unit.symbol} at {name_of(assessment.plan, totals.fullest_store)}"
    return Tile("Storage needed, worst day", figure, beside, tuple(lines))


def _cost(assessment: Assessment) -> Tile:
    consumption = assessment.consumption
    figure = show_money(assessment.totals.cost_month, consumption.currency)
    lines: list[TileLine] = []
    if consumption.months:
        last = show_money(consumption.total[-1], consumption.currency)
        lines.append(TileLine(f"{last} in {month_words(consumption.months[-1])}"))
    failover = month_total(consumption, ("failover",), usual_month(consumption)) if consumption.months else 0.0
    if failover:
        lines.append(TileLine(f"a failover adds {show_money(failover, consumption.currency)} once"))
    return Tile("Cost a month", figure, "", tuple(lines))


def _errors(assessment: Assessment) -> Tile:
    totals = assessment.totals
    unprotected = f"{counted(totals.unprotected, 'machine')} unprotected"
    lines = [TileLine(unprotected, "warning" if totals.undecided else None)]
    if totals.accepted:
        lines.append(TileLine(f"{counted(totals.accepted, 'finding')} accepted", "accepted"))
    return Tile("Open errors", f"{totals.errors:,}", f"and {counted(totals.warnings, 'warning')}", tuple(lines))


def _in_time(assessment: Assessment) -> str:
    totals = assessment.totals
    if not totals.applications:
        return "The plan holds no application yet."
    would = (
        f"Of {counted(totals.applications, 'application')}, {totals.applications_meeting:,} would recover within their "
    )
    would += "agreed time and data loss, as designed"
    first = next((row for row in tier_progress(assessment) if row.tier and row.applications), None)
    if first is None:
        return f"{would}."
    meeting = [
        key
        for key, one in assessment.applications.items()
        if assessment.plan.applications[key].tier == first.tier and one.meets_objectives
    ]
    of_them = "all" if len(meeting) == first.applications else f"{len(meeting):,}"
    return f"{would}; of the {first.applications:,} in tier {first.name}, {of_them} would."


def _largest(assessment: Assessment, gaps: tuple[Gap, ...]) -> str:
    if not gaps:
        return "No finding is open."
    gap = gaps[0]
    cost, many = gap.downtime_cost_per_hour, len(gap.applications)
    whose = "its downtime" if many == 1 else f"downtime of the {many:,} applications that it touches"
    weighs = f" An hour of {whose} costs {show_money(cost, assessment.plan.header.currency)}." if cost else ""
    return f"The first gap to close is {gap.where}: {gap.finding.sentence}{weighs}"


def _storage_and_cost(assessment: Assessment) -> str:
    full = [(one.run_out, key) for key, one in {**assessment.targets, **assessment.stamps}.items() if one.run_out]
    plan, consumption = assessment.plan, assessment.consumption
    if full:
        names = listed(f"{name_of(plan, key)} in {month_words(day)}" for day, key in sorted(full)[:3])
        storage = f"Storage runs out at {names}"
    elif any(one.ceiling_gib for one in assessment.targets.values()):
        storage = "Storage suffices at every target with a stated size"
    else:
        storage = "No backup target states its size, so when storage runs out is not known"
    if assessment.totals.cost_month is None:
        return f"{storage}."
    cost = show_money(assessment.totals.cost_month, consumption.currency)
    return f"{storage}; the cost is {cost} a month."
