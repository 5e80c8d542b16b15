"""What to do about each reason of a topology's verdict, and in which field of the application."""

from __future__ import annotations

from typing import Final, NamedTuple


class Remedy(NamedTuple):
    """The application's field that a click goes to, and what to do there or nearby; "" where nothing is to be done."""

    field: str
    words: str


TOPOLOGY_REMEDIES: Final[dict[str, Remedy]] = {
    "source-is-no-azure-stack": Remedy("source_site", "Take the verdict as advice only, or correct the source."),
    "operator-not-in-table": Remedy("source_site", "State the site's operator: the customer or a CSP."),
    "owner-is-not-operator": Remedy(
        "source_site", "Settle in the contract who may enter the building after a disaster."
    ),
    "restore-only-at-source": Remedy("recovery_sites", "State a second cloud or Azure where it can be restored."),
    "recovery-site-not-stated": Remedy("recovery_sites", "State a second cloud or Azure."),
    "recovery-on-same-cloud": Remedy("recovery_sites", "Choose another cloud or Azure."),
    "recovery-site-runs-no-machines": Remedy("recovery_sites", "Choose an Azure Stack cloud, Azure or a provider."),
    "recovery-in-azure": Remedy("recovery_sites", ""),
    "recovery-on-separate-stamp": Remedy("recovery_sites", ""),
    "recovery-at-provider": Remedy("recovery_sites", ""),
    "recovery-too-close": Remedy("recovery_sites", "Choose a site in another building and farther away."),
    "recovery-site-not-operational": Remedy("recovery_sites", "Recover elsewhere until that cloud is running."),
    "backup-target-not-stated": Remedy("backup_target", "State a backup target outside the cloud."),
    "backup-placement-not-stated": Remedy("backup_target", "State the target's placement."),
    "backup-to-existing-target": Remedy("backup_target", ""),
    "backup-to-dedicated-target": Remedy("backup_target", ""),
    "backup-to-azure": Remedy("backup_target", ""),
    "backup-to-provider": Remedy("backup_target", ""),
    "backup-to-another-cloud": Remedy("backup_target", ""),
    "backup-on-same-cloud": Remedy(
        "backup_target", "Back up to another site, or copy all data on to one continuously."
    ),
    "backup-on-same-cloud-copied": Remedy(
        "backup_target", "Watch that the copy keeps up, and restore from it in a drill."
    ),
    "backup-in-the-rack": Remedy("backup_target", "Move the appliance out of the stamp's rack."),
    "backup-too-close": Remedy("backup_target", "Choose a target farther away, or copy on to one."),
    "backup-too-close-copied": Remedy("backup_target", "Restore from the far copy in a drill."),
    "mabs-without-vault-copy": Remedy("backup_target", "Copy its backups on to an Azure vault."),
    "mabs-runs-on-the-stamp": Remedy("backup_target", "Keep the vault's passphrase outside the cloud."),
    "capture-at-hypervisor": Remedy("backup_policy", "Take backups in the guest or by the Azure Stack API."),
    "country-not-allowed": Remedy("allowed_countries", "Choose another site, or have the country allowed."),
    "country-not-known": Remedy("allowed_countries", "State the country of the site."),
    "operator-not-allowed": Remedy("allowed_operators", "Choose another site, or have the operator allowed."),
    "holder-not-known": Remedy("allowed_operators", "State the operator of the site."),
    "paired-region-not-allowed": Remedy("backup_target", "Make the target locally or zone-redundant."),
    "paired-region-not-known": Remedy("backup_target", "Look up the pair, or make the target locally redundant."),
    "redundancy-not-stated": Remedy("backup_target", "State the target's redundancy."),
}
"""By rule id. These ids are stable: a plan's acceptances name them."""
