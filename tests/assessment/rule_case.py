"""A case of one rule: an edit of the quiet estate that breaks it, and one that comes close and does not."""

from __future__ import annotations

from typing import NamedTuple

from tests.assessment.quiet_estate import Edit


class Case(NamedTuple):
    """`wrong` makes the rule fire at table, entity and field, and `says` is part of its sentence; `right` does not."""

    rule: str
    at: tuple[str, str, str]
    says: str
    wrong: Edit
    right: Edit
