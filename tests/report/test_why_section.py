"""The appendix of reasons: every total, store and designed time is there with its formula, in the program's words."""

from __future__ import annotations

import re

from dr_desktop.assessment.explanation import Subject
from dr_desktop.assessment.why import why
from dr_desktop.report.blocks import Bullets, Table
from dr_desktop.report.capacity_picture import stores_in_use
from dr_desktop.report.sections.why import why_section
from dr_desktop.report.why_sheet import said
from tests.report.reviewed import reviewed


def tables() -> dict[str, Table]:
    return {one.key: one for one in why_section(reviewed()).blocks if isinstance(one, Table)}


def test_each_designed_time_stands_there_with_the_value_and_formula_of_the_window() -> None:
    assessment = reviewed()
    rows, lead = {}, ""
    for row in tables()["why-applications"].rows:
        lead = row.lead or lead
        rows[row.entity, str(row.cells[0])] = (row, lead)
    for key, one in assessment.applications.items():
        found = why(assessment, Subject("application", key, "designed_rto"))
        if not one.designed.parts or found is None:
            continue
        row, formula = rows[key, found.name]
        assert row.cells[1] == said(one.designed.rto_minutes, "min")
        assert found.formula in formula.lower()
        assert all(part.name.capitalize() in str(row.cells[2]) for part in one.designed.parts[:3])


def test_the_five_totals_and_every_store_in_use_are_explained() -> None:
    found = tables()
    assert len([row for row in found["why-totals"].rows if not row.lead]) == 5
    explained = {row.entity for row in found["why-stores"].rows if row.entity} if "why-stores" in found else set()
    used = {key for key, store in stores_in_use(reviewed()).items() if store.worst is not None}
    assert explained == used


def test_what_is_assumed_is_marked() -> None:
    words = " ".join(str(cell) for table in tables().values() for row in table.rows for cell in row.cells)
    assert "assumed" in words


def test_sources_are_numbered_once_and_every_number_is_in_the_list() -> None:
    section = why_section(reviewed())
    cited = {int(found) for one in tables().values() for row in one.rows
             for found in re.findall(r"\[(\d+)\]", row.lead)}  # fmt: skip
    (listed,) = [block for block in section.blocks if isinstance(block, Bullets)]
    assert cited == set(range(1, len(listed.items) + 1))


def test_a_formula_is_said_once_for_all_the_numbers_that_it_gives() -> None:
    for table in tables().values():
        leads = [row.lead for row in table.rows if row.lead]
        assert len(leads) == len(set(leads))
        assert table.rows[0].lead
