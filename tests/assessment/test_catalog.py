"""The catalog that comes with the program: what it holds, where it is from, and what is said of a damaged one."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from dr_desktop.assessment.catalog import CATALOG_PARTS, CatalogError, catalog_from_json
from dr_desktop.assessment.citation import Source
from dr_desktop.bundled import bundled


def part(name: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(bundled("catalog", f"{name}.json").read_text("utf-8"))
    return parsed


@pytest.fixture(scope="module")
def parts() -> dict[str, dict[str, Any]]:
    return {name: part(name) for name in CATALOG_PARTS}


def test_every_row_of_the_price_book_is_found(parts: Mapping[str, Any]) -> None:
    book = catalog_from_json(parts).prices
    assert len(book.meters) == len(parts["prices"]["meters"]) == 282
    assert len(book.prices) == len(parts["prices"]["prices"]) == 1149
    regions = Counter(found.region for found in book.prices.values())
    assert regions["westeurope"] == 246
    assert regions["northeurope"] == 237
    assert regions["francecentral"] == regions["swedencentral"] == 235
    assert regions["belgiumcentral"] == 157


def test_every_row_of_the_other_parts_is_found(parts: Mapping[str, Any]) -> None:
    catalog = catalog_from_json(parts)
    assert len(catalog.machine_sizes) == len(parts["machine_sizes"]["sizes"]) == 104
    assert sum(size.on_azure_stack for size in catalog.machine_sizes.values()) == 86
    assert len(catalog.regions) == len(parts["regions"]["regions"]) == 65
    assert len(catalog.limits.by_key) == len(parts["limits"]["limits"])


def test_every_price_is_positive_but_the_free_first_egress(parts: Mapping[str, Any]) -> None:
    free = {key for (key, _), found in catalog_from_json(parts).prices.prices.items() if found.usd <= 0}
    assert free == {"egress.internet.first_100_gb", "egress.microsoft.first_100_gb"}


@pytest.mark.parametrize("name", CATALOG_PARTS)
def test_every_file_says_where_it_is_from_when_and_on_what_terms(name: str) -> None:
    head = part(name)
    assert head["source"]
    assert head["licence"]
    assert head["notes"]
    assert len(head["as_of"].split("-")) == 3


@pytest.mark.parametrize("name", CATALOG_PARTS)
def test_every_source_has_a_title_and_a_date_and_is_cited(name: str) -> None:
    parsed = part(name)
    cited = {cell for table in parsed.values() if isinstance(table, list) for row in table for cell in flat(row)}
    for key, fields in parsed["sources"].items():
        source = Source(*fields)
        assert source.title, key
        assert source.as_of, key
        assert source.url.startswith("https://") or key == "guidance"
        assert key in cited


def flat(row: object) -> list[str]:
    return [cell for cell in row if isinstance(cell, str)] if isinstance(row, list) else []


@pytest.mark.parametrize("name", CATALOG_PARTS)
def test_every_row_stands_on_a_line_of_its_own(name: str) -> None:
    lines = bundled("catalog", f"{name}.json").read_text("utf-8").splitlines()
    rows = [row for table in part(name).values() if isinstance(table, list) for row in table if isinstance(row, list)]
    assert sum(line.startswith("  [") for line in lines) == len(rows)


def test_a_missing_part_is_named_with_the_remedy(parts: Mapping[str, Any]) -> None:
    with pytest.raises(CatalogError, match=r"regions\.json.*Install it again"):
        catalog_from_json({name: parsed for name, parsed in parts.items() if name != "regions"})


def test_a_row_that_cites_no_known_source_is_refused(parts: Mapping[str, Any]) -> None:
    prices = parts["prices"]
    broken = {**prices, "prices": [["backup.instance", "westeurope", 10, "hearsay"]]}
    with pytest.raises(CatalogError, match=r"prices\.json.*hearsay"):
        catalog_from_json({**parts, "prices": broken})


def test_a_price_of_no_meter_is_refused(parts: Mapping[str, Any]) -> None:
    prices = parts["prices"]
    source = next(iter(prices["sources"]))
    broken = {**prices, "prices": [["backup.instnace", "westeurope", 10, source]]}
    with pytest.raises(CatalogError, match=r"backup\.instnace"):
        catalog_from_json({**parts, "prices": broken})
