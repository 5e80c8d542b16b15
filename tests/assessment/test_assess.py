"""What follows from a plan is computed once; an edit computes only what it touches, to the same bits."""

from datetime import date
from functools import cache

import pytest
from big_plan import big_plan
from hypothesis import given, settings
from hypothesis import strategies as st

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.results import Assessment
from dr_desktop.bundled import bundled
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.plan_file import read_plan
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.plan.site import Site
from tests.assessment.edits import Edit, edits, shared_edits
from tests.assessment.quiet_estate import quiet_plan
from tests.plan.strategies import plans

SMALL = big_plan(60)


def _changed(plan: Plan, table: str, key: str, **values: object) -> Plan:
    entity = plan.table(table)[key].changed(**values)
    assert not isinstance(entity, Problem)
    return plan.put(table, entity)


def _said(assessment: Assessment) -> Assessment:
    """The assessment without what it remembers and how much work it was."""
    return assessment._replace(memory=None, work=assessment.work._replace(**dict.fromkeys(assessment.work._fields, 0)))


@cache
def _assessed() -> tuple[Assessment, ...]:
    sample = read_plan(next(iter(sorted(bundled("samples").glob("*.drplan")))))
    assert isinstance(sample, Plan)
    return tuple(assess(plan, load_catalog()) for plan in (SMALL, quiet_plan(), sample))


@settings(max_examples=25, deadline=None)
@given(st.lists(edits(), min_size=50, max_size=50))
def test_step_by_step_equals_from_scratch_after_fifty_random_edits(steps: list[Edit]):
    catalog = load_catalog()
    plan, assessment = SMALL, assess(SMALL, catalog)
    for step in steps:
        plan = step(plan)
        assessment = assess(plan, catalog, assessment)
    scratch = assess(plan, catalog)
    assert _said(assessment) == _said(scratch)
    assert list(assessment.machines) == list(scratch.machines)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(range(3)), shared_edits())
@pytest.mark.slow
def test_any_edit_of_what_all_share_leads_to_what_follows_from_scratch(number: int, edit: Edit):
    catalog, before = load_catalog(), _assessed()[number]
    plan = edit(before.plan)
    stepped, scratch = assess(plan, catalog, before), assess(plan, catalog)
    assert _said(stepped) == _said(scratch)
    assert list(stepped.machines) == list(scratch.machines)


@settings(max_examples=60, deadline=None)
@given(plans())
@pytest.mark.slow
def test_any_plan_can_be_assessed(plan: Plan):
    assessment = assess(plan, load_catalog())
    assert assessment.applications.keys() == plan.applications.keys()


@pytest.mark.parametrize(
    ("table", "key", "field", "value", "applications", "machines"),
    [
        ("backup_policies", "policy-daily", "keep_points", 33, 201, 0),
        ("tiers", "tier-1", "rto_minutes", 77.0, 201, 0),
        ("links", "link-a-b", "mbit_s", 50.0, 201, 0),
        ("sites", "site-north", "kind", "datacenter", 201, 2_000),
        ("sites", "site-north", "used_storage_gib", 77.0, 0, 0),
        ("assumptions", "horizon_months", "base", 12.0, 201, 0),
        ("assumptions", "change_percent_per_day", "base", 9.0, 0, 0),
        ("assumptions", "rewrite_factor", "base", 9.0, 200, 2_000),
        ("assumptions", "lead_time_months", "base", 9.0, 0, 0),
    ],
)
@pytest.mark.slow
def test_of_what_all_share_an_edit_assesses_only_what_reads_it(
    table: str, key: str, field: str, value: object, applications: int, machines: int
):
    catalog, plan = load_catalog(), big_plan(2_000)
    edited = _changed(plan, table, key, **{field: value})
    found = assess(edited, catalog, assess(plan, catalog))
    assert (found.work.machines, found.work.applications) == (machines, applications)
    assert _said(found) == _said(assess(edited, catalog))


def test_one_machine_edit_assesses_one_machine_and_its_application():
    catalog, plan = load_catalog(), big_plan(2_000)
    first = assess(plan, catalog)
    edited = _changed(plan, "machines", "m-000123", used_gib=321.0)
    second = assess(edited, catalog, first)
    assert (second.work.machines, second.work.applications) == (1, 1)
    application = edited.machines["m-000123"].application
    assert [key for key in first.applications if first.applications[key] is not second.applications[key]] == [
        application
    ]


def test_an_application_edit_assesses_it_and_what_depends_on_it():
    catalog, plan = load_catalog(), big_plan(500)
    first = assess(plan, catalog)
    needed = next(one.depends_on[0] for one in plan.applications.values() if one.depends_on)
    dependents = [key for key, one in plan.applications.items() if needed in one.depends_on]
    second = assess(_changed(plan, "applications", needed, rto_minutes=15.0), catalog, first)
    assert second.work.applications == 1 + len(dependents)
    assert second.work.machines == 0


def test_what_an_edit_leaves_as_it_is_is_the_same_object_afterwards():
    catalog = load_catalog()
    first = assess(SMALL, catalog)
    key, machine = next((key, one) for key, one in SMALL.machines.items() if one.used_gib)
    assert isinstance(machine, Machine)
    second = assess(_changed(SMALL, "machines", key, used_gib=(machine.used_gib or 0.0) + 0.001), catalog, first)
    assert second.machines[key] is not first.machines[key]
    assert second.findings is first.findings
    third = assess(_changed(SMALL, "applications", "app-00001", agreed_by="Ada"), catalog, first)
    assert third.machines is first.machines


def test_findings_follow_the_order_of_the_applications():
    catalog = load_catalog()
    rows = list(SMALL.applications.values())
    turned = SMALL.remove("applications", [rows[1].id]).insert("applications", [rows[1]], len(rows) - 1)
    stepped = assess(turned, catalog, assess(SMALL, catalog))
    assert stepped.findings == assess(turned, catalog).findings


def test_an_edit_that_changes_nothing_computes_nothing():
    catalog = load_catalog()
    first = assess(SMALL, catalog)
    second = assess(SMALL.put("machines", SMALL.machines["m-000001"]), catalog, first)
    assert not any(second.work)
    assert second.applications is first.applications


def test_an_unused_site_changes_no_figure():
    catalog = load_catalog()
    alone = Site(id="site-none", name="Nowhere", operator="csp", kind="datacenter")
    before, after = assess(SMALL, catalog), assess(SMALL.put("sites", alone), catalog)
    assert before.applications == after.applications
    assert before.targets == after.targets
    assert before.consumption == after.consumption


def test_an_empty_plan_has_an_assessment_without_figures():
    assessment = assess(new_plan(date(2027, 1, 1)), load_catalog())
    assert assessment.totals.applications == 0
    assert assessment.totals.machines == 0
    assert assessment.totals.fullest_gib is None


def test_a_machine_of_no_application_is_listed_as_a_finding_and_has_no_figures():
    plan = SMALL.put("machines", Machine(id="m-lost", name="lost", application="gone"))
    assessment = assess(plan, load_catalog())
    assert "m-lost" not in assessment.machines
    assert any(one.entity == "m-lost" for one in assessment.findings)
