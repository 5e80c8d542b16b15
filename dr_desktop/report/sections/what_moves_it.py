"""What moves the totals: a tornado for cost and storage, and for each total the assumptions that move it most."""

from __future__ import annotations

from functools import partial
from typing import Final

from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.sensitivity import Sensitivity
from dr_desktop.plan.assumptions import DEFINITIONS
from dr_desktop.report.blocks import Block, Column, Figure, Paragraph, Row, Section, Table
from dr_desktop.report.names import listed
from dr_desktop.report.tornado import assumption_words, range_words, tornado_picture, totals_shown

_DRAWN: Final = ("cost_month", "fullest_gib")
_TOP: Final = 6
_WIDTH: Final = 820.0
_HOW: Final = (
    "Each assumption with a range is set to its low and to its high end, all others kept as they are, and the whole "
    "plan is assessed anew. Assumptions that move together are not tried together."
)
_NOT_DONE: Final = (
    "It was not worked out for this document: the plan is large. In the program, open Assumptions & prices and choose "
    "What moves it."
)


def sensitivity_section(assessment: Assessment, sensitivity: Sensitivity | None) -> Section:
    """Tornado pictures and one table; where nothing was worked out, that is said."""
    title = "What moves the totals"
    if sensitivity is None:
        return Section("sensitivity", title, (Paragraph(_NOT_DONE),))
    blocks: list[Block] = [Paragraph(_HOW)]
    plan = assessment.plan
    for total in _DRAWN:
        if not sensitivity.ranked(total):
            continue
        drawn = tornado_picture(sensitivity, plan, total, _WIDTH, 0)
        draw = partial(tornado_picture, sensitivity, plan, total)
        blocks.append(Figure(f"tornado-{total}", draw, drawn.alt, drawn.height / _WIDTH, _WIDTH))
    blocks.append(_table(assessment, sensitivity))
    still = [one.words for key, one in totals_shown(plan, sensitivity.fullest_store).items()
             if not sensitivity.ranked(key)]  # fmt: skip
    if still:
        blocks.append(Paragraph(f"No assumption moves these: {listed(still)}."))
    return Section("sensitivity", title, tuple(blocks))


def _table(assessment: Assessment, sensitivity: Sensitivity) -> Table:
    columns = (
        Column("Total", 0.26, bold=True),
        Column("Assumption", 0.28),
        Column("Range", 0.18),
        Column("At its low end", 0.14),
        Column("At its high end", 0.14),
    )
    rows = []
    for total, shown in totals_shown(assessment.plan, sensitivity.fullest_store).items():
        for place, swing in enumerate(sensitivity.ranked(total)[:_TOP]):
            low, high = swing.ends(total) or (0.0, 0.0)
            name = assumption_words(assessment.plan, swing.assumption)
            rows.append(
                Row((shown.words if place == 0 else "", name, range_words(swing), shown.say(low), shown.say(high)))
            )
    certain = listed(DEFINITIONS[key].name for key in sensitivity.certain)
    note = f"Without a range, and so not tried: {certain}." if certain else ""
    title = "Totals and the assumptions that move them most"
    return Table("sensitivity", title, columns, tuple(rows), note, "No assumption with a range moves a total.",
                 tight=True)  # fmt: skip
