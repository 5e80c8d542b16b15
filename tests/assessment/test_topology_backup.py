"""Where backups lie: placements, second copies, Azure Backup Server, and how they are taken."""

from __future__ import annotations

import pytest

from dr_desktop.assessment.results import Topology
from dr_desktop.plan.backup import BackupCopy, BackupPolicy, BackupTarget
from dr_desktop.plan.entity import Entity
from tests.assessment.estates import around, judge, sentences, target, verdicts


def backed_up(at: str, *entities: Entity, policy: str | None = "daily") -> Topology:
    return judge(
        around(*entities), scheme="backup_restore", recovery_sites=("azure-de",), backup_target=at, backup_policy=policy
    )


def copy(to: str, *, of: str = "on-the-cloud", **values: object) -> BackupCopy:
    return BackupCopy.model_validate({"id": f"{of}-{to}", "from_target": of, "to_target": to} | values)


def test_a_target_whose_placement_is_not_stated_is_asked_about() -> None:
    topology = backed_up("existing", target("existing", placement=None))
    assert verdicts(topology)["backup-placement-not-stated"] == "condition"


def test_a_target_in_an_azure_region_is_in_azure_without_saying_so() -> None:
    topology = backed_up("vault", target("vault", placement=None))
    assert verdicts(topology)["backup-to-azure"] == "recommended"


def test_a_providers_target_is_better_when_the_provider_runs_azure_stack_too() -> None:
    plain, stack = backed_up("provider"), backed_up("provider", target("provider", site="csp-far"))
    assert "better if it ran Azure Stack too" in sentences(plain, ["backup-to-provider"])
    assert "it runs Azure Stack too" in sentences(stack, ["backup-to-provider"])
    assert plain.verdict == stack.verdict == "recommended"


def test_a_virtual_appliance_on_another_cloud_is_not_on_the_cloud_that_it_protects() -> None:
    topology = backed_up("on-the-cloud", target("on-the-cloud", site="customer-far"))
    assert verdicts(topology)["backup-to-another-cloud"] == "recommended"
    assert topology.covers_cloud_loss


def test_an_appliance_on_the_same_cloud_needs_a_copy_of_this_application() -> None:
    for_others = backed_up("on-the-cloud", copy("existing", applications=("other",)))
    for_this = backed_up("on-the-cloud", copy("existing", applications=("other", "app")))
    assert verdicts(for_others)["backup-on-same-cloud"] == "not_recommended"
    assert verdicts(for_this)["backup-on-same-cloud-copied"] == "condition"
    assert (for_others.covers_cloud_loss, for_this.covers_cloud_loss) == (False, True)


@pytest.mark.parametrize("to", ["second", "in-the-rack", "gone"])
def test_a_copy_that_is_lost_with_the_cloud_does_not_count(to: str) -> None:
    second = BackupTarget(id="second", site="customer", placement="virtual_appliance_on_the_cloud")
    topology = backed_up("on-the-cloud", second, copy(to))
    assert verdicts(topology)["backup-on-same-cloud"] == "not_recommended"
    assert not topology.covers_cloud_loss


def test_a_copy_of_a_copy_counts() -> None:
    second = BackupTarget(id="second", site="customer", placement="virtual_appliance_on_the_cloud")
    topology = backed_up("on-the-cloud", second, copy("second"), copy("vault", of="second"))
    assert verdicts(topology)["backup-on-same-cloud-copied"] == "condition"
    assert "Vault" in sentences(topology, ["backup-on-same-cloud-copied"])


def test_copies_in_a_circle_come_to_an_end() -> None:
    topology = backed_up("existing", copy("vault", of="existing"), copy("existing", of="vault"))
    assert topology.verdict == "recommended"


@pytest.mark.parametrize(("every_hours", "keeps_up"), [(None, True), (1.0, True), (24.0, True), (168.0, False)])
def test_a_copy_that_runs_more_rarely_than_backups_is_not_continuous(every_hours: float | None, keeps_up: bool) -> None:
    topology = backed_up("on-the-cloud", copy("existing", every_hours=every_hours))
    assert ("backup-on-same-cloud-copied" in verdicts(topology)) is keeps_up
    assert ("more rarely" in sentences(topology, ["backup-on-same-cloud"])) is not keeps_up


def test_a_copy_in_the_rack_is_not_supported_either() -> None:
    topology = backed_up("existing", copy("in-the-rack", of="existing"))
    assert topology.verdict == verdicts(topology)["backup-in-the-rack"] == "not_supported"
    assert "nothing else may be connected to its switches" in sentences(topology, ["backup-in-the-rack"])


def test_an_appliance_in_the_rack_is_not_supported_even_when_it_is_copied() -> None:
    topology = backed_up("in-the-rack", copy("vault", of="in-the-rack"))
    assert topology.verdict == "not_supported"
    assert topology.covers_cloud_loss


def test_azure_backup_server_runs_on_the_stamp_and_needs_its_vault_copy() -> None:
    server = target("on-the-cloud", product="mabs")
    without, copied = backed_up("on-the-cloud", server), backed_up("on-the-cloud", server, copy("vault"))
    assert verdicts(without)["mabs-without-vault-copy"] == "not_recommended"
    assert verdicts(copied)["mabs-runs-on-the-stamp"] == copied.verdict == "condition"
    assert "Customer Delft" in sentences(copied, ["mabs-runs-on-the-stamp"])
    assert "passphrase" in sentences(copied, ["mabs-runs-on-the-stamp"])


def test_azure_backup_server_that_writes_to_a_vault_has_its_vault_copy() -> None:
    topology = backed_up("vault", target("vault", product="mabs"))
    assert verdicts(topology) | {"recovery-in-azure": "recommended"} == {
        "recovery-in-azure": "recommended",
        "backup-to-azure": "recommended",
        "mabs-runs-on-the-stamp": "condition",
    }


def test_a_copy_with_a_partner_product_outside_is_no_vault() -> None:
    topology = backed_up("on-the-cloud", target("on-the-cloud", product="mabs"), copy("existing"))
    assert verdicts(topology)["mabs-without-vault-copy"] == "not_recommended"


@pytest.mark.parametrize(("capture", "refused"), [("in_guest", False), ("stack_api", False), ("hypervisor", True)])
def test_backups_at_the_hypervisor_are_not_supported(capture: str, refused: bool) -> None:
    topology = backed_up("existing", BackupPolicy.model_validate({"id": "daily", "capture": capture}))
    assert (topology.verdict == "not_supported") is refused
    assert ("capture-at-hypervisor" in verdicts(topology)) is refused


def test_a_backup_without_a_policy_is_judged_by_its_place() -> None:
    assert backed_up("existing", policy=None).verdict == "recommended"


def test_a_site_is_not_named_twice_where_the_targets_name_says_it_already() -> None:
    plain, said = backed_up("existing"), backed_up("existing", target("existing", name="NAS of depot Frankfurt"))
    assert "at NAS in Depot Frankfurt, which" in sentences(plain, ["backup-to-existing-target"])
    assert "at NAS of depot Frankfurt, which" in sentences(said, ["backup-to-existing-target"])
