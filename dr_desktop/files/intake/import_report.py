"""What an import would do, or did, as text and as JSON: nothing is left out of the counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from dr_desktop.files.intake.inventory import Basis, Inventory
from dr_desktop.files.intake.merge import BASIS_WORDS, MergeResult
from dr_desktop.plan.plan import Plan
from dr_desktop.report.names import counted

LISTED: Final = 20
"""Entries of a kind that the text names; the JSON names all."""


def report_json(before: Plan, inventory: Inventory, result: MergeResult, basis: Basis | None) -> dict[str, Any]:
    """The whole report; sizes in GiB, places as in the files."""
    after = result.plan
    return {
        "files": inventory.file,
        "format": inventory.format,
        "tried_on_a_real_file": inventory.tried,
        "rows_read": inventory.rows_read,
        "used_size": BASIS_WORDS[basis] if basis is not None else None,
        "machines": {
            "new": [_named(after, "machines", key) for key in result.new],
            "changed": [_named(after, "machines", key) for key in result.changed],
            "unchanged": len(result.unchanged),
            "left": [_named(before, "machines", key) for key in result.left],
        },
        "applications": {
            "new": [_named(after, "applications", key) for key in result.new_applications],
            "changed": [_named(after, "applications", key) for key in result.changed_applications],
            "unchanged": len(result.unchanged_applications),
        },
        "changes": list(_changes_json(before, result)),
        "skipped": [{"place": row.place, "name": row.name, "reason": row.reason} for row in result.skipped],
        "conflicts": [one._asdict() for one in inventory.conflicts],
        "orphans": [{"tab": tab.tab, "names": list(tab.orphans)} for tab in inventory.tabs if tab.orphans],
        "disks_of_no_machine": [{"name": one.name, "size_gib": one.size_gib} for one in inventory.disks],
        "proposed_dependencies": [
            {
                "application": after.applications[one.application].name,
                "depends_on": after.applications[one.depends_on].name,
                "machine_pairs": one.machine_pairs,
                "rows": one.rows,
                "both_ways": one.both_ways,
            }
            for one in result.proposals
        ],
        "external": list(result.external),
        "columns_not_used": list(inventory.ignored),
        "remarks": [*(one.sentence for one in inventory.remarks), *result.notes],
    }


def report_lines(before: Plan, inventory: Inventory, result: MergeResult, basis: Basis | None) -> Iterator[str]:
    """The report as lines of text."""
    yield f"{inventory.format}: {inventory.file}"
    yield f"{counted(inventory.rows_read, 'row')} read, {len(result.skipped):,} skipped."
    if inventory.machines or result.new:
        known = f"{len(result.changed):,} changed, {len(result.unchanged):,} unchanged"
        yield f"{counted(len(result.new), 'machine')} new, {known}."
    yield f"{counted(len(result.new_applications), 'application')} new{_applications(result)}."
    if basis is not None:
        yield f"Used size: what is {BASIS_WORDS[basis]}."
    changes = list(_changes_json(before, result))
    yield from _some(
        f"{one['name']}: {one['field']}: {one['before'] or 'blank'} -> {one['after'] or 'blank'}"
        + (f"  ({one['cell']}; {one['place']})" if one["cell"] else "")
        for one in changes
    )
    yield from _some(
        f"Skipped {row.place}{f' ({row.name})' if row.name else ''}: {row.reason}" for row in result.skipped
    )
    yield from _some(
        f"Proposed: {result.plan.applications[one.application].name} depends on "
        f"{result.plan.applications[one.depends_on].name} ({counted(one.machine_pairs, 'pair')} of machines"
        f"{', seen both ways' if one.both_ways else ''})"
        for one in result.proposals
    )
    yield from (one.sentence for one in inventory.remarks)
    yield from result.notes


def _applications(result: MergeResult) -> str:
    if not result.changed_applications and not result.unchanged_applications:
        return ""
    return f", {len(result.changed_applications):,} changed, {len(result.unchanged_applications):,} unchanged"


def _changes_json(before: Plan, result: MergeResult) -> Iterator[dict[str, str]]:
    for one in result.changes:
        heading, old, new = one.words(before, result.plan)
        yield {
            "table": one.table,
            "id": one.entity,
            "name": one.name,
            "field": heading,
            "before": old,
            "after": new,
            "place": one.place,
            "cell": one.original,
        }


def _named(plan: Plan, table: str, key: str) -> dict[str, str]:
    one = plan.table(table)[key]
    return {"id": key, "name": one.name, "place": getattr(one, "source_place", "")}


def _some(lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    yield from listed[:LISTED]
    if len(listed) > LISTED:
        yield f"… and {len(listed) - LISTED:,} more."
