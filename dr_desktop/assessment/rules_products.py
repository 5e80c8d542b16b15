"""Rules about products: what they capture, how often and how much they keep, and that some need Azure.

What a product does and does not do stands in the catalog with its sources; here it is held against the plan's choices.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from dr_desktop.assessment.policy_chain import kept_days
from dr_desktop.assessment.product_catalog import Product
from dr_desktop.assessment.results import Finding
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.ways_back import Member, machines_of
from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupPolicy, BackupTarget
from dr_desktop.plan.inherit import protection_of
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_number
from dr_desktop.plan.site import Site
from dr_desktop.plan.words import word

_INSTALL: Final = "Azure Backup Server on Azure Stack, installation (2025-04-30)"
_MATRIX: Final = "Azure Backup, support matrix (2023-08-14)"
_PRODUCTS: Final = "Products of the catalog; each finding names its source"
_IN_THE_CLOUD: Final = ("azure", "service_provider")
_HOURS_A_DAY: Final = 24.0
DATABASE_ROLES: Final = ("database", "sql", "oracle", "postgres", "mysql")

GUEST: Final = Rule(
    "guest-not-supported",
    "error",
    "A product is to protect guests that it does not support.",
    "Azure Backup, support matrix (2023-08-14); guidance, edition of 2019-05-06",
)
CAPTURE: Final = Rule(
    "capture-not-by-product", "error", "A policy takes backups in a way that the target's product does not.", _PRODUCTS
)
SNAPSHOTS: Final = Rule(
    "snapshots-of-running-machines",
    "note",
    "A policy takes snapshots through Azure Stack; of running machines the sources disagree.",
    "Guidance, edition of 2020-02-18: only of stopped machines; managed disks (2025-01-24): ask the vendor",
)
NOT_CONSISTENT: Final = Rule(
    "database-not-consistent",
    "warning",
    "A database machine is backed up by a product that is not application-consistent.",
    _PRODUCTS,
)
DATA_SOURCE: Final = Rule(
    "data-source-too-large", "error", "A machine holds more data than the product takes of one.", _MATRIX
)
MABS_RETENTION: Final = Rule(
    "mabs-retention",
    "warning",
    "Azure Backup Server is to keep more than five days on its own disks.",
    _INSTALL,
)
RUNS_TOO_OFTEN: Final = Rule(
    "vault-backups-too-often", "warning", "A policy runs more often than the product backs up to a vault.", _MATRIX
)
DISK_POINTS: Final = Rule(
    "disk-points-exceeded",
    "warning",
    "A policy keeps more points on the product's own disks than it holds.",
    _MATRIX,
)
NEEDS_AZURE: Final = Rule(
    "mabs-disconnected",
    "warning",
    "A product of Azure Backup is used on a stamp that does not reach Azure all the time.",
    "Support matrix of Azure Backup Server (2019-02-17)",
)
NAMES_DIFFER: Final = Rule(
    "product-names-differ",
    "warning",
    "A target names a product of another kind than it states, so the named one counts for nothing.",
    "DR Desktop: consistency",
)

PRODUCT_RULES: Final = (
    GUEST,
    CAPTURE,
    SNAPSHOTS,
    NOT_CONSISTENT,
    DATA_SOURCE,
    MABS_RETENTION,
    RUNS_TOO_OFTEN,
    DISK_POINTS,
    NEEDS_AZURE,
    NAMES_DIFFER,
)


class _Use(NamedTuple):
    """A policy that writes to a target, and the product that does it."""

    target: BackupTarget
    policy: BackupPolicy
    product: Product


def product_findings(plan: Plan, around: Surroundings) -> Iterator[Finding]:
    """What is objected to at policies and targets, once for all applications that use them."""
    products = around.catalog.products
    for target in plan.backup_targets.values():
        record = products.named(target.product_name)
        if record is not None and record.code != target.product:
            kind = word("BackupProduct", target.product)
            sentence = f"{named(target)} is stated as {kind} and names {record.name}, which is none."
            remedy = "Correct the product or its name."
            yield NAMES_DIFFER.found("backup_targets", target.id, "product_name", sentence, remedy)
    for policy in plan.backup_policies.values():
        if policy.capture == "stack_api":
            both = products.disagreements["running_machines"]
            sentence = f"{named(policy)} takes snapshots through Azure Stack. {both.sentence}"
            yield SNAPSHOTS.found("backup_policies", policy.id, "capture", sentence, both.remedy)
    alike: dict[tuple[str | None, ...], Application] = {}
    for one in plan.applications.values():  # thousands are backed up in a few ways
        alike.setdefault((one.source_site, one.tier, one.scheme, one.backup_target, one.backup_policy), one)
    used = [(one.source_site, protection_of(one, plan.tiers.get(one.tier or ""))) for one in alike.values()]
    pairs = dict.fromkeys((one.backup_target or "", one.backup_policy or "") for _, one in used)
    said: set[tuple[str, str]] = set()
    for target_id, policy_id in pairs:
        stated = plan.backup_targets.get(target_id), plan.backup_policies.get(policy_id)
        if stated[0] is None or stated[1] is None:
            continue
        for finding in _of_use(_Use(stated[0], stated[1], products.of(stated[0])), around):
            if (finding.rule, policy_id) not in said:
                said.add((finding.rule, policy_id))
                yield finding
    yield from _disconnected(plan, [(source, one.backup_target or "") for source, one in used], around)


def guest_findings(
    application: Application, members: Sequence[Member], target: BackupTarget, around: Surroundings
) -> Iterator[Finding]:
    """What is objected to at the machines of an application that the target's product is to protect."""
    product = around.catalog.products.of(target)
    unsupported = {system: fact for system in ("windows", "linux") if (fact := product.lacks(f"guest.{system}"))}
    inconsistent, most = product.lacks("application_consistent"), _limit(product, "data_source_gib", around)
    if not unsupported and inconsistent is None and most is None:
        return
    machines: list[Machine] = []
    if unsupported or inconsistent is not None:
        machines = [one for one in machines_of(members) if _is_backed_up(one, target)]
    for system, fact in unsupported.items():
        wrong = [one for one in machines if one.os == system]
        if wrong:
            yield GUEST.found(
                "applications",
                application.id,
                "backup_target",
                f"{named(target)} is {product.name}, and {fact.words}: {_listed(wrong)}.",
                "Choose a product that protects them, such as a partner's.",
            )
    databases: list[Machine] = []
    if inconsistent is not None:
        databases = [one for one in machines if any(role in one.role.casefold() for role in DATABASE_ROLES)]
    if inconsistent is not None and databases:
        yield NOT_CONSISTENT.found(
            "applications",
            application.id,
            "backup_target",
            f"{named(target)} is {product.name}; {inconsistent.words}: {_listed(databases)}.",
            "Choose a product that brings the database to rest, or back up what the database exports.",
        )
    if most is None:
        return
    for one in machines_of(members):
        if one.used_gib is not None and one.used_gib > most and _is_backed_up(one, target):
            holds = f"{named(one)} holds {show_number(one.used_gib)} GiB"
            sentence = f"{holds}; {product.name} takes {show_number(most)} of one data source."
            remedy = "Divide its data among machines, or choose another product."
            yield DATA_SOURCE.found("machines", one.id, "used_gib", sentence, remedy)


def _is_backed_up(machine: Machine, target: BackupTarget) -> bool:
    mine = machine.backup_target in (None, target.id)
    return machine.protected == "yes" and machine.availability != "scale_set" and mine


def _listed(machines: Sequence[Machine]) -> str:
    others = f" and {len(machines) - 1} more" if len(machines) > 1 else ""
    return f"{named(machines[0])}{others}"


def _of_use(use: _Use, around: Surroundings) -> Iterator[Finding]:
    target, policy, product = use
    name, in_cloud = named(policy), target.placement in _IN_THE_CLOUD
    fact = product.lacks(f"capture.{policy.capture}")
    if fact is not None:
        yield CAPTURE.found(
            "backup_policies",
            policy.id,
            "capture",
            f"{name} takes backups through Azure Stack for {named(target)}, which is {product.name}: {fact.words} "
            f"({fact.source.title}, {fact.source.as_of}).",
            "Take them in the guest, or choose another product.",
        )
    local_days = _limit(product, "local_days", around)
    kept = _kept_too_long(policy, local_days) if local_days is not None and not in_cloud else ""
    if kept:
        yield MABS_RETENTION.found(
            "backup_policies",
            policy.id,
            "keep_points",
            f"{name} keeps {kept} on the disks of {named(target)}; Azure Backup Server should "
            "keep five days there and the rest in the vault.",
            "Keep five days, and state a second copy to the vault that keeps the rest.",
        )
    most = _limit(product, "vault_runs_per_day", around)
    runs = _HOURS_A_DAY / policy.every_hours if policy.every_hours and not policy.every_months else 0.0
    if most is not None and in_cloud and runs > most:
        yield RUNS_TOO_OFTEN.found(
            "backup_policies",
            policy.id,
            "every_hours",
            f"{name} runs {show_number(runs)} times a day; {product.name} backs up to a vault "
            f"{show_number(most)} times a day at most.",
            f"Run every {show_number(_HOURS_A_DAY / most)} hours, or choose another product.",
        )
    files, applications = (_limit(product, f"disk_points_{one}", around) for one in ("files", "applications"))
    points = policy.keep_points or 0
    if files is not None and applications is not None and not in_cloud and points > files:
        yield DISK_POINTS.found(
            "backup_policies",
            policy.id,
            "keep_points",
            f"{name} keeps {points:,} points; on its disks {product.name} holds {show_number(files)} of files and "
            f"{show_number(applications)} of applications.",
            "Keep fewer points there, and state a second copy to the vault that keeps the rest.",
        )


def _limit(product: Product, what: str, around: Surroundings) -> float | None:
    key = product.limits.get(what)
    return None if key is None else around.catalog.limits.value(key)


def _kept_too_long(policy: BackupPolicy, local_days: float) -> str:
    if any((policy.keep_weekly, policy.keep_monthly, policy.keep_quarterly, policy.keep_yearly)):
        return "weekly fulls or older ones"
    days = kept_days(policy)
    return f"{show_number(days)} days" if days > local_days else ""


def _disconnected(plan: Plan, used: Sequence[tuple[str | None, str]], around: Surroundings) -> Iterator[Finding]:
    offline: dict[str, Site] = {}
    for source, target_id in used:
        site, target = plan.sites.get(source or ""), plan.backup_targets.get(target_id)
        if site is None or target is None or site.connection == "connected":
            continue
        needs = around.catalog.products.of(target).facts.get("needs_azure")
        if needs is not None and needs.holds:
            offline.setdefault(target_id, site)
    for key, site in offline.items():
        target = plan.backup_targets[key]
        product = around.catalog.products.of(target)
        yield NEEDS_AZURE.found(
            "backup_targets",
            key,
            "product",
            f"{named(target)} needs Azure, and the connection of {named(site)} is {site.connection}: "
            f"{product.facts['needs_azure'].words}.",
            "Choose a partner product, or correct the stamp's connection.",
        )
