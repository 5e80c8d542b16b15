"""The capacity of one backup target or stamp as a picture."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final, NamedTuple

from dr_desktop.assessment.results import Assessment, MonthStep, StoreResult
from dr_desktop.plan.shown import GIB_PER_TIB
from dr_desktop.report.axes import Layer, nothing_to_draw
from dr_desktop.report.chart_words import number_words
from dr_desktop.report.charts import WorstDay, capacity_chart
from dr_desktop.report.names import name_of
from dr_desktop.report.picture import Picture

_PARTS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "target": (
        ("points", "Restore points"),
        ("archive", "Weekly to yearly fulls"),
        ("copies", "Second copies"),
        ("working", "Working space"),
        ("headroom", "Headroom"),
    ),
    "stamp": (
        ("points", "Replicas"),
        ("copies", "Backup targets on the stamp"),
        ("working", "What runs there already"),
        ("headroom", "Headroom"),
    ),
}


NEEDED: Final = "needed"
LEFT: Final = "left"


class SizeUnit(NamedTuple):
    """A unit for sizes: its symbol, how many GiB it has, decimals when shown."""

    symbol: str
    gib: float
    decimals: int


TIB: Final = SizeUnit("TiB", GIB_PER_TIB, 1)
GIB: Final = SizeUnit("GiB", 1.0, 0)


def store_of(assessment: Assessment, store_id: str) -> StoreResult | None:
    """The result of a backup target or of a stamp; None where the plan has no such store."""
    return assessment.targets.get(store_id) or assessment.stamps.get(store_id)


def stores_in_use(assessment: Assessment) -> dict[str, StoreResult]:
    """Targets, then stamps, that hold something in some month or have a stated size, in the plan's order."""
    found = {**assessment.targets, **assessment.stamps}
    return {key: one for key, one in found.items() if one.capacity_gib or (one.worst is not None and one.worst.total)}


def size_unit(store: StoreResult) -> SizeUnit:
    """TiB, or GiB where a store neither has nor needs as much as two TiB."""
    largest = max(store.capacity_gib or 0.0, store.worst.total if store.worst else 0.0)
    return TIB if largest >= 2 * GIB_PER_TIB else GIB


def parts_of(store: StoreResult) -> tuple[tuple[str, str], ...]:
    """The parts of a store that are not always empty: field of a month step, and its words."""
    parts = _PARTS[store.kind]
    used = tuple(part for part in parts if any(_part(step, part[0]) > 0 for step in store.months))
    return used or parts[:1]


def capacity_picture(
    assessment: Assessment,
    store_id: str,
    width: float,
    height: float,
    marked_month: date | None = None,
    unit: SizeUnit | None = None,
) -> Picture:
    """Need against size of a target or stamp, month by month at the worst day; width and height in px.

    `unit`: what sizes are shown in; None takes the one that suits the store.
    """
    store = store_of(assessment, store_id)
    if store is None or not store.months:
        return nothing_to_draw((width, height), "Capacity", "Not known: there is no such store in the plan.")
    unit = unit or size_unit(store)
    layers = [
        Layer(words, f"stack.{part}", [_part(step, part) / unit.gib for step in store.months])
        for part, words in parts_of(store)
    ]
    worst = store.worst
    return capacity_chart(
        [step.month for step in store.months],
        layers,
        None if store.ceiling_gib is None else store.ceiling_gib / unit.gib,
        None if store.capacity_gib is None else store.capacity_gib / unit.gib,
        unit.symbol,
        store.run_out,
        store.order_by,
        WorstDay(worst.worst_day, worst.total / unit.gib) if worst and worst.total else None,
        (width, height),
        f"{name_of(assessment.plan, store_id)}, need by month",
        marked_month,
        worst_days=[step.worst_day for step in store.months],
        say=partial(number_words, decimals=unit.decimals),
    )


def _part(step: MonthStep, field: str) -> float:
    return float(getattr(step, field))


def value_of(store: StoreResult, step: MonthStep, part: str) -> float | None:
    """The GiB of one number of a month; None for what is left where no size is stated."""
    if part == NEEDED:
        return step.total
    if part == LEFT:
        return None if store.ceiling_gib is None else store.ceiling_gib - step.total
    return float(getattr(step, part))
