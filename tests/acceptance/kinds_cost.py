"""Closed forms of cost: expected loss of a year, pay-as-you-go recovery, chance of a disaster."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dr_desktop.assessment.outage_cost import Outage, chance_of_disaster, cost_of_states, yearly_cost


def annual_loss(case: Mapping[str, Any]) -> Mapping[str, Any]:
    outages = [
        Outage(one["rate"] or 0.0, one.get("down_h") or 0.0, one.get("loss_h") or 0.0)
        for one in case.get("scenarios") or ()
    ]
    found = yearly_cost(case.get("fixed") or 0.0, outages, case["cost_down_h"] or 0.0, case.get("cost_loss_h") or 0.0)
    return {"total": found.total, "penalty": found.penalty, "fixed": found.fixed}


def cost_modes(case: Mapping[str, Any]) -> Mapping[str, Any]:
    total = cost_of_states(
        case["repl_cost_h"], case["failover_cost_h"], case["failovers_per_year"], case["hours_each"]
    )  # fmt: skip
    return {"total": total}


def poisson(case: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"p": chance_of_disaster(case["rate"], case["years"])}


KINDS: dict[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = {
    "annual_loss": annual_loss,
    "cost_modes": cost_modes,
    "poisson": poisson,
}
