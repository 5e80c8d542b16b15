"""Consumption in Azure by month and component, with a chart, and what each component rests on."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, fsum
from typing import TYPE_CHECKING, Any, Final

from dr_desktop.assessment.consumption import usual_month
from dr_desktop.assessment.consumption_range import cost_range
from dr_desktop.assessment.explanation import Subject
from dr_desktop.assessment.outage_balance import BALANCE_RULE, BALANCE_WORDS, outage_balances
from dr_desktop.assessment.results import Assessment, Consumption, ConsumptionComponent
from dr_desktop.files.workbook_cells import Value
from dr_desktop.files.workbook_chart import CHART_WIDTH, ROW_PX, dress_chart, filled
from dr_desktop.files.workbook_columns import SheetColumn
from dr_desktop.files.workbook_print import pages_across, paper_of, print_of, px_of
from dr_desktop.files.workbook_sheet import HEAD_ROW, Book, TableSheet, write_table_sheet
from dr_desktop.report.blocks import Cell
from dr_desktop.report.consumption_picture import drawn_components
from dr_desktop.report.look import component_pattern
from dr_desktop.report.names import name_of
from dr_desktop.report.outage_facts import by_urgency

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

STATE_WORDS: Final = {"steady": "Steady", "drill": "Drills", "failover": "After a failover"}
_HIGH_ROWS: Final = 26
_MONTH_WIDTH, _AMOUNT_WIDTH = 22.0, 15.0  # characters
_ABOVE_PX: Final = 142  # title, sentence, band, sums and headings
_STATES: Final = ("steady", "drill", "failover")


def add_consumption_sheets(book: Book, assessment: Assessment) -> None:
    """Months by components with totals as formulas; the components with their prices; protection beside outages."""
    components = _ordered(assessment)
    sheet = write_table_sheet(book, _by_month(assessment, components))
    if components and assessment.consumption.months:
        _add_chart(book, sheet, assessment, components)
    write_table_sheet(book, _basis(book, assessment, components))
    write_table_sheet(book, outages_sheet(assessment))


def _ordered(assessment: Assessment) -> list[ConsumptionComponent]:
    """Steady parts first, since the totals add up neighbours."""
    return sorted(assessment.consumption.components, key=lambda one: _STATES.index(one.state))


def _by_month(assessment: Assessment, components: list[ConsumptionComponent]) -> TableSheet:
    consumption = assessment.consumption
    steady = len([one for one in components if one.state == "steady"])
    billed = steady + len([one for one in components if one.state == "drill"])
    money = consumption.currency
    columns = (
        SheetColumn("Month", "month", follows=True, bold=True, width=_MONTH_WIDTH),
        *[
            SheetColumn(
                f"{one.name}, {money}", "money", 2, True, one.state != "failover", width=_AMOUNT_WIDTH, help=_help(one)
            )
            for one in components
        ],
        SheetColumn(f"Steady total, {money}", "money", 2, True, True, True, width=_AMOUNT_WIDTH),
        SheetColumn(f"Total with drills, {money}", "money", 2, True, True, True, width=_AMOUNT_WIDTH),
        SheetColumn(
            f"Low, {money}",
            "money",
            2,
            True,
            True,
            width=_AMOUNT_WIDTH,
            help="Total, all assumptions at their cheap ends.",
        ),
        SheetColumn(
            f"High, {money}",
            "money",
            2,
            True,
            True,
            width=_AMOUNT_WIDTH,
            help="Total, all assumptions at their dear ends.",
        ),
        *_together_column(assessment),
    )
    together = drawn_components(assessment).together
    sums = [together] if together else []
    places = [components.index(one) + 1 for one in together]
    found = cost_range(assessment)
    low, high = (found.low.total, found.high.total) if found is not None else (consumption.total, consumption.total)
    rows: list[tuple[Value | Cell, ...]] = []
    for place, month in enumerate(consumption.months):
        row = HEAD_ROW + 2 + place  # as Excel counts
        rows.append(
            (
                month,
                *[Value(one.amounts[place], why=_why(one, place, consumption)) for one in components],
                Value(consumption.total_steady[place], "follows", _sum(row, steady)),
                Value(consumption.total[place], "follows", _sum(row, billed)),
                low[place],
                high[place],
                *[Value(fsum([one.amounts[place] for one in part]), "follows", _plus(row, places)) for part in sums],
            )
        )
    intro = "What the plan pays for in Azure each month. One failover with its failback stands in no total."
    return TableSheet("Consumption", intro, columns, rows, "Nothing in this plan is paid for in Azure.")


def _together_column(assessment: Assessment) -> tuple[SheetColumn, ...]:
    """What the chart draws as one, where it does."""
    drawn = drawn_components(assessment)
    if not drawn.together:
        return ()
    words = f"{drawn.together_words} in the chart, {assessment.consumption.currency}"
    names = ", ".join([one.name for one in drawn.together])
    return (SheetColumn(words, "money", 2, True, width=_AMOUNT_WIDTH, help=f"The sum of {names}."),)


def _plus(row: int, places: Sequence[int]) -> str:
    from xlsxwriter.utility import xl_col_to_name  # heavy, and only for a workbook

    return f"={'+'.join([f'{xl_col_to_name(place)}{row}' for place in places])}"


def _why(one: ConsumptionComponent, month: int, consumption: Consumption) -> Subject | None:
    """Amounts of the usual month are explained in their notes; a note for every month would make the file slow."""
    return Subject("component", one.key, "amount", month) if month == usual_month(consumption) else None


def outages_sheet(assessment: Assessment) -> TableSheet:
    """Each application's protection beside its expected outages, a year."""
    plan, money = assessment.plan, assessment.consumption.currency
    columns = (
        SheetColumn("Application", follows=True, bold=True),
        SheetColumn("Verdict", follows=True),
        SheetColumn(f"Protection a year, {money}", "money", 2, True, True, width=15),
        SheetColumn(f"Loss that remains, {money}", "money", 2, True, True, width=15, help="Expected in a year."),
        SheetColumn(f"Loss avoided, {money}", "money", 2, True, True, width=15),
        SheetColumn(f"Loss without protection, {money}", "money", 2, True, True, width=15),
        SheetColumn("Times a year", "number", 3, True),
        SheetColumn("Rate from", follows=True),
        SheetColumn("Hours down", "number", 1, True),
        SheetColumn("Hours of data lost", "number", 1, True),
        SheetColumn("What it rests on", "prose", follows=True),
        SheetColumn("Key", "id", follows=True, printed=False, width=20),
    )
    rows: list[tuple[Value | Cell, ...]] = [
        (
            name_of(plan, one.application),
            Value(BALANCE_WORDS[one.balance], "follows", why=Subject("balance", one.application, "balance")),
            one.protection,
            one.loss,
            one.avoided,
            one.loss_unprotected,
            one.times_a_year,
            one.times_words,
            one.hours_down,
            one.hours_lost,
            one.words,
            one.application,
        )
        for one in by_urgency(outage_balances(assessment))
    ]
    return TableSheet("Outage cost", BALANCE_RULE, columns, rows, "The plan has no application.")


def _sum(row: int, columns: int) -> str:
    from xlsxwriter.utility import xl_col_to_name  # heavy, and only for a workbook

    return f"=SUM(B{row}:{xl_col_to_name(columns)}{row})" if columns else "=0"


def _help(one: ConsumptionComponent) -> str:
    return f"{STATE_WORDS[one.state]}. {one.quantity_words}. Prices: {one.price_words or 'none'}."


def _basis(book: Book, assessment: Assessment, components: list[ConsumptionComponent]) -> TableSheet:
    from xlsxwriter.utility import xl_col_to_name  # heavy, and only for a workbook

    consumption = assessment.consumption
    months, money = len(consumption.months), consumption.currency
    usual = usual_month(consumption)
    columns = (
        SheetColumn("Component", follows=True, bold=True),
        SheetColumn("State", follows=True),
        SheetColumn(f"Usual month, {money}", "money", 2, True, True, width=15, help="The second of the horizon."),
        SheetColumn(f"Whole horizon, {money}", "money", 2, True, True, width=15),
        SheetColumn(f"Each time, {money}", "money", 2, True, width=15, help="Paid when it happens; in no total."),
        SheetColumn("Quantity in the usual month", follows=True),
        SheetColumn("Prices and their dates", "prose", follows=True),
        SheetColumn("Key", "id", follows=True, printed=False, width=20),
    )
    rows: list[tuple[Value | Cell, ...]] = []
    for place, one in enumerate(components, 1):
        where = f"{book.sheets['Consumption']}!{xl_col_to_name(place)}"
        first, last = HEAD_ROW + 2, HEAD_ROW + 1 + months
        usual_cell = f"={where}{first + usual}"
        whole = f"=SUM({where}{first}:{xl_col_to_name(place)}{last})"
        amount = Value(one.amounts[usual], "follows", usual_cell) if months else None
        billed = one.state != "failover"
        rows.append(
            (
                one.name,
                STATE_WORDS[one.state],
                amount if billed else None,
                Value(fsum(one.amounts), "follows", whole) if billed and months else None,
                None if billed else amount,
                one.quantity_words,
                one.price_words,
                one.key,
            )
        )
    intro = f"What each component rests on. The horizon has {months} months."
    return TableSheet("Consumption basis", intro, columns, rows, "Nothing in this plan is paid for in Azure.")


def _add_chart(book: Book, sheet: Worksheet, assessment: Assessment, components: list[ConsumptionComponent]) -> None:
    """Stacked columns of what is paid in a year without a disaster, below the table."""
    name = book.sheets["Consumption"]
    first, last = HEAD_ROW + 1, HEAD_ROW + len(assessment.consumption.months)
    chart: Any = book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    drawn = drawn_components(assessment)
    series = [(one.name, components.index(one) + 1) for one in drawn.alone]
    if drawn.together:
        series.append((drawn.together_words, len(components) + 5))
    if not series:
        return
    for number, (words, place) in enumerate(series):
        chart.add_series(
            {
                "name": words,
                "categories": [name, first, 0, last, 0],
                "values": [name, first, place, last, place],
                **filled(*component_pattern(number)),
                "gap": 40,
            }
        )
    dress_chart(chart, "Consumption in Azure, by month", f"{assessment.consumption.currency} a month")
    columns = 1 + len(components) + 4 + bool(drawn.together)
    table_px = px_of(_MONTH_WIDTH) + (columns - 1) * px_of(_AMOUNT_WIDTH)
    chart.set_size({"width": min(2 * CHART_WIDTH, table_px), "height": _HIGH_ROWS * ROW_PX})
    # The months are repeated on each page side by side, and with them what is drawn over their column.
    beside = 1 if pages_across(_width(columns)) > 1 else 0
    sheet.insert_chart(last + 2, beside, chart, {"object_position": 2, "description": "Consumption by month"})
    sheet.print_area(0, 0, last + 2 + _HIGH_ROWS, columns - 1)
    _set_print(sheet, columns, last)


def _width(columns: int) -> float:
    return _MONTH_WIDTH + (columns - 1) * _AMOUNT_WIDTH


def _set_print(sheet: Worksheet, columns: int, last: int) -> None:
    """Pages that do not cut the chart: those that are fitted would ignore a break above it."""
    across = pages_across(_width(columns))
    page_px = px_of(_MONTH_WIDTH) + ceil((columns - 1) / across) * px_of(_AMOUNT_WIDTH)
    months_px = (last - HEAD_ROW) * ROW_PX
    found = print_of(paper_of(_width(columns)), page_px, _ABOVE_PX + months_px, (_HIGH_ROWS + 3) * ROW_PX)
    if found.fitted:
        sheet.fit_to_pages(across, 1)
    else:
        sheet.set_print_scale(found.scale)
        sheet.set_h_pagebreaks([last + 2])
