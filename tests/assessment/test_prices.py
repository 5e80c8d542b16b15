"""Prices: the published figures, stand-ins that say so, the plan's own prices, units and tiers."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.price_book import HOURS_PER_MONTH, Currency
from dr_desktop.assessment.price_keys import (
    DISK_SNAPSHOT,
    EGRESS_BY_INTERNET,
    EGRESS_BY_MICROSOFT,
    EXPRESSROUTE_OUTBOUND,
    PROTECTED_INSTANCE,
    REPLICATED_TO_AZURE,
    REPLICATED_TO_CUSTOMER_SITE,
    SMALL_PROTECTED_INSTANCE,
    DiskFamily,
    DiskRedundancy,
    Ladder,
    blob_key,
    disk_key,
    expressroute_circuit_key,
    machine_key,
    page_blob_key,
    vault_key,
    vpn_gateway_key,
)
from dr_desktop.assessment.price_list import all_price_keys
from dr_desktop.assessment.price_own import OwnPrices, own_prices
from dr_desktop.assessment.prices import (
    MeteredUnits,
    MissingPrice,
    Price,
    price,
    protected_instances,
    smallest_disk,
    tiered_units,
    volume_steps,
)
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.governance import PriceOverride

CATALOG: Catalog = load_catalog()


def agreed(prices: dict[str, float]) -> OwnPrices:
    return own_prices([PriceOverride(id=key, key=key, price=amount) for key, amount in prices.items()])


def priced(key: str, region: str = "westeurope") -> Price:
    found = price(CATALOG, key, region)
    assert isinstance(found, Price), found
    return found


@pytest.mark.parametrize(
    ("key", "amount", "unit"),
    [
        (vault_key("lrs"), 0.0224, "GB-month"),
        (vault_key("zrs"), 0.0280, "GB-month"),
        (vault_key("grs"), 0.0448, "GB-month"),
        (vault_key("ra_grs"), 0.0569, "GB-month"),
        (SMALL_PROTECTED_INSTANCE, 5.0, "instance-month"),
        (PROTECTED_INSTANCE, 10.0, "instance-month"),
        (REPLICATED_TO_AZURE, 25.0, "instance-month"),
        (REPLICATED_TO_CUSTOMER_SITE, 16.0, "instance-month"),
        (disk_key("P10"), 21.68, "disk-month"),
        (disk_key("P30"), 148.68, "disk-month"),
        (disk_key("S30"), 40.96, "disk-month"),
        (disk_key("E10"), 9.60, "disk-month"),
        (disk_key("P10", "zrs"), 32.519, "disk-month"),
        (DISK_SNAPSHOT, 0.05, "GB-month"),
        (page_blob_key("lrs"), 0.045, "GB-month"),
        (blob_key("hot", "lrs"), 0.0196, "GB-month"),
        (blob_key("cool", "lrs"), 0.0100, "GB-month"),
        (blob_key("archive", "lrs"), 0.0018, "GB-month"),
        (blob_key("cool", "ra_grs"), 0.025, "GB-month"),
        (machine_key("Standard_D4s_v5", "linux"), 0.230, "hour"),
        (machine_key("Standard_D4s_v5", "windows"), 0.414, "hour"),
        (expressroute_circuit_key(1000), 436.0, "month"),
        (EXPRESSROUTE_OUTBOUND, 0.025, "GB"),
    ],
)
def test_the_published_price_in_west_europe_is_found(key: str, amount: float, unit: str) -> None:
    found = priced(key)
    assert (found.amount, found.unit, found.currency) == (amount, unit, "USD")
    assert found.assumed_region is None
    assert found.source.title
    assert found.source.as_of


def test_a_region_may_be_written_as_people_write_it() -> None:
    assert priced(vault_key("grs"), "West Europe") == priced(vault_key("grs"), "westeurope")


def test_a_price_of_another_region_says_whose_it_is() -> None:
    found = priced(vault_key("grs"), "japaneast")
    assert (found.amount, found.region, found.assumed_region) == (0.0448, "westeurope", "westeurope")


def test_a_gateway_without_a_price_in_europe_takes_the_one_of_east_us_and_says_so() -> None:
    found = priced(vpn_gateway_key("VpnGw1"))
    assert (found.amount, found.unit, found.assumed_region) == (138.70, "month", "eastus")
    assert found.amount == pytest.approx(0.19 * HOURS_PER_MONTH)


def test_a_price_that_holds_everywhere_is_no_assumption() -> None:
    found = priced(REPLICATED_TO_AZURE, "japaneast")
    assert (found.region, found.assumed_region) == ("everywhere", None)


def test_the_price_of_a_billing_zone_holds_in_its_regions_and_is_assumed_outside() -> None:
    inside, outside = priced(EXPRESSROUTE_OUTBOUND, "uksouth"), priced(EXPRESSROUTE_OUTBOUND, "japaneast")
    assert (inside.region, inside.assumed_region) == ("Zone 1", None)
    assert (outside.amount, outside.assumed_region) == (inside.amount, "Zone 1")
    assert priced(EXPRESSROUTE_OUTBOUND, "Zone 3").amount == 0.14


def test_a_region_that_is_not_stated_takes_the_reference_region_and_says_so() -> None:
    assert priced(vault_key("lrs"), "").assumed_region == "westeurope"


@pytest.mark.parametrize("key", ["vm.Standard_M416ms_v2.linux", page_blob_key("zrs"), ""])
def test_what_has_no_meter_is_a_missing_price_and_never_nought(key: str) -> None:
    found = price(CATALOG, key, "westeurope")
    assert isinstance(found, MissingPrice)
    assert (found.key, found.region) == (key, "westeurope")
    assert "State" in found.reason


def test_a_meter_without_a_price_in_any_reference_region_is_missing() -> None:
    # All meters of the bundled catalog have one; a catalog that states no reference regions does not.
    strict = replace(CATALOG, prices=replace(CATALOG.prices, reference_regions=()))
    found = price(strict, vault_key("grs"), "japaneast")
    assert isinstance(found, MissingPrice)
    assert "japaneast" in found.reason
    assert isinstance(price(strict, vault_key("grs"), "westeurope"), Price)


def test_a_price_of_the_plan_wins_and_is_not_converted() -> None:
    found = price(CATALOG, vault_key("grs"), "japaneast", agreed({vault_key("grs"): 0.03}), Currency("EUR", 0.8775779))
    assert isinstance(found, Price)
    assert (found.amount, found.currency, found.unit, found.stated) == (0.03, "EUR", "GB-month", True)
    assert found.assumed_region is None
    assert found.source.title == "Stated in the plan"


def test_a_price_of_the_plan_may_be_nought() -> None:
    found = price(CATALOG, PROTECTED_INSTANCE, "westeurope", agreed({PROTECTED_INSTANCE: 0.0}))
    assert isinstance(found, Price)
    assert found.amount == 0.0


def test_a_price_of_the_plan_stands_for_what_the_catalog_does_not_know() -> None:
    found = price(CATALOG, "vm.Standard_M416ms_v2.linux", "westeurope", agreed({"vm.Standard_M416ms_v2.linux": 55.0}))
    assert isinstance(found, Price)
    assert found.amount == 55.0


def test_a_published_price_is_converted_at_the_plans_rate() -> None:
    found = price(CATALOG, REPLICATED_TO_AZURE, "westeurope", currency=Currency("EUR", 0.8775779))
    assert isinstance(found, Price)
    assert found.amount == pytest.approx(21.939447, abs=1e-6)
    assert found.currency == "EUR"


def test_the_known_exchange_rates_are_those_implied_by_the_meters() -> None:
    rates = {code: rate.currency.per_usd for code, rate in CATALOG.prices.exchange_rates.items()}
    assert rates == {"EUR": 0.8775779, "GBP": 0.754744}


@pytest.mark.parametrize(
    ("used_gib", "expected"),
    [
        (0.0, MeteredUnits(SMALL_PROTECTED_INSTANCE, 1)),
        (50.0, MeteredUnits(SMALL_PROTECTED_INSTANCE, 1)),
        (50.1, MeteredUnits(PROTECTED_INSTANCE, 1)),
        (500.0, MeteredUnits(PROTECTED_INSTANCE, 1)),
        (501.0, MeteredUnits(PROTECTED_INSTANCE, 2)),
        (1000.0, MeteredUnits(PROTECTED_INSTANCE, 2)),
        (1228.8, MeteredUnits(PROTECTED_INSTANCE, 3)),
        (2000.0, MeteredUnits(PROTECTED_INSTANCE, 4)),
    ],
)
def test_protected_instances_are_counted_in_started_steps(used_gib: float, expected: MeteredUnits) -> None:
    assert protected_instances(CATALOG, used_gib) == expected


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_larger_machine_never_costs_less_to_protect(one: float, other: float) -> None:
    small, large = (protected_instances(CATALOG, gib) for gib in sorted((one, other)))
    assert small.units * priced(small.key).amount <= large.units * priced(large.key).amount


@pytest.mark.parametrize(
    ("gib", "name"), [(1, "P1"), (32, "P4"), (33, "P6"), (127.5, "P10"), (128, "P10"), (129, "P15"), (32767, "P80")]
)
def test_a_disk_takes_the_smallest_tier_that_holds_it(gib: float, name: str) -> None:
    tier = smallest_disk(CATALOG, "premium_ssd", gib)
    assert tier is not None
    assert (tier.name, tier.key) == (name, disk_key(name))


def test_a_disk_beyond_the_largest_tier_has_none() -> None:
    assert smallest_disk(CATALOG, "premium_ssd", 32768) is None


def test_standard_hdd_is_not_sold_with_zone_redundancy() -> None:
    assert smallest_disk(CATALOG, "standard_hdd", 100, "zrs") is None


@given(
    st.sampled_from(["premium_ssd", "standard_ssd", "standard_hdd"]),
    st.sampled_from(["lrs", "zrs"]),
    st.floats(0, 32767),
    st.floats(0, 32767),
)
def test_a_larger_disk_never_gets_a_smaller_or_cheaper_tier(
    family: DiskFamily, redundancy: DiskRedundancy, one: float, other: float
) -> None:
    small, large = (smallest_disk(CATALOG, family, gib, redundancy) for gib in sorted((one, other)))
    if small is None or large is None:
        assert (family, redundancy) == ("standard_hdd", "zrs")
        return
    assert small.gib <= large.gib
    assert priced(small.key).amount <= priced(large.key).amount


LADDERS: list[Ladder] = [EGRESS_BY_MICROSOFT, EGRESS_BY_INTERNET]


def cost(ladder: str, gb: float) -> float:
    return math.fsum(share.units * priced(share.key).amount for share in tiered_units(CATALOG, ladder, gb))


@pytest.mark.parametrize(
    ("ladder", "gb", "usd"),
    [
        (EGRESS_BY_MICROSOFT, 0, 0.0),
        (EGRESS_BY_MICROSOFT, 100, 0.0),
        (EGRESS_BY_MICROSOFT, 101, 0.087),
        (EGRESS_BY_MICROSOFT, 10_340, 890.88),
        (EGRESS_BY_MICROSOFT, 10_341, 890.963),
        (EGRESS_BY_INTERNET, 10_340, 819.2),
        (EGRESS_BY_INTERNET, 200_000, 819.2 + 40_960 * 0.065 + 102_400 * 0.06 + 46_300 * 0.04),
    ],
)
def test_egress_is_charged_tier_by_tier_after_a_free_100_gb(ladder: str, gb: float, usd: float) -> None:
    assert cost(ladder, gb) == pytest.approx(usd)


@given(st.sampled_from([*LADDERS, blob_key("hot", "grs"), vault_key("lrs")]), st.floats(0, 1e7))
def test_the_tiers_of_a_month_add_up_to_the_month(ladder: str, gb: float) -> None:
    shares = tiered_units(CATALOG, ladder, gb)
    assert math.fsum(share.units for share in shares) == pytest.approx(gb)
    assert all(share.units > 0 for share in shares)


@given(st.sampled_from([*LADDERS, blob_key("hot", "grs")]), st.floats(0, 1e7), st.floats(0, 1e7))
def test_more_gb_never_cost_less(ladder: str, one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert cost(ladder, less) <= cost(ladder, more) * (1 + 1e-12)


@pytest.mark.parametrize("ladder", sorted(CATALOG.prices.ladders))
def test_the_steps_of_a_ladder_rise_in_volume_and_fall_in_price(ladder: str) -> None:
    steps = volume_steps(CATALOG, ladder)
    starts = [step.from_units for step in steps]
    paid = [amount for step in steps if (amount := priced(step.key).amount) > 0]
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert paid == sorted(paid, reverse=True)


def test_the_list_of_prices_shows_what_a_plan_can_use_and_no_more() -> None:
    lines = all_price_keys(CATALOG, "westeurope")
    keys = [line.price.key for line in lines]
    assert 60 <= len(lines) <= 120
    assert len(set(keys)) == len(keys)
    assert all(isinstance(line.price, Price) and line.price.label and line.price.unit for line in lines)
    assert {vault_key("grs"), REPLICATED_TO_AZURE, disk_key("P10"), machine_key("Standard_D4s_v5", "windows")} <= {
        *keys
    }


def test_the_list_of_prices_keeps_a_group_together() -> None:
    own = agreed({machine_key("Standard_B2s", "linux"): 1.0})
    groups = [line.group for line in all_price_keys(CATALOG, "westeurope", own)]
    assert len({*groups}) == 1 + sum(before != after for before, after in pairwise(groups))


def test_the_list_of_prices_adds_the_plans_own_and_those_it_uses() -> None:
    own, used, unheard = "disk.p10.zrs", machine_key("Standard_B2s", "linux"), "fibre.month"
    before = {line.price.key for line in all_price_keys(CATALOG, "westeurope")}
    after = {
        line.price.key: line.price
        for line in all_price_keys(CATALOG, "westeurope", agreed({own: 1.0}), also=[used, unheard])
    }
    assert {*after} - before == {own, used, unheard}
    assert isinstance(after[unheard], MissingPrice)
    stated = after[own]
    assert isinstance(stated, Price)
    assert stated.stated
