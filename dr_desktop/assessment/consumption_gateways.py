"""Gateways and circuits of the plan's links into Azure: what is paid by the line, whoever uses it."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Final, NamedTuple

from dr_desktop.assessment.consumption_meters import HOURLY_GATEWAY, MeterKey
from dr_desktop.assessment.consumption_ways import region_of
from dr_desktop.assessment.price_keys import expressroute_circuit_key, vpn_gateway_key
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.link import Link

VPN_GATEWAYS: Final = (("VpnGw1", 650), ("VpnGw2", 1_000), ("VpnGw3", 1_250), ("VpnGw4", 5_000), ("VpnGw5", 10_000))
"""Sizes of VPN gateways with the Mbit/s that one of them carries (Azure, about VPN gateway sizes, 2024-01-23)."""
CIRCUITS: Final = (50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
"""Mbit/s at which metered ExpressRoute circuits are sold (price book, 2026-01-26)."""
_MBIT_S_OF_A_SCALE_UNIT: Final = 1_000


class Gateway(NamedTuple):
    """What one link pays: units by meter, and in words what was chosen."""

    link: str
    units: dict[MeterKey, int]
    words: str


def gateways(links: Mapping[str, Link], around: Surroundings) -> tuple[Gateway, ...]:
    """What each VPN and ExpressRoute link with an end in Azure pays; other lines have no meter there.

    A VPN pays the smallest gateway that carries its speed, at each end in Azure; ExpressRoute pays the smallest metered
    circuit, and at each end in Azure a gateway of 1 Gbit/s units. Beyond the largest, several are paid. A link without
    a speed pays the smallest.
    """
    found = []
    for link in links.values():
        ends = [around.sites.get(one or "") for one in (link.from_site, link.to_site)]
        regions = [region_of(site, around) for site in ends if site is not None and site.kind == "azure_region"]
        if not regions or link.kind not in ("vpn", "expressroute"):
            continue
        made = _vpn(link, regions) if link.kind == "vpn" else _expressroute(link, regions)
        found.append(made)
    return tuple(found)


def _vpn(link: Link, regions: list[str]) -> Gateway:
    speed = link.mbit_s or 0.0
    size, carries = next(((name, most) for name, most in VPN_GATEWAYS if most >= speed), VPN_GATEWAYS[-1])
    number = max(1, ceil(speed / carries))
    units: dict[MeterKey, int] = {}
    for region in regions:
        _count(units, MeterKey("gateways", vpn_gateway_key(size), region), number)
    return Gateway(link.id, units, f"{number * len(regions)} × {size}")


def _expressroute(link: Link, regions: list[str]) -> Gateway:
    speed = link.mbit_s or 0.0
    circuit = next((one for one in CIRCUITS if one >= speed), CIRCUITS[-1])
    number = max(1, ceil(speed / circuit))
    scale_units = max(1, ceil(speed / _MBIT_S_OF_A_SCALE_UNIT))
    units = {MeterKey("gateways", expressroute_circuit_key(circuit), regions[0]): number}
    for region in regions:
        _count(units, MeterKey("gateways", HOURLY_GATEWAY, region), scale_units)
    circuits = f"{number} circuit{'' if number == 1 else 's'} of {circuit:,} Mbit/s"
    return Gateway(link.id, units, f"{circuits}, {scale_units * len(regions)} gateway units of 1 Gbit/s")


def _count(units: dict[MeterKey, int], key: MeterKey, number: int) -> None:
    units[key] = units.get(key, 0) + number
