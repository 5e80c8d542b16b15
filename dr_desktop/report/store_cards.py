"""Cards of backup targets and stamps: how full each is, and until when it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from dr_desktop.assessment.results import Assessment, StoreResult
from dr_desktop.report.axes import nothing_to_draw
from dr_desktop.report.bars import use_bar
from dr_desktop.report.capacity_picture import SizeUnit, store_of
from dr_desktop.report.chart_words import month_words, number_words
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.names import name_of
from dr_desktop.report.picture import Box, Picture, Shape, Text
from dr_desktop.report.signs import state_sign

CARD: Final = 48.0
GAP: Final = 6.0
_LEAST: Final = 196.0
_MOST: Final = 300.0


class StoreState(NamedTuple):
    """How a store stands: a verdict or severity, in words; `short` is said where there is little room."""

    state: str
    words: str
    short: str


def store_state(assessment: Assessment, store_id: str) -> StoreState:
    """Runs out, holds, no limit, not supported, size not stated, or nothing lies there."""
    plan, store = assessment.plan, store_of(assessment, store_id)
    target = plan.backup_targets.get(store_id)
    if target is not None and target.placement == "appliance_in_the_rack":
        return StoreState("not_supported", "not supported", "not supported")
    if store is None or store.worst is None or not store.worst.total:
        words = "nothing lies here" if target is not None else "nothing recovers here"
        return StoreState("note", words, "empty")
    if store.capacity_gib is None:
        site = plan.sites.get(target.site or "") if target is not None else None
        if target is not None and (target.placement == "azure" or (site is not None and site.kind == "azure_region")):
            return StoreState("note", "no limit", "no limit")
        return StoreState("warning", "size not stated", "not known")
    if store.run_out is None:
        return StoreState("recommended", f"holds {len(store.months)} months", "holds")
    late = any(one.severity == "error" for one in store.findings)
    words = "full now" if store.run_out == store.months[0].month else f"runs out {month_words(store.run_out)}"
    short = words if words == "full now" else f"out {month_words(store.run_out)}"
    return StoreState("error" if late else "warning", words, short)


def held_words(store: StoreResult, unit: SizeUnit) -> str:
    """What lies there in the first month, and of how much: "188.4 of 280.0 TiB"."""
    used = number_words((store.months[0].total if store.months else 0.0) / unit.gib, unit.decimals)
    if store.capacity_gib is None:
        return f"{used} {unit.symbol}"
    return f"{used} of {number_words(store.capacity_gib / unit.gib, unit.decimals)} {unit.symbol}"


def store_cards(
    assessment: Assessment, stores: Sequence[str], unit: SizeUnit, width: float, height: float, selected: str = ""
) -> Picture:
    """A card per store, in rows; the entity of a card is the id of its store. Width and least height in px."""
    if not stores:
        return nothing_to_draw((width, height), "Stores", "There is no such store in the plan.")
    columns = max(1, min(len(stores), int((width + GAP) // (_LEAST + GAP))))
    card = min(_MOST, (width - (columns - 1) * GAP) / columns)
    shapes: list[Shape] = []
    for place, key in enumerate(stores):
        x, y = place % columns * (card + GAP), place // columns * (CARD + GAP)
        shapes += _card(assessment, key, unit, x, y, card, key == selected)
    rows = -(-len(stores) // columns)
    said = "; ".join(f"{name_of(assessment.plan, key)}: {store_state(assessment, key).words}" for key in stores)
    return Picture(width, max(height, rows * (CARD + GAP) - GAP), tuple(shapes), "Stores", said)


def _card(
    assessment: Assessment, key: str, unit: SizeUnit, x: float, y: float, width: float, selected: bool
) -> list[Shape]:
    store, state, name = store_of(assessment, key), store_state(assessment, key), name_of(assessment.plan, key)
    held = held_words(store, unit) if store else ""
    tip = f"{name}: {state.words}\n{held} in the first month, at its worst day"
    ground, line = ("selection", "accent") if selected else ("panel", "line")
    left, right = x + 10, x + width - 10
    words = state.words
    name_room = right - left - SIZE.sign - 5 - 8 - text_width(words, TYPE.caption)
    if text_width(name, TYPE.table, True) > name_room:
        words = state.short
        name_room = right - left - SIZE.sign - 5 - 8 - text_width(words, TYPE.caption)
    ink = "text.on_selection" if selected else f"{state.state}.text"
    words_left = right - text_width(words, TYPE.caption)
    shapes: list[Shape] = [
        Box(x, y, width, CARD, ground, line, SIZE.radius, entity=key, tip=tip),
        Text(
            left,
            y + 17,
            shortened(name, name_room, TYPE.table, True),
            TYPE.table,
            "text.on_selection" if selected else "text.primary",
            bold=True,
            entity=key,
            tip=tip,
        ),
        Text(words_left, y + 17, words, TYPE.caption, ink, entity=key, tip=tip),
        *state_sign(state.state, words_left - SIZE.sign - 3, y + 6, 12, entity=key, tip=tip),
        Text(
            left,
            y + 32,
            held,
            TYPE.caption,
            "text.on_selection" if selected else "text.secondary",
            entity=key,
            tip=tip,
        ),
    ]
    if store is not None and store.capacity_gib and store.months:
        used = store.months[0].total
        shapes += use_bar(left, y + 38, right - left, used, store.ceiling_gib, store.capacity_gib, height=4)
    return shapes
