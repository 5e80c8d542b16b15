"""Topology: where each application runs and where it recovers, what the guidance says of it, and moving it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.move import Move, migrates
from dr_desktop.report.application_facts import application_facts
from dr_desktop.report.fact_sheet import Destination
from dr_desktop.report.flow_pictures import backup_flow_picture, failover_flow_picture
from dr_desktop.report.look import SIZE
from dr_desktop.report.matrix import matrix_picture
from dr_desktop.report.matrix_drop import Drop
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.picture import Picture
from dr_desktop.ui.application_filter import ApplicationFilter, FilterMenu, narrowed
from dr_desktop.ui.cell_list import fill_move_menu
from dr_desktop.ui.dialogs.move_dialog import ask_move, needs_asking
from dr_desktop.ui.document import Document
from dr_desktop.ui.head_button import HeadButton, toggles
from dr_desktop.ui.matrix_places import Place, place_of
from dr_desktop.ui.matrix_view import MatrixView
from dr_desktop.ui.page import Page
from dr_desktop.ui.panel import Panel
from dr_desktop.ui.picture_canvas import Builder
from dr_desktop.ui.picture_view import PictureView
from dr_desktop.ui.sheet_panel import follow
from dr_desktop.ui.topology_moves import PendingMove, foreseen, look_at, make
from dr_desktop.ui.topology_side import TopologySide
from dr_desktop.ui.window_services import WindowServices

_SUBTITLE: Final = "where each application runs, and where it recovers"
_SIDE_LEAST: Final = 236
_SIDE_MOST: Final = 400


class TopologyPage(Page):
    """The matrix at the left; at the right the map, and details, a list or a preview."""

    title = "Topology"

    def __init__(self, document: Document, services: WindowServices, parent: QWidget | None = None) -> None:
        super().__init__(document, services, parent)
        self._selected: tuple[str, ...] = ()
        self._place: Place | None = None
        self._pending: PendingMove | None = None
        self._filter = ApplicationFilter()
        self._shown: Assessment = document.assessment
        self.matrix = MatrixView(document)
        self.backup_flow, self.failover_flow = PictureView(), PictureView()
        self.side = TopologySide()
        self._builders: dict[str, Builder] = {
            "matrix": self._matrix_picture,
            "backup": self._backup_picture,
            "failover": self._failover_picture,
        }
        self._add_tools()
        self._arrange()
        self._connect()

    def refresh(self) -> None:
        """Show plan and assessment as they are now; what is selected stays so."""
        plan = self.document.plan
        self._filter = self._filter.within(plan)
        self.filter_menu.fill(plan, self._filter)
        self._shown = narrowed(self.document.assessment, self._filter)
        self._selected = tuple(one for one in self._selected if one in self._shown.applications)
        self._say_filter()
        self._in_view().set_builder(self._builders[self.view()])
        self.matrix.set_selected(self._selected)
        self.side.map.show_map(plan, self.document.assessment)
        self._show_side()

    def selected(self) -> tuple[str, ...]:
        """The selected applications."""
        return self._selected

    def pending(self) -> PendingMove | None:
        """The move that *What would change* speaks of."""
        return self._pending

    def select(self, applications: Sequence[str]) -> None:
        """Select these applications: one shows its details, several a list, none what can be selected."""
        self._selected = tuple(one for one in applications if one in self._shown.applications)
        self._place, self._pending = None, None
        self._mark()
        self._show_side()

    def preview(self, applications: Sequence[str], move: Move) -> None:
        """Show what would change if these applications moved; nothing moves yet."""
        self._pending = PendingMove(tuple(applications), move)
        self._show_change()

    def apply_pending(self) -> None:
        """Make the move that is looked at, as one step; a migration is asked about first."""
        pending, self._pending = self._pending, None
        if pending is None:
            return
        move: Move | None = pending.move
        if migrates(self.document.plan, pending.applications, pending.move):
            move = ask_move(self.document.assessment, pending.applications, pending.move, "", self)
        if move is not None:
            self._make(pending.applications, move)
        self._show_side()

    def give_up(self) -> None:
        """Leave the plan as it is."""
        self._pending = None
        self._show_side()

    def set_filter(self, chosen: ApplicationFilter) -> None:
        """Show only applications that pass."""
        self._filter = chosen
        self.refresh()

    def view(self) -> str:
        """Which picture is in view: "matrix", "backup" or "failover"."""
        return next(key for key, button in self.views.items() if button.isChecked())

    def show_view(self, key: str) -> None:
        """Show the matrix, the way of backups or the way of a failover."""
        self.views[key].setChecked(True)
        self._stack.setCurrentIndex(list(self.views).index(key))
        self.refresh()

    def show_entity(self, table: str, entity: str, field: str = "") -> bool:
        """Select an application."""
        if table != "applications" or entity not in self.document.assessment.applications:
            return super().show_entity(table, entity, field)
        if entity not in self._shown.applications:
            self.set_filter(ApplicationFilter())
        self.select((entity,))
        self.matrix.focus_entity(entity, tip=False)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the side its share of a wide window."""
        super().resizeEvent(event)
        self.side.setFixedWidth(max(_SIDE_LEAST, min(_SIDE_MOST, self.width() * 22 // 100)))
        self.side.set_map_height(max(176, min(340, self.height() * 32 // 100)))

    # parts

    def _add_tools(self) -> None:
        self.filter_button = HeadButton("Tier, scheme, site", "Show only some applications", "filter")
        self.filter_menu = FilterMenu(self.set_filter, self.filter_button)
        self.filter_button.setMenu(self.filter_menu)
        self.add_tool(self.filter_button)
        self.views = {
            "matrix": HeadButton("Matrix", "Source and target of every application"),
            "backup": HeadButton("Backup flow", "The way of backups: where they lie and where they are restored"),
            "failover": HeadButton("Failover flow", "The way of a failover: where a second deployment stands by"),
        }
        toggles(self.views, "matrix")
        for key, button in self.views.items():
            button.clicked.connect(partial(_show_view, self, key))
            self.add_tool(button)
        copy = HeadButton("Copy picture", "Put the picture in view on the clipboard", "copy")
        copy.clicked.connect(self._copy)
        self.add_tool(copy)

    def _arrange(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.matrix)
        for view in (self.backup_flow, self.failover_flow):
            holder, frame = QWidget(), Panel()
            column = QVBoxLayout(holder)
            column.setContentsMargins(SIZE.page_margin, 0, 0, SIZE.panel_gap)
            column.addWidget(frame)
            frame.body.setContentsMargins(8, 4, 8, 4)
            frame.body.addWidget(view)
            self._stack.addWidget(holder)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, SIZE.panel_gap, SIZE.panel_gap)
        right.addWidget(self.side)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZE.panel_gap)
        row.addWidget(self._stack, 1)
        row.addLayout(right)
        self.body.addLayout(row)

    def _connect(self) -> None:
        self.matrix.entity_clicked.connect(self._clicked)
        self.matrix.entity_activated.connect(self._open)
        self.matrix.context_asked.connect(self._context_menu)
        self.matrix.toggled.connect(self._toggle)
        self.matrix.drag_moved.connect(self._dragged)
        self.matrix.drag_ended.connect(self.give_up)
        self.matrix.dropped.connect(self._dropped)
        for view in (self.backup_flow, self.failover_flow, self.side.map):
            view.entity_activated.connect(self._open)
        self.side.map.entity_clicked.connect(self._clicked)
        self.side.details.link_chosen.connect(self._follow)
        self.side.details.closed.connect(self._close)
        self.side.list.closed.connect(self._close)
        self.side.list.selection_changed.connect(self._list_selected)
        self.side.list.opened.connect(self._open)
        self.side.list.move_chosen.connect(self.preview)
        self.side.applied.connect(self.apply_pending)
        self.side.given_up.connect(self.give_up)
        leave = QShortcut(QKeySequence("Esc"), self.side)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._close)

    def _in_view(self) -> PictureView:
        views = {"matrix": self.matrix, "backup": self.backup_flow, "failover": self.failover_flow}
        return views[self.view()]

    def _matrix_picture(self, width: float, height: float) -> Picture:
        alone = self._selected[0] if len(self._selected) == 1 else self._place.entity if self._place else None
        return matrix_picture(self._shown, width, height, selected=alone)

    def _backup_picture(self, width: float, height: float) -> Picture:
        return backup_flow_picture(self._shown, width, height)

    def _failover_picture(self, width: float, height: float) -> Picture:
        return failover_flow_picture(self._shown, width, height)

    def _mark(self) -> None:
        if self.view() == "matrix":
            self.matrix.rebuild()
        self.matrix.set_selected(self._selected)

    def _say_filter(self) -> None:
        on, shown = self._filter.choices, len(self._shown.applications)
        everything = len(self.document.assessment.applications)
        self.filter_button.setText(f"Filter: {on} on" if on else "Tier, scheme, site")
        self.filter_button.setProperty("default", bool(on))
        words = f"{shown:,} of {counted(everything, 'application')}" if on else _SUBTITLE
        if on and not shown:
            words = f"No application matches {counted(on, 'filter')}: choose Show all"
        self.set_subtitle(words)

    def _show_side(self) -> None:
        if self._pending is not None:
            self._show_change()
        elif self._place is not None:
            known = [one for one in self._place.applications(self._shown) if one in self._shown.applications]
            self.side.list.show_applications(
                self.document.assessment, self._place.title(self._shown), known, self._place.about(self._shown)
            )
            self.side.show_list()
        elif len(self._selected) == 1:
            self.side.show_details("Details", application_facts(self.document.assessment, self._selected[0]))
        elif self._selected:
            title = f"{len(self._selected):,} selected"
            self.side.list.show_applications(self.document.assessment, title, self._selected)
            self.side.list.select_all()
            self.side.show_list()
        else:
            self.side.show_details("Details", ())
        self._say_selected()

    def _show_change(self, *, dragging: bool = False) -> None:
        if self._pending is not None:
            found = look_at(self.document, self._pending, dragging=dragging)
            self.side.show_change(found.facts, asks=not dragging, changes=found.changes)

    def _say_selected(self) -> None:
        found = [self.document.assessment.applications[one] for one in self._selected]
        if not found:
            self.set_status()
            return
        machines = sum([one.machines for one in found])
        used = sum([one.used_gib for one in found])
        who = name_of(self.document.plan, self._selected[0]) if len(found) == 1 else counted(len(found), "application")
        self.set_status(who, f"{counted(machines, 'machine')} · {used / 1024:,.1f}\u00a0TiB used")

    # what is done

    def _clicked(self, entity: str) -> None:
        if entity in self._shown.applications:
            self.select((entity,))
            return
        place = place_of(self.document.plan, entity)
        if place is None:
            return
        self._selected, self._pending, self._place = (), None, place
        self.side.list.search.clear()
        self._mark()
        self._show_side()

    def _open(self, entity: str) -> None:
        for table in ("applications", "sites", "links", "backup_targets"):
            if entity in self.document.plan.table(table):
                self.services.go_to(table, entity, "name")
                return
        self._clicked(entity)

    def _toggle(self, entity: str) -> None:
        chosen = set(self._selected) ^ {entity}
        self.select([one for one in self._shown.applications if one in chosen])

    def _list_selected(self, applications: tuple[str, ...]) -> None:
        self._selected = applications
        self.matrix.set_selected(applications)
        self._say_selected()

    def _close(self) -> None:
        if self._pending is not None:
            self.give_up()
        else:
            self.select(())

    def _dragged(self, applications: tuple[str, ...], drop: Drop | None) -> None:
        if drop is None:
            self.give_up()
            return
        self._pending = PendingMove(applications, foreseen(self.document, applications, drop))
        self._show_change(dragging=True)

    def _dropped(self, applications: tuple[str, ...], drop: Drop) -> None:
        self._pending = None
        move: Move | None = Move(recovery_site=drop.site)
        if needs_asking(self.document.assessment, applications, drop.row):
            move = ask_move(self.document.assessment, applications, Move(recovery_site=drop.site), drop.row, self)
        if move is not None:
            self._make(applications, move)
        self.select(applications)

    def _make(self, applications: Sequence[str], move: Move) -> None:
        name = make(self.document, applications, move)
        if name:
            self.services.say(f"{name}. Ctrl+Z takes it back.")

    def _context_menu(self, entity: str, at: QPoint) -> None:
        if entity not in self._shown.applications:
            return
        if entity not in self._selected:
            self.select((entity,))
        menu = QMenu(self)
        fill_move_menu(menu, self.document.plan, partial(_preview, self))
        first = menu.actions()[0] if menu.actions() else None
        go = menu.addAction("Go to application", partial(self._open, entity))
        if first is not None:
            menu.insertAction(first, go)
        menu.exec(at)
        menu.deleteLater()

    def _follow(self, to: Destination) -> None:
        follow(self.services, to)

    def _copy(self) -> None:
        self._in_view().copy_image()
        self.services.say("The picture is on the clipboard.")


def _show_view(page: TopologyPage, key: str, _checked: bool = False) -> None:
    page.show_view(key)


def _preview(page: TopologyPage, move: Move) -> None:
    page.preview(page.selected(), move)
