"""The list of findings keeps its place while edits change what it says."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QObject
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dr_desktop.assessment.results import Finding
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.report.look import colour
from dr_desktop.ui.findings_view import FindingsView
from dr_desktop.ui.theme import apply_theme

PLAN = new_plan(date(2027, 1, 1))


def _finding(entity: str, sentence: str = "Is wrong.") -> Finding:
    return Finding("rule", "error", "machines", entity, "used_gib", sentence, "Type another.", "Guide")


def _view(qtbot: QtBot, *findings: Finding) -> FindingsView:
    view = FindingsView()
    qtbot.addWidget(view)
    QAbstractItemModelTester(view.model(), QAbstractItemModelTester.FailureReportingMode.Fatal, view)
    view.show_findings(PLAN, findings)
    return view


def test_a_sentence_that_changes_lays_no_row_out_again(qtbot: QtBot):
    view = _view(qtbot, _finding("a"), _finding("b"))
    laid_out: list[int] = []
    said: list[int] = []
    view.model().modelReset.connect(lambda: laid_out.append(1))
    view.model().dataChanged.connect(lambda *_: said.append(1))
    view.show_findings(PLAN, [_finding("a"), _finding("b", "Is 12 GiB over.")])
    assert (laid_out, said) == ([], [1])
    assert view.finding(1).sentence == "Is 12 GiB over."
    view.show_findings(PLAN, [_finding("a"), _finding("b", "Is 12 GiB over.")])
    assert said == [1]


def test_the_selected_finding_stays_selected_where_it_moves_to_and_none_is_when_it_is_gone(qtbot: QtBot):
    view = _view(qtbot, _finding("a"), _finding("b"))
    told: list[Finding | None] = []
    view.setCurrentIndex(view.model().index(1, 0))
    view.current_changed.connect(lambda: told.append(view.current()))
    view.show_findings(PLAN, [_finding("b", "Is worse now."), _finding("c")])
    assert view.current() == _finding("b", "Is worse now.")
    view.show_findings(PLAN, [_finding("c"), _finding("d")])
    assert view.current() is None
    assert not view.selectionModel().hasSelection()
    assert told[-1] is None


class Painted(QObject):
    """What of a view is painted from now on."""

    def __init__(self, view: FindingsView) -> None:
        super().__init__(view)
        self.region = QRegion()
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return super().eventFilter(watched, event)


def _named(name: str) -> Plan:
    return PLAN.put("machines", Machine(id="a", name=name))


@pytest.mark.parametrize("sentence", ["Is wrong.", "Is 12 GiB over."])
def test_a_row_that_is_called_something_else_is_painted_though_it_says_the_same(qtbot: QtBot, sentence: str):
    view = _view(qtbot, _finding("a"), _finding("b"))
    view.show_findings(_named("vm-1"), [_finding("a"), _finding("b")])
    with qtbot.waitExposed(view):
        view.show()
    QApplication.processEvents()
    painted = Painted(view)
    view.show_findings(_named("vm-2"), [view.finding(0), _finding("b", sentence)])
    QApplication.processEvents()
    assert painted.region.contains(view.visualRect(view.model().index(0, 1)).center())


def test_a_selected_finding_has_no_frame_beside_its_sign(qtbot: QtBot, qapp: QApplication):
    apply_theme(qapp, "light")
    view = _view(qtbot, _finding("a"), _finding("b"))
    view.resize(900, 200)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    beside = view.visualRect(view.model().index(0, 0)).adjusted(24, 0, 0, 0)
    image = view.viewport().grab(beside).toImage()
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert seen == {colour("selection", "light").lower()}


def test_all_columns_are_in_view_in_the_smallest_window(qtbot: QtBot):
    view = FindingsView(wide=True)
    qtbot.addWidget(view)
    view.resize(772, 300)  # what a window of 960 px leaves
    view.show()
    view.show_findings(PLAN, [_finding(str(number)) for number in range(40)])
    assert view.horizontalHeader().length() <= view.viewport().width()


def test_findings_that_come_or_go_are_all_shown(qtbot: QtBot):
    view = _view(qtbot, _finding("a"))
    view.show_findings(PLAN, [_finding("a"), _finding("b"), _finding("c")])
    assert view.model().rowCount(QModelIndex()) == 3
    view.show_findings(PLAN, [])
    assert view.shown() == 0
