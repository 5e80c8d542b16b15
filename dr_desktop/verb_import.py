"""`dr-desktop import`: inventories of any known format as a plan, or merged into one."""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dr_desktop.files.intake.grouping import ByColumn, ByFolder, ByPattern, ByPrefix, Grouping
from dr_desktop.files.intake.grouping_patterns import read_patterns
from dr_desktop.files.intake.import_report import report_json, report_lines
from dr_desktop.files.intake.inventory import Basis, Inventory, Refusal, usual_basis
from dr_desktop.files.intake.merge import MergeChoices, merged
from dr_desktop.files.intake.reading import read_files
from dr_desktop.files.intake.table_mapping import TableMapping, mapping_from_file
from dr_desktop.files.plan_file import read_plan, write_plan
from dr_desktop.files.replace_file import reason
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.plan.site import Site
from dr_desktop.progress import Progress
from dr_desktop.remarks import remark


class ImportOptions(NamedTuple):
    """What the command line says beside the files."""

    into: Path | None = None
    out: Path | None = None
    """None only tells what would happen."""
    mapping: Path | None = None
    site: str | None = None
    basis: Basis | None = None
    group: str | None = None
    unknown_is_production: bool = False
    link: bool = False
    as_json: bool = False


def take_in(paths: Sequence[Path], options: ImportOptions, progress: Progress) -> int | Problem:
    """Read inventories and save them as a plan of their own, or merged into one; print what came of every row."""
    progress(0.0, f"Reading {paths[0].name}")
    inventory = _inventory(paths, options.mapping)
    if isinstance(inventory, Problem):
        return inventory
    into = options.into
    plan = read_plan(into, remark) if into is not None else new_plan(_next_month(date.today()), paths[0].stem)  # noqa: DTZ011
    if isinstance(plan, Problem):
        return plan
    before = plan
    plan, site_id = _placed(plan, options.site)
    grouping = _grouping(options.group, inventory)
    if isinstance(grouping, Problem):
        return grouping
    basis = _basis(options.basis, inventory)
    if isinstance(basis, Problem):
        return basis
    progress(0.6, "Taking the rows over")
    choices = MergeChoices(site_id, basis, grouping, options.unknown_is_production, options.link)
    result = merged(plan, inventory, choices)
    if options.out is not None:
        problem = write_plan(result.plan, options.out)
        if problem is not None:
            return problem
    progress(1.0, "Done")
    saved = "Nothing was saved." if options.out is None else f"Saved to {options.out}."
    if options.as_json:
        report = report_json(before, inventory, result, basis)
        report["saved_to"] = None if options.out is None else str(options.out)
        print(json.dumps(report, indent=1, ensure_ascii=False))
    else:
        print("\n".join((*report_lines(before, inventory, result, basis), saved)))
    return 0


def answer(paths: Sequence[Path], mapping_path: Path | None, to: Path) -> None:
    """Write what the files state, or why they cannot be read, to `to` for the window that asked."""
    mapping = None if mapping_path is None else mapping_from_file(mapping_path)
    found = mapping if isinstance(mapping, Refusal) else read_files(paths, mapping)
    to.write_bytes(pickle.dumps(found))


def _inventory(paths: Sequence[Path], mapping_path: Path | None) -> Inventory | Problem:
    mapping: TableMapping | None = None
    if mapping_path is not None:
        stated = mapping_from_file(mapping_path)
        if isinstance(stated, Refusal):
            return Problem(f"{stated.file}: {stated.sentence}", stated.remedy)
        mapping = stated
    for path in paths:
        if not path.is_file():
            return Problem(f"{path.name} is not a file in {path.parent}.", "Name the inventory's file.")
    try:
        found = read_files(paths, mapping)
    except OSError as fault:
        return Problem(f"{paths[0].name} cannot be read: {reason(fault)}.", "Check that you may read it.")
    if isinstance(found, Refusal):
        place = f", {found.place}" if found.place else ""
        return Problem(f"{found.file}{place}: {found.sentence}", found.remedy)
    return found


def _basis(asked: Basis | None, inventory: Inventory) -> Basis | Problem | None:
    stated = [one.basis for one in inventory.bases]
    if asked is not None and asked not in stated:
        offered = " or ".join(f"--basis {one}" for one in stated) or "no --basis"
        return Problem(f"{inventory.file} does not state the sizes asked for with --basis {asked}.", f"Use {offered}.")
    return asked or usual_basis(inventory)


def _placed(plan: Plan, site: str | None) -> tuple[Plan, str | None]:
    """The plan with the named site, and its id: one that is there by id or name, else a new Azure Stack cloud."""
    if site is None:
        return plan, None
    for key, one in plan.sites.items():
        if site in (key, one.name) or site.casefold() == one.name.casefold():
            return plan, key
    number = len(plan.sites) + 1
    while f"site-{number}" in plan.sites:
        number += 1
    return plan.put("sites", Site(id=f"site-{number}", name=site)), f"site-{number}"


def _grouping(group: str | None, inventory: Inventory) -> Grouping | Problem | None:
    match (group or "none").partition(":"):
        case ("none", "", ""):
            return None
        case ("folder", "", ""):
            return ByFolder()
        case ("prefix", "", ""):
            return ByPrefix()
        case ("pattern", ":", wanted):
            patterns = read_patterns(wanted)
            return patterns if isinstance(patterns, Problem) else ByPattern(patterns)
        case ("tag" | "column", ":", wanted):
            headings = [one.heading for one in inventory.grouping_columns]
            for heading in headings:
                if heading.casefold() == wanted.strip().casefold():
                    return ByColumn(heading)
            offered = f"Its columns are {', '.join(headings)}." if headings else "Use --group prefix."
            return Problem(f"{inventory.file} has no column “{wanted}” to group by.", offered)
    return Problem(f"“{group}” is no way of grouping.", "Use folder, prefix, tag:NAME, pattern:crm-*=CRM or none.")


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
