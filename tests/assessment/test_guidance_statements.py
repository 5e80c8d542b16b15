"""What the guidance says of applications, machines and schemes, where no other test speaks of it."""

from __future__ import annotations

import pytest

from dr_desktop.assessment.machine_figures import data_store_result, machine_result
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.application import Application
from dr_desktop.plan.assumptions import assumed
from dr_desktop.plan.backup import BackupPolicy
from dr_desktop.plan.choices import Scheme
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.field_spec import field_spec
from dr_desktop.plan.governance import Risk
from dr_desktop.plan.inherit import Protection, protection_of
from dr_desktop.plan.machine import Disk, Machine
from dr_desktop.plan.site import Site
from tests.assessment.estates import around, judge

ASSUMED = assumed({})
BACKED_UP = protection_of(Application(id="app", scheme="backup_restore", backup_target="existing"), None)
NO_RECOVERY = protection_of(Application(id="app", scheme="no_recovery"), None)
NOTHING_STATED = protection_of(Application(id="app"), None)


def choices(kind: type[Entity], field: str) -> list[str]:
    return list(field_spec(kind, field).choices)


def test_each_application_of_a_subscription_recovers_its_own_way() -> None:
    shop = judge(around(), subscription="retail", scheme="replication", recovery_sites=("azure-de",))
    mail = judge(around(), subscription="retail", scheme="backup_restore", recovery_sites=("customer-far",))
    assert (shop.column, mail.column) == ("azure", "customer")


def test_one_subscription_backs_up_to_another_datacenter_while_another_replicates_to_azure() -> None:
    backed_up = judge(
        around(), subscription="one", scheme="backup_restore", recovery_sites=("csp-far",), backup_target="existing"
    )
    replicated = judge(around(), subscription="two", scheme="replication", recovery_sites=("azure-de",))
    assert backed_up.verdict == replicated.verdict == "recommended"
    assert (backed_up.column, replicated.column) == ("csp", "azure")


@pytest.mark.parametrize(
    ("scheme", "recovery_time", "data_loss", "topology"),
    [
        ("backup_restore", "hours", "by the frequency of the backups", "active/passive"),
        ("replication", "minutes", "by the frequency of the replication", "active/passive standby"),
        ("high_availability", "seconds", "minimal; asynchronous copies lose some", "active/active standby"),
        ("fault_tolerance", "none", "none", "active/active"),
        ("no_recovery", "unrecoverable", "all data", "none"),
    ],
)
def test_each_scheme_has_the_downtime_the_loss_and_the_deployment_of_the_guidance(
    scheme: Scheme, recovery_time: str, data_loss: str, topology: str
) -> None:
    band = load_catalog().limits.scheme_bands[scheme]
    assert (band.recovery_time, band.data_loss, band.topology) == (recovery_time, data_loss, topology)


def test_the_schemes_to_choose_from_are_those_of_the_guidance() -> None:
    five = ["backup_restore", "replication", "high_availability", "fault_tolerance", "no_recovery"]
    assert choices(Application, "scheme") == choices(Machine, "scheme") == five


def test_a_backup_is_taken_in_the_guest_or_by_the_stack_and_the_hypervisor_is_marked_as_not_supported() -> None:
    spec = field_spec(BackupPolicy, "capture")
    assert list(spec.choices) == ["in_guest", "stack_api", "hypervisor"]
    assert spec.choices["hypervisor"] == "Hypervisor (not supported)"


def test_a_policy_stores_increments_or_differentials_without_being_asked_for_fulls() -> None:
    assert choices(BackupPolicy, "style") == ["forever_forward", "forward_with_fulls", "reverse", "differential"]
    policy = BackupPolicy(id="policy")
    assert (policy.style, policy.full_days, policy.full_months) == ("forever_forward", (), ())


def test_a_restore_brings_back_machines_disks_data_or_redeploys_and_restores() -> None:
    four = ["whole_machine", "disks", "application_data", "redeploy_and_restore"]
    assert choices(Application, "restore_scope") == choices(Machine, "restore_scope") == four


def test_replication_copies_machines_guests_or_databases() -> None:
    assert choices(Application, "replication_level") == ["vm", "guest", "database"]
    assert choices(Application, "replication_mode") == ["asynchronous", "synchronous"]


def test_what_moves_an_application_is_itself_a_cluster_or_software_outside() -> None:
    assert choices(Application, "failover_mechanism") == ["native", "cluster", "external"]


def test_a_machine_stands_by_running_deallocated_or_not_at_all() -> None:
    assert choices(Machine, "standby") == ["none", "deallocated", "running"]


def test_a_machine_is_protected_only_when_somebody_says_so() -> None:
    undecided = Machine(id="m", used_gib=10.0)
    assert machine_result(undecided, BACKED_UP, ASSUMED).coverage == "undecided"
    assert machine_result(Machine(id="m", protected="yes"), BACKED_UP, ASSUMED).coverage == "protected"
    assert machine_result(Machine(id="m", protected="no"), BACKED_UP, ASSUMED).coverage == "unprotected"


def test_the_stamp_protects_no_machine_by_itself() -> None:
    assert machine_result(Machine(id="m", protected="yes"), NOTHING_STATED, ASSUMED).coverage == "unprotected"


def test_one_machine_may_do_without_recovery_in_an_application_that_recovers() -> None:
    spared = Machine(id="m", protected="yes", scheme="no_recovery")
    assert machine_result(spared, BACKED_UP, ASSUMED).coverage == "no_recovery"
    assert machine_result(Machine(id="m", protected="yes"), NO_RECOVERY, ASSUMED).coverage == "no_recovery"


def test_members_of_a_scale_set_come_and_go_and_are_not_backed_up() -> None:
    members = Machine(id="m", availability="scale_set", instances=3, instances_max=9, protected="yes")
    result = machine_result(members, BACKED_UP, ASSUMED)
    assert (result.coverage, result.instances) == ("member", 3)


@pytest.mark.parametrize(
    ("protection", "coverage"),
    [(BACKED_UP, "protected"), (NO_RECOVERY, "no_recovery"), (NOTHING_STATED, "unprotected")],
)
def test_durable_data_outside_machines_is_protected_like_a_machine(protection: Protection, coverage: str) -> None:
    store = DataStore(id="s", kind="database_service", used_gib=200.0, change_percent_per_day=2.0, protected="yes")
    result = data_store_result(store, protection, ASSUMED)
    assert (result.coverage, result.used_gib, result.change_gib_per_day) == (coverage, 200.0, 4.0)


def test_a_disk_may_be_left_out_of_a_backup() -> None:
    machine = Machine(id="m", disks=(Disk(size_gib=127.0), Disk(size_gib=512.0, excluded=True)))
    assert machine_result(machine, BACKED_UP, ASSUMED).provisioned_gib == 127.0


@pytest.mark.parametrize(
    ("kind", "field", "words"),
    [
        (Site, "datacenter", "share its fate"),
        (Site, "infrastructure_plan_owner", "does not recover machines"),
        (Site, "operational_from", "before a failover needs it"),
        (Application, "rto_minutes", "after an incident"),
        (Application, "business_owner", "accepts the loss"),
        (Application, "rpo_minutes", "data that may be lost"),
        (Application, "downtime_cost_per_hour", "one hour of outage"),
        (Risk, "impact", "How much it would hurt"),
        (Application, "environment", "usually need no recovery"),
        (Machine, "protected", "opt-in"),
        (Machine, "availability", "come and go"),
    ],
)
def test_help_texts_say_what_the_guidance_says(kind: type[Entity], field: str, words: str) -> None:
    assert words in field_spec(kind, field).help
