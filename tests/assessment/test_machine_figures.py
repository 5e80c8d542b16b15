"""Figures of one machine: what was measured counts before what is stated, and that before what is assumed."""

from __future__ import annotations

from datetime import date

import pytest

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.explanation import Place, Subject
from dr_desktop.assessment.results import MachineResult
from dr_desktop.assessment.why import why
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.churn_profile import ChurnProfile, profile_of_steps
from dr_desktop.plan.plan import Plan
from tests.assessment.quiet_estate import edit, quiet_plan

RATES = [2.0 if step // 12 % 24 == 9 else 0.5 for step in range(2016)]
GIB_A_DAY = (2.0 + 23 * 0.5) / 24 * 86_400 * 1e6 / 2**30


def portal(plan: Plan) -> MachineResult:
    return assess(plan, load_catalog()).machines["portal-1"]


def measured(plan: Plan, rates: list[float] = RATES) -> Plan:
    return plan.put("churn_profiles", profile_of_steps("p", rates, machine="portal-1", measured_from=date(2027, 1, 4)))


def test_a_machine_with_a_profile_has_its_mean_and_its_highest_step():
    found = portal(measured(quiet_plan()))
    assert found.churn_gib_per_day == pytest.approx(GIB_A_DAY)
    assert found.peak_churn_mb_s == 2.0


def test_what_was_measured_counts_before_what_is_stated():
    stated = edit("machines", "portal-1", churn_gib_per_day=500.0, peak_churn_mb_s=54.0)(quiet_plan())
    assert (portal(stated).churn_gib_per_day, portal(stated).peak_churn_mb_s) == (500.0, 54.0)
    found = portal(measured(stated))
    assert found.churn_gib_per_day == pytest.approx(GIB_A_DAY)
    assert found.peak_churn_mb_s == 2.0


def test_a_profile_without_churn_says_that_nothing_is_written():
    found = portal(measured(quiet_plan(), [0.0] * 2016))
    assert (found.churn_gib_per_day, found.peak_churn_mb_s) == (0.0, 0.0)


def test_a_profile_that_cannot_be_read_leaves_what_is_stated():
    stated = edit("machines", "portal-1", churn_gib_per_day=500.0)(quiet_plan())
    broken = stated.put("churn_profiles", ChurnProfile(id="p", machine="portal-1", churn_mb_s="1,two"))
    assert portal(broken).churn_gib_per_day == 500.0


def test_a_profile_of_an_application_leaves_the_figures_of_its_machines():
    plan = quiet_plan().put("churn_profiles", profile_of_steps("p", RATES, application="portal"))
    assert portal(plan) == portal(quiet_plan())


def test_a_measured_peak_beyond_what_a_product_follows_is_found_at_the_machine():
    to_azure = edit("applications", "portal", replication_product="site_recovery", recovery_sites=("azure",))
    azure = to_azure(quiet_plan())
    for peak, expected in ((54.0, False), (60.0, True)):
        found = assess(measured(azure, [peak, *RATES[1:]]), load_catalog()).findings
        assert any(one.rule == "churn-above-machine" for one in found) is expected


def test_the_churn_of_a_measured_machine_is_explained_by_its_profile():
    assessment = assess(measured(quiet_plan()), load_catalog())
    found = why(assessment, Subject("machine", "portal-1", "churn_gib"))
    assert found is not None
    assert found.value == pytest.approx(GIB_A_DAY)
    assert [one.place for one in found.inputs] == [Place("churn_profiles", "p", "churn_mb_s")]
