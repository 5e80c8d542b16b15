"""The topology page selects, explains, lists, previews and moves; each move is one step."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.move import Move, moved
from dr_desktop.report.matrix_drop import Drop, cell_areas, drop_fields
from dr_desktop.report.placing import CellKey, cell_entity, placing_of
from dr_desktop.report.signs import STATE_WORDS
from dr_desktop.ui.document import Document
from dr_desktop.ui.pages import topology_page
from dr_desktop.ui.pages.topology_page import TopologyPage
from tests.ui.pages.shown_pages import NotedServices, click, middle, sample_document, shown

Shown = tuple[TopologyPage, NotedServices]


@pytest.fixture
def topology(qtbot: QtBot) -> Iterator[Shown]:
    with shown(TopologyPage, sample_document()) as page:
        yield page


def with_reasons(document: Document) -> str:
    """An application with several reasons that is drawn as a chip."""
    results = document.assessment.applications
    return max(results, key=lambda key: len(results[key].topology.reasons))


def fullest_cell(assessment: Assessment) -> tuple[CellKey, tuple[str, ...]]:
    return max(placing_of(assessment).cells.items(), key=lambda cell: len(cell[1]))


def other_site(document: Document, application: str) -> str:
    """A stamp that the application neither runs nor recovers at."""
    taken = {document.plan.applications[application].source_site}
    taken |= set(document.assessment.applications[application].protection.recovery_sites)
    return next(key for key, one in document.plan.sites.items() if one.kind == "azure_stack" and key not in taken)


def drag(page: TopologyPage, application: str, to: QPoint) -> None:
    surface, start = page.matrix.viewport(), middle(page.matrix, application)
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(surface, button, none, start)
    QTest.mouseMove(surface, start + QPoint(20, 10))
    QTest.mouseMove(surface, to)
    QTest.mouseRelease(surface, button, none, to)


def field_of(page: TopologyPage, drop: Drop) -> QPoint:
    """The middle of the field that names a site."""
    key = (drop.row, drop.column)
    area = cell_areas(page.matrix.picture())[key]
    x, y, width, height = next(one.area for one in drop_fields(page.document.plan, key, area) if one.drop == drop)
    return QPoint(round(x + width / 2), round(y + height / 2))


def test_a_click_on_a_chip_selects_it_and_details_give_every_reason_with_its_source(topology: Shown):
    page, _ = topology
    application = with_reasons(page.document)
    click(page.matrix, application)
    assert page.selected() == (application,)
    assert page.matrix.selected() == {application}
    found = page.document.assessment.applications[application].topology
    lines = page.side.details.lines()
    assert found.verdict is not None
    assert STATE_WORDS[found.verdict] in lines
    assert found.sentence in lines
    assert len(found.reasons) > 1
    for reason in found.reasons:
        assert lines[lines.index(reason.sentence) + 1] == f"Source: {reason.source}"


def test_details_say_whether_the_loss_of_the_cloud_is_covered(topology: Shown):
    page, _ = topology
    results = page.document.assessment.applications
    for building, cloud, words in ((True, True, "Covers the loss of its cloud or building."),
                                   (False, True, "Covers the loss of its cloud, not of its building."),
                                   (False, False, "Covers the loss of a machine, not of its cloud.")):  # fmt: skip
        one = next(
            key
            for key, one in results.items()
            if one.topology.verdict
            and (one.topology.covers_cloud_loss, one.topology.covers_cloud_alone) == (building, cloud)
        )
        page.select((one,))
        assert words in page.side.details.lines()


def test_a_double_click_and_the_link_go_to_the_application(topology: Shown):
    page, services = topology
    application = with_reasons(page.document)
    QTest.mouseDClick(
        page.matrix.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        middle(page.matrix, application),
    )
    page.select((application,))
    page.side.details.sheet.focus_entity(f"go|applications|name|{application}")
    click(page.side.details.sheet, f"go|applications|name|{application}")
    assert services.asked == [("go_to", "applications", application, "name")] * 2


def test_an_application_that_is_not_placed_links_to_what_is_missing(topology: Shown):
    page, _ = topology
    application = next(key for key in placing_of(page.document.assessment).strips["not_placed"])
    page.select((application,))
    entities = {shape.entity for shape in page.side.details.sheet.picture().shapes}
    missing = {one.split("|")[2] for one in entities if one and one.startswith("go|applications|")} - {"name"}
    one = page.document.plan.applications[application]
    assert missing
    assert all(getattr(one, field) is None for field in missing)


def test_the_head_of_a_cell_lists_its_applications_and_words_narrow_them(topology: Shown):
    page, _ = topology
    key, applications = fullest_cell(page.document.assessment)
    click(page.matrix, cell_entity(key))
    assert page.side.stack.currentWidget() is page.side.list
    assert page.side.list.shown() == applications
    name = page.document.plan.applications[applications[0]].name
    page.side.list.search.setText(name.upper())
    assert page.side.list.shown() == (applications[0],)


def test_a_preview_says_what_assessing_the_moved_plan_says_and_changes_nothing(topology: Shown):
    page, _ = topology
    document = page.document
    application = with_reasons(document)
    site, before = other_site(document, application), document.plan
    page.preview((application,), Move(recovery_site=site))
    after = assess(moved(before, (application,), Move(recovery_site=site)), document.catalog)
    now, was = (one.applications[application].topology.verdict for one in (after, document.assessment))
    lines = page.side.change.lines()
    assert now is not None
    assert STATE_WORDS[now] in lines
    assert any(line.startswith("was: ") for line in lines) == (now != was)
    assert document.plan is before
    page.give_up()
    assert page.pending() is None


def test_several_applications_move_as_one_step_which_names_the_site(topology: Shown):
    page, _ = topology
    document = page.document
    _, applications = fullest_cell(document.assessment)
    site, before = other_site(document, applications[0]), document.plan
    page.preview(applications, Move(recovery_site=site))
    page.apply_pending()
    assert all(document.plan.applications[one].recovery_sites[0] == site for one in applications)  # type: ignore[index]
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText().endswith(f"at {before.sites[site].name}")
    document.undo_stack.undo()
    assert document.plan == before


def test_a_chip_dropped_on_the_field_of_a_site_recovers_there_as_one_step(topology: Shown):
    page, _ = topology
    document = page.document
    application = with_reasons(document)
    row = document.assessment.applications[application].topology.row
    site = other_site(document, application)
    column = document.plan.sites[site].operator
    assert column in ("csp", "customer")
    drag(page, application, field_of(page, Drop(row, column, site)))
    assert document.assessment.applications[application].topology.target_site == site
    assert document.undo_stack.count() == 1
    assert page.selected() == (application,)


def test_a_drop_on_another_row_is_a_migration_and_asks_first(topology: Shown, monkeypatch: pytest.MonkeyPatch):
    page, _ = topology
    document = page.document
    results = document.assessment.applications
    application = next(key for key, one in results.items() if one.topology.row == "customer" and one.topology.verdict)
    site = next(key for key, one in document.plan.sites.items() if one.kind == "azure_region")
    asked: list[Move] = []

    def decline(_assessment: Assessment, _ids: tuple[str, ...], move: Move, _row: str, _parent: object) -> None:
        asked.append(move)

    monkeypatch.setattr(topology_page, "ask_move", decline)
    before = document.plan
    drag(page, application, field_of(page, Drop("csp", "azure", site)))
    assert asked == [Move(recovery_site=site)]
    assert document.plan is before


def test_esc_gives_a_drag_up(topology: Shown):
    page, _ = topology
    application, before = with_reasons(page.document), page.document.plan
    surface, start = page.matrix.viewport(), middle(page.matrix, application)
    QTest.mousePress(surface, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    area = cell_areas(page.matrix.picture())["csp", "azure"]
    QTest.mouseMove(surface, start + QPoint(20, 10))
    QTest.mouseMove(surface, QPoint(round(area[0] + 40), round(area[1] + 40)))
    assert page.matrix.dragged() == (application,)
    QTest.keyClick(page.matrix, Qt.Key.Key_Escape)
    assert (page.matrix.dragged(), page.pending(), page.document.plan) == ((), None, before)


def test_a_filter_shows_only_what_passes_and_says_how_many(topology: Shown):
    page, _ = topology
    plan = page.document.plan
    tier = next(iter(plan.tiers))
    page.set_filter(page._filter.toggled("tiers", tier))
    drawn = {shape.entity for shape in page.matrix.picture().shapes} & set(plan.applications)
    assert drawn == {key for key, one in plan.applications.items() if one.tier == tier}
    assert page.head.subtitle().startswith(f"{len(drawn):,} of ")


def test_the_selection_survives_an_edit_and_its_undo(topology: Shown):
    page, _ = topology
    application = with_reasons(page.document)
    page.select((application,))
    page.document.edit("applications", application, "name", "Renamed")
    assert page.selected() == (application,)
    assert "Renamed" in page.side.details.lines()


def test_both_flows_can_be_shown_and_the_picture_in_view_is_copied(topology: Shown):
    page, _ = topology
    for key in ("backup", "failover", "matrix"):
        page.show_view(key)
        assert page._in_view().picture().shapes
        page._copy()
        image = QGuiApplication.clipboard().image()
        assert image.width() == round(page._in_view().picture().width * 2)


def test_a_page_out_of_view_draws_nothing(topology: Shown, monkeypatch: pytest.MonkeyPatch):
    page, _ = topology
    page.hide()
    drawn: list[object] = []
    monkeypatch.setattr(topology_page, "matrix_picture", lambda *given, **_: drawn.append(given))
    page.document.edit("applications", with_reasons(page.document), "name", "Renamed")
    assert not drawn
