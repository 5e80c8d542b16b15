"""Kinds of closed-form cases about what chains keep: `retention`, `growth`, `differential`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from dr_desktop.assessment.chain_factors import chain_factors, compounded
from dr_desktop.assessment.chain_rules import ChainRule
from dr_desktop.assessment.change_bands import differential_gib
from dr_desktop.assessment.run_calendar import EVERY_DAY, run_times

START = datetime(2027, 1, 1)
MODES: dict[str, Callable[[int], ChainRule]] = {
    "forever_incremental": lambda points: ChainRule("forever_forward", points),
    "reverse_incremental": lambda points: ChainRule("reverse", points),
    "fulls": lambda points: ChainRule("forward_with_fulls", points, synthetic_full_weekdays=tuple(sorted(EVERY_DAY))),
}


def retention(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """A daily chain after `days` days, of fulls and increments of the sizes given."""
    rule = MODES[given["mode"]](given["points"])
    runs = run_times(START, START + timedelta(days=given["days"]), 24)
    last = chain_factors(rule, runs, START)[-1]
    return {"steady": given["full"] * last.a + given["inc"] * last.b}


def growth(given: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"size": given["size"] * compounded(given["rate"] * 100, given["periods"])}


def differential(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """A differential k days after its full, beside the increments that a chain would have made in those days."""
    runs = (START, START + timedelta(days=given["k"]))
    increments = chain_factors(ChainRule("forever_forward", 2), runs, START, weights=(0.0, given["k"]))[-1]
    return {
        "differential": differential_gib(given["size"], given["p"], given["k"]),
        "sum_incrementals": given["size"] * given["p"] * increments.b,
    }


KINDS: dict[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = {
    "retention": retention,
    "growth": growth,
    "differential": differential,
}
