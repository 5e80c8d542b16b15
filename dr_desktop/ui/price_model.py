"""The prices that the plan uses: the catalog's beside the plan's own, which are typed into one column."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dr_desktop.assessment.price_book import Currency
from dr_desktop.assessment.price_list import PriceLine, all_price_keys
from dr_desktop.assessment.price_own import OwnPrice, own_price, own_prices
from dr_desktop.assessment.prices import MissingPrice, Price, price
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.field_spec import field_spec
from dr_desktop.plan.governance import PriceOverride
from dr_desktop.plan.numbers import edit_number
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import UNKNOWN, show_date, show_number
from dr_desktop.plan.table_edit import new_row
from dr_desktop.plan.typed import value_from_text
from dr_desktop.ui.document import Document
from dr_desktop.ui.number_marks import NumberMarks
from dr_desktop.ui.theme import qcolour

HEADINGS: Final = ("Group", "Price", "Unit", "Catalog", "Own price", "Region", "Source", "As of")
GROUP, LABEL, UNIT, CATALOG, OWN, REGION, SOURCE, AS_OF = range(8)

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_BACKGROUND = int(Qt.ItemDataRole.BackgroundRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight.value | Qt.AlignmentFlag.AlignVCenter.value)
_ANY = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


def with_own_price(plan: Plan, own: OwnPrice | None, key: str, amount: float | None) -> Plan | Problem:
    """The plan with its own price for a key, in the plan's currency; None takes out `own`, the one that counts now.

    What is typed over an imported price is agreed: it is no list price, and its source is not the file any more.
    """
    known = plan.price_overrides.get(own.id) if own is not None else None
    if amount is None:
        return plan.remove("price_overrides", [known.id]) if known is not None else plan
    row = known if known is not None else new_row("price_overrides", key=key)
    agreed = (
        {"currency": "", "list_price": False, "source": "", "as_of": None} if own is not None and own.listed else {}
    )
    stated = row.changed(price=amount, **agreed)
    return stated if isinstance(stated, Problem) else plan.put("price_overrides", stated)


class PriceModel(QAbstractTableModel):
    """A row for each price. `refused` carries the sentence when what was typed is no price."""

    refused = Signal(str)

    def __init__(self, document: Document, marks: NumberMarks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._marks = marks
        self._lines: tuple[PriceLine, ...] = ()
        self._catalog_prices: dict[str, Price | MissingPrice] = {}
        self._own: dict[str, OwnPrice] = {}

    def refresh(self) -> None:
        """List the prices for the plan as it is now."""
        plan = self._document.plan
        overrides = own_prices(plan.price_overrides.values())
        currency = Currency(plan.header.currency or "USD", self._document.assessment.assumed.exchange_rate)
        catalog, region = self._document.catalog, plan.header.region
        lines = all_price_keys(catalog, region, overrides, currency)
        same_rows = [one.price.key for one in lines] == [one.price.key for one in self._lines]
        if not same_rows:
            self.beginResetModel()
        self._lines = lines
        found = {one.price.key: own_price(overrides, catalog.prices, one.price.key, region) for one in lines}
        self._own = {key: one for key, one in found.items() if one is not None}
        self._catalog_prices = {
            one.price.key: price(catalog, one.price.key, region, currency=currency) for one in lines
        }
        if not same_rows:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(HEADINGS) - 1))

    def row_of(self, key: str) -> int | None:
        """The row of a price by its key."""
        return next((row for row, one in enumerate(self._lines) if one.price.key == key), None)

    def key(self, row: int) -> str:
        """The catalog's key of a row."""
        return self._lines[row].price.key

    def rowCount(self, parent: _ANY = _NOWHERE) -> int:
        """How many prices are listed."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _ANY = _NOWHERE) -> int:
        """One for each heading."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Headings, with the plan's currency where amounts stand."""
        if orientation is not Qt.Orientation.Horizontal:
            return section + 1 if role == _DISPLAY else None
        if not 0 <= section < len(HEADINGS):
            return None
        if role == _DISPLAY:
            currency = self._document.plan.header.currency
            return f"{HEADINGS[section]}, {currency}" if section in (CATALOG, OWN) else HEADINGS[section]
        return _RIGHT if role == _ALIGNMENT and section in (CATALOG, OWN) else None

    def flags(self, index: _ANY) -> Qt.ItemFlag:
        """Own prices can be edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == OWN else flags

    def data(self, index: _ANY, role: int = _DISPLAY) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        if role in (_DISPLAY, _SPOKEN):
            return self._words(line, column)
        if role == _EDIT and column == OWN:
            own_amount = self._own_amount(line)
            return "" if own_amount is None else edit_number(own_amount, self._marks.decimal)
        if role == _ALIGNMENT:
            return _RIGHT if column in (CATALOG, OWN) else None
        if role == _FOREGROUND:
            if column == CATALOG and self._is_missing(line):
                return qcolour("error.text")
            return qcolour("text.primary" if column in (LABEL, CATALOG, OWN) else "text.secondary")
        if role == _BACKGROUND:
            return qcolour("panel" if column == OWN else "computed")
        if role == _TIP:
            return self._tip(line)
        return None

    def setData(self, index: _ANY, value: Any, role: int = _EDIT) -> bool:
        """Take a typed price into the plan; blank goes back to the catalog's."""
        if not index.isValid() or role != _EDIT or index.column() != OWN:
            return False
        plan, line = self._document.plan, self._lines[index.row()]
        amount = value_from_text(plan, field_spec(PriceOverride, "price"), str(value), self._marks.decimal)
        own = self._own.get(line.price.key)
        after = amount if isinstance(amount, Problem) else with_own_price(plan, own, line.price.key, amount)
        if isinstance(after, Problem):
            self.refused.emit(str(after))
            return False
        self._document.replace_plan(after, f"Change the price of {line.price.label}")
        return True

    def _own_amount(self, line: PriceLine) -> float | None:
        """The plan's own price in its currency; as it is stated where it cannot be converted."""
        if isinstance(line.price, Price) and line.price.stated:
            return line.price.amount
        own = self._own.get(line.price.key)
        return None if own is None else own.amount

    def _is_missing(self, line: PriceLine) -> bool:
        return isinstance(line.price, MissingPrice)

    def _words(self, line: PriceLine, column: int) -> str:
        listed = self._catalog_prices[line.price.key]
        own = self._own.get(line.price.key)
        if column == GROUP:
            return line.group
        if column == LABEL:
            return line.price.label
        if column == OWN:
            return "" if own is None else _amount(self._own_amount(line), self._marks)
        if own is not None and column in (SOURCE, AS_OF):
            return own.source.title if column == SOURCE else _day(own.source.as_of)
        if isinstance(listed, MissingPrice):
            return {CATALOG: "no price", REGION: listed.region}.get(column, UNKNOWN)
        if column == CATALOG:
            return _amount(listed.amount, self._marks)
        if column == REGION:
            return f"{listed.region}, stands in" if listed.assumed_region else listed.region
        return {UNIT: listed.unit, SOURCE: listed.source.title, AS_OF: _day(listed.source.as_of)}.get(column, "")

    def _tip(self, line: PriceLine) -> str:
        listed = self._catalog_prices[line.price.key]
        own = self._own.get(line.price.key)
        if own is not None:
            where = f"Own price for {own.region}" if own.region else "Own price, everywhere"
            kind = "published: the discount is granted on it" if own.listed else "agreed: no discount"
            return f"{where}, {kind}\n{own.source.title} {_day(own.source.as_of)}\nKey: {line.price.key}"
        if isinstance(listed, MissingPrice):
            return listed.reason
        parts = [listed.label, listed.note, f"{listed.source.title} {_day(listed.source.as_of)}", f"Key: {listed.key}"]
        if listed.assumed_region:
            parts.insert(1, f"There is none for this region: that of {listed.assumed_region} stands in.")
        return "\n".join(part for part in parts if part)


def _day(as_of: str) -> str:
    """A day as it is shown; what a catalog only dates by month or year, or explains, as it says it."""
    try:
        return show_date(date.fromisoformat(as_of)) if as_of else UNKNOWN
    except ValueError:
        return as_of


def _amount(value: float | None, marks: NumberMarks) -> str:
    if value is None:
        return UNKNOWN
    decimals = 2 if abs(value) >= 1 else 4
    return show_number(value, decimals, *marks)
