"""Assumptions, prices and costs, and the plan's details: what the assessment reckons with."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from dr_desktop.assessment.explanation import Subject
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui.document import Document
from dr_desktop.ui.head_button import HeadButton
from dr_desktop.ui.header_form import HeaderForm
from dr_desktop.ui.keyboard_cell import show_keyboard_cell
from dr_desktop.ui.pages.table_page import Tab, TablePage
from dr_desktop.ui.plain_viewport import plain_viewport
from dr_desktop.ui.price_model import OWN, PriceModel
from dr_desktop.ui.sensitivity_view import SensitivityView
from dr_desktop.ui.theme import ui_font
from dr_desktop.ui.window_services import WindowServices

_WIDTHS = (120, 270, 110, 100, 116, 130, 240, 90)


class PriceTable(QTableView):
    """The list of prices."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain_viewport(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the price that the keyboard comes to."""
        super().focusInEvent(event)
        show_keyboard_cell(self, event)


class AssumptionsPage(TablePage):
    """The tables, the price list and the form behind the buttons of the head."""

    title = "Assumptions & prices"
    tabs = (
        Tab("assumptions", "Assumptions"),
        Tab("prices", "Prices", is_table=False),
        Tab("cost_lines", "Cost lines"),
        Tab("header", "Plan details", is_table=False),
        Tab("sensitivity", "What moves it", is_table=False),
    )

    import_button: HeadButton | None = None

    def __init__(self, document: Document, services: WindowServices, parent: QWidget | None = None) -> None:
        super().__init__(document, services, parent)
        self.import_button = HeadButton("Import prices…", "Take over saved Azure Retail Prices", "import")
        self.import_button.clicked.connect(self.import_prices)
        self.import_button.hide()
        self.add_tool(self.import_button)

    def make_widget(self, key: str) -> QWidget:
        """The price list, or the form of the plan's details."""
        if key == "sensitivity":
            return SensitivityView(self.document, self.services)
        return HeaderForm(self.document) if key == "header" else self._price_table()

    def tab_shown(self, key: str) -> None:
        """Show prices and details as they are now."""
        if self.import_button is not None:  # the first tab comes to the front while the page is being made
            self.import_button.setVisible(key == "prices")
        self._refresh_widget(key)

    def refresh(self) -> None:
        """Show prices and details as they are now."""
        super().refresh()
        self._refresh_widget(self.shown_tab())

    def settled(self) -> bool:
        """Also once every assumption was tried, where that is in view."""
        tried = self.widget_of("sensitivity") if self.shown_tab() == "sensitivity" else None
        return super().settled() and not (isinstance(tried, SensitivityView) and tried.process.running())

    def show_entity(self, table: str, entity: str, field: str = "") -> bool:
        """A field of the plan's details, a price by its key, or a cell of a table."""
        if table == "header":
            form = self.show_tab("header")
            return isinstance(form, HeaderForm) and form.focus_field(field or "name")
        if table == "price_overrides":
            return self._show_price(entity)
        return super().show_entity(table, entity, field)

    def subject(self) -> Subject | None:
        """The price that the keyboard stands on, or the cell of a table."""
        table = self.widget_of("prices")
        if self.shown_tab() != "prices" or not isinstance(table, QTableView):
            return super().subject()
        row = table.currentIndex().row()
        return Subject("price", self.prices.key(row), "") if 0 <= row < self.prices.rowCount() else None

    def draft_words(self) -> tuple[str, ...]:
        """Also what stands in the form and is not in the plan."""
        form = self.widget_of("header")
        return super().draft_words() + (form.draft_words() if isinstance(form, HeaderForm) else ())

    def _refresh_widget(self, key: str) -> None:
        widget = self.widget_of(key)
        if isinstance(widget, HeaderForm):
            widget.show_plan()
            self.set_subtitle("what stands on the cover, and the choices that apply to the whole plan")
        elif isinstance(widget, SensitivityView):
            widget.show_now()
            self.set_subtitle("each assumption with a range at its low and at its high end, the others as they are")
        elif key == "prices":
            self.prices.refresh()
            own = len(self.document.plan.price_overrides)
            header = self.document.plan.header
            said = f"{own} of the plan's own" if own else "type your own price where a contract says otherwise"
            self.set_subtitle(f"{self.prices.rowCount()} prices in {header.currency} for {header.region}, {said}")

    def import_prices(self) -> None:
        """Ask for saved price lists, and take over what is wanted of them."""
        from dr_desktop.ui.dialogs.price_import_dialog import ask_and_import_prices  # asked for now and then

        self.show_tab("prices")
        if ask_and_import_prices(self.document, self):
            self.services.say("The prices are taken over as the plan's list prices.")

    def _price_table(self) -> QTableView:
        self.prices = PriceModel(self.document, self.services.marks, self)
        self.prices.refused.connect(self.services.say)
        table = PriceTable()
        table.setModel(self.prices)
        table.selectionModel().currentChanged.connect(self._subject_moved)
        table.setAccessibleName("Prices")
        table.setFont(ui_font(TYPE.table))
        table.setWordWrap(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        table.verticalHeader().setDefaultSectionSize(SIZE.row)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setFont(ui_font(TYPE.table))
        heading = table.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heading.setFont(ui_font(TYPE.table, bold=True))
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, width)
        heading.setStretchLastSection(True)
        return table

    def _show_price(self, entity: str) -> bool:
        override = self.document.plan.price_overrides.get(entity)
        table = self.show_tab("prices")
        row = self.prices.row_of(override.key if override is not None else entity)
        if not isinstance(table, QTableView) or row is None:
            return False
        index = self.prices.index(row, OWN)
        table.setCurrentIndex(index)
        table.scrollTo(index)
        table.setFocus()
        return True
