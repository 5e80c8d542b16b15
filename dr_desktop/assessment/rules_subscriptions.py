"""Rule about subscriptions: what all applications of one bring to a stamp, against the default quotas there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import fsum
from typing import Final, NamedTuple

from dr_desktop.assessment.results import ApplicationResult, Finding
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.application import Application
from dr_desktop.plan.shown import show_number

SUBSCRIPTION_TOTAL: Final = Rule(
    "subscription-total-quota",
    "note",
    "The applications of a subscription together need more on a stamp than a subscription gets by default.",
    "Azure Stack Hub, quota types (2020-01-07)",
)

SUBSCRIPTION_RULES: Final = (SUBSCRIPTION_TOTAL,)


class _Share(NamedTuple):
    """What an application needs at each of these stamps: where it runs and where it is recovered; disks in GiB."""

    subscription: str
    stamps: tuple[str, ...]
    machines: float
    cores: float
    disks_gib: float


class Subscriptions(NamedTuple):
    """Shares by application, grouped by subscription, and the finding of each subscription that exceeds a quota."""

    shares: Mapping[str, Mapping[str, _Share]]
    of: Mapping[str, str]
    findings: Mapping[str, Finding]


NO_SUBSCRIPTIONS: Final = Subscriptions({}, {}, {})


def assess_subscriptions(
    touched: Iterable[str],
    results: Mapping[str, ApplicationResult],
    around: Surroundings,
    known: Subscriptions = NO_SUBSCRIPTIONS,
) -> Subscriptions:
    """What each subscription needs against its default quotas; only those of applications in `touched` are asked again.

    At a stamp count the applications that run there and those that are recovered there. Disks of unknown kind may be
    standard or premium, so their sum is held against both quotas together. An application without a subscription is
    judged by itself, by the rule of applications.
    """
    shares = dict(known.shares)
    of = dict(known.of)
    changed: dict[str, dict[str, _Share]] = {}
    for key in touched:
        old_name = of.pop(key, "")
        before = changed.get(old_name, shares.get(old_name, {})).get(key)
        application, result = around.applications.get(key), results.get(key)
        share = _share(application, result, around) if application is not None and result is not None else None
        if share is not None:
            of[key] = share.subscription
        if share == before:
            continue
        for name, one in ((old_name, None), (share.subscription if share else "", share)):
            if not name:
                continue
            group = changed.setdefault(name, dict(shares.get(name, {})))
            group.pop(key, None)
            if one is not None:
                group[key] = one
    if not changed:
        return known
    findings = dict(known.findings)
    for name, group in changed.items():
        shares[name] = group
        findings.pop(name, None)
        found = _finding(name, group, around)
        if found is not None:
            findings[name] = found
    return Subscriptions(shares, of, {name: findings[name] for name in sorted(findings)})


def _share(application: Application, result: ApplicationResult, around: Surroundings) -> _Share | None:
    if not application.subscription:
        return None
    protection = result.protection
    recovers = protection.recovery_sites if protection.scheme != "no_recovery" else ()
    sites = (around.sites.get(one or "") for one in (application.source_site, *recovers))
    stamps = dict.fromkeys(site.id for site in sites if site is not None and site.kind == "azure_stack")
    return _Share(application.subscription, tuple(stamps), result.instances, result.vcpus, result.provisioned_gib)


def _finding(subscription: str, shares: Mapping[str, _Share], around: Surroundings) -> Finding | None:
    at: dict[str, list[_Share]] = {}
    for share in shares.values():
        for stamp in share.stamps:
            at.setdefault(stamp, []).append(share)
    over = {stamp: said for stamp in sorted(at) if (said := _exceeded(at[stamp], around))}
    if not over:
        return None
    places = "; ".join(f"at {around.sites[stamp].name or stamp} {said}" for stamp, said in over.items())
    together = [key for key, share in shares.items() if not over.keys().isdisjoint(share.stamps)]
    count = f"{len(together):,} application{'s' if len(together) > 1 else ''}"
    return SUBSCRIPTION_TOTAL.found(
        "applications",
        max(together, key=lambda key: (shares[key].machines, shares[key].cores, key)),
        "subscription",
        f"“{subscription}” comes to more than a subscription gets by default, with {count}: {places}.",
        "Have the operators raise the quotas before they are needed, or divide it into several subscriptions.",
    )


def _exceeded(shares: Iterable[_Share], around: Surroundings) -> str:
    """'101 cores of 100, 7,680 GiB of disks of 4,096'; empty when every quota is kept."""
    value = around.catalog.limits.value
    disks = value("stamp.quota.standard_disks_gib") + value("stamp.quota.premium_disks_gib")
    needs = zip(*((one.machines, one.cores, one.disks_gib) for one in shares), strict=True)
    quotas = (
        ("machines", value("stamp.quota.machines")),
        ("cores", value("stamp.quota.cores")),
        ("GiB of disks", disks),
    )
    return ", ".join(
        f"{show_number(needed)} {name} of {show_number(most)}"
        for parts, (name, most) in zip(needs, quotas, strict=True)
        if (needed := fsum(parts)) > most
    )
