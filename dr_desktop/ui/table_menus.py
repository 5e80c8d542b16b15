"""The menus of a table: what can be done to its cells and rows, and which columns are shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from dr_desktop.plan.table_edit import row_word, rows_may_change

if TYPE_CHECKING:
    from dr_desktop.ui.entity_table_view import EntityTableView


def cells_menu(view: EntityTableView) -> QMenu:
    """What can be done to the selected cells and rows."""
    menu = QMenu(view)
    menu.addAction("Cut\tCtrl+X", view.cut)
    menu.addAction("Copy\tCtrl+C", view.copy)
    menu.addAction("Copy with headings\tCtrl+Shift+C", view.copy_with_headings)
    menu.addAction("Paste\tCtrl+V", view.paste)
    menu.addSeparator()
    menu.addAction("Fill down\tCtrl+D", view.fill_down)
    menu.addAction("Clear\tDel", view.clear_cells)
    if rows_may_change(view.entities.table):
        menu.addSeparator()
        menu.addAction(f"Add {row_word(view.entities.table)}\tIns", view.add_row)
        menu.addAction("Duplicate", view.duplicate_rows).setEnabled(bool(view.selected_ids()))
        menu.addAction("Remove", view.remove_rows).setEnabled(bool(view.selected_ids()))
    if view.can_assign():
        menu.addSeparator()
        menu.addAction("Assign…", view.assign)
    if view.can_advise():
        menu.addAction("Ways to protect it…", view.advise)
    return menu


def heading_menu(view: EntityTableView, section: int) -> QMenu:
    """Sort, filter and hide one column, or show others."""
    column = view.entities.columns[section]
    menu = QMenu(view)
    menu.addAction("Sort ascending", partial(view.sort_by, column.key, descending=False))
    menu.addAction("Sort descending", partial(view.sort_by, column.key, descending=True))
    menu.addAction("In the order of the plan", partial(view.sort_by, None, descending=False))
    menu.addSeparator()
    menu.addAction("Filter…", partial(view.edit_filter, section))
    menu.addAction("Show all rows", view.clear_filters)
    menu.addSeparator()
    hide = menu.addAction(f"Hide {column.heading}", partial(view.show_column, column.key, shown=False))
    hide.setEnabled(section != 0)
    menu.addMenu(columns_menu(view, menu))
    return menu


def columns_menu(view: EntityTableView, parent: QWidget) -> QMenu:
    """All columns of the table, ticked where they are shown."""
    menu = QMenu("Columns", parent)
    for place, column in enumerate(view.entities.columns):
        action = menu.addAction(column.heading)
        action.setCheckable(True)
        action.setChecked(not view.isColumnHidden(place))
        action.setEnabled(place != 0)
        action.setToolTip(column.help)
        action.toggled.connect(partial(_show, view, column.key))
    menu.addSeparator()
    menu.addAction("As at first", view.reset_columns)
    menu.setToolTipsVisible(True)
    return menu


def _show(view: EntityTableView, key: str, shown: bool) -> None:
    view.show_column(key, shown=shown)
