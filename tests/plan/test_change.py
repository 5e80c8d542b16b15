"""What differs between two plans is found by identity."""

from datetime import date

from dr_desktop.plan.change import compare
from dr_desktop.plan.header import Header
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan, new_plan


def _plan(*keys: str) -> Plan:
    return new_plan(date(2027, 1, 1)).put("machines", *[Machine(id=key, name=key) for key in keys])


def test_a_plan_does_not_differ_from_itself():
    plan = _plan("a", "b")
    assert not compare(plan, plan)


def test_a_changed_row_is_named_and_the_rows_count_as_the_same():
    before = _plan("a", "b", "c")
    after = before.put("machines", Machine(id="b", name="other"))
    change = compare(before, after)
    assert list(change.tables) == ["machines"]
    assert change.tables["machines"].changed == ("b",)
    assert change.tables["machines"].same_rows


def test_removed_and_inserted_rows_are_named_in_order():
    before = _plan("a", "b", "c")
    after = before.remove("machines", ["a", "c"]).insert("machines", [Machine(id="x"), Machine(id="y")], 0)
    change = compare(before, after).tables["machines"]
    assert (change.removed, change.inserted, change.changed, change.moved) == (("a", "c"), ("x", "y"), (), False)
    assert not change.same_rows


def test_another_order_of_the_same_rows_is_a_move():
    before = _plan("a", "b")
    rows = dict(reversed(list(before.machines.items())))
    after = before.remove("machines", ["a", "b"]).put("machines", *rows.values())
    change = compare(before, after).tables["machines"]
    assert change.moved
    assert change.changed == ()


def test_a_table_rebuilt_from_the_same_rows_does_not_differ():
    before = _plan("a", "b")
    after = before.put("machines", before.machines["a"])
    assert before.machines is not after.machines
    assert not compare(before, after)


def test_a_changed_header_is_said():
    before = _plan("a")
    header = before.header.changed(customer="Coastal")
    assert isinstance(header, Header)
    after = before.put("header", header)
    assert compare(before, after).header
    assert compare(before, after)
