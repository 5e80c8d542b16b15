"""The sheet of what moves the totals: one row for each assumption with a range and each total that it moves."""

from __future__ import annotations

from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.sensitivity import Sensitivity
from dr_desktop.files.workbook_columns import SheetColumn
from dr_desktop.files.workbook_sheet import TableSheet
from dr_desktop.plan.assumptions import DEFINITIONS
from dr_desktop.report.tornado import assumption_words, totals_shown

_WORDS = {"fullest_gib": "GiB at the fullest target"}


def sensitivity_sheet(assessment: Assessment, sensitivity: Sensitivity) -> TableSheet:
    """Total, assumption, its ends, and the total at each; the assumption that moves a total most first."""
    columns = (
        SheetColumn("Total", follows=True, bold=True),
        SheetColumn("Assumption", follows=True),
        SheetColumn("Unit", follows=True),
        SheetColumn("Low end", "number", 2, follows=True),
        SheetColumn("High end", "number", 2, follows=True),
        SheetColumn("Total as it stands", "number", 2, follows=True, width=15),
        SheetColumn("Total at the low end", "number", 2, follows=True, width=15),
        SheetColumn("Total at the high end", "number", 2, follows=True, width=15),
        SheetColumn("Apart", "number", 2, follows=True, width=13, help="How far the total lies apart at both ends."),
        SheetColumn("Key", "id", printed=False, width=20),
    )
    rows = []
    for total, shown in totals_shown(assessment.plan, sensitivity.fullest_store).items():
        base = getattr(sensitivity.base, total)
        for swing in sensitivity.ranked(total):
            low, high = swing.ends(total) or (None, None)
            rows.append(
                (
                    _WORDS.get(total, shown.words),
                    assumption_words(assessment.plan, swing.assumption),
                    DEFINITIONS[swing.assumption].unit,
                    swing.low,
                    swing.high,
                    base,
                    low,
                    high,
                    swing.width(total),
                    swing.assumption,
                )
            )
    intro = "Each assumption with a range at its low and at its high end, the others as they are."
    return TableSheet("What moves it", intro, columns, rows, "No assumption with a range moves a total.")
