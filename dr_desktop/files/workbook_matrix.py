"""The guidance's table with the plan's applications in it, as a sheet of six cells and three strips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dr_desktop.assessment.results import Assessment
from dr_desktop.files.workbook_cells import legal
from dr_desktop.files.workbook_sheet import Book, add_sheet
from dr_desktop.plan.shown import show_tib
from dr_desktop.plan.words import word
from dr_desktop.report.look import colour
from dr_desktop.report.names import counted
from dr_desktop.report.placing import (
    COLUMN_WORDS,
    COLUMNS,
    LANES,
    ROW_WORDS,
    ROWS,
    STRIP_WORDS,
    STRIPS,
    placing_of,
    sums_of,
    worst_of,
)
from dr_desktop.report.signs import STATE_WORDS

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_TOP: Final = 3
_NAMES_AT_MOST: Final = 40
_ROW_HEIGHT: Final = 15.0
_CELL_CHARACTERS: Final = 52


def add_matrix_sheet(book: Book, assessment: Assessment) -> None:
    """Rows are where applications run, columns where they recover; a head with the verdict, then names by scheme."""
    sheet = add_sheet(book, "Matrix", "accent")
    intro = "Where applications run, and where they recover. Each cell carries its worst verdict."
    sheet.write_string(1, 0, intro, book.styles.of(font_color=colour("text.secondary")))
    head = {"bold": True, "bg_color": colour("header"), "border": 1, "border_color": colour("line.strong")}
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, len(COLUMNS), _CELL_CHARACTERS)
    sheet.write_string(_TOP, 0, "Source ↓   Target →", book.styles.of(**{**head, "bold": False}))
    for place, column in enumerate(COLUMNS, 1):
        sheet.write_string(_TOP, place, COLUMN_WORDS[column], book.styles.of(**head))
    placing = placing_of(assessment)
    down = _TOP + 1
    for row in ROWS:
        sheet.merge_range(down, 0, down + 1, 0, ROW_WORDS[row], book.styles.of(**head, text_wrap=True))
        height = 1
        for place, column in enumerate(COLUMNS, 1):
            ids = placing.cells[row, column]
            _cell_head(book, sheet, assessment, (down, place), ids)
            names = _names(assessment, ids)
            style = book.styles.of(text_wrap=True, border=1, border_color=colour("line.strong"))
            sheet.write_string(down + 1, place, legal("\n".join(names)), style)
            height = max(height, sum([1 + len(name) // _CELL_CHARACTERS for name in names]))
        sheet.set_row(down, 2 * _ROW_HEIGHT + 4)
        sheet.set_row(down + 1, min(400.0, height * _ROW_HEIGHT))
        down += 2
    _strips(book, sheet, assessment, down + 1)
    words = "Two cells of the guidance's source/target table are swapped there; this sheet shows them put right."
    sheet.write_string(down + 2 + len(STRIPS), 0, words, book.styles.of(font_color=colour("text.secondary")))
    sheet.freeze_panes(_TOP + 1, 1)
    sheet.repeat_rows(_TOP)
    sheet.fit_to_pages(1, 1)


def _cell_head(book: Book, sheet: Worksheet, assessment: Assessment, at: tuple[int, int], ids: tuple[str, ...]) -> None:
    verdict = worst_of(assessment, ids)
    look: dict[str, Any] = {"text_wrap": True, "border": 1, "border_color": colour("line.strong"), "bold": True}
    if verdict:
        look |= {"bg_color": colour(f"{verdict}.tint"), "font_color": colour(f"{verdict}.text")}
    words = f"{STATE_WORDS[verdict] if verdict else 'No application'}\n{_count(assessment, ids)}"
    sheet.write_string(*at, words, book.styles.of(**look))


def _count(assessment: Assessment, ids: tuple[str, ...]) -> str:
    sums = sums_of(assessment, ids)
    machines = counted(sums.machines, "machine")
    return f"{counted(sums.applications, 'application')} · {machines} · {show_tib(sums.used_gib)}"


def _names(assessment: Assessment, ids: tuple[str, ...]) -> list[str]:
    """A line for each scheme with the applications in it; many are counted, the sheet Topology lists them all."""
    lines = []
    for scheme in (*LANES, None):
        found = [
            assessment.plan.applications[key].name
            for key in ids
            if assessment.applications[key].protection.scheme == scheme
        ]
        if found:
            more = len(found) - _NAMES_AT_MOST
            listed = ", ".join(found[:_NAMES_AT_MOST]) + (f" and {more:,} more" if more > 0 else "")
            lines.append(f"{word('Scheme', scheme) if scheme else 'No scheme'}: {listed}")
    return lines


def _strips(book: Book, sheet: Worksheet, assessment: Assessment, down: int) -> None:
    placing = placing_of(assessment)
    for place, key in enumerate(STRIPS):
        ids = placing.strips[key]
        sheet.write_string(down + place, 0, STRIP_WORDS[key], book.styles.of(bold=True))
        sheet.write_string(down + place, 1, _count(assessment, ids), book.styles.of())
        names = [assessment.plan.applications[one].name for one in ids]
        more = len(names) - _NAMES_AT_MOST
        words = ", ".join(names[:_NAMES_AT_MOST]) + (f" and {more:,} more" if more > 0 else "")
        sheet.write_string(down + place, 2, legal(words), book.styles.of())
