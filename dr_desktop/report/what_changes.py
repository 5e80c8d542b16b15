"""What would change: two assessments of one plan, before and after an edit that is not made yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from dr_desktop.assessment.consumption import usual_month
from dr_desktop.assessment.results import (
    VERDICTS,
    ApplicationResult,
    Assessment,
    Consumption,
    Finding,
    Met,
    StoreResult,
)
from dr_desktop.plan.shown import show_minutes, show_money, show_number, show_tib
from dr_desktop.report.application_facts import designed_words, objective_words
from dr_desktop.report.fact_sheet import Fact, Heading, Judged, Line, Row, Words
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.signs import STATE_WORDS

_SHOWN_FINDINGS: Final = 3
_MET_ORDER: Final[tuple[Met, ...]] = ("met", "little_margin", "not_known", "missed")


class FindingChange(NamedTuple):
    """The open findings that an edit takes away, and those that it brings."""

    gone: tuple[Finding, ...]
    come: tuple[Finding, ...]


def changed_facts(before: Assessment, after: Assessment, applications: Sequence[str]) -> tuple[Fact, ...]:
    """The sheet of an edit to these applications: verdict, times, stores, links, cost, findings; the old in grey."""
    known = [key for key in applications if key in before.applications and key in after.applications]
    facts: list[Fact] = []
    if len(known) == 1:
        facts += _one(before.applications[known[0]], after.applications[known[0]])
    elif known:
        facts += _several([before.applications[key] for key in known], [after.applications[key] for key in known])
    estate = [*_stores(before, after), *_links(before, after), *_cost(before.consumption, after.consumption)]
    facts += [Heading("In the plan"), *estate] if estate else []
    found = finding_change(before, after)
    facts.append(Line())
    facts += _findings(found)
    return tuple(facts)


def finding_change(before: Assessment, after: Assessment) -> FindingChange:
    """Which open findings go and which come."""
    old = {_mark(one): one for one in before.findings if not one.accepted}
    new = {_mark(one): one for one in after.findings if not one.accepted}
    return FindingChange(
        tuple(one for mark, one in old.items() if mark not in new),
        tuple(one for mark, one in new.items() if mark not in old),
    )


def _one(old: ApplicationResult, new: ApplicationResult) -> list[Fact]:
    facts: list[Fact] = []
    verdict, was = new.topology.verdict, old.topology.verdict
    if verdict is not None:
        facts.append(Judged(verdict, STATE_WORDS[verdict], bold=True))
    else:
        facts.append(Words(new.topology.sentence, bold=True))
    if verdict != was:
        facts.append(Words(f"was: {STATE_WORDS[was].lower() if was else 'without a verdict'}", "text.secondary"))
    pairs = (
        ("Recovery time", old.designed.rto_minutes, new.designed.rto_minutes, old.rto_met, new.rto_met,
         old.objectives.rto_minutes, new.objectives.rto_minutes),
        ("Recovery point", old.designed.rpo_minutes, new.designed.rpo_minutes, old.rpo_met, new.rpo_met,
         old.objectives.rpo_minutes, new.objectives.rpo_minutes),
    )  # fmt: skip
    for label, was_minutes, minutes, was_met, met, was_objective, objective in pairs:
        words, was_words = designed_words(new.designed, minutes), designed_words(old.designed, was_minutes)
        facts.append(_row(label, was_words, words))
        said = objective_words(objective, met).rpartition(", ")[2]
        was_said = objective_words(was_objective, was_met).rpartition(", ")[2]
        label = "Objective" if objective is None else f"Objective {show_minutes(objective)}"
        facts.append(_row(label, was_said, said, _MET_ORDER.index(was_met) - _MET_ORDER.index(met), dot=met))
    if old.topology.covers_cloud_loss != new.topology.covers_cloud_loss:
        covers = ("no", "yes")
        was_covered, covered = old.topology.covers_cloud_loss, new.topology.covers_cloud_loss
        facts.append(
            _row("Covers loss of cloud or building", covers[was_covered], covers[covered], covered - was_covered)
        )
    return facts


def _several(old: Sequence[ApplicationResult], new: Sequence[ApplicationResult]) -> list[Fact]:
    facts: list[Fact] = []
    for verdict in VERDICTS:
        was = sum([1 for one in old if one.topology.verdict == verdict])
        now = sum([1 for one in new if one.topology.verdict == verdict])
        if was or now:
            facts.append(_row(STATE_WORDS[verdict], f"{was:,}", f"{now:,}"))
    for label, field in (("Meet the RTO", "rto_met"), ("Meet the RPO", "rpo_met")):
        was = sum([1 for one in old if getattr(one, field) in ("met", "little_margin")])
        now = sum([1 for one in new if getattr(one, field) in ("met", "little_margin")])
        facts.append(_row(label, f"{was:,}", f"{now:,}", now - was))
    return facts


def _stores(before: Assessment, after: Assessment) -> list[Fact]:
    facts: list[Fact] = []
    for old, new in ((before.targets, after.targets), (before.stamps, after.stamps)):
        for key, store in new.items():
            known = old.get(key)
            if known is None or known is store:
                continue
            was, now = show_tib(_largest(known)), show_tib(_largest(store))
            if was != now:
                facts.append(_row(f"{name_of(after.plan, key)}, worst day", was, now))
    return facts


def _links(before: Assessment, after: Assessment) -> list[Fact]:
    facts: list[Fact] = []
    for key, link in after.links.items():
        known = before.links.get(key)
        if known is None or known is link:
            continue
        was = show_number(known.replication_mbit_s + known.backup_mbit_s, 1)
        now = show_number(link.replication_mbit_s + link.backup_mbit_s, 1)
        if was != now:
            facts.append(_row(f"{name_of(after.plan, key)}, mean", was, f"{now}\u00a0Mbit/s"))
    return facts


def _cost(before: Consumption, after: Consumption) -> list[Fact]:
    if not before.months or not after.months:
        return []
    was = before.total[usual_month(before)]
    now = after.total[usual_month(after)]
    if round(was) == round(now):
        return []
    return [_row("Cost a month", show_money(was, before.currency), show_money(now, after.currency))]


def _findings(found: FindingChange) -> list[Fact]:
    if not found.gone and not found.come:
        return [Words("No finding goes or comes.", "text.secondary")]
    facts: list[Fact] = []
    for ones, once, many in ((found.gone, "goes", "go"), (found.come, "comes", "come")):
        if not ones:
            continue
        state = "recommended" if ones is found.gone else min(ones, key=_severity).severity
        facts.append(Judged(state, f"{counted(len(ones), 'finding')} {once if len(ones) == 1 else many}"))
        facts += [Words(one.sentence, "text.secondary") for one in sorted(ones, key=_severity)[:_SHOWN_FINDINGS]]
    return facts


def _row(label: str, was: str, now: str, better: int = 0, dot: str = "") -> Row:
    role = "recommended.text" if better > 0 else "error.text" if better < 0 else "text.primary"
    if was == now:
        return Row(label, now, dot=dot)
    return Row(label, now, was, dot, role, bold=True)


def _largest(store: StoreResult) -> float:
    return store.worst.total if store.worst else 0.0


def _severity(finding: Finding) -> int:
    return ("error", "warning", "note").index(finding.severity)


def _mark(finding: Finding) -> tuple[str, str, str, str]:
    return finding.rule, finding.table, finding.entity, finding.field
