"""Every number of a store can be asked why: the answer holds the number itself, and parts that sum up to it."""

from __future__ import annotations

from functools import cache
from math import fsum

import pytest

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.explanation import Explanation, Subject
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.why import why
from dr_desktop.assessment.why_stores import explain_store
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.plan_file import read_plan
from dr_desktop.plan.entity import Problem
from tests.assessment.quiet_estate import edit, quiet_plan
from tests.ui.windows import sample

MONTH_PARTS = ("points", "archive", "copies", "working", "headroom", "held_back", "shared", "stored_average")
MONTHS = (0, 5, 31)


@cache
def sample_assessment() -> Assessment:
    plan = read_plan(sample())
    assert not isinstance(plan, Problem)
    return assess(plan, load_catalog())


def asked(assessment: Assessment, kind: str, store: str, part: str, month: int | None = None) -> Explanation:
    found = why(assessment, Subject(kind, store, part, month))
    assert found is not None, (kind, store, part)
    return found


@pytest.mark.parametrize("month", MONTHS)
def test_an_explanation_holds_the_number_and_its_parts_sum_up_to_it(month: int) -> None:
    assessment = sample_assessment()
    for key, store in assessment.targets.items():
        step = store.months[month]
        for part in MONTH_PARTS:
            found = asked(assessment, "target", key, part, month)
            assert found.value == getattr(step, part)
            if found.parts:
                assert fsum([float(one.value or 0.0) for one in found.parts]) == pytest.approx(found.value, rel=1e-9)
        needed = asked(assessment, "target", key, "needed", month)
        assert needed.value == step.total
        assert fsum([float(one.value or 0.0) for one in needed.parts]) == pytest.approx(step.total, rel=1e-12)
        left = asked(assessment, "target", key, "left", month)
        if store.ceiling_gib is not None:
            assert left.value == store.ceiling_gib - step.total


def test_points_are_used_times_a_plus_changed_times_b() -> None:
    plan = edit("backup_policies", "nightly", style="differential", full_days=("sat",))(quiet_plan())
    assessment = assess(plan, load_catalog())
    found = asked(assessment, "target", "vault", "points", 11)
    inputs = {one.name.partition(",")[0]: one for one in found.inputs}
    assert inputs["Style"].value == "Differential"
    values = {name: one.value for name, one in inputs.items() if isinstance(one.value, float)}
    left = values.get("Left after reduction") or values["Left after compression and dedupe"]
    size = left / 100 * (values["Used"] * values["A"] + values["Changed a day"] * values["B"])
    assert size == pytest.approx(found.value, rel=1e-9)
    assert any("counts once" in words for words in found.rules)


def test_a_stamp_tells_replicas_hosted_targets_and_what_runs_there() -> None:
    assessment = sample_assessment()
    for key, store in assessment.stamps.items():
        for part in ("points", "copies", "working", "headroom"):
            found = asked(assessment, "stamp", key, part, 3)
            assert found.value == getattr(store.months[3], part)
            if found.parts:
                assert fsum([float(one.value or 0.0) for one in found.parts]) == pytest.approx(found.value)


def test_what_is_held_back_says_how_many_points_and_how_capacity_would_change() -> None:
    found = asked(sample_assessment(), "target", "target-dunes", "held_back")
    assert isinstance(found.value, float)
    assert found.value > 0
    assert "Without these the target would pass its ceiling" in found.reading
    assert any(one.name == "Points held back, Hourly" and one.value == 265.0 for one in found.inputs)


@pytest.mark.parametrize("part", ["ceiling", "ceiling_tib", "run_out", "order_by", "worst_tib"])
def test_the_columns_of_a_target_can_be_asked_why(part: str) -> None:
    found = asked(sample_assessment(), "target", "target-dunes", part)
    assert found.value is not None
    assert found.inputs


def test_what_is_no_number_of_a_store_has_no_explanation() -> None:
    assessment = sample_assessment()
    assert explain_store(assessment, Subject("target", "nowhere", "points", 0)) is None
    assert explain_store(assessment, Subject("target", "target-dunes", "colour", 0)) is None
    assert explain_store(assessment, Subject("target", "target-dunes", "points", 999)) is None
    assert explain_store(assessment, Subject("stamp", "site-north", "archive", 0)) is None
