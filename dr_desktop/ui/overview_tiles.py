"""The Overview's tiles: the five totals in large figures, each with what it means for the plan."""

from __future__ import annotations

from typing import NamedTuple

from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.shown import show_date, show_number
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.look import TYPE
from dr_desktop.report.picture import Box, Picture, Shape, Text
from dr_desktop.report.signs import state_sign
from dr_desktop.ui.number_marks import NumberMarks
from dr_desktop.ui.totals_strip import totals_of

HEIGHT = 84.0
_GAP = 6.0


class Meaning(NamedTuple):
    """What a total means: a state's sign ("" for none) and a few words."""

    state: str
    words: str


def meanings(assessment: Assessment, marks: NumberMarks, prices_of: str) -> tuple[Meaning, ...]:
    """What each of the five totals means, in their order."""
    totals = assessment.totals
    missing = totals.applications - totals.applications_meeting
    return (
        Meaning("warning", f"{show_number(missing, 0, *marks)} miss one, or it is not known")
        if missing
        else Meaning("recommended" if totals.applications else "", "all do" if totals.applications else "none yet"),
        Meaning("warning", f"{show_number(totals.undecided, 0, *marks)} undecided")
        if totals.undecided
        else Meaning("recommended" if totals.machines else "", "every machine is decided"),
        _store(assessment),
        Meaning("note", f"prices of {prices_of}")
        if totals.cost_month is not None
        else Meaning("", "nothing uses Azure yet"),
        Meaning("note", f"{show_number(totals.notes, 0, *marks)} notes · {totals.accepted:,} accepted"),
    )


def tiles_picture(assessment: Assessment, marks: NumberMarks, prices_of: str, width: float) -> Picture:
    """Five tiles side by side, `width` px in all; each stands for the page that its total comes from."""
    totals = totals_of(assessment, None, marks)
    each = (width - 4 * _GAP) / 5
    shapes: list[Shape] = []
    for place, (total, meaning) in enumerate(zip(totals, meanings(assessment, marks, prices_of), strict=True)):
        x = place * (each + _GAP)
        words = f"{total.caption}: {total.figure} {total.beside}; {meaning.words}"
        shapes.append(
            Box(x, 0, each, HEIGHT, fill="panel", line="line", entity=f"page:{total.page}:{place}", tip=words)
        )
        shapes.append(
            Text(x + 12, 20, shortened(total.caption, each - 24, TYPE.caption), TYPE.caption, "text.secondary")
        )
        shapes.append(Text(x + 12, 49, total.figure, TYPE.overview, bold=True))
        left = x + 12 + text_width(total.figure, TYPE.overview, True) + 7
        beside = shortened(total.beside.partition(" · ")[0], max(0.0, x + each - 8 - left), TYPE.table)
        shapes.append(Text(left, 49, beside, TYPE.table, "text.secondary"))
        left = x + 12
        role = "text.secondary"
        if meaning.state:
            shapes += state_sign(meaning.state, left, 60, 12)
            left += 17
            role = f"{meaning.state}.text"
        shapes.append(Text(left, 70, shortened(meaning.words, x + each - 8 - left, TYPE.table), TYPE.table, role))
    told = "; ".join(f"{one.caption} {one.figure} {one.beside}" for one in totals)
    return Picture(width, HEIGHT, tuple(shapes), "Totals", told)


def _store(assessment: Assessment) -> Meaning:
    store = assessment.targets.get(assessment.totals.fullest_store)
    if store is None or store.worst is None:
        return Meaning("", "nothing is stored yet")
    if store.run_out is not None:
        return Meaning("warning", f"ceiling in {show_date(store.run_out).partition(' ')[2]}")
    if store.capacity_gib is None:
        return Meaning("note", "no limit stated")
    return Meaning("recommended", f"holds {len(store.months)} months")
