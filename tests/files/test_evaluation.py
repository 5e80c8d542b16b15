"""The assessment as JSON: every key is there that the help promises, and no other."""

import json
import re
from typing import Any

import pytest

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.claims import claims_of
from dr_desktop.assessment.drill_calendar import Unplaced, drill_calendar
from dr_desktop.assessment.first_copies import Impossible
from dr_desktop.assessment.onboarding import onboarding_of
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.simulated_losses import simulated_losses
from dr_desktop.bundled import bundled
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.evaluation import evaluation_json
from dr_desktop.files.plan_file import read_plan
from dr_desktop.plan.plan import Plan

BY_ID = ("applications", "machines", "data_stores", "targets", "stamps", "links", "landings",
         "consumption.per_application", "recovery", "recovery.ID.applications", "cost_range.assumptions",
         "onboarding.complete_on", "claims", "drill_calendar.due")  # fmt: skip


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    plan = read_plan(bundled("samples", "coastal_utility.drplan"))
    assert isinstance(plan, Plan)
    return assess(plan, load_catalog())


@pytest.fixture(scope="module")
def evaluation(assessment: Assessment) -> Any:
    return json.loads(evaluation_json(assessment))


def documented_keys() -> set[str]:
    keys: set[str] = set()
    prefixes: list[str] = []
    for line in bundled("help", "evaluate_keys.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            prefixes = [] if line == "## Top" else re.findall(r"`([^`]+)`", line)
        elif line.startswith("| `"):
            key = line.split("`")[1]
            assert line.count("|") == 3, line
            keys |= {f"{prefix}.{key}" for prefix in prefixes} if prefixes else {key}
    return keys


def keys_of(value: Any, path: str = "") -> set[str]:
    if isinstance(value, dict):
        if path in BY_ID:
            return set().union(*(keys_of(one, f"{path}.ID") for one in value.values()))
        return set().union(*(keys_of(one, f"{path}.{key}" if path else key) for key, one in value.items()))
    if isinstance(value, list):
        return {f"{path}[]"}.union(*(keys_of(one, f"{path}[]") for one in value if isinstance(one, dict)))
    return {path}


def test_every_key_is_documented_and_every_documented_key_is_there(evaluation: Any):
    written, documented = keys_of(evaluation), documented_keys()
    # null where nothing is stored
    written -= {"targets.ID.worst", "stamps.ID.worst"}
    # Lists of objects whose fields have a section of their own.
    of_sections = {f"{store}.ID.months[]" for store in ("targets", "stamps")} | {"findings[]"}
    # Of the sample no first copy is impossible, and every application gets its drills.
    fine = {f"onboarding.impossible[].{key}" for key in Impossible._fields}
    fine |= {f"drill_calendar.unplaced[].{key}" for key in Unplaced._fields}
    assert (evaluation["onboarding"]["impossible"], evaluation["drill_calendar"]["unplaced"]) == ([], [])
    assert written - documented == set()
    assert documented - written - of_sections == fine


def test_every_disaster_is_simulated_and_nothing_of_it_is_rounded(assessment: Assessment, evaluation: Any):
    losses = simulated_losses(assessment)
    assert list(evaluation["recovery"]) == list(losses)
    for key, result in losses.items():
        written = evaluation["recovery"][key]
        assert written["makespan_minutes"] == result.makespan_minutes
        for application, one in result.applications.items():
            assert written["applications"][application]["recovery_minutes"] == one.recovery_minutes
            assert [phase["name"] for phase in written["applications"][application]["phases"]] == [
                phase.name for phase in one.phases
            ]


def test_numbers_are_those_of_the_assessment_and_nothing_is_rounded(assessment: Assessment, evaluation: Any):
    assert evaluation["totals"] == assessment.totals._asdict()
    for key, result in assessment.applications.items():
        written = evaluation["applications"][key]
        assert written["used_gib"] == result.used_gib
        assert written["designed"]["rto_minutes"] == result.designed.rto_minutes
        assert written["topology"]["verdict"] == result.topology.verdict
    for key, store in assessment.targets.items():
        assert [month["total"] for month in evaluation["targets"][key]["months"]] == [one.total for one in store.months]
        assert evaluation["targets"][key]["run_out"] == (store.run_out.isoformat() if store.run_out else None)
    assert evaluation["consumption"]["total"] == list(assessment.consumption.total)
    assert evaluation["consumption"]["per_application"] == dict(assessment.consumption.per_application)


def test_claims_are_those_of_the_documents(assessment: Assessment, evaluation: Any):
    for key, standing in claims_of(assessment, simulated_losses(assessment)).items():
        written = evaluation["claims"][key]
        assert written["claim"] == standing.claim
        assert [rung["reason"] for rung in written["rungs"]] == [rung.reason for rung in standing.rungs]
    assert {one["claim"] for one in evaluation["claims"].values()} >= {"designed", "simulated"}


def test_the_cost_range_lies_around_the_bill(evaluation: Any):
    found, bill = evaluation["cost_range"], evaluation["consumption"]
    assert (found["total"]["base"], found["total_steady"]["base"]) == (bill["total"], bill["total_steady"])
    usual = found["usual_month"]
    assert usual["low"] < usual["base"] < usual["high"]
    assert usual["base"] in bill["total"]
    assert {key: evaluation["assumed"][key] for key in found["assumptions"]} == {
        key: ends["base"] for key, ends in found["assumptions"].items()
    }


def test_waves_and_drills_are_those_of_the_pages(assessment: Assessment, evaluation: Any):
    onboarding, calendar = onboarding_of(assessment), drill_calendar(assessment)
    assert [one["gib"] for one in evaluation["onboarding"]["waves"]] == [one.gib for one in onboarding.waves]
    assert evaluation["onboarding"]["last_night"] == onboarding.last_night.isoformat()  # type: ignore[union-attr]
    drills = evaluation["drill_calendar"]["drills"]
    assert [one["applications"] for one in drills] == [list(one.applications) for one in calendar.drills]
    assert {one["scenario"] for one in drills} <= set(evaluation["recovery"])


def test_every_finding_stands_there_once_with_its_acceptance(assessment: Assessment, evaluation: Any):
    assert evaluation["findings"] == [one._asdict() for one in assessment.findings]
    assert any(one["accepted"] for one in evaluation["findings"])


def test_it_ends_with_a_newline_and_is_utf8(assessment: Assessment):
    content = evaluation_json(assessment)
    assert content.endswith(b"}\n")
    assert "Coastal utility – recovery plan" in content.decode("utf-8")
