"""Pages of the window alone, on the sample plan, with services that note what they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dr_desktop.assessment.results import Finding
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.plan_file import read_plan
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import Plan
from dr_desktop.report.picture import entity_bounds
from dr_desktop.ui.document import Document
from dr_desktop.ui.number_marks import NumberMarks
from dr_desktop.ui.page import Page
from dr_desktop.ui.picture_view import PictureView
from dr_desktop.ui.theme import apply_theme
from dr_desktop.ui.window_services import ExportFormat, ExportState
from tests.ui.windows import sample

P = TypeVar("P", bound=Page)


class NotedServices:
    """Stands in for the window; `asked` is what it was asked for, in order."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.settings = QSettings()
        self.marks = NumberMarks()

    def go_to(self, table: str, entity: str, field: str = "") -> None:
        self.asked.append(("go_to", table, entity, field))

    def open_page(self, key: str) -> None:
        self.asked.append(("open_page", key))

    def show_table(self, table: str) -> None:
        self.asked.append(("show_table", table))

    def exported(self) -> ExportState:
        return "never"

    def assign(self, table: str, ids: Sequence[str]) -> None:
        self.asked.append(("assign", table, tuple(ids)))

    def advise(self, application: str) -> None:
        self.asked.append(("advise", application))

    def accept(self, finding: Finding) -> None:
        self.asked.append(("accept", finding))

    def import_inventory(self) -> None:
        self.asked.append(("import",))

    def export(self, form: ExportFormat) -> None:
        self.asked.append(("export", form))

    def say(self, sentence: str) -> None:
        self.asked.append(("say", sentence))


def sample_document() -> Document:
    plan = read_plan(sample())
    assert not isinstance(plan, Problem)
    return document_of(plan)


def document_of(plan: Plan) -> Document:
    return Document(plan, load_catalog())


@contextmanager
def shown(
    kind: type[P], document: Document, *, width: int = 1190, height: int = 612
) -> Iterator[tuple[P, NotedServices]]:
    """A page in view, as large as in a window of 1366 × 768."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, "light")
    services = NotedServices()
    page = kind(document, services)
    page.resize(width, height)
    page.refresh_if_stale()
    page.show()
    page.activateWindow()
    QCoreApplication.processEvents()
    try:
        yield page, services
    finally:
        page.close()
        shiboken6.delete(page)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def middle(view: PictureView, entity: str) -> QPoint:
    """The middle of an entity in px of the view; the view is scrolled to it."""
    area = entity_bounds(view.picture(), entity)
    assert area is not None, f"{entity} is not in the picture"
    x, y, width, height = area
    return QPoint(
        round(x + width / 2) - view.horizontalScrollBar().value(),
        round(y + height / 2) - view.verticalScrollBar().value(),
    )


def click(view: PictureView, entity: str) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle(view, entity))
