"""Blank means inherited: from the tier, from the application."""

from datetime import date

from dr_desktop.plan.application import Application
from dr_desktop.plan.inherit import effective, member_protection, objectives_of, protection_of
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.plan.tier import Tier

TIER = Tier(id="t", rto_minutes=60.0, rpo_minutes=15.0, scheme="replication", recovery_sites=("s",), backup_target="b")


def _plan(application: Application, machine: Machine) -> Plan:
    plan = new_plan(date(2027, 1, 1)).put("tiers", TIER).put("applications", application)
    return plan.put("machines", machine)


def test_a_blank_of_an_application_is_the_tiers_and_an_own_value_overrides():
    application = Application(id="a", tier="t", rto_minutes=30.0)
    plan = _plan(application, Machine(id="m", application="a"))
    assert effective(plan, application, "rto_minutes") == (30.0, "own")
    assert effective(plan, application, "rpo_minutes") == (15.0, "tier")
    assert effective(plan, application, "mtd_minutes") == (None, "none")
    assert objectives_of(application, TIER) == (30.0, 15.0, None)


def test_a_blank_of_a_machine_is_the_applications_even_where_that_is_the_tiers():
    application, machine = Application(id="a", tier="t"), Machine(id="m", application="a")
    plan = _plan(application, machine)
    assert effective(plan, machine, "scheme") == ("replication", "application")
    own = Machine(id="m", application="a", scheme="no_recovery")
    assert effective(_plan(application, own), own, "scheme") == ("no_recovery", "own")


def test_stating_no_recovery_sites_is_not_the_same_as_leaving_them_blank():
    blank, stated = Application(id="a", tier="t"), Application(id="a", tier="t", recovery_sites=())
    assert protection_of(blank, TIER).recovery_sites == ("s",)
    assert protection_of(stated, TIER).recovery_sites == ()


def test_a_member_without_overrides_has_its_applications_own_protection():
    protection = protection_of(Application(id="a", tier="t"), TIER)
    assert member_protection(protection, Machine(id="m")) is protection
    overridden = member_protection(protection, Machine(id="m", backup_target="other"))
    assert overridden.backup_target == "other"
    assert overridden.scheme == protection.scheme


def test_what_is_not_recovered_by_decision_inherits_neither_sites_nor_backups_but_still_its_objectives():
    application = Application(id="a", tier="t", scheme="no_recovery")
    plan = _plan(application, Machine(id="m", application="a"))
    protection = protection_of(application, TIER)
    assert (protection.scheme, protection.recovery_sites, protection.backup_target) == ("no_recovery", (), None)
    assert effective(plan, application, "backup_target") == (None, "none")
    assert effective(plan, application, "rto_minutes") == (60.0, "tier")
