"""What applications use of Azure is billed anew only when somebody uses something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment import step
from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.consumption_meters import AzureUsage, FlowKey, MeterKey, Unsized
from dr_desktop.assessment.memory import memory_of
from dr_desktop.assessment.usage_bill import usage_bill, used_again, used_of
from dr_desktop.bundled import bundled
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.plan_file import read_plan
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import Plan
from tests.assessment.estates import around

AROUND = around()
METERS = st.sampled_from([MeterKey("replica_disks", f"disk-{size}", "westeurope") for size in (32, 64)])
FLOWS = st.sampled_from([FlowKey("failover_egress", "egress", "westeurope", growth) for growth in (0.0, 5.0)])
usages = st.builds(
    AzureUsage,
    st.dictionaries(METERS, st.integers(1, 9)),
    st.dictionaries(st.tuples(st.integers(1, 30), METERS), st.integers(1, 3)),
    st.dictionaries(FLOWS, st.floats(1, 1e6)),
    st.just({}),
    st.just(1),
    st.lists(st.builds(Unsized, st.sampled_from("mn"), st.just("disks"), st.just("Too large")), max_size=1).map(tuple),
)
estates = st.dictionaries(st.sampled_from("abc"), usages)


@given(estates, estates)
def test_what_is_used_after_any_edit_is_what_all_use(before: dict[str, AzureUsage], after: dict[str, AzureUsage]):
    before = {key: before[key] for key in sorted(before)}
    after = {key: after[key] for key in sorted(after)}
    known = used_of(list(before.values()), AROUND)
    assert used_again(known, before, after, lambda: list(after.values()), AROUND) == used_of(
        list(after.values()), AROUND
    )


@given(estates)
def test_an_edit_after_which_all_use_the_same_asks_nobody_else(before: dict[str, AzureUsage]):
    known = used_of(list(before.values()), AROUND)
    assert used_again(known, before, dict(before), pytest.fail, AROUND) is known


def test_data_in_use_changes_the_storage_and_leaves_every_meter_as_it_was(monkeypatch: pytest.MonkeyPatch):
    plan = read_plan(next(iter(sorted(bundled("samples").glob("*.drplan")))))
    assert isinstance(plan, Plan)
    first = assess(plan, load_catalog())
    monkeypatch.setattr(step, "usage_bill", pytest.fail)
    key = next(
        key
        for key, one in first.machines.items()
        if one.coverage == "protected" and one.protection.scheme == "backup_restore" and one.used_gib
    )
    changed = plan.machines[key].changed(change_percent_per_day=9.0)
    assert not isinstance(changed, Problem)
    second = assess(plan.put("machines", changed), load_catalog(), first)
    assert memory_of(second).usage is memory_of(first).usage
    assert second.consumption.total != first.consumption.total
    monkeypatch.undo()
    assert second.consumption.components == assess(second.plan, load_catalog()).consumption.components


def test_prices_asked_for_beside_a_bill_are_no_prices_of_that_bill():
    tariff = usage_bill(used_of([], AROUND), AROUND, {}, {}).tariff
    beside = tariff.branch()
    beside.unit_amount("backup_storage", "nobody-sells-this", "westeurope")
    assert beside.missing
    assert list(beside.looked_up) == [("nobody-sells-this", "westeurope")]
    assert not tariff.missing
    assert not tariff.looked_up
    again = beside.branch()
    again.unit_amount("gateways", "nobody-sells-this", "westeurope")
    assert [components for _, components in beside.missing.values()] == [["backup_storage"]]
