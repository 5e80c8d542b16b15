"""The first sheet: what is asked, the figures that decide, what the colours mean, and the way to the other sheets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from dr_desktop.assessment.results import Assessment
from dr_desktop.files.workbook_cells import Value, legal, put
from dr_desktop.files.workbook_sheet import Book
from dr_desktop.plan.shown import show_date
from dr_desktop.report.blocks import Asked, Paragraph, Report, Table, TileLine, Tiles
from dr_desktop.report.blocks import shown as shown_cell
from dr_desktop.report.look import colour
from dr_desktop.report.signs import STATE_WORDS

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE: Final = "Summary"
_WIDTHS: Final = (38, 28, 33, 29, 15, 12)


class Formulas(NamedTuple):
    """Formulas of totals that other sheets hold; "" where there is no such sheet."""

    errors: str
    warnings: str
    notes: str
    accepted: str
    used_gib: str
    cost_month: str


def fill_summary(
    book: Book, sheet: Worksheet, report: Report, assessment: Assessment, formulas: Formulas, intros: Mapping[str, str]
) -> None:
    """Write the sheet, which lies before those that its formulas and links lead to."""
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    secondary = book.styles.of(font_color=colour("text.secondary"))
    sheet.write_string(0, 0, legal(report.title), book.styles.of(bold=True, font_size=14))
    sheet.write_string(1, 0, legal(report.meta.head_left), secondary)
    down = _facts(book, sheet, report, 3)
    down = _decision(book, sheet, report, down + 1)
    down = _totals(book, sheet, assessment, formulas, down + 1)
    down = _gaps(book, sheet, report, down + 1)
    down = _legend(book, sheet, down + 1)
    sheet.print_area(0, 0, down, len(_WIDTHS) - 1)  # without the list of sheets: on paper nobody can follow a link
    _contents(book, sheet, intros, down + 1)
    sheet.freeze_panes(2, 0)
    sheet.set_portrait()


def _facts(book: Book, sheet: Worksheet, report: Report, down: int) -> int:
    meta = report.meta
    label = book.styles.of(font_color=colour("text.secondary"))
    facts = (
        ("Revision", f"{meta.revision}, {meta.status[:1].lower()}{meta.status[1:]}"),
        ("Classification", meta.classification),
        ("Prepared by", ", ".join(filter(None, (meta.author, meta.author_role)))),
        ("Review meeting", show_date(meta.review_date) if meta.review_date else "not yet fixed"),
        ("Made on", show_date(meta.made_on)),
        ("Plan", f"{meta.digest} (fingerprint of its content)"),
        ("Prices", meta.price_words),
        ("Assumed", meta.assumed_words),
    )
    for words, value in facts:
        if value:
            sheet.write_string(down, 0, words, label)
            sheet.write_string(down, 1, legal(value), book.styles.of())
            down += 1
    return down


def _blocks(report: Report) -> Iterable[Any]:
    return report.sections[1].blocks if len(report.sections) > 1 else ()


def _heading(book: Book, sheet: Worksheet, down: int, words: str) -> int:
    sheet.write_string(down, 0, words, book.styles.of(bold=True, font_size=12))
    return down + 1


def _decision(book: Book, sheet: Worksheet, report: Report, down: int) -> int:
    """What is asked, the tiles and the sentences of the document's summary, in its words."""
    down = _heading(book, sheet, down, "Summary for the decision")
    wrapped = book.styles.of(text_wrap=True)
    for block in _blocks(report):
        if isinstance(block, Asked):
            style = book.styles.of(text_wrap=True, bold=True, left=5, left_color=colour("accent"))
            down = _across(sheet, down, f"Asked: {block.words}", style)
        elif isinstance(block, Tiles):
            for tile in block.tiles:
                sheet.write_string(down, 0, legal(tile.heading), book.styles.of(font_color=colour("text.secondary")))
                sheet.write_string(down, 1, legal(f"{tile.figure} {tile.beside}".strip()), book.styles.of(bold=True))
                sheet.write_string(down, 2, legal(" · ".join(_line(line) for line in tile.lines)), book.styles.of())
                down += 1
        elif isinstance(block, Paragraph):
            down = _across(sheet, down, f"{block.lead} {block.words}".strip(), wrapped)
    return down


def _line(line: TileLine) -> str:
    return line.words


def _across(sheet: Worksheet, down: int, words: str, style: Any, first: int = 0) -> int:
    """Words from the column `first` to the last one, in as many lines as they take."""
    sheet.merge_range(down, first, down, len(_WIDTHS) - 1, "", style)
    sheet.write_string(down, first, legal(words), style)
    sheet.set_row(down, 13.5 * ceil((len(words) + 1) / (sum(_WIDTHS[first:]) * 0.95)) + 3)
    return down + 1


def _totals(book: Book, sheet: Worksheet, assessment: Assessment, formulas: Formulas, down: int) -> int:
    """Totals as numbers; those that another sheet can add up are formulas."""
    totals = assessment.totals
    used = sum([one.used_gib for one in assessment.applications.values()])
    down = _heading(book, sheet, down, "Totals")
    rows = (
        ("Applications", totals.applications, "", "#,##0"),
        ("Applications that meet their objectives", totals.applications_meeting, "", "#,##0"),
        ("Machines", totals.machines, "", "#,##0"),
        ("Machines and data stores unprotected", totals.unprotected, "", "#,##0"),
        ("Machines and data stores undecided", totals.undecided, "", "#,##0"),
        ("Used by applications, GiB", used, formulas.used_gib, "#,##0.0"),
        (f"Azure in the usual month, {assessment.consumption.currency}", totals.cost_month, formulas.cost_month,
         "#,##0.00"),
        ("Open errors", totals.errors, formulas.errors, "#,##0"),
        ("Open warnings", totals.warnings, formulas.warnings, "#,##0"),
        ("Open notes", totals.notes, formulas.notes, "#,##0"),
        ("Accepted findings", totals.accepted, formulas.accepted, "#,##0"),
        ("Values assumed", totals.assumed_values, "", "#,##0"),
        ("Values stated", totals.stated_values, "", "#,##0"),
    )  # fmt: skip
    for words, value, formula, form in rows:
        sheet.write_string(down, 0, words, book.styles.of())
        put(sheet, down, 1, Value(value, "follows", formula), book.styles.of(num_format=form, bold=True, align="left"))
        down += 1
    return down


def _gaps(book: Book, sheet: Worksheet, report: Report, down: int) -> int:
    """The tables of the document's summary: the gaps that weigh most."""
    for block in _blocks(report):
        if not isinstance(block, Table) or not block.rows:
            continue
        down = _heading(book, sheet, down, legal(block.title))
        head = book.styles.of(bold=True, bg_color=colour("header"), border=1, border_color=colour("line.strong"))
        body = book.styles.of(text_wrap=True, border=1, border_color=colour("grid"))
        signs = ["Severity"] if block.signed else []
        for place, words in enumerate([*signs, *[column.heading for column in block.columns]]):
            sheet.write_string(down, place, legal(words), head)
        for row in block.rows:
            down += 1
            cells = [STATE_WORDS.get(row.sign or "", "")] if block.signed else []
            cells += [shown_cell(cell, column) for cell, column in zip(row.cells, block.columns, strict=False)]
            for place, words in enumerate(cells):
                sheet.write_string(down, place, legal(words), body)
            lines = max([ceil(len(words) / (width - 2)) for words, width in zip(cells, _WIDTHS, strict=False)])
            sheet.set_row(down, max(15.0, 13.5 * lines + 2))
        down += 2
    return down


def _legend(book: Book, sheet: Worksheet, down: int) -> int:
    down = _heading(book, sheet, down, "How to read the sheets")
    rows = (
        ("own", False, "Stated", "A value that the planner stated for this row."),
        ("inherited", False, "Inherited", "From the tier or the application; state another value to override it."),
        ("assumed", False, "Assumed", "An assumption stands in; the sheet Assumptions gives its range and source."),
        ("own", True, "Follows", "Worked out from the plan; totals are formulas with their results."),
    )
    for origin, follows, words, meaning in rows:
        style = book.styles.cell("words", 0, origin, follows=follows)  # type: ignore[arg-type]
        sheet.write_string(down, 0, words, style)
        sheet.write_string(down, 1, meaning, book.styles.of())
        down += 1
    sheet.write_string(
        down, 1, "A blank is not known; zero is 0. Sums above a table follow its filter.", book.styles.of()
    )
    return down + 1


def _contents(book: Book, sheet: Worksheet, intros: Mapping[str, str], down: int) -> None:
    down = _heading(book, sheet, down, "Sheets")
    link = book.styles.of(font_color=colour("text.link"), underline=1)
    for title, name in book.sheets.items():
        if title == TITLE:
            continue
        sheet.write_url(down, 0, f"internal:'{name}'!A1", link, name)
        words, _, _ = intros.get(title, "").partition(". ")  # the sheet itself says the rest
        style = book.styles.of(font_color=colour("text.secondary"), text_wrap=True)
        down = _across(sheet, down, f"{words.rstrip('.')}." if words else "", style, 1)
