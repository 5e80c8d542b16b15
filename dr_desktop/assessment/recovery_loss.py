"""What a scenario takes: sites, backup targets and links, and whether data is corrupted everywhere it was copied to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.sides import share_fate
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupTarget
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.link import Link
from dr_desktop.plan.site import Site


class LinkOutage(NamedTuple):
    """A link that is down, minutes from the incident: since when, until when; None: for good.

    An outage that ended before the incident (`until` below 0) leaves replication behind; one that begins after it
    cuts off restores. `restart`: those begin anew, else they go on.
    """

    link: str
    since: float
    until: float | None
    restart: bool = False

    @property
    def for_good(self) -> bool:
        """Whether nothing passes through the link from the incident on."""
        return self.since <= 0.0 and self.until is None


class Taken(NamedTuple):
    """What a disaster takes. `corrupt`: copies made since are as bad as the original; `noticed_after` minutes later."""

    sites: frozenset[str]
    targets: frozenset[str]
    outages: tuple[LinkOutage, ...]
    corrupt: bool
    noticed_after: float
    hit: frozenset[str]
    links: tuple[Link, ...]
    missing: str = ""

    def link_out(self, link: str) -> LinkOutage | None:
        """The outage of a link; None where it is up all the time."""
        return next((one for one in self.outages if one.link == link), None)


def taken_by(
    scenario: Scenario, applications: Iterable[Application], links: Iterable[Link], around: Surroundings
) -> Taken:
    """What a scenario takes from a plan. `missing` says what it must state before anything follows.

    A site takes the backup targets that stand there; a building takes all sites in it; a link alone hits nothing that
    runs, but what is copied over it falls behind.
    """
    everything, lines = list(applications), tuple(links)
    lacks, outages = unstated(scenario, around.sites, around.targets), tuple(_outages(scenario, lines))
    missing = lacks.sentence if lacks is not None else ""
    if scenario.kind == "corruption":
        hit = frozenset([one.id for one in everything if _corrupted(one, scenario)])
        late = scenario.detection_delay_minutes or 0.0
        return Taken(frozenset(), frozenset(), outages, True, late, hit, lines, missing)
    sites = _sites(scenario, around)
    targets = [
        key
        for key, target in around.targets.items()
        if (scenario.kind == "target_loss" and key == scenario.lost_target) or _stands_in(target, sites)
    ]
    hit = frozenset([one.id for one in everything if one.source_site in sites])
    return Taken(sites, frozenset(targets), outages, False, 0.0, hit, lines, missing)


def _stands_in(target: BackupTarget, sites: frozenset[str]) -> bool:
    """Whether a target goes with these sites; an appliance without a site stands on the cloud that it protects."""
    if target.site is None:
        return bool(sites) and target.placement in ("virtual_appliance_on_the_cloud", "appliance_in_the_rack")
    return target.site in sites


def _corrupted(application: Application, scenario: Scenario) -> bool:
    if scenario.applications:
        return application.id in scenario.applications
    return scenario.lost_site in (None, application.source_site)


def _sites(scenario: Scenario, around: Surroundings) -> frozenset[str]:
    site = around.sites.get(scenario.lost_site or "")
    if site is None or scenario.kind in ("corruption", "link_loss", "target_loss"):
        return frozenset()
    if scenario.kind != "building_loss":
        return frozenset([site.id])
    return frozenset(key for key, one in around.sites.items() if share_fate(one, site))


def _outages(scenario: Scenario, links: Iterable[Link]) -> Iterable[LinkOutage]:
    for link in links:
        at_the_site = (
            scenario.kind == "link_loss"
            and scenario.lost_link is None
            and scenario.lost_site is not None
            and scenario.lost_site in (link.from_site, link.to_site)
        )
        if link.id != scenario.lost_link and not at_the_site:
            continue
        before, down = scenario.link_back_before_minutes, scenario.link_down_minutes or 0.0
        since, until = scenario.link_down_after_minutes, scenario.link_back_after_minutes
        if since is not None and (until is None or until > since):
            yield LinkOutage(link.id, since, until, scenario.transfers_restart)
        elif before is not None:
            yield LinkOutage(link.id, -before - down, -before)
        else:
            yield LinkOutage(link.id, -down, until)


class Unstated(NamedTuple):
    """What a scenario must state before anything follows from it: its field, and a sentence."""

    field: str
    sentence: str


def unstated(scenario: Scenario, sites: Mapping[str, Site], targets: Mapping[str, BackupTarget]) -> Unstated | None:
    """What a scenario lacks; None where it says what is lost."""
    name = scenario.name or "This scenario"
    site = sites.get(scenario.lost_site or "")
    match scenario.kind:
        case "site_loss" if site is None:
            return Unstated("lost_site", f"{name} does not say which site is lost.")
        case "building_loss" if site is None:
            return Unstated("lost_site", f"{name} does not say which building is lost: name a site in it.")
        case "building_loss" if site is not None and not site.datacenter:
            return Unstated("lost_site", f"{named(site)} does not say in which building it stands.")
        case "link_loss" if scenario.lost_link is None and site is None:
            return Unstated("lost_link", f"{name} does not say which link is lost.")
        case "target_loss" if scenario.lost_target not in targets:
            return Unstated("lost_target", f"{name} does not say which backup target is lost.")
        case "corruption" if scenario.detection_delay_minutes is None:
            return Unstated("detection_delay_minutes", f"{name} does not say how long corruption goes unnoticed.")
    return None
