"""Close proximity: two sites that one event may take together."""

from __future__ import annotations

from dr_desktop.assessment.regions import Region, distance_km, region_named
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.sides import share_fate
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.site import Site

Place = tuple[float, float]


def proximity(one: Site, other: Site, around: Surroundings) -> str | None:
    """In words, why two sites are in close proximity; None where they are not.

    Close are: the same site, two sites in one building, and two sites nearer than the assumed `minimum_distance_km`.
    A distance that is not known is no objection: None.
    """
    if one.id == other.id:
        return f"it is at {named(one)} itself"
    if share_fate(one, other):
        return f"{named(one)} and {named(other)} stand in one building, {one.datacenter}"
    apart_km = distance_between_km(one, other, around)
    least_km = around.assumed.minimum_distance_km
    if apart_km is None or apart_km >= least_km:
        return None
    return f"{named(one)} and {named(other)} are {apart_km:,.1f} km apart, less than {least_km:,.0f} km"


def distance_between_km(one: Site, other: Site, around: Surroundings) -> float | None:
    """Kilometres between two sites by their own coordinates, else by their Azure region's; None if not known.

    A stamp without coordinates that names the other site's region is registered there, which does not say where it
    stands: None.
    """
    here, there = _own_place(one), _own_place(other)
    if here is None or there is None:
        one_region, other_region = _region(one, around), _region(other, around)
        if one_region is other_region and not one.kind == other.kind == "azure_region":
            return None
        here = here or _place_of(one_region)
        there = there or _place_of(other_region)
    if here is None or there is None:
        return None
    return distance_km(*here, *there)


def _own_place(site: Site) -> Place | None:
    if site.latitude is None or site.longitude is None:
        return None
    return site.latitude, site.longitude


def _region(site: Site, around: Surroundings) -> Region | None:
    return region_named(around.catalog.regions, site.azure_region) if site.azure_region else None


def _place_of(region: Region | None) -> Place | None:
    if region is None or region.latitude is None or region.longitude is None:
        return None
    return region.latitude, region.longitude
