"""An import renews what the file states and leaves alone what the planner stated."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.files.intake.grouping import ByColumn, ByFolder, ByPrefix, grouping_columns
from dr_desktop.files.intake.inventory import Basis, Inventory, InventoryMachine, SkippedRow, basis_totals
from dr_desktop.files.intake.merge import MergeChoices, merged
from dr_desktop.plan.application import UNASSIGNED, Application
from dr_desktop.plan.machine import Disk, Machine
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.plan.site import Site

EMPTY = new_plan(date(2027, 1, 1)).put("sites", Site(id="north", name="North"))
NO_GROUPS = MergeChoices("north", "in_use", None)


def row(name: str, **stated: Any) -> InventoryMachine:
    values: dict[str, Any] = {
        "key": f"key of {name}",
        "name": name,
        "power": "on",
        "template": False,
        "vcpus": 2,
        "memory_gib": 8.0,
        "disks_gib": (100.0, 50.0),
        "capacity_gib": 150.0,
        "provisioned_gib": 150.0,
        "in_use_gib": 60.0,
        "guest_consumed_gib": 45.0,
        "os": "linux",
        "os_text": "Debian 12",
        "tools": "",
        "folder": "",
        "datacenter": "",
        "cluster": "",
        "host": "",
        "tags": {},
        "place": "vInfo row 2",
    }
    return InventoryMachine(**{**values, **stated})


def inventory(*rows: InventoryMachine, skipped: tuple[SkippedRow, ...] = ()) -> Inventory:
    return Inventory("RVTools", "file.xlsx", rows, skipped, (), grouping_columns(rows), basis_totals(rows), ())


def only(plan: Plan) -> Machine:
    (machine,) = plan.machines.values()
    return machine


def test_a_new_machine_holds_what_the_file_states_and_nobody_has_decided_its_protection():
    result = merged(EMPTY, inventory(row("web-01", tags={"Owner": "Ann"}, cluster="c1")), NO_GROUPS)
    machine = only(result.plan)
    assert result.new == (machine.id,)
    assert (machine.name, machine.vcpus, machine.memory_gib, machine.used_gib) == ("web-01", 2, 8.0, 60.0)
    assert machine.disks == (Disk(size_gib=100.0), Disk(size_gib=50.0))
    assert (machine.os, machine.power, machine.protected) == ("linux", "on", "undecided")
    assert machine.size_basis == "in use on the datastore"
    assert machine.source_key == "key of web-01"
    assert machine.tags == {"Owner": "Ann", "Cluster": "c1", "Operating system": "Debian 12"}


@pytest.mark.parametrize(("basis", "used"), [("provisioned", 150.0), ("in_use", 60.0), ("guest_consumed", 45.0)])
def test_the_chosen_basis_is_what_counts_as_used_and_is_written_at_the_machine(basis: Basis, used: float):
    machine = only(merged(EMPTY, inventory(row("a")), MergeChoices("north", basis, None)).plan)
    assert machine.used_gib == used
    assert machine.size_basis


def test_what_the_file_does_not_state_stays_unknown_and_no_other_basis_stands_in():
    blank = row(
        "a", vcpus=None, memory_gib=None, disks_gib=(), capacity_gib=None, provisioned_gib=None, in_use_gib=None,
        os="unknown", power="unknown",
    )  # fmt: skip
    result = merged(EMPTY, inventory(blank), NO_GROUPS)
    machine = only(result.plan)
    assert (machine.vcpus, machine.memory_gib, machine.disks, machine.used_gib) == (None, None, (), None)
    assert (machine.os, machine.power, machine.size_basis) == ("unknown", "unknown", "")
    assert any("an assumption stands in: a." in note for note in result.notes)


def test_without_groups_machines_lie_in_unassigned_which_runs_at_the_chosen_site():
    plan = merged(EMPTY, inventory(row("a")), NO_GROUPS).plan
    assert only(plan).application == UNASSIGNED
    assert plan.applications[UNASSIGNED].source_site == "north"


def test_unassigned_is_made_again_where_the_plan_lost_it():
    plan = merged(EMPTY.remove("applications", [UNASSIGNED]), inventory(row("a")), NO_GROUPS).plan
    assert plan.applications[UNASSIGNED].name == "Unassigned"


def test_each_group_becomes_an_application_and_what_belongs_nowhere_is_unassigned():
    rows = (row("a", folder="/dc/vm/Billing"), row("b", folder="/dc/vm/Billing"), row("c", folder="vm"))
    result = merged(EMPTY, inventory(*rows), MergeChoices("north", "in_use", ByFolder()))
    (billing,) = result.new_applications
    made = result.plan.applications[billing]
    assert (made.name, made.source_site, made.environment, made.tier) == ("Billing", "north", "unknown", None)
    assert [one.application for one in result.plan.machines.values()] == [billing, billing, UNASSIGNED]


def test_a_group_named_as_an_application_of_the_plan_goes_there():
    plan = EMPTY.put("applications", Application(id="b", name="BILLING", source_site="elsewhere"))
    rows = inventory(row("a", tags={"App": "Billing"}))
    result = merged(plan, rows, MergeChoices("north", "in_use", ByColumn("App")))
    assert result.new_applications == ()
    assert only(result.plan).application == "b"
    assert result.plan.applications["b"].source_site == "elsewhere"


def test_importing_the_same_file_again_changes_nothing_at_all():
    rows = inventory(row("crm-1"), row("crm-2"), row("x"))
    choices = MergeChoices("north", "in_use", ByPrefix())
    first = merged(EMPTY, rows, choices)
    again = merged(first.plan, rows, choices)
    assert again.plan is first.plan
    assert set(again.unchanged) == set(first.new)
    assert not again.new
    assert not again.changed


def test_a_known_machine_keeps_what_the_planner_stated_and_takes_the_new_sizes():
    first = merged(EMPTY, inventory(row("web", tags={"Owner": "Ann"})), NO_GROUPS).plan
    own = only(first).changed(
        application="app-x", protected="yes", change_percent_per_day=2.0, notes="ours", tags={"Rack": "7"}
    )
    assert isinstance(own, Machine)
    plan = first.put("machines", own).put("applications", Application(id="app-x", name="X"))
    renamed = row("web-new", key="key of web", in_use_gib=70.0, memory_gib=None, tags={"Owner": "Bea"})
    result = merged(plan, inventory(renamed), NO_GROUPS)
    machine = only(result.plan)
    assert result.changed == (own.id,)
    assert (machine.name, machine.used_gib, machine.memory_gib) == ("web-new", 70.0, 8.0)
    assert (machine.application, machine.protected, machine.change_percent_per_day) == ("app-x", "yes", 2.0)
    assert machine.tags == {"Rack": "7", "Owner": "Bea", "Operating system": "Debian 12"}


def test_a_machine_in_unassigned_moves_to_its_group_and_one_that_was_placed_does_not():
    first = merged(EMPTY, inventory(row("crm-1"), row("crm-2")), NO_GROUPS).plan
    one, two = first.machines.values()
    placed = two.changed(application="app-x")
    assert isinstance(placed, Machine)
    plan = first.put("machines", placed).put("applications", Application(id="app-x", name="X"))
    after = merged(plan, inventory(row("crm-1"), row("crm-2")), MergeChoices("north", "in_use", ByPrefix())).plan
    assert after.applications[after.machines[one.id].application or ""].name == "crm"
    assert after.machines[two.id].application == "app-x"


def test_a_total_without_disks_stands_in_equal_disks_that_a_stamp_can_hold_and_is_said():
    small, large = (
        row("a", disks_gib=(), capacity_gib=None, provisioned_gib=150.0),
        row("b", disks_gib=(), capacity_gib=None, provisioned_gib=2_400.0),
    )
    result = merged(EMPTY, inventory(small, large), NO_GROUPS)
    disks = {one.name: [disk.size_gib for disk in one.disks] for one in result.plan.machines.values()}
    assert disks == {"a": [150.0], "b": [800.0, 800.0, 800.0]}
    assert any("lists no disks" in note for note in result.notes)


def test_a_total_does_not_replace_the_disks_that_the_plan_holds():
    first = merged(EMPTY, inventory(row("a", disks_gib=(100.0, 50.0))), NO_GROUPS)
    again = merged(first.plan, inventory(row("a", disks_gib=(), capacity_gib=None, provisioned_gib=400.0)), NO_GROUPS)
    assert [disk.size_gib for disk in only(again.plan).disks] == [100.0, 50.0]


def test_a_disk_that_was_left_out_stays_left_out():
    first = merged(EMPTY, inventory(row("a")), NO_GROUPS).plan
    chosen = only(first).changed(disks=(Disk(size_gib=100.0), Disk(size_gib=50.0, excluded=True)))
    assert isinstance(chosen, Machine)
    grown = row("a", disks_gib=(50.0, 200.0, 50.0))
    after = only(merged(first.put("machines", chosen), inventory(grown), NO_GROUPS).plan)
    assert [(disk.size_gib, disk.excluded) for disk in after.disks] == [(50.0, True), (200.0, False), (50.0, False)]


def test_a_machine_without_its_key_is_known_by_its_name():
    plan = EMPTY.put("machines", Machine(id="m-1", name="WEB", application=UNASSIGNED))
    result = merged(plan, inventory(row("web")), NO_GROUPS)
    assert result.changed == ("m-1",)
    assert only(result.plan).source_key == "key of web"


def test_a_name_that_two_machines_have_is_not_guessed():
    plan = EMPTY.put("machines", Machine(id="m-1", name="web"), Machine(id="m-2", name="web"))
    result = merged(plan, inventory(row("web")), NO_GROUPS)
    assert len(result.new) == 1
    assert any("several machines of the plan have that name" in note for note in result.notes)


def test_two_rows_of_one_name_are_not_both_the_machine_of_that_name():
    plan = EMPTY.put("machines", Machine(id="m-1", name="web"))
    result = merged(plan, inventory(row("web", key="1"), row("web", key="2")), NO_GROUPS)
    assert len(result.new) == 2


def test_templates_and_rows_the_reader_left_out_are_skipped_visibly():
    left_out = SkippedRow("vInfo row 9", "", "It has no name.", None)
    result = merged(EMPTY, inventory(row("golden", template=True), skipped=(left_out,)), NO_GROUPS)
    assert result.plan is EMPTY
    assert [(one.name, one.reason) for one in result.skipped] == [
        ("", "It has no name."),
        ("golden", "It is a template."),
    ]


def test_a_machine_with_an_impossible_size_is_skipped_with_the_reason():
    result = merged(EMPTY, inventory(row("huge", memory_gib=1e30)), NO_GROUPS)
    assert result.plan is EMPTY
    assert "Memory cannot be" in result.skipped[0].reason


def test_a_powered_off_machine_is_kept():
    assert only(merged(EMPTY, inventory(row("old", power="off")), NO_GROUPS).plan).power == "off"


def test_machines_that_the_file_no_longer_has_are_kept_and_told():
    first = merged(EMPTY, inventory(row("a"), row("b")), NO_GROUPS).plan
    result = merged(first, inventory(row("a")), NO_GROUPS)
    assert len(result.plan.machines) == 2
    assert "In the plan from an earlier inventory and not in this file; kept: b." in result.notes


@given(st.lists(st.sampled_from(["crm-1", "crm-2", "erp-1", "x", "y", "tmpl"]), unique=True), st.booleans())
def test_every_row_is_new_changed_unchanged_or_skipped_exactly_once(names: list[str], grouped: bool):
    known = merged(EMPTY, inventory(row("crm-1"), row("x", vcpus=7)), NO_GROUPS).plan
    rows = [row(name, template=name == "tmpl") for name in names]
    result = merged(known, inventory(*rows), MergeChoices("north", "in_use", ByPrefix() if grouped else None))
    ids = [*result.new, *result.changed, *result.unchanged]
    assert len(set(ids)) == len(ids)
    assert len(ids) + len(result.skipped) == len(names)
    assert set(ids) <= set(result.plan.machines)
    assert {one.application for one in result.plan.machines.values()} <= set(result.plan.applications)
