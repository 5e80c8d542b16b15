"""Capacity: every backup target and stamp, month by month at its worst day, with a chart for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dr_desktop.assessment.explanation import Subject
from dr_desktop.assessment.results import Assessment, StoreResult
from dr_desktop.files.workbook_cells import Value
from dr_desktop.files.workbook_chart import CHART_ROWS, CHART_WIDTH, ROW_PX, dress_chart, filled
from dr_desktop.files.workbook_columns import SheetColumn
from dr_desktop.files.workbook_sheet import HEAD_ROW, Book, TableSheet, write_table_sheet
from dr_desktop.plan.shown import show_date
from dr_desktop.report.blocks import Cell
from dr_desktop.report.capacity_picture import parts_of, stores_in_use
from dr_desktop.report.look import colour, hatch_of
from dr_desktop.report.names import name_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_COLUMNS: Final = (
    SheetColumn("Store", follows=True, bold=True),
    SheetColumn("Month", "month", follows=True),
    SheetColumn("Restore points or replicas, GiB", "number", 1, follows=True, width=13),
    SheetColumn("Weekly to yearly fulls, GiB", "number", 1, follows=True, width=13),
    SheetColumn("Second copies or targets there, GiB", "number", 1, follows=True, width=13),
    SheetColumn("Working space or running there, GiB", "number", 1, follows=True, width=13),
    SheetColumn("Headroom, GiB", "number", 1, follows=True, width=12),
    SheetColumn("Needed on the worst day, GiB", "number", 1, follows=True, width=13),
    SheetColumn("Worst day", "date", follows=True, width=12),
    SheetColumn("Ceiling, GiB", "number", 1, follows=True, width=13),
    SheetColumn("Capacity, GiB", "number", 1, follows=True, width=13),
    SheetColumn("Left to the ceiling, GiB", "number", 1, follows=True, width=13),
    SheetColumn("Stored in the mean of the month, GiB", "number", 1, follows=True, width=13),
    SheetColumn("Id", "id", follows=True, printed=False, width=14),
)
_PARTS: Final = {"points": 2, "archive": 3, "copies": 4, "working": 5, "headroom": 6}
_MONTH, _CEILING, _CAPACITY = 1, 9, 10
_CHART_AT: Final = len(_COLUMNS) + 1
_CHART_COLUMNS: Final = CHART_WIDTH // 64  # a column that nothing is said of is 64 px wide
_PRINT_SCALE: Final = 52  # table, gap and chart stand beside each other on A3, in LibreOffice too
_ROWS_A_PAGE: Final = int((297 - 40) / 25.4 * 96 * 100 / _PRINT_SCALE / ROW_PX)
"""A3 landscape less its margins, in rows of the usual height at the scale of the print."""


def add_capacity_sheet(book: Book, assessment: Assessment) -> None:
    """One table over all stores; beside each store's rows a chart of what it needs against its ceiling."""
    stores = stores_in_use(assessment)
    rows: list[tuple[Value | Cell, ...]] = []
    begins: dict[str, int] = {}
    for key, store in stores.items():
        begins[key] = HEAD_ROW + 1 + len(rows)
        rows += _rows(name_of(assessment.plan, key), key, store, begins[key])
    intro = "Each backup target and stamp, month by month, on the day that it needs most. Totals are formulas."
    found = TableSheet("Capacity", intro, _COLUMNS, rows, "No store is used or has a stated size.")
    sheet = write_table_sheet(book, found)
    free = HEAD_ROW
    for key, store in stores.items():
        at = max(free, begins[key])
        _add_chart(book, sheet, name_of(assessment.plan, key), store, begins[key], at)
        free = at + CHART_ROWS + 1
    if stores:
        last = max(free, HEAD_ROW + len(rows))
        sheet.print_area(0, 0, last, _CHART_AT + _CHART_COLUMNS)
        sheet.set_paper(8)
        # Fitted pages would ignore the breaks that keep a store and its chart together.
        sheet.set_print_scale(_PRINT_SCALE)
        sheet.set_h_pagebreaks(_breaks(list(begins.values()), last))


def _breaks(begins: list[int], last: int) -> list[int]:
    """Rows before which a page ends, so that no store is divided that fits on one."""
    found: list[int] = []
    page = 0
    for begin, end in zip(begins, [*begins[1:], last + 1], strict=True):
        if end - page > _ROWS_A_PAGE and begin > page + HEAD_ROW + 1:
            found.append(begin)
            page = begin
    return found


def _rows(name: str, key: str, store: StoreResult, first: int) -> list[tuple[Value | Cell, ...]]:
    found: list[tuple[Value | Cell, ...]] = []
    for place, step in enumerate(store.months):
        row = first + place + 1  # as Excel counts
        ceiling = store.ceiling_gib
        left = None if ceiling is None else Value(ceiling - step.total, "follows", f"=J{row}-H{row}")
        told = step is store.worst or place == 0

        def noted(part: str, value: float, formula: str = "", place: int = place, told: bool = told) -> Value:
            return Value(value, "follows", formula, Subject(store.kind, key, part, place) if told else None)

        found.append(
            (
                name,
                step.month,
                noted("points", step.points),
                noted("archive", step.archive),
                noted("copies", step.copies),
                noted("working", step.working),
                noted("headroom", step.headroom),
                noted("needed", step.total, f"=SUM(C{row}:G{row})"),
                step.worst_day,
                ceiling,
                store.capacity_gib,
                left,
                step.stored_average,
                key,
            )
        )
    return found


def _add_chart(book: Book, sheet: Worksheet, name: str, store: StoreResult, first: int, at: int) -> None:
    """Parts stacked as areas; ceiling and capacity as lines."""
    last = first + len(store.months) - 1
    sheet_name = book.sheets["Capacity"]
    chart: Any = book.workbook.add_chart({"type": "area", "subtype": "stacked"})
    months = [sheet_name, first, _MONTH, last, _MONTH]
    for part, words in parts_of(store):
        place = _PARTS[part]
        role = f"stack.{part}"
        chart.add_series(
            {
                "name": words,
                "categories": months,
                "values": [sheet_name, first, place, last, place],
                **filled(role, hatch_of(role)),
                "border": {"color": colour("panel"), "width": 0.5},
            }
        )
    lines: Any = book.workbook.add_chart({"type": "line"})
    limits = [(_CEILING, "Ceiling", "chart.ceiling", "dash", store.ceiling_gib)]
    limits.append((_CAPACITY, "Capacity", "chart.capacity", "solid", store.capacity_gib))
    drawn = [one for one in limits if one[4] is not None]
    for place, words, role, dash, _ in drawn:
        lines.add_series(
            {
                "name": words,
                "categories": months,
                "values": [sheet_name, first, place, last, place],
                "line": {"color": colour(role), "width": 1.75, "dash_type": dash},
            }
        )
    if drawn:
        chart.combine(lines)
    dress_chart(chart, f"{name}: {_outcome(store)}", "GiB on the worst day of the month")
    sheet.insert_chart(at, _CHART_AT, chart, {"object_position": 2, "description": f"{name}, need by month"})


def _outcome(store: StoreResult) -> str:
    if store.run_out is not None:
        return f"passes its ceiling in {show_date(store.run_out).split(' ', 1)[1]}"
    return "stays below its ceiling" if store.ceiling_gib is not None else "no limit stated"
