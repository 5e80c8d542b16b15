"""Rules about what must be up before an application can start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from dr_desktop.assessment.results import ApplicationResult, Finding
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.ways_back import Member
from dr_desktop.plan.application import Application
from dr_desktop.plan.inherit import objectives_of
from dr_desktop.plan.shown import show_minutes

_ORDER: Final = "Guidance, replication: start-up sequence (2018-05-14)"

DEPENDS_ON_LATER: Final = Rule(
    "depends-on-later", "warning", "An application depends on one that is recovered later.", _ORDER
)
DEPENDS_ON_LOST: Final = Rule(
    "depends-on-lost", "error", "An application that is recovered depends on one that is not.", _ORDER
)
DEPENDS_ON_CYCLE: Final = Rule("depends-on-cycle", "error", "Applications depend on each other in a circle.", _ORDER)

DEPENDENCY_RULES: Final = (DEPENDS_ON_LATER, DEPENDS_ON_LOST, DEPENDS_ON_CYCLE)


def dependency_findings(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Iterator[Finding]:
    """What is objected to at the applications that this one directly depends on."""
    if result.protection.scheme in (None, "no_recovery"):
        return
    lost, later = [], []
    own_tier = around.tiers.get(application.tier or "")
    for key in application.depends_on:
        needed = around.applications.get(key)
        if needed is None or key == application.id:
            continue
        tier = around.tiers.get(needed.tier or "")
        scheme = needed.scheme or (tier.scheme if tier else None)
        rto = objectives_of(needed, tier).rto_minutes
        own = result.objectives.rto_minutes
        if scheme == "no_recovery":
            lost.append(named(needed))
        elif rto is not None and own is not None and rto > own:
            later.append(f"{named(needed)} (RTO {show_minutes(rto)})")
        elif tier and own_tier and tier.rank and own_tier.rank and tier.rank > own_tier.rank:
            later.append(f"{named(needed)} (tier {tier.rank})")
    name = named(application)
    if lost:
        sentence = f"{name} depends on {_and(lost)}, which {'is' if len(lost) == 1 else 'are'} not recovered."
        remedy = "Protect what it depends on, or remove the dependency."
        yield DEPENDS_ON_LOST.found("applications", application.id, "depends_on", sentence, remedy)
    if later:
        own = result.objectives.rto_minutes
        asked = f", with an RTO of {show_minutes(own)}," if own is not None else ""
        sentence = f"{name}{asked} depends on {_and(later)}, recovered later."
        remedy = "Recover what it depends on first: the same tier, or a shorter RTO."
        yield DEPENDS_ON_LATER.found("applications", application.id, "depends_on", sentence, remedy)


def cycle_findings(applications: Mapping[str, Application]) -> Iterator[Finding]:
    """One finding for each circle of dependencies, at its first application in the plan's order."""
    done: set[str] = set()
    for key, application in applications.items():
        if not application.depends_on or key in done:
            continue
        circle = _circle_from(key, applications, done)
        if circle:
            first = min(circle, key=list(applications).index)
            turn = circle.index(first)
            names = [applications[one].name or one for one in (*circle[turn:], *circle[:turn], first)]
            sentence = f"{' waits for '.join(names)}: none of them can start first."
            remedy = "Remove one of these dependencies."
            yield DEPENDS_ON_CYCLE.found("applications", first, "depends_on", sentence, remedy)


def _circle_from(key: str, applications: Mapping[str, Application], done: set[str]) -> list[str]:
    """The first circle met on a walk from `key`, [] if there is none; what was walked through is added to `done`."""
    path: list[str] = []
    waiting = [(key, iter(applications[key].depends_on))]
    on_path = {key}
    path.append(key)
    circle: list[str] = []
    while waiting:
        here, rest = waiting[-1]
        step = next(rest, None)
        if step is None:
            waiting.pop()
            path.pop()
            on_path.discard(here)
            done.add(here)
        elif step in on_path:
            circle = circle or path[path.index(step) :]
        elif step in applications and step not in done:
            waiting.append((step, iter(applications[step].depends_on)))
            path.append(step)
            on_path.add(step)
    return circle


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
