"""Plans of older versions, brought up one version at a time, as raw JSON and before anything is validated."""

from collections.abc import Callable
from typing import Any, Final

from dr_desktop.plan.assumptions import DEFINITIONS

Json = dict[str, Any]


def migrated(document: Json, version: int) -> Json:
    """The document of `version` in the form of the newest; the same object when it is that already.

    Raises KeyError, TypeError, ValueError or AttributeError when the document is not what its version promises.
    """
    for step in MIGRATIONS[version:]:
        document = step(document)
    return {**document, "schema_version": len(MIGRATIONS)} if version < len(MIGRATIONS) else document


def _from_0(document: Json) -> Json:
    """Version 0, before the first release: hours for objectives, one recovery site, disks as sizes, a flat list of
    assumptions, and a start month without its day."""
    header = dict(document["header"])
    if len(str(header.get("start_month", ""))) == len("2027-01"):
        header["start_month"] = f"{header['start_month']}-01"
    return {
        **document,
        "header": header,
        "tiers": [_objectives_in_minutes(_several_sites(row)) for row in document.get("tiers", [])],
        "applications": [_objectives_in_minutes(_several_sites(row)) for row in document.get("applications", [])],
        "machines": [_disks_as_rows(_several_sites(row)) for row in document.get("machines", [])],
        "assumptions": [
            {
                "id": key,
                "name": DEFINITIONS[key].name if key in DEFINITIONS else key,
                "base": base,
                "low": DEFINITIONS[key].low if key in DEFINITIONS else None,
                "high": DEFINITIONS[key].high if key in DEFINITIONS else None,
                "source": "Stated in an earlier version",
            }
            for key, base in dict(document.get("assumptions", {})).items()
        ],
    }


def _several_sites(row: Json) -> Json:
    changed = {key: value for key, value in row.items() if key != "recovery_site"}
    if "recovery_site" in row:
        changed["recovery_sites"] = None if row["recovery_site"] is None else [row["recovery_site"]]
    return changed


def _objectives_in_minutes(row: Json) -> Json:
    changed = {}
    for key, value in row.items():
        if key in ("rto_hours", "rpo_hours", "mtd_hours"):
            changed[key.replace("_hours", "_minutes")] = None if value is None else value * 60
        else:
            changed[key] = value
    return changed


def _disks_as_rows(row: Json) -> Json:
    changed = {key: value for key, value in row.items() if key != "disks_gib"}
    if "disks_gib" in row:
        changed["disks"] = [{"size_gib": size, "excluded": False} for size in row["disks_gib"]]
    return changed


MIGRATIONS: Final[tuple[Callable[[Json], Json], ...]] = (_from_0,)
"""The step at position n makes version n + 1 of version n."""
