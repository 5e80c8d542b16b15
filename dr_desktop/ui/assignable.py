"""Which fields of a table can be given to many rows at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ASSIGNABLE: Final[Mapping[str, tuple[str, ...]]] = {
    "applications": ("tier", "scheme", "source_site", "recovery_sites", "backup_target", "backup_policy"),
    "machines": ("application", "protected", "scheme", "recovery_sites", "backup_target", "backup_policy"),
    "data_stores": ("application", "protected", "scheme", "recovery_sites", "backup_target", "backup_policy"),
    "tiers": ("scheme", "recovery_sites", "backup_target", "backup_policy"),
    "backup_targets": ("site", "placement", "product", "redundancy"),
    "drills": ("application", "kind", "scheme", "recovery_site", "backup_target"),
    "recovery_steps": ("application",),
}
