"""`dr-desktop recover`: what happens after a disaster, how probable it is to be in time, and a better order."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final, NamedTuple

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.catalog import CatalogError
from dr_desktop.assessment.recovery import RecoveryResult, simulation
from dr_desktop.assessment.recovery_order import OrderSearch, order_search
from dr_desktop.assessment.recovery_scenarios import losses_not_stated
from dr_desktop.assessment.recovery_slots import SlowerWithMore, slower_with_more
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.uncertainty import Runs, runs_of, uncertainty_of
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.plan_file import read_plan
from dr_desktop.files.recovery_file import recovery_json
from dr_desktop.files.replace_file import replace_file
from dr_desktop.files.uncertainty_file import runs_json
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import Plan
from dr_desktop.progress import Progress, within
from dr_desktop.remarks import remark

_UNCERTAIN: Final = "Running it with other luck"
_SEARCH: Final = "Trying other orders"
_MOST_RUNS: Final = 1_000_000


class RecoverOptions(NamedTuple):
    """What the command line says beside the plan. `first`, `last`: only these runs, as numbers to be joined later."""

    scenario: str | None
    runs: int | None = None
    seed: int = 1
    first: int | None = None
    last: int | None = None
    search_order: bool = False
    across_tiers: bool = False


def recover(plan_path: Path, options: RecoverOptions, out: str, progress: Progress) -> int | Problem:
    """Write a recovery as JSON to a file, or to standard output for `-`; with `first` or `last` the runs alone."""
    part = options.first is not None or options.last is not None
    first = options.first or 0
    last = options.last if options.last is not None else options.runs
    wrong = _wrong(options, first, last, part)
    if wrong is not None:
        return wrong
    progress(0.0, f"Opening {plan_path.name}")
    plan = read_plan(plan_path, remark)
    if isinstance(plan, Problem):
        return plan
    scenario = _scenario(plan, options.scenario)
    if isinstance(scenario, Problem):
        return scenario
    progress(0.02, "Assessing the plan")
    try:
        assessment = assess(plan, load_catalog())
    except CatalogError as fault:
        return Problem(str(fault))
    rest = within(progress, 0.05, 1.0)
    if part:
        assert last is not None
        content = runs_json(_runs(assessment, scenario, (options.seed, first, last), rest))
    else:
        content = _whole(assessment, scenario, options, rest)
    progress(1.0, "Done")
    if out != "-":
        return replace_file(Path(out), content) or 0
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
    return 0


def _whole(assessment: Assessment, scenario: Scenario, options: RecoverOptions, progress: Progress) -> bytes:
    result: RecoveryResult | None = None
    for step in simulation(assessment, scenario):
        if isinstance(step, RecoveryResult):
            result = step
        else:
            progress(step * 0.1, "Simulating")
    assert result is not None
    middle = 0.55 if options.search_order else 1.0
    uncertainty = order = None
    slower: tuple[SlowerWithMore, ...] = ()
    if options.runs:
        numbers = (options.seed, 0, options.runs)
        uncertainty = uncertainty_of(_runs(assessment, scenario, numbers, within(progress, 0.1, middle)))
    if options.search_order:
        begin = 0.55 if options.runs else 0.1
        for found in order_search(assessment, scenario, options.across_tiers):
            if isinstance(found, OrderSearch):
                order = found
            else:
                progress(begin + (0.95 - begin) * found, _SEARCH)
        for tried in slower_with_more(assessment, scenario):
            if isinstance(tried, tuple):
                slower = tried
            else:
                progress(0.95 + 0.05 * tried, "Trying more places")
    return recovery_json(result, uncertainty, order, slower)


def _runs(assessment: Assessment, scenario: Scenario, numbers: tuple[int, int, int], progress: Progress) -> Runs:
    shown = -1
    for step in runs_of(assessment, scenario, *numbers):
        if isinstance(step, Runs):
            return step
        if int(step * 100) > shown:  # a line for each run would keep the reader busier than the runs
            shown = int(step * 100)
            progress(step, _UNCERTAIN)
    raise AssertionError("Runs end with what they found.")


def _scenario(plan: Plan, asked: str | None) -> Scenario | Problem:
    """The scenario of that id or name, or a loss that the plan does not state; the only one where none is named."""
    known = list(plan.scenarios.values())
    if not known and asked is None:
        return Problem("The plan has no scenarios.", "Add one on the Recovery page.")
    named = ", ".join([f"“{one.name or one.id}”" for one in known])
    if asked is None:
        return known[0] if len(known) == 1 else Problem("Which scenario?", f"Name one with --scenario: {named}.")
    fitting = [one for one in known if asked == one.id] or [
        one for one in known if asked.strip().casefold() == one.name.casefold()
    ]
    others = losses_not_stated(plan)
    fitting = fitting or [one for one in others if asked.strip().casefold() in (one.id, one.name.casefold())]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        ids = ", ".join([one.id for one in fitting])
        return Problem(f"Several scenarios are called “{asked}”.", f"Name one by its id: {ids}.")
    return Problem(f"The plan has no scenario “{asked}”.", f"It has {named}." if named else "It states no scenario.")


def _wrong(options: RecoverOptions, first: int, last: int | None, part: bool) -> Problem | None:
    if options.runs is not None and not 1 <= options.runs <= _MOST_RUNS:
        return Problem(f"--runs {options.runs} is no number of runs.", f"Give one from 1 to {_MOST_RUNS:,}.")
    if part and options.search_order:
        return Problem("--from and --to write runs alone.", "Search the order in a call of its own.")
    if part and (last is None or not 0 <= first < last or last > (options.runs or last)):
        return Problem("--from and --to name no runs.", "Give 0 ≤ FROM < TO, and TO at most the number of --runs.")
    return None
