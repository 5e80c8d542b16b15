"""How old prices are: dates as sources write them, and what is said of old prices."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.price_age import old_own_prices, price_day
from dr_desktop.assessment.surroundings import surroundings_of
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.governance import PriceOverride
from tests.assessment.quiet_estate import add, both, edit, quiet_plan

CATALOG = load_catalog()
REVIEW = date(2027, 1, 15)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-08-22", date(2026, 8, 22)),
        ("2024-07", date(2024, 7, 1)),
        ("2026; tiers undated", date(2026, 1, 1)),
        ("2026-13-40", None),
        ("undated", None),
        ("", None),
    ],
)
def test_the_day_of_a_price_is_the_first_that_its_source_names(written: str, day: date | None) -> None:
    assert price_day(written) == day


@given(st.integers(0, 400), st.integers(1, 400))
def test_a_price_is_old_on_the_day_after_the_last_that_it_is_valid(age: int, valid: int) -> None:
    around = surroundings_of(edit("assumptions", "price_validity_days", base=float(valid))(quiet_plan()), CATALOG)
    one = PriceOverride(id="own", key="backup.instance", price=1.0, as_of=REVIEW - timedelta(days=age))
    assert bool(list(old_own_prices([one], around))) == (age > valid)


def test_prices_of_one_file_are_said_once() -> None:
    around = surroundings_of(quiet_plan(), CATALOG)
    rows = [
        PriceOverride(id=f"own-{n}", key=f"key-{n}", price=1.0, source="prices.json", as_of=date(2000, 1, n // 3 + 1))
        for n in range(6)
    ]
    first, second = old_own_prices(rows, around)
    assert (first.entity, second.entity) == ("own-0", "own-3")
    assert first.sentence.startswith("3 of the plan's prices (prices.json) are of 1 Jan 2000")


def test_an_own_price_that_is_in_force_keeps_the_catalogs_age_out_of_it() -> None:
    cloud = add("backup_targets", "cloud", site="azure", placement="azure", redundancy="lrs")
    plan = both(
        cloud,
        edit("applications", "billing", backup_target="cloud"),
        edit("assumptions", "price_validity_days", base=180.0),
    )(quiet_plan())
    old = [one for one in assess(plan, CATALOG).findings if one.rule == "catalog-prices-old"]
    assert len(old) == 1
    keys = CATALOG.prices.meters
    own = [PriceOverride(id=f"own-{n}", key=key, price=1.0, as_of=REVIEW) for n, key in enumerate(keys)]
    renewed = assess(plan.put("price_overrides", *own), CATALOG)
    assert [one for one in renewed.findings if one.rule == "catalog-prices-old"] == []
