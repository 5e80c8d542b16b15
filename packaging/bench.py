"""Benchmarks: each figure a ratio measured in one run where it can be, printed as a table and written as JSON.

python3 packaging/dev.py bench [--json FILE] [--only WORD]
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

from bench_recovery import recovery_rows
from big_plan import big_plan

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.chain_factors import chain_factors, day_factors
from dr_desktop.assessment.chain_rules import ChainRule
from dr_desktop.assessment.link_figures import link_result
from dr_desktop.assessment.link_records import NOTHING, Ask, Flow, LinkShare
from dr_desktop.assessment.run_calendar import change_weights, run_times
from dr_desktop.assessment.surroundings import surroundings_of
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.plan_file import read_plan, write_plan
from dr_desktop.plan.churn_profile import profile_of_steps
from dr_desktop.plan.link import Link
from dr_desktop.plan.plan import new_plan

RUNS = 7


class Figure(NamedTuple):
    """One line of the table. `goal` is the largest value that meets it."""

    name: str
    value: float
    unit: str
    goal: float

    @property
    def met(self) -> bool:
        return self.value <= self.goal


def seconds(action: Callable[[], object], runs: int = RUNS, clock: Callable[[], float] = time.perf_counter) -> float:
    """The median time of an action, with the collector's debts paid before each run."""
    found = []
    for _ in range(runs):
        gc.collect()
        began = clock()
        action()
        found.append(clock() - began)
    return median(found)


def interleaved(
    bound: Callable[[], object],
    action: Callable[[], object],
    runs: int = RUNS,
    clock: Callable[[], float] = time.perf_counter,
    typical: Callable[[list[float]], float] = median,
) -> tuple[float, float]:
    """Typical times of a bound and an action run in turn, so that both see the same speeds of the machine."""
    bounds, actions = [], []
    for _ in range(runs):
        bounds.append(seconds(bound, 1, clock))
        actions.append(seconds(action, 1, clock))
    return typical(bounds), typical(actions)


def assessment_figures() -> list[Figure]:
    """A full assessment against reading the same plan's JSON, and its growth with machines."""
    catalog = load_catalog()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.drplan"
        plan = big_plan(10_000)
        write_plan(plan, path)
        text = path.read_bytes()
        bound, full = interleaved(lambda: json.loads(text), lambda: assess(plan, catalog))
        size = len(text) / 1e6
    large = big_plan(50_000)
    smaller, larger = interleaved(lambda: assess(plan, catalog), lambda: assess(large, catalog))
    return [
        Figure(
            f"full assessment, 10,000 machines ({full * 1000:.0f} ms; {size:.1f} MB)", full / bound, "× json.loads", 4
        ),
        Figure("full assessment, 50,000 against 10,000 machines", larger / smaller, "×", 5.5),
    ]


def file_figures() -> list[Figure]:
    """Opening and saving a plan of 10,000 machines."""
    plan = big_plan(10_000)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.drplan"
        write_plan(plan, path)
        text = path.read_bytes()
        raw = json.loads(text)
        loads, opened = interleaved(lambda: json.loads(text), lambda: read_plan(path))
        dumps, saved = interleaved(lambda: json.dumps(raw), lambda: write_plan(plan, path))
    gc.unfreeze()
    return [
        Figure(f"open a plan of 10,000 machines ({opened * 1000:.0f} ms)", opened / loads, "× json.loads", 4),
        Figure(f"save a plan of 10,000 machines ({saved * 1000:.0f} ms)", saved / dumps, "× json.dumps", 1),
    ]


def chain_figures() -> list[Figure]:
    """Ten years of daily runs with weekly to yearly fulls and growth."""
    rule = ChainRule("forever_forward", 14, keep_weekly=4, keep_monthly=12, keep_quarterly=4, keep_yearly=10)
    start = datetime(2027, 1, 1)  # noqa: DTZ001 (a plan's clock has no zone)

    def chain() -> object:
        runs = run_times(start, start + timedelta(days=3_652), 24)
        return day_factors(chain_factors(rule, runs, start, 10.0, change_weights(runs)))

    return [Figure("chain of 10 years, daily, all fulls, growth", seconds(chain) * 1000, "ms", 20)]


def churn_figures() -> list[Figure]:
    """Seven days of churn in steps of five minutes, of 1,000 machines on 10 links: read, added and judged.

    Without numpy: it adds what was read no faster (1.03 times the time) and reads the text itself in 3.4 times as long;
    queues would take 0.1 of their time, but its import alone takes as long as all the reading.
    """
    chance = Random(7)
    profiles = [
        profile_of_steps(f"p{n}", [chance.random() * 3 for _ in range(2016)], machine=f"m{n}") for n in range(1_000)
    ]
    lines = [Link(id=f"l{n}", from_site="a", to_site="b", mbit_s=2_000.0) for n in range(10)]
    ask = Ask(30.0, 5.0, "app")
    shares = [[LinkShare(Flow(profiles=tuple([f"p{m}" for m in range(n, 1_000, 10)]), asks=(ask,)), NOTHING)]
              for n in range(10)]  # fmt: skip
    text = f"[{','.join([one.churn_mb_s for one in profiles])}]"

    def judged() -> object:
        # Rows made anew, since sums of the same rows are remembered.
        own = {one.id: one.model_copy() for one in profiles}
        around = surroundings_of(new_plan(date(2027, 1, 1)).put("churn_profiles", *own.values()), catalog)
        return [link_result(line, share, around) for line, share in zip(lines, shares, strict=True)]

    catalog = load_catalog()
    # The least of the processor's time: the goal is absolute, and others that use the machine meanwhile only add to it.
    bound, found = interleaved(lambda: json.loads(text), judged, 7, time.process_time, min)
    name = "7-day churn profile at 5-minute steps, 1,000 machines on 10 links"
    return [Figure(f"{name} ({found / bound:.2f} × json.loads of the numbers)", found * 1000, "ms", 200)]


def recovery_figures() -> list[Figure]:
    """One disaster, simulated."""
    return [Figure(*row) for row in recovery_rows()]


def window_figures() -> list[Figure]:
    """Edits to painted and the start of the window, each in a process of its own."""
    script = Path(__file__).with_name("bench_window.py")
    found = subprocess.run([sys.executable, str(script)], check=True, capture_output=True, text=True)
    return [Figure(**one) for one in json.loads(found.stdout.splitlines()[-1])]


def intake_figures() -> list[Figure]:
    """Reading an RVTools workbook against openpyxl alone over the same sheets."""
    from bench_intake import MACHINES, compared

    alone, ours = compared()
    return [
        Figure(f"read an RVTools workbook of {MACHINES:,} machines ({ours:.1f} s)", ours / alone, "× openpyxl", 1.2)
    ]


def run_figures() -> list[Figure]:
    """Uncertain runs in processes beside the window, and its frames meanwhile; in a process of its own."""
    script = Path(__file__).with_name("bench_runs.py")
    found = subprocess.run([sys.executable, str(script)], check=True, capture_output=True, text=True)
    return [Figure(**one) for one in json.loads(found.stdout.splitlines()[-1])]


FAMILIES: dict[str, Callable[[], list[Figure]]] = {
    "chain": chain_figures,
    "churn": churn_figures,
    "assessment": assessment_figures,
    "files": file_figures,
    "intake": intake_figures,
    "recovery": recovery_figures,
    "runs": run_figures,
    "window": window_figures,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", metavar="FILE", help="write the figures there as JSON")
    parser.add_argument("--only", choices=FAMILIES, help="one family of figures")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    figures: list[Figure] = []
    for name, family in FAMILIES.items():
        if options.only in (None, name):
            figures += family()
    for one in figures:
        print(f"{'met   ' if one.met else 'MISSED'}  {one.value:9.2f} {one.unit:<20} goal {one.goal:<6g} {one.name}")
    if options.json:
        rows = [{**one._asdict(), "met": one.met} for one in figures]
        Path(options.json).write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0 if all(one.met for one in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
