"""What happens at the edges of the window: dropped files, themes, failures of the program, and what is remembered."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QToolBar
from pytestqt.qtbot import QtBot

from dr_desktop.report.look import THEMES
from dr_desktop.ui.elided_label import ElidedLabel
from dr_desktop.ui.failures import install_failure_dialog, log_file
from dr_desktop.ui.main_window import MainWindow
from dr_desktop.ui.settings import theme_choice, user_settings
from dr_desktop.ui.theme import apply_theme, current_theme, qcolour
from dr_desktop.ui.totals_strip import TOTAL_PARTS
from tests.ui.windows import sample, window_on


def dropped(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(window: MainWindow, data: QMimeData) -> QDropEvent:
    event = QDropEvent(
        QPointF(400, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)
    return event


def test_a_dropped_plan_is_opened(window: MainWindow, tmp_path: Path):
    other = tmp_path / "other.drplan"
    other.write_bytes(sample().read_bytes())
    drop(window, dropped(other))
    assert window.document.path == other


def test_a_dropped_inventory_leads_to_its_import(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    asked: list[Path] = []
    monkeypatch.setattr(window, "import_file", asked.append)
    drop(window, dropped(tmp_path / "estate.xlsx"))
    assert asked == [tmp_path / "estate.xlsx"]


def test_other_files_and_several_at_once_are_not_taken(window: MainWindow, tmp_path: Path):
    for data in (dropped(tmp_path / "photo.png"), dropped(tmp_path / "a.drplan", tmp_path / "b.drplan"), QMimeData()):
        event = QDragEnterEvent(
            QPoint(400, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        event.ignore()
        window.dragEnterEvent(event)
        assert not event.isAccepted()


@pytest.mark.parametrize("theme", THEMES)
def test_every_page_wears_each_theme_when_it_changes(window: MainWindow, theme: str):
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    window.open_page("overview")
    apply_theme(application, theme)  # type: ignore[arg-type]
    QApplication.processEvents()
    image = window.grab().toImage()
    assert image.pixelColor(window.navigation.width() - 20, window.height() - 120) == qcolour("window")
    assert image.pixelColor(60, 95) == qcolour("panel")
    apply_theme(application, "light")


def test_the_theme_that_was_chosen_is_remembered(window: MainWindow):
    action = next(one for one in window._theme_menu.actions() if one.data() == "dark")
    action.trigger()
    assert current_theme() == "dark"
    assert theme_choice(user_settings()) == "dark"


def test_columns_that_were_hidden_stay_hidden_at_the_next_start(qapp: QApplication):
    with window_on(sample()) as window:
        page = window.pages.page
        assert page is not None
        view = page.table_view()
        assert view is not None
        view.show_column("mtd_minutes", shown=False)
    with window_on(sample()) as window:
        page = window.pages.page
        assert page is not None
        view = page.table_view()
        assert view is not None
        place = view.entities.column_of("mtd_minutes")
        assert place is not None
        assert view.isColumnHidden(place)


def test_a_failure_of_the_program_is_said_once_and_written_down(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    said: list[str] = []

    def note(box: QMessageBox) -> int:
        said.append(box.informativeText())
        return 0

    monkeypatch.setattr(QMessageBox, "exec", note)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    install_failure_dialog()
    for _ in range(2):
        try:
            raise RuntimeError("a fault made by a test")
        except RuntimeError as fault:
            sys.excepthook(RuntimeError, fault, fault.__traceback__)
    assert len(said) == 1
    assert str(log_file()) in said[0]
    assert log_file().read_text(encoding="utf-8").count("RuntimeError: a fault made by a test") == 2
    assert "a fault made by a test" in capsys.readouterr().err


def test_a_folded_findings_panel_is_one_line_with_the_worst_and_unfolds_as_high_as_it_was(window: MainWindow):
    before = window.findings.height()
    window.findings.set_collapsed(True)
    for _ in range(3):
        QApplication.processEvents()
    assert window.findings.height() < 40
    assert window.findings.panel.latest()
    window.findings.set_collapsed(False)
    for _ in range(3):
        QApplication.processEvents()
    assert window.findings.height() == before


def test_tables_of_a_page_stand_together_where_there_is_room(window: MainWindow):
    window.open_page("backup")
    page = window.pages.page
    assert page is not None
    window.resize(1366, 768)
    QApplication.processEvents()
    assert not page._sections.together()  # type: ignore[attr-defined]
    window.resize(1920, 1200)
    QApplication.processEvents()
    assert page._sections.together()  # type: ignore[attr-defined]
    page.show_table("backup_copies")
    view = page.table_view()
    assert view is not None
    assert view.entities.table == "backup_copies"
    assert window.actions_by_key["add"].text().startswith("&Add backup copy")


def test_a_hint_goes_with_the_next_step_the_next_page_and_the_plan(window: MainWindow):
    document, said = window.document, window.status_bar.hint
    application = next(iter(document.plan.applications))
    window.say("Pasted 4 cells.")
    document.edit("applications", application, "notes", "another step")
    assert said() == ""
    window.say("Changed 1 cell.")
    window.actions_by_key["undo"].trigger()
    assert said() == ""
    window.say("Filled 2 cells.")
    window.open_page("backup")
    assert said() == ""
    window.say("Removed 3 rows.")
    assert window.files.open(sample())
    assert said() == ""


def test_a_hint_that_offers_something_and_what_is_going_on_stay(window: MainWindow):
    window.status_bar.say("plan.pdf is written.", "Open", lambda: None)
    window.open_page("backup")
    assert window.status_bar.hint() == "plan.pdf is written."
    window.status_bar.show_progress("Writing plan.pdf", 0.5, lambda: None)
    window.open_page("sites")
    assert window.status_bar.hint() == "Writing plan.pdf"


def test_a_click_in_the_navigation_leaves_the_keyboard_to_the_page(window: MainWindow, qtbot: QtBot):
    window.open_page("applications")
    window.activateWindow()
    page = window.pages.page
    assert page is not None
    page.setFocus()
    qtbot.mouseClick(window.navigation.item("backup"), Qt.MouseButton.LeftButton)
    opened = window.pages.page
    assert opened is not None
    assert opened is not page
    assert opened.table_view() is window.focusWidget()


def test_the_findings_panel_is_as_high_after_a_page_without_it_as_before(window: MainWindow, qtbot: QtBot):
    window.open_page("applications")
    qtbot.waitUntil(lambda: window.findings.height() > 100)
    before = window.findings.height()
    for key in ("overview", "applications", "findings", "machines", "topology", "backup"):
        window.open_page(key)
        QApplication.processEvents()
        QApplication.processEvents()
    assert window.findings.height() == before


def test_sums_of_a_selection_never_push_out_what_the_plan_stands_on(window: MainWindow):
    window.resize(960, 600)
    bar = window.status_bar
    bar.show_selection(*(f"Column {number}: 1,234 GiB in sum, 12 GiB mean" for number in range(9)))
    bar.say("Pasted 7 cells. 2 cells cannot be read and are not in the plan.")
    QApplication.processEvents()
    facts = next(label for label in bar.findChildren(QLabel) if label.text() == bar.facts())
    assert facts.geometry().right() <= bar.width()
    assert facts.width() >= facts.sizeHint().width()


def test_the_grey_words_of_a_head_end_in_dots_where_the_tools_leave_little_room(window: MainWindow):
    words = window.pages.open("recovery").head.findChildren(ElidedLabel)[-1]
    words.setText("each application at its own worst moment")
    words.resize(100, words.height())
    assert words.shown().endswith("…")
    words.resize(900, words.height())
    assert words.shown() == words.text()


def test_a_cost_that_no_assumption_moves_shows_no_range(window: MainWindow):
    tile = window.totals.tiles[TOTAL_PARTS.index("cost_month")]
    before = tile.total.beside
    window.totals.show_cost_range(0.0, 0.0, window.marks)
    assert tile.total.beside == before
    window.totals.show_cost_range(90.0, 120.0, window.marks)
    assert tile.total.beside == "90 to 120"


@pytest.mark.parametrize("key", ["applications", "backup", "overview"])
def test_the_smallest_window_cuts_nothing_off_at_its_right(window: MainWindow, qtbot: QtBot, key: str):
    window.resize(960, 600)
    window.open_page(key)
    parts = [*window.findChildren(QToolBar), window.navigation, window.pages, window.status_bar, window.search]
    parts += [window.findings] if window.findings.isVisible() else []
    for part in parts:
        assert part.isVisible()

    def inside() -> bool:
        return all(part.mapTo(window, part.rect().topRight()).x() <= window.width() for part in parts)

    qtbot.waitUntil(inside)
