"""Azure regions, their pairs, and distances on the earth."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.regions import EARTH_RADIUS_KM, distance_km, pair_of, region_named
from dr_desktop.files.catalogs import load_catalog

REGIONS = load_catalog().regions


def test_a_region_is_recognised_by_its_name_and_by_its_display_name() -> None:
    assert all(region_named(REGIONS, region.display_name) is region for region in REGIONS.values())
    assert region_named(REGIONS, "Atlantis") is None


def test_a_region_has_its_country_flags_and_place() -> None:
    region = REGIONS["westeurope"]
    assert (region.country, region.in_eu, region.in_eea, region.has_zones) == ("NL", True, True, True)
    assert (region.latitude, region.longitude) == (52.3667, 4.9)
    assert region.source.as_of == "2025-03-21"
    assert region.coordinates_source is not None
    assert REGIONS["norwayeast"].in_eu is False
    assert REGIONS["norwayeast"].in_eea is True


def test_geo_redundant_storage_may_leave_the_country_and_not_come_back() -> None:
    pair = pair_of(REGIONS, "Brazil South")
    assert pair is not None
    assert (pair.name, pair.country, pair.pair) == ("southcentralus", "US", "northcentralus")


@pytest.mark.parametrize("name", ["italynorth", "polandcentral", "belgiumcentral", "nowhere"])
def test_a_region_without_a_pair_has_none(name: str) -> None:
    assert pair_of(REGIONS, name) is None


def test_every_pair_is_a_region_of_the_catalog() -> None:
    assert {region.pair for region in REGIONS.values() if region.pair} <= REGIONS.keys()


def test_a_pair_may_need_a_request_for_access() -> None:
    assert REGIONS["francesouth"].restricted is True
    assert REGIONS["westeurope"].restricted is False


def test_what_is_not_known_is_none() -> None:
    assert REGIONS["spaincentral"].latitude is None
    assert REGIONS["belgiumcentral"].has_zones is None


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((52.3667, 4.9), (53.3478, -6.2597), 757),
        ((0.0, 0.0), (0.0, 180.0), math.pi * EARTH_RADIUS_KM),
        ((90.0, 0.0), (0.0, 123.0), math.pi * EARTH_RADIUS_KM / 2),
        ((0.0, 179.5), (0.0, -179.5), math.pi * EARTH_RADIUS_KM / 180),
    ],
)
def test_a_distance_is_that_along_the_great_circle(
    one: tuple[float, float], other: tuple[float, float], km: float
) -> None:
    assert distance_km(*one, *other) == pytest.approx(km, rel=2e-3)


LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_a_distance_is_the_same_both_ways_and_at_most_half_the_way_round(
    a: float, b: float, c: float, d: float
) -> None:
    there, back = distance_km(a, b, c, d), distance_km(c, d, a, b)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= math.pi * EARTH_RADIUS_KM + 1e-6
    assert distance_km(a, b, a, b) == 0
