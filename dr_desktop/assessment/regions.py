"""Azure regions: country, pair, place on the earth, and the distance between places."""

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from dr_desktop.assessment.citation import Source, sources_from_json
from dr_desktop.assessment.price_book import region_code

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the earth (IUGG)."""


class Region(NamedTuple):
    """An Azure region. None is not known; `country` is ISO 3166-1 alpha-2, the coordinates are degrees.

    `pair` is where geo-redundant storage copies to. It may be one-way, and may lie in another country.
    """

    name: str
    display_name: str
    geography: str
    country: str
    in_eu: bool | None
    in_eea: bool | None
    place: str
    has_zones: bool | None
    pair: str | None
    restricted: bool | None
    status: str
    latitude: float | None
    longitude: float | None
    source: Source
    coordinates_source: Source | None


def regions_from_json(part: Mapping[str, Any]) -> dict[str, Region]:
    """The regions of a parsed `regions.json` by name; raises KeyError, TypeError or ValueError on a wrong row."""
    sources = sources_from_json(part)

    def flag(value: int | None) -> bool | None:
        return None if value is None else bool(value)

    regions: dict[str, Region] = {}
    for row in part["regions"]:
        name, shown, geography, country, in_eu, in_eea, place, zones, pair, restricted, status, lat, lon, src, xy = row
        regions[name] = Region(
            name, shown, geography, country, flag(in_eu), flag(in_eea), place, flag(zones), pair, flag(restricted),
            status, lat, lon, sources[src], sources[xy] if xy else None,
        )  # fmt: skip
    return regions


def region_named(regions: Mapping[str, Region], text: str) -> Region | None:
    """The region that a person means by `westeurope`, `West Europe` or `west europe`; None if there is none."""
    return regions.get(region_code(text))


def pair_of(regions: Mapping[str, Region], region: str) -> Region | None:
    """The region that geo-redundant storage of `region` copies to; None where there is no pair or it is not known."""
    found = region_named(regions, region)
    return regions.get(found.pair) if found and found.pair else None


# A plan has few sites, and every application asks how far apart its own are.
@lru_cache(maxsize=4096)
def distance_km(latitude_1: float, longitude_1: float, latitude_2: float, longitude_2: float) -> float:
    """Kilometres along the earth's surface between two places in degrees [1]; within 0.6 % of the ellipsoid's.

    [1] Haversine: 2 R asin sqrt(sin²(Δφ/2) + cos φ1 cos φ2 sin²(Δλ/2)).
    """
    phi_1, phi_2 = math.radians(latitude_1), math.radians(latitude_2)
    half_phi = (phi_2 - phi_1) / 2
    half_lambda = math.radians(longitude_2 - longitude_1) / 2
    square = math.sin(half_phi) ** 2 + math.cos(phi_1) * math.cos(phi_2) * math.sin(half_lambda) ** 2
    # Rounding may lift the square of two opposite places a hair above 1.
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, square)))
