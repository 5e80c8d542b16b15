"""Notes of cells: why a number is so, as long as there are not too many of them."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from dr_desktop.assessment.explanation import Subject
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.why import why
from dr_desktop.files.workbook_cells import Explained, legal
from dr_desktop.report.why_sheet import note_text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST_NOTES: Final = 2_500
"""Each note is a drawing of its own: a sheet with tens of thousands takes minutes to open."""
_WIDTH_PX: Final = 340
_LINE_PX: Final = 16
_LETTERS_A_LINE: Final = 52
_HIGHEST_PX: Final = 620


class CellNotes:
    """Writes notes until their number is used up; what the plan has more of is explained in the program alone."""

    def __init__(self, assessment: Assessment, most: int = MOST_NOTES) -> None:
        self._assessment = assessment
        self._most = most
        self.written = 0

    def write(self, sheet: Worksheet, row: int, column: int, subject: Subject | Explained) -> None:
        """Explain the number of a cell in its note; nothing where there is no explanation, or no room for more."""
        if self.written >= self._most:
            return
        found = why(self._assessment, subject) if isinstance(subject, Subject) else subject()
        if found is None:
            return
        text = legal(note_text(self._assessment.plan, found))
        lines = sum(max(1, ceil(len(line) / _LETTERS_A_LINE)) for line in text.split("\n"))
        height = min(_HIGHEST_PX, (lines + 1) * _LINE_PX)
        sheet.write_comment(row, column, text, {"author": "DR Desktop", "width": _WIDTH_PX, "height": height})
        self.written += 1
