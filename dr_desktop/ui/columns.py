"""Column: what one column of a table shows and which field it edits. Units, choices and help come from the field."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from dr_desktop.assessment.results import SEVERITIES, Assessment, Finding, Severity
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.field_spec import FieldSpec
from dr_desktop.plan.numbers import DecimalMark, edit_number
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import UNKNOWN, show_date, show_minutes, show_money, show_number
from dr_desktop.plan.typed import text_from_value

Band = Literal["stated", "follows"]
Origin = Literal["own", "tier", "application", "assumed", "follows", "none"]


class Row(NamedTuple):
    """One row of a table as a column sees it: the entity and what follows for it, None while nothing does.

    `group` and `decimal` are the marks of the reader's locale; `worst` maps a field to the worst open finding there.
    """

    plan: Plan
    entity: Entity
    result: Any
    assessment: Assessment | None
    worst: Mapping[str, Severity]
    group: str = ","
    decimal: DecimalMark = "."


class Found(NamedTuple):
    """A cell's value in its stored unit (None: not known) and where it comes from."""

    value: Any
    origin: Origin


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column. Without `field` it is read-only: it follows from the plan.

    `show` says a value of the column, also a sum of them. `sign` names a severity, a verdict or "" of a row, `why` says
    what the value of a row rests on. `mark` paints the value as a tier mark. `unit` stands beside sums. `width` is px.
    """

    key: str
    heading: str
    found: Callable[[Row], Found]
    show: Callable[[Any, Row], str]
    spec: FieldSpec | None
    band: Band
    width: int
    help: str
    numeric: bool = False
    sums: bool = False
    unit: str = ""
    hidden: bool = False
    bold: bool = False
    mark: bool = False
    sign: Callable[[Row], str] = lambda _row: ""
    why: Callable[[Row], str] = lambda _row: ""
    reads: frozenset[str] = frozenset()

    @property
    def field(self) -> str | None:
        """The field that the column edits; None for what follows from the plan."""
        return self.spec.name if self.spec else None

    def text(self, row: Row) -> str:
        """What the cell shows."""
        return self.show(self.found(row).value, row)

    def full_text(self, row: Row) -> str:
        """What copying the cell gives: every digit, and words that can be pasted back."""
        value = self.found(row).value
        if self.spec is not None:
            return text_from_value(row.plan, self.spec, value, row.decimal)
        if value is None:
            return ""
        return edit_number(value, row.decimal) if isinstance(value, int | float) else self.show(value, row)


def follows(
    key: str,
    heading: str,
    value: Callable[[Row], Any],
    show: Callable[[Any, Row], str],
    width: int = 80,
    *,
    help: str = "",  # noqa: A002 (the word that a field has, too)
    numeric: bool = True,
    sums: bool = False,
    unit: str = "",
    hidden: bool = False,
    sign: Callable[[Row], str] = lambda _row: "",
    why: Callable[[Row], str] = lambda _row: "",
    reads: frozenset[str] = frozenset(),
) -> Column:
    """A read-only column. `value` is asked only while there is a result."""

    def found(row: Row) -> Found:
        return Found(None if row.result is None else value(row), "follows")

    return Column(
        key=key,
        heading=heading,
        found=found,
        show=show,
        spec=None,
        band="follows",
        width=width,
        help=help,
        numeric=numeric,
        sums=sums,
        unit=unit,
        hidden=hidden,
        sign=sign,
        why=why,
        reads=reads,
    )


def minutes(value: Any, _row: Row) -> str:
    """A length of time, given in minutes."""
    return show_minutes(value, in_table=True)


def whole(value: Any, row: Row) -> str:
    """A number without decimals."""
    return show_number(value, 0, row.group, row.decimal)


def one_decimal(value: Any, row: Row) -> str:
    """A number with one decimal."""
    return show_number(value, 1, row.group, row.decimal)


def tib(value: Any, row: Row) -> str:
    """A size in TiB with one decimal, given in GiB."""
    return show_number(None if value is None else value / 1024, 1, row.group, row.decimal)


def money(value: Any, row: Row) -> str:
    """An amount in the plan's currency."""
    return show_money(value, row.plan.header.currency, 0, row.group, row.decimal)


def words(value: Any, _row: Row) -> str:
    """A text, or the dash where there is none."""
    return str(value) if value else UNKNOWN


def day(value: Any, _row: Row) -> str:
    """A day."""
    return show_date(value)


def month(value: Any, _row: Row) -> str:
    """A month, given as any day in it."""
    return UNKNOWN if value is None else show_date(value).partition(" ")[2]


def worst_by_field(findings: Iterable[Finding]) -> Mapping[str, Severity]:
    """Per field of an entity, the severity of its worst finding that nobody accepted."""
    worst: dict[str, Severity] = {}
    for finding in findings:
        known = worst.get(finding.field)
        if not finding.accepted and (known is None or SEVERITIES.index(finding.severity) < SEVERITIES.index(known)):
            worst[finding.field] = finding.severity
    return worst


def sort_value(column: Column, row: Row) -> Any:
    """What the column is sorted by: a number where there is one, else the words; None where nothing is known."""
    value = column.found(row).value
    if value is None:
        return None
    if column.mark:
        return tier_rank(row.plan, value)
    if column.numeric or isinstance(value, date):
        return value
    shown = column.show(value, row)
    return None if shown in ("", UNKNOWN) else shown


def tier_rank(plan: Plan, tier_id: str | None) -> int | None:
    """The rank that a tier mark shows; None without a tier, or where the tier has no rank."""
    tier = plan.tiers.get(tier_id or "")
    return tier.rank if tier is not None else None
