"""Prices of one region that stand in for another, of which the catalog has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from dr_desktop.assessment.price_book import region_code
from dr_desktop.assessment.prices import MissingPrice, Price
from dr_desktop.assessment.results import Finding
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.plan import HEADER

PRICES_STAND_IN: Final = Rule(
    "price-of-another-region",
    "warning",
    "The bill uses prices of one region for another, of which the catalog has none.",
    "Price book of the catalog",
)


def stand_in_findings(found: Mapping[tuple[str, str], Price | MissingPrice], around: Surroundings) -> Iterator[Finding]:
    """One finding for each region that prices of others stand in for; `found` are prices by key and region asked."""
    by_region: dict[str, list[Price]] = {}
    for (_, region), one in found.items():
        if isinstance(one, Price) and one.assumed_region is not None:
            by_region.setdefault(region_code(region), []).append(one)
    for region, prices in by_region.items():
        others = _listed(sorted({one.assumed_region or "" for one in prices}))
        where = region or "a region that is not stated"
        many, stand = ("a price", "stands") if len(prices) == 1 else (f"{len(prices):,} prices", "stand")
        yield PRICES_STAND_IN.found(
            *_place(region, around),
            f"The catalog has no prices of {where}, so {many} of {others} {stand} in: the bill may be far off.",
            f"Save the Azure Retail Prices of {where} and import them on Assumptions & prices.",
        )


def _place(region: str, around: Surroundings) -> tuple[str, str, str]:
    for site in around.sites.values():
        if site.kind == "azure_region" and site.azure_region and region_code(site.azure_region) == region:
            return "sites", site.id, "azure_region"
    return HEADER, around.header.id, "region"


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
