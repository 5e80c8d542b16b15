"""The plan's own prices: where they hold, in which currency, from which volume, and whether discount is granted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dr_desktop.assessment.price_book import Currency
from dr_desktop.assessment.price_keys import EGRESS_BY_MICROSOFT, blob_key, vault_key
from dr_desktop.assessment.price_list import all_price_keys
from dr_desktop.assessment.price_own import OwnPrices, own_prices, step_key
from dr_desktop.assessment.prices import Price, price, tiered_units, volume_steps
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.governance import PriceOverride

CATALOG = load_catalog()
VAULT = vault_key("grs")
EURO = Currency("EUR", 0.88)


def own(*rows: dict[str, Any]) -> OwnPrices:
    return own_prices([PriceOverride(id=f"p{n}", **{"key": VAULT, **row}) for n, row in enumerate(rows)])


def found(prices: OwnPrices, region: str, key: str = VAULT, currency: Currency = EURO) -> Price:
    one = price(CATALOG, key, region, prices, currency)
    assert isinstance(one, Price)
    return one


def test_the_nearest_of_the_plans_prices_counts() -> None:
    prices = own({"price": 1.0}, {"price": 2.0, "region": "Zone 1"}, {"price": 3.0, "region": "UK South"})
    assert [found(prices, region).amount for region in ("uksouth", "westeurope", "japaneast")] == [3.0, 2.0, 1.0]
    assert found(prices, "uksouth").region == "UK South"


def test_a_price_for_one_region_leaves_the_others_to_the_catalog() -> None:
    prices = own({"price": 3.0, "region": "uksouth"})
    assert found(prices, "uksouth").stated
    assert not found(prices, "westeurope").stated


def test_a_price_in_dollars_is_converted_and_one_in_the_plans_currency_is_not() -> None:
    assert found(own({"price": 2.0, "currency": "USD"}), "").amount == pytest.approx(1.76)
    assert found(own({"price": 2.0, "currency": "eur"}), "").amount == 2.0
    assert found(own({"price": 2.0}), "").amount == 2.0


def test_a_price_in_any_other_currency_leaves_the_catalogs_in_force() -> None:
    assert not found(own({"price": 2.0, "currency": "GBP"}), "westeurope").stated


def test_discount_is_granted_on_published_prices_and_not_on_agreed_ones() -> None:
    assert found(own({"price": 2.0, "list_price": True}), "").listed
    assert not found(own({"price": 2.0}), "").listed
    assert found(own(), "").listed


def test_a_price_carries_its_source_and_date() -> None:
    one = found(own({"price": 2.0, "source": "Offer 12", "as_of": date(2026, 7, 1)}), "")
    assert (one.source.title, one.source.as_of) == ("Offer 12", "2026-07-01")
    assert found(own({"price": 2.0, "as_of": date(2026, 7, 1)}), "").source.title == "Stated in the plan"


def test_a_row_without_a_price_or_a_key_counts_for_nothing() -> None:
    assert own({"price": None}, {"price": 1.0, "key": ""}).keys == ()


def test_a_price_from_a_volume_on_is_a_tier_of_its_own_where_it_holds() -> None:
    hot = blob_key("hot", "lrs")
    prices = own({"key": hot, "price": 0.018, "from_units": 51_200, "region": "westeurope"})
    steps = volume_steps(CATALOG, hot, prices, "westeurope")
    assert [step.from_units for step in steps] == [0, 51_200, 512_000]
    assert volume_steps(CATALOG, hot, prices, "northeurope") == volume_steps(CATALOG, hot)
    shares = tiered_units(CATALOG, hot, 60_000, prices, "westeurope")
    assert [(share.key, share.units) for share in shares] == [(hot, 51_200), (step_key(hot, 51_200), 8_800)]
    step = found(prices, "westeurope", step_key(hot, 51_200))
    assert (step.amount, step.label) == (0.018, "Blob storage, hot, LRS, from 51,200 units a month")


def test_a_price_from_the_start_of_a_catalog_tier_takes_its_place() -> None:
    ladder = EGRESS_BY_MICROSOFT
    start = CATALOG.prices.ladders[ladder][1].from_units
    prices = own({"key": ladder, "price": 0.05, "from_units": start})
    steps = volume_steps(CATALOG, ladder, prices)
    assert len(steps) == len(CATALOG.prices.ladders[ladder])
    assert steps[1].key == step_key(ladder, start)


def test_the_list_of_prices_shows_a_tier_of_the_plan_after_its_meters_others() -> None:
    hot = blob_key("hot", "lrs")
    prices = own({"key": hot, "price": 1, "from_units": 9}, {"key": EGRESS_BY_MICROSOFT, "price": 1, "from_units": 9e5})
    lines = {one.price.key: one for one in all_price_keys(CATALOG, "westeurope", prices)}
    keys = list(lines)
    for ladder, step in ((hot, step_key(hot, 9)), (EGRESS_BY_MICROSOFT, step_key(EGRESS_BY_MICROSOFT, 9e5))):
        assert keys[keys.index(step) - 1] == CATALOG.prices.ladders[ladder][-1].key
        assert lines[step].group == lines[keys[keys.index(step) - 1]].group
    egress = lines[step_key(EGRESS_BY_MICROSOFT, 9e5)].price
    assert egress.label == "Egress by Microsoft’s network, from 900,000 units a month"
