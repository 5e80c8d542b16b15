from __future__ import annotations

import pytest

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.explanation import Subject
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.why import why
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.churn_profile import profile_of_steps
from dr_desktop.report.network_rows import NETWORK_COLUMNS
from tests.assessment.quiet_estate import edit, quiet_plan

LINE = "north-south"


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    plan = quiet_plan().put("churn_profiles", profile_of_steps("p", (1.0,) * 2016, machine="portal-1", name="A week"))
    plan = edit("links", LINE, mbit_s=20.0, replication_percent=80.0, replication_log_gib=50.0)(plan)
    return assess(plan, load_catalog())


@pytest.mark.parametrize("part", [one.key for one in NETWORK_COLUMNS])
def test_every_figure_of_a_link_says_why_it_is_so(assessment: Assessment, part: str):
    found = why(assessment, Subject("link", LINE, part))
    assert found is not None
    assert found.value == getattr(assessment.links[LINE], part)
    assert found.formula
    assert found.reading.endswith(".")
    assert found.sources


def test_a_recovery_point_names_line_churn_rhythm_and_objective_with_their_cells(assessment: Assessment):
    found = why(assessment, Subject("link", LINE, "achievable_rpo_minutes"))
    assert found is not None
    places = {(one.place.table, one.place.field) for one in found.inputs if one.place is not None}
    assert places >= {
        ("links", "mbit_s"),
        ("links", "replication_percent"),
        ("churn_profiles", "churn_mb_s"),
        ("applications", "replication_minutes"),
        ("applications", "rpo_minutes"),
    }
    assert [one.name for one in found.assumed] == ["Usable", "Busiest hour, where no peak is stated"]


def test_what_is_not_known_says_what_is_missing():
    unknown = assess(edit("links", LINE, mbit_s=None)(quiet_plan()), load_catalog())
    found = why(unknown, Subject("link", LINE, "achievable_rpo_minutes"))
    assert found is not None
    assert found.value is None
    assert "speed is not stated" in found.reading


def test_what_is_no_figure_of_a_link_has_no_reason(assessment: Assessment):
    assert why(assessment, Subject("link", LINE, "findings")) is None
    assert why(assessment, Subject("link", "gone", "peak_mbit_s")) is None
