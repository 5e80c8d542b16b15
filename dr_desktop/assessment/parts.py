"""The parts of what follows for one application, and what each of them reads of what all applications share.

After an edit of a shared table, an assumption or the header, a part is taken from the assessment before as long as
nothing that it reads has changed. A test records what the parts read and holds it against `READS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.assumptions import Assumed
from dr_desktop.plan.entity import Entity

Part = Literal[
    "inherited", "members", "topology", "links", "designed", "drills", "landing", "findings", "shares", "usage"
]
Reads = Mapping[str, tuple[str, ...] | None]
"""Field of Surroundings -> fields of its rows; None for everything, an empty tuple for which rows there are."""

_SIDE: Final = ("id", "name", "kind", "operator")
_PLACE: Final = (
    *_SIDE,
    "azure_region",
    "country",
    "datacenter",
    "datacenter_owner",
    "latitude",
    "longitude",
    "operational_from",
)

READS: Final[dict[Part, Reads]] = {
    "inherited": {"assumed": ("growth_percent_per_year",), "tiers": None},
    "members": {
        "assumed": ("change_percent_per_day", "rewrite_factor", "used_percent_of_provisioned"),
        "sites": _SIDE,
        "targets": (),
        "policies": (),
        "profiles": None,
        "profile_of": None,
    },
    "topology": {
        "assumed": ("minimum_distance_km",),
        "header": ("start_month",),
        "sites": _PLACE,
        "targets": ("id", "name", "site", "placement", "product", "redundancy"),
        "policies": ("id", "name", "capture", "every_hours", "every_months"),
        "copies_from": None,
    },
    "links": {
        "assumed": ("peak_factor", "reduction_left_percent"),
        "sites": (),
        "targets": ("id", "site", "size_after_reduction_percent"),
        "policies": ("id", "size_after_reduction_percent"),
        "links_between": None,
        "copies_from": None,
        "profile_of": None,
    },
    "designed": {
        "assumed": (
            "automatic_failover_minutes",
            "decide_minutes",
            "detect_minutes",
            "failover_minutes_per_machine",
            "parallel_starts",
            "rebuild_minutes",
            "redirect_minutes",
            "restore_mb_s",
            "start_minutes",
            "usable_percent",
            "validate_minutes",
        ),
        "sites": (*_SIDE, "datacenter", "parallel_starts"),
        "targets": ("id", "name", "site", "placement", "restore_mb_s", "write_mb_s"),
        "policies": None,
        "links_between": None,
        "copies_from": None,
        "profiles": None,
    },
    "drills": {
        "assumed": ("decide_minutes", "detect_minutes", "drill_validity_days"),
        "header": ("review_date", "start_month"),
    },
    "landing": {"sites": ("id", "kind")},
    "findings": {
        "assumed": ("drill_validity_days", "minimum_distance_km", "sync_max_latency_ms", "usable_percent"),
        "header": ("review_date", "start_month"),
        "tiers": None,
        "sites": (*_PLACE, "connection"),
        "targets": ("id", "name", "site", "placement", "product", "product_name", "redundancy", "write_mb_s"),
        "policies": (
            "id",
            "name",
            "capture",
            "every_hours",
            "every_months",
            "run_days",
            "style",
            "window_hours",
            "window_start",
        ),
        "links_between": None,
        "copies_from": None,
        "applications": None,
    },
    "shares": {
        "assumed": ("replica_factor",),
        "sites": ("id", "kind"),
        "policies": ("id", "block_clone", "style"),
        "copies_from": None,
    },
    "usage": {
        "assumed": ("drills_per_year", "horizon_months"),
        "header": ("region", "start_month"),
        "tiers": ("drills_per_year",),
        "sites": ("id", "kind", "azure_region"),
        "targets": ("id", "site", "placement", "product"),
        "links_between": None,
    },
}

ALL_PARTS: Final[frozenset[Part]] = frozenset(READS)


def parts_that_hold(before: Surroundings, after: Surroundings) -> frozenset[Part]:
    """The parts that read nothing that differs; the catalog must be the same."""
    differing = {name: _differing(getattr(before, name), getattr(after, name)) for name in Surroundings._fields}
    return frozenset([part for part, reads in READS.items() if not _concerned(reads, differing)])


def _concerned(reads: Reads, differing: Mapping[str, frozenset[str] | None]) -> bool:
    for name, fields in reads.items():
        found = differing[name]
        if found is None or (found if fields is None else not found.isdisjoint(fields)):
            return True
    return False


def _differing(before: Any, after: Any) -> frozenset[str] | None:
    """The fields whose values differ, in any of the rows; None where there are other rows, or in another order."""
    if before is after:
        return frozenset()
    if not isinstance(before, Mapping):
        return _fields(before, after)
    if list(before) != list(after):
        return None
    found: set[str] = set()
    for old, new in zip(before.values(), after.values(), strict=True):
        if old is not new:
            found |= _fields(old, new)
    return frozenset(found)


def _fields(before: Any, after: Any) -> frozenset[str]:
    """The names of the fields that differ in two records; any name where they have no fields."""
    if isinstance(before, Entity) and type(before) is type(after):
        stated = vars(before)
        return frozenset([name for name, value in vars(after).items() if value != stated[name]])
    if isinstance(before, Assumed):
        return frozenset([name for name in Assumed._fields if getattr(before, name) != getattr(after, name)])
    return frozenset() if before == after else frozenset({"itself"})
