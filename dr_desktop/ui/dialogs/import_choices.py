"""What an import offers to choose: sites, ways to count used space, ways to group; and the plan that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dr_desktop.files.intake.grouping import ByColumn, ByFolder, ByPattern, ByPrefix, GroupingProposal
from dr_desktop.files.intake.inventory import Basis, BasisTotal, Inventory
from dr_desktop.files.intake.merge import MergeChoices, MergeResult, merged
from dr_desktop.plan.choices import Operator
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_number
from dr_desktop.plan.table_edit import new_row
from dr_desktop.ui.number_marks import NumberMarks

BASIS_TITLES: Mapping[Basis, str] = {
    "in_use": "In use on the datastore",
    "guest_consumed": "Consumed in the guest",
    "provisioned": "Provisioned",
}
# In use is what a first full backup reads at most; provisioned includes what was never written.
BASIS_ORDER: tuple[Basis, ...] = ("in_use", "guest_consumed", "provisioned")


class NewSite(NamedTuple):
    """A site to add with the import."""

    name: str
    operator: Operator


def inventory_words(inventory: Inventory, machines: int) -> str:
    """'RVTools 4.7 workbook: 9 machines; 12 rows read, 3 columns not used.'"""
    found = [
        f"{count:,} {one if count == 1 else many}"
        for count, one, many in (
            (machines, "machine", "machines"),
            (len(inventory.applications), "application", "applications"),
            (len(inventory.dependencies), "connection", "connections"),
            (len(inventory.disks), "loose disk", "loose disks"),
        )
        if count
    ]
    unused = len(inventory.ignored)
    columns = f", {unused} {'column' if unused == 1 else 'columns'} not used" if unused else ""
    tried = "" if inventory.tried else " This reader was not tried on a real file of that tool: check what it read."
    listed = ", ".join(found) or "nothing to take over"
    return f"{inventory.format}: {listed}; {inventory.rows_read:,} rows read{columns}.{tried}"


def basis_words(total: BasisTotal, machines: int, marks: NumberMarks) -> str:
    """'In use on the datastore: 343.33 GiB of 9 machines'; says so when not all machines state it."""
    gib = show_number(total.total_gib, 2, *marks)
    of = f"all {machines} machines" if total.machines == machines else f"{total.machines} of {machines} machines"
    return f"{BASIS_TITLES[total.basis]}: {gib}\u00a0GiB, {of}"


def grouping_words(proposal: GroupingProposal) -> str:
    """'By folder: 4 applications, 2 machines in Unassigned (possible)'."""
    match proposal.grouping:
        case ByFolder():
            way = "By folder"
        case ByColumn(heading):
            way = f"By “{heading}”"
        case ByPrefix():
            way = "By the beginning of the name"
        case ByPattern():
            way = "By patterns"
    count, left = len(proposal.applications), len(proposal.nowhere)
    rest = f", {left} {'machine' if left == 1 else 'machines'} in Unassigned" if left else ""
    sure = {"high": "likely", "medium": "possible", "low": "a guess"}[proposal.confidence]
    return f"{way}: {count} {'application' if count == 1 else 'applications'}{rest} ({sure})"


def import_result(
    plan: Plan, inventory: Inventory, choices: MergeChoices, new_site: NewSite | None
) -> MergeResult | Problem:
    """The plan after the import, with the new site where one was asked for."""
    if new_site is not None:
        if not new_site.name.strip():
            return Problem("The new site has no name.", "Type what people call it, or choose another site.")
        site = new_row("sites", name=new_site.name.strip(), kind="azure_stack", operator=new_site.operator)
        plan = plan.put("sites", site)
        choices = choices._replace(source_site=site.id)
    return merged(plan, inventory, choices)


def result_words(result: MergeResult) -> str:
    """'9 new machines, 2 changed, 4 new applications, 1 row skipped'."""
    parts = [f"{len(result.new)} new {'machine' if len(result.new) == 1 else 'machines'}"]
    if result.changed:
        parts.append(f"{len(result.changed)} changed")
    if result.unchanged:
        parts.append(f"{len(result.unchanged)} as they were")
    count = len(result.new_applications)
    if count:
        parts.append(f"{count} new {'application' if count == 1 else 'applications'}")
    if result.changed_applications:
        known = len(result.changed_applications)
        parts.append(f"{known} {'application' if known == 1 else 'applications'} changed")
    if result.left:
        parts.append(f"{len(result.left)} no longer listed")
    if result.skipped:
        parts.append(f"{len(result.skipped)} {'row' if len(result.skipped) == 1 else 'rows'} skipped")
    return ", ".join(parts)
