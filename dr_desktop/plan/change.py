"""What differs between two plans: removed, inserted and changed rows, found by identity."""

from typing import NamedTuple

from dr_desktop.plan.plan import Plan, table_names
from dr_desktop.plan.rows import other_rows


class TableChange(NamedTuple):
    """Ids of one table, `changed` in no order; `moved` when rows that stayed stand in another order."""

    removed: tuple[str, ...]
    inserted: tuple[str, ...]
    changed: tuple[str, ...]
    moved: bool

    @property
    def same_rows(self) -> bool:
        """Whether the table still has the same rows in the same order, whatever is in them."""
        return not (self.removed or self.inserted or self.moved)


class Change(NamedTuple):
    """The tables that differ, by name. `header` tells whether the header does."""

    header: bool
    tables: dict[str, TableChange]

    def __bool__(self) -> bool:
        return self.header or bool(self.tables)


def compare(before: Plan, after: Plan) -> Change:
    """The difference of two plans. Entities that are the same object are the same; nothing is compared by value."""
    global _latest
    if _latest is None or _latest[0] is not before or _latest[1] is not after:
        _latest = (before, after, _compared(before, after))
    return _latest[2]


# An edit is compared by the document, by the assessment and by who shows it, always the same two plans in turn.
_latest: tuple[Plan, Plan, Change] | None = None


def _compared(before: Plan, after: Plan) -> Change:
    tables: dict[str, TableChange] = {}
    for name in table_names():
        old, new = before.table(name), after.table(name)
        if old is new:
            continue
        same_rows = other_rows(old, new)
        if same_rows is not None:
            difference = TableChange((), (), tuple(same_rows), moved=False)
        else:
            changed = tuple([key for key, one in new.items() if key in old and old[key] is not one])
            removed = tuple([key for key in old if key not in new])
            inserted = tuple([key for key in new if key not in old])
            moved = [key for key in old if key in new] != [key for key in new if key in old]
            difference = TableChange(removed, inserted, changed, moved)
        if any(difference):
            tables[name] = difference
    return Change(before.header is not after.header, tables)
