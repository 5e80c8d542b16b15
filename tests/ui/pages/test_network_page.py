"""The network page: links by mouse and keyboard, both charts, and what is said of the chosen link."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dr_desktop.assessment.explanation import Subject
from dr_desktop.assessment.why import why
from dr_desktop.report.network_rows import NETWORK_COLUMNS, links_in_use
from dr_desktop.ui.pages.network_page import NetworkPage
from tests.assessment.quiet_estate import drop, edit, quiet_plan
from tests.ui.pages.shown_pages import NotedServices, click, document_of, shown

Shown = tuple[NetworkPage, NotedServices]

LINE = "north-south"
NARROW = edit("links", LINE, mbit_s=18.0)


@pytest.fixture
def network(qtbot: QtBot) -> Iterator[Shown]:
    with shown(NetworkPage, document_of(NARROW(quiet_plan()))) as page:
        yield page


def test_the_table_shows_every_link_in_use_with_its_figures(network: Shown):
    page, _ = network
    found = links_in_use(page.document.assessment)
    assert [row.key for row in page.table.figures.rows] == list(found)
    for row in page.table.figures.rows:
        values = [one.of(found[row.key]) for one in NETWORK_COLUMNS]
        assert [one.value for one in row.figures] == values


def test_the_link_with_the_worst_finding_is_chosen_first(network: Shown):
    page, _ = network
    assert page.link_id() == LINE
    assert "recovery point" in page.sheet.lines()[1]


def test_another_row_shows_another_link(network: Shown):
    page, _ = network
    page.table.setCurrentIndex(page.table.figures.place_of("north-depot", "backup_peak_mbit_s"))
    assert page.link_id() == "north-depot"
    assert "north-depot" in page.chart.picture().title
    assert page.status == ("north-depot",)


def test_the_selected_figure_can_be_asked_why(network: Shown):
    page, _ = network
    for column in NETWORK_COLUMNS:
        page.table.setCurrentIndex(page.table.figures.place_of(LINE, column.key))
        assert page.subject() == Subject("link", LINE, column.key)
        assert why(page.document.assessment, Subject("link", LINE, column.key)) is not None


def test_the_other_chart_shows_the_age_of_the_data(network: Shown):
    page, _ = network
    assert "need over a week" in page.chart.picture().title
    QTest.mouseClick(page.views["point"], Qt.MouseButton.LeftButton)
    assert "age of the data" in page.chart.picture().title


def test_an_edit_of_the_line_is_seen_at_once(network: Shown):
    page, _ = network
    page.document.edit("links", LINE, "mbit_s", "10000")
    assert page.sheet.lines()[0].endswith("15\u00a0min")
    assert not [one for one in page.table.figures.rows[0].figures if one.sign == "warning"]


def test_a_link_of_the_sheet_leads_to_the_cell(network: Shown):
    page, services = network
    link = f"go|links|mbit_s|{LINE}"
    page.sheet.sheet.focus_entity(link)
    click(page.sheet.sheet, link)
    assert services.asked == [("go_to", "links", LINE, "mbit_s")]


def test_selected_figures_are_copied_with_their_headings(network: Shown):
    page, _ = network
    page.table.selectRow(0)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, line = QApplication.clipboard().text().split("\n")
    assert head.startswith("Link, speeds in Mbit/s\tUsable\tMean")
    assert line.split("\t")[1] == "13.5"


def test_without_links_the_page_says_where_to_state_them(qtbot: QtBot):
    with shown(NetworkPage, document_of(drop("links", *quiet_plan().links)(quiet_plan()))) as (page, _):
        assert page.link_id() == ""
        assert page.subject() is None
        assert "Nothing goes over any link" in page.chart.picture().alt
