"""What an import of published prices changes in a plan, and what it leaves out and says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.price_book import USD, region_code
from dr_desktop.assessment.price_import import PriceChange, PriceProposal, price_proposal, with_prices
from dr_desktop.assessment.price_own import own_prices
from dr_desktop.assessment.price_rows import RetailRow
from dr_desktop.assessment.prices import Price, price
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.assumptions import Assumption
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.governance import PriceOverride
from dr_desktop.plan.header import Header
from dr_desktop.plan.plan import HEADER, Plan, new_plan
from dr_desktop.plan.site import Site
from tests.assessment.retail_rows import machine, row

CATALOG = load_catalog()
SAVED = date(2026, 11, 20)
VAULT = "backup.vault.grs"


def plan_of(*regions: str, currency: str = "USD", rate: float = 1.0) -> Plan:
    plan = new_plan(date(2027, 1, 1))
    plan = replace(plan, header=Header(id=HEADER, currency=currency))
    plan = plan.put("assumptions", Assumption(id="exchange_rate", base=rate))
    sites = [Site(id=f"s{n}", kind="azure_region", azure_region=one) for n, one in enumerate(regions)]
    return plan.put("sites", *sites) if sites else plan


def proposed(plan: Plan, *rows: RetailRow) -> PriceProposal:
    found = price_proposal(plan, CATALOG, rows, "prices.json", SAVED)
    assert isinstance(found, PriceProposal), found
    return found


def change(plan: Plan, *rows: RetailRow) -> PriceChange:
    (one,) = proposed(plan, *rows).changes
    return one


def reasons(found: PriceProposal) -> dict[str, int]:
    return {one.reason: one.rows for one in found.left_out}


def now(plan: Plan, key: str, region: str = "westeurope") -> Price:
    found = price(CATALOG, key, region, own_prices(plan.price_overrides.values()), USD)
    assert isinstance(found, Price)
    return found


def test_a_price_is_shown_before_and_after_with_its_change() -> None:
    one = change(plan_of(), row(price=0.056))
    assert (one.key, one.label, one.unit, one.region) == (VAULT, "Vault storage, GRS", "GB-month", "westeurope")
    assert (one.before, one.after) == (0.0448, 0.056)
    assert one.percent == pytest.approx(25)


def test_a_price_taken_over_is_a_list_price_with_file_and_day() -> None:
    plan = plan_of()
    after = with_prices(plan, proposed(plan, row(price=0.056)))
    found = now(after, VAULT)
    assert (found.amount, found.listed) == (0.056, True)
    assert (found.source.title, found.source.as_of) == ("prices.json", "2026-11-20")


def test_importing_the_same_file_again_changes_nothing_and_adds_no_row() -> None:
    plan = plan_of()
    once = with_prices(plan, proposed(plan, row(price=0.056), machine("Standard_D4s_v5")))
    again = with_prices(once, proposed(once, row(price=0.056), machine("Standard_D4s_v5")))
    assert again.price_overrides == once.price_overrides
    assert [one.percent for one in proposed(once, row(price=0.056)).changes] == [0]


def test_a_price_that_the_plan_agreed_stays_and_is_said() -> None:
    plan = plan_of().put("price_overrides", PriceOverride(id="p", key=VAULT, price=0.03))
    found = proposed(plan, row(price=0.056))
    assert found.changes == ()
    assert "The plan states a price of its own, which is not a list price" in reasons(found)


def test_the_newest_of_two_rows_counts_and_one_that_is_not_in_force_does_not() -> None:
    newest = row(price=0.06, starts=date(2026, 8, 1))
    rows = (
        newest,
        row(price=0.05, starts=date(2025, 1, 1)),
        row(price=0.09, starts=date(2027, 1, 1)),
        row(price=0.01, starts=date(2026, 9, 1), ends=date(2026, 10, 1)),
    )
    found = proposed(plan_of(), *rows)
    assert [(one.after, one.since) for one in found.changes] == [(0.06, newest.starts)]
    assert reasons(found) == {
        "An older row, or another meter, of a price that is taken": 1,
        "In force only after the file was saved": 1,
        "No longer in force when the file was saved": 1,
    }


@given(st.permutations([row(price=0.05 + n / 100, starts=date(2020 + n, 1, 1)) for n in range(5)]))
def test_the_order_of_the_rows_does_not_matter(rows: list[RetailRow]) -> None:
    assert change(plan_of(), *rows).after == pytest.approx(0.09)


def test_rows_of_a_meter_in_other_regions_are_left_out() -> None:
    found = proposed(plan_of("northeurope"), row(), row(region="northeurope"), row(region="japaneast"))
    assert [one.region for one in found.changes] == ["northeurope", "westeurope"]
    assert reasons(found) == {"A region that the plan does not use": 1}


def test_a_region_of_the_plan_without_a_row_is_said() -> None:
    found = proposed(plan_of("northeurope"), row())
    assert found.notes == ("The file has no price for northeurope, which the plan uses: what it has now stays.",)


@pytest.mark.parametrize(("stated", "kept"), [("", ""), ("Global", ""), ("Zone 1", "Zone 1")])
def test_a_row_for_everywhere_or_for_a_zone_holds_in_the_regions_of_the_plan(stated: str, kept: str) -> None:
    plan = plan_of()
    egress = row(
        "Bandwidth", "Rtn Preference: MGN", "Standard Data Transfer Out", unit="1 GB", from_units=100, region=stated
    )
    found = proposed(plan, egress._replace(price=0.08))
    assert [(one.key, one.region) for one in found.changes] == [("egress.microsoft.next_10_tb", kept)]
    after = with_prices(plan, found)
    assert now(after, "egress.microsoft.next_10_tb").amount == 0.08
    outside = proposed(plan_of(), egress._replace(region="Zone 3"))
    assert reasons(outside) == {"A region that the plan does not use": 1}


def test_every_volume_tier_is_kept_also_one_that_the_catalog_lacks() -> None:
    tiers = [
        row("Storage", "General Block Blob v2", "Hot LRS Data Stored", price=one, from_units=start)
        for start, one in ((0, 0.0196), (51_200, 0.0188), (512_000, 0.018))
    ]
    plan = plan_of()
    found = proposed(plan, *tiers)
    assert [(one.key, one.from_units) for one in found.changes] == [
        ("blob.hot.lrs", None),
        ("blob.hot.lrs", 51_200),
        ("blob.hot.lrs.over_500_tb", None),
    ]
    assert now(with_prices(plan, found), "blob.hot.lrs@51200").amount == 0.0188


def test_a_machine_up_to_50_gb_is_charged_half_of_the_instances_meter() -> None:
    found = proposed(plan_of(), row(meter="On Premises Server Protected Instances", unit="1/Month", price=12.0))
    assert [(one.key, one.before, one.after) for one in found.changes] == [
        ("backup.instance", 10.0, 12.0),
        ("backup.instance_small", 5.0, 6.0),
    ]


def test_a_reservation_is_never_an_hours_price() -> None:
    found = proposed(plan_of(), machine("Standard_D4s_v5", price=569.0, kind="Reservation"), machine("Standard_D4s_v5"))
    assert [one.after for one in found.changes] == [0.23]


def test_windows_and_linux_of_a_size_are_two_prices() -> None:
    windows = machine("Standard_D4s_v5", "Virtual Machines Dsv5 Series Windows", price=0.414)
    found = proposed(plan_of(), windows, machine("Standard_D4s_v5", price=0.23))
    assert {one.key: one.after for one in found.changes} == {
        "vm.Standard_D4s_v5.linux": 0.23,
        "vm.Standard_D4s_v5.windows": 0.414,
    }


def test_dollars_are_converted_at_the_plans_rate_and_follow_it() -> None:
    plan = plan_of(currency="EUR", rate=0.9)
    found = proposed(plan, row(price=0.06))
    assert found.changes[0].after == pytest.approx(0.054)
    assert "converted at the plan's rate of 0.9 EUR" in found.notes[0]
    (stated,) = with_prices(plan, found).price_overrides.values()
    assert (stated.price, stated.currency) == (0.06, "USD")


def test_a_rate_of_one_is_said_when_dollars_come_into_a_plan_in_another_currency() -> None:
    assert "exchange rate is 1" in proposed(plan_of(currency="EUR"), row()).notes[1]


def test_the_plans_own_currency_is_preferred_to_dollars() -> None:
    found = proposed(plan_of(currency="EUR", rate=0.9), row(price=0.06), row(price=0.055, currency="EUR"))
    assert [(one.amount, one.currency) for one in found.changes] == [(0.055, "EUR")]


def test_a_file_in_a_third_currency_is_refused_with_what_to_ask_for_instead() -> None:
    found = price_proposal(plan_of(currency="EUR"), CATALOG, [row(currency="GBP")], "prices.json", SAVED)
    assert isinstance(found, Problem)
    assert "are in GBP; the plan is in EUR" in found.sentence
    assert "currencyCode='EUR'" in found.remedy


def test_rows_that_cannot_be_used_are_counted_by_reason_with_an_example() -> None:
    rows = [row("Azure DNS", "Azure DNS", "Public Zone")] * 3 + [row(unit="1 Rotation"), row(from_units=1000)]
    found = proposed(plan_of(), *rows)
    assert [(one.reason, one.rows) for one in found.left_out] == [
        ("A meter that DR Desktop does not reckon with", 3),
        ("Its unit cannot be put into the catalog's", 1),
        ("A volume tier of a meter that is reckoned without tiers", 1),
    ]
    assert found.left_out[0].example == "Azure DNS: Public Zone (westeurope, since 1 Jan 2026)"


meters = st.sampled_from(
    [
        row(),
        row(meter="Standard LRS Data Stored"),
        row(meter="On Premises Server Protected Instances", unit="1/Month"),
        machine("Standard_D4s_v5"),
        row("Storage", "General Block Blob v2", "Hot LRS Data Stored"),
    ]
)
fields: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "region": st.sampled_from(["", "Global", "westeurope", "northeurope", "Zone 1", "US Gov Zone 1"]),
        "price": st.floats(0, 1e6),
        "currency": st.sampled_from(["USD", "EUR", ""]),
        "from_units": st.sampled_from([0.0, 1.0, 51_200.0]),
        "starts": st.none() | st.dates(),
    },
)


@given(st.lists(st.builds(lambda one, changed: one._replace(**changed), meters, fields), max_size=12))
def test_every_row_is_taken_or_counted_and_each_price_is_what_the_plan_then_reckons_with(rows: list[RetailRow]) -> None:
    plan = plan_of("northeurope", currency="EUR", rate=0.5)
    found = price_proposal(plan, CATALOG, rows, "prices.json", SAVED)
    if isinstance(found, Problem):
        return
    small = sum(one.key == "backup.instance_small" for one in found.changes)
    assert len(found.changes) - small + sum(one.rows for one in found.left_out) == len(rows)
    after = with_prices(plan, found)
    own = own_prices(after.price_overrides.values())
    for one in found.changes:
        key = one.key if one.from_units is None else f"{one.key}@{one.from_units:g}"
        stated = own.prices[key, region_code(one.region) or "everywhere"]
        assert stated.amount * (0.5 if stated.currency == "USD" else 1) == pytest.approx(one.after)
