"""Tables as a whole: typed cells, new rows, copies, and rows that go with what pointed to them."""

from datetime import date

import pytest

from dr_desktop.plan.application import UNASSIGNED, Application
from dr_desktop.plan.backup import BackupCopy, BackupTarget
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan, new_plan, table_names
from dr_desktop.plan.site import Site
from dr_desktop.plan.table_edit import (
    duplicated,
    edit_name,
    new_row,
    row_word,
    row_words,
    rows_may_change,
    with_cells,
    with_rows,
    without_rows,
)
from dr_desktop.plan.typed import Typed


def a_plan() -> Plan:
    return (
        new_plan(date(2027, 1, 1))
        .put("sites", Site(id="north", name="North"), Site(id="south", name="South"))
        .put("backup_targets", BackupTarget(id="depot", name="Depot", site="south"))
        .put("backup_copies", BackupCopy(id="copy", name="Copy", from_target="depot", applications=("a", "b")))
        .put(
            "applications",
            Application(id="a", name="A", source_site="north", recovery_sites=("south", "north"), depends_on=("b",)),
            Application(id="b", name="B", source_site="south", recovery_sites=("south",)),
        )
        .put("machines", Machine(id="m", name="vm", application="a"), Machine(id="n", name="vm 2", application="b"))
    )


def test_cells_that_can_be_read_are_taken_and_the_others_come_back_with_their_text():
    cells = {"m": {"vcpus": Typed("4"), "used_gib": Typed("plenty")}, "n": {"vcpus": Typed("2.5")}, "gone": {}}
    taken = with_cells(a_plan(), "machines", cells)
    assert taken.plan.machines["m"].vcpus == 4
    assert taken.plan.machines["n"] is a_plan().machines["n"] or taken.plan.machines["n"].vcpus is None
    assert [(one.entity, one.field, one.text) for one in taken.refused] == [
        ("m", "used_gib", "plenty"),
        ("n", "vcpus", "2.5"),
    ]
    assert taken.taken == 1


def test_one_value_out_of_bounds_does_not_cost_the_row_its_other_cells():
    taken = with_cells(a_plan(), "machines", {"m": {"vcpus": Typed("4"), "change_percent_per_day": Typed("400")}})
    assert taken.plan.machines["m"].vcpus == 4
    assert [one.field for one in taken.refused] == ["change_percent_per_day"]


def test_cells_that_change_nothing_give_the_same_plan():
    plan = a_plan()
    assert with_cells(plan, "machines", {"m": {"name": Typed("vm"), "vcpus": Typed("")}}).plan is plan


def test_what_points_to_a_row_that_goes_points_nowhere():
    plan = without_rows(a_plan(), "sites", ["south"])
    assert "south" not in plan.sites
    assert plan.backup_targets["depot"].site is None
    assert plan.applications["a"].recovery_sites == ("north",)
    assert (plan.applications["b"].source_site, plan.applications["b"].recovery_sites) == (None, None)


def test_machines_of_an_application_that_goes_belong_to_unassigned_and_that_one_stays():
    plan = without_rows(a_plan(), "applications", ["b", UNASSIGNED])
    assert list(plan.applications) == [UNASSIGNED, "a"]
    assert plan.machines["n"].application == UNASSIGNED
    assert plan.machines["m"].application == "a"
    assert plan.applications["a"].depends_on == ()
    assert plan.backup_copies["copy"].applications == ("a",)


def test_nothing_to_remove_gives_the_same_plan():
    plan = a_plan()
    assert without_rows(plan, "sites", ["nowhere"]) is plan
    assert without_rows(plan, "assumptions", list(plan.assumptions)) is plan


def test_copies_stand_below_the_last_original_and_have_ids_of_their_own():
    plan, copies = duplicated(a_plan(), "machines", ["m"])
    assert [one.name for one in plan.machines.values()] == ["vm", "vm (copy)", "vm 2"]
    assert plan.machines[copies[0]].application == "a"
    assert copies[0] != "m"


@pytest.mark.parametrize("table", table_names())
def test_every_table_has_words_and_takes_a_new_row_where_rows_may_change(table: str):
    assert row_words(table, 1) == f"1 {row_word(table)}"
    if rows_may_change(table):
        row = new_row(table)
        assert with_rows(a_plan(), table, [row]).table(table)[row.id] is row
        assert next(iter(with_rows(a_plan(), table, [row], 0).table(table))) == row.id


def test_steps_are_named_by_what_they_change():
    assert edit_name(a_plan().applications["a"], "rto_minutes") == "Change RTO of A"
    assert edit_name(a_plan().applications["a"], "name") == "Change Name"
    assert row_words("machines", 1_200) == "1,200 machines"
