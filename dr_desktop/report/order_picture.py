"""A better order of recovery as a picture: what is gained, who comes back earlier, who later, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from dr_desktop.assessment.recovery_order import OrderChange, OrderSearch
from dr_desktop.assessment.recovery_score import Score
from dr_desktop.assessment.recovery_slots import SlowerWithMore
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_minutes, show_money
from dr_desktop.report.axes import MARGIN, nothing_to_draw
from dr_desktop.report.font_metrics import shortened, text_width, wrapped
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.names import counted, listed, name_of, names_of
from dr_desktop.report.picture import Box, Path, Picture, Shape, Text
from dr_desktop.report.signs import state_sign, tier_mark

_ROW: Final = 24.0
_NAMES: Final = 230.0
_FEW: Final = 3
_GREY: Final = "text.secondary"


def order_sentence(found: OrderSearch, plan: Plan) -> str:
    """What the search came to, in one sentence or two."""
    tried = f"{counted(found.simulations, 'recovery', 'recoveries')} tried"
    bound = "" if found.ended else "; a longer search might find more"
    if not found.order:
        return f"No better order than by tier was found: {tried}{bound}."
    gains = []
    turned = [one for one in found.changes if one.met_after and one.met_before is False]
    lost = [one for one in found.changes if one.met_before and one.met_after is False]
    if turned:
        gains.append(f"{_names(turned, plan)} {'meets its' if len(turned) == 1 else 'meet their'} RTO")
    if found.before.cost - found.after.cost >= 1:
        gains.append(f"the outage costs {show_money(found.before.cost - found.after.cost, _currency(plan))} less")
    if not gains and found.before.makespan > found.after.makespan:
        earlier = show_minutes(found.before.makespan - found.after.makespan)
        gains.append(f"the last application is back {earlier} earlier")
    misses = f" {_names(lost, plan)} {'misses its' if len(lost) == 1 else 'miss their'} RTO instead." if lost else ""
    said = listed(gains) or "it is better as a whole"
    tiers = f" Served before a higher tier: {names_of(plan, found.out_of_tier)}." if found.out_of_tier else ""
    return f"In another order {said} ({tried}{bound}).{misses}{tiers}"


def slower_sentence(one: SlowerWithMore, plan: Plan) -> str:
    """Where more places at a time make it worse: which, and who comes back how much later."""
    worst = one.slower[:_FEW]
    later = listed([f"{name_of(plan, change.application)} {show_minutes(-change.gains)}" for change in worst])
    others = f" and {counted(len(one.slower) - _FEW, 'other')}" if len(one.slower) > _FEW else ""
    who = f": {later}{others} later" if worst else ""
    return f"More is not faster: with {one.tried:,} instead of {one.resource.words} it is worse{who}."


def order_picture(
    found: OrderSearch, slower: Sequence[SlowerWithMore], plan: Plan, width: float, height: float
) -> Picture:
    """The gain, each application that comes back at another time, and the order; width and height in px.

    The entity of a row is the id of its application.
    """
    title = "A better order of recovery"
    sentence = order_sentence(found, plan)
    if not found.order and not slower:
        return nothing_to_draw((width, height), title, sentence)
    shapes: list[Shape] = []
    y = 4.0
    for line in wrapped(sentence, width - 2 * MARGIN, TYPE.body):
        y += 18
        shapes.append(Text(MARGIN, y, line, TYPE.body, bold=True))
    y += 8
    for one in slower:
        for line in wrapped(slower_sentence(one, plan), width - 2 * MARGIN - 20, TYPE.table):
            y += 17
            shapes.append(Text(MARGIN + 20, y, line, TYPE.table, "warning.text"))
        shapes += state_sign("warning", MARGIN, y - 11, 12)
    y += 14
    if found.order:
        y = _scores(found, plan, shapes, y)
        y = _changes(found, plan, shapes, y, width)
        y = _order(found, plan, shapes, y, width)
    return Picture(width, max(height, y + MARGIN), tuple(shapes), title, sentence)


def _scores(found: OrderSearch, plan: Plan, shapes: list[Shape], y: float) -> float:
    rows = [
        ("", "By tier", "In the order found"),
        ("RTOs missed, highest tier counts most", *_both(found, lambda one: f"{one.missed:g}")),
        ("Left down, highest tier counts most", *_both(found, lambda one: f"{one.down:g}")),
        ("Cost of the outage", *_both(found, lambda one: show_money(one.cost, _currency(plan)))),
        ("Last application back", *_both(found, lambda one: show_minutes(one.makespan))),
    ]
    for place, (label, before, after) in enumerate(rows):
        head = place == 0
        role = "text.secondary" if head else "text.primary"
        shapes.append(Text(MARGIN, y + 15, label, TYPE.table, "text.secondary"))
        shapes.append(Text(MARGIN + _NAMES + 90, y + 15, before, TYPE.table, role, "right"))
        shapes.append(Text(MARGIN + _NAMES + 240, y + 15, after, TYPE.table, role, "right", bold=not head))
        y += 20
    return y + 12


def _both(found: OrderSearch, say: Callable[[Score], str]) -> tuple[str, str]:
    return say(found.before), say(found.after)


def _changes(found: OrderSearch, plan: Plan, shapes: list[Shape], y: float, width: float) -> float:
    shapes.append(Text(MARGIN, y + 12, "Who comes back at another time", TYPE.body, bold=True))
    left = MARGIN + _NAMES
    legend = "Arrow: from by tier to the order found; upright: the RTO"
    shapes.append(Text(left, y + 12, shortened(legend, width - left - MARGIN, TYPE.caption), TYPE.caption, _GREY))
    y += 20
    room = max(80.0, width - left - 330)
    until = max([time for one in found.changes for time in (one.before, one.after) if time is not None], default=1.0)
    for place, one in enumerate(found.changes):
        key = one.application
        shapes.append(Box(0, y, width, _ROW, "panel.alternate" if place % 2 else None, entity=key))
        shapes += _name(plan, key, y)
        shapes += _move(one, left, left + room, until, y)
        words, role = _said(one)
        shapes.append(Text(left + room + 14, y + 16, words, TYPE.table, role))
        y += _ROW
    return y + 12


def _move(one: OrderChange, left: float, right: float, until: float, y: float) -> list[Shape]:
    """An arrow from the time by tier to the time in the new order, and the mark of the RTO."""
    middle = y + _ROW / 2
    shapes: list[Shape] = [Path(((left, middle), (right, middle)), line="grid")]

    def x(minutes: float | None) -> float:
        return right if minutes is None else left + (right - left) * minutes / until

    if one.rto_minutes is not None and one.rto_minutes <= until:
        at = x(one.rto_minutes)
        shapes.append(Path(((at, y + 4), (at, y + _ROW - 4)), line="chart.marker", width=2))
    before, after = x(one.before), x(one.after)
    role = "recommended.fill" if one.gains > 0 else "error.fill"
    tip = 5.0 if after >= before else -5.0
    shapes.append(Path(((before, middle - 4), (before, middle + 4)), line=role, width=2))
    shapes.append(Path(((before, middle), (after, middle)), line=role, width=2))
    shapes.append(Path(((after - tip, middle - 4), (after, middle), (after - tip, middle + 4)), line=role, width=2))
    return shapes


def _said(one: OrderChange) -> tuple[str, str]:
    gains = one.gains
    if one.before is None:
        words = f"back after {show_minutes(one.after)}, stays down by tier"
    elif one.after is None:
        words = "stays down"
    else:
        words = f"{show_minutes(abs(gains))} {'earlier' if gains > 0 else 'later'}, {show_minutes(one.after)}"
    if one.met_after and one.met_before is False:
        return f"{words}: meets its RTO", "recommended.text"
    if one.met_before and one.met_after is False:
        return f"{words}: misses its RTO", "error.text"
    return words, "text.secondary"


def _order(found: OrderSearch, plan: Plan, shapes: list[Shape], y: float, width: float) -> float:
    shapes.append(Text(MARGIN, y + 12, "The order", TYPE.body, bold=True))
    y += 20
    x = MARGIN
    for place, key in enumerate(found.order, 1):
        words = shortened(f"{place}. {name_of(plan, key)}", 220, TYPE.table)
        needed = text_width(words, TYPE.table) + SIZE.tier_mark + 24
        if x > MARGIN and x + needed > width - MARGIN:
            x, y = MARGIN, y + 22
        shapes.append(Box(x, y, needed - 8, 20, entity=key))
        shapes += tier_mark(_rank(plan, key), x, y + 3)
        shapes.append(Text(x + SIZE.tier_mark + 5, y + 14, words, TYPE.table))
        x += needed
    return y + 26


def _name(plan: Plan, key: str, y: float) -> list[Shape]:
    words = shortened(name_of(plan, key), _NAMES - SIZE.tier_mark - 20, TYPE.table)
    text = Text(MARGIN + SIZE.tier_mark + 7, y + 16, words, TYPE.table)
    return [*tier_mark(_rank(plan, key), MARGIN, y + 5), text]


def _rank(plan: Plan, key: str) -> int | None:
    tier = plan.tiers.get(plan.applications[key].tier or "")
    return tier.rank if tier is not None else None


def _names(changes: Sequence[OrderChange], plan: Plan) -> str:
    names = [name_of(plan, one.application) for one in changes]
    more = [*names[:_FEW], counted(len(names) - _FEW, "other")] if len(names) > _FEW else names
    return listed(more)


def _currency(plan: Plan) -> str:
    return plan.header.currency
