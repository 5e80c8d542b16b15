"""Rule about subscriptions: what all applications of one bring to a stamp, against the default quotas there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import fsum
from typing import Final, NamedTuple

from dr_desktop.assessment.results import ApplicationResult, Finding
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.shown import show_number

_QUOTAS: Final = "Azure Stack Hub, quota types (2020-01-07)"
_NOT_RECOVERED: Final = "no_recovery"

SUBSCRIPTION_TOTAL: Final = Rule(
    "subscription-total-quota",
    "note",
    "The applications of a subscription together need more on a stamp than a subscription gets by default.",
    _QUOTAS,
)

SUBSCRIPTION_RULES: Final = (SUBSCRIPTION_TOTAL,)


class _Load(NamedTuple):
    """What applications need at one stamp when all of them run there; disks in GiB, standard and premium together."""

    machines: float
    cores: float
    disks_gib: float


def subscription_findings(results: Mapping[str, ApplicationResult], around: Surroundings) -> Iterator[Finding]:
    """A finding for each subscription that exceeds a default quota at a stamp: where it runs, or where it recovers.

    At a stamp count the applications that run there and those that are recovered there. Disks of unknown kind may be
    standard or premium, so their sum is held against both quotas together. One application without a subscription is
    judged by itself, by the rule of applications.
    """
    quotas = _quotas(around)
    for subscription, sites in _by_subscription(results, around).items():
        over = {site: said for site, keys in sites.items() if (said := _exceeded(_load(keys, results), quotas))}
        if not over:
            continue
        places = "; ".join(f"at {around.sites[site].name or site} {said}" for site, said in over.items())
        together = {key for site in over for key in sites[site]}
        yield SUBSCRIPTION_TOTAL.found(
            "applications",
            next(key for key in around.applications if key in together),
            "subscription",
            f"“{subscription}” comes to more than a subscription gets by default, with {_counted(len(together))}: "
            f"{places}.",
            "Have the operators raise the quotas before they are needed, or divide it into several subscriptions.",
        )


def _quotas(around: Surroundings) -> _Load:
    limits = around.catalog.limits
    disks = limits.value("stamp.quota.standard_disks_gib") + limits.value("stamp.quota.premium_disks_gib")
    return _Load(limits.value("stamp.quota.machines"), limits.value("stamp.quota.cores"), disks)


def _exceeded(load: _Load, quotas: _Load) -> str:
    """'101 cores of 100, 7,680 GiB of disks of 4,096'; empty when every quota is kept."""
    names = ("machines", "cores", "GiB of disks")
    return ", ".join(
        f"{show_number(needed)} {name} of {show_number(most)}"
        for needed, most, name in zip(load, quotas, names, strict=True)
        if needed > most
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
        sum([one.instances for one in of]), sum([one.vcpus for one in of]), fsum([one.provisioned_gib for one in of])
    )


def _counted(applications: int) -> str:
    return f"{applications:,} application{'s' if applications > 1 else ''}"
