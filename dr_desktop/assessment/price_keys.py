"""The stable keys of prices: what a plan's own prices, the exports and the price book call a meter by."""

from typing import Literal

from dr_desktop.plan.choices import Redundancy

BlobAccess = Literal["hot", "cool", "cold", "archive"]
DiskFamily = Literal["premium_ssd", "standard_ssd", "standard_hdd"]
DiskRedundancy = Literal["lrs", "zrs"]
GuestLicence = Literal["linux", "windows"]
Ladder = Literal["egress.microsoft", "egress.internet"]

PROTECTED_INSTANCE = "backup.instance"
SMALL_PROTECTED_INSTANCE = "backup.instance_small"
REPLICATED_TO_AZURE = "site_recovery.to_azure"
REPLICATED_TO_CUSTOMER_SITE = "site_recovery.to_customer_site"
DISK_SNAPSHOT = "snapshot.lrs"
EXPRESSROUTE_OUTBOUND = "expressroute.outbound"
EGRESS_BY_MICROSOFT: Ladder = "egress.microsoft"
"""Volume ladder of egress over Microsoft's network, which is Azure's default; see `prices.volume_steps`."""
EGRESS_BY_INTERNET: Ladder = "egress.internet"
"""Volume ladder of egress with the routing preference Internet; see `prices.volume_steps`."""

_FAMILY_LETTERS: dict[DiskFamily, str] = {"premium_ssd": "p", "standard_ssd": "e", "standard_hdd": "s"}


def vault_key(redundancy: Redundancy) -> str:
    """Key of a GB-month in a Recovery Services vault, standard tier."""
    return f"backup.vault.{redundancy}"


def blob_key(access: BlobAccess, redundancy: Redundancy) -> str:
    """Key of a GB-month of block blobs; hot storage is a volume ladder of this name too."""
    return f"blob.{access}.{redundancy}"


def page_blob_key(redundancy: Redundancy) -> str:
    """Key of a GB-month of page blobs (unmanaged disks, cache accounts)."""
    return f"page_blob.{redundancy}"


def family_letter(family: DiskFamily) -> str:
    """The letter that the tier names of a disk family begin with: `P`, `E` or `S`."""
    return _FAMILY_LETTERS[family].upper()


def disk_key(tier: str, redundancy: DiskRedundancy = "lrs") -> str:
    """Key of one managed disk for a month; `tier` as Azure names it, such as `P10`."""
    return f"disk.{tier.casefold()}.{redundancy}"


def machine_key(size: str, licence: GuestLicence) -> str:
    """Key of one hour of a virtual machine; `size` such as `Standard_D4s_v5`. With hybrid benefit, ask for linux."""
    return f"vm.{size}.{licence}"


def vpn_gateway_key(size: str) -> str:
    """Key of a VPN gateway for a month; `size` such as `VpnGw1` or `Basic`."""
    return f"vpn.{size.casefold()}"


def expressroute_circuit_key(mbit_s: int) -> str:
    """Key of a metered ExpressRoute circuit for a month; sold at 50, 100, 200, 500, 1000, 2000, 5000, 10000 Mbit/s."""
    return f"expressroute.circuit.{mbit_s}"
