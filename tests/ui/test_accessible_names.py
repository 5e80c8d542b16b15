"""Whoever does not see the screen hears what every input, button and table is."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget

from dr_desktop.ui.dialogs.about_dialog import about_dialog
from dr_desktop.ui.dialogs.accept_dialog import AcceptDialog
from dr_desktop.ui.dialogs.assign_dialog import AssignDialog
from dr_desktop.ui.dialogs.guidance_dialog import guidance_dialog
from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.page_list import PAGES
from dr_desktop.ui.pages.table_page import TablePage
from tests.ui.windows import window_on

ROLES = {
    QAccessible.Role.EditableText,
    QAccessible.Role.PushButton,
    QAccessible.Role.ButtonMenu,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.ComboBox,
    QAccessible.Role.Table,
    QAccessible.Role.Tree,
    QAccessible.Role.List,
}


def unnamed(widget: QWidget) -> list[str]:
    """Inputs, buttons and tables below a widget that can be seen and have no name."""
    found: list[str] = []

    def walk(one: QAccessibleInterface) -> None:
        state = one.state()
        if state.invisible:
            return
        if one.role() in ROLES and not one.text(QAccessible.Text.Name).strip():
            held = one.object()
            found.append(f"{one.role().name} {held}")
        if one.role() in (QAccessible.Role.Table, QAccessible.Role.Tree, QAccessible.Role.List):
            return  # its cells are named by the model
        for place in range(one.childCount()):
            child = one.child(place)
            if child.isValid():
                walk(child)

    walk(QAccessible.queryAccessibleInterface(widget))
    return found


@pytest.mark.parametrize("key", [entry.key for entry in PAGES])
def test_every_input_button_and_table_of_a_page_has_a_name(window: MainWindow, key: str):
    window.open_page(key)
    page = window.pages.page
    assert page is not None
    tabs = [tab.key for tab in page.tabs] if isinstance(page, TablePage) else [""]
    for tab in tabs:
        if tab:
            page.show_table(tab)
        QApplication.processEvents()
        assert unnamed(window) == [], tab


def test_the_start_page_and_the_dialogs_have_names_too(window: MainWindow):
    finding = window.document.assessment.findings[0]
    ids = tuple(window.document.plan.applications)[:2]
    dialogs = [
        AssignDialog(window.document, "applications", ids, window),
        AcceptDialog(window.document, finding, window),
        about_dialog(window),
        guidance_dialog(window),
    ]
    for dialog in dialogs:
        dialog.show()
        QApplication.processEvents()
        assert unnamed(dialog) == [], dialog.windowTitle()
        dialog.close()


def test_the_start_page_has_names(qapp: QApplication):
    with window_on(None) as window:
        assert unnamed(window) == []
