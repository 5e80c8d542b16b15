"""Rows of the Azure Retail Prices API as saved responses hold them."""

from __future__ import annotations

from datetime import date
from typing import Any

from dr_desktop.assessment.price_rows import RetailRow

VAULT = RetailRow(
    service="Backup", product="Backup", sku="Standard", meter="Standard GRS Data Stored", arm_sku="",
    region="westeurope", price=0.05, currency="USD", unit="1 GB/Month", kind="Consumption", from_units=0.0,
    starts=date(2026, 1, 1), ends=None, primary=True,
)  # fmt: skip


def row(service: str = "", product: str = "", meter: str = "", **fields: Any) -> RetailRow:
    """The vault's row, or another one; what is not named stays as it is there."""
    stated = (("service", service), ("product", product), ("meter", meter))
    named: dict[str, Any] = {key: one for key, one in stated if one}
    return VAULT._replace(**named, **fields)


def machine(size: str, product: str = "Virtual Machines Dsv5 Series", **fields: Any) -> RetailRow:
    """An hour of a virtual machine."""
    sku = size.removeprefix("Standard_").replace("_", " ")
    named: dict[str, Any] = {"sku": sku, "arm_sku": size, "unit": "1 Hour", "price": 0.23}
    return row("Virtual Machines", product, sku, **{**named, **fields})
