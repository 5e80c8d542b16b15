from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.drills import NO_DRILLS, drill_record
from dr_desktop.assessment.results import DrillRecord
from dr_desktop.assessment.surroundings import Surroundings, surroundings_of
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.application import Application
from dr_desktop.plan.drill import Drill
from dr_desktop.plan.inherit import protection_of
from dr_desktop.plan.plan import Plan
from tests.assessment.quiet_estate import add, both, quiet_plan


@lru_cache
def around() -> Surroundings:
    plan: Plan = both(
        add("backup_targets", "far", site="south", placement="dedicated_external"),
        add("backup_copies", "second", from_target="vault", to_target="far", every_hours=6.0),
    )(quiet_plan())
    return surroundings_of(plan, load_catalog())


def application() -> Application:
    return around().applications["billing"]


def drill(**values: Any) -> Drill:
    stated = {"id": "d", "on": date(2026, 12, 1), "outcome": "succeeded", "recovery_minutes": 300.0, **values}
    return Drill.model_validate(stated)


def record(*drills: Drill, of: Application | None = None) -> DrillRecord:
    one = of or application()
    return drill_record(drills, one, protection_of(one, around().tiers.get(one.tier or "")), around())


def test_without_drills_there_is_no_evidence_and_none_that_expired():
    assert record() == NO_DRILLS
    assert not NO_DRILLS.expired


def test_the_mttr_is_the_mean_of_the_successful_ones():
    found = record(
        drill(recovery_minutes=300.0), drill(recovery_minutes=340.0), drill(outcome="failed", recovery_minutes=900.0)
    )
    assert (found.drills, found.succeeded, found.mttr_minutes) == (3, 2, 320.0)
    assert (found.shortest_minutes, found.longest_minutes) == (300.0, 340.0)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "walkthrough"},
        {"outcome": None},
        {"scheme": "replication"},
        {"recovery_site": "azure"},
        {"backup_target": "elsewhere"},
    ],
)
def test_a_drill_of_something_else_is_no_evidence(values: dict[str, Any]):
    assert record(drill(**values)).drills == 0


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"kind": "incident"},
        {"scheme": "backup_restore", "recovery_site": "south", "backup_target": "vault"},
        {"backup_target": "far"},
    ],
)
def test_a_drill_of_how_it_is_protected_now_is_evidence(values: dict[str, Any]):
    assert record(drill(**values)).drills == 1


def test_a_clock_that_started_at_the_decision_gets_detection_and_decision_added():
    stated = application().changed(detect_minutes=5.0, decide_minutes=7.0)
    assert isinstance(stated, Application)
    assert record(drill(clock_from="decision"), of=stated).mttr_minutes == 312.0
    assert record(drill(clock_from="decision")).mttr_minutes == 300.0 + 15.0 + 30.0
    assert record(drill(clock_from="incident")).mttr_minutes == 300.0


def test_evidence_expires_a_half_year_before_the_review():
    assert not record(drill(on=date(2026, 7, 19))).expired
    assert record(drill(on=date(2026, 7, 18))).expired
    assert not record(drill(on=date(2026, 7, 18)), drill(on=date(2026, 12, 1))).expired
    assert not record(drill(outcome="failed")).expired


def test_only_the_latest_one_disproves():
    assert record(drill(on=date(2026, 10, 1)), drill(on=date(2026, 11, 1), outcome="failed")).latest_failed
    assert not record(drill(on=date(2026, 10, 1), outcome="failed"), drill(on=date(2026, 11, 1))).latest_failed
    assert record(drill(on=date(2026, 10, 1)), drill(on=date(2026, 11, 1), outcome="failed")).latest_on == date(
        2026, 11, 1
    )


@given(st.lists(st.floats(0, 1e5), min_size=1, max_size=8))
def test_the_mean_lies_within_its_range_whatever_the_order(minutes: list[float]):
    forth = record(*[drill(recovery_minutes=one) for one in minutes])
    back = record(*[drill(recovery_minutes=one) for one in reversed(minutes)])
    assert forth.mttr_minutes == back.mttr_minutes
    assert forth.mttr_minutes is not None
    assert min(minutes) - 1e-6 <= forth.mttr_minutes <= max(minutes) + 1e-6


def test_a_success_without_a_measured_time_counts_and_measures_nothing():
    found = record(drill(recovery_minutes=None))
    assert (found.succeeded, found.mttr_minutes) == (1, None)
