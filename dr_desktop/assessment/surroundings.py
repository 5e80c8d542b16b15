"""Surroundings: what all applications of a plan share, gathered once per assessment and handed to every function."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.results import Topology
from dr_desktop.plan.application import Application
from dr_desktop.plan.assumptions import Assumed, assumed
from dr_desktop.plan.backup import BackupCopy, BackupPolicy, BackupTarget
from dr_desktop.plan.choices import Operator, Scheme
from dr_desktop.plan.churn_profile import ChurnProfile, Measured, measured
from dr_desktop.plan.header import Header
from dr_desktop.plan.link import Link
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.site import Site
from dr_desktop.plan.tier import Tier


class Placement(NamedTuple):
    """All of an application that its topology follows from: where it runs, how it comes back, where its data may lie.

    `application` is its id where copies are made of some applications only; else blank, so that others share it.
    """

    source_site: str
    scheme: Scheme | None
    recovery_sites: tuple[str, ...]
    backup_target: str
    backup_policy: str
    allowed_countries: tuple[str, ...]
    allowed_operators: tuple[Operator, ...]
    application: str


class Surroundings(NamedTuple):
    """Tables by id, the assumptions' base values and the catalog.

    `links_between` maps an ordered pair of site ids to the fastest stated link between them, in both directions.
    `copies_from` maps a target's id to the second copies made of it; `copies_for_some`: one of these is made of some
    applications only. `profile_of` maps the table and id of a machine or an application to its measured churn profile.
    `topologies` fills with those that are judged in these surroundings.
    """

    header: Header
    tiers: Mapping[str, Tier]
    sites: Mapping[str, Site]
    targets: Mapping[str, BackupTarget]
    policies: Mapping[str, BackupPolicy]
    applications: Mapping[str, Application]
    links_between: Mapping[tuple[str, str], Link]
    copies_from: Mapping[str, tuple[BackupCopy, ...]]
    copies_for_some: bool
    topologies: dict[Placement, Topology]
    assumed: Assumed
    catalog: Catalog
    profiles: Mapping[str, ChurnProfile] = MappingProxyType({})
    profile_of: Mapping[tuple[str, str], str] = MappingProxyType({})


def surroundings_of(plan: Plan, catalog: Catalog) -> Surroundings:
    """The surroundings of a plan."""
    return Surroundings(
        header=plan.header,
        tiers=plan.tiers,
        sites=plan.sites,
        targets=plan.backup_targets,
        policies=plan.backup_policies,
        applications=plan.applications,
        links_between=links_between(plan),
        copies_from=_copies_from(plan),
        copies_for_some=any(copy.applications for copy in plan.backup_copies.values()),
        topologies={},
        assumed=assumed(plan.assumptions),
        catalog=catalog,
        profiles=plan.churn_profiles,
        profile_of=_profile_of(plan),
    )


def measured_churn(machine: str, around: Surroundings) -> Measured | None:
    """What was measured of a machine's churn; None without a profile that can be read."""
    profile = around.profile_of.get(("machines", machine))
    if profile is None:
        return None
    found = measured(around.profiles[profile].churn_mb_s)
    return found if isinstance(found, Measured) and found.steps else None


def usable_mbit_s(link: Link, assumed_values: Assumed) -> float | None:
    """What recovery may use of a link, Mbit/s (10^6 bit); None when its speed is not stated."""
    if link.mbit_s is None:
        return None
    percent = assumed_values.usable_percent if link.usable_percent is None else link.usable_percent
    return link.mbit_s * percent / 100


def links_between(plan: Plan) -> dict[tuple[str, str], Link]:
    """The fastest stated link between each ordered pair of sites, in both directions."""
    found: dict[tuple[str, str], Link] = {}
    for link in plan.links.values():
        if link.from_site is None or link.to_site is None:
            continue
        for pair in ((link.from_site, link.to_site), (link.to_site, link.from_site)):
            known = found.get(pair)
            if known is None or (link.mbit_s or 0) > (known.mbit_s or 0):
                found[pair] = link
    return found


def _profile_of(plan: Plan) -> dict[tuple[str, str], str]:
    """The first profile of each machine, and of each application where no machine is named."""
    found: dict[tuple[str, str], str] = {}
    for one in plan.churn_profiles.values():
        if one.churn_mb_s and one.machine is not None:
            found.setdefault(("machines", one.machine), one.id)
        elif one.churn_mb_s and one.application is not None:
            found.setdefault(("applications", one.application), one.id)
    return found


def _copies_from(plan: Plan) -> dict[str, tuple[BackupCopy, ...]]:
    found: dict[str, tuple[BackupCopy, ...]] = {}
    for copy in plan.backup_copies.values():
        if copy.from_target is not None:
            found[copy.from_target] = (*found.get(copy.from_target, ()), copy)
    return found
