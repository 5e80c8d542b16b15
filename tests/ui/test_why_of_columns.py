"""Whatever a table works out can be asked why."""

from __future__ import annotations

from functools import cache

import pytest

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.explanation import RESULT_KINDS, Subject
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.why import why
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.plan_file import read_plan
from dr_desktop.plan.entity import Problem
from dr_desktop.ui.table_columns import columns_of
from tests.ui.windows import sample


@cache
def assessment() -> Assessment:
    plan = read_plan(sample())
    assert not isinstance(plan, Problem)
    return assess(plan, load_catalog())


@pytest.mark.parametrize("table", RESULT_KINDS)
def test_every_column_that_follows_from_the_plan_is_explained_in_every_row(table: str):
    found = assessment()
    rows = found.stamps if table == "sites" else found.plan.table(table)
    followed = [column for column in columns_of(table) if not column.field]
    assert followed
    for column in followed:
        silent = [key for key in rows if why(found, Subject(RESULT_KINDS[table], key, column.key)) is None]
        assert silent == [], column.heading


def test_the_size_of_a_machine_in_azure_says_what_it_must_hold_and_what_it_costs():
    found = assessment()
    explained = why(found, Subject("machine", "m-contact-centre-db-01", "azure_size_chosen"))
    assert explained is not None
    names = [one.name for one in explained.inputs]
    assert {"vCPU", "Memory", "Data disks", "Region", "Price"} <= set(names)
    assert explained.reading.startswith("Cheapest with ")


def test_more_machines_fit_as_often_as_what_is_left_holds_them():
    found = assessment()
    explained = why(found, Subject("target", "target-ridge", "room_machines"))
    assert explained is not None
    machines, needed, taken, ceiling, *_ = [float(one.value or 0) for one in explained.inputs]
    assert explained.value == (ceiling - needed) * machines // taken
