"""Where each application stands in the matrix: in one cell of the guidance's table, or in one of three strips."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import fsum
from typing import Final, Literal, NamedTuple

from dr_desktop.assessment.results import ApplicationResult, Assessment, Column, Row, Verdict
from dr_desktop.assessment.sides import runs_machines, side_of
from dr_desktop.assessment.topology import worst
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.choices import Scheme
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.site import Site
from dr_desktop.plan.tier import Tier

CellKey = tuple[Row, Column]
StripKey = Literal["not_placed", "no_recovery", "azure"]

ROWS: Final[tuple[Row, ...]] = ("csp", "customer")
COLUMNS: Final[tuple[Column, ...]] = ("azure", "csp", "customer")
STRIPS: Final[tuple[StripKey, ...]] = ("not_placed", "no_recovery", "azure")
LANES: Final[tuple[Scheme, ...]] = ("backup_restore", "replication", "high_availability", "fault_tolerance")

ROW_WORDS: Final[dict[Row, str]] = {
    "csp": "CSP-operated Azure Stack",
    "customer": "Customer-operated Azure Stack",
}
COLUMN_WORDS: Final[dict[Column, str]] = {
    "azure": "Global Azure",
    "csp": "CSP-operated Azure Stack",
    "customer": "Customer-operated Azure Stack",
}
STRIP_WORDS: Final[dict[StripKey, str]] = {
    "not_placed": "Not placed",
    "no_recovery": "No recovery",
    "azure": "Azure as source",
}


class Placing(NamedTuple):
    """Ids of applications by cell and by strip, in order of tier, then name. Every application stands once.

    *Unassigned* stands in a strip only while it holds machines.
    """

    cells: Mapping[CellKey, tuple[str, ...]]
    strips: Mapping[StripKey, tuple[str, ...]]


class Sums(NamedTuple):
    """What stands in one place. *Unassigned* counts for its machines, not as an application."""

    applications: int
    machines: int
    used_gib: float


def cell_entity(key: CellKey) -> str:
    """The entity id of a cell's head: cell:csp:azure."""
    return f"cell:{key[0]}:{key[1]}"


def strip_entity(key: StripKey) -> str:
    """The entity id of a strip: strip:not_placed."""
    return f"strip:{key}"


def place_of(result: ApplicationResult) -> CellKey | StripKey:
    """The cell or the strip that an application stands in; no recovery by decision goes before everything else."""
    if result.protection.scheme == "no_recovery":
        return "no_recovery"
    row, column = result.topology.row, result.topology.column
    if row == "azure":
        return "azure"
    return (row, column) if row in ROWS and column in COLUMNS else "not_placed"


def placing_of(assessment: Assessment) -> Placing:
    """Where the applications of an assessment stand."""
    cells: dict[CellKey, list[str]] = {(row, column): [] for row in ROWS for column in COLUMNS}
    strips: dict[StripKey, list[str]] = {key: [] for key in STRIPS}
    for key, result in assessment.applications.items():
        if key == UNASSIGNED and not result.machines:
            continue
        place = place_of(result)
        (strips[place] if isinstance(place, str) else cells[place]).append(key)
    order = _order(assessment.plan)
    return Placing(
        {key: tuple(sorted(found, key=order.__getitem__)) for key, found in cells.items()},
        {key: tuple(sorted(found, key=order.__getitem__)) for key, found in strips.items()},
    )


def sums_of(assessment: Assessment, ids: Iterable[str]) -> Sums:
    """How many applications and machines these are, and their used data in GiB."""
    found = {key: assessment.applications[key] for key in ids}
    return Sums(
        len(found.keys() - {UNASSIGNED}),
        sum([one.machines for one in found.values()]),
        fsum([one.used_gib for one in found.values()]),
    )


def worst_of(assessment: Assessment, ids: Iterable[str]) -> Verdict | None:
    """The worst verdict among these applications; None where none of them has one."""
    return worst([verdict for key in ids if (verdict := assessment.applications[key].topology.verdict)])


def tier_of(plan: Plan, application_id: str) -> Tier | None:
    """The tier that an application inherits from."""
    return plan.tiers.get(plan.applications[application_id].tier or "")


def rank_of(plan: Plan, application_id: str) -> int | None:
    """The rank of an application's tier; a tier without a rank has its place among the tiers; None: no tier."""
    tier = tier_of(plan, application_id)
    return None if tier is None else tier.rank or 1 + list(plan.tiers).index(tier.id)


def source_sites(plan: Plan, row: Row) -> tuple[Site, ...]:
    """The plan's stamps of one row's operator."""
    return tuple(one for one in plan.sites.values() if one.kind == "azure_stack" and side_of(one) == row)


def target_sites(plan: Plan, column: Column) -> tuple[Site, ...]:
    """The plan's sites of one column at which machines can run."""
    return tuple(one for one in plan.sites.values() if runs_machines(one) and side_of(one) == column)


def _order(plan: Plan) -> dict[str, tuple[int, str, str]]:
    ranks = {key: tier.rank or place for place, (key, tier) in enumerate(plan.tiers.items(), start=1)}
    return {
        key: (ranks.get(one.tier or "", 1 << 30), one.name.casefold(), key) for key, one in plan.applications.items()
    }
