"""What the command line does with a plan. Each verb gives its exit code, or the Problem that it met."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dr_desktop.bundled import bundled
from dr_desktop.files.plan_file import read_plan, write_plan
from dr_desktop.files.replace_file import reason, replace_file
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.plan.site import Site
from dr_desktop.progress import Progress, within
from dr_desktop.report.names import counted

if TYPE_CHECKING:
    from dr_desktop.assessment.results import Assessment
    from dr_desktop.files.intake.grouping import Grouping
    from dr_desktop.files.intake.inventory import Basis, Inventory
    from dr_desktop.files.intake.merge import MergeResult

FOUND_NOTHING: Final = 0
FOUND_ERRORS: Final = 1
SAMPLE: Final = ("samples", "coastal_utility.drplan")


def export(plan_path: Path, workbook: Path | None, pdf: Path | None, progress: Progress) -> int | Problem:
    """Write the plan and its assessment as a workbook, a PDF or, where neither is named, both beside the plan."""
    if workbook is None and pdf is None:
        workbook, pdf = plan_path.with_suffix(".xlsx"), plan_path.with_suffix(".pdf")
    for path in (workbook, pdf):
        if path is not None and path.absolute() == plan_path.absolute():
            return Problem(f"{path.name} is the plan itself.", "Name another file for the export.")
    assessed = _assessed(plan_path, within(progress, 0.0, 0.2))
    if isinstance(assessed, Problem):
        return assessed
    today = date.today()  # noqa: DTZ011 - the day where the planner sits
    writers: list[tuple[Path, Any]] = []
    # Imported where used: only an export needs XlsxWriter and reportlab, and they cost more than the assessment.
    if workbook is not None:
        from dr_desktop.files.workbook import write_workbook

        writers.append((workbook, write_workbook))
    if pdf is not None:
        from dr_desktop.files.pdf import write_pdf

        writers.append((pdf, write_pdf))
    for at, (path, write) in enumerate(writers):
        part = within(progress, 0.2 + 0.8 * at / len(writers), 0.2 + 0.8 * (at + 1) / len(writers))
        try:
            problem = write(assessed, path, today=today, progress=part)
        except OSError as fault:
            problem = Problem(f"{path.name} cannot be written in {path.parent}: {reason(fault)}.", "Name another file.")
        if isinstance(problem, Problem):
            return problem
    progress(1.0, "Done")
    for path, _ in writers:
        print(path)
    return FOUND_NOTHING


def check(plan_path: Path, as_json: bool, progress: Progress) -> int | Problem:
    """Print the findings; the code says whether there are open errors."""
    assessed = _assessed(plan_path, progress)
    if isinstance(assessed, Problem):
        return assessed
    progress(1.0, "Done")
    if as_json:
        print(json.dumps(_findings_json(assessed), indent=1, ensure_ascii=False))
    else:
        from dr_desktop.report.findings_text import findings_text

        print(findings_text(assessed))
    return FOUND_ERRORS if assessed.totals.errors else FOUND_NOTHING


def evaluate(plan_path: Path, out: str, progress: Progress) -> int | Problem:
    """Write the whole assessment as JSON to a file, or to standard output for `-`."""
    from dr_desktop.files.evaluation import evaluation_json

    assessed = _assessed(plan_path, progress)
    if isinstance(assessed, Problem):
        return assessed
    content = evaluation_json(assessed)
    progress(1.0, "Done")
    return _put_out(content, out)


def sensitivity(plan_path: Path, out: str, progress: Progress) -> int | Problem:
    """Write what moves each of the five totals, and how far, as JSON to a file, or to standard output for `-`."""
    from dr_desktop.assessment.sensitivity import sensitivity_steps
    from dr_desktop.files.catalogs import load_catalog
    from dr_desktop.files.sensitivity_file import sensitivity_json

    assessed = _assessed(plan_path, within(progress, 0.0, 0.05))
    if isinstance(assessed, Problem):
        return assessed
    content = b""
    for share, found in sensitivity_steps(assessed, load_catalog()):
        progress(0.05 + 0.95 * share, "Trying each assumption")
        if share == 1:
            content = sensitivity_json(found)
    return _put_out(content, out)


def take_in(
    inventory_path: Path,
    into: Path | None,
    out: Path,
    site: str | None,
    basis: Basis | None,
    group: str | None,
    progress: Progress,
) -> int | Problem:
    """Read an inventory and save it as a plan of its own, or merged into one."""
    # Imported where used: openpyxl.
    from dr_desktop.files.intake.merge import MergeChoices, merged

    progress(0.0, f"Reading {inventory_path.name}")
    inventory = _inventory(inventory_path)
    if isinstance(inventory, Problem):
        return inventory
    plan = read_plan(into) if into is not None else new_plan(_next_month(date.today()), inventory_path.stem)  # noqa: DTZ011
    if isinstance(plan, Problem):
        return plan
    plan, site_id = _placed(plan, site)
    grouping = _grouping(group, inventory)
    if isinstance(grouping, Problem):
        return grouping
    stated = [one.basis for one in inventory.bases]
    if basis is not None and basis not in stated:
        offered = " or ".join(f"--basis {one}" for one in stated) or "no --basis"
        return Problem(f"{inventory.file} does not state the sizes asked for with --basis {basis}.", f"Use {offered}.")
    chosen = basis or next((one for one in ("in_use", "provisioned", "guest_consumed") if one in stated), None)
    progress(0.6, "Taking the machines over")
    result = merged(plan, inventory, MergeChoices(site_id, chosen, grouping))
    problem = write_plan(result.plan, out)
    if problem is not None:
        return problem
    progress(1.0, "Done")
    _tell(result, inventory, chosen, out)
    return FOUND_NOTHING


def example(out: Path) -> int | Problem:
    """Save the sample plan that comes with the program."""
    try:
        content = bundled(*SAMPLE).read_bytes()
    except OSError as fault:
        return Problem(f"The sample plan that comes with DR Desktop is missing: {reason(fault)}.", "Install it again.")
    return replace_file(out, content) or FOUND_NOTHING


def _assessed(plan_path: Path, progress: Progress) -> Assessment | Problem:
    from dr_desktop.assessment.assess import assess
    from dr_desktop.assessment.catalog import CatalogError
    from dr_desktop.files.catalogs import load_catalog

    progress(0.0, f"Opening {plan_path.name}")
    plan = read_plan(plan_path)
    if isinstance(plan, Problem):
        return plan
    progress(0.3, "Assessing the plan")
    try:
        return assess(plan, load_catalog())
    except CatalogError as fault:
        return Problem(str(fault))


def _findings_json(assessed: Assessment) -> dict[str, Any]:
    totals = assessed.totals
    counts = {name: getattr(totals, name) for name in ("errors", "warnings", "notes", "accepted")}
    return {**counts, "findings": [one._asdict() for one in assessed.findings]}


def _inventory(path: Path) -> Inventory | Problem:
    from dr_desktop.files.intake import rvtools
    from dr_desktop.files.intake.inventory import Refusal

    if not path.is_file():
        return Problem(f"{path.name} is not a file in {path.parent}.", "Name the inventory's file.")
    try:
        found = rvtools.read(path)
    except OSError as fault:
        return Problem(f"{path.name} cannot be read: {reason(fault)}.", "Check that you may read it.")
    if isinstance(found, Refusal):
        place = f", {found.place}" if found.place else ""
        return Problem(f"{found.file}{place}: {found.sentence}", found.remedy)
    return found


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
    from dr_desktop.files.intake.grouping import ByColumn, ByFolder, ByPrefix

    match (group or "none").partition(":"):
        case ("none", "", ""):
            return None
        case ("folder", "", ""):
            return ByFolder()
        case ("prefix", "", ""):
            return ByPrefix()
        case ("tag", ":", wanted):
            headings = [one.heading for one in inventory.grouping_columns]
            for heading in headings:
                if heading.casefold() == wanted.strip().casefold():
                    return ByColumn(heading)
            offered = f"Its columns are {', '.join(headings)}." if headings else "Use --group prefix."
            return Problem(f"{inventory.file} has no column “{wanted}” to group by.", offered)
    return Problem(f"“{group}” is no way of grouping.", "Use --group folder, prefix, tag:NAME or none.")


def _tell(result: MergeResult, inventory: Inventory, basis: Basis | None, out: Path) -> None:
    from dr_desktop.files.intake.merge import BASIS_WORDS

    print(f"{inventory.format}: {inventory.file}")
    known = f"{len(result.changed):,} changed, {len(result.unchanged):,} unchanged"
    print(f"{counted(len(result.new), 'machine')} new, {known}.")
    print(f"{counted(len(result.new_applications), 'application')} new.")
    if basis is not None:
        print(f"Used size: what is {BASIS_WORDS[basis]}.")
    for row in result.skipped:
        name = f" ({row.name})" if row.name else ""
        print(f"Skipped {row.place}{name}: {row.reason}")
    for sentence in (*(one.sentence for one in inventory.remarks), *result.notes):
        print(sentence)
    print(f"Saved to {out}.")


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _put_out(content: bytes, out: str) -> int | Problem:
    if out != "-":
        return replace_file(Path(out), content) or FOUND_NOTHING
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
    return FOUND_NOTHING
