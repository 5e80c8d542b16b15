"""A plan in which rows point to what is not there is objected to, and can be taken to the meeting all the same."""

from __future__ import annotations

from functools import cache

import pytest

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.document_chances import document_chances
from dr_desktop.bundled import bundled
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.plan_file import read_plan
from dr_desktop.plan.plan import TABLES, Plan
from dr_desktop.report.review import review_of
from tests.files.exported import TODAY

LEFT = 12


@cache
def few_machines_of_the_sample() -> Plan:
    plan = read_plan(bundled("samples", "coastal_utility.drplan"))
    assert isinstance(plan, Plan)
    return plan.remove("machines", [key for place, key in enumerate(plan.machines) if place % LEFT])


@pytest.mark.parametrize("tables", [*[(one,) for one in TABLES if one != "assumptions"], ("sites", "links", "tiers")])
@pytest.mark.slow
def test_a_document_is_made_of_a_plan_that_lost_whole_tables(tables: tuple[str, ...]):
    plan = few_machines_of_the_sample()
    for table in tables:
        plan = plan.remove(table, list(plan.table(table)))
    assessment = assess(plan, load_catalog())
    report = review_of(assessment, load_catalog(), TODAY, "AB12", chances=document_chances(assessment))
    assert report.sections
