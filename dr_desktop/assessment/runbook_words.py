"""The words of a runbook: what to do in each step, and what to check before the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from dr_desktop.assessment.recovery_records import Outcome
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_minutes, show_quantity

_NAMES: Final = 6


def detect_words(scenario: Scenario, site: str | None, around: Surroundings) -> tuple[str, str]:
    """What is noticed, and what the operator is asked."""
    where = around.sites.get(site or "")
    name = named(where) if where is not None else "the site"
    if scenario.kind == "corruption":
        return "Find out what was changed, and since when.", "The moment of the last clean copy is known."
    return (
        f"Notice that {name} is lost, and ask its operator how long.",
        f"The operator says whether {name} comes back before the decision is due.",
    )


def decide_words(names: Sequence[str]) -> tuple[str, str]:
    """The decision that begins the recovery."""
    what = f"Decide whether recovery begins: {listed(names, 40)}."
    return what, "The decision, who took it and when are written down; the RTO has been running since the incident."


def rebuild_words(count: int, sites: str) -> tuple[str, str]:
    """Machines made anew."""
    what = f"Make {machines(count)} anew" + (f" at {sites}." if sites else ".")
    return what, "They answer on the network they belong to, and match the size and disks of the plan."


def restore_words(what: str, gib: float, target: str, sites: str, lost_words: str) -> tuple[str, str]:
    """Data restored from a backup target. `lost_words`: how much is lost, from the simulation."""
    read = f" from {target}" if target else ""
    words = f"Restore {what}, {show_quantity(gib, 'GiB')},{read}" + (f" to {sites}." if sites else ".")
    return words, f"Every restore ended without an error, from the newest usable point. Data lost: {lost_words}"


def failover_words(what: str, sites: str, automatic: bool, lost_words: str) -> tuple[str, str]:
    """A failover, by itself or by hand."""
    place = f" to {sites}" if sites else ""
    if automatic:
        return f"It fails over{place} by itself.", "It serves from there, and the lost side takes no more writes."
    words = f"Fail {what} over{place}, to the newest usable point."
    return words, f"Replication has stopped, and the lost side takes no more writes. Data lost: {lost_words}"


def start_words(group: int, groups: int, names: Sequence[str]) -> tuple[str, str]:
    """Machines of a start group."""
    which = f"group {group}" if groups > 1 else "its machines"
    what = f"Start {which}: {listed(names)}."
    if groups > 1:
        return what, "All of them answer before the next group is started."
    return what, "All of them answer."


def validate_words(application: str, lost_words: str) -> tuple[str, str]:
    """The check of the whole application."""
    what = f"Check {application} from end to end with somebody who uses it."
    return what, f"A user has worked in it, and what is missing is known. Data lost: {lost_words}"


def redirect_words(application: str, sites: str) -> tuple[str, str]:
    """Users led to where it is now."""
    what = f"Lead the users of {application} to {sites}." if sites else f"Lead the users of {application} back to it."
    return what, "Its name resolves to the new place from outside, and a user gets in."


def left_words(outcome: Outcome) -> str:
    """What is said of an application that does not come back for no other reason."""
    return {"lost": "It is lost.", "stays_down": "It stays down."}.get(outcome, "Whether it comes back is not known.")


def late_words(application: str, by_hand: float, simulated: float) -> str:
    """Steps by hand that end after the recovery that was simulated; minutes."""
    return (
        f"{application}: its steps by hand end at {show_minutes(by_hand)}, after the simulated recovery at "
        f"{show_minutes(simulated)}."
    )


def machines(count: int) -> str:
    """1 machine, 3 machines."""
    return f"{count:,} {'machine' if count == 1 else 'machines'}"


def members_words(plan: Plan, members: Sequence[str]) -> str:
    """Machines and data stores counted: 3 machines and 1 data store."""
    stores = sum([1 for key in members if key in plan.data_stores])
    said = [machines(len(members) - stores)] if stores < len(members) else []
    said += [f"{stores:,} {'data store' if stores == 1 else 'data stores'}"] if stores else []
    return " and ".join(said)


def listed(names: Sequence[str], most: int = _NAMES) -> str:
    """Names in a row, those beyond `most` counted."""
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most:,} more"


def member_names(plan: Plan, members: Iterable[str]) -> list[str]:
    """The names of machines and data stores by id."""
    found = []
    for key in members:
        entity = plan.machines.get(key) or plan.data_stores.get(key)
        found.append(key if entity is None else named(entity))
    return found
