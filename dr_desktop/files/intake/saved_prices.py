"""Saved answers of the Azure Retail Prices API, told from inventories: they belong to the prices of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

from dr_desktop.files.intake.inventory import Refusal
from dr_desktop.files.intake.opened import Document, Opened
from dr_desktop.files.intake.recognition import Recognised

KEY: Final = "retail-prices"
WORDS: Final = "Azure retail prices"
_TELLING: Final = ("meterId", "retailPrice", "unitOfMeasure")


def recognised(found: Opened) -> Recognised | None:
    """Whether the file holds price items, or a page of them that may be empty."""
    if not isinstance(found, Document):
        return None
    value = found.value
    page = _is_page(value) or (isinstance(value, list) and any(_is_page(one) for one in value[:100]))
    first = next(_items(value), None)
    if first is None:
        return Recognised(1.0, f"{WORDS} (page object without a price)") if page else None
    if not all(key in first for key in _TELLING):
        return None
    return Recognised(1.0, f"{WORDS} ({'page object' if page else 'list'})")


def read(found: Opened) -> Refusal:
    """Where prices belong: they are no machines."""
    sentence = "The file holds prices of Azure, and no machines or applications."
    return Refusal(found.path.name, "", sentence, "Load it with the prices, on the page Assumptions & prices.")


def _items(value: Any) -> Iterator[Mapping[str, Any]]:
    pages = value if isinstance(value, list) else [value]
    for page in islice(pages, 1_000):
        listed = page["Items"] if _is_page(page) else page if isinstance(page, list) else [page]
        yield from (one for one in listed if isinstance(one, Mapping) and not _is_page(one))


def _is_page(value: Any) -> bool:
    return isinstance(value, Mapping) and isinstance(value.get("Items"), list) and "BillingCurrency" in value
