"""What one change buys: a faster link, a faster target, more streams, more starts, or a replica instead of a restore.

Each candidate is simulated as a whole. More places at a time can even make a recovery slower (Graham, 1969), so nothing
is scaled or guessed; what makes something slower is said too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import fsum
from typing import Any, Final, NamedTuple

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.memory import memory_of
from dr_desktop.assessment.recovery import AS_STATED, Recovery, prepared, retold, simulate
from dr_desktop.assessment.recovery_records import Options, RecoveryResult
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.row_names import named
from dr_desktop.plan.application import Application
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_quantity

#: Lines as they are sold, Mbit/s; beyond the last one, twice as much.
LINE_SIZES: Final = (50.0, 100.0, 200.0, 500.0, 1_000.0, 2_000.0, 5_000.0, 10_000.0, 40_000.0, 100_000.0)
_REPLICATED: Final[Mapping[str, Any]] = {
    "scheme": "replication", "replication_mode": "asynchronous", "replication_minutes": 5.0,
}  # fmt: skip
_NOTICEABLE_MINUTES: Final = 0.5
_MOST_REPLICATED: Final = 5


class Edit(NamedTuple):
    """A cell of the plan and the value that the change puts there."""

    table: str
    entity: str
    field: str
    value: float | int | str


class Saving(NamedTuple):
    """What a change does to one application: minutes saved (less than 0: it takes longer), and what that turns.

    `rto` and `rpo`: "met" where a missed objective is now met, "missed" the other way round, "" where neither.
    """

    application: str
    minutes: float
    rto: str
    rpo: str


class OneChange(NamedTuple):
    """A change in words, the cells to edit for it, and what it does to the applications it touches, most first.

    `met`: applications that meet an objective they missed, less those that no longer do. `makespan_minutes`: when all
    are back.
    """

    words: str
    edits: tuple[Edit, ...]
    savings: tuple[Saving, ...]
    met: int
    saved_minutes: float
    makespan_minutes: float


class _Candidate(NamedTuple):
    words: str
    edits: tuple[Edit, ...]
    options: Options | None


def what_one_change_buys(
    assessment: Assessment, scenario: Scenario, options: Options = AS_STATED
) -> tuple[OneChange, ...]:
    """Every candidate that changes something, the one that turns most objectives first, then by minutes saved."""
    *_, found = changes(assessment, scenario, options)
    assert isinstance(found, tuple)
    return found


def changes(
    assessment: Assessment, scenario: Scenario, options: Options = AS_STATED
) -> Iterator[float | tuple[OneChange, ...]]:
    """The same as a generator: yields the share of candidates that were simulated, and last of all the result."""
    recovery = prepared(assessment, scenario, options)
    before = retold(recovery, options._replace(trace=True))
    candidates = [*_of_resources(recovery, before, options), *_of_applications(assessment, before)]
    found: list[OneChange] = []
    for number, one in enumerate(candidates):
        yield number / len(candidates)
        if one.options is not None:
            after = retold(recovery, one.options._replace(trace=False))
        else:
            edited = with_edits(assessment.plan, one.edits)
            if edited is None:
                continue
            reassessed = assess(edited, memory_of(assessment).catalog, assessment)
            after = simulate(reassessed, scenario, options._replace(trace=False))
        change = _compared(one, before, after)
        if change.savings:
            found.append(change)
    yield tuple(sorted(found, key=lambda one: (-one.met, -one.saved_minutes)))


def next_line(mbit_s: float) -> float:
    """The next size in which lines are sold, Mbit/s."""
    return next((size for size in LINE_SIZES if size > mbit_s), mbit_s * 2)


def _of_resources(recovery: Recovery, before: RecoveryResult, options: Options) -> Iterable[_Candidate]:
    """Twice as much of whatever held something up; what nobody waited for buys nothing."""
    plan = recovery.assessment.plan
    seen = set()
    for held in before.held_up:
        resource = held.resource
        at = (resource.table, resource.entity, resource.field)
        if at in seen or not resource.entity:
            continue
        seen.add(at)
        key = resource.entity
        if resource.table == "links":
            mbit_s = plan.links[key].mbit_s or 0.0
            larger = next_line(mbit_s)
            words = f"{_name(plan.links[key])}: {mbit_s:,.0f} → {show_quantity(larger, 'Mbit/s')}"
            factor = {**options.link_factor, key: options.link_factor.get(key, 1.0) * larger / mbit_s}
            yield _Candidate(words, (Edit(*at, larger),), options._replace(link_factor=factor))
        elif resource.field == "restore_mb_s":
            speed = plan.backup_targets[key].restore_mb_s or recovery.preparation.around.assumed.restore_mb_s
            words = f"{_name(plan.backup_targets[key])}: read {speed:,.0f} → {show_quantity(speed * 2, 'MB/s')}"
            factor = {**options.read_factor, key: options.read_factor.get(key, 1.0) * 2}
            yield _Candidate(words, (Edit(*at, speed * 2),), options._replace(read_factor=factor))
        elif resource.field == "restore_streams":
            streams = recovery.case.gates[resource.key]
            words = f"{_name(plan.backup_targets[key])}: {streams} → {streams * 2} restore streams"
            factor = {**options.streams_factor, key: options.streams_factor.get(key, 1.0) * 2}
            yield _Candidate(words, (Edit(*at, streams * 2),), options._replace(streams_factor=factor))
        elif resource.field == "parallel_starts":
            starts = recovery.case.gates[resource.key]
            words = f"{_name(plan.sites[key])}: {starts} → {starts * 2} starts at a time"
            factor = {**options.starts_factor, key: options.starts_factor.get(key, 1.0) * 2}
            yield _Candidate(words, (Edit(*at, starts * 2),), options._replace(starts_factor=factor))


def _of_applications(assessment: Assessment, before: RecoveryResult) -> Iterable[_Candidate]:
    """A replica instead of a restore, for those that miss their RTO by most."""
    missed = [
        one
        for one in before.applications.values()
        if one.means == "backup" and one.rto_met == "missed" and one.recovery_minutes is not None
    ]
    missed.sort(key=lambda one: (one.objectives.rto_minutes or 0.0) - (one.recovery_minutes or 0.0))
    for one in missed[:_MOST_REPLICATED]:
        name = _name(assessment.plan.applications[one.application])
        edits = [Edit("applications", one.application, field, value) for field, value in _REPLICATED.items()]
        yield _Candidate(f"{name}: replicate, not restore", tuple(edits), None)


def with_edits(plan: Plan, edits: Iterable[Edit]) -> Plan | None:
    """The plan with these edits; None where it would not take them."""
    values: dict[tuple[str, str], dict[str, Any]] = {}
    for one in edits:
        values.setdefault((one.table, one.entity), {})[one.field] = one.value
    for (table, key), fields in values.items():
        changed = plan.table(table)[key].changed(**fields)
        if not isinstance(changed, Entity):
            return None
        plan = plan.put(table, changed)
        if isinstance(changed, Application):
            for member_table in ("machines", "data_stores"):
                own = [
                    bare
                    for member in plan.table(member_table).values()
                    if getattr(member, "application", None) == key and getattr(member, "scheme", None) is not None
                    if isinstance(bare := member.changed(scheme=None), Entity)
                ]
                plan = plan.put(member_table, *own) if own else plan
    return plan


def _compared(candidate: _Candidate, before: RecoveryResult, after: RecoveryResult) -> OneChange:
    savings: list[Saving] = []
    met = 0
    for key, old in before.applications.items():
        new = after.applications[key]
        rto, rpo = _turned(old.rto_met, new.rto_met), _turned(old.rpo_met, new.rpo_met)
        minutes = 0.0
        if old.recovery_minutes is not None and new.recovery_minutes is not None:
            minutes = old.recovery_minutes - new.recovery_minutes
        if abs(minutes) > _NOTICEABLE_MINUTES or rto or rpo:
            savings.append(Saving(key, minutes, rto, rpo))
            met += [rto, rpo].count("met") - [rto, rpo].count("missed")
    savings.sort(key=lambda one: (one.rto != "met", -one.minutes))
    saved = fsum([one.minutes for one in savings])
    return OneChange(candidate.words, candidate.edits, tuple(savings), met, saved, after.makespan_minutes)


def _turned(old: str, new: str) -> str:
    if old == "missed" and new in ("met", "little_margin"):
        return "met"
    return "missed" if new == "missed" and old in ("met", "little_margin") else ""


def _name(entity: Entity) -> str:
    return named(entity)
