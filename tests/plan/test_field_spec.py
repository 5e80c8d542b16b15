"""Units, bounds, choices and help come from the field itself."""

import pytest

from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupPolicy
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.field_spec import field_spec, field_specs
from dr_desktop.plan.header import Header
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import TABLES
from dr_desktop.plan.site import Site

KINDS = {
    "text", "prose", "number", "whole", "minutes", "hours", "money", "date", "flag", "choice", "choices", "reference",
    "references", "numbers", "texts", "disks", "mapping",
}  # fmt: skip


@pytest.mark.parametrize("kind", [*TABLES.values(), Header])
def test_every_field_has_a_title_a_help_text_and_a_known_kind(kind: type[Entity]):
    for spec in field_specs(kind):
        assert spec.title, spec.name
        assert spec.help.endswith("."), spec.name
        assert spec.kind in KINDS, spec.name


@pytest.mark.parametrize("kind", TABLES.values())
def test_every_quantity_has_bounds_and_a_name_that_ends_in_its_unit(kind: type[Entity]):
    endings: dict[str, str | tuple[str, ...]] = {
        "GiB": "_gib", "GiB/day": "_gib_per_day", "MB/s": "_mb_s", "Mbit/s": "mbit_s", "ms": "_ms",
        "%": ("_percent", "_percent_per_day", "_percent_per_year"),
    }  # fmt: skip
    for spec in field_specs(kind):
        if spec.numeric:
            assert spec.minimum is not None, spec.name
            assert spec.maximum is not None, spec.name
        if spec.unit in endings:
            assert spec.name.endswith(endings[spec.unit]), spec.name


@pytest.mark.parametrize("kind", TABLES.values())
def test_every_reference_points_to_a_table_of_the_plan(kind: type[Entity]):
    for spec in field_specs(kind):
        if spec.kind in ("reference", "references"):
            assert spec.table in TABLES


@pytest.mark.parametrize(
    ("kind", "name", "expected", "unit"),
    [
        (Machine, "used_gib", "number", "GiB"),
        (Machine, "disks", "disks", ""),
        (Machine, "vcpus", "whole", "vCPU"),
        (Application, "rto_minutes", "minutes", "min"),
        (Application, "recovery_sites", "references", ""),
        (Application, "tier", "reference", ""),
        (BackupPolicy, "run_days", "choices", ""),
        (BackupPolicy, "full_months", "numbers", ""),
        (BackupPolicy, "block_clone", "flag", ""),
        (Site, "operational_from", "date", ""),
    ],
)
def test_the_kind_of_a_field_follows_from_its_type(kind: type[Entity], name: str, expected: str, unit: str):
    spec = field_spec(kind, name)
    assert (spec.kind, spec.unit) == (expected, unit)


def test_choices_come_with_their_words():
    assert field_spec(Application, "scheme").choices["backup_restore"] == "Backup-restore"
    assert field_spec(Application, "scheme").optional


def test_every_stored_choice_has_a_word_of_its_own():
    for kind in TABLES.values():
        for spec in field_specs(kind):
            if spec.choices:
                assert len(set(spec.choices.values())) == len(spec.choices)
                assert all("_" not in word for word in spec.choices.values())
