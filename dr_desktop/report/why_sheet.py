"""The explanation of a number as a sheet of facts, as the text of a cell note, and as a row of the appendix."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.citation import Source
from dr_desktop.assessment.explanation import Explanation, Input
from dr_desktop.plan.plan import TABLES, Plan
from dr_desktop.plan.shown import UNKNOWN, show_minutes, show_money, show_number
from dr_desktop.report.fact_sheet import (
    Fact,
    Figure,
    Formula,
    Heading,
    Link,
    Row,
    Words,
    go_to,
    open_page,
    sheet_lines,
)
from dr_desktop.report.names import name_of

_ORIGIN_WORDS: Final = {"assumed": "assumed", "imported": "imported", "catalog": "catalog"}
_GIB_OF_TIB: Final = 1024.0
_TIB_FROM_GIB: Final = 2048.0
_MOST_LINKS: Final = 6
_CODE_LENGTH: Final = 3  # of a currency, ISO 4217
_WHOLE_FROM: Final = 100.0
_PRICE_DECIMALS: Final = 4  # a GB costs cents
_NOTE_LENGTH: Final = 1_200


def explanation_facts(plan: Plan, explanation: Explanation) -> tuple[Fact, ...]:
    """The sheet of a number: value, formula, parts, inputs with where they come from, rules, sources, range, links."""
    one = explanation
    facts: list[Fact] = [Figure(one.name, said(one.value, one.unit))]
    facts += [Heading("Formula"), Formula(one.formula, one.reading)]
    if one.parts:
        facts.append(Heading("Parts"))
        facts += [_row(part) for part in one.parts]
        facts.append(Row("Sum" if _sums_up(one) else "Result", said(one.value, one.unit), bold=True))
    if one.inputs:
        facts.append(Heading("Inputs"))
        facts += [fact for given in one.inputs for fact in _input(given)]
    if one.rules:
        facts.append(Heading("Rule" if len(one.rules) == 1 else "Rules"))
        facts += [Words(words) for words in one.rules]
    if one.sources:
        facts.append(Heading("Source" if len(one.sources) == 1 else "Sources"))
        facts += [Words(source_words(source), "text.secondary") for source in one.sources]
    if one.low is not None and one.high is not None:
        facts.append(Heading("Range"))
        facts.append(Row("Low to high", f"{said(one.low, one.unit)} to {said(one.high, one.unit)}"))
    return (*facts, *_links(plan, one))


def explanation_lines(plan: Plan, explanation: Explanation) -> tuple[str, ...]:
    """The same as lines of text, without the links."""
    facts = [fact for fact in explanation_facts(plan, explanation) if not isinstance(fact, Link)]
    return tuple(sheet_lines(facts))


def note_text(plan: Plan, explanation: Explanation) -> str:
    """The explanation as the note of a cell: plain lines, shortened at a line where they are many."""
    kept: list[str] = []
    length = 0
    lines = explanation_lines(plan, explanation)
    for line in lines:
        if length + len(line) > _NOTE_LENGTH:
            kept.append("… more in the program: Why this number.")
            break
        kept.append(line)
        length += len(line) + 1
    return "\n".join(kept)


def said(value: float | str | None, unit: str) -> str:
    """A value with its unit, as a reader wants it; "not known" for None."""
    if value is None:
        return "not known"
    if isinstance(value, str):
        return value
    if unit == "min":
        return show_minutes(value)
    if len(unit) == _CODE_LENGTH and unit.isupper():
        return show_money(value, unit, 0 if abs(value) >= _WHOLE_FROM else 2)
    code, per, counted = unit.partition(" / ")
    if per and len(code) == _CODE_LENGTH and code.isupper():
        return f"{show_money(value, code, _PRICE_DECIMALS if 0 < abs(value) < 1 else 2)} / {counted}"
    if unit == "GiB" and abs(value) >= _TIB_FROM_GIB:
        return f"{show_number(value / _GIB_OF_TIB, 1)}\u00a0TiB"
    words = show_number(value, _decimals(value))
    return f"{words}\u00a0{unit}" if unit else words


def source_words(source: Source) -> str:
    """A source with its date, in words."""
    return ", ".join(part for part in (source.title, source.as_of, source.url) if part)


def _row(part: Input) -> Row:
    marked = _ORIGIN_WORDS.get(part.origin, "")
    return Row(f"{part.name}, {marked}" if marked else part.name, said(part.value, part.unit))


def _input(given: Input) -> tuple[Fact, ...]:
    """Long words do not fit beside a label: they stand below it."""
    if isinstance(given.value, str) and len(given.value) > len("a short word or three"):
        return (Words(given.name, bold=True), Words(given.value, "text.secondary"))
    return (_row(given),)


def _sums_up(one: Explanation) -> bool:
    values = [part.value for part in one.parts]
    if not isinstance(one.value, float | int) or not all(isinstance(value, float | int) for value in values):
        return False
    total = sum(value for value in values if isinstance(value, float | int))
    return abs(total - one.value) <= 1e-6 * max(1.0, abs(one.value))


def _links(plan: Plan, one: Explanation) -> list[Link]:
    links: list[Link] = []
    for place in dict.fromkeys(given.place for given in (*one.inputs, *one.parts) if given.place is not None):
        if len(links) >= _MOST_LINKS:
            break
        entity = place.entity if place.table in TABLES else ""
        about = name_of(plan, entity) if entity else UNKNOWN
        link = Link(f"Go to {about}" if about != UNKNOWN else "Go there", go_to(place.table, place.entity, place.field))
        if all(link.words != other.words for other in links):
            links.append(link)
    if one.assumed:
        links.append(Link("Go to Assumptions & prices", open_page("assumptions")))
    return links


def _decimals(value: float) -> int:
    if value == round(value):
        return 0
    return 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 4
