"""`dr-desktop prices`: takes saved Azure Retail Prices into a plan, or only tells what that would change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dr_desktop.assessment.catalog import CatalogError
from dr_desktop.assessment.price_import import PriceProposal, price_proposal, with_prices
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.intake.retail_prices import read_retail_prices
from dr_desktop.files.plan_file import read_plan, write_plan
from dr_desktop.plan.entity import Problem
from dr_desktop.progress import Progress
from dr_desktop.remarks import remark
from dr_desktop.report.price_words import MORE_PAGES, amount_words, change_words, region_words, summary_words


def take_prices(files: Sequence[Path], into: Path, dry_run: bool, progress: Progress) -> int | Problem:
    """Print what the prices in `files` change in the plan `into`, and save it unless it is a dry run."""
    plan = read_plan(into, remark)
    if isinstance(plan, Problem):
        return plan
    progress(0.2, "Reading prices")
    found = read_retail_prices(files)
    if isinstance(found, Problem):
        return found
    progress(0.7, "Comparing prices")
    try:
        proposal = price_proposal(plan, load_catalog(), found.rows, found.name, found.saved)
    except CatalogError as fault:
        return Problem(str(fault))
    if isinstance(proposal, Problem):
        return proposal
    _tell(proposal, plan.header.currency)
    for reason, rows in found.unreadable:
        print(f"Left out, {rows:,}: {reason}.")
    if found.more_pages:
        print(MORE_PAGES)
    if proposal.changes and not dry_run:
        problem = write_plan(with_prices(plan, proposal), into)
        if problem is not None:
            return problem
        print(f"Saved to {into}.")
    progress(1.0, "Done")
    return 0


def _tell(proposal: PriceProposal, currency: str) -> None:
    for one in proposal.changes:
        prices = f"{amount_words(one.before)} -> {amount_words(one.after)} {currency}"
        print(f"{one.label} ({region_words(one)}): {prices} per {one.unit}, {change_words(one)}")
    print(summary_words(proposal))
    for left in proposal.left_out:
        print(f"Left out, {left.rows:,}: {left.reason}, such as {left.example}.")
    for note in proposal.notes:
        print(note)
