"""What is said of one link: who gets how much of it, the recovery point it allows, outages, first copies, servers."""

from __future__ import annotations

from dr_desktop.assessment.catch_up import overrunning_cycles
from dr_desktop.assessment.link_load import MBIT_PER_GIB
from dr_desktop.assessment.results import Assessment, LinkResult
from dr_desktop.plan.link import Link as LinkEntity
from dr_desktop.plan.shown import show_minutes, show_quantity, show_share
from dr_desktop.report.fact_sheet import Fact, Figure, Formula, Heading, Judged, Link, Row, Words, go_to, open_page
from dr_desktop.report.names import counted, name_of

_FORMULA = "age = wait for the next transfer + its sending + wait before the line"
_NOTE = (
    "The wait before the line counts from the moment at which data was written until it is at the target; the line "
    "sends at a constant rate, first in, first out."
)


def link_facts(assessment: Assessment, link_id: str) -> tuple[Fact, ...]:
    """The sheet of a link."""
    plan = assessment.plan
    link, result = plan.links.get(link_id), assessment.links.get(link_id)
    if link is None or result is None:
        return (Words("Choose a link in the table.", "text.secondary"),)
    facts: list[Fact] = [
        Figure(
            f"{_caption(result)} from {name_of(plan, result.from_site)} over {name_of(plan, link_id)}", _point(result)
        )
    ]
    facts += [Judged(one.severity, one.sentence, one.source) for one in result.findings if not one.accepted]
    facts += [Heading("Who gets how much"), *_shares(link, result)]
    if result.replication_mbit_s:
        facts += [Heading("Recovery point"), *_recovery_point(assessment, result), Formula(_FORMULA, _NOTE)]
        facts += [Heading("When the line is down"), *_outage(link, result)]
        facts += [Heading("Where the churn comes from"), *_origin(assessment, result)]
    facts.append(Link("To the link", go_to("links", link_id, "mbit_s")))
    if result.measured_share < 1 and result.replication_mbit_s:
        facts.append(Link("To the churn profiles", open_page("machines")))
    return tuple(facts)


def _caption(result: LinkResult) -> str:
    return "Recovery point" if result.replication_mbit_s else "Backups, mean"


def _point(result: LinkResult) -> str:
    if not result.replication_mbit_s:
        return show_quantity(result.backup_mbit_s, "Mbit/s", 1)
    if result.usable_mbit_s is None:
        return "not known"
    if result.achievable_rpo_minutes is None and result.flow.asks:
        return "falls behind for ever"
    if not result.flow.asks:
        return "synchronous"
    return show_minutes(result.achievable_rpo_minutes)


def _shares(link: LinkEntity, result: LinkResult) -> list[Fact]:
    first = link.replication_percent is None
    order = (
        "Replication goes first; backups take what it leaves in their windows, first copies and restores the rest."
        if first
        else f"{show_quantity(link.replication_percent, '%')} are kept for replication, the rest for backups; first "
        "copies and restores take what both leave."
    )
    facts: list[Fact] = [
        Row("Usable", _mbit(result.usable_mbit_s), bold=True),
        Row("Replication, mean", _mbit(result.replication_mbit_s)),
        Row("Replication, at its peak", _mbit(result.peak_mbit_s)),
        Row("Backups, mean", _mbit(result.backup_mbit_s)),
        Row("Backups in their windows", _mbit(result.backup_peak_mbit_s)),
        Row("Left for backups", _mbit(result.backup_left_mbit_s)),
        Row("Left for first copies and restores", _mbit(result.left_mbit_s)),
    ]
    if result.flow.replicated_gib:
        facts.append(Row("First copies", show_quantity(result.flow.replicated_gib, "GiB")))
        hours = result.first_copy_hours
        facts.append(Row("take", "never done" if hours is None else show_minutes(hours * 60)))
    return [*facts, Words(order, "text.secondary")]


def _recovery_point(assessment: Assessment, result: LinkResult) -> list[Fact]:
    if not result.flow.asks:
        return [Words("Replication is synchronous: a write waits for the line instead of a recovery point.")]
    facts: list[Fact] = []
    if result.rpo_minutes is not None:
        facts.append(
            Row(f"Asked by {name_of(assessment.plan, result.rpo_application)}", show_minutes(result.rpo_minutes))
        )
        facts.append(Row("Kept", "–" if result.within_rpo is None else f"{show_share(result.within_rpo)} of the time"))
    facts.append(Row("Transfers every", show_minutes(result.rhythm_minutes)))
    if result.worst_backlog_gib is not None:
        facts.append(Row("Waits before the line at most", show_quantity(result.worst_backlog_gib, "GiB", 1)))
    if result.smallest_mbit_s is not None:
        facts.append(Row("Smallest line for always", _mbit(result.smallest_mbit_s)))
        facts.append(Row("Smallest line for 90 %", _mbit(result.smallest_most_mbit_s)))
    elif result.rpo_minutes is not None:
        facts.append(Words("No line keeps it: the time between transfers alone is as long."))
    return facts


def _outage(link: LinkEntity, result: LinkResult) -> list[Fact]:
    hours = result.outage_hours or 0.0
    facts: list[Fact] = [
        Row("Outage planned for", show_minutes(hours * 60)),
        Row("Changes meanwhile", show_quantity(result.outage_backlog_gib, "GiB", 1)),
    ]
    if result.resynchronises:
        holds = None if result.log_holds_hours is None else result.log_holds_hours * 60
        words = f"The log is full after {show_minutes(holds)}: all data is compared again, which moves as much as a "
        return [*facts, Words(words + "first copy reads. Until then the replicas stay as old as the outage began.")]
    caught = result.catch_up_hours
    facts.append(Row("Caught up in", "never" if caught is None else show_minutes(caught * 60)))
    if caught is not None:
        facts.append(Row("Oldest data meanwhile", show_minutes(hours * 60)))
        facts += _cycles(result)
    if link.replication_log_gib is None:
        facts.append(Words("The log is taken to hold all of it; state its size on the link.", "text.secondary"))
    elif result.log_holds_hours is not None:
        facts.append(Row("The log holds", show_minutes(result.log_holds_hours * 60)))
    return facts


def _cycles(result: LinkResult) -> list[Fact]:
    """After how many transfers their rhythm is kept again: the first one after the outage sends all that waited."""
    rate, rhythm = result.replication_usable_mbit_s, (result.rhythm_minutes or 0.0) * 60
    if not rate or not rhythm or result.catch_up_hours is None or not result.flow.asks:
        return []
    first = (result.outage_backlog_gib or 0.0) * MBIT_PER_GIB / rate
    cycles = overrunning_cycles(rhythm, result.replication_mbit_s, rate, first)
    if not cycles.to_normal:
        return []
    return [Row("Transfers that take too long", str(cycles.to_normal))]


def _origin(assessment: Assessment, result: LinkResult) -> list[Fact]:
    facts: list[Fact] = []
    if result.flow.profiles:
        share = show_share(result.measured_share)
        facts.append(Words(f"{share} was measured: {counted(len(result.flow.profiles), 'churn profile')}."))
    if result.measured_share < 1:
        factor = f"{assessment.assumed.peak_factor:g}"
        words = "The rest follows" if result.flow.profiles else "It follows"
        facts.append(
            Words(
                f"{words} from the churn of the machines, with one busiest hour a day of {factor} × the mean where no "
                "peak is stated; all busiest hours are taken to fall together.",
                "text.secondary",
            )
        )
    return facts


def _mbit(value: float | None) -> str:
    return show_quantity(value, "Mbit/s", 0 if value is not None and value >= 100 else 1)
