"""Cell, sentence and verdict of an application."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.guidance import (
    CELLS,
    COLUMN_TITLES,
    NO_RECOVERY,
    NO_RECOVERY_SITE,
    NO_SCHEME,
    NOT_PLACED,
    OUTSIDE_THE_TABLE,
    RECOVERED_AT_THE_SOURCE,
    RESTORED_AT_THE_SOURCE,
    ROW_TITLES,
    SWAPPED_CELLS,
)
from dr_desktop.assessment.results import VERDICTS, Topology, Verdict
from dr_desktop.assessment.rules_topology import FOUND_ELSEWHERE, TOPOLOGY
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.topology import topology_of, worst
from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupCopy
from dr_desktop.plan.choices import Scheme
from dr_desktop.plan.inherit import protection_of
from dr_desktop.plan.site import Site
from dr_desktop.plan.tier import Tier
from tests.assessment.estates import SITES, TARGETS, around, judge, sentences, site, verdicts

AROUND = around()


@pytest.mark.parametrize(
    ("cell", "runs", "recovers"),
    [
        (("csp", "azure"), "The CSP runs the cloud", "to Azure"),
        (("csp", "csp"), "The CSP runs both clouds", "between them"),
        (("csp", "customer"), "The CSP runs the cloud", "in the customer's datacenter"),
        (("customer", "azure"), "The customer runs the cloud", "to Azure"),
        (("customer", "csp"), "The customer runs the cloud", "in the CSP's datacenter"),
        (("customer", "customer"), "The customer runs both clouds", "between them"),
    ],
)
def test_each_cell_says_who_runs_what_and_where_machines_recover(cell: Any, runs: str, recovers: str) -> None:
    assert CELLS[cell].startswith(runs)
    assert recovers in CELLS[cell]


def test_the_two_swapped_cells_of_the_guidance_are_put_right_and_a_note_says_so() -> None:
    assert "both clouds" not in CELLS["customer", "csp"]
    assert "both clouds" in CELLS["customer", "customer"]
    assert "2018-05-14" in SWAPPED_CELLS
    assert "2019-05-06" in SWAPPED_CELLS


def test_every_row_and_column_has_a_title() -> None:
    assert list(ROW_TITLES) == ["csp", "customer", "azure", ""]
    assert list(COLUMN_TITLES) == ["azure", "csp", "customer", ""]
    assert all(ROW_TITLES.values())
    assert all(COLUMN_TITLES.values())


@pytest.mark.parametrize("source", [None, "gone"])
def test_an_application_without_a_source_is_not_placed(source: str | None) -> None:
    topology = judge(AROUND, source_site=source, scheme="replication", recovery_sites=("azure",))
    assert (topology.row, topology.column, topology.verdict, topology.reasons) == ("", "", None, ())
    assert topology.sentence == NOT_PLACED


def test_no_recovery_is_a_decision_without_a_verdict() -> None:
    topology = judge(AROUND, scheme="no_recovery", backup_target="in-the-rack")
    assert (topology.row, topology.column, topology.verdict, topology.reasons) == ("customer", "", None, ())
    assert topology.sentence == NO_RECOVERY
    assert not topology.covers_cloud_loss


def test_an_application_without_a_scheme_has_no_verdict_and_says_so() -> None:
    topology = judge(AROUND, recovery_sites=("azure",))
    assert (topology.row, topology.column, topology.verdict) == ("customer", "", None)
    assert topology.sentence == NO_SCHEME


def test_what_the_tier_states_is_judged_where_the_application_states_nothing() -> None:
    tier = Tier(id="gold", scheme="replication", recovery_sites=("customer-far",))
    application = Application(id="app", source_site="csp")
    topology = topology_of(application, protection_of(application, tier), AROUND)
    assert (topology.row, topology.column, topology.target_site) == ("csp", "customer", "customer-far")
    assert topology.verdict == "recommended"


@pytest.mark.parametrize("recovery", [(), ("customer",), ("gone",)])
def test_a_backup_that_is_restored_only_at_the_source_covers_a_machine_but_not_the_cloud(
    recovery: tuple[str, ...],
) -> None:
    topology = judge(AROUND, scheme="backup_restore", recovery_sites=recovery, backup_target="existing")
    assert (topology.row, topology.column, topology.target_site) == ("customer", "customer", "customer")
    assert topology.sentence == RESTORED_AT_THE_SOURCE
    assert verdicts(topology) == {"restore-only-at-source": "condition", "backup-to-existing-target": "recommended"}
    assert "not of the cloud" in sentences(topology, ["restore-only-at-source"])
    assert "Customer Delft" in sentences(topology, ["restore-only-at-source"])
    assert not topology.covers_cloud_loss


def test_a_backup_restored_at_the_source_first_and_elsewhere_after_covers_the_cloud() -> None:
    topology = judge(
        AROUND, scheme="backup_restore", recovery_sites=("customer", "customer-far"), backup_target="existing"
    )
    assert topology.column == "customer"
    assert topology.sentence == RESTORED_AT_THE_SOURCE
    assert topology.covers_cloud_loss
    assert topology.verdict == "recommended"


def test_a_backup_without_a_target_asks_for_one_and_covers_nothing() -> None:
    topology = judge(AROUND, scheme="backup_restore", recovery_sites=("azure-de",))
    assert verdicts(topology)["backup-target-not-stated"] == "condition"
    assert not topology.covers_cloud_loss


@pytest.mark.parametrize("scheme", ["replication", "high_availability", "fault_tolerance"])
def test_recovery_on_the_cloud_it_runs_on_is_not_recommended(scheme: Scheme) -> None:
    topology = judge(AROUND, scheme=scheme, recovery_sites=("customer",))
    assert verdicts(topology) == {"recovery-on-same-cloud": "not_recommended"}
    assert topology.sentence == RECOVERED_AT_THE_SOURCE
    assert not topology.covers_cloud_loss


@pytest.mark.parametrize("scheme", ["replication", "high_availability", "fault_tolerance"])
def test_a_failover_without_a_recovery_site_asks_for_one(scheme: Scheme) -> None:
    topology = judge(AROUND, scheme=scheme)
    assert verdicts(topology) == {"recovery-site-not-stated": "condition"}
    assert (topology.column, topology.target_site, topology.sentence) == ("", None, NO_RECOVERY_SITE)


def test_of_several_recovery_sites_the_first_decides_the_cell_and_all_are_judged() -> None:
    topology = judge(AROUND, scheme="fault_tolerance", recovery_sites=("customer-far", "customer", "azure-de"))
    assert (topology.column, topology.target_site) == ("customer", "customer-far")
    assert verdicts(topology) == {
        "recovery-on-separate-stamp": "recommended",
        "recovery-in-azure": "recommended",
        "recovery-on-same-cloud": "not_recommended",
    }
    assert topology.verdict == "not_recommended"
    assert topology.covers_cloud_loss


def test_a_backup_beside_another_scheme_is_judged_too() -> None:
    topology = judge(AROUND, scheme="replication", recovery_sites=("azure-de",), backup_target="in-the-rack")
    assert verdicts(topology) == {"recovery-in-azure": "recommended", "backup-in-the-rack": "not_supported"}
    assert topology.verdict == "not_supported"
    assert topology.reasons[0].rule == "backup-in-the-rack"  # the worst is said first


def test_a_provider_is_better_when_it_runs_azure_stack_too() -> None:
    plain = judge(AROUND, scheme="replication", recovery_sites=("host",))
    stack = judge(AROUND, scheme="replication", recovery_sites=("csp-far",))
    assert plain.column == stack.column == "csp"
    assert verdicts(plain) == {"recovery-at-provider": "recommended"}
    assert verdicts(stack) == {"recovery-at-provider": "recommended", "recovery-on-separate-stamp": "recommended"}
    assert "better if it ran Azure Stack too" in sentences(plain, ["recovery-at-provider"])
    assert "it runs Azure Stack too" in sentences(stack, ["recovery-at-provider"])


def test_machines_cannot_run_where_only_backups_lie() -> None:
    topology = judge(AROUND, scheme="backup_restore", recovery_sites=("depot",), backup_target="existing")
    assert verdicts(topology)["recovery-site-runs-no-machines"] == "not_supported"
    assert not topology.covers_cloud_loss


@pytest.mark.parametrize(
    ("opens_on", "asked"),
    [(None, False), (date(2026, 12, 1), False), (date(2027, 1, 31), False), (date(2027, 2, 1), True)],
)
def test_a_second_cloud_must_be_operational_in_the_first_month_of_the_plan(opens_on: date | None, asked: bool) -> None:
    surroundings = around(site("customer-far", operational_from=opens_on))
    topology = judge(surroundings, scheme="replication", recovery_sites=("customer-far",))
    assert (verdicts(topology).get("recovery-site-not-operational") == "condition") is asked
    assert topology.verdict == ("condition" if asked else "recommended")


def test_azure_as_source_is_outside_the_guidance_but_still_judged() -> None:
    topology = judge(AROUND, source_site="azure", scheme="replication", recovery_sites=("customer-far",))
    assert (topology.row, topology.column, topology.sentence) == ("azure", "customer", OUTSIDE_THE_TABLE)
    assert verdicts(topology)["source-is-no-azure-stack"] == "condition"


def test_a_building_of_another_owner_than_the_operator_is_not_in_the_table() -> None:
    surroundings = around(site("customer-far", datacenter_owner="csp"))
    topology = judge(surroundings, scheme="replication", recovery_sites=("customer-far",))
    assert verdicts(topology)["owner-is-not-operator"] == "condition"
    assert "not in the guidance's table" in sentences(topology, ["owner-is-not-operator"])


def test_a_building_of_the_operator_is_no_objection() -> None:
    surroundings = around(site("customer-far", datacenter_owner="customer"))
    topology = judge(surroundings, scheme="replication", recovery_sites=("customer-far",))
    assert topology.verdict == "recommended"


@pytest.mark.parametrize("operator", [None, "microsoft"])
def test_an_operator_that_the_table_does_not_know_leaves_the_cell_open(operator: str | None) -> None:
    surroundings = around(site("customer-far", operator=operator))
    topology = judge(surroundings, scheme="replication", recovery_sites=("customer-far",))
    assert topology.column == ""
    assert verdicts(topology)["operator-not-in-table"] == "condition"


def test_worst_of_no_verdicts_is_none() -> None:
    assert worst([]) is None


@given(st.lists(st.sampled_from(VERDICTS), min_size=1))
def test_worst_is_one_of_the_verdicts_and_none_is_worse(given_verdicts: list[Verdict]) -> None:
    found = worst(given_verdicts)
    assert found in given_verdicts
    assert max(VERDICTS.index(one) for one in given_verdicts) == VERDICTS.index(found)


SITE_IDS = st.sampled_from([one.id for one in SITES])
TARGET_IDS = st.sampled_from([one.id for one in TARGETS])
OPERATORS = st.sampled_from(["customer", "csp", "microsoft"])
APPLICATIONS = st.fixed_dictionaries(
    {
        "source_site": SITE_IDS,
        "scheme": st.sampled_from(["backup_restore", "replication", "high_availability", "fault_tolerance"]),
        "recovery_sites": st.lists(SITE_IDS, max_size=4, unique=True).map(tuple),
        "backup_target": st.none() | TARGET_IDS,
        "allowed_countries": st.lists(st.sampled_from(["NL", "DE", "EU"]), max_size=2).map(tuple),
        "allowed_operators": st.lists(OPERATORS, max_size=2).map(tuple),
    }
)
COPIES = st.lists(st.builds(lambda one, other: (one, other), TARGET_IDS, TARGET_IDS), max_size=3)


@given(APPLICATIONS, COPIES)
def test_the_worst_reason_wins_and_every_reason_is_kept(stated: dict[str, Any], copies: list[tuple[str, str]]) -> None:
    made = [BackupCopy(id=f"c{n}", from_target=one, to_target=two) for n, (one, two) in enumerate(copies)]
    surroundings = around(*made)
    whole = judge(surroundings, **stated)
    assert whole.verdict == worst(reason.verdict for reason in whole.reasons)
    assert whole.reasons[0].verdict == whole.verdict
    for reason in whole.reasons:
        assert reason.source
        assert reason.verdict == "recommended" or reason.rule in FOUND_ELSEWHERE or reason.rule in TOPOLOGY, reason
    # Each recovery site judged alone gives no reason that the whole lacks, but for those about having no other site.
    alone = {"restore-only-at-source"}
    for recovery in stated["recovery_sites"]:
        part = judge(surroundings, **stated | {"recovery_sites": (recovery,)})
        assert {one for one in part.reasons if one.rule not in alone} <= set(whole.reasons)
    without_backup = judge(surroundings, **stated | {"backup_target": None})
    missing = {"backup-target-not-stated"}
    assert {one for one in without_backup.reasons if one.rule not in missing} <= set(whole.reasons)


@given(APPLICATIONS, SITE_IDS)
def test_a_further_recovery_site_never_makes_the_verdict_of_a_failover_better(
    stated: dict[str, Any], more: str
) -> None:
    sites = stated["recovery_sites"]
    if stated["scheme"] == "backup_restore" or not sites:
        return
    fewer, all_sites = judge(AROUND, **stated), judge(AROUND, **stated | {"recovery_sites": (*sites, more)})
    assert worst([fewer.verdict or "recommended", all_sites.verdict or "recommended"]) == all_sites.verdict


def test_every_rule_of_the_topology_goes_to_a_field_of_the_application_with_a_remedy() -> None:
    assert all(one.field in Application.model_fields and one.remedy for one in TOPOLOGY.values())


def test_a_site_without_a_name_is_called_that_and_not_by_its_id() -> None:
    surroundings = around(Site(id="s-9", operator="customer"))
    topology = judge(surroundings, scheme="replication", recovery_sites=("s-9",))
    said = sentences(topology, ["recovery-on-separate-stamp"])
    assert "a site without a name" in said
    assert "s-9" not in said


def _of(key: str, surroundings: Surroundings, **stated: Any) -> Topology:
    kept = {
        "scheme": "backup_restore",
        "source_site": "customer",
        "backup_target": "existing",
        "backup_policy": "daily",
    }
    application = Application(id=key, name=key, **kept | stated)
    return topology_of(application, protection_of(application, None), surroundings)


def test_applications_that_are_placed_and_protected_alike_are_judged_once() -> None:
    surroundings = around()
    first = _of("one", surroundings)
    assert _of("two", surroundings, rto_minutes=30.0, business_owner="Eva") is first
    others: list[dict[str, Any]] = [
        {"source_site": "csp"},
        {"scheme": "replication"},
        {"recovery_sites": ("azure",)},
        {"backup_target": "vault"},
        {"backup_policy": None},
        {"allowed_countries": ("NL",)},
        {"allowed_operators": ("customer",)},
    ]
    judged = [_of("three", surroundings, **other) for other in others]
    assert all(one is not first for one in judged)
    assert _of("four", around()) == first


def test_a_copy_of_some_applications_only_counts_for_these() -> None:
    copy = BackupCopy(id="copy", from_target="on-the-cloud", to_target="provider", applications=("copied",))
    surroundings = around(copy)
    stated: dict[str, Any] = {"backup_target": "on-the-cloud", "recovery_sites": ("azure",)}
    assert _of("copied", surroundings, **stated).covers_cloud_loss
    assert not _of("left-out", surroundings, **stated).covers_cloud_loss
