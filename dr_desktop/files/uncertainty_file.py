"""Runs of an uncertain recovery, and what they say, as JSON: written by our command line, read by the window."""

from __future__ import annotations

import json
from math import inf
from typing import Any, Final

from dr_desktop.assessment.probability import Triangular
from dr_desktop.assessment.samples import CONFIDENCE_PERCENT, Chance
from dr_desktop.assessment.uncertain_factors import Factor, Part
from dr_desktop.assessment.uncertainty import QUANTILES, ApplicationChance, Runs, Tried, Uncertainty

FORMAT: Final = "dr-desktop-recovery-runs"
VERSION: Final = 1


def runs_json(runs: Runs) -> bytes:
    """UTF-8 text on one line: minutes as they are, so that parts joined again are the whole; never is null."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        **runs._asdict(),
        "factors": [_factor(one) for one in runs.factors],
        "applications": [one._asdict() for one in runs.applications],
        "times": [[None if time == inf else time for time in row] for row in runs.times],
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def runs_from_json(content: bytes) -> Runs:
    """What `runs_json` wrote; raises ValueError, KeyError or TypeError for anything else."""
    found: dict[str, Any] = json.loads(content)
    if found.pop("format") != FORMAT or found.pop("version") != VERSION:
        raise ValueError("these are no runs of this version")
    found["factors"] = tuple([_factor_of(one) for one in found["factors"]])
    found["applications"] = tuple([Tried(**one) for one in found["applications"]])
    found["times"] = tuple([tuple([inf if time is None else time for time in row]) for row in found["times"]])
    return Runs(**found)


def uncertainty_value(found: Uncertainty) -> dict[str, Any]:
    """What the runs say as plain JSON values; probabilities 0 to 1, times in minutes, never is null."""
    return {
        "seed": found.seed,
        "runs": found.runs,
        "confidence_percent": CONFIDENCE_PERCENT,
        "quantile_shares": list(QUANTILES),
        "all_in_time": _chance(found.all_in_time),
        "all_tolerable": _chance(found.all_tolerable),
        "in_time_mean": found.in_time_mean,
        "objectives": found.objectives,
        "makespan_minutes": list(found.makespan),
        "applications": {key: _application(one) for key, one in found.applications.items()},
        "factors": [
            {
                "key": one.factor.key,
                "words": one.factor.words,
                "low": one.factor.ends[0],
                "high": one.factor.ends[1],
                "share": one.share,
            }
            for one in found.weights
        ],
        "not_counted": list(found.not_counted),
    }


def _application(one: ApplicationChance) -> dict[str, Any]:
    return {
        "outcome": one.outcome,
        "rto_minutes": one.rto_minutes,
        "mtd_minutes": one.mtd_minutes,
        "base_minutes": one.base_minutes,
        "rto": _chance(one.rto),
        "mtd": _chance(one.mtd),
        "p50_minutes": one.minutes_at(50),
        "p95_minutes": one.minutes_at(95),
        "quantiles_minutes": list(one.quantiles),
        "drivers": [driver._asdict() for driver in one.drivers],
    }


def _chance(one: Chance | None) -> dict[str, float] | None:
    if one is None:
        return None
    low, high = one.interval
    return {"probability": one.share, "low": low, "high": high, "held": one.held, "runs": one.runs}


def _factor(one: Factor) -> dict[str, Any]:
    return {**one._asdict(), "parts": [{"spread": list(part.spread), "names": part.names} for part in one.parts]}


def _factor_of(found: dict[str, Any]) -> Factor:
    parts = [Part(Triangular(*one["spread"]), tuple(one["names"])) for one in found["parts"]]
    return Factor(**{**found, "parts": tuple(parts)})
