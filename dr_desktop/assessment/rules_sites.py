"""Rules about sites and links that are in use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dr_desktop.assessment.guidance import INFRASTRUCTURE, TABLE, recommended_topologies
from dr_desktop.assessment.regions import region_named
from dr_desktop.assessment.results import Finding
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.sides import side_of
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.link import Link
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.site import Site
from dr_desktop.plan.words import word

_LATER_EDITION: Final = "Guidance, edition of 2020-02-18: where data may be, and how far apart"

OPERATOR: Final = Rule(
    "operator-not-in-table", "warning", "Who operates a site is not stated, or not in the guidance's table.", TABLE
)
OWNER: Final = Rule("owner-is-not-operator", "note", "A site is operated by another than the building's owner.", TABLE)
COUNTRY: Final = Rule(
    "country-not-stated", "note", "A site in use does not say in which country it is.", _LATER_EDITION
)
PLACE: Final = Rule(
    "place-not-stated",
    "note",
    "A site in use states neither coordinates nor building, so its distance cannot be judged.",
    recommended_topologies(1, 2),
)
REGION_UNKNOWN: Final = Rule(
    "region-not-known", "warning", "An Azure region is not in the catalog.", "Azure regions (2025-03-21)"
)
ONE_CLOUD: Final = Rule(
    "one-cloud-only",
    "warning",
    "The plan has one cloud only; recovering needs a separate one.",
    "Guidance, source/target combinations (2018-05-14), and its edition of 2020-02-18",
)
INFRASTRUCTURE_OLD: Final = Rule(
    "infrastructure-plan-date",
    "note",
    "The operator's plan for the stamp itself carries no date.",
    INFRASTRUCTURE,
)
LINK_ENDS: Final = Rule(
    "link-without-ends", "warning", "A link does not join two different sites.", "DR Desktop: consistency"
)
LINK_ZERO: Final = Rule(
    "link-carries-nothing",
    "error",
    "A link has a speed or a usable share of zero.",
    "DR Desktop: nothing can be moved over it",
)
LINK_TWICE: Final = Rule(
    "link-twice",
    "note",
    "Two links join the same sites; only the faster one counts.",
    "DR Desktop: figures use one link between two sites",
)

SITE_RULES: Final = (
    OPERATOR,
    OWNER,
    COUNTRY,
    PLACE,
    REGION_UNKNOWN,
    ONE_CLOUD,
    INFRASTRUCTURE_OLD,
    LINK_ENDS,
    LINK_ZERO,
    LINK_TWICE,
)


def site_findings(plan: Plan, around: Surroundings) -> Iterator[Finding]:
    """What is objected to at sites in use, and at having no second cloud."""
    used = _sites_in_use(plan)
    for site in plan.sites.values():
        if site.id in used:
            yield from _site(site, around)
    clouds = [site for site in plan.sites.values() if site.kind != "datacenter"]
    if len(clouds) == 1 and any(one.source_site == clouds[0].id for one in plan.applications.values()):
        yield ONE_CLOUD.found(
            "sites",
            clouds[0].id,
            "name",
            f"{named(clouds[0])} is the only cloud of the plan: if it is lost, nothing can be brought back.",
            "Add a second Azure Stack in another datacenter, or an Azure region.",
        )


def plan_link_findings(plan: Plan) -> Iterator[Finding]:
    """What is objected to at links, whatever they carry."""
    joined: dict[frozenset[str | None], Link] = {}
    for link in plan.links.values():
        ends = frozenset((link.from_site, link.to_site))
        name = named(link)
        if None in ends or len(ends) < 2:
            yield LINK_ENDS.found(
                "links",
                link.id,
                "to_site" if link.from_site else "from_site",
                f"{name} does not join two sites, so nothing moves over it.",
                "Choose both ends.",
            )
            continue
        if link.mbit_s == 0 or link.usable_percent == 0:
            yield LINK_ZERO.found(
                "links",
                link.id,
                "mbit_s" if link.mbit_s == 0 else "usable_percent",
                f"{name} carries nothing: its {'speed' if link.mbit_s == 0 else 'usable share'} is zero.",
                "Type what it carries; leave it blank if it is not known.",
            )
        first = joined.setdefault(ends, link)
        if first is not link:
            yield LINK_TWICE.found(
                "links",
                link.id,
                "from_site",
                f"{name} joins the same sites as {named(first)}; figures use the faster one.",
                "State one link with what both carry together, or remove one.",
            )


def _site(site: Site, around: Surroundings) -> Iterator[Finding]:
    name = named(site)
    region = region_named(around.catalog.regions, site.azure_region) if site.azure_region else None
    if site.azure_region and region is None:
        sentence = f"{name} names the Azure region “{site.azure_region}”, which the catalog does not know."
        yield REGION_UNKNOWN.found("sites", site.id, "azure_region", sentence, "Type its name, such as westeurope.")
    if site.kind != "azure_region":
        yield from _operated(site)
    if not site.country and region is None:
        sentence = f"{name} states no country, so where data lies cannot be checked."
        yield COUNTRY.found("sites", site.id, "country", sentence, "Type two letters, such as NL.")
    placed = site.latitude is not None and site.longitude is not None
    if not placed and not site.datacenter and (region is None or site.kind == "azure_stack"):
        sentence = f"{name} states neither coordinates nor building, so whether it is far enough is not known."
        yield PLACE.found("sites", site.id, "latitude", sentence, "Type latitude and longitude, or the building.")
    if site.infrastructure_plan_owner and site.infrastructure_plan_on is None:
        sentence = f"The infrastructure plan of {name} carries no date."
        yield INFRASTRUCTURE_OLD.found(
            "sites", site.id, "infrastructure_plan_on", sentence, "Ask the operator for the date of its plan."
        )


def _operated(site: Site) -> Iterator[Finding]:
    name = named(site)
    if not side_of(site):
        if site.operator is None:
            sentence = f"Who operates {name} is not stated, so its place in the guidance's table is not known."
        else:
            sentence = f"{name} is operated by {word('Operator', site.operator)}, not in the guidance's table."
        yield OPERATOR.found("sites", site.id, "operator", sentence, "Choose customer or CSP.")
    elif site.datacenter_owner is not None and site.datacenter_owner != site.operator:
        operator, owner = word("Operator", site.operator), word("Operator", site.datacenter_owner)
        sentence = f"{name}: operator {operator}, building of {owner}; the guidance's table has no such pair."
        remedy = "Read the verdicts of its applications with that in mind, or correct the owner."
        yield OWNER.found("sites", site.id, "datacenter_owner", sentence, remedy)


def _sites_in_use(plan: Plan) -> set[str]:
    used: set[str] = set()
    for application in plan.applications.values():
        if application.source_site is not None:
            used.add(application.source_site)
        if application.recovery_sites:
            used.update(application.recovery_sites)
    for tier in plan.tiers.values():
        used.update(tier.recovery_sites or ())
    used.update(target.site for target in plan.backup_targets.values() if target.site)
    return used
