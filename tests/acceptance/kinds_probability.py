"""Cases of availability and of uncertain times, put to the product's own functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dr_desktop.assessment import probability
from dr_desktop.assessment.probability import Outcome, Triangular

Inputs = Mapping[str, Any]


def k_of_n(given: Inputs) -> Mapping[str, Any]:
    each = given["a"] if isinstance(given["a"], list) else [given["a"]] * given["n"]
    return {"availability": probability.at_least(given["k"], each)}


def uniform_sum(given: Inputs) -> Mapping[str, Any]:
    return {"p": probability.uniform_sum_at_most([(low, high) for low, high in given["parts"]], given["t"])}


def exp_max(given: Inputs) -> Mapping[str, Any]:
    found = {"mean": probability.slowest_mean(given["k"], given["mean"])}
    if given.get("t") is not None:
        found["p"] = probability.slowest_at_most(given["k"], given["mean"], given["t"])
    return found


def triangular(given: Inputs) -> Mapping[str, Any]:
    estimate = Triangular(given["a"], given["m"], given["b"])
    found = {"mean": estimate.mean, "variance": estimate.variance}
    if given.get("t") is not None:
        found["p"] = estimate.at_most(given["t"])
    return found


def two_point(given: Inputs) -> Mapping[str, Any]:
    outcomes = [Outcome(*one) for one in given["outcomes"]]
    return {"p": probability.at_most(outcomes, given["rto"]), "mean": probability.mean_of(outcomes)}


def convolve(given: Inputs) -> Mapping[str, Any]:
    outcomes = probability.sum_of_phases([[Outcome(*one) for one in phase] for phase in given["phases"]])
    return {"p": probability.at_most(outcomes, given["rto"]), "mean": probability.mean_of(outcomes)}


KINDS: dict[str, Callable[[Inputs], Mapping[str, Any]]] = {
    "series": lambda given: {"availability": probability.all_of(given["a"])},
    "parallel": lambda given: {"availability": probability.any_of(given["a"])},
    "k_of_n": k_of_n,
    "uniform_sum": uniform_sum,
    "exp_max": exp_max,
    "merge": lambda given: {"p": probability.all_of(given["p"])},
    "triangular": triangular,
    "all_start": lambda given: {"p": probability.all_start(given["n"], given["p"])},
    "retry": lambda given: {"mean": probability.retried_mean(given["d"], given["p"], given.get("attempts"))},
    "md1": lambda given: {"wq": probability.queue_wait_mean(given["rate"], given["d"])},
    "two_point": two_point,
    "convolve": convolve,
}
