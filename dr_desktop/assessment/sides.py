"""Sites as the guidance's table sees them: whose they are, and whether machines can run there."""

from __future__ import annotations

from collections.abc import Mapping

from dr_desktop.assessment.results import Row
from dr_desktop.assessment.row_names import named
from dr_desktop.plan.backup import BackupTarget
from dr_desktop.plan.site import Site


def side_of(site: Site) -> Row:
    """The row or column of the table that a site belongs to; "" where its operator is not stated or not in it."""
    if site.kind == "azure_region":
        return "azure"
    return site.operator if site.operator in ("csp", "customer") else ""


def runs_machines(site: Site) -> bool:
    """Whether machines can run there: a datacenter only holds backups, unless a provider hosts machines in it."""
    return site.kind != "datacenter" or site.operator == "csp"


def stands_on(target: BackupTarget, source: Site) -> bool:
    """Whether a backup target is a virtual appliance on the very cloud that `source` is."""
    return target.placement == "virtual_appliance_on_the_cloud" and target.site in (None, source.id)


def share_fate(one: Site, other: Site, alone: bool = False) -> bool:
    """Whether one event takes both: they are the same site, or stand in the same building.

    `alone`: of an event that takes a site and leaves its building standing.
    """
    building = "" if alone else one.datacenter.casefold()
    return one.id == other.id or (bool(building) and building == other.datacenter.casefold())


def outlives(target: BackupTarget, source: Site, sites: Mapping[str, Site], alone: bool = False) -> bool:
    """Whether what lies at a target is still there when the site `source` is lost with the building it stands in.

    `alone`: its building is left. An appliance without a site stands on, or in the rack of, the cloud that it protects.
    """
    if target.site is None:
        return target.placement not in ("virtual_appliance_on_the_cloud", "appliance_in_the_rack")
    at = sites.get(target.site)
    return target.site != source.id and (at is None or not share_fate(at, source, alone))


def named_with_place(target: BackupTarget, at: Site | None) -> str:
    """What people call a target, with its site where the name does not say it already."""
    name = named(target)
    return name if at is None or named(at).casefold() in name.casefold() else f"{name} in {named(at)}"
