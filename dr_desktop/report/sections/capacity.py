"""Capacity of every store: when it runs out, by when to order; as an appendix by quarter, with the rules it follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dr_desktop.assessment.results import Assessment, StoreResult
from dr_desktop.plan.shown import GIB_PER_TIB, show_share
from dr_desktop.report.blocks import Block, Bullets, Column, Figure, Heading, Paragraph, Row, Section, Table
from dr_desktop.report.capacity_picture import SizeUnit, capacity_picture, parts_of, size_unit, stores_in_use
from dr_desktop.report.chart_words import day_words, month_words, number_words
from dr_desktop.report.mabs_facts import mabs_sentence
from dr_desktop.report.names import counted, name_of

DRAWN_FROM: Final = 0.75
_QUARTER: Final = 3


def capacity_section(assessment: Assessment) -> Section:
    """A table of all stores; sentence and chart of those that are drawn."""
    blocks: list[Block] = [stores_table(assessment)]
    for key, store in stores_in_use(assessment).items():
        if is_drawn(store):
            blocks += [Heading(name_of(assessment.plan, key)), _figure(assessment, key, store)]
    return Section("capacity", "Capacity", tuple(blocks))


def capacity_detail_section(assessment: Assessment) -> Section:
    """Table and rules of the stores that are drawn; a sentence on the others; room for more machines."""
    blocks: list[Block] = []
    found = stores_in_use(assessment)
    drawn = {key: store for key, store in found.items() if is_drawn(store)}
    for key, store in drawn.items():
        blocks.append(quarters_table(assessment, key, store))
        if store.rule_words:
            blocks.append(Bullets(tuple(_kept(words) for words in store.rule_words), tight=True))
    servers = [words for key, store in found.items() if (words := mabs_sentence(assessment, key, store))]
    if servers:
        blocks += [Heading("Azure Backup Server"), *[Paragraph(words) for words in servers]]
    blocks += _room_blocks(assessment, found)
    rest = {key: store for key, store in found.items() if key not in drawn}
    if rest:
        blocks.append(Heading("Other stores"))
        blocks.append(Paragraph(f"These stay below {show_share(DRAWN_FROM)} of their ceilings, or hold under 1 TiB."))
        blocks.append(Bullets(tuple(store_sentence(assessment, key, store) for key, store in rest.items()), tight=True))
    if not blocks:
        blocks.append(Paragraph("No store holds anything yet."))
    return Section("capacity-detail", "Capacity by quarter", tuple(blocks))


def _room_blocks(assessment: Assessment, found: Mapping[str, StoreResult]) -> list[Block]:
    """How many more machines fit where, and sizes that were worked out from drives."""
    plan = assessment.plan
    words = [
        f"{name_of(plan, key)}: {counted(store.room_machines, 'more machine')} like its average one"
        for key, store in found.items()
        if store.room_machines is not None
    ]
    words += [
        f"{name_of(plan, key)}: usable size worked out, {store.capacity_formula}"
        for key, store in found.items()
        if store.capacity_formula
    ]
    if not words:
        return []
    headroom = assessment.assumed.headroom_percent
    counts = (
        f"Room for machines that are not yet listed: {headroom:g} % of what is."
        if headroom
        else "Only machines that the plan lists are counted; no headroom is assumed."
    )
    said = f"{counts} Below their ceilings, over the whole horizon, the stores take:"
    return [Heading("Room for more machines"), Paragraph(said), Bullets(tuple(words), tight=True)]


def is_drawn(store: StoreResult) -> bool:
    """Whether a store needs a chart: its worst day comes near its ceiling, or it has no stated size and holds a TiB."""
    if store.worst is None:
        return False
    if store.ceiling_gib is None:
        return store.worst.total >= GIB_PER_TIB
    return store.worst.total >= DRAWN_FROM * store.ceiling_gib


def stores_table(assessment: Assessment) -> Table:
    """Need at the start and on the worst day against size and ceiling, TiB; when it runs out."""
    columns = (
        Column("Store", 0.22, bold=True),
        Column("Start", 0.09, "number", "TiB", 1),
        Column("Worst day", 0.1, "number", "TiB", 1),
        Column("On", 0.12, "date"),
        Column("Ceiling", 0.1, "number", "TiB", 1),
        Column("Size", 0.1, "number", "TiB", 1),
        Column("Runs out", 0.14, "date"),
        Column("Order by", 0.13, "date"),
    )
    rows = []
    for key, store in stores_in_use(assessment).items():
        worst = store.worst
        cells = (
            name_of(assessment.plan, key),
            _tib(store.months[0].total if store.months else None),
            _tib(worst.total if worst else None),
            worst.worst_day if worst else None,
            _tib(store.ceiling_gib),
            _tib(store.capacity_gib),
            store.run_out or ("holds" if store.ceiling_gib is not None else "no stated size"),
            store.order_by or "",
        )
        sign = "warning" if store.run_out else "recommended" if store.ceiling_gib is not None else None
        rows.append(Row(cells, sign, key))
    months = counted(round(assessment.assumed.horizon_months), "month")
    note = f"Over {months}. A store runs out in the first month whose worst day passes the ceiling."
    return Table("capacity", "Capacity by store", columns, tuple(rows), note, "No store holds anything yet.")


def quarters_table(assessment: Assessment, key: str, store: StoreResult) -> Table:
    """Every third month and the last: worst day, parts and total in the store's unit, share of the size."""
    unit = size_unit(store)
    parts = parts_of(store)
    share = 0.66 / (len(parts) + 1)
    columns = (
        Column("Month", 0.12, bold=True),
        Column("Worst day", 0.12, "date"),
        *(Column(words, share, "number", unit.symbol, unit.decimals) for _, words in parts),
        Column("Total", share, "number", unit.symbol, unit.decimals),
        Column("Of size", 0.1, "share"),
    )
    chosen = [
        step for place, step in enumerate(store.months) if place % _QUARTER == 0 or place == len(store.months) - 1
    ]
    rows = tuple(
        Row(
            (
                month_words(step.month),
                step.worst_day,
                *(getattr(step, part) / unit.gib for part, _ in parts),
                step.total / unit.gib,
                step.total / store.capacity_gib if store.capacity_gib else None,
            ),
            "warning" if store.ceiling_gib is not None and step.total > store.ceiling_gib else None,
        )
        for step in chosen
    )
    bound = (
        " The worst day is an upper bound: several policies with more than one run a day meet."
        if store.upper_bound
        else ""
    )
    name = name_of(assessment.plan, key)
    note = f"At the worst day of each month.{bound}"
    return Table(f"capacity-{key}", f"{name} by quarter", columns, rows, note, tight=True)


def store_sentence(assessment: Assessment, key: str, store: StoreResult) -> str:
    """What a store holds, its worst day, and when it runs out."""
    unit = size_unit(store)
    name = name_of(assessment.plan, key)
    holds = f"{name} holds {_held(store)}"
    if store.worst is None:
        return f"{holds}."
    worst = f"The worst day is {day_words(store.worst.worst_day)} with {_say(store.worst.total, unit)}"
    if store.capacity_gib is None or store.ceiling_gib is None:
        return f"{holds}. {worst}; its size is not stated, so nothing says whether that fits."
    limit = f"the ceiling of {_say(store.ceiling_gib, unit)} ({_say(store.capacity_gib, unit)} usable)"
    if store.run_out is None:
        return f"{holds}. {worst}, which stays below {limit}."
    order = (
        f" With {assessment.assumed.lead_time_months:g} months of lead time, order by {month_words(store.order_by)}."
        if store.order_by
        else ""
    )
    return f"{holds}. {worst}. It passes {limit} in {month_words(store.run_out)}.{order}"


def _figure(assessment: Assessment, key: str, store: StoreResult) -> Figure:
    return Figure(
        f"capacity-{key}",
        lambda width, height: capacity_picture(assessment, key, width, height),
        store_sentence(assessment, key, store),
        0.36,
    )


def _held(store: StoreResult) -> str:
    if not store.applications:
        copies = any(step.copies for step in store.months)
        only_copies = "second copies only" if store.kind == "target" else "backup targets that stand on it, no replicas"
        return only_copies if copies else "nothing that this plan puts there"
    what = "replicas" if store.kind == "stamp" else "backups"
    return f"{what} of {counted(store.applications, 'application')} with {counted(store.machines, 'machine')}"


def _kept(words: str) -> str:
    return words if words.endswith(".") else f"{words}."


def _say(gib: float, unit: SizeUnit) -> str:
    return f"{number_words(gib / unit.gib, unit.decimals)}\u00a0{unit.symbol}"


def _tib(gib: float | None) -> float | None:
    return None if gib is None else gib / GIB_PER_TIB
