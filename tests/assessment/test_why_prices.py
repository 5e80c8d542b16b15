"""A price says whose it is, of which region and day, how it is converted and discounted, and what stands in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.explanation import Explanation, Subject
from dr_desktop.assessment.results import not_yet_assessed
from dr_desktop.assessment.why import why
from dr_desktop.files.catalogs import load_catalog
from tests.assessment.quiet_estate import Edit, add, both, edit, quiet_plan

VAULT = "backup.vault.grs"
EURO = both(edit("header", "header", currency="EUR"), edit("assumptions", "exchange_rate", base=0.9))
OFF = edit("assumptions", "discount_percent", base=10.0)


def explained(key: str = VAULT, region: str = "", *edits: Edit) -> Explanation:
    found = why(assess(both(*edits)(quiet_plan()), load_catalog()), Subject("price", key, region))
    assert found is not None
    return found


def own(**fields: Any) -> Edit:
    return add("price_overrides", "own", **{"key": VAULT, "price": 0.04, **fields})


def test_a_published_price_is_converted_and_discounted() -> None:
    found = explained(VAULT, "", EURO, OFF)
    assert found.value == pytest.approx(0.0448 * 0.9 * 0.9)
    assert found.unit == "EUR per GB-month"
    assert found.formula == "published price × exchange rate × (1 − discount)"
    assert [(one.name, one.origin) for one in found.inputs] == [
        ("Price", "catalog"),
        ("Region", "stated"),
        ("As of", "catalog"),
        ("Exchange rate", "assumed"),
        ("Discount", "assumed"),
    ]
    assert found.inputs[0].value == pytest.approx(0.0448)
    assert found.sources[0].as_of


def test_an_agreed_price_is_neither_converted_nor_discounted_and_leads_to_its_cell() -> None:
    found = explained(VAULT, "", EURO, OFF, own(source="Contract 7", as_of=date(2026, 7, 1)))
    assert (found.value, found.formula) == (0.04, "agreed price")
    assert "no discount is taken off" in found.reading
    assert (found.sources[0].title, found.sources[0].as_of) == ("Contract 7", "2026-07-01")
    place = found.inputs[0].place
    assert place is not None
    assert (place.table, place.entity, place.field) == ("price_overrides", "own", "price")


def test_an_imported_price_is_a_list_price_in_its_own_currency() -> None:
    found = explained(VAULT, "", EURO, OFF, own(currency="USD", list_price=True))
    assert found.value == pytest.approx(0.04 * 0.9 * 0.9)
    assert (found.inputs[0].value, found.inputs[0].unit, found.inputs[0].origin) == (
        0.04,
        "USD per GB-month",
        "imported",
    )
    assert "imported into the plan" in found.reading


def test_a_price_of_another_region_says_that_it_stands_in() -> None:
    found = explained(VAULT, "japaneast")
    assert found.reading == "No price is published for japaneast: that of westeurope stands in."


def test_a_price_of_a_zone_says_that_it_holds_here_too() -> None:
    assert "price of Zone 1, which holds in westeurope too" in explained("expressroute.outbound").reading


def test_a_step_of_the_plans_own_is_explained_too() -> None:
    found = explained("blob.hot.lrs@9", "", own(key="blob.hot.lrs", from_units=9.0))
    assert (found.name, found.value) == ("Blob storage, hot, LRS, from 9 units a month", 0.04)


def test_what_there_is_no_price_of_is_not_explained() -> None:
    assessment = assess(quiet_plan(), load_catalog())
    assert why(assessment, Subject("price", "fibre.month", "")) is None
    assert why(not_yet_assessed(quiet_plan()), Subject("price", VAULT, "")) is None
