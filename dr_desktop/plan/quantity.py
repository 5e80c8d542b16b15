"""The types of the plan's fields: each number carries its unit, its decimals and its bounds.

A field is written `used_gib: Gib = Field(None, title=..., description=...)`; everything else that a table, an export or
an error message needs to know of it is read back by `field_spec`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, NamedTuple, cast

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema


def _schema_made_once(mark: Any, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
    """Fifty fields are minutes and forty are counts: what pydantic makes of a type is made once, and copied.

    By `mark` too, which is of one type only: of `Annotated[float, Field(ge=0), mark]` the source is `float`, without
    the bound that the schema has. A field must add no bound of its own to a type with a mark: another field of that
    type would have it too. A test holds that of all fields.
    """
    made = _SCHEMAS.get((id(mark), id(source)))
    if made is None:
        made = _SCHEMAS[id(mark), id(source)] = (mark, source, handler(source))
    return cast(CoreSchema, {**made[2]})


#: by identity, with what must live on so that its identity stays its own
_SCHEMAS: Final[dict[tuple[int, int], tuple[Any, Any, CoreSchema]]] = {}


class Unit(NamedTuple):
    """How a stored number is measured and shown. `kind` separates the ways it may be typed."""

    symbol: str
    decimals: int = 0
    kind: str = "number"

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return _schema_made_once(self, source, handler)


class Reference(NamedTuple):
    """The table of the plan whose entities a field points to, by id."""

    table: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return _schema_made_once(self, source, handler)


class Prose:
    """Text of more than one line."""


_GIGA = 1_000_000_000.0
_TEN_YEARS_MINUTES = 5_256_000.0

Gib = Annotated[Annotated[float, Field(ge=0, le=_GIGA, allow_inf_nan=False)] | None, Unit("GiB", 1)]
GibPerDay = Annotated[Annotated[float, Field(ge=0, le=_GIGA, allow_inf_nan=False)] | None, Unit("GiB/day", 1)]
MegabytesPerSecond = Annotated[Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)] | None, Unit("MB/s", 1)]
MegabitsPerSecond = Annotated[Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)] | None, Unit("Mbit/s")]
Milliseconds = Annotated[Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False)] | None, Unit("ms", 1)]
Minutes = Annotated[
    Annotated[float, Field(ge=0, le=_TEN_YEARS_MINUTES, allow_inf_nan=False)] | None, Unit("min", 0, "minutes")
]
Hours = Annotated[Annotated[float, Field(ge=0, le=87_600, allow_inf_nan=False)] | None, Unit("h", 1, "hours")]
HourOfDay = Annotated[Annotated[float, Field(ge=0, lt=24, allow_inf_nan=False)] | None, Unit("h", 1, "hours")]
Percent = Annotated[Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] | None, Unit("%", 1)]
Growth = Annotated[Annotated[float, Field(ge=-99, le=1_000, allow_inf_nan=False)] | None, Unit("%", 1)]
Degrees = Annotated[Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] | None, Unit("°", 4)]
Money = Annotated[Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False)] | None, Unit("", 2, "money")]
Amount = Annotated[Annotated[float, Field(ge=-1e12, le=1e12, allow_inf_nan=False)] | None, Unit("", 2)]
Units = Annotated[Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False)] | None, Unit("")]
Cores = Annotated[Annotated[int, Field(ge=0, le=1_000_000)] | None, Unit("vCPU")]
Count = Annotated[Annotated[int, Field(ge=0, le=1_000_000)] | None, Unit("")]
Days = Annotated[Annotated[int, Field(ge=0, le=36_500)] | None, Unit("d")]
Date = Annotated[date | None, Unit("", 0, "date")]
Text = Annotated[str, Field(max_length=20_000)]
CountryCode = Annotated[str, Field(pattern=r"^(?:[A-Za-z]{2})?$")]
LongText = Annotated[str, Field(max_length=200_000), Prose()]

SiteRef = Annotated[str | None, Reference("sites")]
SiteRefs = Annotated[tuple[str, ...] | None, Reference("sites")]
LinkRef = Annotated[str | None, Reference("links")]
TierRef = Annotated[str | None, Reference("tiers")]
TargetRef = Annotated[str | None, Reference("backup_targets")]
PolicyRef = Annotated[str | None, Reference("backup_policies")]
ApplicationRef = Annotated[str | None, Reference("applications")]
ApplicationRefs = Annotated[tuple[str, ...], Reference("applications")]
