"""Backup rows of the guidance's recommended topologies: where backups may lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dr_desktop.assessment.guidance import (
    BACKUP_TO_AZURE_OR_PROVIDER,
    CAPTURE,
    DEDICATED_TARGET,
    EXISTING_TARGET,
    TARGET_IN_THE_RACK,
    TARGET_ON_THE_CLOUD,
    recommended_topologies,
)
from dr_desktop.assessment.proximity import proximity
from dr_desktop.assessment.results import Reason
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.sides import named_with_place, outlives, stands_on
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.backup import BackupCopy, BackupPolicy, BackupTarget
from dr_desktop.plan.choices import Placement
from dr_desktop.plan.site import Site

_HOURS_OF_A_SHORT_MONTH = 28 * 24
_ROW_1 = recommended_topologies(EXISTING_TARGET)
_ROW_2 = recommended_topologies(DEDICATED_TARGET)
_ROWS_1_AND_2 = recommended_topologies(EXISTING_TARGET, DEDICATED_TARGET)
_ROW_3 = recommended_topologies(BACKUP_TO_AZURE_OR_PROVIDER)
_ROW_6 = recommended_topologies(TARGET_ON_THE_CLOUD)
_ROW_6_DISPUTED = f"{_ROW_6}; the edition of 2020-02-18 recommends such a target when it copies on"
_ROW_7 = recommended_topologies(TARGET_IN_THE_RACK)
_MABS = "Azure Backup Server on Azure Stack, installation (2025-04-30)"


class CopyAt(NamedTuple):
    """A second copy and the target that keeps it."""

    copy: BackupCopy
    target: BackupTarget


class Backup(NamedTuple):
    """Where an application's backups lie: the first target, its policy, and all second copies, copies of copies too."""

    target: BackupTarget
    policy: BackupPolicy | None
    copies: tuple[CopyAt, ...]

    @property
    def targets(self) -> tuple[BackupTarget, ...]:
        """Every target that holds the backups, the first one first."""
        return (self.target, *[one.target for one in self.copies])


def backup_of(application: str, target: str | None, policy: str | None, around: Surroundings) -> Backup | None:
    """Where the backups of an application lie, by its id and those of its target and policy; None without a target."""
    first = around.targets.get(target or "")
    if first is None:
        return None
    copies = tuple(_copies(application, first, around)) if around.copies_from else ()
    return Backup(first, around.policies.get(policy or ""), copies)


def backup_reasons(backup: Backup, source: Site, around: Surroundings) -> Iterator[Reason]:
    """What the guidance says of where the backups of an application at `source` lie, and of how they are taken."""
    target = backup.target
    yield _placement_reason(backup, source, around)
    if target.placement != "appliance_in_the_rack" and not stands_on(target, source):
        yield from _proximity_reasons(backup, source, around)
    for one in backup.copies:
        if one.target.placement == "appliance_in_the_rack":
            yield _rack_reason(one.target)
    if target.product == "mabs":
        yield _mabs_reason(backup, source, around)
    if backup.policy is not None and backup.policy.capture == "hypervisor":
        sentence = f"Policy {named(backup.policy)} takes backups at the hypervisor of {named(source)}."
        yield Reason("capture-at-hypervisor", "not_supported", sentence, CAPTURE)


def _copies(application: str, target: BackupTarget, around: Surroundings) -> Iterator[CopyAt]:
    known, waiting = {target.id}, [target.id]
    while waiting:
        for copy in around.copies_from.get(waiting.pop(), ()):
            kept_at = around.targets.get(copy.to_target or "")
            if kept_at is None or kept_at.id in known or (copy.applications and application not in copy.applications):
                continue
            known.add(kept_at.id)
            waiting.append(kept_at.id)
            yield CopyAt(copy, kept_at)


def _placement_of(target: BackupTarget, at: Site | None) -> Placement | None:
    if target.placement is None and at is not None and at.kind == "azure_region":
        return "azure"
    return target.placement


def _placement_reason(backup: Backup, source: Site, around: Surroundings) -> Reason:
    target = backup.target
    at = around.sites.get(target.site or "")
    name = named_with_place(target, at)
    match _placement_of(target, at):
        case "existing_external":
            sentence = f"Backups lie outside the cloud at {name}, which serves backups already: size it for the growth."
            return Reason("backup-to-existing-target", "recommended", sentence, _ROW_1)
        case "dedicated_external":
            sentence = f"Backups lie outside the cloud at {name}, which is there for Azure Stack alone."
            return Reason("backup-to-dedicated-target", "recommended", sentence, _ROW_2)
        case "azure":
            sentence = f"Backups lie in Azure at {name}, as long as privacy and regulation allow it."
            return Reason("backup-to-azure", "recommended", sentence, _ROW_3)
        case "service_provider":
            alike = at is not None and at.kind == "azure_stack"
            sentence = (
                f"Backups lie with a service provider at {name}, as long as privacy and regulation allow it; "
                + (
                    "it runs Azure Stack too, so a restore is done alike."
                    if alike
                    else "better if it ran Azure Stack too."
                )
            )
            return Reason("backup-to-provider", "recommended", sentence, _ROW_3)
        case "virtual_appliance_on_the_cloud":
            return _appliance_reason(backup, source, name, around)
        case "appliance_in_the_rack":
            return _rack_reason(target)
        case None:
            sentence = f"The placement of {name} is not stated, so its row of the guidance is not known."
            return Reason("backup-placement-not-stated", "condition", sentence, _ROWS_1_AND_2)


def _appliance_reason(backup: Backup, source: Site, name: str, around: Surroundings) -> Reason:
    if not stands_on(backup.target, source):
        sentence = f"Backups lie on another cloud than {named(source)}, in a virtual appliance at {name}."
        return Reason("backup-to-another-cloud", "recommended", sentence, _ROW_2)
    there = f"{named(backup.target)} is a virtual appliance on {named(source)}, the cloud that it protects"
    outside = [one for one in backup.copies if outlives(one.target, source, around.sites)]
    for one in outside:
        if _keeps_up(one.copy, backup.policy):
            sentence = f"{there}: all its data must be copied to {named(one.target)} continuously."
            return Reason("backup-on-same-cloud-copied", "condition", sentence, _ROW_6_DISPUTED)
    if outside:
        sentence = f"{there}, and it is copied to {named(outside[0].target)} more rarely than backups are taken."
    else:
        sentence = f"{there}: one outage takes data and backups alike, and nothing is copied to another site."
    return Reason("backup-on-same-cloud", "not_recommended", sentence, _ROW_6)


def _keeps_up(copy: BackupCopy, policy: BackupPolicy | None) -> bool:
    """Whether a copy runs as often as backups do; a frequency that is not stated is no objection."""
    if copy.every_hours is None or policy is None or (policy.every_hours is None and policy.every_months is None):
        return True
    if policy.every_months:
        return copy.every_hours <= policy.every_months * _HOURS_OF_A_SHORT_MONTH
    return policy.every_hours is None or copy.every_hours <= policy.every_hours


def _rack_reason(target: BackupTarget) -> Reason:
    sentence = f"{named(target)} stands in the stamp's rack: nothing else may be connected to its switches."
    return Reason("backup-in-the-rack", "not_supported", sentence, _ROW_7)


def _proximity_reasons(backup: Backup, source: Site, around: Surroundings) -> Iterator[Reason]:
    at = around.sites.get(backup.target.site or "")
    near = proximity(at, source, around) if at is not None else None
    if near is None:
        return
    far = next((one.target for one in backup.copies if _is_far(one.target, source, around)), None)
    if far is None:
        sentence = f"{named(backup.target)} is in close proximity to what it protects: {near}."
        yield Reason("backup-too-close", "not_recommended", sentence, _ROWS_1_AND_2)
    else:
        sentence = (
            f"{named(backup.target)} is in close proximity to what it protects: {near}. "
            f"Only the copy at {named(far)} is out of reach of the same event."
        )
        yield Reason("backup-too-close-copied", "condition", sentence, _ROWS_1_AND_2)


def _is_far(target: BackupTarget, source: Site, around: Surroundings) -> bool:
    at = around.sites.get(target.site or "")
    return outlives(target, source, around.sites) and (at is None or proximity(at, source, around) is None)


def _mabs_reason(backup: Backup, source: Site, around: Surroundings) -> Reason:
    there = f"Azure Backup Server ({named(backup.target)}) runs as a machine on {named(source)} and is lost with it"
    vault = _vault(backup.targets, around)
    if vault is None:
        sentence = f"{there}: without a copy in an Azure vault its backups are lost as well."
        return Reason("mabs-without-vault-copy", "not_recommended", sentence, _MABS)
    sentence = f"{there}: what remains lies at {named(vault)}. Keep the vault's passphrase outside the cloud."
    return Reason("mabs-runs-on-the-stamp", "condition", sentence, _MABS)


def _vault(targets: Iterable[BackupTarget], around: Surroundings) -> BackupTarget | None:
    for target in targets:
        if _placement_of(target, around.sites.get(target.site or "")) == "azure":
            return target
    return None
