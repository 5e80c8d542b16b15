"""Rows of the Azure Retail Prices API: which meter of the catalog a row is the price of, or why it is left out.

[1] Rules for reading the rows: fact base of the project, section F, from saved responses of 2024 to 2026.
[2] Azure Retail Prices overview, learn.microsoft.com: USD is the currency of the prices, others are for estimates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from dr_desktop.assessment.price_book import HOURS_PER_MONTH
from dr_desktop.assessment.price_keys import (
    DISK_SNAPSHOT,
    EGRESS_BY_INTERNET,
    EGRESS_BY_MICROSOFT,
    EXPRESSROUTE_OUTBOUND,
    PROTECTED_INSTANCE,
    REPLICATED_TO_AZURE,
    REPLICATED_TO_CUSTOMER_SITE,
    disk_key,
    expressroute_circuit_key,
    machine_key,
    vpn_gateway_key,
)


class RetailRow(NamedTuple):
    """One row as the file states it; `from_units` is its tierMinimumUnits, `region` its armRegionName."""

    service: str
    product: str
    sku: str
    meter: str
    arm_sku: str
    region: str
    price: float
    currency: str
    unit: str
    kind: str
    from_units: float
    starts: date | None
    ends: date | None
    primary: bool


class Match(NamedTuple):
    """The catalog's key that a row is a price of; a lower `rank` is the better of two meters of one key."""

    key: str
    rank: int = 0


CONSUMPTION: Final = "Consumption"
_KINDS: Final = {
    "reservation": "A reservation: its price is that of the whole term",
    "devtestconsumption": "A price for development and test subscriptions",
}
_OFFERS: Final = (
    (re.compile(r"\bspot\b", re.IGNORECASE), "A Spot price: such a machine may be taken away"),
    (re.compile(r"\blow priority\b", re.IGNORECASE), "A low-priority price: such a machine may be taken away"),
    (re.compile(r"\bpromo\b", re.IGNORECASE), "A promotion that ends"),
    (re.compile(r"\bcloud ?services\b", re.IGNORECASE), "A price of Cloud Services, not of virtual machines"),
)
NOT_USED: Final = "A meter that DR Desktop does not reckon with"


def left_out(row: RetailRow) -> str | None:
    """Why a row is no price to plan with, whatever meter it is of; None when it may be one [1]."""
    if row.kind.casefold() != CONSUMPTION.casefold():
        return _KINDS.get(row.kind.casefold(), "Neither consumption nor a reservation")
    return _offer(row.product, row.sku, row.meter)


# A file has tens of thousands of rows of a few hundred products.
@lru_cache(maxsize=4096)
def _offer(*names: str) -> str | None:
    return next((why for pattern, why in _OFFERS if any(pattern.search(name) for name in names)), None)


def matched(row: RetailRow) -> Match | None:
    """The catalog's key that a row is a price of, by service, product and meter; None for any other meter [1].

    Names of meters drift: "... Protected Instances" became "... Protected Instance", and "LRS Data Stored" became
    "Standard LRS Data Stored" in 2026.
    """
    match = _MATCHERS.get(row.service.strip().casefold())
    return None if match is None else match(row)


_BACKUP_INSTANCE: Final = re.compile(r"(on premises server|azure vm) protected instances?")
_VAULT: Final = re.compile(r"(?:(standard|archive) )?(lrs|zrs|grs|ra-grs) data stored")
_DISK: Final = re.compile(r"([pes]\d+) (lrs|zrs) disks?")
_DISK_PRODUCTS: Final = {
    "p": "premium ssd managed disks",
    "e": "standard ssd managed disks",
    "s": "standard hdd managed disks",
}
_BLOB: Final = re.compile(r"(hot|cool|cold|archive) (lrs|zrs|grs|ra-grs|gzrs|ra-gzrs) data stored")
_BLOB_WRITE: Final = re.compile(r"(hot|cool|cold|archive) (lrs) write operations")
_BLOB_READ: Final = re.compile(r"(cool|cold|archive) (priority )?data retrieval")
_BLOB_PRODUCTS: Final = {"general block blob v2": 0, "tiered block blob": 1, "blob storage": 2}
_PAGE_BLOB: Final = re.compile(r"(lrs|grs|ra-grs) data stored")
_EGRESS: Final = re.compile(r"(?:rtn|routing) preference: ?(mgn|internet)")
_GATEWAY: Final = re.compile(r"(basic|vpngw[1-5](?:az)?)(?: gateway)?")
_CIRCUIT: Final = re.compile(r"standard metered data (\d+) ([mg])bps circuit")
_OUTBOUND: Final = re.compile(r"(?:metered data - )?data transfer out")


def _backup(row: RetailRow) -> Match | None:
    meter = _plain(row.meter)
    if not _plain(row.product).startswith("backup"):
        return None
    if found := _BACKUP_INSTANCE.fullmatch(meter):
        return Match(PROTECTED_INSTANCE, 0 if found[1] == "on premises server" else 1)
    if found := _VAULT.fullmatch(meter):
        archive = found[1] == "archive" or (found[1] is None and _plain(row.sku).startswith("archive"))
        return Match(f"backup.{'archive' if archive else 'vault'}.{_under(found[2])}", 0 if found[1] else 1)
    return None


def _site_recovery(row: RetailRow) -> Match | None:
    meter = _plain(row.meter)
    if meter == "vm replicated to azure":
        return Match(REPLICATED_TO_AZURE)
    return Match(REPLICATED_TO_CUSTOMER_SITE) if meter.startswith("vm replicated to ") else None


def _storage(row: RetailRow) -> Match | None:
    product, meter = _plain(row.product), _plain(row.meter)
    if product in _BLOB_PRODUCTS:
        return _blob(row, meter, _BLOB_PRODUCTS[product])
    if found := _DISK.fullmatch(meter):
        right = product == _DISK_PRODUCTS[found[1][0]]
        return Match(disk_key(found[1], "zrs" if found[2] == "zrs" else "lrs")) if right else None
    if product == "standard hdd managed disks" and meter in ("lrs snapshots", "snapshots lrs snapshots"):
        return Match(DISK_SNAPSHOT)
    if product == "standard page blob v2" and (found := _PAGE_BLOB.fullmatch(meter)):
        return Match(f"page_blob.{_under(found[1])}")
    if product == "import/export" and meter.startswith("standard device "):
        return Match("import_export." + ("handling" if meter.endswith("handling") else "return_shipping"))
    return Match("storage.geo_replication") if meter == "geo-replication v2 data transfer" else None


def _blob(row: RetailRow, meter: str, rank: int) -> Match | None:
    if found := _BLOB.fullmatch(meter):
        return Match(f"blob.{found[1]}.{_under(found[2])}", rank)
    if found := _BLOB_WRITE.fullmatch(meter):
        return Match(f"blob.{found[1]}.{found[2]}.write", rank)
    if (found := _BLOB_READ.fullmatch(meter)) and _plain(row.sku).endswith(" lrs"):
        return Match(f"blob.{found[1]}.lrs.{'priority_' if found[2] else ''}retrieval", rank)
    return None


def _machine(row: RetailRow) -> Match | None:
    product = _plain(row.product)
    if not row.arm_sku.strip() or not product.startswith("virtual machines") or "dedicated host" in product:
        return None
    size = row.arm_sku.strip()
    size = size if size.casefold().startswith("standard_") else f"Standard_{size}"
    return Match(machine_key(size, "windows" if product.endswith("windows") else "linux"))


def _bandwidth(row: RetailRow) -> Match | None:
    found = _EGRESS.search(_plain(row.product))
    if found is None or _plain(row.meter) != "standard data transfer out":
        return None
    return Match(EGRESS_BY_MICROSOFT if found[1] == "mgn" else EGRESS_BY_INTERNET)


def _vpn(row: RetailRow) -> Match | None:
    meter = _plain(row.meter)
    if _plain(row.product) != "vpn gateway":
        return None
    if found := _GATEWAY.fullmatch(meter):
        return Match(vpn_gateway_key(found[1]))
    return Match("vpn.s2s_connection") if meter == "s2s connection" else None


def _expressroute(row: RetailRow) -> Match | None:
    meter = _plain(row.meter)
    if found := _CIRCUIT.fullmatch(meter):
        return Match(expressroute_circuit_key(int(found[1]) * (1000 if found[2] == "g" else 1)))
    if _plain(row.product) == "expressroute" and _OUTBOUND.fullmatch(meter):
        return Match(EXPRESSROUTE_OUTBOUND)
    if meter in ("ergw3az gateway", "ergw3az"):
        return Match("expressroute.ergw3az")
    return Match("expressroute.scale_unit") if meter in ("ergwscale unit", "ergwscale gateway scale unit") else None


_MATCHERS: Final[Mapping[str, Callable[[RetailRow], Match | None]]] = {
    "backup": _backup,
    "azure site recovery": _site_recovery,
    "storage": _storage,
    "virtual machines": _machine,
    "bandwidth": _bandwidth,
    "vpn gateway": _vpn,
    "expressroute": _expressroute,
}

_UNIT: Final = re.compile(r"(\d[\d,.]*)\s*(k|m)?\s*(gb|tb|hours?)?\s*(?:/\s*)?(months?|hours?|days?)?", re.IGNORECASE)
_MOST: Final = 1e12
_MANY: Final = {"": 1.0, "k": 1e3, "m": 1e6}


def price_per(row: RetailRow, unit: str) -> float | None:
    """A row's price for one of the catalog's `unit`, in the row's currency; None when its unit cannot be put so.

    An hour's price is a month's at 730 hours; a TB is 1,024 GB.
    """
    found = _UNIT.fullmatch(row.unit.strip())
    if found is None:
        return None
    number, many, what, per = (part or "" for part in found.groups())
    count = float(number.replace(",", "")) * _MANY[many.casefold()] if _is_number(number) else 0.0
    what, per = what.casefold().removesuffix("s"), per.casefold().removesuffix("s")
    if what == "hour":
        what, per = "", "hour"
    if not 0 < count < _MOST:
        return None
    each = row.price / count
    if unit in ("GB", "GB-month"):
        right = what in ("gb", "tb") and per in (("month",) if unit == "GB-month" else ("",))
        return (each / 1024 if what == "tb" else each) if right else None
    if what:
        return None
    if unit == "hour":
        return each if per == "hour" else None
    if unit.endswith("month"):
        return {"month": each, "hour": each * HOURS_PER_MONTH}.get(per)
    if per:
        return None
    return each * 10_000 if unit == "10,000 operations" else each


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", ""))
    except ValueError:
        return False
    return True


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _under(redundancy: str) -> str:
    return redundancy.replace("-", "_")
