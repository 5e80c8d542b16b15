"""A runbook and the script of a drill as words: rows for the window, and for both documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from dr_desktop.assessment.drill_script import DrillScript
from dr_desktop.assessment.runbook_records import Runbook, RunbookStep, StepKind
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_minutes
from dr_desktop.report.names import counted, listed, name_of

KIND_WORDS: Final[dict[StepKind, str]] = {
    "detect": "notice",
    "decide": "decide",
    "rebuild": "make anew",
    "restore": "restore",
    "failover": "fail over",
    "start": "start",
    "validate": "check",
    "redirect": "lead users",
    "by_hand": "by hand",
}
NOBODY: Final = "nobody named"


class StepWords(NamedTuple):
    """A step as a reader sees it."""

    number: str
    begins: str
    ends: str
    applications: str
    what: str
    check: str
    who: str
    contact: str
    decides: bool


def step_words(plan: Plan, step: RunbookStep) -> StepWords:
    """The words of a step. Who may take the decision stands as *who* of that step."""
    who = step.owner or NOBODY
    if step.kind == "detect" and not step.owner:
        who = step.contact or NOBODY
    return StepWords(
        str(step.number),
        show_minutes(step.from_minutes, in_table=True),
        show_minutes(step.to_minutes, in_table=True) if step.takes_known else "–",
        applications_words(plan, step),
        step.what,
        step.check,
        f"May invoke: {who}" if step.invokes else who,
        step.contact if who != step.contact else "",
        step.invokes,
    )


def applications_words(plan: Plan, step: RunbookStep, most: int = 3) -> str:
    """The names of a step's applications, beyond `most` counted."""
    names = [name_of(plan, key) for key in step.applications]
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def runbook_sentence(plan: Plan, book: Runbook) -> str:
    """What a runbook comes to: its steps, when the last one ends, what does not come back."""
    if not book.steps and not book.left_behind:
        return "Nothing has to be brought back: everything goes on."
    words = f"{counted(len(book.steps), 'step')}, the last one ends after {show_minutes(book.ends_minutes)}."
    if book.left_behind:
        names = listed([name_of(plan, one.application) for one in book.left_behind])
        verb = "does" if len(book.left_behind) == 1 else "do"
        words += f" {names} {verb} not come back."
    return words


def standing_checks(books: Iterable[Runbook]) -> dict[StepKind, str]:
    """What is checked after most steps of a kind, so that it can be said once; kinds with a single step have none."""
    said: dict[StepKind, Counter[str]] = {}
    for book in books:
        for step in book.steps:
            first, _ = _parted(step.check)
            if first:
                said.setdefault(step.kind, Counter())[first] += 1
    most = {kind: counts.most_common(1)[0] for kind, counts in said.items()}
    return {kind: most[kind][0] for kind in KIND_WORDS if kind in most and most[kind][1] > 1}


def own_check(step: RunbookStep, standing: Mapping[StepKind, str]) -> str:
    """What is to be checked after a step beside what stands for its kind; all of it where that does not hold for it."""
    first, rest = _parted(step.check)
    return rest if first == standing.get(step.kind) else step.check


def contacts_sentence(plan: Plan, book: Runbook) -> str:
    """Whom to call at which site during a runbook; "" where no step names anybody."""
    called = [step.contact for step in book.steps if step.contact]
    sites = [one for one in plan.sites.values() if one.operator_contact]
    found = [one for one in sites if any(one.operator_contact in words for words in called)]
    return "; ".join([f"{name_of(plan, one.id)}: {one.operator_contact}" for one in found])


def _parted(check: str) -> tuple[str, str]:
    """The first sentence of a check, and the others."""
    first, stop, rest = check.partition(". ")
    return (f"{first}.", rest) if stop else (check, "")


def owners_of(book: Runbook) -> tuple[str, ...]:
    """Everybody who does something in a runbook, by name."""
    return tuple(sorted({one.owner for one in book.steps if one.owner}, key=str.casefold))


def script_words(plan: Plan, script: DrillScript) -> list[tuple[str, str, str, str, str, str]]:
    """The steps of a drill: number, from, application, what to do, what to check, who."""
    return [
        (
            str(one.number),
            "" if one.from_minutes is None else show_minutes(one.from_minutes, in_table=True),
            name_of(plan, one.application) if one.application else "",
            one.what,
            one.check,
            one.owner,
        )
        for one in script.steps
    ]
