"""Why a number is what it is: one record for every result, shown in the window, in cell notes and in the appendix.

An explanation is built when it is asked for, from the assessment; nothing of it is kept.
"""

from collections.abc import Callable, Mapping
from typing import Final, Literal, NamedTuple

from dr_desktop.assessment.citation import Source
from dr_desktop.assessment.results import Assessment

Origin = Literal["stated", "imported", "assumed", "catalog", "computed"]


class Subject(NamedTuple):
    """Which number: the kind of thing it belongs to, the thing's id, the part of it, and the month of the horizon.

    `kind` is a key of `why.EXPLAINERS`; `part` the name of the field that holds the number in the result record;
    `month` counts from 0, None where the number has no month.
    """

    kind: str
    entity: str
    part: str
    month: int | None = None


RESULT_KINDS: Final = {
    "applications": "application",
    "machines": "machine",
    "data_stores": "data_store",
    "backup_targets": "target",
    "sites": "stamp",
    "links": "link",
}
"""The kind under which the results of a table's rows are explained."""


class Place(NamedTuple):
    """Where an input is stated: table, id and field; a click goes there."""

    table: str
    entity: str
    field: str


class Input(NamedTuple):
    """One number (or word) that goes into a result, where it comes from, and where it can be changed."""

    name: str
    value: float | str | None
    unit: str = ""
    origin: Origin = "computed"
    place: Place | None = None


class Explanation(NamedTuple):
    """Why a number is so. `value` is not rounded; None is said as "not known", with the reason in `reading`.

    `formula` is in words; `reading` says how to read it, which rule is used where sources count differently, or what
    is missing. `parts` are addends that make up the value, in its unit. `low` and `high` follow from the ranges of the
    assumptions, where they are known.
    """

    subject: Subject
    name: str
    value: float | str | None
    unit: str
    formula: str
    reading: str = ""
    parts: tuple[Input, ...] = ()
    inputs: tuple[Input, ...] = ()
    rules: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    low: float | None = None
    high: float | None = None

    @property
    def assumed(self) -> tuple[Input, ...]:
        """The inputs that nobody measured or stated."""
        return tuple(one for one in self.inputs if one.origin == "assumed")


Explain = Callable[[Assessment, Subject], Explanation | None]
Explainers = Mapping[str, Explain]

NO_SOURCE: Final = Source("Definition of DR Desktop", "", "")
