"""Names: how people refer to another row of the plan, by its name or, where names are not enough, by its id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dr_desktop.plan.entity import Entity, Problem
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.typed_text import plain, quoted

_SUGGESTIONS: Final = 3
_ONE_OF: Final[dict[str, str]] = {
    "applications": "application",
    "backup_policies": "backup policy",
    "backup_targets": "backup target",
    "sites": "site",
    "tiers": "tier",
}


class Names:
    """The names of a plan's rows, gathered per table when first asked for; good for that plan only."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._ids_by_name: dict[str, dict[str, list[str]]] = {}

    def exactly(self, table: str, text: str) -> str | None:
        """The id of the one row of `table` that has this id or name; None when there is none, or more than one."""
        rows = self._plan.table(table)
        if text in rows:
            return text
        ids = self._names_of(table, rows).get(plain(text).casefold(), [])
        return ids[0] if len(ids) == 1 else None

    def find(self, table: str, text: str) -> str | Problem:
        """As `exactly`, with a Problem that offers what is near when there is not exactly one."""
        exact = self.exactly(table, text)
        if exact is not None:
            return exact
        rows = self._plan.table(table)
        ids_by_name = self._names_of(table, rows)
        ids = ids_by_name.get(plain(text).casefold(), [])
        kind = _ONE_OF.get(table, "row")
        if ids:
            shown = ", ".join(ids[:_SUGGESTIONS])
            return Problem(
                f"{len(ids)} rows are called {quoted(text)}.",
                f"Give one of them another name, or type its id: {shown}.",
            )
        from difflib import get_close_matches  # only for what cannot be found

        near = get_close_matches(plain(text).casefold(), ids_by_name, _SUGGESTIONS, 0.6)
        if near:
            offered = " or ".join(rows[ids_by_name[name][0]].name for name in near)
            return Problem(f"No {kind} is called {quoted(text)}.", f"Did you mean {offered}?")
        remedy = "Type a name that stands in this plan." if ids_by_name else f"Add the {kind} first."
        return Problem(f"No {kind} is called {quoted(text)}.", remedy)

    def shown(self, table: str, entity_id: str | None) -> str:
        """What to type for the row: its name where no other row has it, else its id; blank for None."""
        if entity_id is None:
            return ""
        rows = self._plan.table(table)
        entity = rows.get(entity_id)
        if entity is None or not entity.name.strip() or entity.name in rows:
            return entity_id
        alone = len(self._names_of(table, rows).get(plain(entity.name).casefold(), [])) == 1
        return entity.name if alone and plain(entity.name) else entity_id

    def _names_of(self, table: str, rows: Mapping[str, Entity]) -> dict[str, list[str]]:
        known = self._ids_by_name.get(table)
        if known is None:
            known = {}
            for key, entity in rows.items():
                if entity.name:
                    known.setdefault(plain(entity.name).casefold(), []).append(key)
            if table == "tiers":
                self._add_ranks(known)
            self._ids_by_name[table] = known
        return known

    def _add_ranks(self, known: dict[str, list[str]]) -> None:
        """Tables show the rank of a tier as its mark, so that is what people type; a name that is a number wins."""
        ranks: dict[str, list[str]] = {}
        for key, tier in self._plan.tiers.items():
            if tier.rank is not None:
                ranks.setdefault(str(tier.rank), []).append(key)
        for rank, keys in ranks.items():
            known.setdefault(rank, keys)
