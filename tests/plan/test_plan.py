"""The plan is a value: an edit makes a new plan that shares what it did not touch."""

from datetime import date

from dr_desktop.plan.application import UNASSIGNED, Application
from dr_desktop.plan.header import Header
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import ID_PREFIX, TABLES, Plan, new_plan, table_names


def _plan() -> Plan:
    return new_plan(date(2027, 3, 17)).put("machines", *[Machine(id=f"m-{n}", name=f"vm{n}") for n in range(4)])


def test_a_new_plan_has_the_application_unassigned_and_starts_on_the_first_of_a_month():
    plan = new_plan(date(2027, 3, 17))
    assert list(plan.applications) == [UNASSIGNED]
    assert plan.header.start_month == date(2027, 3, 1)


def test_a_put_replaces_a_row_in_place_and_adds_an_unknown_one_at_the_end():
    before = _plan()
    after = before.put("machines", Machine(id="m-1", name="renamed"), Machine(id="m-9", name="new"))
    assert [one.name for one in after.machines.values()] == ["vm0", "renamed", "vm2", "vm3", "new"]
    assert [one.name for one in before.machines.values()] == ["vm0", "vm1", "vm2", "vm3"]


def test_an_edit_of_one_table_shares_every_other_table():
    before = _plan()
    after = before.put("applications", Application(id="app-1", name="Billing"))
    assert after.machines is before.machines
    assert after.assumptions is before.assumptions


def test_rows_are_inserted_where_they_are_asked_for():
    after = _plan().insert("machines", [Machine(id="m-a"), Machine(id="m-b")], 1)
    assert list(after.machines) == ["m-0", "m-a", "m-b", "m-1", "m-2", "m-3"]


def test_removing_leaves_the_rest_in_order_and_ignores_what_is_not_there():
    after = _plan().remove("machines", ["m-2", "m-7"])
    assert list(after.machines) == ["m-0", "m-1", "m-3"]


def test_every_table_has_a_class_and_a_prefix_for_new_ids():
    assert set(table_names()) == set(TABLES) == set(ID_PREFIX)
    assert len(set(ID_PREFIX.values())) == len(ID_PREFIX)


def test_the_header_is_put_like_a_row():
    plan = _plan()
    changed = plan.header.changed(customer="Coastal")
    assert isinstance(changed, Header)
    assert plan.put("header", changed).header is changed
