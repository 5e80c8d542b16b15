"""First copies by machine: in which nights, over which store, and which can never be made."""

from __future__ import annotations

from dr_desktop.assessment.onboarding import binds_words, onboarding_of
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.waves import Wave
from dr_desktop.files.workbook_cells import Value
from dr_desktop.files.workbook_columns import SheetColumn
from dr_desktop.files.workbook_sheet import TableSheet
from dr_desktop.report.blocks import Cell
from dr_desktop.report.names import name_of
from dr_desktop.report.sections.onboarding import onboarding_sentence


def onboarding_sheet(assessment: Assessment) -> TableSheet:
    """A row per night and store with its machines, then a row per first copy that can never be made."""
    found = onboarding_of(assessment)
    columns = (
        SheetColumn("Night", "date", follows=True, bold=True, width=14),
        SheetColumn("Store", follows=True),
        SheetColumn("Policy", follows=True),
        SheetColumn("Machines", "number", 0, True, width=10),
        SheetColumn("Complete", "number", 0, True, True, width=10, help="First copies that end in this night."),
        SheetColumn("Data, GiB", "number", 1, True, True, width=12, help="In use, before reduction."),
        SheetColumn("Used, h", "number", 1, True, width=10, help="Of the window, at full speed."),
        SheetColumn("Window, h", "number", 1, True, width=10),
        SheetColumn("No more because of", follows=True),
        SheetColumn("Which machines", "prose", follows=True),
    )
    rows: list[tuple[Value | Cell, ...]] = [_row(assessment, wave) for wave in found.waves]
    plan = assessment.plan
    rows += [
        (
            None,
            name_of(plan, one.store),
            "",
            1,
            0,
            0.0,
            None,
            None,
            f"Never: {one.sentence}",
            name_of(plan, one.machine),
        )
        for one in found.impossible
    ]
    return TableSheet("Onboarding", onboarding_sentence(found), columns, rows, "Nothing is to be brought in.")


def _row(assessment: Assessment, wave: Wave) -> tuple[Value | Cell, ...]:
    plan = assessment.plan
    return (
        wave.night,
        name_of(plan, wave.store),
        name_of(plan, wave.policy) if wave.policy else "First replicas",
        len(wave.machines),
        wave.finished,
        wave.gib,
        wave.hours,
        wave.window_hours,
        binds_words(plan, wave),
        ", ".join(name_of(plan, one) for one in wave.machines),
    )
