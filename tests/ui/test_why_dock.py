"""Why this number: the dock follows the selection, explains totals, and can be closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dr_desktop.report.why_sheet import said
from dr_desktop.ui.main_window import MainWindow


def test_the_dock_explains_the_selected_cell_and_follows_to_another(window: MainWindow) -> None:
    window.actions_by_key["why"].trigger()
    application = next(key for key, one in window.document.assessment.applications.items() if one.designed.parts)
    window.go_to("applications", application, "name")
    view = window.pages.page.table_view()  # type: ignore[union-attr]  # the page of a table
    assert view is not None
    column = next(place for place, one in enumerate(view.entities.columns) if one.key == "designed_rto")
    view.setCurrentIndex(view.currentIndex().siblingAtColumn(column))
    lines = window.why_dock.panel.lines()
    result = window.document.assessment.applications[application]
    assert lines[0].startswith("Designed recovery time, ")
    assert lines[0].endswith(said(result.designed.rto_minutes, "min"))
    for part in result.designed.parts:
        assert any(line.startswith(part.name.capitalize()) for line in lines)

    column = next(place for place, one in enumerate(view.entities.columns) if one.key == "scheme")
    view.setCurrentIndex(view.currentIndex().siblingAtColumn(column))
    assert window.why_dock.panel.lines()[0].startswith("Scheme, ")


def test_an_edit_is_explained_anew(window: MainWindow) -> None:
    key, machine = next(
        (key, one) for key, one in window.document.plan.machines.items() if one.used_gib is not None and one.disks
    )
    window.actions_by_key["why"].trigger()
    window.go_to("machines", key, "used_gib")
    assert "Stated in the plan." in window.why_dock.panel.lines()
    window.document.edit("machines", key, "used_gib", "")
    assert "Not stated: the assumption stands in for it." in window.why_dock.panel.lines()
    assert machine.used_gib is not None


def test_a_total_is_explained_from_its_menu(window: MainWindow) -> None:
    window.totals.why_asked.emit("unprotected")
    assert window.why_dock.isVisibleTo(window)
    unprotected = window.document.assessment.totals.unprotected
    assert window.why_dock.panel.lines()[0] == f"Machines unprotected: {unprotected}"
    assert window.actions_by_key["why"].isChecked()


def test_the_cross_closes_the_dock_and_pages_that_explain_themselves_have_none(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.actions_by_key["why"].trigger()
    window.open_page("machines")
    assert window.why_dock.isVisibleTo(window)
    window.open_page("capacity")
    assert not window.why_dock.isVisibleTo(window)
    window.open_page("machines")
    window.why_dock.panel.closed.emit()
    assert not window.why_dock.isVisibleTo(window)
    assert not window.actions_by_key["why"].isChecked()
    assert Qt.DockWidgetArea.RightDockWidgetArea == window.dockWidgetArea(window.why_dock)
