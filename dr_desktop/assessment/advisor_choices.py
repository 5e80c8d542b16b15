"""What an application could be protected by: each scheme, recovery site, backup target, policy and product there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from dr_desktop.assessment.row_names import named
from dr_desktop.plan.application import INHERITED_FROM_TIER, Application
from dr_desktop.plan.choices import ReplicationMode, ReplicationProduct, Scheme
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.inherit import protection_of
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.site import Site
from dr_desktop.plan.words import word

MOST_CHOICES: Final = 160
_USUAL_MINUTES: Final = 15.0
"""Time between transfers of a replication that is tried where the application states none."""

_FIELDS: Final = (
    "scheme", "recovery_sites", "backup_target", "backup_policy", "replication_product", "replication_mode",
    "replication_minutes",
)  # fmt: skip


class Choice(NamedTuple):
    """One way to protect an application; None and () mean without. Minutes are from one transfer to the next."""

    scheme: Scheme
    recovery_sites: tuple[str, ...] = ()
    backup_target: str | None = None
    backup_policy: str | None = None
    replication_product: ReplicationProduct | None = None
    replication_mode: ReplicationMode | None = None
    replication_minutes: float | None = None


class Choices(NamedTuple):
    """The choices to try, the one in force first; and what is left out for their number, as a sentence or ""."""

    choices: tuple[Choice, ...]
    left_out: str


def choice_in_force(plan: Plan, application: Application) -> Choice | None:
    """What protects the application now, after inheritance; None where no scheme is stated."""
    now = protection_of(application, plan.tiers.get(application.tier or ""))
    if now.scheme is None:
        return None
    return Choice(
        now.scheme,
        now.recovery_sites,
        now.backup_target,
        now.backup_policy,
        now.replication_product,
        now.replication_mode,
        now.replication_minutes,
    )


def choices_for(plan: Plan, application: Application, most: int = MOST_CHOICES) -> Choices:
    """Every scheme with every site, and for backups every target and policy, and for replication every product.

    Beside replication, high availability and fault tolerance stand the backups in force or the tier's. At most `most`
    are given: first policies fall out that nothing uses at a target, then the last ones.
    """
    now = choice_in_force(plan, application)
    first = [now] if now is not None else []
    others = [*_without(), *_replications(plan, application, now)]
    backups = list(_backups(plan, application, now, every_policy=True))
    left_out = ""
    if len(first) + len(others) + len(backups) > most:
        every = len(backups)
        backups = list(_backups(plan, application, now, every_policy=False))
        left_out = (
            f"Of {every} combinations of target, policy and site those are left out whose policy nothing uses at that "
            "target."
        )
    found = list(dict.fromkeys([_as_inherited(plan, application, one) for one in (*first, *others, *backups)]))
    if len(found) > most:
        left_out += f" {len(found) - most:,} more are not tried: at most {most} are."
    return Choices(tuple(found[:most]), left_out.strip())


def with_choice(plan: Plan, application: Application, choice: Choice) -> Plan:
    """The plan in which the application is protected so. What its tier gives anyway stays blank and inherited."""
    if choice == choice_in_force(plan, application):
        return plan
    bare = application.changed(**dict.fromkeys(_FIELDS))
    assert not isinstance(bare, Problem)  # each of these may be blank
    inherited = protection_of(bare, plan.tiers.get(application.tier or ""))
    values: dict[str, Any] = choice._asdict()
    values["recovery_sites"] = choice.recovery_sites or None
    for field in _FIELDS:
        given = getattr(inherited, field)
        if field in INHERITED_FROM_TIER and (given or None) == values[field]:
            values[field] = None
    if values["scheme"] is None and choice.scheme == "no_recovery":
        values["scheme"] = "no_recovery"
    changed = bare.changed(**values)
    assert not isinstance(changed, Problem)  # the values come from the plan itself
    return plan.put("applications", changed)


def choice_words(plan: Plan, choice: Choice) -> str:
    """The choice in a few words: "Backup to Depot (Daily), restored at South"."""
    sites = " and ".join([named(plan.sites[one]) for one in choice.recovery_sites if one in plan.sites])
    match choice.scheme:
        case "no_recovery":
            return "No recovery"
        case "backup_restore":
            target = plan.backup_targets.get(choice.backup_target or "")
            policy = plan.backup_policies.get(choice.backup_policy or "")
            where = f"Backup to {named(target)}" if target else "Backup to no target"
            by = "no policy" if policy is None else named(policy)
            return f"{where} ({by}), restored at {sites or 'its source'}"
        case _:
            product = word("ReplicationProduct", choice.replication_product) if choice.replication_product else ""
            usual = choice.scheme == "replication" and choice.replication_mode == "asynchronous"
            how = ", ".join(filter(None, [product, "" if usual else choice.replication_mode]))
            return f"{word('Scheme', choice.scheme)} to {sites or 'no site'}" + (f" ({how})" if how else "")


def choice_step(plan: Plan, choice: Choice) -> str:
    """The choice as the object of a step's name: "backup to Depot", "replication to South", "no recovery"."""
    if choice.scheme == "backup_restore":
        target = plan.backup_targets.get(choice.backup_target or "")
        return f"backup to {named(target)}" if target is not None else "backup"
    scheme = word("Scheme", choice.scheme)
    scheme = scheme[:1].lower() + scheme[1:]
    site = plan.sites.get(choice.recovery_sites[0]) if choice.recovery_sites else None
    return f"{scheme} to {named(site)}" if site is not None else scheme


def _as_inherited(plan: Plan, application: Application, choice: Choice) -> Choice:
    """The choice as it comes out: where it leaves a blank that the tier fills, the tier's value counts."""
    after = with_choice(plan, application, choice).applications[application.id]
    return choice_in_force(plan, after) or choice


def _without() -> Iterator[Choice]:
    yield Choice("no_recovery")


def _backups(plan: Plan, application: Application, now: Choice | None, *, every_policy: bool) -> Iterator[Choice]:
    sites = _sites(plan, application, now)
    used = _used_policies(plan)
    for target in plan.backup_targets:
        for policy in plan.backup_policies:
            own = now is not None and now.backup_policy == policy
            if every_policy or own or policy in used.get(target, ()):
                for site in sites:
                    yield Choice("backup_restore", (site.id,), target, policy)


def _replications(plan: Plan, application: Application, now: Choice | None) -> Iterator[Choice]:
    stated = now.replication_minutes if now is not None else None
    minutes = _USUAL_MINUTES if stated is None else stated
    elsewhere = [site for site in _sites(plan, application, now) if site.id != application.source_site]
    products: tuple[ReplicationProduct, ...] = ("site_recovery", "partner")
    for target, policy in _beside(plan, application, now):
        for site in elsewhere:
            for product in products:
                yield Choice("replication", (site.id,), target, policy, product, "asynchronous", minutes)
            for mode in ("synchronous", "asynchronous"):
                every = minutes if mode == "asynchronous" else stated
                yield Choice("high_availability", (site.id,), target, policy, "database_native", mode, every)
            yield Choice("fault_tolerance", (site.id,), target, policy, "database_native", "synchronous", stated)


def _beside(plan: Plan, application: Application, now: Choice | None) -> list[tuple[str | None, str | None]]:
    """Target and policy of the backups that may stand beside a replication: those in force, those of the tier."""
    tier = plan.tiers.get(application.tier or "")
    found = [(now.backup_target, now.backup_policy)] if now is not None else []
    if tier is not None and tier.backup_target is not None:
        found.append((tier.backup_target, tier.backup_policy))
    return list(dict.fromkeys(found)) or [(None, None)]


def _sites(plan: Plan, application: Application, now: Choice | None) -> Sequence[Site]:
    """Where machines can run, those in force and the source first."""
    known = (*(now.recovery_sites if now is not None else ()), application.source_site)
    found = [site for site in plan.sites.values() if site.kind != "datacenter"]
    return sorted(found, key=lambda site: site.id not in known)


def _used_policies(plan: Plan) -> dict[str, set[str]]:
    """Per target the policies that some application uses there."""
    used: dict[str, set[str]] = {}
    for one in plan.applications.values():
        protection = protection_of(one, plan.tiers.get(one.tier or ""))
        if protection.backup_target and protection.backup_policy:
            used.setdefault(protection.backup_target, set()).add(protection.backup_policy)
    return used
