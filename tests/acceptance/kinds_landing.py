"""Cases of the capacity of a recovery site: the product's own functions on a case's inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf
from typing import Any

from dr_desktop.assessment.landing import short_of, started_in_order


def capacity(inputs: Mapping[str, Any]) -> Mapping[str, Any]:
    """How many of the machines start in order, and by how much the site is too small for all of them."""
    stated = inputs.get("capacity")
    room = inf if stated is None else stated * (inputs.get("overcommit") or 1)
    needs = [float(need) for need in inputs["need"]]
    urgency = inputs.get("priority") or [0] * len(needs)
    order = sorted(range(len(needs)), key=lambda place: urgency[place])
    short = short_of(room, needs)
    return {
        "started": started_in_order(room, [needs[place] for place in order]),
        "short": short,
        "feasible": short == 0,
    }


KINDS: dict[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = {"capacity": capacity}
