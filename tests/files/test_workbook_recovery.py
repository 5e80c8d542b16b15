"""The sheets of recoveries and of topology: a row for each application, and none for one that is not there."""

from __future__ import annotations

import pytest

from dr_desktop.assessment.simulated_losses import simulated_losses
from dr_desktop.files.workbook_applications import topology_sheet
from dr_desktop.files.workbook_columns import plain
from dr_desktop.files.workbook_recovery import recovery_sheet
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan
from tests.assessment.recovering import LOSS, altered, assessed, estate, restored


def plan() -> Plan:
    made = estate(restored("shop", tier="gold")).put("scenarios", LOSS)
    return made.put("applications", altered(made.applications[UNASSIGNED], source_site=LOSS.lost_site))


def listed(made: Plan) -> list[str]:
    assessment = assessed(made)
    return [str(plain(row[-1])) for row in recovery_sheet(assessment, simulated_losses(assessment)).rows]


def test_an_empty_unassigned_is_not_listed_among_the_recoveries():
    assert listed(plan()) == ["shop"]


def test_an_empty_unassigned_has_no_row_in_the_sheet_of_topology_either():
    def named(made: Plan) -> list[str]:
        return [str(plain(row[-1])) for row in topology_sheet(assessed(made)).rows]

    assert UNASSIGNED not in named(plan())
    assert UNASSIGNED in named(plan().put("machines", Machine(id="lone", name="lone", application=UNASSIGNED)))


@pytest.mark.parametrize("protected", ["yes", "undecided"])
def test_unassigned_is_listed_while_a_machine_lies_in_it(protected: str):
    lone = Machine(id="lone", name="lone", application=UNASSIGNED, used_gib=10.0).changed(protected=protected)
    assert isinstance(lone, Machine)
    assert sorted(listed(plan().put("machines", lone))) == [UNASSIGNED, "shop"]
