"""The appendix that says why each number of the document is so: formula, what went in, what is assumed, source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dr_desktop.assessment.consumption import usual_month
from dr_desktop.assessment.explanation import Explanation, Input, Subject
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.why import why
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.report.blocks import Bullets, Column, Heading, Paragraph, Row, Section, Table
from dr_desktop.report.capacity_picture import stores_in_use
from dr_desktop.report.why_sheet import said, source_words

_TOTALS: Final = ("applications_meeting", "unprotected", "fullest_gib", "cost_month", "errors")
_OF_APPLICATION: Final = ("designed_rto", "designed_rpo")
_COLUMNS: Final = (
    Column("Number", 0.27, bold=True),
    Column("Value", 0.1),
    Column("What went in", 0.63),
)
_MOST_INPUTS: Final = 7
_INTRO: Final = (
    "How each number comes about: its formula in words on a grey ground, with the source of the rule in brackets, "
    "stands once for the numbers below it; beside each stands what went in. What is assumed is marked; everything else "
    "is stated in the plan, imported, or follows from it. The workbook carries the same in the notes of its cells, the "
    "program in the panel “Why this number”."
)


def why_section(assessment: Assessment) -> Section:
    """The totals, every store, every component of the bill, every link and landing, every designed time."""
    groups = (
        ("why-totals", "The five totals", [Subject("total", "", part) for part in _TOTALS]),
        ("why-stores", "Backup targets and stamps, on their worst day", list(_stores(assessment))),
        ("why-links", "Links", list(_links(assessment))),
        ("why-consumption", "Consumption in the usual month", list(_components(assessment))),
        ("why-applications", "Designed recovery of the applications", list(_applications(assessment))),
    )
    numbers: dict[str, int] = {}
    tables = [
        Table(key, title, _COLUMNS, rows, tight=True)
        for key, title, subjects in groups
        if (rows := _rows(assessment, subjects, numbers))
    ]
    listed = tuple(f"[{number}] {source}" for source, number in numbers.items())
    sources = (Heading("Sources of the formulas"), Bullets(listed, tight=True)) if listed else ()
    return Section("why", "Why each number is so", (Paragraph(_INTRO), *tables, *sources))


def _stores(assessment: Assessment) -> Iterator[Subject]:
    for key, store in stores_in_use(assessment).items():
        if store.worst is not None:
            yield Subject(store.kind, key, "needed", store.months.index(store.worst))


def _links(assessment: Assessment) -> Iterator[Subject]:
    for key, link in assessment.links.items():
        if link.replication_mbit_s:  # of a link that carries none, nothing follows that a reader would ask about
            yield Subject("link", key, "achievable_rpo_minutes")


def _components(assessment: Assessment) -> Iterator[Subject]:
    if assessment.consumption.months:
        for one in assessment.consumption.components:
            yield Subject("component", one.key, "amount", usual_month(assessment.consumption))


def _applications(assessment: Assessment) -> Iterator[Subject]:
    for key, one in assessment.applications.items():
        if key != UNASSIGNED and one.protection.scheme != "no_recovery":
            for part in _OF_APPLICATION:
                yield Subject("application", key, part)


def _rows(assessment: Assessment, subjects: Iterable[Subject], numbers: dict[str, int]) -> tuple[Row, ...]:
    """Each formula once, and below it the numbers that it gives; new sources get the next number."""
    by_formula: dict[str, list[Row]] = {}
    for subject in subjects:
        found = why(assessment, subject)
        if found is not None:
            cells = (found.name, said(found.value, found.unit), f"{_sentence(found.reading)} {_inputs(found)}".strip())
            by_formula.setdefault(_how(found, numbers), []).append(Row(cells, entity=subject.entity))
    return tuple(row for how, rows in by_formula.items() for row in (*_lead(how), *rows))


def _lead(how: str) -> tuple[Row, ...]:
    return (Row(("",) * len(_COLUMNS), lead=how),) if how else ()


def _how(one: Explanation, numbers: dict[str, int]) -> str:
    """The formula, then the numbers of its sources."""
    cited = [numbers.setdefault(words, len(numbers) + 1) for words in map(source_words, one.sources) if words]
    marks = "".join(f" [{number}]" for number in cited)
    return f"{_sentence(one.formula)}{marks}".strip()


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}." if words else ""


def _inputs(one: Explanation) -> str:
    given = [*one.parts, *one.inputs]
    words = [_input(part) for part in given[:_MOST_INPUTS]]
    if len(given) > _MOST_INPUTS:
        words.append(f"{len(given) - _MOST_INPUTS} more")
    return "; ".join(words)


def _input(part: Input) -> str:
    marked = " (assumed)" if part.origin == "assumed" else ""
    return f"{part.name}: {said(part.value, part.unit).rstrip('.')}{marked}"
