"""How the columns of a table are to be taken: shipped for known tools, stated by the planner for any other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from dr_desktop.bundled import bundled
from dr_desktop.files.intake.headers import GIB_PER_UNIT, read_heading
from dr_desktop.files.intake.inventory import Refusal

MACHINE_FIELDS: Final = (
    "name", "id", "vm_uuid", "power", "template", "left_out", "vcpus", "memory", "capacity", "disk", "provisioned",
    "in_use", "guest_consumed", "os", "os_version", "environment", "application", "role", "folder", "datacenter",
    "cluster", "host", "address", "size", "change", "churn", "peak_churn", "scale_set",
)  # fmt: skip
"""What a column can be taken as. Sizes are `memory`, `capacity` (all disks), `disk` (one disk, `#` stands for its
number), `provisioned`, `in_use`, `guest_consumed`; `left_out` is a status by which rows are left out."""

OWN_MAPPING: Final = "own-mapping"
"""Key of a mapping that a planner stated."""

APPLICATION_FIELDS: Final = (
    "name", "business_owner", "technical_owner", "subscription", "environment", "tier", "rto_minutes", "rpo_minutes",
    "mtd_minutes", "downtime_cost_per_hour", "data_class", "depends_on", "notes",
)  # fmt: skip
"""What a column of a list of applications can be taken as."""

SIZE_FIELDS: Final = frozenset({"memory", "capacity", "disk", "provisioned", "in_use", "guest_consumed"})
MAX_MAPPING_BYTES: Final = 1 << 20


class TableMapping(NamedTuple):
    """Headings, as the tool writes them, to what is read of them."""

    key: str
    words: str
    tried: bool
    """Whether it was ever tried on a real file; a mapping made from documents only is marked so."""
    confidence: float
    tabs: tuple[str, ...]
    """Folded names of the tabs it applies to; empty: any tab, and any text file."""
    columns: Mapping[str, tuple[str, ...]]
    """Field to the headings that the tool gave it over the years, the preferred one first."""
    telling: tuple[tuple[str, ...], ...]
    """Groups of headings; one of each group must be there for the table to be recognised."""
    units: Mapping[str, float]
    """GiB in one unit, for size columns whose heading names none."""
    codes: Mapping[str, Mapping[str, str]]
    """Field to the codes of its cells: folded text to `on`, `off`, `windows`, `linux`."""
    left_out: Mapping[str, str]
    """Folded text of the column `left_out` to the reason why such rows are left out."""
    unused: tuple[str, ...]
    """Documented headings that no plan needs; others that are not mapped are kept as tags."""
    of: Literal["machines", "applications"] = "machines"
    """What its rows are. Of applications the fields are those of the plan, each with one heading."""

    def by_name(self) -> dict[str, str]:
        """Comparable heading name to field."""
        return {
            read_heading(heading).name: field
            for field, headings in self.columns.items()
            for heading in reversed(headings)
            if "#" not in heading
        }

    def numbered(self) -> Iterator[tuple[str, re.Pattern[str]]]:
        """Fields whose headings carry a number, with the pattern of their comparable names."""
        for field, headings in self.columns.items():
            for heading in headings:
                if "#" in heading:
                    pattern = re.escape(read_heading(heading).name).replace(re.escape("#"), r"(\d{1,3})")
                    yield field, re.compile(pattern)


def shipped_mappings() -> tuple[TableMapping, ...]:
    """The mappings that come with the program, the most particular first."""
    listed: list[Any] = json.loads(bundled("intake", "table_mappings.json").read_bytes())["mappings"]
    return tuple(sorted((_mapping(one) for one in listed), key=lambda one: -one.confidence))


def mapping_from_file(path: Path) -> TableMapping | Refusal:
    """A planner's own mapping: JSON with `columns`, and where needed `tabs`, `units`, `codes`, `left_out`, `words`."""
    try:
        if path.stat().st_size > MAX_MAPPING_BYTES:
            return _wrong(path, "it is larger than any mapping")
        stated = json.loads(path.read_bytes())
    except OSError as fault:
        return _wrong(path, str(fault.strerror or "it cannot be opened").casefold())
    except (ValueError, RecursionError):
        return _wrong(path, "it is no JSON")
    return mapping_from(stated, path)


def mapping_from(stated: Any, path: Path) -> TableMapping | Refusal:
    """As `mapping_from_file`, of what its JSON states."""
    columns = stated.get("columns") if isinstance(stated, dict) else None
    of = stated.get("of", "machines") if isinstance(stated, dict) else ""
    fields = APPLICATION_FIELDS if of == "applications" else MACHINE_FIELDS
    if of not in ("machines", "applications"):
        return _wrong(path, "“of” is neither machines nor applications")
    if not isinstance(columns, dict) or "name" not in columns:
        return _wrong(path, "it does not say under “columns” which heading holds the “name”")
    unknown = [field for field in columns if field not in fields]
    if unknown:
        return _wrong(path, f"it maps to “{unknown[0]}”, which is none of {', '.join(fields)}")
    try:
        return _mapping({"key": OWN_MAPPING, "words": f"Table, by {path.name}", "confidence": 1.0, **stated})
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        return _wrong(path, f"{fault} is not what was expected there")


def mapping_of_columns(
    of: Literal["machines", "applications"], columns: Mapping[str, Sequence[str]], words: str
) -> TableMapping:
    """A planner's own mapping from field to headings, `name` among them."""
    stated = {"key": OWN_MAPPING, "words": words, "confidence": 1.0, "tried": True, "of": of, "columns": columns}
    return _mapping(stated)


def mapping_text(mapping: TableMapping) -> str:
    """The mapping as the JSON that `mapping_from_file` reads."""
    names = {gib: unit for unit, gib in GIB_PER_UNIT.items()}
    words = {
        "of": mapping.of,
        "words": mapping.words,
        "tried": mapping.tried,
        "columns": mapping.columns,
        "tabs": mapping.tabs,
        "units": {field: names[gib] for field, gib in mapping.units.items()},
        "codes": mapping.codes,
        "left_out": mapping.left_out,
        "unused": mapping.unused,
    }
    return json.dumps(words, indent=1, ensure_ascii=False)


def _mapping(stated: Mapping[str, Any]) -> TableMapping:
    columns = {str(field): _texts(headings) for field, headings in stated["columns"].items()}
    return TableMapping(
        key=str(stated["key"]),
        words=str(stated["words"]),
        tried=bool(stated.get("tried", False)),
        confidence=float(stated.get("confidence", 0.5)),
        tabs=tuple(tab.casefold() for tab in _texts(stated.get("tabs", ()))),
        columns=columns,
        telling=tuple(_texts(group) for group in stated.get("telling", (columns["name"],))),
        units={field: GIB_PER_UNIT[unit.casefold()] for field, unit in stated.get("units", {}).items()},
        codes={
            field: {str(code).casefold(): str(means) for code, means in codes.items()}
            for field, codes in stated.get("codes", {}).items()
        },
        left_out={str(code).casefold(): str(why) for code, why in stated.get("left_out", {}).items()},
        unused=_texts(stated.get("unused", ())),
        of="applications" if stated.get("of") == "applications" else "machines",
    )


def _texts(stated: Any) -> tuple[str, ...]:
    return (stated,) if isinstance(stated, str) else tuple(str(text) for text in stated)


def _wrong(path: Path, why: str) -> Refusal:
    remedy = 'Write a mapping such as {"columns": {"name": "Server", "vcpus": "CPU", "memory": "RAM GB"}}.'
    return Refusal(path.name, "", f"The mapping cannot be used: {why}.", remedy)
