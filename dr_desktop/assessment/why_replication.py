"""Why the figures of a link are what they are: load, recovery point, smallest line, first copies, outages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from dr_desktop.assessment.citation import Source
from dr_desktop.assessment.explanation import NO_SOURCE, Explanation, Input, Place, Subject
from dr_desktop.assessment.results import Assessment, LinkResult
from dr_desktop.assessment.row_names import named
from dr_desktop.plan.link import Link
from dr_desktop.plan.plan import Plan

_QUEUE: Final = Source("Le Boudec and Thiran, Network Calculus: arithmetic of fluid queues", "", "2001")
_PLANNER: Final = Source("Site Recovery Deployment Planner: 95th percentile of the churn", "", "undated copy")
_WAY: Final = "A line carries both ways at its speed; this is the way that asks for more."


class _Part(NamedTuple):
    """How one figure is explained: its name, unit, formula, which inputs go into it, what is read beside it."""

    name: str
    unit: str
    formula: str
    inputs: tuple[str, ...]
    reading: Callable[[LinkResult], str] = lambda _result: _WAY
    source: Source = NO_SOURCE


def _asks(result: LinkResult) -> str:
    if result.achievable_rpo_minutes is None and result.flow.asks:
        return "Not known: the speed is not stated, or the line carries less than the mean, so that the wait grows."
    return (
        "Lag counts from when data was written until it is at the target. Backlog and lag follow exactly from the "
        "profile; data leaves first in, first out."
    )


def _smallest(result: LinkResult) -> str:
    if result.smallest_mbit_s is None:
        return "None: no recovery point is asked for, or the time between transfers alone is as long."
    return (
        "The greatest (written from s to t) / (t − s + time that is left) over all stretches s to t, divided by the "
        "usable share and the share kept for replication."
    )


_LOAD: Final = ("churn", "profiles", "peak_factor")
_LINE: Final = ("mbit_s", "usable_percent", "replication_percent")
_POINT: Final = (*_LINE, *_LOAD, "rhythm", "latency_ms", "rpo")
_PARTS: Final[dict[str, _Part]] = {
    "usable_mbit_s": _Part("Usable", "Mbit/s", "speed × usable share", ("mbit_s", "usable_percent")),
    "replication_mbit_s": _Part("Replication, mean", "Mbit/s", "churn a day × 2^30 × 8 / 10^6 / 86,400", _LOAD),
    "peak_mbit_s": _Part(
        "Replication, peak", "Mbit/s", "highest step of the profiles, or churn in the busiest hour of the day", _LOAD
    ),
    "p95_mbit_s": _Part(
        "Replication, 95th percentile", "Mbit/s", "the rate not exceeded in 95 % of the time", _LOAD, source=_PLANNER
    ),
    "backup_mbit_s": _Part(
        "Backups, mean",
        "Mbit/s",
        "what changes in a week, and fulls that are read anew, spread over the week",
        ("backups",),
    ),
    "backup_peak_mbit_s": _Part(
        "Backups in their windows",
        "Mbit/s",
        "what a run moves / its window, summed where windows overlap",
        ("backups",),
    ),
    "replication_usable_mbit_s": _Part("For replication", "Mbit/s", "usable × share kept for replication", _LINE),
    "backup_left_mbit_s": _Part(
        "Left for backups", "Mbit/s", "usable − mean of replication, or − the share kept for it", (*_LINE, *_LOAD)
    ),
    "left_mbit_s": _Part(
        "Left for first copies and restores",
        "Mbit/s",
        "usable − mean of replication − mean of backups",
        (*_LINE, *_LOAD, "backups"),
    ),
    "rpo_minutes": _Part(
        "RPO asked", "min", "of all applications on the link, the one that needs the largest line", ("rpo", "rhythm")
    ),
    "achievable_rpo_minutes": _Part(
        "RPO achievable",
        "min",
        "time between transfers × (1 + peak / line, at most 2) + greatest lag before the line + latency",
        _POINT,
        _asks,
        _QUEUE,
    ),
    "within_rpo": _Part(
        "Within the RPO",
        "",
        "time in which time between transfers + sending + lag before the line + latency is at most the RPO / all time",
        _POINT,
        _asks,
        _QUEUE,
    ),
    "smallest_mbit_s": _Part(
        "Smallest line", "Mbit/s", "smallest rate that always keeps the RPO", _POINT, _smallest, _QUEUE
    ),
    "smallest_most_mbit_s": _Part(
        "Smallest line for 90 %",
        "Mbit/s",
        "smallest rate that keeps the RPO in 90 % of the time",
        _POINT,
        lambda _result: "Found by trial on the exact share of time, which never falls as the rate grows.",
        _QUEUE,
    ),
    "worst_backlog_gib": _Part(
        "Waits at most", "GiB", "greatest (written from s to t) − line × (t − s)", (*_LINE, *_LOAD), source=_QUEUE
    ),
    "first_copy_hours": _Part(
        "First copies",
        "h",
        "data in use / (usable − mean of backups − mean of replication)",
        (*_LINE, *_LOAD, "first_copy", "backups"),
    ),
    "outage_backlog_gib": _Part(
        "Waiting after an outage", "GiB", "mean of replication × outage", ("outage_hours", *_LOAD)
    ),
    "catch_up_hours": _Part(
        "Caught up in",
        "h",
        "what waits after the outage / (line − mean of replication)",
        ("outage_hours", *_LINE, *_LOAD, "log"),
        lambda result: (
            "Never from the log: it is full before the line is back, so all data is compared again."
            if result.resynchronises
            else _WAY
        ),
    ),
    "log_holds_hours": _Part("Log holds", "h", "replication log / mean of replication", ("log", *_LOAD)),
}


def explain_link(assessment: Assessment, subject: Subject) -> Explanation | None:
    """The explanation of a figure of a link; `part` is a field of its result."""
    link, result = assessment.plan.links.get(subject.entity), assessment.links.get(subject.entity)
    part = _PARTS.get(subject.part)
    if link is None or result is None or part is None:
        return None
    known = _inputs(assessment, link, result)
    return Explanation(
        subject,
        f"{part.name}, {named(link)}",
        getattr(result, subject.part),
        part.unit,
        part.formula,
        part.reading(result),
        inputs=tuple([one for key in part.inputs for one in known.get(key, ())]),
        sources=(part.source,),
    )


def _inputs(assessment: Assessment, link: Link, result: LinkResult) -> dict[str, tuple[Input, ...]]:
    """What a figure can rest on, by the key that parts name it by."""
    plan, assumed = assessment.plan, assessment.assumed
    found: dict[str, tuple[Input, ...]] = {
        "mbit_s": (Input("Speed", link.mbit_s, "Mbit/s", "stated", _at(link, "mbit_s")),),
        "usable_percent": (
            _or_assumed(link, "usable_percent", "Usable", "%", assumed.usable_percent, "usable_percent"),
        ),
        "outage_hours": (
            _or_assumed(link, "outage_hours", "Outage to outlast", "h", assumed.link_outage_hours, "link_outage_hours"),
        ),
        "profiles": _profiles(plan, result),
        "first_copy": (Input("Data in use of what replicates", result.flow.replicated_gib, "GiB"),),
        "backups": (
            *[_backup(plan, one.policy, one.change_gib_per_day) for one in result.flow.backups],
            *(
                [Input("Second copies", result.flow.copies_gib_per_day, "GiB/day")]
                if result.flow.copies_gib_per_day
                else ()
            ),
        ),
    }
    if result.flow.replication_gib_per_day:
        found["churn"] = (Input("Churn of what has no profile", result.flow.replication_gib_per_day, "GiB/day"),)
        place = Place("assumptions", "peak_factor", "base")
        found["peak_factor"] = (
            Input("Busiest hour, where no peak is stated", assumed.peak_factor, "× mean", "assumed", place),
        )
    if link.replication_percent is not None:
        place = _at(link, "replication_percent")
        found["replication_percent"] = (Input("Kept for replication", link.replication_percent, "%", "stated", place),)
    if link.latency_ms is not None:
        found["latency_ms"] = (Input("Latency, both ways", link.latency_ms, "ms", "stated", _at(link, "latency_ms")),)
    if link.replication_log_gib is not None:
        place = _at(link, "replication_log_gib")
        found["log"] = (Input("Replication log", link.replication_log_gib, "GiB", "stated", place),)
    return found | _asked(plan, result)


def _asked(plan: Plan, result: LinkResult) -> dict[str, tuple[Input, ...]]:
    application = plan.applications.get(result.rpo_application)
    if application is None:
        return {}
    name = named(application)
    rhythm = Place("applications", application.id, "replication_minutes")
    rpo = Place("applications", application.id, "rpo_minutes")
    found: dict[str, tuple[Input, ...]] = {}
    found["rhythm"] = (Input(f"{name} transfers every", result.rhythm_minutes, "min", "stated", rhythm),)
    if result.rpo_minutes is not None:
        found["rpo"] = (Input(f"RPO of {name}", result.rpo_minutes, "min", "stated", rpo),)
    return found


def _profiles(plan: Plan, result: LinkResult) -> tuple[Input, ...]:
    if not result.flow.profiles:
        return ()
    first = plan.churn_profiles.get(result.flow.profiles[0])
    if len(result.flow.profiles) == 1 and first is not None:
        place = Place("churn_profiles", first.id, "churn_mb_s")
        return (Input("Measured churn", named(first), "", "imported", place),)
    words = f"{len(result.flow.profiles)} churn profiles, {result.measured_share * 100:.0f} % of the mean"
    return (Input("Measured churn", words, "", "imported"),)


def _backup(plan: Plan, policy: str, change: float) -> Input:
    found = plan.backup_policies.get(policy)
    name = named(found) if found is not None else policy
    return Input(
        f"Change under {name}", change, "GiB/day", "computed", Place("backup_policies", policy, "window_hours")
    )


def _or_assumed(link: Link, field: str, name: str, unit: str, assumed: float, key: str) -> Input:
    value = getattr(link, field)
    if value is None:
        return Input(name, assumed, unit, "assumed", Place("assumptions", key, "base"))
    return Input(name, value, unit, "stated", _at(link, field))


def _at(link: Link, field: str) -> Place:
    return Place("links", link.id, field)
