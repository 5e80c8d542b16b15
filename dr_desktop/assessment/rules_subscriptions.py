"""Rule about subscriptions: what all applications of one bring to a stamp, against the default quotas there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import fsum
from typing import Final, NamedTuple

from dr_desktop.assessment.results import ApplicationResult, Finding
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.shown import show_quantity

_QUOTAS: Final = "Azure Stack Hub, quota types (2020-01-07)"
_NOT_RECOVERED: Final = "no_recovery"

SUBSCRIPTION_TOTAL: Final = Rule(
    "subscription-total-quota",
    "warning",
    "The applications of a subscription together need more on a stamp than a subscription gets by default.",
    _QUOTAS,
)

SUBSCRIPTION_RULES: Final = (SUBSCRIPTION_TOTAL,)


class _Load(NamedTuple):
    """What the applications of a subscription need at one stamp when all of them run there."""

    applications: list[str]
    instances: int
    vcpus: int
    disks_gib: float


def subscription_findings(results: Mapping[str, ApplicationResult], around: Surroundings) -> Iterator[Finding]:
    """A finding for each subscription that exceeds a default quota at a stamp: where it runs, or where it recovers.

    At a stamp count the applications that run there and those that are recovered there. Disks of unknown kind may be
    standard or premium, so their sum is held against both quotas together. One application without a subscription is
    judged by itself, by the rule of applications.
    """
    limits = around.catalog.limits
    machines, cores = limits.value("stamp.quota.machines"), limits.value("stamp.quota.cores")
    disks = limits.value("stamp.quota.standard_disks_gib") + limits.value("stamp.quota.premium_disks_gib")
    for subscription, sites in _by_subscription(results, around).items():
        over = {}
        for site, keys in sites.items():
            load = _load(keys, results)
            if load.instances > machines or load.vcpus > cores or load.disks_gib > disks:
                over[site] = load
        if not over:
            continue
        first = min(key for load in over.values() for key in load.applications)
        said = "; ".join(
            f"{load.instances:,} machines, {show_quantity(load.vcpus, 'vCPU')} and "
            f"{show_quantity(load.disks_gib, 'GiB')} of disks of {_counted(load.applications)} at "
            f"{around.sites[site].name or site}"
            for site, load in over.items()
        )
        yield SUBSCRIPTION_TOTAL.found(
            "applications",
            first,
            "subscription",
            f"Subscription {subscription} comes to {said}. By default it gets {machines:.0f} machines, {cores:.0f} "
            f"cores and {disks / 2:,.0f} GiB each of standard and premium disks.",
            "Have the operators raise the quotas before they are needed, or divide it into several subscriptions.",
        )


def _by_subscription(
    results: Mapping[str, ApplicationResult], around: Surroundings
) -> dict[str, dict[str, dict[str, None]]]:
    """Subscription -> stamp -> the applications that run there or are recovered there."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for key, application in around.applications.items():
        subscription = application.subscription
        result = results.get(key)
        if not subscription or result is None:
            continue
        protection = result.protection
        recovers = protection.recovery_sites if protection.scheme != _NOT_RECOVERED else ()
        for site_id in (application.source_site, *recovers):
            site = around.sites.get(site_id or "")
            if site is not None and site.kind == "azure_stack":
                found.setdefault(subscription, {}).setdefault(site.id, {})[key] = None
    return found


def _load(keys: Mapping[str, None], results: Mapping[str, ApplicationResult]) -> _Load:
    of = [results[key] for key in keys]
    return _Load(
        list(keys),
        sum([one.instances for one in of]),
        sum([one.vcpus for one in of]),
        fsum([one.provisioned_gib for one in of]),
    )


def _counted(applications: list[str]) -> str:
    return f"{len(applications):,} application{'s' if len(applications) > 1 else ''}"
