"""Importing published prices in the window: a preview, one step that can be undone, and the page that shows them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from dr_desktop.assessment.explanation import Subject
from dr_desktop.assessment.price_import import PriceProposal, price_proposal
from dr_desktop.files.intake.retail_prices import RetailPrices, read_retail_prices
from dr_desktop.ui.dialogs.price_import_dialog import PriceImportDialog, import_prices
from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.pages.assumptions_page import AssumptionsPage
from dr_desktop.ui.price_model import AS_OF, CATALOG, OWN, SOURCE
from tests.journeys.hands import answering, choosing_file
from tests.ui.windows import window_on

VAULT: dict[str, Any] = {
    "currencyCode": "EUR", "tierMinimumUnits": 0, "retailPrice": 0.05, "armRegionName": "westeurope",
    "effectiveStartDate": "2026-01-01T00:00:00Z", "meterName": "Standard GRS Data Stored", "productName": "Backup",
    "skuName": "Standard", "serviceName": "Backup", "unitOfMeasure": "1 GB/Month", "type": "Consumption",
}  # fmt: skip


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    path = tmp_path / "prices.json"
    path.write_text(json.dumps([VAULT, {**VAULT, "type": "Reservation"}, 7]))
    return path


def dialog_of(window: MainWindow, prices: Path) -> PriceImportDialog:
    found = read_retail_prices([prices])
    assert isinstance(found, RetailPrices)
    proposal = price_proposal(window.document.plan, window.document.catalog, found.rows, found.name, found.saved)
    assert isinstance(proposal, PriceProposal)
    return PriceImportDialog(window.document, found, proposal, window)


def page_of(window: MainWindow) -> AssumptionsPage:
    window.go_to("price_overrides", "backup.vault.grs", "price")
    page = window.pages.page
    assert isinstance(page, AssumptionsPage)
    return page


def test_the_preview_says_each_price_before_and_after_and_what_is_left_out(window: MainWindow, prices: Path):
    dialog = dialog_of(window, prices)
    item = dialog.prices.topLevelItem(0)
    assert item is not None
    assert [item.text(column) for column in range(6)] == [
        "Vault storage, GRS", "westeurope", "0.0393", "0.0500", "+27.2 %", "GB-month",
    ]  # fmt: skip
    left = [dialog.left_out.topLevelItem(row) for row in range(dialog.left_out.topLevelItemCount())]
    assert [(one.text(0), one.text(1)) for one in left if one is not None] == [
        ("A reservation: its price is that of the whole term", "1"),
        ("It is not a row of a price", "1"),
    ]
    assert dialog.outcome.text() == "1 price: 1 dearer. 1 row is left out."


def test_taking_prices_over_is_one_step_that_can_be_undone(window: MainWindow, prices: Path):
    before = window.document.plan
    dialog_of(window, prices).accept()
    assert window.document.undo_stack.undoText() == "Import prices of prices.json"
    page = page_of(window)
    row = page.prices.row_of("backup.vault.grs")
    assert row is not None
    shown = [page.prices.index(row, column).data() for column in (CATALOG, OWN, SOURCE)]
    assert shown == ["0.0393", "0.0500", "prices.json"]
    assert page.prices.index(row, AS_OF).data()
    window.document.undo_stack.undo()
    assert window.document.plan is before


def test_a_price_typed_over_an_imported_one_is_an_agreed_price(window: MainWindow, prices: Path):
    dialog_of(window, prices).accept()
    page = page_of(window)
    row = page.prices.row_of("backup.vault.grs")
    assert row is not None
    assert page.prices.setData(page.prices.index(row, OWN), "0.03")
    (stated,) = [one for one in window.document.plan.price_overrides.values() if one.key == "backup.vault.grs"]
    assert (stated.price, stated.list_price, stated.currency, stated.source) == (0.03, False, "", "")
    assert page.prices.setData(page.prices.index(row, OWN), "")
    assert page.prices.index(row, OWN).data() == ""


def test_the_button_for_prices_stands_where_prices_are_shown(window: MainWindow):
    page = page_of(window)
    assert page.import_button is not None
    assert not page.import_button.isHidden()
    page.show_tab("cost_lines")
    assert page.import_button.isHidden()


def test_the_price_that_is_selected_is_the_number_that_is_explained(window: MainWindow):
    page = page_of(window)
    assert page.subject() == Subject("price", "backup.vault.grs", "")
    page.show_tab("cost_lines")
    assert page.subject() != Subject("price", "backup.vault.grs", "")


def test_a_file_that_is_none_is_refused_with_its_remedy(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    said: list[tuple[str, str]] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append((box.text(), box.informativeText())))
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{")
    before = window.document.plan
    assert not import_prices([wrong], window.document, window)
    assert window.document.plan is before
    assert "wrong.json ends in the middle" in said[0][0]
    assert said[0][1]


def test_the_file_menu_leads_to_the_prices_and_one_undo_takes_them_back(
    window: MainWindow, prices: Path, monkeypatch: pytest.MonkeyPatch
):
    choosing_file(monkeypatch, prices)
    before = window.document.plan
    with answering(PriceImportDialog, lambda dialog: dialog.accept()):
        window.actions_by_key["prices"].trigger()
    page = window.pages.page
    assert isinstance(page, AssumptionsPage)
    assert page.shown_tab() == "prices"
    row = page.prices.row_of("backup.vault.grs")
    assert row is not None
    assert page.prices.index(row, OWN).data() == "0.0500"
    window.actions_by_key["undo"].trigger()
    assert window.document.plan == before
    assert page.prices.index(row, OWN).data() == "0.0393"


def test_prices_need_a_plan(qapp: QApplication):
    with window_on(None) as window:
        assert not window.actions_by_key["prices"].isEnabled()
