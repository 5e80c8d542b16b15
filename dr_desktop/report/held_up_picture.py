"""What holds a recovery up, what one change of the plan buys, and the way home: short lists that lead to the plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dr_desktop.assessment.failback import Failback
from dr_desktop.assessment.recovery_changes import OneChange, Saving
from dr_desktop.assessment.recovery_records import RecoveryResult
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import MINUS, NO_BREAK_SPACE, show_minutes, show_money, show_number
from dr_desktop.report.fact_sheet import go_to
from dr_desktop.report.font_metrics import shortened, text_width, wrapped
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.picture import Box, Picture, Shape, Text, Tip, TipRow

_ROW: Final = 22.0
_PAD: Final = 6.0
_TIME: Final = 66.0
_MOST: Final = 8
_CHANGE: Final = "change|"
WORK_OUT: Final = "work-out"
"""The entity of the row that asks for the changes to be worked out."""


def change_entity(place: int) -> str:
    """The entity of a change by its place in the list."""
    return f"{_CHANGE}{place}"


def change_of(entity: str) -> int | None:
    """The place of the change that an entity stands for; None for another."""
    place = entity.removeprefix(_CHANGE)
    return int(place) if entity.startswith(_CHANGE) and place.isdigit() else None


def held_up_picture(
    plan: Plan,
    result: RecoveryResult,
    changes: Sequence[OneChange] | None,
    size: tuple[float, float],
    *,
    working: bool = False,
    home: Failback | None = None,
) -> Picture:
    """The lists, `size` = (width, least height) in px. `changes` None: not worked out, or just being (`working`).

    `home`: the way back to the lost site, where it is to be said.
    """
    lists = _Lists(size[0])
    lists.heading("What holds it up", "From", "To")
    for held in result.held_up[:_MOST]:
        resource = held.resource
        entity = go_to(resource.table, resource.entity, resource.field) if resource.entity else None
        tip = Tip(resource.words, (TipRow("Recoveries waited for it in all", show_minutes(held.minutes)),))
        times = (show_minutes(held.from_minutes, in_table=True), show_minutes(held.to_minutes, in_table=True))
        lists.row(resource.words, times, entity, tip)
    if not result.held_up:
        lists.words("Nothing that is shared holds a recovery up.")
    lists.gap()
    lists.heading("What one change buys")
    if changes is None and working:
        lists.words("Each change is being simulated …")
    elif changes is None:
        lists.link("Simulate every change", WORK_OUT)
    elif not changes:
        lists.words("No single change makes a recovery noticeably shorter.")
    for place, change in enumerate((changes or ())[:_MOST]):
        lists.change(plan, change, place)
    if home is not None and home.applications:
        lists.gap()
        lists.heading("Way home, once the site is usable")
        for words, value in home_rows(plan, home):
            lists.pair(words, value)
    alt = "; ".join([held.resource.words for held in result.held_up]) or "nothing"
    return Picture(size[0], max(size[1], lists.y + 4), tuple(lists.shapes), "What holds it up", f"Held up by {alt}.")


def home_rows(plan: Plan, home: Failback) -> list[tuple[str, str]]:
    """The way home of the estate as words and values."""
    rows = [
        ("All are home after", show_minutes(home.minutes)),
        ("Longest without an application", show_minutes(home.downtime_minutes)),
        ("Moved", f"{show_number(home.moved_gib)}{NO_BREAK_SPACE}GiB"),
    ]
    if home.egress_gib:
        rows.append(("Leaves Azure for it", f"{show_number(home.egress_gib)}{NO_BREAK_SPACE}GiB"))
        rows.append(("Cost of that", show_money(home.egress_cost, plan.header.currency)))
    unknown = sum([one.ends_minutes is None for one in home.applications])
    if unknown:
        rows.append(("Not known for", counted(unknown, "application")))
    return rows


def saving_words(plan: Plan, saving: Saving) -> str:
    """Billing −4 h 40: what a change does to an application."""
    if not saving.minutes:
        return f"{name_of(plan, saving.application)} {_turn(saving)}"
    words = show_minutes(abs(saving.minutes), in_table=True)
    return f"{name_of(plan, saving.application)} {MINUS if saving.minutes > 0 else '+'}{words}"


def _turn(saving: Saving) -> str:
    return f"RPO {saving.rpo}" if saving.rpo else f"RTO {saving.rto}"


class _Lists:
    """Rows laid out from the top down; `y` is where the next one begins."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.y = 0.0
        self.shapes: list[Shape] = []

    def heading(self, words: str, *columns: str) -> None:
        self.shapes.append(Box(0, self.y, self.width, _ROW, "header"))
        self.shapes.append(Text(_PAD, self.y + 15, words, TYPE.table, bold=True))
        right = self.width - _PAD
        for column in reversed(columns):
            self.shapes.append(Text(right, self.y + 15, column, TYPE.table, "text.primary", "right", True))
            right -= _TIME
        self.y += _ROW

    def row(self, words: str, times: tuple[str, ...], entity: str | None, tip: Tip) -> None:
        fitting = shortened(words, self.width - 2 * _PAD - _TIME * len(times), TYPE.table)
        self._ground(entity, tip)
        self.shapes.append(Text(_PAD, self.y + 15, fitting, TYPE.table))
        right = self.width - _PAD
        for one in reversed(times):
            self.shapes.append(Text(right, self.y + 15, one, TYPE.table, "text.primary", "right"))
            right -= _TIME
        self._line()

    def change(self, plan: Plan, change: OneChange, place: int) -> None:
        """What is changed, and what that does to the application that gains most; the tip names the others."""
        first = change.savings[0]
        better = first.minutes > 0 or "met" in (first.rto, first.rpo)
        role = "recommended.text" if better else "error.text"
        said = saving_words(plan, first)
        if change.met > 0:
            said += f", {change.met} met"
        said = shortened(said, self.width * 0.55, TYPE.table)
        rows = [TipRow(saving_words(plan, one), _turned_words(one)) for one in change.savings[:12]]
        if change.met > 0:
            rows.append(TipRow("Objectives that are met then and are missed now", f"{change.met:,}"))
        rows.append(TipRow("All back after", show_minutes(change.makespan_minutes)))
        rows.append(TipRow("A click makes this change in the plan; it can be undone"))
        self._ground(change_entity(place), Tip(change.words, tuple(rows)))
        room = self.width - 2 * _PAD - text_width(said, TYPE.table) - 8
        self.shapes.append(Text(_PAD, self.y + 15, shortened(change.words, room, TYPE.table), TYPE.table, "text.link"))
        self.shapes.append(Text(self.width - _PAD, self.y + 15, said, TYPE.table, role, "right"))
        self._line()

    def pair(self, words: str, value: str) -> None:
        self.shapes.append(Text(_PAD, self.y + 15, words, TYPE.table))
        self.shapes.append(Text(self.width - _PAD, self.y + 15, value, TYPE.table, "text.primary", "right"))
        self._line()

    def words(self, words: str) -> None:
        for line in wrapped(words, self.width - 2 * _PAD, TYPE.table):
            self.shapes.append(Text(_PAD, self.y + 15, line, TYPE.table, "text.secondary"))
            self.y += 17
        self.y += 3

    def link(self, words: str, entity: str) -> None:
        self._ground(entity, Tip(words))
        self.shapes.append(Text(_PAD, self.y + 15, words, TYPE.table, "text.link"))
        self.y += _ROW

    def gap(self) -> None:
        self.y += 8

    def _ground(self, entity: str | None, tip: Tip) -> None:
        self.shapes.append(Box(0, self.y, self.width, _ROW, None, radius=SIZE.radius, entity=entity, tip=tip))

    def _line(self) -> None:
        self.y += _ROW
        self.shapes.append(Box(0, self.y - 1, self.width, 1, "grid"))


def _turned_words(saving: Saving) -> str:
    said = [f"RTO {saving.rto}" if saving.rto else "", f"RPO {saving.rpo}" if saving.rpo else ""]
    return ", ".join([one for one in said if one])
