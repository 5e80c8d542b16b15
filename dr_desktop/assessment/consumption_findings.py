"""What the bill cannot count: a price that nobody publishes, a machine or disk that fits nothing sold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from dr_desktop.assessment.consumption_components import COMPONENTS
from dr_desktop.assessment.consumption_meters import Unsized
from dr_desktop.assessment.prices import MissingPrice
from dr_desktop.assessment.results import Finding

_SOURCE: Final = "Machine sizes and disks of the catalog"


def missing_price_findings(missing: Mapping[tuple[str, str], tuple[MissingPrice, Sequence[str]]]) -> list[Finding]:
    """A finding for each price that is needed and missing, with the components that are understated."""
    found = []
    for (key, region), (one, components) in missing.items():
        names = " and ".join(COMPONENTS[component].name.lower() for component in components)
        verb = "is" if len(components) == 1 else "are"
        found.append(
            Finding(
                "price-missing",
                "warning",
                "header",
                "header",
                "region",
                f"No price for {one.label} in {region or 'no stated region'}: {names} {verb} understated.",
                f"Add your own price with the key {key} on Assumptions & prices.",
                "Price book of the catalog",
            )
        )
    return found


def unsized_findings(unsized: Iterable[Unsized]) -> list[Finding]:
    """A finding for each machine that fits no size or disk of the catalog, at the field that says so."""
    return [_too_small(one) if one.counted else _fits_nothing(one) for one in unsized]


def _fits_nothing(one: Unsized) -> Finding:
    return Finding(
        "machine-fits-no-azure-size",
        "warning",
        "machines",
        one.machine,
        one.field,
        f"{one.what}, so the machine is not counted in full in Azure.",
        "Choose an Azure size, split a disk, or correct vCPU, memory and disks.",
        _SOURCE,
    )


def _too_small(one: Unsized) -> Finding:
    return Finding(
        "azure-size-too-small",
        "warning",
        "machines",
        one.machine,
        one.field,
        f"{one.what}.",
        "Choose a larger Azure size, or leave it blank and the cheapest that fits is taken.",
        _SOURCE,
    )
