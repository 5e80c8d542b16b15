"""A page of one or more tables of the plan, with the commands that a table has."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QMenu, QWidget

from dr_desktop.plan.table_edit import row_word, row_words, rows_may_change
from dr_desktop.report.look import SIZE
from dr_desktop.ui.assignable import ASSIGNABLE
from dr_desktop.ui.document import Document
from dr_desktop.ui.entity_table_view import EntityTableView
from dr_desktop.ui.head_button import HeadButton
from dr_desktop.ui.page import Page
from dr_desktop.ui.section_stack import SectionStack
from dr_desktop.ui.table_menus import columns_menu
from dr_desktop.ui.window_services import WindowServices

if TYPE_CHECKING:
    from dr_desktop.assessment.explanation import Subject


class Tab(NamedTuple):
    """A table of a page, or a widget of its own that a page makes for the key."""

    key: str
    words: str
    is_table: bool = True


class TablePage(Page):
    """Tables side by side behind buttons in the head; a table is made when it is first shown."""

    tabs: ClassVar[tuple[Tab, ...]] = ()
    #: px of height from which all tables stand one above the other; None where there is always one in front
    together_from: ClassVar[int | None] = None

    def __init__(self, document: Document, services: WindowServices, parent: QWidget | None = None) -> None:
        super().__init__(document, services, parent)
        self._made: dict[str, QWidget] = {}
        self._choice: dict[str, HeadButton] = {}
        self._summaries: dict[str, tuple[str, ...]] = {}
        self._shown = self.tabs[0]
        self._sections = SectionStack()
        self._sections.focused.connect(self._section_focused)
        self.body.addWidget(self._sections)
        self._add_choice()
        self.filtered = self._tool("Clear filters", "filter", self._clear_filters)
        self.columns = self._tool("Columns", "columns", None)
        self._columns_menu = QMenu(self)
        self._columns_menu.aboutToShow.connect(self._fill_columns_menu)
        self.columns.setMenu(self._columns_menu)
        self.assign_button = self._tool("Assign…", "assign", self._assign)
        self.add_button = self._tool("Add", "add", self._add)
        self.show_tab(self._shown.key)

    def make_widget(self, key: str) -> QWidget:
        """The widget of a tab that is no table."""
        raise NotImplementedError(key)

    def show_tab(self, key: str) -> QWidget:
        """Bring a tab to the front; gives its widget."""
        self._shown = next(tab for tab in self.tabs if tab.key == key)
        widget = self._made.get(key)
        if widget is None:
            widget = self._make_table(key) if self._shown.is_table else self.make_widget(key)
            self._made[key] = widget
            self._sections.add(key, self._shown.words, widget, [tab.key for tab in self.tabs])
        had_focus = self._sections.isAncestorOf(QApplication.focusWidget() or self)
        self._sections.bring_to_front(key)
        if key in self._choice:
            self._choice[key].setChecked(True)
        if had_focus:
            widget.setFocus()
        self._dress_tools()
        self._say()
        self.tab_shown(key)
        self.tools_changed.emit()
        return widget

    def tab_shown(self, key: str) -> None:
        """A tab came to the front: for pages that have more than tables."""

    def count_words(self, table: str, rows: int) -> str:
        """How many rows a table has, in words."""
        return row_words(table, rows)

    def shown_tab(self) -> str:
        """The key of the tab in front."""
        return self._shown.key

    def widget_of(self, key: str) -> QWidget | None:
        """The widget of a tab, if it was shown before."""
        return self._made.get(key)

    def table_view(self) -> EntityTableView | None:
        """The table in front."""
        widget = self._made.get(self._shown.key)
        return widget if isinstance(widget, EntityTableView) else None

    def show_entity(self, table: str, entity: str, field: str = "") -> bool:
        """Select a cell of one of the page's tables."""
        if table not in [tab.key for tab in self.tabs if tab.is_table]:
            return False
        view = self.show_tab(table)
        return isinstance(view, EntityTableView) and view.show_entity(entity, field)

    def show_table(self, table: str) -> bool:
        """Bring a table to the front."""
        if table not in [tab.key for tab in self.tabs]:
            return False
        self.show_tab(table)
        return True

    def subject(self) -> Subject | None:
        """The cell that the keyboard stands on; None while nothing is assessed and so nothing can be explained."""
        if self.document.pending:
            return None
        view = self.table_view()
        found = view.current_cell() if view is not None else None
        if view is None or found is None:
            return None
        from dr_desktop.assessment.explanation import RESULT_KINDS, Subject  # for who asks why

        column, entity = found
        table = view.entities.table
        return Subject(table if column.field else RESULT_KINDS.get(table, table), entity, column.key)

    def _subject_moved(self) -> None:
        self.subject_changed.emit(self.subject())

    def draft_words(self) -> tuple[str, ...]:
        """The cells whose text is not in the plan: 'RTO of Billing'."""
        return tuple(words for made in self._made.values() for words in _drafts_of(made))

    def first_focus(self) -> QWidget | None:
        """What is in front."""
        return self._made.get(self._shown.key)

    def refresh(self) -> None:
        """Tables follow the document by themselves; what counts rows is said again."""
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With room enough all tables stand one above the other."""
        super().resizeEvent(event)
        together = self.together_from is not None and self.height() >= self.together_from
        if together == self._sections.together():
            return
        if together:
            for tab in self.tabs:
                if tab.key not in self._made:
                    self._made[tab.key] = self._make_table(tab.key)
                    self._sections.add(tab.key, tab.words, self._made[tab.key], [one.key for one in self.tabs])
            self._sections.weigh({key: _rows(made) for key, made in self._made.items()})
        self._sections.set_together(together)

    def _section_focused(self, key: str) -> None:
        if key != self._shown.key:
            self._shown = next(tab for tab in self.tabs if tab.key == key)
            if key in self._choice:
                self._choice[key].setChecked(True)
            self._dress_tools()
            self._say()
            self.tools_changed.emit()

    # the head

    def _add_choice(self) -> None:
        if len(self.tabs) < 2:
            return
        group = QButtonGroup(self)
        for tab in self.tabs:
            button = HeadButton(tab.words)
            button.setCheckable(True)
            button.setAccessibleName(f"Show {tab.words}")
            button.clicked.connect(partial(self._chosen, tab.key))
            group.addButton(button)
            self._choice[tab.key] = button
            self.add_tool(button)
        self.head.add_gap()

    def _tool(self, words: str, name: str, run: object) -> HeadButton:
        button = HeadButton(words, icon_name=name, icon_size=SIZE.icon - 2)
        if callable(run):
            button.clicked.connect(run)
        self.add_tool(button)
        return button

    def _dress_tools(self) -> None:
        view = self.table_view()
        self.columns.setVisible(view is not None)
        self.assign_button.setVisible(view is not None and view.entities.table in ASSIGNABLE)
        self.add_button.setVisible(view is not None and rows_may_change(view.entities.table))
        if view is not None:
            word = row_word(view.entities.table)
            self.add_button.setText(word.capitalize())
            self.add_button.setToolTip(f"Add a {word} (Ctrl+Ins)")
            self.add_button.setAccessibleName(f"Add {word}")

    def _make_table(self, table: str) -> EntityTableView:
        view = EntityTableView(self.document, table)
        kept = self.services.settings.value(f"columns/{table}")
        if isinstance(kept, str):
            view.restore_columns(json.loads(kept))
        view.columns_changed.connect(partial(self._keep_columns, table))
        view.summary_changed.connect(partial(self._summed, table))
        view.rows_changed.connect(self._say)
        view.entities.drafts_changed.connect(self._say)
        view.said.connect(self.services.say)
        view.assign_wanted.connect(self.services.assign)
        view.advice_wanted.connect(self.services.advise)
        view.selectionModel().currentChanged.connect(self._subject_moved)
        return view

    def _say(self, _what: object = None) -> None:
        view = self.table_view()
        self.filtered.setVisible(False)
        if view is None:
            self.set_subtitle("")
            self.set_status()
            return
        entities = view.entities
        shown, total = entities.rowCount(), entities.total
        filters = len(entities.filters) + bool(entities.searched)
        self.filtered.setText(f"{filters} {'filter' if filters == 1 else 'filters'}  ×")
        self.filtered.setVisible(bool(filters))
        columns = [place for place in range(entities.columnCount()) if not view.isColumnHidden(place)]
        self.columns.setText(f"Columns {len(columns)} of {entities.columnCount()}")
        words = self.count_words(entities.table, total)
        self.set_subtitle(f"{shown:,} of {total:,} shown" if filters else words)
        chosen = len(view.selected_ids())
        self.assign_button.setText(
            f"Assign…  {row_words(entities.table, chosen).partition(' ')[0]} rows" if chosen > 1 else "Assign…"
        )
        drafts = len(self.draft_words())
        said = (f"{drafts} {'value' if drafts == 1 else 'values'} not in the plan",) if drafts else ()
        self.set_status(*(self._summaries.get(entities.table) or (words,)), *said)

    def _summed(self, table: str, sentences: tuple[str, ...]) -> None:
        self._summaries[table] = sentences
        self._say()

    def _keep_columns(self, table: str) -> None:
        view = self._made.get(table)
        if isinstance(view, EntityTableView):
            self.services.settings.setValue(f"columns/{table}", json.dumps(view.column_state()))
            self._say()

    def _fill_columns_menu(self) -> None:
        view = self.table_view()
        self._columns_menu.clear()
        if view is not None:
            menu = columns_menu(view, self._columns_menu)
            self._columns_menu.addActions(menu.actions())

    def _chosen(self, key: str) -> None:
        widget = self.show_tab(key)
        widget.setFocus()

    def _clear_filters(self) -> None:
        view = self.table_view()
        if view is not None:
            view.clear_filters()

    def _assign(self) -> None:
        view = self.table_view()
        if view is None:
            return
        ids = view.selected_ids()
        if ids:
            self.services.assign(view.entities.table, ids)
        else:
            self.services.say("Select the rows to assign something to first.")

    def _add(self) -> None:
        view = self.table_view()
        if view is not None:
            view.add_row()


def _rows(widget: QWidget) -> int:
    return widget.entities.total if isinstance(widget, EntityTableView) else 0


def _drafts_of(widget: QWidget) -> tuple[str, ...]:
    if not isinstance(widget, EntityTableView):
        return ()
    entities = widget.entities
    rows = entities.document.plan.table(entities.table)
    headings = {column.key: column.heading for column in entities.columns}
    return tuple(
        f"{headings.get(key, key)} of {rows[entity].name or 'a row without a name'} (“{draft.text}”)"
        for (entity, key), draft in entities.drafts.items()
        if entity in rows
    )
