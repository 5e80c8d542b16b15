"""Findings that somebody accepted, with a reason and until a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from dr_desktop.assessment.results import Finding, Kind
from dr_desktop.plan.governance import Acceptance
from dr_desktop.plan.header import Header

InForce = Mapping[tuple[str, str], str]
BySeverity = dict[str, tuple[Finding, ...]]
"""The findings of one severity by application."""


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
    """The findings of the whole plan by falling severity, how many are open, and what both are made of.

    `parts` holds the findings of each application by severity, `joined` those of all applications one after the other,
    `accepted` how many of these somebody accepted.
    """

    of_all: Marked
    findings: tuple[Finding, ...]
    counts: OpenCounts
    parts: tuple[BySeverity, BySeverity, BySeverity]
    joined: tuple[tuple[Finding, ...], ...]
    accepted: tuple[int, ...]


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


def all_found(of_all: Marked, marks: Mapping[str, Marked]) -> AllFound:
    """The findings of the whole plan: those that belong to no application, then those of each."""
    parts: tuple[BySeverity, BySeverity, BySeverity] = ({}, {}, {})
    errors, warnings, notes = parts
    taken: list[tuple[int, int, int]] = []
    for key, one in marks.items():  # one walk: there are thousands
        errors[key], warnings[key], notes[key] = one.errors, one.warnings, one.notes
        if one is not NOTHING_FOUND:
            taken.append(one.accepted)
    accepted = tuple([sum(column) for column in zip(*taken, strict=True)]) or (0, 0, 0)
    return _together(of_all, parts, tuple([tuple(chain.from_iterable(own.values())) for own in parts]), accepted)


def all_found_again(
    known: AllFound, of_all: Marked, before: Mapping[str, Marked], after: Mapping[str, Marked]
) -> AllFound:
    """`known` after an edit that changed the findings of some applications from `before` to `after`.

    The applications must be the same ones in the same order.
    """
    parts, joined = list(known.parts), list(known.joined)
    for place, own in enumerate(known.parts):
        others = {key: found for key, one in after.items() if (found := _by_severity(one)[place]) != own[key]}
        if others:
            parts[place] = {**own, **others}
            joined[place] = tuple(chain.from_iterable(parts[place].values()))
    if tuple(joined) == known.joined and of_all == known.of_all:
        return known
    accepted = [
        count
        + sum([one.accepted[place] for one in after.values()])
        - sum([before[key].accepted[place] for key in after])
        for place, count in enumerate(known.accepted)
    ]
    errors, warnings, notes = parts
    return _together(of_all, (errors, warnings, notes), tuple(joined), tuple(accepted))


def _together(
    of_all: Marked,
    parts: tuple[BySeverity, BySeverity, BySeverity],
    joined: tuple[tuple[Finding, ...], ...],
    accepted: tuple[int, ...],
) -> AllFound:
    shared = _by_severity(of_all)
    everything = tuple(chain.from_iterable([found for pair in zip(shared, joined, strict=True) for found in pair]))
    taken = [one + own for one, own in zip(of_all.accepted, accepted, strict=True)]
    columns = zip(shared, joined, taken, strict=True)
    errors, warnings, notes = [len(one) + len(own) - less for one, own, less in columns]
    return AllFound(of_all, everything, OpenCounts(errors, warnings, notes, sum(taken)), parts, joined, accepted)


def _by_severity(one: Marked) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[Finding, ...]]:
    return one.errors, one.warnings, one.notes
