"""Cases of the rules about landing, the storage of stamps, Azure Backup Server and second copies."""

from __future__ import annotations

from tests.assessment.quiet_estate import add, both, edit
from tests.assessment.rule_case import Case

_SOUTH = ("sites", "south")
_VAULT = ("backup_targets", "vault")
_MABS = edit(*_VAULT, product="mabs")
_KEPT = edit(*_VAULT, passphrase_kept="Safe of the head of operations")
_STILL = edit("assumptions", "growth_percent_per_year", base=0.0)
_CLOUD = add("backup_targets", "cloud", site="azure", placement="azure", redundancy="lrs")
_THERE = add("backup_copies", "there", from_target="vault", to_target="cloud", every_hours=24.0)
_BACK = add("backup_copies", "back", from_target="cloud", to_target="vault", every_hours=24.0)
_BACK_OF_ANOTHER = both(
    add("backup_copies", "there", from_target="vault", to_target="cloud", every_hours=24.0, applications=("billing",)),
    add("backup_copies", "back", from_target="cloud", to_target="vault", every_hours=24.0, applications=("portal",)),
)

CASES = (
    Case(
        "landing-short",
        (*_SOUTH, "node_memory_gib"),
        "After the loss of North, South is short of",
        edit(*_SOUTH, node_memory_gib=160.0),
        edit(*_SOUTH, node_memory_gib=256.0),
    ),
    Case(
        "landing-short",
        (*_SOUTH, "node_cores"),
        "short of 8\u00a0vCPU for 7 machines",
        edit(*_SOUTH, used_vcpus=1004),
        edit(*_SOUTH, used_vcpus=996),
    ),
    Case(
        "landing-short",
        (*_SOUTH, "storage_usable_gib"),
        "of storage for 7 machines",
        both(_STILL, edit(*_SOUTH, storage_usable_gib=7_900.0)),
        both(_STILL, edit(*_SOUTH, storage_usable_gib=8_100.0)),
    ),
    Case(
        "landing-not-known",
        (*_SOUTH, "used_memory_gib"),
        "does not state memory used",
        edit(*_SOUTH, used_memory_gib=None),
        edit("sites", "north", used_memory_gib=None),
    ),
    Case(
        "landing-machines-unsized",
        (*_SOUTH, "node_memory_gib"),
        "1 of the machines that recover on South",
        edit("machines", "portal-1", memory_gib=None),
        edit("machines", "build-1", memory_gib=None),
    ),
    Case(
        "used-below-plan",
        ("sites", "north", "used_memory_gib"),
        "the plan's own machines and stand-bys there ask",
        edit("sites", "north", used_memory_gib=100.0),
        edit("sites", "north", used_memory_gib=176.0),
    ),
    Case(
        "storage-above-drives",
        (*_SOUTH, "storage_usable_gib"),
        "its drives give",
        edit(*_SOUTH, drives_per_node=10, drive_gib=7_000.0),
        edit(*_SOUTH, drives_per_node=40, drive_gib=7_000.0),
    ),
    Case(
        "mabs-pool-small",
        (*_VAULT, "capacity_gib"),
        "the rule of thumb for Azure Backup Server is 1.5 times",
        both(_MABS, edit(*_VAULT, capacity_gib=4_000.0), _STILL),
        both(_MABS, edit(*_VAULT, capacity_gib=4_100.0), _STILL),
    ),
    Case(
        "mabs-vault-limits",
        (*_VAULT, "product"),
        "one vault takes 50 servers and 2,000 data sources",
        both(_MABS, add("machines", "lake", application="billing", protected="yes", used_gib=2_300_000.0), _STILL),
        both(_MABS, add("machines", "lake", application="billing", protected="yes", used_gib=2_100_000.0), _STILL),
    ),
    Case(
        "mabs-passphrase",
        (*_VAULT, "passphrase_kept"),
        "is not stated",
        _MABS,
        both(_MABS, _KEPT),
    ),
    Case(
        "mabs-passphrase",
        (*_VAULT, "passphrase_kept"),
        "is kept at depot, which is lost together with the stamp",
        both(_MABS, edit(*_VAULT, passphrase_kept="depot")),
        edit(*_VAULT, passphrase_kept=""),
    ),
    Case(
        "copy-circle",
        ("backup_copies", "there", "to_target"),
        "Depot vault → Cloud → Depot vault",
        both(_CLOUD, _THERE, _BACK),
        both(_CLOUD, _BACK_OF_ANOTHER),
    ),
)
