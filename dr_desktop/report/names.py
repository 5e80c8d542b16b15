"""Names of what a plan holds, as documents and pictures write them."""

from __future__ import annotations

from collections.abc import Iterable

from dr_desktop.plan.plan import Plan, table_names
from dr_desktop.plan.shown import UNKNOWN

_TABLES = ("applications", "machines", "data_stores", "sites", "backup_targets", "backup_policies", "tiers", "links")


def name_of(plan: Plan, entity_id: str | None) -> str:
    """What people call an entity; a link by its two ends; the id where it has no name; – for None."""
    if not entity_id:
        return UNKNOWN
    if entity_id == plan.header.id:
        return plan.header.name or "The plan"
    for table in (*_TABLES, *(name for name in table_names() if name not in _TABLES)):
        found = plan.table(table).get(entity_id)
        if found is None:
            continue
        if table == "links" and not found.name:
            link = plan.links[entity_id]
            return f"{name_of(plan, link.from_site)} – {name_of(plan, link.to_site)}"
        return found.name or entity_id
    return entity_id


def names_of(plan: Plan, ids: Iterable[str]) -> str:
    """Several names with commas; – for none."""
    return ", ".join(name_of(plan, one) for one in ids) or UNKNOWN


def counted(number: int, one: str, many: str | None = None) -> str:
    """1 application, 3 applications: a number of digits with the right form of its word."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Iterable[str]) -> str:
    """a, b and c."""
    found = list(words)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}" if found else ""
