"""A runbook and the script of a drill as words: rows for the window, and for both documents."""

from __future__ import annotations

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
