"""Plans of older versions, brought up one version at a time, as raw JSON and before anything is validated."""

from collections.abc import Callable
from typing import Any, Final

from dr_desktop.plan.assumptions import DEFINITIONS

Json = dict[str, Any]


class MisfitError(ValueError):
    """What its version does not permit: the path to it, and what that should be, as the end of “is not”.

    With `beside` it is a field that the version does not have, and that would be lost with the one it has.
    """

    def __init__(self, path: tuple[str | int, ...], wanted: str = "", beside: str = "") -> None:
        super().__init__(wanted or beside)
        self.path = path
        self.wanted = wanted
        self.beside = beside


def migrated(document: Json, version: int) -> Json:
    """The document of `version` in the form of the newest; the same object when it is that already.

    Raises MisfitError when the document is not what its version promises; what a version leaves as it is,
    it does not look at.
    """
    for step in MIGRATIONS[version:]:
        document = step(document)
    return {**document, "schema_version": len(MIGRATIONS)} if version < len(MIGRATIONS) else document


def _from_0(document: Json) -> Json:
    """Version 0, before the first release: hours for objectives, one recovery site, disks as sizes, a flat list of
    assumptions, and a start month without its day."""
    changed = {**document}
    if "header" in document:
        changed["header"] = _first_of_month(_named(document, "header"))
    for table in ("tiers", "applications"):
        if table in document:
            rows = _rows(document, table)
            changed[table] = [_in_minutes(_several_sites(row, (table, at)), (table, at)) for at, row in rows]
    if "machines" in document:
        rows = _rows(document, "machines")
        changed["machines"] = [
            _disks_as_rows(_several_sites(row, ("machines", at)), ("machines", at)) for at, row in rows
        ]
    if "assumptions" in document:
        changed["assumptions"] = [_assumption(key, base) for key, base in _named(document, "assumptions").items()]
    return changed


def _named(document: Json, key: str) -> Json:
    if not isinstance(document[key], dict):
        raise MisfitError((key,), "a group of named values")
    return dict(document[key])


def _rows(document: Json, table: str) -> list[tuple[int, Json]]:
    if not isinstance(document[table], list):
        raise MisfitError((table,), "a list of rows")
    for at, row in enumerate(document[table]):
        if not isinstance(row, dict):
            raise MisfitError((table, at), "a row with named fields")
    return list(enumerate(document[table]))


def _renamed(row: Json, old: str, new: str, value: Any, path: tuple[str | int, ...]) -> Json:
    """The row with `value` under its new name in the place of the old one; never over one that is there already."""
    if new in row:
        raise MisfitError((*path, new), beside=old)
    return {new if key == old else key: value if key == old else one for key, one in row.items()}


def _first_of_month(header: Json) -> Json:
    month = header.get("start_month")
    if isinstance(month, str) and len(month) == len("2027-01"):
        header["start_month"] = f"{month}-01"
    return header


def _several_sites(row: Json, path: tuple[str | int, ...]) -> Json:
    if "recovery_site" not in row:
        return row
    site = row["recovery_site"]
    return _renamed(row, "recovery_site", "recovery_sites", None if site is None else [site], path)


def _in_minutes(row: Json, path: tuple[str | int, ...]) -> Json:
    for key in [key for key in row if key in ("rto_hours", "rpo_hours", "mtd_hours")]:
        hours = row[key]
        if isinstance(hours, bool) or not isinstance(hours, int | float | None):
            raise MisfitError((*path, key), "a number of hours")
        minutes = None if hours is None else hours * 60
        row = _renamed(row, key, key.replace("_hours", "_minutes"), minutes, path)
    return row


def _disks_as_rows(row: Json, path: tuple[str | int, ...]) -> Json:
    if "disks_gib" not in row:
        return row
    if not isinstance(row["disks_gib"], list):
        raise MisfitError((*path, "disks_gib"), "a list of sizes in GiB")
    disks = [{"size_gib": size, "excluded": False} for size in row["disks_gib"]]
    return _renamed(row, "disks_gib", "disks", disks, path)


def _assumption(key: str, base: Any) -> Json:
    known = DEFINITIONS.get(key)
    return {
        "id": key,
        "name": known.name if known else key,
        "base": base,
        "low": known.low if known else None,
        "high": known.high if known else None,
        "source": "Stated in an earlier version",
    }


MIGRATIONS: Final[tuple[Callable[[Json], Json], ...]] = (_from_0,)
"""The step at position n makes version n + 1 of version n."""
