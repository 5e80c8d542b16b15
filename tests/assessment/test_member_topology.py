"""What the guidance says of a machine or data store that is protected otherwise than its application."""

from __future__ import annotations

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.results import Finding
from dr_desktop.files.catalogs import load_catalog
from tests.assessment.quiet_estate import Edit, add, both, edit, quiet_plan

RACK = add("backup_targets", "rack", site="north", placement="appliance_in_the_rack")


def found(*edits: Edit) -> list[Finding]:
    return [one for one in assess(both(*edits)(quiet_plan()), load_catalog()).findings if one.table != "backup_targets"]


def test_the_application_keeps_its_verdict_and_the_machine_its_own_objection():
    plan = both(RACK, edit("machines", "billing-1", backup_target="rack"))(quiet_plan())
    assessment = assess(plan, load_catalog())
    assert assessment.applications["billing"].topology.verdict == "recommended"
    assert ("backup-in-the-rack", "error", "billing-1") in [
        (one.rule, one.severity, one.entity) for one in assessment.findings
    ]


def test_what_is_said_of_the_application_is_not_said_again_of_a_machine():
    unlike = edit("machines", "billing-1", backup_policy="often")
    often = add("backup_policies", "often", every_hours=12)
    of_all = edit("applications", "billing", backup_target="rack")
    racks = [one.entity for one in found(RACK, often, of_all, unlike) if one.rule == "backup-in-the-rack"]
    assert racks == ["billing"]


def test_data_outside_machines_is_judged_alike():
    share = add("data_stores", "share", application="billing", used_gib=10.0, protected="yes", backup_target="rack")
    racks = [(one.table, one.entity, one.field) for one in found(RACK, share) if one.rule == "backup-in-the-rack"]
    assert racks == [("data_stores", "share", "backup_target")]


def test_data_may_not_leave_its_countries_by_a_machine_of_its_own_ways():
    only = edit("applications", "billing", allowed_countries=("NL", "DE"))
    abroad = add("sites", "far", kind="azure_stack", operator="customer", datacenter="F", country="FR")
    away = edit("machines", "billing-1", recovery_sites=("far",))
    (told,) = [one for one in found(only, abroad, away) if one.rule == "country-not-allowed"]
    assert (told.entity, told.field) == ("billing-1", "recovery_sites")
    assert told.sentence.startswith("billing-1: Its data may lie in NL, DE only, not in FR")


def test_a_machine_without_recovery_is_asked_for_no_sites():
    assert not [one for one in found(edit("machines", "billing-1", scheme="no_recovery")) if one.entity == "billing-1"]
