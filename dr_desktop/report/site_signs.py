"""Signs of sites: square = Azure Stack, circle = Azure region, house = datacenter, filled = the customer's."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Final

from dr_desktop.plan.site import Site
from dr_desktop.report.picture import Path, Point, Tip

SIGN: Final = 14.0
_SQUARE: Final = ((-1, -1), (1, -1), (1, 1), (-1, 1))
_HOUSE: Final = ((-1, 1), (-1, -0.15), (0, -1.15), (1, -0.15), (1, 1))
_CIRCLE: Final = tuple((cos(2 * pi * step / 32), sin(2 * pi * step / 32)) for step in range(32))
_OUTLINES: Final[dict[str, tuple[Point, ...]]] = {
    "azure_stack": _SQUARE,
    "azure_region": _CIRCLE,
    "datacenter": _HOUSE,
}
_OWN: Final = "own id"


def site_sign(
    site: Site, x: float, y: float, size: float = SIGN, *, entity: str | None = _OWN, tip: str | Tip = ""
) -> tuple[Path, ...]:
    """The sign of a site with its middle at (x, y), `size` px wide; stands for the site unless `entity` says else."""
    half = size / 2 - 1
    points = tuple((x + px * half, y + py * half) for px, py in _OUTLINES[site.kind])
    fill = "selection" if site.operator == "customer" else "panel"
    stands_for = site.id if entity == _OWN else entity
    return (Path(points, line="chart.marker", width=1.5, fill=fill, closed=True, entity=stands_for, tip=tip),)
