"""Landing on the screen and on paper: picture, sheet of facts, section, and why a number is so."""

from __future__ import annotations

from functools import lru_cache
from math import fsum

import pytest

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.explanation import Subject
from dr_desktop.assessment.landing_records import RESOURCES
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.shedding import arriving
from dr_desktop.assessment.why import why
from dr_desktop.bundled import bundled
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.plan_file import read_plan
from dr_desktop.plan.plan import Plan
from dr_desktop.report.blocks import Figure, Paragraph, Table
from dr_desktop.report.fact_sheet import Judged, sheet_lines
from dr_desktop.report.gaps import top_gaps
from dr_desktop.report.landing_facts import landing_facts, machine_names, verdict_sentence
from dr_desktop.report.landing_picture import landing_picture
from dr_desktop.report.picture import Text, bounds
from dr_desktop.report.sections.capacity import capacity_detail_section
from dr_desktop.report.sections.landing import landing_section
from tests.assessment.quiet_estate import both, edit, quiet_plan

SHORT = "south/site:north"


@lru_cache
def sample() -> Assessment:
    plan = read_plan(bundled("samples", "coastal_utility.drplan"))
    assert isinstance(plan, Plan)
    return assess(plan, load_catalog())


@lru_cache
def short() -> Assessment:
    return assess(edit("sites", "south", used_vcpus=1_008)(quiet_plan()), load_catalog())


@lru_cache
def blank() -> Assessment:
    return assess(edit("sites", "south", nodes=None)(quiet_plan()), load_catalog())


def test_every_landing_is_a_row_that_can_be_chosen_with_its_verdict_in_words():
    picture = landing_picture(sample(), (1_000.0, 100.0))
    entities = {shape.entity for shape in picture.shapes if shape.entity}
    assert entities == set(sample().landings)
    said = [shape.text for shape in picture.shapes if isinstance(shape, Text)]
    assert sum(said.count(words) for words in ("fits", "short", "not known")) >= len(sample().landings)


@pytest.mark.parametrize("width", [560.0, 680.0, 1_000.0, 1_600.0])
@pytest.mark.parametrize("made", [sample, short, blank])
def test_nothing_is_drawn_outside_the_picture(made, width: float):
    picture = landing_picture(made(), (width, 100.0))
    for shape in picture.shapes:
        x, y, w, h = bounds(shape)
        assert x >= -0.01
        assert x + w <= picture.width + 0.01, shape
        assert y + h <= picture.height + 0.01


def test_what_is_short_is_said_with_what_to_leave_out():
    facts = landing_facts(short(), short().landings[SHORT])
    judged = next(one for one in facts if isinstance(one, Judged))
    assert (judged.state, judged.words) == ("error", "Short by 12\u00a0vCPU for 7 machines.")
    assert "Without Billing all others fit." in sheet_lines(facts)


def test_what_is_not_stated_is_said_and_is_no_zero():
    one = blank().landings[SHORT]
    assert verdict_sentence(blank(), one) == "Not known: nodes not stated."
    assert any("not known" in line for line in sheet_lines(landing_facts(blank(), one)))


def test_the_section_draws_lists_and_says_what_to_leave_out():
    section = landing_section(short())
    assert any(isinstance(block, Figure) for block in section.blocks)
    tables = [block for block in section.blocks if isinstance(block, Table)]
    assert [row.entity for row in tables[0].rows] == list(short().landings)
    assert [row.cells[0] for row in tables[1].rows] == ["Billing"]
    assert any("all others fit" in block.words for block in section.blocks if isinstance(block, Paragraph))


def test_a_plan_that_recovers_nowhere_has_a_section_without_a_picture():
    nowhere = assess(quiet_plan().remove("applications", list(quiet_plan().applications)), load_catalog())
    assert not [block for block in landing_section(nowhere).blocks if isinstance(block, Figure)]
    assert landing_picture(nowhere, (600.0, 200.0)).height >= 200.0


def test_the_parts_of_what_is_left_sum_to_it():
    for key, one in sample().landings.items():
        for resource in RESOURCES:
            found = why(sample(), Subject("landing", key, resource))
            assert found is not None
            assert found.value == getattr(one, resource).left
            assert fsum([float(part.value or 0.0) for part in found.parts]) == pytest.approx(found.value)


def test_a_number_of_a_landing_that_is_not_known_says_what_is_missing():
    found = why(blank(), Subject("landing", SHORT, "memory_gib.left"))
    assert found is not None
    assert found.value is None
    assert "nodes" in found.reading
    assert why(blank(), Subject("landing", "nowhere", "memory_gib")) is None
    assert why(blank(), Subject("landing", SHORT, "colour")) is None


def test_the_appendix_of_capacity_says_what_azure_backup_server_needs_and_how_many_more_fit():
    words = [block.words for block in capacity_detail_section(sample()).blocks if isinstance(block, Paragraph)]
    assert any("1.5 times that" in one for one in words)
    assert any("no headroom is assumed" in one for one in words)


def test_of_an_application_to_leave_out_only_the_machines_that_come_along_are_named():
    assert machine_names(short(), "billing") == "billing-1, billing-2, billing-3"
    left = assess(both(edit("sites", "south", used_vcpus=1_008), edit("machines", "billing-2", protected="no"))(
        quiet_plan()), load_catalog())  # fmt: skip
    assert machine_names(left, "billing") == "billing-1, billing-3"


def test_a_gap_of_a_stamp_that_is_too_small_touches_what_recovers_there_then():
    gap = next(one for one in top_gaps(short(), 50) if one.finding.rule == "landing-short")
    assert set(gap.applications) == {one.application for one in arriving(short(), short().landings[SHORT])}
    recovering = {key for key, one in short().plan.applications.items() if one.source_site == "north"}
    assert set(gap.applications) <= recovering
