"""What a simulated recovery costs: one scenario of a large estate, with few streams and with any number; its growth."""

from __future__ import annotations

import gc
import time
from math import log
from statistics import median
from typing import Final

from recovery_plan import LOSS, recovery_plan

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.recovery import simulate
from dr_desktop.assessment.results import Assessment
from dr_desktop.files.catalogs import load_catalog

MACHINES_PER_APPLICATION: Final = 10
ANY_NUMBER: Final = 1_000_000
#: What n log n comes to as a power of n from 500 to 8,000 machines: log(16 × log 8,000 / log 500) / log 16.
N_LOG_N: Final = 1 + log(log(8_000) / log(500)) / log(16)


def estate(machines: int, streams: int) -> Assessment:
    """An assessed estate that is lost as a whole."""
    return assess(recovery_plan(machines, machines // MACHINES_PER_APPLICATION, streams), load_catalog())


def scenario_seconds(assessment: Assessment, runs: int = 7) -> float:
    """The median time of one scenario, from the assessment to the result."""
    found = []
    for _ in range(runs):
        gc.collect()
        began = time.perf_counter()
        simulate(assessment, LOSS)
        found.append(time.perf_counter() - began)
    return median(found)


def recovery_rows() -> list[tuple[str, float, str, float]]:
    """Name, value, unit and goal of each figure."""
    few, many = estate(3_000, 8), estate(3_000, ANY_NUMBER)
    small, large = estate(500, 8), estate(8_000, 8)
    small_s, large_s = scenario_seconds(small), scenario_seconds(large, 3)
    exponent = log(large_s / small_s) / log(16)
    name = f"growth of a scenario from 500 to 8,000 machines ({small_s * 1000:.0f} to {large_s * 1000:.0f} ms)"
    return [
        ("scenario, 300 applications, 3,000 machines, 10 × 8 streams", scenario_seconds(few) * 1000, "ms", 300),
        ("the same with any number of streams", scenario_seconds(many) * 1000, "ms", 1_000),
        (name, exponent, "power of machines", N_LOG_N),
    ]
