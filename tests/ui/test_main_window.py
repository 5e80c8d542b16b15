"""The window as a whole: pages, navigation, totals, findings, commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QTableView
from pytestqt.qtbot import QtBot

from dr_desktop.assessment.results import SEVERITIES, Finding
from dr_desktop.files.plan_file import read_plan
from dr_desktop.plan.plan import Plan
from dr_desktop.ui.entity_table_view import EntityTableView
from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.page_list import PAGES, findings_of_page, page_of_table, worst_counts
from dr_desktop.ui.search_field import find_anything
from tests.ui.windows import sample, window_on


@pytest.mark.parametrize("key", [entry.key for entry in PAGES])
def test_every_page_of_the_navigation_opens_and_says_what_it_shows(window: MainWindow, key: str):
    window.navigation.item(key).click()
    page = window.pages.page
    assert page is not None
    assert window.pages.key == key
    assert page.isVisible()
    assert page.title
    assert page.head.subtitle()


def test_every_finding_leads_to_a_cell_that_can_be_seen(window: MainWindow):
    findings = window.document.assessment.findings
    assert findings
    for finding in findings:
        assert page_of_table(finding.table) is not None, finding
        window.status_bar.say("")
        window.go_to(finding.table, finding.entity, finding.field)
        assert window.status_bar.hint() == "", finding
        assert window.pages.page is not None
        view = window.pages.page.table_view()
        if finding.table == "header":
            continue
        assert isinstance(view, EntityTableView)
        index = view.currentIndex()
        assert view.entities.entity_id(index.row()) == finding.entity
        if view.entities.column_of(finding.field) is not None:
            assert view.entities.columns[index.column()].key == finding.field


def test_a_click_on_a_finding_in_the_panel_selects_its_cell(window: MainWindow):
    window.open_page("backup")
    window.findings.show_all()
    finding = window.findings.view.finding(0)
    window.findings.view.clicked.emit(window.findings.view.model().index(0, 1))
    page = window.pages.page
    assert page is not None
    view = page.table_view()
    assert view is not None
    assert view.entities.entity_id(view.currentIndex().row()) == finding.entity


def test_findings_that_only_the_page_knows_are_shown_on_it_and_cannot_be_accepted(window: MainWindow):
    page = window.pages.open("recovery")
    assert page is not None
    own = Finding(
        "simulated-rto", "error", "applications", "app-billing", "rto_minutes", "Late.", "Hurry.", "Simulated"
    )
    page.set_own_findings((own,))
    assert window.findings.view.finding(0) == own
    assert not window.findings.view.acceptable(own)
    window.open_page("applications")
    shown = [window.findings.view.finding(row) for row in range(window.findings.view.model().rowCount())]
    assert own not in shown


def test_navigation_counts_the_worst_open_findings_of_a_page(window: MainWindow):
    worst = worst_counts(window.document.assessment.open_kinds)
    assert worst
    for entry in PAGES:
        item = window.navigation.item(entry.key)
        assert item.worst() == worst.get(entry.key)
        if entry.key in worst:
            severity, count = worst[entry.key]
            mine = [
                one
                for one in findings_of_page(entry, window.document.assessment.findings)
                if not one.accepted and one.severity == severity
            ]
            assert count == len(mine)
            assert severity in SEVERITIES[:2]
            assert str(count) in item.accessibleName()


def test_words_that_a_count_leaves_no_room_for_end_at_a_whole_word(window: MainWindow):
    item = window.navigation.item("assumptions")
    item.set_worst(None)
    assert item.words_shown() == "Assumptions & prices"
    item.set_worst(("warning", 1))
    assert item.words_shown() == "Assumptions"
    assert item.accessibleName() == "Assumptions & prices, 1 warning"


def test_this_page_shows_only_findings_of_the_page_in_view(window: MainWindow):
    window.open_page("backup")
    shown = [window.findings.view.finding(row) for row in range(window.findings.view.shown())]
    assert shown
    assert {page_of_table(one.table) for one in shown} == {"backup"}
    window.findings.show_all()
    assert window.findings.view.shown() == len(window.document.assessment.findings)


def test_an_edit_changes_totals_title_and_findings_and_undo_takes_it_back(window: MainWindow):
    document = window.document
    before = document.plan
    machine = next(key for key, one in document.assessment.machines.items() if one.coverage == "undecided")
    undecided = document.assessment.totals.undecided
    document.edit("machines", machine, "protected", "no")
    assert document.assessment.totals.undecided == undecided - 1
    assert f"{undecided - 1} undecided" in window.totals.tiles[1].accessibleName()
    assert window.isWindowModified()
    assert "[*]" in window.windowTitle()
    assert window.actions_by_key["undo"].text().startswith("&Undo Change Protected")
    window.actions_by_key["undo"].trigger()
    assert document.plan is before
    assert not window.isWindowModified()


def test_totals_show_what_the_last_edit_changed(window: MainWindow):
    machine = next(key for key, one in window.document.assessment.machines.items() if one.coverage == "protected")
    window.document.edit("machines", machine, "protected", "no")
    assert window.totals.tiles[1].total.change == "+1"
    window.actions_by_key["undo"].trigger()
    assert window.totals.tiles[1].total.change == "−1"


def test_find_anything_finds_rows_and_pages_by_their_beginnings_first(window: MainWindow):
    plan = window.document.plan
    application = next(one for one in plan.applications.values() if one.name == "Billing")
    hits = find_anything(plan, "bill")
    assert (hits[0].table, hits[0].key) == ("applications", application.id)
    assert [hit.key for hit in find_anything(plan, "overv")] == ["overview"]
    window.search.setText("")
    window.search.setFocus()
    window.search.insert("Bill")
    window.search.textEdited.emit("Bill")
    window.search.found.emit(window.search.hits()[0])
    assert window.pages.key == "applications"


def test_commands_of_tables_rest_where_there_is_none(window: MainWindow):
    window.open_page("applications")
    assert window.actions_by_key["add"].isEnabled()
    assert window.actions_by_key["add"].text().startswith("&Add application")
    window.open_page("overview")
    assert not window.actions_by_key["add"].isEnabled()
    assert not window.actions_by_key["filter"].isEnabled()


def test_the_findings_panel_comes_and_goes_by_its_key_and_rests_where_findings_are_the_page(window: MainWindow):
    window.open_page("applications")
    assert window.findings.isVisible()
    window.actions_by_key["findings"].trigger()
    assert not window.findings.isVisible()
    window.open_page("machines")
    assert not window.findings.isVisible()
    window.actions_by_key["findings"].trigger()
    assert window.findings.isVisible()
    window.open_page("overview")
    assert not window.findings.isVisible()
    window.open_page("machines")
    assert window.findings.isVisible()


def test_no_two_commands_share_their_keys(window: MainWindow):
    taken: dict[str, str] = {}
    for action in window.findChildren(type(window.actions_by_key["new"])):
        for sequence in action.shortcuts():
            keys = sequence.toString(QKeySequence.SequenceFormat.PortableText)
            assert keys not in taken or taken[keys] == action.text(), (keys, taken[keys], action.text())
            taken[keys] = action.text()
    assert {"Ctrl+S", "Ctrl+K", "Ctrl+Z"} <= taken.keys()


def test_saving_writes_an_equal_plan_and_takes_the_asterisk_away(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    document = window.document
    application = next(iter(document.plan.applications.values()))
    document.edit("applications", application.id, "notes", "changed by a test")
    target = tmp_path / "mine.drplan"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    assert window.files.save_as()
    assert not window.isWindowModified()
    assert window.windowTitle().startswith("mine.drplan")
    saved = read_plan(target)
    assert isinstance(saved, Plan)
    assert saved == document.plan


def test_leaving_a_changed_plan_asks_and_cancel_stays(window: MainWindow, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []

    def answer(box: QMessageBox) -> int:
        asked.append(f"{box.text()} {box.informativeText()}")
        return int(QMessageBox.StandardButton.Cancel)

    monkeypatch.setattr(QMessageBox, "exec", answer)
    window.open_page("applications")
    page = window.pages.page
    assert page is not None
    view = page.table_view()
    assert view is not None
    place = view.entities.column_of("rto_minutes")
    assert place is not None
    view.entities.setData(view.entities.index(1, place), "1 business day")
    assert not window.document.modified
    assert not window.files.new()
    assert "1 business day" in asked[-1]
    window.document.edit("applications", view.entities.entity_id(1), "notes", "x")
    assert not window.close()
    assert "Save the changes" in asked[-1]
    view.entities.drop_draft(view.entities.index(1, place))


def test_without_a_plan_three_ways_are_offered_and_each_command_rests(qapp: QApplication):
    with window_on(None) as window:
        assert window.start_page.isVisible()
        assert not window.findings.isVisible()
        assert not window.actions_by_key["save"].isEnabled()
        names = [
            window.start_page.findChild(type(window.status_bar.offer()), key) for key in ("sample", "new", "import")
        ]
        assert all(names)
        window.actions_by_key["sample"].trigger()
        assert window.pages.key == "applications"
        assert window.document.path is None
        assert window.actions_by_key["save"].isEnabled()


def test_a_plan_that_cannot_be_read_is_named_and_the_plan_in_view_stays(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    said: list[str] = []

    def note(box: QMessageBox) -> int:
        said.append(f"{box.text()} {box.informativeText()}")
        return 0

    monkeypatch.setattr(QMessageBox, "exec", note)
    broken = tmp_path / "broken.drplan"
    broken.write_text('{"format":', encoding="utf-8")
    before = window.document.plan
    assert not window.files.open(broken)
    assert window.document.plan is before
    assert "broken.drplan" in said[0]


def test_recent_files_hold_what_was_opened_last_first(qapp: QApplication, tmp_path: Path):
    second = tmp_path / "second.drplan"
    second.write_bytes(sample().read_bytes())
    with window_on(sample()) as window:
        assert window.files.open(second)
        menu = window._recent_menu
        menu.fill()
        assert [action.text().split()[-1] for action in menu.actions()] == ["second.drplan", sample().name]


def test_the_page_keys_go_round_all_pages(window: MainWindow):
    window.open_page(PAGES[0].key)
    for entry in (*PAGES[1:], PAGES[0]):
        window.actions_by_key["next_page"].trigger()
        assert window.pages.key == entry.key


def test_tables_take_the_keyboard_when_their_page_comes_into_view(window: MainWindow):
    window.open_page("applications")
    page = window.pages.page
    assert page is not None
    page.setFocus(Qt.FocusReason.OtherFocusReason)
    window.activateWindow()
    focused = window.focusWidget()
    assert isinstance(focused, QTableView)


def test_arrow_keys_choose_among_what_was_found_and_enter_goes_there(window: MainWindow, qtbot: QtBot):
    window.activateWindow()
    window.actions_by_key["find"].trigger()
    qtbot.keyClicks(window.search, "work")
    hits = window.search.hits()
    assert len(hits) > 1
    popup = window.search._popup()
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    page = window.pages.page
    assert page is not None
    view = page.table_view()
    assert view is not None
    assert view.entities.entity_id(view.currentIndex().row()) == hits[1].key
    assert window.search.text() == ""


def test_the_key_to_filter_puts_the_keyboard_into_the_filter_of_the_column(window: MainWindow):
    window.open_page("applications")
    page = window.pages.page
    assert page is not None
    view = page.table_view()
    assert view is not None
    window.go_to("applications", view.entities.entity_id(2), "scheme")
    window.actions_by_key["edit_filter"].trigger()
    field = view.header.viewport().findChild(QLineEdit)
    assert field is not None
    assert field.accessibleName() == "Filter Scheme"
