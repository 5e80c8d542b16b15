"""Blank means inherited: an application from its tier, a machine or data store from its application."""

from typing import Any, Final, Literal, NamedTuple

from dr_desktop.plan.application import INHERITED_FROM_TIER, Application
from dr_desktop.plan.choices import ReplicationMode, ReplicationProduct, RestoreScope, Scheme
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.machine import INHERITED_FROM_APPLICATION, Machine
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.tier import Tier

Origin = Literal["own", "tier", "application", "none"]


_MEANS: Final = ("recovery_sites", "backup_target", "backup_policy")


class Effective(NamedTuple):
    """A value and where it comes from; origin `none` when nobody states it."""

    value: Any
    origin: Origin


class Objectives(NamedTuple):
    """What an application must meet, in minutes; None = not stated."""

    rto_minutes: float | None
    rpo_minutes: float | None
    mtd_minutes: float | None


class Protection(NamedTuple):
    """How one machine, data store or application is protected, after inheritance."""

    scheme: Scheme | None
    recovery_sites: tuple[str, ...]
    backup_target: str | None
    backup_policy: str | None
    restore_scope: RestoreScope | None
    replication_product: ReplicationProduct | None
    replication_mode: ReplicationMode | None
    replication_minutes: float | None
    replication_history_hours: float | None


def effective(plan: Plan, entity: Entity, field: str) -> Effective:
    """The value that counts for a field of an application, machine or data store, and its origin."""
    own = getattr(entity, field)
    if own is not None and own != "":
        return Effective(own, "own")
    if isinstance(entity, Application) and field in INHERITED_FROM_TIER:
        tier = plan.tiers.get(entity.tier or "")
        if field in _MEANS and _first(entity.scheme, tier and tier.scheme) == "no_recovery":
            return Effective(own, "none")
        value = getattr(tier, field) if tier else None
        return Effective(value, "tier" if value is not None else "none")
    if isinstance(entity, Machine | DataStore) and field in INHERITED_FROM_APPLICATION:
        application = plan.applications.get(entity.application or "")
        if application is not None:
            found = effective(plan, application, field)
            return Effective(found.value, "application" if found.origin != "none" else "none")
    return Effective(own, "none")


def objectives_of(application: Application, tier: Tier | None) -> Objectives:
    """RTO, RPO and MTD after inheritance, in minutes."""
    return Objectives(
        _first(application.rto_minutes, tier and tier.rto_minutes),
        _first(application.rpo_minutes, tier and tier.rpo_minutes),
        _first(application.mtd_minutes, tier and tier.mtd_minutes),
    )


def protection_of(application: Application, tier: Tier | None) -> Protection:
    """The protection of an application after inheritance from its tier.

    What is not recovered by decision inherits neither sites nor backups.
    """
    scheme = _first(application.scheme, tier and tier.scheme)
    if scheme == "no_recovery":
        tier = None
    return Protection(
        scheme,
        _first(application.recovery_sites, tier and tier.recovery_sites) or (),
        _first(application.backup_target, tier and tier.backup_target),
        _first(application.backup_policy, tier and tier.backup_policy),
        application.restore_scope,
        application.replication_product,
        application.replication_mode,
        application.replication_minutes,
        application.replication_history_hours,
    )


def member_protection(protection: Protection, member: Machine | DataStore) -> Protection:
    """The protection of a member; the application's own object when the member overrides nothing."""
    if (
        member.scheme is None
        and member.recovery_sites is None
        and member.backup_target is None
        and member.backup_policy is None
        and member.restore_scope is None
        and member.replication_product is None
        and member.replication_mode is None
        and member.replication_minutes is None
        and member.replication_history_hours is None
    ):
        return protection
    return Protection(
        _first(member.scheme, protection.scheme),
        _first(member.recovery_sites, protection.recovery_sites),
        _first(member.backup_target, protection.backup_target),
        _first(member.backup_policy, protection.backup_policy),
        _first(member.restore_scope, protection.restore_scope),
        _first(member.replication_product, protection.replication_product),
        _first(member.replication_mode, protection.replication_mode),
        _first(member.replication_minutes, protection.replication_minutes),
        _first(member.replication_history_hours, protection.replication_history_hours),
    )


def _first(own: Any, inherited: Any) -> Any:
    return inherited if own is None else own
