"""The catalog: default data with source and date that the assessment looks up and never changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from dr_desktop.assessment.limits import Limits, limits_from_json
from dr_desktop.assessment.machine_sizes import MachineSize, machine_sizes_from_json
from dr_desktop.assessment.price_book import PriceBook, price_book_from_json
from dr_desktop.assessment.product_catalog import Products, products_from_json
from dr_desktop.assessment.regions import Region, regions_from_json

CATALOG_PARTS = ("prices", "machine_sizes", "regions", "limits", "products")
"""Names of the parts, each a JSON file of that name."""

_Part = TypeVar("_Part")


class CatalogError(ValueError):
    """A part of the catalog cannot be read; the message names the part, the fault and the remedy."""


# Compared and hashed by identity: a catalog is read once, and what was computed from it may be cached by it.
@dataclass(frozen=True, slots=True, eq=False)
class Catalog:
    """Prices, machine sizes and regions by name, limits and products by key. Every entry has its source and date."""

    prices: PriceBook
    machine_sizes: Mapping[str, MachineSize]
    regions: Mapping[str, Region]
    limits: Limits
    products: Products


def catalog_from_json(parts: Mapping[str, Any]) -> Catalog:
    """The catalog of its parsed JSON files, each under its name of `CATALOG_PARTS`; raises CatalogError."""
    return Catalog(
        prices=_read(parts, "prices", price_book_from_json),
        machine_sizes=_read(parts, "machine_sizes", machine_sizes_from_json),
        regions=_read(parts, "regions", regions_from_json),
        limits=_read(parts, "limits", limits_from_json),
        products=_read(parts, "products", products_from_json),
    )


def _read(parts: Mapping[str, Any], name: str, reader: Callable[[Mapping[str, Any]], _Part]) -> _Part:
    try:
        return reader(parts[name])
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as fault:
        said = f"{name}.json: {type(fault).__name__}: {fault}"
        raise CatalogError(f"The catalog that comes with DR Desktop is damaged ({said}). Install it again.") from fault
