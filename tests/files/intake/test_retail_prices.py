"""Saved responses of the Azure Retail Prices API, and whatever else somebody takes for one."""

from __future__ import annotations

import json
import math
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dr_desktop.files.intake import retail_prices
from dr_desktop.files.intake.retail_prices import RetailPrices, read_retail_prices
from dr_desktop.plan.entity import Problem

ITEM: dict[str, Any] = {
    "currencyCode": "USD", "tierMinimumUnits": 0.0, "retailPrice": 0.0448, "unitPrice": 0.0448,
    "armRegionName": "westeurope", "location": "EU West", "effectiveStartDate": "2026-01-01T00:00:00Z",
    "meterId": "m", "meterName": "Standard GRS Data Stored", "productId": "p", "skuId": "p/s",
    "productName": "Backup", "skuName": "Standard", "serviceName": "Backup", "serviceId": "s",
    "serviceFamily": "Storage", "unitOfMeasure": "1 GB/Month", "type": "Consumption",
    "isPrimaryMeterRegion": True, "armSkuName": "",
}  # fmt: skip
FEW = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def page(*items: Any, more: str | None = None) -> dict[str, Any]:
    return {"BillingCurrency": "USD", "Items": list(items), "NextPageLink": more, "Count": len(items)}


def read(folder: Path, *contents: Any) -> RetailPrices | Problem:
    paths = []
    for number, content in enumerate(contents):
        path = folder / f"prices{number or ''}.json"
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        path.write_bytes(data)
        paths.append(path)
    return read_retail_prices(paths)


def rows(folder: Path, *contents: Any) -> RetailPrices:
    found = read(folder, *contents)
    assert isinstance(found, RetailPrices), found
    return found


def refused(folder: Path, content: Any) -> str:
    found = read(folder, content)
    assert isinstance(found, Problem), found
    assert found.remedy
    return found.sentence


def test_a_row_is_read_field_by_field(tmp_path: Path) -> None:
    (one,) = rows(tmp_path, page(ITEM)).rows
    assert (one.service, one.meter, one.price, one.unit) == ("Backup", "Standard GRS Data Stored", 0.0448, "1 GB/Month")
    assert (one.region, one.currency, one.kind) == ("westeurope", "USD", "Consumption")
    assert (one.starts, one.ends, one.from_units, one.primary) == (date(2026, 1, 1), None, 0.0, True)


@pytest.mark.parametrize(
    "content",
    [
        page(ITEM, ITEM),
        [ITEM, ITEM],
        [page(ITEM), page(ITEM)],
        {"items": [ITEM, ITEM]},
        (json.dumps(page(ITEM)) + "\n" + json.dumps(page(ITEM))).encode(),
        b"\xef\xbb\xbf" + json.dumps([ITEM, ITEM]).encode(),
        json.dumps([ITEM, ITEM]).encode("utf-16"),
    ],
    ids=["page", "bare list", "list of pages", "other capitals", "pages appended", "byte order mark", "PowerShell"],
)
def test_a_page_a_bare_list_and_several_pages_are_read_alike(tmp_path: Path, content: Any) -> None:
    assert len(rows(tmp_path, content).rows) == 2


def test_several_files_are_one_response(tmp_path: Path) -> None:
    found = rows(tmp_path, page(ITEM, more="https://prices/?skip=1000"), page(ITEM), [ITEM])
    assert (len(found.rows), found.name, found.more_pages) == (3, "prices.json and 2 more files", False)


def test_a_page_whose_successor_is_missing_says_that_there_are_more(tmp_path: Path) -> None:
    assert rows(tmp_path, page(ITEM, more="https://prices/?skip=1000")).more_pages
    assert not rows(tmp_path, page(ITEM)).more_pages
    assert not rows(tmp_path, [ITEM]).more_pages


def test_prices_are_of_the_day_on_which_the_newest_file_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_text(json.dumps([ITEM]))
    moment = datetime(2026, 3, 4, 12, tzinfo=UTC).timestamp()
    os.utime(path, (moment, moment))
    found = read_retail_prices([path])
    assert isinstance(found, RetailPrices)
    assert found.saved == date(2026, 3, 4)


@pytest.mark.parametrize("price", [math.nan, math.inf, -0.01, None, "dear", True, 1e300, [1]])
def test_a_row_without_a_sensible_price_is_counted_and_left_out(tmp_path: Path, price: Any) -> None:
    found = rows(tmp_path, [ITEM, {**ITEM, "retailPrice": price}])
    assert len(found.rows) == 1
    assert found.unreadable == (("Its price is not a number of 0 or more", 1),)


def test_rows_without_a_meter_or_that_are_none_are_counted_by_reason(tmp_path: Path) -> None:
    found = rows(tmp_path, page(ITEM, 7, "x", {**ITEM, "meterName": ""}, {**ITEM, "tierMinimumUnits": -1}))
    assert dict(found.unreadable) == {
        "It is not a row of a price": 2,
        "It names no meter or no service": 1,
        "Its volume tier is not a number of 0 or more": 1,
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b"%PDF-1.7", "is not JSON"),
        (b"PK\x03\x04\xff\xff\xfe", "is no text"),
        (b"<html></html>", "is not JSON"),
        (json.dumps(page(ITEM, ITEM)).encode()[:-60], "ends in the middle"),
        (json.dumps(page(ITEM)).encode().replace(b'"Items"', b'"Items'), "is damaged at line 1"),
        (b"[" * 100_000, "nesting without end"),
        ({"error": {"code": "BadRequest"}}, "an error that the API answered with"),
        ({"format": "drplan"}, "no page of prices"),
        (b"7", "no page of prices"),
        ({"Items": 4}, "no page of prices"),
        (page(), "has no row of the Azure Retail Prices API"),
        ([{"retailPrice": 1}], "no row with a meter and a price"),
        (b"[{\"retailPrice\": " + b"9" * 5000 + b"}]", "a number or a nesting without end"),
    ],
)  # fmt: skip
def test_what_is_no_saved_response_is_refused_in_a_sentence(tmp_path: Path, content: Any, said: str) -> None:
    assert said in refused(tmp_path, content)


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        assert isinstance(read_retail_prices([path]), Problem)
    assert isinstance(read_retail_prices([]), Problem)


def test_a_file_of_200_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    found = read_retail_prices([path])
    assert isinstance(found, Problem)
    assert "too large: 200 MB" in found.sentence
    assert "armRegionName" in found.remedy
    assert retail_prices.MOST_BYTES < 200 * 2**20


WHOLE = json.dumps([page(ITEM, {**ITEM, "type": "Reservation"}), page(ITEM)]).encode()
edits = st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 40), st.binary(max_size=30)), max_size=6)
values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*ITEM, "Items"]), inner, max_size=4),
    max_leaves=12,
)


@FEW
@given(edits)
def test_a_response_with_any_bytes_altered_is_survived(tmp_path: Path, changes: list[tuple[int, int, bytes]]) -> None:
    data = WHOLE
    for start, length, put in changes:
        at = start % (len(data) + 1)
        data = data[:at] + put + data[at + length :]
    assert isinstance(read(tmp_path, data), RetailPrices | Problem)


@FEW
@given(st.binary(max_size=200))
def test_any_bytes_are_survived(tmp_path: Path, data: bytes) -> None:
    assert isinstance(read(tmp_path, data), RetailPrices | Problem)


@FEW
@given(values)
def test_any_json_is_survived(tmp_path: Path, value: Any) -> None:
    assert isinstance(read(tmp_path, value), RetailPrices | Problem)
    assert isinstance(read(tmp_path, [value, ITEM]), RetailPrices | Problem)
