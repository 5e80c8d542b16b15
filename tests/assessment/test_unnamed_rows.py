"""Rows without a name are spoken of by what they are, never by their ids."""

from __future__ import annotations

import pytest

from dr_desktop.assessment.row_names import begun, named
from dr_desktop.assessment.rule import Rule
from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupTarget
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.machine import Machine


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        (BackupTarget(id="target-639a"), "a backup target without a name"),
        (Application(id="app-1"), "an application without a name"),
        (Machine(id="m-1"), "a machine without a name"),
        (Machine(id="m-1", name="db-01"), "db-01"),
    ],
)
def test_a_row_is_called_by_its_name_or_by_what_it_is(entity: Entity, words: str) -> None:
    assert named(entity) == words


def test_a_finding_that_begins_with_a_row_without_a_name_begins_with_a_capital() -> None:
    rule = Rule("x", "note", "Something.", "Somewhere")
    sentence = f"{named(BackupTarget(id='target-639a'))} states no capacity."
    found = rule.found("backup_targets", "target-639a", "capacity_gib", sentence, "State it.")
    assert found.sentence == "A backup target without a name states no capacity."


def test_a_name_keeps_the_letters_that_it_has() -> None:
    assert begun("a-server states no disk.") == "a-server states no disk."
    assert begun("vm-1 goes to a site without a name.") == "vm-1 goes to a site without a name."
