"""Plan details and prices: what is typed is taken, refused visibly, or put back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from dr_desktop.assessment.price_keys import PROTECTED_INSTANCE
from dr_desktop.ui.header_form import HeaderForm
from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.pages.assumptions_page import AssumptionsPage
from dr_desktop.ui.price_model import CATALOG, LABEL, OWN, SOURCE


def form_of(window: MainWindow) -> HeaderForm:
    window.go_to("header", "header", "name")
    page = window.pages.page
    assert isinstance(page, AssumptionsPage)
    form = page.widget_of("header")
    assert isinstance(form, HeaderForm)
    return form


def test_a_field_of_the_details_is_taken_when_the_keyboard_leaves_it(window: MainWindow):
    form = form_of(window)
    field = form.findChild(QLineEdit, "customer")
    assert field is not None
    field.setText("Coastal Utility Ltd")
    field.editingFinished.emit()
    assert window.document.plan.header.customer == "Coastal Utility Ltd"
    assert window.document.undo_stack.undoText().startswith("Change Customer")
    window.document.undo_stack.undo()
    assert field.text() == "Coastal Utility (invented)"


def test_a_date_that_is_none_stays_as_typed_and_is_named_when_leaving(window: MainWindow):
    form = form_of(window)
    field = form.findChild(QLineEdit, "review_date")
    assert field is not None
    before = window.document.plan
    field.setText("some day")
    field.editingFinished.emit()
    assert window.document.plan is before
    assert field.property("invalid")
    assert field.text() == "some day"
    assert window.drafts() == ("Review on",)
    field.setText("2027-02-01")
    field.editingFinished.emit()
    assert window.drafts() == ()


def test_a_choice_of_the_details_changes_the_plan(window: MainWindow):
    form = form_of(window)
    status = form.findChild(QComboBox, "status")
    assert status is not None
    status.setCurrentIndex(status.findData("approved"))
    status.activated.emit(status.currentIndex())
    assert window.document.plan.header.status == "approved"


def test_a_price_of_ones_own_changes_the_bill_and_blank_gives_back_the_catalogs(window: MainWindow):
    window.open_page("assumptions")
    page = window.pages.page
    assert isinstance(page, AssumptionsPage)
    page.show_tab("prices")
    row = page.prices.row_of(PROTECTED_INSTANCE)
    assert row is not None
    index = page.prices.index(row, OWN)
    before = window.document.assessment.consumption.total_steady[0]
    listed = page.prices.index(row, CATALOG).data()
    assert page.prices.setData(index, "100", Qt.ItemDataRole.EditRole)
    assert window.document.assessment.consumption.total_steady[0] > before
    assert page.prices.index(row, OWN).data() == "100.00"
    assert page.prices.index(row, CATALOG).data() == listed
    assert page.prices.index(row, SOURCE).data() == "Stated in the plan"
    assert page.prices.setData(page.prices.index(row, OWN), "", Qt.ItemDataRole.EditRole)
    assert window.document.assessment.consumption.total_steady[0] == before
    assert PROTECTED_INSTANCE not in {one.key for one in window.document.plan.price_overrides.values()}


def test_what_is_no_price_is_refused_with_a_sentence(window: MainWindow):
    window.open_page("assumptions")
    page = window.pages.page
    assert isinstance(page, AssumptionsPage)
    page.show_tab("prices")
    assert not page.prices.setData(page.prices.index(0, OWN), "cheap", Qt.ItemDataRole.EditRole)
    assert "cheap" in window.status_bar.hint()
    assert page.prices.index(0, LABEL).data()
