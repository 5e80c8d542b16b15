"""Findings that somebody accepted, with a reason and until a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from dr_desktop.assessment.results import Finding, Kind
from dr_desktop.plan.governance import Acceptance
from dr_desktop.plan.header import Header

InForce = Mapping[tuple[str, str], str]


class Marked(NamedTuple):
    """Findings by severity; those that an acceptance covers carry its id. `accepted` counts them per severity.

    `open_kinds` are (table, rule, severity) of those that nobody accepted, one for each.
    """

    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    accepted: tuple[int, int, int]
    open_kinds: tuple[Kind, ...]


NOTHING_FOUND = Marked((), (), (), (0, 0, 0), ())


class OpenCounts(NamedTuple):
    """Findings that nobody accepted, by severity, and those that somebody did."""

    errors: int
    warnings: int
    notes: int
    accepted: int


class AllFound(NamedTuple):
    """The findings of the whole plan by falling severity, how many are open, and which belong to no application."""

    of_all: Marked
    findings: tuple[Finding, ...]
    counts: OpenCounts


def in_force(acceptances: Mapping[str, Acceptance], header: Header) -> InForce:
    """(entity, rule) -> id of the acceptance that counts.

    An acceptance counts when somebody answers for it, until its last day, measured at the review date (at the start
    month where none is stated).
    """
    today = header.review_date or header.start_month
    return {
        (one.entity, one.rule): key
        for key, one in acceptances.items()
        if one.by and (one.until is None or one.until >= today)
    }


def marked(findings: Iterable[Finding], accepted_by: InForce) -> Marked:
    """The findings of one application, or of what all share, in their order."""
    by_severity: dict[str, list[Finding]] = {"error": [], "warning": [], "note": []}
    kinds: list[Kind] = []
    accepted = {"error": 0, "warning": 0, "note": 0}
    for finding in findings:
        acceptance = accepted_by.get((finding.entity, finding.rule)) if accepted_by else None
        if acceptance is not None:
            finding = finding._replace(accepted=acceptance)
            accepted[finding.severity] += 1
        else:
            kinds.append((finding.table, finding.rule, finding.severity))
        by_severity[finding.severity].append(finding)
    if not any(by_severity.values()):
        return NOTHING_FOUND
    errors, warnings, notes = [tuple(found) for found in by_severity.values()]
    return Marked(errors, warnings, notes, (accepted["error"], accepted["warning"], accepted["note"]), tuple(kinds))


def joined(parts: Iterable[Marked]) -> tuple[tuple[Finding, ...], OpenCounts]:
    """All findings by falling severity, and how many are open."""
    errors: list[tuple[Finding, ...]] = []
    warnings: list[tuple[Finding, ...]] = []
    notes: list[tuple[Finding, ...]] = []
    taken: list[tuple[int, int, int]] = []
    for one in parts:  # one walk: an edit among a thousand applications waits for it
        if one is NOTHING_FOUND:
            continue
        errors.append(one.errors)
        warnings.append(one.warnings)
        notes.append(one.notes)
        taken.append(one.accepted)
    accepted = [sum(column) for column in zip(*taken, strict=True)] or [0, 0, 0]
    open_errors, open_warnings, open_notes = [
        sum(map(len, group)) - own for group, own in zip((errors, warnings, notes), accepted, strict=True)
    ]
    everything = tuple(chain.from_iterable((*errors, *warnings, *notes)))
    return everything, OpenCounts(open_errors, open_warnings, open_notes, sum(accepted))


def all_found(of_all: Marked, parts: Iterable[Marked], kept: AllFound | None) -> AllFound:
    """The findings of the whole plan: those that belong to no application, then those of each.

    `kept` is what was found of the same parts before; it is given again where `of_all` is the same too.
    """
    if kept is not None and kept.of_all == of_all:
        return kept
    return AllFound(of_all, *joined((of_all, *parts)))
