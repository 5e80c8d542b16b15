"""Costs that the plan states itself: an amount for a month, a machine or a GiB."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from dr_desktop.assessment.consumption_meters import AzureUsage
from dr_desktop.plan.governance import CostLine


def line_amount(line: CostLine, usages: Mapping[str, AzureUsage]) -> float:
    """What a line costs a month, in the plan's currency: for its application's machines or GiB, else for all."""
    if line.amount is None:
        return 0.0
    if line.per == "month":
        return line.amount
    if line.application is None:
        wanted = list(usages.values())
    else:
        wanted = [usages[line.application]] if line.application in usages else []
    if line.per == "machine":
        return line.amount * sum([usage.protected_machines for usage in wanted])
    return line.amount * fsum([gib for usage in wanted for gib in usage.stored.values()])
