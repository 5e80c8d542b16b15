"""Low, base and high consumption: the bill that a whole assessment would give at these ends."""

import pytest
from big_plan import big_plan
from hypothesis import given, settings
from hypothesis import strategies as st

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.consumption_range import RAISES_COST, Ends, assumption_ends, cost_range, usual_amounts
from dr_desktop.assessment.results import not_yet_assessed
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.assumptions import assumed
from dr_desktop.plan.plan import Plan
from tests.assessment.cost_estates import REPLICA, assessed, assuming, cost_plan, machine

SMALL = big_plan(80)


def _stating(plan: Plan, key: str, **values: float | None) -> Plan:
    return plan.put("assumptions", plan.assumptions[key].changed(**values))  # type: ignore[arg-type]


def test_low_and_high_are_what_an_assessment_at_the_ends_of_the_assumptions_costs():
    assessment = assess(SMALL, load_catalog())
    found = cost_range(assessment)
    assert found is not None
    assert found.base is assessment.consumption
    for consumption, end in ((found.low, "low"), (found.high, "high")):
        at_end = assuming(SMALL, **{key: getattr(ends, end) for key, ends in found.ends.items()})
        assert consumption == assess(at_end, load_catalog()).consumption


def test_every_assumption_of_cost_has_a_direction_and_a_discount_lowers():
    ends = assumption_ends(SMALL.assumptions, assumed(SMALL.assumptions))
    assert ends["discount_percent"] == Ends(15, 0, 0)
    assert ends["drill_days"] == Ends(1, 7, 7)
    assert "exchange_rate" not in ends  # nobody states a range of it
    assert ends.keys() < RAISES_COST.keys()


def test_a_base_outside_its_range_widens_the_range():
    plan = _stating(SMALL, "growth_percent_per_year", base=40.0, low=5.0, high=20.0)
    assert assumption_ends(plan.assumptions, assumed(plan.assumptions))["growth_percent_per_year"] == Ends(5, 40, 40)


def test_a_plan_without_ranges_costs_the_same_at_both_ends():
    plan = cost_plan(REPLICA, machine())
    for key in RAISES_COST:
        plan = _stating(plan, key, low=None, high=None)
    found = cost_range(assessed(plan))
    assert found is not None
    assert found.low == found.base == found.high


def test_there_is_no_range_before_there_is_an_assessment():
    assert cost_range(not_yet_assessed(SMALL)) is None


@pytest.mark.parametrize("size", [40, 120])
def test_low_is_at_most_base_and_base_at_most_high_in_every_component_and_month(size: int):
    found = cost_range(assess(big_plan(size), load_catalog()))
    assert found is not None
    by_key = [{one.key: one.amounts for one in part.components} for part in (found.low, found.base, found.high)]
    for key, base in by_key[1].items():
        low, high = by_key[0].get(key, (0.0,) * len(base)), by_key[2][key]
        for less, amount, more in zip(low, base, high, strict=True):
            assert less <= amount * (1 + 1e-12)
            assert amount <= more * (1 + 1e-12)
    low_month, base_month, high_month = usual_amounts(found)
    assert low_month < base_month < high_month


_VALUES = st.floats(0, 100)


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(RAISES_COST)), st.tuples(_VALUES, _VALUES, _VALUES), max_size=4))
def test_whatever_is_assumed_low_is_at_most_base_and_base_at_most_high(stated: dict[str, tuple[float, float, float]]):
    plan = cost_plan(REPLICA, machine(used_gib=None, disks=()), machine(2, used_gib=600.0))
    for key, (base, low, high) in stated.items():
        plan = _stating(plan, key, base=base, low=low, high=high)
    found = cost_range(assessed(plan))
    assert found is not None
    for less, amount, more in zip(found.low.total, found.base.total, found.high.total, strict=True):
        assert less <= amount + 1e-6 * abs(amount)
        assert amount <= more + 1e-6 * abs(more)
