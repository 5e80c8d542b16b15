"""Why a backup target or a stamp needs what it needs in a month: its parts, the chains behind them, and its limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import fsum
from typing import Final

from dr_desktop.assessment.citation import Source
from dr_desktop.assessment.explanation import NO_SOURCE, Explanation, Input, Place, Subject
from dr_desktop.assessment.results import Assessment, MonthStep, StoreResult
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.stored_pools import (
    StoredPool,
    chain_inputs,
    changed_input,
    pools_on,
    replicas_of,
    used_input,
)
from dr_desktop.assessment.stores import stands_on
from dr_desktop.assessment.why_members import assumption
from dr_desktop.assessment.why_store_limits import (
    CHAINS,
    REPLICAS,
    explain_ceiling,
    explain_count,
    explain_left,
    explain_order_by,
    explain_room,
    explain_run_out,
    limits_of,
    sources_of,
    title_of,
)
from dr_desktop.plan.shown import show_date, show_month
from dr_desktop.plan.words import word

ONE_FULL: Final = Source(
    "Veeam best-practices guide, repository sizing",
    "https://github.com/veeambestpractise/best-practices-guide/blob/c0dd619a0e03abd3d61e49e6cd60f1fe9fc2a358/"
    "resource_planning/repository_planning_sizing.md",
    "",
)
_TARGET_NAMES: Final = {
    "points": "Restore points",
    "archive": "Weekly to yearly fulls",
    "copies": "Second copies",
    "working": "Working space",
    "headroom": "Room for machines not yet listed",
}
_STAMP_NAMES: Final = {
    "points": "Replicas",
    "copies": "Backup targets on the stamp",
    "working": "What runs there already",
    "headroom": "Room for machines not yet listed",
}
_SAME_PARTS: Final = {"total": "needed", "worst_tib": "needed", "ceiling_tib": "ceiling", "ceiling_gib": "ceiling"}
_UPPER_BOUND: Final = (
    "An upper bound: the worst days of several pools that run more than once a day may not meet in one moment."
)


def explain_store(assessment: Assessment, subject: Subject) -> Explanation | None:
    """The explanation of a number of a target ("target") or a stamp ("stamp").

    `part`: a field of a month step (points, archive, copies, working, headroom, held_back, shared, stored_average),
    "needed", "left" (below the ceiling), "ceiling", "run_out", "order_by", "room_machines" (more that fit),
    "store_applications" or "store_machines" (that keep something there). Without a month it is the worst one.
    """
    store = (assessment.targets if subject.kind == "target" else assessment.stamps).get(subject.entity)
    step = _step(store, subject.month) if store is not None else None
    if store is None or step is None:
        return None
    explain = _EXPLAIN.get(_SAME_PARTS.get(subject.part, subject.part))
    return None if explain is None else explain(assessment, subject, store, step)


def _step(store: StoreResult, month: int | None) -> MonthStep | None:
    if month is None:
        return store.worst
    return store.months[month] if 0 <= month < len(store.months) else None


def _needed(assessment: Assessment, subject: Subject, store: StoreResult, step: MonthStep) -> Explanation:
    parts = tuple([Input(name, getattr(step, field), "GiB") for field, name in _parts(store, step)])
    words = " + ".join([name if not place else name.lower() for place, (_, name) in enumerate(_parts(store, step))])
    reading = f"On the worst day of the month, {show_date(step.worst_day)}: the day with the largest sum."
    return Explanation(
        subject,
        title_of(assessment, subject, "Needed", step),
        step.total,
        "GiB",
        words or "nothing is kept there",
        f"{reading} {_UPPER_BOUND}" if store.upper_bound else reading,
        parts,
        (*_sums(assessment, subject, step), *limits_of(assessment, subject, store)),
        store.rule_words,
        sources_of(store),
    )


def _chain_part(assessment: Assessment, subject: Subject, store: StoreResult, step: MonthStep) -> Explanation | None:
    if subject.kind == "stamp":
        return _stamp_part(assessment, subject, store, step)
    field = subject.part
    pools = [one for one in pools_on(assessment, subject.entity, step.worst_day) if one.in_part(field)]
    parts = tuple([Input(name, gib, "GiB") for name, gib in _by_policy(pools, lambda one: one.part_gib(field)).items()])
    formula = {
        "points": "used × A + changed a day × B, without the archived fulls",
        "archive": "used × A (+ changed a day × B) of the weekly to yearly fulls",
        "copies": "used × A + changed a day × B, by the policy of the second copy",
    }[field]
    reading = (
        "Summed over policies, growths and, where sizes bend with the change rate, bands of rates. "
        f"A and B are what the chain holds on {show_date(step.worst_day)}, per used GiB and per GiB changed a day, "
        "with growth, before reduction."
    )
    return Explanation(
        subject,
        title_of(assessment, subject, _TARGET_NAMES[field], step),
        float(getattr(step, field)),
        "GiB",
        formula,
        reading,
        parts if len(parts) > 1 else (),
        tuple(one for pool in _policies(pools) for one in chain_inputs(assessment, pool, field)),
        store.rule_words,
        (CHAINS, NO_SOURCE),
    )


def _stamp_part(assessment: Assessment, subject: Subject, store: StoreResult, step: MonthStep) -> Explanation | None:
    field = subject.part
    if field == "archive":
        return None
    title, value = title_of(assessment, subject, _STAMP_NAMES[field], step), float(getattr(step, field))
    if field == "points":
        inputs = (*replicas_of(assessment, subject.entity), assumption(assessment, "replica_factor"))
        return Explanation(
            subject, title, value, "GiB", "provisioned × replica with its history × growth",
            "Summed over the machines that recover here; a stand-by deployment has no history and counts once.",
            inputs=inputs, sources=(REPLICAS,),
        )  # fmt: skip
    hosted = tuple(
        [
            Input(named(assessment.plan.backup_targets[key]), one.months[store.months.index(step)].total, "GiB")
            for key, one in assessment.targets.items()
            if _stands_here(assessment, key, subject.entity)
        ]
    )
    return Explanation(
        subject, title, value, "GiB", "what the backup targets on this stamp need",
        "Each at its own worst day of the month.", hosted, sources=(NO_SOURCE,),
    )  # fmt: skip


def _working(assessment: Assessment, subject: Subject, store: StoreResult, step: MonthStep) -> Explanation:
    if subject.kind == "stamp":
        place = Place("sites", subject.entity, "used_storage_gib")
        return Explanation(
            subject, title_of(assessment, subject, _STAMP_NAMES["working"], step), step.working, "GiB",
            "storage used, as the site states it", "What runs there already does not grow here.",
            inputs=(Input("Storage used", step.working, "GiB", "stated", place),),
        )  # fmt: skip
    rule = assessment.plan.header.working_space_rule
    readings = {
        "buckets": "1.05 of the first 10 TiB of source, 0.66 up to 20, 0.40 up to 100, 0.25 up to 500, 0.10 above; "
        "times what reduction leaves.",
        "one_full": "1.25 of the largest full: that of the largest application of a pool.",
        "none": "No room is kept to build and merge fulls.",
    }
    in_azure = assessment.plan.backup_targets[subject.entity].placement == "azure"
    chosen = Input(
        "Rule", word("WorkingSpaceRule", rule), "", "stated", Place("header", "header", "working_space_rule")
    )
    return Explanation(
        subject,
        title_of(assessment, subject, _TARGET_NAMES["working"], step),
        step.working,
        "GiB",
        "room to build and merge fulls, from the source on that day",
        "A store in Azure needs none." if in_azure else readings[rule],
        inputs=(chosen, *_sums(assessment, subject, step)),
        sources=(CHAINS,) if rule == "buckets" else (ONE_FULL,) if rule == "one_full" else (NO_SOURCE,),
    )


def _headroom(assessment: Assessment, subject: Subject, _store: StoreResult, step: MonthStep) -> Explanation:
    return Explanation(
        subject, title_of(assessment, subject, _TARGET_NAMES["headroom"], step), step.headroom, "GiB",
        "what the machines take × headroom", "Room for machines that nobody has listed yet, of the same kind.",
        inputs=(assumption(assessment, "headroom_percent"),), sources=(NO_SOURCE,),
    )  # fmt: skip


def _held_back(assessment: Assessment, subject: Subject, store: StoreResult, step: MonthStep) -> Explanation:
    pools = pools_on(assessment, subject.entity, step.worst_day) if subject.kind == "target" else []
    parts = tuple([Input(name, gib, "GiB") for name, gib in _by_policy(pools, StoredPool.held_back_gib).items() if gib])
    counts = [
        Input(f"Points held back, {named(assessment.plan.backup_policies[one.policy])}", float(one.points), "")
        for one in store.held_back
    ]
    target = assessment.plan.backup_targets.get(subject.entity)
    place = Place("backup_targets", subject.entity, "immutable_days")
    days = Input("Immutable", None if target is None else target.immutable_days, "days", "stated", place)
    return Explanation(
        subject, title_of(assessment, subject, "Held back", step), step.held_back, "GiB",
        "what the chains hold − what they would hold if points could be deleted as the policies say",
        f"Part of what is needed; numbers of points are those of the horizon's worst day. {_without(store)}".strip(),
        parts, (days, *counts), store.rule_words, (NO_SOURCE,),
    )  # fmt: skip


def _without(store: StoreResult) -> str:
    if not store.held_back or store.ceiling_gib is None or store.run_out == store.run_out_unheld:
        return ""
    later = f"in {show_month(store.run_out_unheld)}" if store.run_out_unheld else "not within the horizon"
    return f"Without these the target would pass its ceiling {later}."


def _shared(assessment: Assessment, subject: Subject, store: StoreResult, step: MonthStep) -> Explanation:
    pools = pools_on(assessment, subject.entity, step.worst_day) if subject.kind == "target" else []
    parts = tuple([Input(name, gib, "GiB") for name, gib in _by_policy(pools, StoredPool.shared_gib).items() if gib])
    return Explanation(
        subject, title_of(assessment, subject, "Shared by block clone (an estimate)", step), step.shared, "GiB",
        "fulls that are made from what is stored − what changed since the full before each",
        "An estimate, already taken off what is needed. Changed since: used × (1 − (1 − change) ^ days), and growth.",
        parts, rules=store.rule_words, sources=(NO_SOURCE,),
    )  # fmt: skip


def _average(assessment: Assessment, subject: Subject, store: StoreResult, step: MonthStep) -> Explanation:
    return Explanation(
        subject, title_of(assessment, subject, "Stored in the mean of the month", step), step.stored_average, "GiB",
        "mean over the days of the month of all but working space", "What a cloud bills.",
        rules=store.rule_words, sources=sources_of(store),
    )  # fmt: skip


def _parts(store: StoreResult, step: MonthStep) -> list[tuple[str, str]]:
    names = _TARGET_NAMES if store.kind == "target" else _STAMP_NAMES
    return [(field, name) for field, name in names.items() if getattr(step, field)]


def _sums(assessment: Assessment, subject: Subject, step: MonthStep) -> tuple[Input, ...]:
    if subject.kind == "stamp":
        return replicas_of(assessment, subject.entity)
    pools = pools_on(assessment, subject.entity, step.worst_day)
    return (used_input(assessment, pools), changed_input(pools)) if pools else ()


def _policies(pools: list[StoredPool]) -> list[list[StoredPool]]:
    by_policy: dict[str, list[StoredPool]] = {}
    for pool in pools:
        by_policy.setdefault(pool.key.policy, []).append(pool)
    return list(by_policy.values())


def _by_policy(pools: list[StoredPool], size: Callable[[StoredPool], float]) -> dict[str, float]:
    return {own[0].policy_name: fsum([size(one) for one in own]) for own in _policies(pools)}


def _stands_here(assessment: Assessment, target: str, site: str) -> bool:
    return stands_on(assessment.plan.backup_targets[target], assessment.plan.sites[site])


_Explain = Callable[[Assessment, Subject, StoreResult, MonthStep], Explanation | None]
_EXPLAIN: Final[Mapping[str, _Explain]] = {
    "needed": _needed,
    "left": explain_left,
    "ceiling": explain_ceiling,
    "run_out": explain_run_out,
    "room_machines": explain_room,
    "store_applications": explain_count,
    "store_machines": explain_count,
    "order_by": explain_order_by,
    "points": _chain_part,
    "archive": _chain_part,
    "copies": _chain_part,
    "working": _working,
    "headroom": _headroom,
    "held_back": _held_back,
    "shared": _shared,
    "stored_average": _average,
}
