"""Protection beside outages in words: who is out of balance, and why one application is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from dr_desktop.assessment.outage_balance import Balance, OutageBalance
from dr_desktop.report.names import counted

Money = Callable[[float], str]

BALANCE_SIGNS: Final[dict[Balance, str]] = {
    "under": "error",
    "over": "warning",
    "balanced": "recommended",
    "not_priced": "note",
    "not_known": "note",
}
BALANCE_ORDER: Final[tuple[Balance, ...]] = ("under", "over", "balanced", "not_priced", "not_known")


def by_urgency(balances: Sequence[OutageBalance]) -> list[OutageBalance]:
    """Under-protected first, the largest loss first within each verdict."""
    return sorted(balances, key=lambda one: (BALANCE_ORDER.index(one.balance), -(one.loss or 0.0), one.application))


def balance_sentence(balances: Sequence[OutageBalance]) -> str:
    """How many applications are under- and over-protected, and of how many that is not known."""
    found = {key: sum([1 for one in balances if one.balance == key]) for key in BALANCE_ORDER}
    if not balances:
        return "The plan has no application."
    said = [f"{counted(found['under'], 'application')} under-protected", f"{found['over']} over-protected"]
    said.append(f"{found['balanced']} in balance")
    open_ones = found["not_priced"] + found["not_known"]
    if open_ones:
        said.append(f"{open_ones} without a cost of outage or of protection")
    return f"{', '.join(said)}."
