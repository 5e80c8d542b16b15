"""Rules of the topology: a verdict short of recommended becomes a finding at the cell that decides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from dr_desktop.assessment.results import ApplicationResult, Finding, Reason, Severity, Verdict
from dr_desktop.assessment.row_names import begun
from dr_desktop.assessment.rule import Rule
from dr_desktop.plan.application import Application

_CONDITIONS: Final = "Guidance, recommended topologies (2018-05-14)"
_TABLE: Final = "Guidance, source/target combinations (2018-05-14)"


class TopologyRule(NamedTuple):
    """A rule of the topology as a finding: which cell decides, and what to do."""

    rule: Rule
    field: str
    remedy: str


def _condition(
    rule: str, severity: Severity, checks: str, field: str, remedy: str, source: str = _CONDITIONS
) -> TopologyRule:
    return TopologyRule(Rule(rule, severity, checks, source), field, remedy)


TOPOLOGY: Final[dict[str, TopologyRule]] = {
    one.rule.id: one
    for one in (
        _condition(
            "source-is-no-azure-stack",
            "note",
            "An application does not run on an Azure Stack, which the guidance is about.",
            "source_site",
            "Choose the Azure Stack that it runs on, or take the verdict as guidance only.",
            _TABLE,
        ),
        _condition(
            "restore-only-at-source",
            "warning",
            "A backup can only be restored where the application runs.",
            "recovery_sites",
            "State a recovery site on another cloud.",
            "Guidance, Azure Stack infrastructure recovery (2018-05-14)",
        ),
        _condition(
            "recovery-site-not-stated",
            "warning",
            "No recovery site is stated.",
            "recovery_sites",
            "State the cloud that it recovers on.",
            _TABLE,
        ),
        _condition(
            "recovery-on-same-cloud",
            "warning",
            "An application recovers on the cloud that it runs on.",
            "recovery_sites",
            "Choose another cloud in another datacenter.",
            _TABLE,
        ),
        _condition(
            "recovery-too-close",
            "warning",
            "The recovery site is in close proximity to the source.",
            "recovery_sites",
            "Choose a site farther away, or accept the risk with a reason.",
            _TABLE,
        ),
        _condition(
            "recovery-site-not-operational",
            "warning",
            "The recovery site is not operational when the plan begins.",
            "recovery_sites",
            "Choose a site that is running, or move the plan's start.",
            "Guidance, recommended topologies, row 4 (2018-05-14)",
        ),
        _condition(
            "recovery-site-runs-no-machines",
            "error",
            "Machines cannot run at the recovery site.",
            "recovery_sites",
            "Choose an Azure Stack or an Azure region.",
            _TABLE,
        ),
        _condition(
            "backup-target-not-stated",
            "warning",
            "Backup-restore without a backup target.",
            "backup_target",
            "State where its backups lie.",
        ),
        _condition(
            "backup-on-same-cloud-copied",
            "note",
            "The backup target is a virtual appliance on the same cloud and copies on; the editions disagree on it.",
            "backup_target",
            "Make sure that the copy runs all the time.",
        ),
        _condition(
            "backup-on-same-cloud",
            "warning",
            "The backup target is a virtual appliance on the same cloud.",
            "backup_target",
            "Choose a target outside the cloud, or add a second copy elsewhere that keeps up.",
        ),
        _condition(
            "backup-in-the-rack",
            "error",
            "A backup appliance stands in the stamp's rack.",
            "backup_target",
            "Move the appliance out of the rack, or choose another target.",
        ),
        _condition(
            "backup-too-close",
            "warning",
            "The backup target is in close proximity to the source.",
            "backup_target",
            "Choose a target farther away, or add a second copy at one.",
        ),
        _condition(
            "backup-too-close-copied",
            "note",
            "The backup target is in close proximity to the source; only its copy is not.",
            "backup_target",
            "Plan restores from the copy for the loss of the building.",
        ),
        _condition(
            "mabs-without-vault-copy",
            "warning",
            "Azure Backup Server runs on the stamp and nothing is copied to a vault.",
            "backup_target",
            "Add a second copy to an Azure vault.",
            "Azure Backup Server on Azure Stack, installation (2025-04-30)",
        ),
        _condition(
            "mabs-runs-on-the-stamp",
            "note",
            "Azure Backup Server runs on the stamp that it protects.",
            "backup_target",
            "Keep the vault's passphrase outside the cloud.",
            "Azure Backup Server on Azure Stack, installation (2025-04-30)",
        ),
        _condition(
            "country-not-known",
            "warning",
            "Where data would lie is not known, though only some countries are allowed.",
            "allowed_countries",
            "State the country of that site.",
            _TABLE,
        ),
        _condition(
            "country-not-allowed",
            "error",
            "Data would lie in a country that is not allowed.",
            "allowed_countries",
            "Choose another site or target, or widen the allowed countries.",
            _TABLE,
        ),
        _condition(
            "holder-not-known",
            "warning",
            "Who would hold the data is not known, though only some operators are allowed.",
            "allowed_operators",
            "State the operator of that site.",
            _TABLE,
        ),
        _condition(
            "operator-not-allowed",
            "error",
            "Data would be held by an operator that is not allowed.",
            "allowed_operators",
            "Choose another site or target, or widen the allowed operators.",
            _TABLE,
        ),
        _condition(
            "paired-region-not-known",
            "warning",
            "Geo-redundant storage copies to a region that the catalog does not know.",
            "backup_target",
            "Choose local or zone redundancy, or find out where the copy lies.",
            "Azure regions (2025-03-21)",
        ),
        _condition(
            "paired-region-not-allowed",
            "error",
            "Geo-redundant storage copies to a country that is not allowed.",
            "backup_target",
            "Choose local or zone redundancy, or a region whose pair is allowed.",
            "Azure regions (2025-03-21)",
        ),
        _condition(
            "redundancy-not-stated",
            "warning",
            "The redundancy of a vault is not stated, and its default copies to a country that is not allowed.",
            "backup_target",
            "State the target's redundancy.",
            "Azure Backup, pricing (2025-09-19)",
        ),
    )
}

#: Reasons that one site, target or policy gives to all its applications: found there, once.
FOUND_ELSEWHERE: Final = frozenset(
    {"operator-not-in-table", "owner-is-not-operator", "backup-placement-not-stated", "capture-at-hypervisor"}
)
_UNFORESEEN: Final[dict[Verdict, Severity]] = {
    "condition": "note",
    "not_recommended": "warning",
    "not_supported": "error",
}
TOPOLOGY_RULES: Final = tuple([one.rule for one in TOPOLOGY.values()])


def topology_findings(application: Application, result: ApplicationResult) -> Iterator[Finding]:
    """One finding for each rule that keeps the topology from being recommended; its reasons are put together."""
    yield from objections(result.topology.reasons, "applications", application.id)


def objections(reasons: Iterable[Reason], table: str, entity: str) -> Iterator[Finding]:
    """The reasons short of recommended, as findings at one row; those of one rule are put together."""
    grouped: dict[str, Finding] = {}
    for reason in reasons:
        if reason.verdict == "recommended" or reason.rule in FOUND_ELSEWHERE:
            continue
        known = grouped.get(reason.rule)
        if known is not None:
            grouped[reason.rule] = known._replace(sentence=f"{known.sentence} {begun(reason.sentence)}")
            continue
        described = TOPOLOGY.get(reason.rule)
        grouped[reason.rule] = Finding(
            reason.rule,
            described.rule.severity if described else _UNFORESEEN[reason.verdict],
            table,
            entity,
            described.field if described else "recovery_sites",
            begun(reason.sentence),
            described.remedy if described else "Change the sites or the target that the sentence names.",
            reason.source,
        )
    yield from grouped.values()
