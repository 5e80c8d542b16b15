"""Rules about one application: which of them apply, by its scheme."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from dr_desktop.assessment import (
    rules_drills,
    rules_members,
    rules_objectives,
    rules_replication,
    rules_scheme,
    rules_site_recovery,
)
from dr_desktop.assessment.results import ApplicationResult, Finding
from dr_desktop.assessment.rules_backup import backup_findings
from dr_desktop.assessment.rules_dependencies import dependency_findings
from dr_desktop.assessment.rules_member_topology import member_topology_findings
from dr_desktop.assessment.rules_references import application_references
from dr_desktop.assessment.rules_topology import topology_findings
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.ways_back import Member
from dr_desktop.plan.application import UNASSIGNED, Application
from dr_desktop.plan.choices import Scheme

ApplicationRule = Callable[[Application, Sequence[Member], ApplicationResult, Surroundings], Finding | None]

_ALWAYS: Final[tuple[ApplicationRule, ...]] = (
    rules_scheme.not_placed,
    rules_objectives.mtd,
    rules_members.no_members,
    rules_members.used_unknown,
    rules_members.owner,
    rules_members.growth,
)
_RECOVERED: Final[tuple[ApplicationRule, ...]] = (
    *_ALWAYS,
    rules_objectives.not_stated,
    rules_objectives.not_agreed,
    rules_objectives.rto,
    rules_objectives.rpo,
    rules_objectives.below_scheme,
    rules_drills.mttr,
    rules_drills.failed,
    rules_drills.due,
    rules_members.undecided,
    rules_members.scale_sets,
    rules_members.countries,
    rules_members.quota,
    rules_replication.link,
)
_STANDING_BY: Final[tuple[ApplicationRule, ...]] = (
    *_RECOVERED,
    rules_scheme.mechanism,
    rules_scheme.sets,
    rules_scheme.asynchronous,
    rules_scheme.standby,
    rules_scheme.costly_test,
    rules_replication.latency,
    rules_replication.replica_only,
)
_BY_SCHEME: Final[dict[Scheme | None, tuple[ApplicationRule, ...]]] = {
    None: (
        *_ALWAYS,
        rules_scheme.scheme_not_stated,
        rules_objectives.not_stated,
        rules_objectives.not_agreed,
        rules_members.undecided,
    ),
    "no_recovery": (*_ALWAYS, rules_scheme.production, rules_objectives.without_recovery),
    "backup_restore": _RECOVERED,
    "replication": (
        *_RECOVERED,
        rules_scheme.start_groups,
        rules_scheme.costly_test,
        rules_replication.interval,
        rules_replication.latency,
        rules_replication.replica_only,
    ),
    "high_availability": _STANDING_BY,
    "fault_tolerance": _STANDING_BY,
}

_FOLLOWS: Final = frozenset({rules_objectives.RTO_NOT_KNOWN.id, rules_objectives.RPO_NOT_KNOWN.id})
#: Why no recovery time or point follows; where one of these is found, saying that none follows adds nothing.
_CAUSES: Final = frozenset(
    {
        "not-placed",
        "link-not-stated",
        "replication-interval-not-stated",
        "backup-policy-not-stated",
        "backup-target-not-stated",
        "recovery-site-not-stated",
        "application-without-machines",
        "dangling-reference",
    }
)


def application_findings(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> tuple[Finding, ...]:
    """What is objected to at one application; at most one finding a rule.

    *Unassigned* is no application: only that something lies in it is said.
    """
    if application.id == UNASSIGNED:
        return tuple(rules_members.unassigned(application, members))
    protection = result.protection
    found = [*application_references(application, around)]
    for rule in _BY_SCHEME[protection.scheme]:
        finding = rule(application, members, result, around)
        if finding is not None:
            found.append(finding)
    if result.topology.reasons:
        found += topology_findings(application, result)
    found += member_topology_findings(application, members, result, around)
    if protection.scheme not in (None, "no_recovery"):
        if protection.backup_target is not None:
            found += backup_findings(application, members, result, around)
        if protection.replication_product == "site_recovery":
            found += rules_site_recovery.site_recovery(application, members, result, around)
        if application.depends_on:
            found += dependency_findings(application, members, result, around)
    if any(one.rule in _FOLLOWS for one in found) and any(one.rule in _CAUSES for one in found):
        found = [one for one in found if one.rule not in _FOLLOWS]
    return tuple(found)
