"""What the command line does with a plan. Each verb gives its exit code, or the Problem that it met."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dr_desktop.bundled import bundled
from dr_desktop.files.plan_file import read_plan
from dr_desktop.files.replace_file import reason, replace_file
from dr_desktop.plan.entity import Problem
from dr_desktop.progress import Progress, within
from dr_desktop.remarks import remark

if TYPE_CHECKING:
    from dr_desktop.assessment.document_chances import Chances
    from dr_desktop.assessment.results import Assessment
    from dr_desktop.assessment.sensitivity import Sensitivity

FOUND_NOTHING: Final = 0
FOUND_ERRORS: Final = 1
MOST_MOVED: Final = 1_000
"""Machines up to which an export works out what moves the totals: it assesses the plan some fifty times."""
SAMPLE: Final = ("samples", "coastal_utility.drplan")


def export(plan_path: Path, workbook: Path | None, pdf: Path | None, progress: Progress) -> int | Problem:
    """Write the plan and its assessment as a workbook, a PDF or, where neither is named, both beside the plan."""
    if workbook is None and pdf is None:
        workbook, pdf = plan_path.with_suffix(".xlsx"), plan_path.with_suffix(".pdf")
    for path in (workbook, pdf):
        if path is not None and path.absolute() == plan_path.absolute():
            return Problem(f"{path.name} is the plan itself.", "Name another file for the export.")
    assessed = _assessed(plan_path, within(progress, 0.0, 0.1))
    if isinstance(assessed, Problem):
        return assessed
    today = date.today()  # noqa: DTZ011 - the day where the planner sits
    moved = _moved(assessed, within(progress, 0.1, 0.25)) if len(assessed.plan.machines) <= MOST_MOVED else None
    chances = _chances(assessed, within(progress, 0.25, 0.35))
    writers: list[tuple[Path, Any]] = []
    # Imported where used: only an export needs XlsxWriter and reportlab, and they cost more than the assessment.
    if workbook is not None:
        from dr_desktop.files.workbook import write_workbook

        writers.append((workbook, write_workbook))
    if pdf is not None:
        from dr_desktop.files.pdf import write_pdf

        writers.append((pdf, write_pdf))
    for at, (path, write) in enumerate(writers):
        part = within(progress, 0.35 + 0.65 * at / len(writers), 0.35 + 0.65 * (at + 1) / len(writers))
        try:
            problem = write(assessed, path, today=today, progress=part, sensitivity=moved, chances=chances)
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
    from dr_desktop.files.sensitivity_file import sensitivity_json

    assessed = _assessed(plan_path, within(progress, 0.0, 0.05))
    if isinstance(assessed, Problem):
        return assessed
    return _put_out(sensitivity_json(_moved(assessed, within(progress, 0.05, 1.0))), out)


def example(out: Path) -> int | Problem:
    """Save the sample plan that comes with the program."""
    try:
        content = bundled(*SAMPLE).read_bytes()
    except OSError as fault:
        return Problem(f"The sample plan that comes with DR Desktop is missing: {reason(fault)}.", "Install it again.")
    return replace_file(out, content) or FOUND_NOTHING


def template(out: Path) -> int | Problem:
    """Save an empty workbook with our own headings, which an import reads when it is filled in."""
    # Imported where used: no other verb writes it, and XlsxWriter costs more than all of this.
    from dr_desktop.files.template_workbook import write_template

    return write_template(out) or FOUND_NOTHING


def _assessed(plan_path: Path, progress: Progress) -> Assessment | Problem:
    from dr_desktop.assessment.assess import assess
    from dr_desktop.assessment.catalog import CatalogError
    from dr_desktop.files.catalogs import load_catalog

    progress(0.0, f"Opening {plan_path.name}")
    plan = read_plan(plan_path, remark)
    if isinstance(plan, Problem):
        return plan
    progress(0.3, "Assessing the plan")
    try:
        return assess(plan, load_catalog())
    except CatalogError as fault:
        return Problem(str(fault))


def _moved(assessed: Assessment, progress: Progress) -> Sensitivity:
    from dr_desktop.assessment.sensitivity import sensitivity_of
    from dr_desktop.files.catalogs import load_catalog

    return sensitivity_of(assessed, load_catalog(), lambda share: progress(share, "Trying each assumption"))


def _chances(assessed: Assessment, progress: Progress) -> Chances | None:
    from dr_desktop.assessment.document_chances import document_chances

    return document_chances(assessed, lambda share: progress(share, "Running each disaster many times"))


def _findings_json(assessed: Assessment) -> dict[str, Any]:
    totals = assessed.totals
    counts = {name: getattr(totals, name) for name in ("errors", "warnings", "notes", "accepted")}
    return {**counts, "findings": [one._asdict() for one in assessed.findings]}


def _put_out(content: bytes, out: str) -> int | Problem:
    if out != "-":
        return replace_file(Path(out), content) or FOUND_NOTHING
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
    return FOUND_NOTHING
