"""The chosen landing as rows of figures: each resource, all of it, kept back, running, landing, left, short."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.landing_records import Fit, Landing, Resource
from dr_desktop.report.landing_words import HEADINGS, shown_amount
from dr_desktop.ui.figure_model import Figure, FigureColumn, FigureRow

COLUMNS: Final = (
    FigureColumn("total", "In all"),
    FigureColumn("kept_back", "Kept back"),
    FigureColumn("running", "Runs there"),
    FigureColumn("needed", "Lands"),
    FigureColumn("left", "Left for it"),
    FigureColumn("short", "Short by"),
)


def landing_rows(landing: Landing) -> tuple[FigureRow, ...]:
    """A row per resource, in the units of its words; what is short carries the sign of an error."""
    return tuple([_row(name, fit) for name, fit in landing.fits])


def _row(resource: Resource, fit: Fit) -> FigureRow:
    figures = []
    for column in COLUMNS:
        amount: float | None = getattr(fit, column.key)
        sign = "error" if column.key == "short" and amount else ""
        figures.append(Figure(shown_amount(resource, amount), amount, sign))
    return FigureRow(resource, HEADINGS[resource], tuple(figures), tip=f"{HEADINGS[resource]} of the stamp")
