"""The guidance note: which guidance verdicts rest on, its table of cells in our own words, and what it leaves open."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from dr_desktop.assessment.guidance import CELLS, COLUMN_TITLES, EDITION, OUTSIDE_THE_TABLE, ROW_TITLES, SWAPPED_CELLS

_BOUNDARIES = (
    "Recovering a stamp's infrastructure is its operator's task; the operator's plan brings back no tenant's machine.",
    "Identity, names and network at the recovery site are not covered unless they are stated as applications.",
    "Protection is opt-in: a machine that nobody decided about counts as unprotected.",
    OUTSIDE_THE_TABLE + " Where the plan has such a pair, it says so.",
)


def guidance_text() -> str:
    """The note as rich text."""
    rows = [
        f"<tr><td><b>{escape(ROW_TITLES[row])}</b><br>{escape(COLUMN_TITLES[column])}</td><td>{escape(words)}</td></tr>"
        for (row, column), words in CELLS.items()
    ]
    points = "".join(f"<li>{escape(words)}</li>" for words in _BOUNDARIES)
    return (
        "<h3>What verdicts rest on</h3>"
        "<p>Microsoft's article on protecting virtual machines deployed on Azure Stack, edition of "
        f"{EDITION}. Each verdict and each finding names the part it rests on.</p>"
        f"<p>{escape(SWAPPED_CELLS)}</p>"
        "<h3>Where an application runs, and where it recovers</h3>"
        f"<table border='0' cellspacing='0' cellpadding='4'>{''.join(rows)}</table>"
        f"<h3>What to know besides</h3><ul>{points}</ul>"
    )


def show_guidance(parent: QWidget | None) -> None:
    """Show the note until it is closed."""
    guidance_dialog(parent).exec()


def guidance_dialog(parent: QWidget | None) -> QDialog:
    """The dialog with the note."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle("Guidance note")
    column = QVBoxLayout(dialog)
    words = QTextBrowser()
    words.setAccessibleName("Guidance note")
    # The font that comes along has no heavier face than this.
    words.document().setDefaultStyleSheet("h3, b { font-weight: 600; }")
    words.setHtml(guidance_text())
    column.addWidget(words)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column.addWidget(buttons)
    dialog.resize(720, 560)
    return dialog
