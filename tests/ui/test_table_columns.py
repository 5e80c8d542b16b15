"""The columns of every table, over the sample plan and what really follows from it."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt

from dr_desktop.assessment.assess import assess
from dr_desktop.bundled import bundled
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.plan_file import read_plan
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import TABLES, table_names
from dr_desktop.ui.document import Document
from dr_desktop.ui.entity_table_model import EntityTableModel
from dr_desktop.ui.table_columns import band_words, columns_of


@cache
def sample() -> Any:
    plan = read_plan(bundled("samples", "coastal_utility.drplan"))
    assert not isinstance(plan, Problem)
    catalog = load_catalog()
    return plan, catalog, assess(plan, catalog)


@pytest.fixture
def document(qapp: QObject) -> Document:
    plan, catalog, assessment = sample()
    return Document(plan, catalog, assess=lambda changed, at, before: assess(changed, at, before or assessment))


@pytest.mark.parametrize("table", table_names())
def test_every_cell_of_the_sample_says_something_and_can_be_pointed_at(document: Document, table: str):
    model = EntityTableModel(document, table, document)
    tip, spoken = Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole
    for row in range(model.rowCount()):
        for place in range(model.columnCount()):
            index = model.index(row, place)
            assert isinstance(index.data(tip), str)
            assert index.data(spoken).startswith(model.columns[place].heading)


@pytest.mark.parametrize("table", table_names())
def test_what_an_editor_shows_can_be_typed_back_and_changes_nothing(document: Document, table: str):
    model = EntityTableModel(document, table, document)
    before = document.plan
    for row in range(model.rowCount()):
        for place, column in enumerate(model.columns):
            if column.field is not None:
                model.setData(model.index(row, place), model.edit_text(row, place))
    assert document.plan is before
    assert model.drafts == {}


@pytest.mark.parametrize("table", table_names())
def test_columns_begin_with_the_name_and_are_known_by_one_key(table: str):
    columns = columns_of(table)
    assert columns[0].key == "name"
    assert not columns[0].hidden
    assert len({column.key for column in columns}) == len(columns)
    assert all(column.help and column.heading and column.width >= 28 for column in columns)
    bands = [column.band for column in columns]
    assert bands == sorted(bands, key=["stated", "follows"].index)
    assert band_words(table, "follows").startswith("Follows from the plan")


@pytest.mark.parametrize("table", table_names())
def test_every_stated_field_has_its_column(table: str):
    shown = {column.field or column.key for column in columns_of(table)}
    missing = set(TABLES[table].model_fields) - shown - {"id", "as_typed", "tags", "notes"}
    assert missing == set()


def test_the_sample_shows_good_decisions_and_findings_in_their_cells(document: Document):
    model = EntityTableModel(document, "applications", document)
    signs = {model.cell(row, place).sign for row in range(model.rowCount()) for place in range(model.columnCount())}
    assert {"error", "warning", "recommended", "condition", "not_recommended", "not_supported"} <= signs


def test_one_machine_edited_in_the_sample_is_one_change_in_each_table_that_shows_it(document: Document):
    machines = EntityTableModel(document, "machines", document)
    applications = EntityTableModel(document, "applications", document)
    heard: dict[str, list[tuple[int, int]]] = {"machines": [], "applications": []}
    machines.dataChanged.connect(lambda a, b: heard["machines"].append((a.row(), b.row())))
    applications.dataChanged.connect(lambda a, b: heard["applications"].append((a.row(), b.row())))
    place = machines.column_of("used_gib")
    assert place is not None
    machines.setData(machines.index(7, place), "700")
    owner = document.plan.machines[machines.entity_id(7)].application
    assert heard["machines"] == [(7, 7)]
    assert heard["applications"] == [(applications.row_of(owner or ""), applications.row_of(owner or ""))]
