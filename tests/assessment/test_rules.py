from __future__ import annotations

from functools import lru_cache

import pytest

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.results import Finding
from dr_desktop.assessment.rules import RULES
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.plan import Plan
from tests.assessment.quiet_estate import Edit, both, disks, edit, quiet_plan
from tests.assessment.rule_case import Case
from tests.assessment.rule_cases_applications import CASES as APPLICATION_CASES
from tests.assessment.rule_cases_landing import CASES as LANDING_CASES
from tests.assessment.rule_cases_links import CASES as LINK_CASES
from tests.assessment.rule_cases_plan import CASES as PLAN_CASES
from tests.assessment.rule_cases_recovery import CASES as RECOVERY_CASES

CASES = (*APPLICATION_CASES, *LANDING_CASES, *PLAN_CASES, *LINK_CASES, *RECOVERY_CASES)
_REGISTERED = {rule.id: rule for rule in RULES}


@lru_cache
def catalog() -> Catalog:
    return load_catalog()


def findings(plan: Plan) -> tuple[Finding, ...]:
    return assess(plan, catalog()).findings


@lru_cache(maxsize=len(CASES))
def findings_of(case: Case) -> tuple[Finding, ...]:
    return findings(case.wrong(quiet_plan()))


def _words(case: Case) -> str:
    return _REGISTERED[case.rule].checks.replace(" ", "-") if case.rule in _REGISTERED else case.rule


def test_nothing_is_objected_to_in_a_plan_that_has_everything():
    assert findings(quiet_plan()) == ()


@pytest.mark.parametrize("case", CASES, ids=_words)
def test_a_rule_finds_its_fault_at_the_cell_that_mends_it(case: Case):
    found = [one for one in findings_of(case) if one.rule == case.rule]
    here = [one for one in found if (one.table, one.entity, one.field) == case.at]
    assert len(here) == 1, found
    assert case.says in here[0].sentence
    assert here[0].remedy
    assert here[0].severity == _REGISTERED[case.rule].severity


@pytest.mark.parametrize("case", CASES, ids=_words)
def test_a_rule_stays_silent_where_its_fault_is_not(case: Case):
    table, entity, _ = case.at
    found = findings(case.right(quiet_plan()))
    assert [one for one in found if one.rule == case.rule and (one.table, one.entity) == (table, entity)] == []


@pytest.mark.parametrize("case", CASES, ids=_words)
def test_no_entity_is_accused_twice_under_one_rule(case: Case):
    found = [(one.entity, one.rule) for one in findings_of(case)]
    assert len(found) == len(set(found))


def test_every_rule_is_registered_once_with_its_source_and_has_a_case():
    assert len(_REGISTERED) == len(RULES)
    assert {case.rule for case in CASES} == set(_REGISTERED)
    assert all(rule.checks.endswith(".") and rule.source for rule in RULES)


def test_every_rule_that_any_case_brings_up_is_registered():
    brought_up = {one.rule for case in CASES for one in findings_of(case)}
    assert brought_up <= set(_REGISTERED)


def test_sentences_are_sentences_and_name_no_id_where_there_is_a_name():
    for case in CASES:
        for one in findings_of(case):
            assert one.sentence[0] == one.sentence[0].upper() or one.sentence.startswith(one.entity), one
            assert one.sentence.endswith((".", "”")) or one.rule == "acceptance-over", one
            assert "  " not in one.sentence
            assert "None" not in one.sentence.replace("None of", ""), one


def test_that_no_time_follows_is_not_said_where_the_missing_link_is():
    unlinked = findings(edit("links", "depot-south", mbit_s=None)(quiet_plan()))
    rules = {one.rule for one in unlinked if one.entity == "billing"}
    assert "link-not-stated" in rules
    assert "rto-not-known" not in rules


@pytest.mark.parametrize("case", CASES, ids=_words)
def test_one_edit_away_from_a_quiet_plan_the_findings_are_those_from_scratch(case: Case):
    wrong = case.wrong(quiet_plan())
    assert assess(wrong, catalog(), assess(quiet_plan(), catalog())).findings == findings_of(case)
    assert assess(quiet_plan(), catalog(), assess(wrong, catalog())).findings == ()


def test_a_source_that_moves_leaves_no_stale_finding_on_its_machines():
    large = edit("machines", "portal-1", disks=())
    moved = both(large, edit("applications", "portal", source_site="south", recovery_sites=("south",)))(quiet_plan())
    before = assess(quiet_plan(), catalog())
    assert assess(moved, catalog(), before).findings == assess(moved, catalog()).findings


@pytest.mark.parametrize(
    "decided",
    [
        both(
            edit("tiers", "silver", scheme=None, backup_target=None),
            edit("applications", "billing", scheme=None, backup_target=None),
        ),
        edit("applications", "billing", scheme="no_recovery"),
        edit("machines", "billing-1", protected="no"),
        edit("machines", "billing-1", protected="undecided"),
        edit("machines", "billing-1", availability="scale_set", instances=2),
    ],
    ids=["no scheme yet", "no recovery", "not protected", "undecided", "scale set"],
)
def test_a_machine_that_uses_more_than_its_disks_is_a_fault_whatever_is_decided_of_it(decided: Edit):
    plan = both(edit("machines", "billing-1", used_gib=700.0), decided)(quiet_plan())
    rules = [one.rule for one in findings(plan) if one.entity == "billing-1"]
    assert rules.count("used-above-provisioned") == 1


def test_one_cause_is_said_once():
    unprotected = both(*[edit("machines", f"billing-{number}", protected="undecided") for number in (1, 2, 3)])
    rules = [one.rule for one in findings(unprotected(quiet_plan()))]
    assert sorted(rules) == ["rto-not-known", "undecided"]
    large = edit("machines", "portal-1", disks=disks(2048.0))
    by_site_recovery = edit("applications", "portal", replication_product="site_recovery")
    rules = [one.rule for one in findings(both(large, by_site_recovery)(quiet_plan())) if one.entity == "portal-1"]
    assert rules == ["disk-above-site-recovery"]
