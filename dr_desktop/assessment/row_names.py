"""What a sentence calls a row of the plan, whether it has a name or not."""

from __future__ import annotations

from typing import Final

from dr_desktop.plan.entity import Entity
from dr_desktop.plan.plan import TABLES
from dr_desktop.plan.table_edit import row_word

_WITHOUT: Final = " without a name"


def named(entity: Entity) -> str:
    """What people call it; where it has no name, what kind of row it is: 'a backup target without a name'."""
    return entity.name or _nameless(entity)


def begun(sentence: str) -> str:
    """The sentence with a capital where a row without a name begins it; names keep the letters that they have."""
    if sentence.startswith(("a ", "an ")) and _WITHOUT in sentence:
        return sentence[0].upper() + sentence[1:]
    return sentence


def _nameless(entity: Entity) -> str:
    (word,) = [row_word(table) for table, kind in TABLES.items() if type(entity) is kind] or ["row"]
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}{_WITHOUT}"
