"""Plans of older versions open as if they had been made today."""

import json
from datetime import date
from typing import Any

from dr_desktop.files.migrations import MIGRATIONS, migrated
from dr_desktop.files.plan_document import SCHEMA_VERSION
from dr_desktop.files.plan_file import plan_from_bytes
from dr_desktop.plan.assumptions import DEFINITIONS
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.machine import Disk
from dr_desktop.plan.plan import Plan

VERSION_0: dict[str, Any] = {
    "format": "dr-desktop-plan",
    "schema_version": 0,
    "header": {"id": "header", "name": "Old plan", "start_month": "2026-04"},
    "tiers": [{"id": "t", "rank": 1, "rto_hours": 1, "rpo_hours": 0.25, "recovery_site": None}],
    "sites": [{"id": "n", "name": "North"}],
    "applications": [{"id": "a", "name": "Billing", "tier": "t", "mtd_hours": 12, "recovery_site": "n"}],
    "machines": [{"id": "m", "application": "a", "disks_gib": [127, 512.5]}],
    "assumptions": {"horizon_months": 24, "old_key": 3},
}


def test_every_version_has_a_step_to_the_next():
    assert len(MIGRATIONS) == SCHEMA_VERSION


def test_a_plan_of_version_0_opens_with_all_that_it_states():
    plan = plan_from_bytes(json.dumps(VERSION_0).encode())
    assert isinstance(plan, Plan)
    assert plan.header.start_month == date(2026, 4, 1)
    assert plan.tiers["t"].rto_minutes == 60
    assert plan.tiers["t"].rpo_minutes == 15
    assert plan.tiers["t"].recovery_sites is None
    assert plan.applications["a"].mtd_minutes == 720
    assert plan.applications["a"].recovery_sites == ("n",)
    assert plan.machines["m"].disks == (Disk(size_gib=127.0), Disk(size_gib=512.5))
    assert plan.assumptions["horizon_months"].base == 24
    assert plan.assumptions["old_key"].base == 3
    assert set(DEFINITIONS) < set(plan.assumptions)


def test_migrating_changes_nothing_of_the_document_it_was_given():
    before = json.dumps(VERSION_0)
    migrated(VERSION_0, 0)
    assert json.dumps(VERSION_0) == before


def test_the_newest_version_is_left_as_it_is():
    document = {"schema_version": SCHEMA_VERSION}
    assert migrated(document, SCHEMA_VERSION) is document


def test_an_old_plan_that_is_not_what_its_version_promises_is_a_sentence():
    problem = plan_from_bytes(
        json.dumps({**VERSION_0, "machines": [{"id": "m", "disks_gib": 5}]}).encode(), "old.drplan"
    )
    assert isinstance(problem, Problem)
    assert problem.sentence == (
        "old.drplan, table Machines, row 1 (“m”): “disks_gib” is “5”, not a list of sizes in GiB, though "
        "“schema_version” says that the file is of version 0."
    )


def test_a_wrong_value_in_an_old_plan_is_told_with_its_row():
    rows = [{"id": "m", "disks_gib": []}, {"id": "n", "disks_gib": [], "used_gib": "much"}]
    problem = plan_from_bytes(json.dumps({**VERSION_0, "machines": rows}).encode(), "old.drplan")
    assert isinstance(problem, Problem)
    assert "table Machines, row 2" in problem.sentence
