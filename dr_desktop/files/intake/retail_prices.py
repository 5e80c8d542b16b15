"""Saved responses of the Azure Retail Prices API: one page, a bare list of rows, or several pages in several files."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from dr_desktop.assessment.price_rows import RetailRow
from dr_desktop.files.replace_file import reason
from dr_desktop.plan.entity import Problem

MOST_BYTES: Final = 64 * 2**20
"""The prices of a region are some 20 MB; all regions at once would take more memory than a laptop has to spare."""
_SAVE: Final = "Save the response of the Azure Retail Prices API as it comes, in JSON, and choose that file."
_NARROW: Final = "Save the response for the plan's regions only: armRegionName eq 'westeurope' in its filter."
_WHITE: Final = " \t\r\n\ufeff"


class RetailPrices(NamedTuple):
    """The rows of the chosen files; `unreadable` counts rows that are no prices, by reason.

    `saved` is the day of the newest file; `more_pages` is true when the last page says that others follow.
    """

    names: tuple[str, ...]
    rows: tuple[RetailRow, ...]
    unreadable: tuple[tuple[str, int], ...]
    more_pages: bool
    saved: date

    @property
    def name(self) -> str:
        """What the source of the prices is called: 'prices.json and 2 more files'."""
        more = len(self.names) - 1
        return self.names[0] + (f" and {more} more file{'s' if more > 1 else ''}" if more else "")


class _Pages(NamedTuple):
    items: list[Any]
    open_ends: int
    ends: int


def read_retail_prices(paths: Sequence[Path]) -> RetailPrices | Problem:
    """The rows of one or more saved responses; a Problem that names file and remedy when one cannot be read."""
    if not paths:
        return Problem("No file of prices is named.", _SAVE)
    items: list[Any] = []
    open_ends = ends = 0
    saved = date.min
    for path in paths:
        found = _pages(path)
        if isinstance(found, Problem):
            return found
        items += found.items
        open_ends += found.open_ends
        ends += found.ends
        saved = max(saved, _day_of(path))
    rows: list[RetailRow] = []
    unreadable: Counter[str] = Counter()
    for item in items:
        row = _row(item)
        if isinstance(row, str):
            unreadable[row] += 1
        else:
            rows.append(row)
    names = tuple(path.name for path in paths)
    if not rows:
        what = "no row" if not items else "no row with a meter and a price"
        return Problem(f"{names[0]} has {what} of the Azure Retail Prices API.", _SAVE)
    return RetailPrices(names, tuple(rows), tuple(unreadable.most_common()), open_ends > 0 and ends == 0, saved)


def _pages(path: Path) -> _Pages | Problem:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            return Problem(
                f"{path.name} is too large: {size / 2**20:,.0f} MB, at most {MOST_BYTES >> 20} are read.", _NARROW
            )
        content = path.read_bytes()
    except (OSError, ValueError) as fault:
        return Problem(f"{path.name} cannot be read: {reason(fault)}.", "Check that it is a file that you may read.")
    if not content.strip():
        return Problem(f"{path.name} is empty.", _SAVE)
    try:
        text = content.decode(_encoding(content))
    except UnicodeDecodeError:
        return Problem(f"{path.name} is no text, so no saved response.", _SAVE)
    try:
        documents = list(_documents(text))
    except json.JSONDecodeError as fault:
        if text.lstrip(_WHITE)[:1] not in ("{", "["):
            return Problem(f"{path.name} is not JSON.", _SAVE)
        if fault.pos >= len(text.rstrip()) - 1 or fault.msg.startswith("Unterminated"):
            return Problem(f"{path.name} ends in the middle, at line {fault.lineno:,}: it was cut off.", _SAVE)
        place = f"line {fault.lineno:,}, character {fault.colno:,}"
        return Problem(f"{path.name} is damaged at {place} ({fault.msg.lower()}).", _SAVE)
    except (ValueError, RecursionError):
        return Problem(f"{path.name} holds a number or a nesting without end.", _SAVE)
    return _gathered(path.name, documents)


def _encoding(content: bytes) -> str:
    """PowerShell writes what is redirected to a file as UTF-16."""
    return "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"


def _documents(text: str) -> Iterator[Any]:
    """The JSON values of a text one after another: pages are often appended to one file."""
    decoder = json.JSONDecoder()
    at = _begin(text, 0)
    while at < len(text):
        value, at = decoder.raw_decode(text, at)
        yield value
        at = _begin(text, at)


def _begin(text: str, at: int) -> int:
    while at < len(text) and text[at] in _WHITE:
        at += 1
    return at


def _gathered(name: str, documents: Sequence[Any]) -> _Pages | Problem:
    items: list[Any] = []
    open_ends = ends = 0
    pages: list[Any] = []
    for one in documents:
        pages += one if isinstance(one, list) and one and all(_is_page(page) for page in one) else [one]
    for page in pages:
        if isinstance(page, list):
            items += page
        elif _is_page(page):
            items += _field(page, "items")
            more = _field(page, "nextpagelink")
            open_ends += bool(more)
            ends += not more
        else:
            said = page.get("error") if isinstance(page, dict) else None
            what = "an error that the API answered with" if said else "JSON, but no page of prices"
            return Problem(f"{name} is {what}.", _SAVE)
    return _Pages(items, open_ends, ends)


def _is_page(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(_field(value, "items"), list)


def _field(page: dict[str, Any], name: str) -> Any:
    return next((value for key, value in page.items() if key.casefold() == name), None)


def _row(item: Any) -> RetailRow | str:
    if not isinstance(item, dict):
        return "It is not a row of a price"
    price = _number(item.get("retailPrice", item.get("unitPrice")))
    if price is None or price < 0:
        return "Its price is not a number of 0 or more"
    meter, service = _text(item, "meterName"), _text(item, "serviceName")
    if not meter or not service:
        return "It names no meter or no service"
    tier = _number(item.get("tierMinimumUnits", 0.0))
    if tier is None or tier < 0:
        return "Its volume tier is not a number of 0 or more"
    return RetailRow(
        service=service,
        product=_text(item, "productName"),
        sku=_text(item, "skuName"),
        meter=meter,
        arm_sku=_text(item, "armSkuName"),
        region=_text(item, "armRegionName"),
        price=price,
        currency=_text(item, "currencyCode").upper(),
        unit=_text(item, "unitOfMeasure"),
        kind=_text(item, "type") or _text(item, "priceType"),
        from_units=tier,
        starts=_date(item.get("effectiveStartDate")),
        ends=_date(item.get("effectiveEndDate")),
        primary=item.get("isPrimaryMeterRegion") is not False,
    )


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value.strip() if isinstance(value, str) else ""


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and number <= 1e12 else None


def _date(value: Any) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def _day_of(path: Path) -> date:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    except (OSError, OverflowError, ValueError):
        return date.min
