"""The table in the hand: keys, clipboard, fill, order, columns, editors, and what is painted where."""

from __future__ import annotations

import gc
import sys
import weakref
from typing import Any, ClassVar

import pytest
from big_plan import big_plan
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QImage, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QMenu, QTableView, QWidget
from pytestqt.qtbot import QtBot

from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.report.look import colour
from dr_desktop.ui.cell_editors import CheckListEditor, ChoiceEditor, LineEditor, ProseEditor
from dr_desktop.ui.cell_edits import Area, put_text
from dr_desktop.ui.cell_painter import CellPainter
from dr_desktop.ui.document import Document
from dr_desktop.ui.entity_table_model import EntityTableModel
from dr_desktop.ui.entity_table_view import EntityTableView
from dr_desktop.ui.theme import apply_theme
from tests.ui.small_plans import NO_CATALOG, small_plan, sums_only

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def document(qapp: QApplication) -> Document:
    apply_theme(qapp, "light")
    return Document(small_plan(), NO_CATALOG, assess=sums_only)


def view_of(qtbot: QtBot, document: Document, table: str) -> EntityTableView:
    view = EntityTableView(document, table)
    qtbot.addWidget(view)
    view.resize(1190, 420)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.setFocus()
    return view


def go(view: EntityTableView, entity: str, key: str) -> QModelIndex:
    assert view.show_entity(entity, key)
    return view.currentIndex()


def select(view: EntityTableView, first: tuple[str, str], last: tuple[str, str]) -> None:
    corners = [go(view, *last), go(view, *first)]
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    view.selectionModel().select(QItemSelection(corners[1], corners[0]), flag)


def editor_in(view: EntityTableView) -> QWidget:
    found = [
        one
        for kind in (LineEditor, ChoiceEditor, CheckListEditor, ProseEditor)
        for one in view.findChildren(kind)
        if not one.isHidden()
    ]
    assert len(found) == 1
    return found[0]


def put_on_clipboard(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def application(document: Document, entity: str) -> Any:
    return document.plan.applications[entity]


def test_typing_replaces_the_cell_and_enter_goes_down(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    go(view, "billing", "rto_minutes")
    qtbot.keyClicks(view, "8")
    qtbot.keyClicks(editor_in(view), "h")
    qtbot.keyClick(editor_in(view), Key.Key_Return)
    qtbot.waitUntil(lambda: application(document, "billing").rto_minutes == 480)
    assert view.entities.entity_id(view.currentIndex().row()) == "farm"
    assert document.undo_stack.undoText() == "Change RTO of Billing"


def test_tab_takes_the_value_and_goes_to_the_right(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    go(view, "billing", "rto_minutes")
    qtbot.keyClick(view, Key.Key_F2)
    editor = editor_in(view)
    assert isinstance(editor, LineEditor)
    assert editor.text() == "4h"
    editor.selectAll()
    qtbot.keyClicks(editor, "2h")
    qtbot.keyClick(editor, Key.Key_Tab)
    qtbot.waitUntil(lambda: application(document, "billing").rto_minutes == 120)
    assert view.entities.columns[view.currentIndex().column()].key == "rpo_minutes"


def test_escape_leaves_the_cell_as_it_was(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    go(view, "billing", "rto_minutes")
    qtbot.keyClick(view, Key.Key_F2)
    qtbot.keyClicks(editor_in(view), "9 weeks")
    qtbot.keyClick(editor_in(view), Key.Key_Escape)
    assert document.undo_stack.count() == 0


def test_the_first_column_is_edited_where_it_is_frozen(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    go(view, "billing", "name")
    qtbot.keyClick(view, Key.Key_F2)
    editor = editor_in(view)
    assert view.frozen.isAncestorOf(editor)
    assert isinstance(editor, LineEditor)
    editor.setText("Invoices")
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: application(document, "billing").name == "Invoices")


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("scheme", ChoiceEditor),
        ("source_site", LineEditor),
        ("recovery_sites", CheckListEditor),
        ("allowed_operators", CheckListEditor),
        ("notes", ProseEditor),
        ("agreed_on", LineEditor),
    ],
)
def test_each_kind_of_field_has_its_editor_with_a_name(qtbot: QtBot, document: Document, key: str, kind: type):
    view = view_of(qtbot, document, "applications")
    index = go(view, "billing", key)
    view.openPersistentEditor(index)
    editor = editor_in(view)
    assert isinstance(editor, kind)
    assert editor.accessibleName().endswith("of Billing")
    view.closePersistentEditor(index)


def test_sites_are_ticked_in_the_order_in_which_they_count(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    go(view, "billing", "recovery_sites")
    qtbot.keyClick(view, Key.Key_F2)
    editor = editor_in(view)
    assert isinstance(editor, CheckListEditor)
    for name in ("Provider A", "West Europe"):
        editor.findItems(name, Qt.MatchFlag.MatchExactly)[0].setCheckState(Qt.CheckState.Checked)
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: application(document, "billing").recovery_sites == ("prov", "west"))


def test_a_choice_may_be_blank_and_says_what_a_blank_means(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    index = go(view, "farm", "scheme")
    view.openPersistentEditor(index)
    editor = editor_in(view)
    assert isinstance(editor, ChoiceEditor)
    assert editor.itemText(0) == "not stated"
    view.closePersistentEditor(index)
    tiered = go(view, "portal", "scheme")
    view.openPersistentEditor(tiered)
    other = next(one for one in view.findChildren(ChoiceEditor) if one is not editor)
    assert other.itemText(0) == "Replication, from the tier"
    view.closePersistentEditor(tiered)


def test_a_draft_is_hinted_at_and_escape_abandons_it(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    index = go(view, "billing", "rto_minutes")
    view.entities.setData(index, "1 business day")
    qtbot.waitUntil(view._hint.isVisible)
    assert "24h" in view._hint.text()
    assert "4" in view._hint.accessibleName()
    qtbot.keyClick(view, Key.Key_Escape)
    qtbot.waitUntil(lambda: not view._hint.isVisible())
    assert view.entities.drafts == {}


def test_delete_clears_what_may_be_blank_in_one_step(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    select(view, ("billing", "tier"), ("portal", "rto_minutes"))
    qtbot.keyClick(view, Key.Key_Delete)
    assert [application(document, one).tier for one in ("billing", "farm", "portal")] == [None] * 3
    assert application(document, "billing").rto_minutes is None
    assert document.undo_stack.undoText() == "Clear 6 cells"
    document.undo_stack.undo()
    assert application(document, "portal").tier == "gold"


def test_copying_gives_full_numbers_and_pasting_them_elsewhere_the_same_values(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "machines")
    document.replace_plan(document.plan.put("machines", document.plan.machines["m1"].changed(used_gib=123.456)), "x")  # type: ignore[arg-type]
    select(view, ("m1", "disks"), ("m2", "used_gib"))
    qtbot.keyClick(view, Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "127; 512\t123.4560\n127; 512 excluded\t102\n"
    assert "<td>127; 512</td>" in QGuiApplication.clipboard().mimeData().html()
    go(view, "m5", "disks")
    qtbot.keyClick(view, Key.Key_V, CONTROL)
    assert document.plan.machines["m5"].used_gib == 123.456
    assert document.plan.machines["m6"].disks == document.plan.machines["m2"].disks
    assert document.undo_stack.undoText() == "Paste 4 cells"


def test_a_block_from_excel_grows_the_table_skips_what_is_read_only_and_keeps_what_it_cannot_read(
    qtbot: QtBot, document: Document
):
    view = view_of(qtbot, document, "machines")
    said: list[str] = []
    view.said.connect(said.append)
    go(view, "m11", "name")
    rows = ["web-1\tBilling\tfront", 'web-2\tNowhere\t"two\nlines"', "web-3\tGIS maps\t"]
    put_on_clipboard("\r\n".join(rows) + "\r\n")
    view.paste()
    names = [one.name for one in document.plan.machines.values()]
    assert names[-3:] == ["web-1", "web-2", "web-3"]
    new = list(document.plan.machines.values())
    assert [one.application for one in new[-3:]] == ["billing", None, "gis"]
    assert new[-2].role == "two\nlines"
    assert len(view.entities.drafts) == 1
    assert said == [
        "Pasted 8 cells. Added 2 machines. No application is called “Nowhere”. Type a name that stands in this plan."
    ]
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.plan == small_plan()


def test_undo_of_a_paste_takes_back_what_could_not_be_read_too(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "machines")
    view.entities.setData(go(view, "m3", "used_gib"), "plenty")
    go(view, "m1", "used_gib")
    put_on_clipboard("70\nlots\n")
    view.paste()
    assert set(view.entities.drafts) == {("m3", "used_gib"), ("m2", "used_gib")}
    told: list[int] = []
    view.entities.drafts_changed.connect(told.append)
    document.undo_stack.undo()
    assert set(view.entities.drafts) == {("m3", "used_gib")}  # typed for itself: no step of the plan, and none undone
    assert told == [1]
    assert document.plan == small_plan()


def test_a_draft_of_an_older_step_outlives_the_undo_of_a_newer_one_however_few_steps_are_kept(
    qtbot: QtBot, document: Document
):
    document.undo_stack.clear()
    document.undo_stack.setUndoLimit(2)
    view = view_of(qtbot, document, "machines")
    for value in ("11", "12"):
        view.entities.setData(go(view, "m4", "used_gib"), value)
    go(view, "m1", "used_gib")
    put_on_clipboard("70\nlots\n")
    view.paste()
    view.entities.setData(go(view, "m4", "used_gib"), "13")
    document.undo_stack.undo()
    assert set(view.entities.drafts) == {("m2", "used_gib")}
    document.undo_stack.undo()
    assert view.entities.drafts == {}


def test_one_value_for_many_cells_says_how_many_held_it_already(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "machines")
    rows = [Area((0, 1, 2), (view.entities.column_of("protected") or 0,))]
    assert put_text(view.entities, rows, "no").startswith("Changed ")
    assert put_text(view.entities, rows, "no") == "3 cells are as typed already."
    assert document.undo_stack.count() == 1
    view.entities.setData(view.entities.index(1, rows[0].columns[0]), "yes")
    assert put_text(view.entities, rows, "no") == "Changed 1 cell. 2 cells are as typed already."
    owner = [Area((0, 1), (view.entities.column_of("backup_policy") or 0,))]
    put_text(view.entities, owner, "")
    assert put_text(view.entities, owner, "") == "2 cells are blank."


def test_the_text_of_a_draft_is_not_painted_below_the_editor_that_shows_it(
    qtbot: QtBot, document: Document, monkeypatch: pytest.MonkeyPatch
):
    view = view_of(qtbot, document, "machines")
    cell = go(view, "m2", "used_gib")
    view.entities.setData(cell, "about a hundred, says the owner")
    painted: list[str] = []
    monkeypatch.setattr(CellPainter, "paint_draft", lambda _self, _painter, _rect, text, _room: painted.append(text))
    view.viewport().repaint()
    assert painted == ["about a hundred, says the owner"]
    view.edit(cell)
    painted.clear()
    view.viewport().repaint()
    assert painted == []


def test_read_only_columns_are_skipped_and_said(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    said: list[str] = []
    view.said.connect(said.append)
    go(view, "billing", "backup_policy")
    put_on_clipboard("Hourly\t5 h\t1 h")
    view.paste()
    assert application(document, "billing").backup_policy == "hourly"
    assert said == ["Pasted 1 cell. Skipped 2 cells that only follow from the plan."]


def test_a_pasted_column_is_read_by_the_decimal_mark_that_it_shows(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "machines")
    go(view, "m1", "used_gib")
    put_on_clipboard("1.234,5\n2.500\n7,25\n")
    view.paste()
    assert [document.plan.machines[f"m{n}"].used_gib for n in (1, 2, 3)] == [1234.5, 2500.0, 7.25]


def test_one_copied_value_fills_the_whole_selection(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "machines")
    select(view, ("m1", "vcpus"), ("m4", "memory_gib"))
    put_on_clipboard("16")
    view.paste()
    assert [(m.vcpus, m.memory_gib) for m in list(document.plan.machines.values())[1:5]] == [(16, 16.0)] * 4


def test_fill_down_repeats_the_topmost_cell_of_each_column(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "machines")
    select(view, ("m1", "application"), ("m5", "vcpus"))
    qtbot.keyClick(view, Key.Key_D, CONTROL)
    machines = list(document.plan.machines.values())[1:6]
    assert {one.application for one in machines} == {"farm"}
    assert {one.vcpus for one in machines} == {3}
    assert document.undo_stack.count() == 1


def test_control_enter_puts_what_is_typed_into_the_whole_selection(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "machines")
    select(view, ("m1", "vcpus"), ("m4", "vcpus"))
    qtbot.keyClicks(view, "6")
    qtbot.keyClick(editor_in(view), Key.Key_Return, CONTROL)
    assert [document.plan.machines[f"m{n}"].vcpus for n in (0, 1, 2, 3, 4, 5)] == [2, 6, 6, 6, 6, 4]
    assert (document.undo_stack.count(), document.undo_stack.undoText()) == (1, "Change 4 cells")


def test_control_enter_puts_a_choice_into_the_whole_selection_typed_or_from_its_list(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "machines")
    protected = lambda: [document.plan.machines[f"m{n}"].protected for n in (1, 2, 3, 4)]  # noqa: E731
    select(view, ("m1", "protected"), ("m4", "protected"))
    before = protected()
    qtbot.keyClicks(view, "n")
    editor = editor_in(view)
    assert isinstance(editor, ChoiceEditor)
    assert (editor.currentText(), protected()) == ("No", before)
    qtbot.keyClick(editor, Key.Key_Return, CONTROL)
    assert protected() == ["no"] * 4
    qtbot.keyClick(view, Key.Key_F2)
    offered = editor_in(view)
    assert isinstance(offered, ChoiceEditor)
    qtbot.waitUntil(lambda: offered.view().isVisible())
    qtbot.keyClick(offered.view(), Key.Key_Home)
    assert offered.view().currentIndex().data() == "Yes"
    qtbot.keyClick(offered.view(), Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: protected() == ["yes"] * 4)


def test_a_draft_is_taken_as_it_stands_once_what_it_names_is_there(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "machines")
    machine = go(view, "m1", "application")
    view.entities.setData(machine, "Payroll")
    assert document.plan.machines["m1"].application == "farm"
    qtbot.keyClick(view, Key.Key_F2)
    qtbot.keyClick(editor_in(view), Key.Key_Return)
    assert (view.entities.draft(machine) is not None, document.undo_stack.count()) == (True, 0)
    applications = view_of(qtbot, document, "applications")
    applications.entities.setData(go(applications, "portal", "name"), "Payroll")
    view.setCurrentIndex(machine)
    qtbot.keyClick(view, Key.Key_F2)
    qtbot.keyClick(editor_in(view), Key.Key_Return)
    assert (document.plan.machines["m1"].application, view.entities.drafts) == ("portal", {})


@pytest.mark.parametrize(
    ("key", "modifiers", "taken", "place"),
    [
        (Key.Key_Return, Qt.KeyboardModifier.NoModifier, ["meter"], (5, "application")),
        (Key.Key_Tab, Qt.KeyboardModifier.NoModifier, ["meter"], (4, "role")),
        (Key.Key_Return, CONTROL, ["meter"] * 4, (4, "application")),
    ],
)
def test_keys_that_take_a_cell_take_it_while_names_are_offered(
    qtbot: QtBot, document: Document, key: Key, modifiers: Qt.KeyboardModifier, taken: list[str], place: tuple[int, str]
):
    view = view_of(qtbot, document, "machines")
    view.show_column("role")
    select(view, ("m1", "application"), ("m4", "application"))
    go_on = QItemSelectionModel.SelectionFlag.NoUpdate
    view.selectionModel().setCurrentIndex(view.entities.index(4, view.currentIndex().column()), go_on)
    before = [document.plan.machines[f"m{n}"].application for n in (1, 2, 3, 4)]
    qtbot.keyClick(view, Key.Key_F2)
    editor = editor_in(view)
    assert isinstance(editor, LineEditor)
    editor.selectAll()
    qtbot.keyClicks(editor, "meter DATA")
    names = editor.completer().popup()
    assert names is not None
    assert names.isVisible()
    qtbot.keyClick(names, key, modifiers)  # what is typed goes to the names first: they are a window of their own
    assert not names.isVisible()
    assert [document.plan.machines[f"m{n}"].application for n in (1, 2, 3, 4)] == before[: 4 - len(taken)] + taken
    current = view.currentIndex()
    assert (current.row(), view.entities.columns[current.column()].key) == place


def test_the_fill_handle_drags_the_last_row_down(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "machines")
    go(view, "m1", "vcpus")
    handle = view.fill_handle.rect()
    assert handle is not None
    below = view.visualRect(view.entities.index(4, view.currentIndex().column())).center()
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=handle.center())
    qtbot.mouseMove(view.viewport(), below)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert [document.plan.machines[f"m{n}"].vcpus for n in (1, 2, 3, 4, 5)] == [3, 3, 3, 3, 4]


def test_rows_are_added_copied_and_removed_with_what_points_to_them(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    qtbot.keyClick(view, Key.Key_Insert)
    assert isinstance(editor_in(view), LineEditor)
    qtbot.keyClick(editor_in(view), Key.Key_Escape)
    assert len(document.plan.applications) == 7
    go(view, "billing", "name")
    view.duplicate_rows()
    assert [one.name for one in document.plan.applications.values()][2] == "Billing (copy)"
    go(view, "billing", "name")
    view.remove_rows()
    assert "billing" not in document.plan.applications
    assert document.plan.machines["m0"].application == UNASSIGNED
    assert document.undo_stack.undoText() == "Remove 1 application"
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.plan == small_plan()


def test_all_copies_of_several_rows_are_selected(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "machines")
    select(view, ("m1", "vcpus"), ("m3", "vcpus"))
    before = set(document.plan.machines)
    view.duplicate_rows()
    copies = set(document.plan.machines) - before
    assert len(copies) == 3
    assert set(view.selected_ids()) == copies
    current = view.current_cell()
    assert current is not None
    assert current[1] == view.selected_ids()[0]
    view.remove_rows()
    assert set(document.plan.machines) == before


def test_the_application_for_what_belongs_nowhere_stays(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    go(view, UNASSIGNED, "name")
    view.remove_rows()
    assert UNASSIGNED in document.plan.applications


def test_assumptions_can_be_changed_and_neither_added_nor_removed(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "assumptions")
    count = len(document.plan.assumptions)
    go(view, "lead_time_months", "base")
    view.add_row()
    view.remove_rows()
    put_on_clipboard("7\n")
    view.paste()
    assert len(document.plan.assumptions) == count
    assert document.plan.assumptions["lead_time_months"].base == 7


def test_a_click_on_a_heading_sorts_up_then_down_then_not_and_keeps_the_selection(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "machines")
    select(view, ("m2", "vcpus"), ("m4", "vcpus"))
    place = view.entities.column_of("vcpus")
    assert place is not None
    at = QPoint(view.header.sectionViewportPosition(place) + 10, 30)
    orders = []
    for _ in range(3):
        qtbot.mouseClick(view.header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        orders.append(view.entities.sorted_by)
        assert set(view.selected_ids()) == {"m2", "m3", "m4"}
    assert orders == [("vcpus", False), ("vcpus", True), None]


def test_a_filter_typed_below_a_heading_keeps_what_is_selected_and_escape_takes_it_away(
    qtbot: QtBot, document: Document
):
    view = view_of(qtbot, document, "applications")
    go(view, "gis", "name")
    place = view.entities.column_of("source_site")
    assert place is not None
    at = QPoint(view.header.sectionViewportPosition(place) + 10, view.header.height() - 8)
    qtbot.mouseClick(view.header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    editor = view.header._editor
    assert editor is not None
    qtbot.keyClicks(editor, "prov")
    assert view.entities.ids() == ("gis",)
    assert view.selected_ids() == ("gis",)
    qtbot.keyClick(editor, Key.Key_Escape)
    assert view.entities.rowCount() == 6
    assert view.header._editor is None


def test_a_row_that_is_filtered_out_is_shown_when_it_is_asked_for(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    view.entities.set_filter("name", "nothing like it")
    assert view.entities.rowCount() == 0
    assert view.show_entity("portal", "growth_percent_per_year")
    assert not view.isColumnHidden(view.currentIndex().column())
    assert not view.show_entity("no such row")


def test_columns_are_hidden_and_come_back_as_they_were_kept(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    at_first = view.column_state()
    view.show_column("mtd_minutes", shown=False)
    view.show_column("business_owner")
    view.header.moveSection(3, 5)
    kept = view.column_state()
    assert kept != at_first
    view.reset_columns()
    assert view.column_state() == at_first
    view.restore_columns(kept)
    assert view.column_state() == kept


def test_sums_are_per_column_with_their_unit_and_leave_the_unknown_apart(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    said: list[tuple[str, ...]] = []
    view.summary_changed.connect(said.append)
    select(view, ("billing", "machines"), ("farm", "cost_month"))
    qtbot.waitUntil(lambda: bool(said))
    plain = [one.replace("\u00a0", " ") for one in said[-1]]
    assert plain == [
        "2 rows × 3 columns",
        "Machines: 6 in sum · 3.0 mean",
        "Used: 0.6 TiB in sum · 0.3 mean",
        "Cost a month: $ 30 in sum · $ 15 mean",
    ]


def widths_of(view: EntityTableView) -> dict[str, int]:
    return {view.entities.columns[place].key: view.columnWidth(place) for place in view.shown_columns()}


def test_a_wide_window_lends_its_room_to_columns_of_words_and_a_narrow_one_takes_it_back(
    qtbot: QtBot, document: Document
):
    view = view_of(qtbot, document, "applications")
    stated = widths_of(view)
    view.resize(1900, 420)
    wide = widths_of(view)
    assert {key for key in stated if wide[key] > stated[key]} >= {"scheme", "backup_target", "backup_policy", "verdict"}
    assert all(wide[key] == stated[key] for key in ("name", "tier", "rto_minutes", "machines"))
    assert all(wide[key] <= 1.8 * stated[key] for key in stated)
    assert view.column_state()["widths"]["verdict"] == stated["verdict"]
    view.resize(1190, 420)
    assert widths_of(view) == stated
    assert view.header.length() == sum(stated.values()), "a hidden column takes room"


def test_a_column_that_was_dragged_keeps_its_width_when_the_window_grows_and_when_it_is_kept(
    qtbot: QtBot, document: Document
):
    view = view_of(qtbot, document, "applications")
    place = view.entities.column_of("scheme") or 0
    view.header.resizeSection(place, 90)
    view.resize(1900, 420)
    assert view.columnWidth(place) == 90
    kept = view.column_state()
    view.reset_columns()
    assert view.columnWidth(place) > 110
    view.restore_columns(kept)
    assert view.columnWidth(place) == 90


def test_a_column_that_is_hidden_leaves_its_room_to_the_others(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    view.resize(1500, 420)
    before = widths_of(view)
    view.show_column("mtd_minutes", shown=False)
    after = widths_of(view)
    assert after["scheme"] > before["scheme"]
    view.show_column("mtd_minutes")
    assert widths_of(view) == before


def test_the_table_wears_the_look(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    view.entities.setData(go(view, "portal", "rto_minutes"), "soon")
    select(view, ("gis", "scheme"), ("meter", "source_site"))
    QApplication.processEvents()
    image = view.grab().toImage()
    counts = {role: count_of(image, colour(role)) for role in ("panel", "header", "computed", "selection", "invalid")}
    assert all(counts.values()), counts
    strong = QColor(colour("line.strong"))
    edge = view.frozen.geometry().right()
    assert all(image.pixelColor(edge, y) == strong for y in (100, 150, 300))


@pytest.mark.parametrize(
    ("key", "row", "column"),
    [
        (Key.Key_Home, 0, 0),
        (Key.Key_End, -1, -1),
        (Key.Key_Up, 0, 3),
        (Key.Key_Down, -1, 3),
        (Key.Key_Left, 4, 0),
        (Key.Key_Right, 4, -1),
    ],
)
def test_control_with_a_key_that_moves_selects_the_cell_at_the_end(
    qtbot: QtBot, document: Document, key: Key, row: int, column: int
):
    view = view_of(qtbot, document, "machines")
    shown = view.shown_columns()
    view.go_to(view.entities.index(4, shown[3]))
    qtbot.keyClick(view, key, CONTROL)
    wanted = view.entities.index(range(view.entities.rowCount())[row], shown[column])
    assert view.currentIndex() == wanted
    assert view.selectionModel().selectedIndexes() == [wanted]


def test_what_an_empty_table_says_stands_whole_beside_its_frozen_column(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    view.entities.set_filter("name", "no such name")
    assert view.entities.rowCount() == 0
    QApplication.processEvents()
    image = view.viewport().grab().toImage()
    ground = QColor(colour("panel")).rgb()
    inked = {x for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) != ground}
    assert inked
    assert min(inked) > view.columnWidth(0) + 16


def test_a_table_of_its_first_column_alone_is_painted(
    qtbot: QtBot, document: Document, capfd: pytest.CaptureFixture[str]
):
    view = view_of(qtbot, document, "applications")
    for column in view.entities.columns[1:]:
        view.show_column(column.key, shown=False)
    view.grab()
    assert view.shown_columns() == (0,)
    assert "Error" not in "".join(capfd.readouterr())


class Painted(QObject):
    """What of a view is painted from now on."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self.region = QRegion()
        self.port = view.viewport()
        for _ in range(3):  # what is laid out asks for painting, and that for another round
            QApplication.processEvents()
        self.port.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return super().eventFilter(watched, event)

    def all_of(self, columns: QRect) -> bool:
        """Whether no part of these columns was left as it was."""
        QApplication.processEvents()
        return QRegion(columns.intersected(self.port.rect())).subtracted(self.region).isEmpty()


def test_the_frozen_column_wears_the_theme_though_the_table_beside_it_is_not_painted(
    qtbot: QtBot, qapp: QApplication, document: Document
):
    view = view_of(qtbot, document, "applications")
    QApplication.processEvents()
    apply_theme(qapp, "dark")
    words = view.frozen.viewport().grab().toImage()
    assert count_of(words, colour("text.primary", "light")) == 0
    assert count_of(words, colour("panel", "dark"))


def test_the_frame_of_a_cell_in_the_frozen_column_tells_whether_the_keyboard_is_there(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    go(view, "billing", "name")
    painted, column = Painted(view.frozen), view.frozen.viewport().rect().adjusted(0, 0, -2, 0)
    view.clearFocus()
    assert painted.all_of(column)
    painted.region = QRegion()
    view.setFocus()
    assert painted.all_of(column)


def test_what_is_said_of_an_empty_table_counts_the_filters_that_there_are_now(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    view.entities.set_filter("name", "no such name")
    painted = Painted(view)
    view.entities.set_filter("scheme", "zz")
    assert view.entities.rowCount() == 0
    assert painted.all_of(view.viewport().rect().adjusted(view.frozen.width(), 0, 0, 0))


def count_of(image: QImage, name: str) -> int:
    wanted = QColor(name).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))


def test_every_cell_is_spoken_with_its_heading_and_state(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    index = view.entities.index(view.entities.row_of("portal") or 0, view.entities.column_of("rto_minutes") or 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole).replace("\u00a0", " ")
    assert spoken == "RTO: 1 h, inherited"
    assert view.accessibleName() == "Applications"


class Counting(EntityTableModel):
    """A model that counts how often it is asked."""

    asked = 0

    def data(self, index: Any, role: int = 0) -> Any:
        self.asked += 1
        return super().data(index, role)

    def cell(self, row: int, column: int) -> Any:
        self.asked += 1
        return super().cell(row, column)


def test_one_edit_among_ten_thousand_machines_assesses_one_tells_one_row_and_asks_for_less_than_250_cells(
    qtbot: QtBot, qapp: QApplication
):
    document = Document(big_plan(10_000))
    model = Counting(document, "machines", document)
    view = EntityTableView(document, "machines", model=model)
    qtbot.addWidget(view)
    view.resize(1366, 700)
    with qtbot.waitExposed(view):
        view.show()
    go(view, "m-005000", "used_gib")
    QApplication.processEvents()
    changes: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: changes.append((first.row(), last.row())))
    model.asked = 0
    model.setData(view.currentIndex(), "77")
    QApplication.processEvents()
    QApplication.processEvents()
    assert (document.assessment.work.machines, document.assessment.work.applications) == (1, 1)
    assert document.assessment.machines["m-005000"].used_gib == 77
    assert changes == [(model.row_of("m-005000"), model.row_of("m-005000"))]
    assert 0 < model.asked < 250


def test_a_table_is_made_and_laid_out_without_reading_the_words_of_its_heads(qtbot: QtBot, document: Document):
    class Heads(EntityTableModel):
        read = 0

        def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
            self.read += 1
            return super().headerData(section, orientation, role)

    model = Heads(document, "applications", document)
    view = EntityTableView(document, "applications", model=model)
    qtbot.addWidget(view)
    view.resize(1366, 700)
    view.ensurePolished()
    assert model.read == 0


@pytest.mark.slow
def test_repainting_thousands_of_times_takes_no_reference_of_none(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    view.resize(300, 160)
    before = sys.getrefcount(None)
    for _ in range(2_500):
        view.viewport().repaint()
    assert sys.getrefcount(None) > before - 1_000


def test_a_table_that_is_closed_is_deaf_and_gone(qtbot: QtBot, document: Document):
    view = EntityTableView(document, "applications")
    gone: list[str] = []
    view.destroyed.connect(lambda: gone.append("view"))
    view.entities.destroyed.connect(lambda: gone.append("model"))
    view.show()
    view.close()
    view.deleteLater()
    del view
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert sorted(gone) == ["model", "view"]
    document.edit("applications", "billing", "name", "Still heard by nobody")


def test_a_table_that_nobody_holds_goes_at_once_and_not_by_the_collector(document: Document):
    # Widgets that hold each other in a ring are freed by Python's collector in an order that Qt does not survive.
    gc.disable()
    try:
        view: EntityTableView | None = EntityTableView(document, "applications")
        assert view is not None
        view.show()
        view.show_entity("billing", "rto_minutes")
        view.edit(view.currentIndex())
        QApplication.processEvents()
        gone = weakref.ref(view)
        view = None
        assert gone() is None
    finally:
        gc.enable()


def test_a_click_into_the_frozen_column_puts_the_keyboard_into_the_table(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    view.clearFocus()
    at = view.frozen.visualRect(view.entities.index(2, 0)).center()
    qtbot.mouseClick(view.frozen.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.hasFocus()
    assert (view.currentIndex().row(), view.currentIndex().column()) == (2, 0)


class _Menu(QMenu):
    """Where it was to open; a window system is not needed for that."""

    opened: ClassVar[list[QPoint]] = []

    def popup(self, at: QPoint) -> None:  # type: ignore[override]
        self.opened.append(at)


@pytest.mark.parametrize("frozen", [False, True])
def test_a_right_click_opens_the_menu_of_the_row_in_the_frozen_column_too(
    qtbot: QtBot, document: Document, monkeypatch: pytest.MonkeyPatch, frozen: bool
):
    monkeypatch.setattr("dr_desktop.ui.entity_table_view.cells_menu", _Menu)
    view = view_of(qtbot, document, "applications")
    where = view.frozen if frozen else view
    at = where.visualRect(view.entities.index(2, 0 if frozen else 2)).center()
    globally = where.viewport().mapToGlobal(at)
    _Menu.opened.clear()
    QCoreApplication.sendEvent(where.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, globally))
    assert _Menu.opened == [globally]


def test_a_table_that_becomes_narrower_keeps_the_current_cell_in_sight(qtbot: QtBot, document: Document):
    view = view_of(qtbot, document, "applications")
    lefts = {place: view.visualRect(view.entities.index(1, place)).right() for place in view.shown_columns()}
    last = max([place for place, right in lefts.items() if right < 1_000], key=lefts.__getitem__)
    assert lefts[last] > 600
    view.setCurrentIndex(view.entities.index(1, last))
    view.resize(600, 420)
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))
