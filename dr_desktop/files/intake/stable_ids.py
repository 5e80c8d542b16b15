"""Ids of rows that an import adds."""

import hashlib
from collections.abc import Iterable, Mapping

from dr_desktop.plan.plan import ID_PREFIX


def free_id(table: str, seed: str, taken: Iterable[str]) -> str:
    """An id that follows from the seed alone, so that importing the same file twice gives the same plan."""
    known = taken if isinstance(taken, set | Mapping) else set(taken)
    salt = 0
    while True:
        digest = hashlib.sha256(f"{salt} {seed}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
        found = f"{ID_PREFIX[table]}-{digest}"
        if found not in known:
            return found
        salt += 1
