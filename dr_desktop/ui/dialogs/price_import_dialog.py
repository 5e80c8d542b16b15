"""Importing published prices: each price before and after, what is left out and why; one step in all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHeaderView,
    QLabel,
    QMessageBox,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from dr_desktop.assessment.price_import import PriceProposal, price_proposal, with_prices
from dr_desktop.files.intake.retail_prices import RetailPrices, read_retail_prices
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.shown import show_date
from dr_desktop.report.look import TYPE
from dr_desktop.report.price_words import MORE_PAGES, amount_words, change_words, region_words, summary_words
from dr_desktop.ui.dialogs.dialog_parts import StepDialog, explained
from dr_desktop.ui.document import Document
from dr_desktop.ui.number_marks import marks_of
from dr_desktop.ui.theme import ui_font

_AMOUNTS = (2, 3, 4)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def ask_and_import_prices(document: Document, window: QWidget) -> bool:
    """Ask for saved responses and show what they change; True when the prices were taken over."""
    folder = str(document.path.parent) if document.path else str(Path.home())
    words = "Import prices: saved responses of the Azure Retail Prices API, all pages at once"
    paths, _ = QFileDialog.getOpenFileNames(window, words, folder, "Prices (*.json *.txt);;All files (*)")
    return bool(paths) and import_prices([Path(path) for path in paths], document, window)


def import_prices(paths: Sequence[Path], document: Document, window: QWidget) -> bool:
    """Show what the files change; True when the prices were taken over."""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        found = read_retail_prices(paths)
        proposal = found if isinstance(found, Problem) else _proposal(document, found)
    finally:
        QApplication.restoreOverrideCursor()
    if isinstance(found, RetailPrices) and isinstance(proposal, PriceProposal):
        return bool(PriceImportDialog(document, found, proposal, window).exec())
    if isinstance(proposal, Problem):
        box = QMessageBox(QMessageBox.Icon.Warning, "Import prices", proposal.sentence, parent=window)
        box.setInformativeText(proposal.remedy)
        box.exec()
    return False


def _proposal(document: Document, found: RetailPrices) -> PriceProposal | Problem:
    return price_proposal(document.plan, document.catalog, found.rows, found.name, found.saved)


class PriceImportDialog(StepDialog):
    """What the prices change, what is left out, and what to know before."""

    def __init__(
        self, document: Document, found: RetailPrices, proposal: PriceProposal, parent: QWidget | None = None
    ) -> None:
        super().__init__(f"Import {found.name}", "Take over", parent)
        self._document = document
        self._proposal = proposal
        self._marks = marks_of(QLocale())
        self.body.addWidget(
            explained(
                f"Azure Retail Prices, {len(found.rows):,} rows, saved on {show_date(found.saved)}. They become list "
                "prices of the plan, on which its discount is granted; prices that the plan agreed stay."
            )
        )
        self.notes = [*([MORE_PAGES] if found.more_pages else []), *proposal.notes]
        for note in self.notes:
            label = QLabel(note)
            label.setWordWrap(True)
            label.setFont(ui_font(TYPE.table, bold=True))
            self.body.addWidget(label)
        tabs = QTabWidget()
        tabs.addTab(self._prices(), f"Prices ({len(proposal.changes)})")
        left_out = sum(one.rows for one in proposal.left_out) + sum(rows for _, rows in found.unreadable)
        tabs.addTab(self._left_out(found), f"Left out ({left_out:,})")
        self.body.addWidget(tabs, 1)
        self.outcome = QLabel(summary_words(proposal))
        self.outcome.setFont(ui_font(TYPE.body, bold=True))
        self.body.addWidget(self.outcome)
        self.does.setEnabled(bool(proposal.changes))
        self.resize(820, 560)

    def accept(self) -> None:
        """Take the prices over, as one step."""
        plan = with_prices(self._document.plan, self._proposal)
        self._document.replace_plan(plan, f"Import prices of {self._proposal.source}")
        super().accept()

    def _prices(self) -> QTreeWidget:
        currency = self._document.plan.header.currency
        self.prices = _tree("Prices", ("Price", "Region", f"Now, {currency}", f"New, {currency}", "Change", "Unit"))
        for column, width in enumerate((320, 110, 90, 90, 80)):
            self.prices.setColumnWidth(column, width)
        for one in self._proposal.changes:
            now, new = amount_words(one.before, self._marks), amount_words(one.after, self._marks)
            item = QTreeWidgetItem([one.label, region_words(one), now, new, change_words(one), one.unit])
            for column in _AMOUNTS:
                item.setTextAlignment(column, _RIGHT)
            item.setToolTip(0, f"Key: {one.key}" + (f"\nIn force since {show_date(one.since)}" if one.since else ""))
            self.prices.addTopLevelItem(item)
        return self.prices

    def _left_out(self, found: RetailPrices) -> QTreeWidget:
        self.left_out = _tree("Rows left out", ("Why", "Rows", "Such as"))
        self.left_out.setColumnWidth(0, 380)
        rows = [(one.reason, one.rows, one.example) for one in self._proposal.left_out]
        for reason, count, example in (*rows, *((reason, count, "") for reason, count in found.unreadable)):
            item = QTreeWidgetItem([reason, f"{count:,}", example])
            item.setTextAlignment(1, _RIGHT)
            self.left_out.addTopLevelItem(item)
        return self.left_out


def _tree(name: str, headings: tuple[str, ...]) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName(name)
    tree.setHeaderLabels(list(headings))
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    tree.header().setStretchLastSection(True)
    return tree
