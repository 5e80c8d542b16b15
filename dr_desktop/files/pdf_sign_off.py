"""The block where the meeting signs: a ruled row for each who does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_desktop.files.pdf_flow import Strip
from dr_desktop.files.pdf_text import Line, Run, ground, leading, lines_of, rule, say_lines
from dr_desktop.plan.shown import show_date
from dr_desktop.report.blocks import SignatureLine, SignOffBlock
from dr_desktop.report.look import PDF, colour

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_HEADINGS: Final = ("Role", "Name", "Decision", "Date", "Signature")
_SHARES: Final = (0.24, 0.19, 0.22, 0.13, 0.22)
_PADDING: Final = 4.0
_LEAST: Final = 44.0
_DECISION: Final = 2
_CHOICES: Final = ("Approve", "With conditions", "Reject")
_BOX: Final = 6.0


def sign_off_strips(block: SignOffBlock, width: float) -> list[Strip]:
    """A head and a row with room for a signature; what is not stated is left to be filled by hand."""
    head = _head(width)
    return [head._replace(gap=6.0, with_next=True), *[_row(line, width, head) for line in block.lines]]


def _lefts(width: float) -> list[float]:
    return [width * sum(_SHARES[:place]) for place in range(len(_SHARES))]


def _head(width: float) -> Strip:
    height = leading(PDF.table) + 6

    def paint(canvas: Canvas, x: float, top: float) -> None:
        ground(canvas, x, top - height, width, height, "header")
        for left, words in zip(_lefts(width), _HEADINGS, strict=True):
            say_lines(canvas, x + left + _PADDING, top - 3, [(Run(words, True),)], PDF.table)
        rule(canvas, x, top - height, width, "line.strong", 0.75)

    return Strip(height, paint)


def _row(line: SignatureLine, width: float, head: Strip) -> Strip:
    cells = [_cell(runs, share * width - 2 * _PADDING) for runs, share in zip(_words(line), _SHARES, strict=True)]
    height = max(_LEAST, max([len(cell) for cell in cells]) * leading(PDF.table) + 10)

    def paint(canvas: Canvas, x: float, top: float) -> None:
        for place, (left, cell) in enumerate(zip(_lefts(width), cells, strict=True)):
            if place == _DECISION and not line.decision:
                _choices(canvas, x + left + _PADDING, top - 5)
            say_lines(canvas, x + left + _PADDING, top - 5, cell, PDF.table)
            canvas.setStrokeColor(colour("line"))
            canvas.setLineWidth(0.5)
            if place:
                canvas.line(x + left, top, x + left, top - height)
        rule(canvas, x, top - height, width, "line.strong", 0.5)

    return Strip(height, paint, head=head)


def _choices(canvas: Canvas, x: float, top: float) -> None:
    """A box to tick for each decision that can be taken."""
    for place, words in enumerate(_CHOICES):
        upper = top - place * leading(PDF.table)
        ground(canvas, x, upper - _BOX - 2, _BOX, _BOX, None, "control.line")
        say_lines(canvas, x + _BOX + 4, upper, [(Run(words, False, "text.secondary"),)], PDF.table)


def _words(line: SignatureLine) -> tuple[tuple[Run, ...], ...]:
    role = (Run(line.role, True), *((Run("\n" + line.scope, False, "text.secondary"),) if line.scope else ()))
    decision: tuple[Run, ...] = (Run(line.decision),) if line.decision else ()
    if line.conditions and line.decision:
        decision = (*decision, Run("\n" + line.conditions, False, "text.secondary"))
    return role, (Run(line.name),), decision, (Run(show_date(line.on) if line.on else ""),), (Run(""),)


def _cell(runs: tuple[Run, ...], width: float) -> list[Line]:
    """Each run begins a line of its own."""
    return [line for run in runs for line in lines_of((run._replace(words=run.words.strip("\n")),), width, PDF.table)]
