"""The applications of one place of the matrix, as a list: narrowed by words, several selected, moved together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QWidget,
)

from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.move import Move
from dr_desktop.plan.plan import Plan
from dr_desktop.report.chips import chip_tip
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.placing import COLUMN_WORDS, COLUMNS, rank_of, target_sites
from dr_desktop.report.signs import STATE_WORDS
from dr_desktop.ui.head_button import HeadButton, SmallButton
from dr_desktop.ui.icons import sign_icon, tier_icon
from dr_desktop.ui.menu_heading import add_heading
from dr_desktop.ui.panel import Panel
from dr_desktop.ui.theme import ui_font

_ID = Qt.ItemDataRole.UserRole


class CellList(Panel):
    """`selection_changed` carries the ids that are selected, `opened` one; `move_chosen` ids and a Move."""

    selection_changed = Signal(object)
    opened = Signal(str)
    move_chosen = Signal(object, object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Applications", parent)
        self._assessment: Assessment | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText("Filter")
        self.search.setAccessibleName("Filter the list")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self._about = QLabel()
        self._about.setFont(ui_font(TYPE.table))
        self._about.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self._about.setContentsMargins(11, 8, 11, 0)
        self._about.setWordWrap(True)
        self.body.addWidget(self._about)
        row = QHBoxLayout()
        row.setContentsMargins(8, 8, 8, 6)
        row.addWidget(self.search)
        self.body.addLayout(row)
        self.list = _Applications()
        self.list.setAccessibleName("Applications of this place")
        self.list.itemSelectionChanged.connect(self._selected)
        self.list.itemActivated.connect(self._activated)
        self.body.addWidget(self.list, 1)
        self._said = QLabel()
        self._said.setFont(ui_font(TYPE.caption))
        self._said.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self._said.setContentsMargins(11, 4, 8, 0)
        self._said.setWordWrap(True)
        self.body.addWidget(self._said)
        self.move_button = HeadButton("Move to…", "Recover the selected applications at another site")
        self.move_button.setMenu(QMenu(self.move_button))
        self.all_button = HeadButton("Select all", "Select every application of the list")
        self.all_button.clicked.connect(self.list.selectAll)
        self.add_foot(self.move_button)
        self.add_foot(self.all_button)
        close = SmallButton("close", "Close")
        close.clicked.connect(self.closed)
        self.add_head(close)

    def show_applications(
        self, assessment: Assessment, title: str, applications: Sequence[str], about: str = ""
    ) -> None:
        """List these applications; those that were selected stay so."""
        before = set(self.selected())
        self._assessment = assessment
        self.set_title(title)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self.list.blockSignals(True)
        self.list.clear()
        for key in applications:
            result = assessment.applications[key]
            verdict = result.topology.verdict
            item = QListWidgetItem(name_of(assessment.plan, key))
            item.setData(_ID, key)
            item.setSizeHint(QSize(0, SIZE.findings_row))
            item.setToolTip(chip_tip(assessment, key))
            said = STATE_WORDS[verdict].lower() if verdict else "no verdict"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {said}")
            self.list.addItem(item)
            item.setSelected(key in before)
        self.list.blockSignals(False)
        self._dress()
        fill_move_menu(self.move_button.menu(), assessment.plan, self._move)
        self._narrow()

    def select_all(self) -> None:
        """Select every application, without saying so."""
        self.list.blockSignals(True)
        self.list.selectAll()
        self.list.blockSignals(False)
        self._say()

    def selected(self) -> tuple[str, ...]:
        """The ids that are selected, in the order of the list."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(str(item.data(_ID)) for item in items if item.isSelected() and not item.isHidden())

    def shown(self) -> tuple[str, ...]:
        """The ids that the filter lets pass."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(str(item.data(_ID)) for item in items if not item.isHidden())

    def changeEvent(self, event: QEvent) -> None:
        """Take the signs of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "list"):
            self._dress()

    def _dress(self) -> None:
        if self._assessment is None:
            return
        for row in range(self.list.count()):
            item, key = self.list.item(row), str(self.list.item(row).data(_ID))
            result = self._assessment.applications.get(key)
            verdict = result.topology.verdict if result else None
            item.setIcon(sign_icon(verdict) if verdict else tier_icon(rank_of(self._assessment.plan, key)))

    def _narrow(self) -> None:
        words = self.search.text().casefold().split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(not all(one in item.text().casefold() for one in words))
        self._say()

    def _say(self) -> None:
        selected, shown = len(self.selected()), len(self.shown())
        if not shown and self.list.count():
            self._said.setText("No application matches the filter.")
        else:
            of = f"{shown:,} of {self.list.count():,}" if shown < self.list.count() else counted(shown, "application")
            self._said.setText(f"{of}, {selected:,} selected. Enter goes to one.")
        self.move_button.setEnabled(selected > 0)
        self.all_button.setEnabled(shown > 0)

    def _selected(self) -> None:
        self._say()
        self.selection_changed.emit(self.selected())

    def _activated(self, item: QListWidgetItem) -> None:
        self.opened.emit(str(item.data(_ID)))

    def _move(self, move: Move) -> None:
        if self.selected():
            self.move_chosen.emit(self.selected(), move)


class _Applications(QListWidget):
    """Rows of the table's height; several can be selected."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(ui_font(TYPE.table))
        self.setIconSize(QSize(SIZE.sign, SIZE.sign))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setViewportMargins(8, 0, 0, 0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens on every platform."""
        if self.currentRow() >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.itemActivated.emit(self.currentItem())
            return
        super().keyPressEvent(event)


def fill_move_menu(menu: QMenu, plan: Plan, chosen: Callable[[Move], None]) -> None:
    """The sites to recover at, by column of the matrix, and below them the sites to run at."""
    menu.clear()
    for column in COLUMNS:
        sites = target_sites(plan, column)
        if sites:
            add_heading(menu, f"Recover in {COLUMN_WORDS[column]}")
        for site in sites:
            menu.addAction(_plain(site.name or site.id), partial(chosen, Move(recovery_site=site.id)))
    stamps = [site for site in plan.sites.values() if site.kind == "azure_stack"]
    if stamps:
        menu.addSeparator()
        migrate = menu.addMenu("Run at (a migration)")
        for site in stamps:
            migrate.addAction(_plain(site.name or site.id), partial(chosen, Move(source_site=site.id)))
    menu.setEnabled(not menu.isEmpty())


def _plain(words: str) -> str:
    return words.replace("&", "&&")
