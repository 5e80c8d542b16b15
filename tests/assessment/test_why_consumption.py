"""Amounts of the bill say why they are so: parts that add up, prices with their sources, assumptions, ranges."""

from math import fsum

import pytest
from big_plan import big_plan

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.explanation import Explanation, Subject
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.why import why
from dr_desktop.files.catalogs import load_catalog
from tests.assessment.cost_estates import REPLICA, assessed, assuming, cost_plan, machine


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return assess(big_plan(120), load_catalog())


def _why(assessment: Assessment, kind: str, entity: str, month: int | None = None) -> Explanation:
    found = why(assessment, Subject(kind, entity, "amount" if kind == "component" else "cost_month", month))
    assert found is not None
    return found


def test_every_component_says_formula_quantity_and_prices_in_every_month(assessment: Assessment):
    for one in assessment.consumption.components:
        for month in (0, 5, 35):
            found = _why(assessment, "component", one.key, month)
            assert found.value == one.amounts[month]
            assert found.formula
            assert one.quantity_words in found.reading
            if one.key != "cost_lines":
                assert found.sources


def test_the_meters_of_a_component_add_up_to_its_amount(assessment: Assessment):
    for one in assessment.consumption.components:
        if one.key in ("gateways", "cost_lines"):
            continue  # of links and of the plan's own lines, no meters of machines
        found = _why(assessment, "component", one.key, 7)
        assert fsum([float(part.value or 0) for part in found.parts]) == pytest.approx(found.value)
        assert all("." not in part.name.split(" × ")[-1].split(" in ")[0] for part in found.parts), "a key, not words"


def test_drill_days_and_discount_stand_among_the_inputs_as_assumed():
    plan = assuming(cost_plan(REPLICA, machine()), discount_percent=10.0)
    names = {one.name: one for one in _why(assessed(plan), "component", "drill_compute").assumed}
    assert names["Days of a drill"].value == 7
    assert names["Discount"].value == 10
    place = names["Days of a drill"].place
    assert place is not None
    assert (place.table, place.entity) == ("assumptions", "drill_days")


def test_what_has_no_price_is_said():
    plan = cost_plan(REPLICA, machine(standby="running", azure_size="Standard_A0", os="linux"))
    assert "Not counted for want of a price" in _why(assessed(plan), "component", "standby_compute").reading


def test_an_applications_cost_is_the_sum_of_its_components(assessment: Assessment):
    for key, amount in list(assessment.consumption.per_application.items())[:6]:
        found = _why(assessment, "application", key)
        assert found.value == pytest.approx(amount)
        assert fsum([float(one.value or 0) for one in found.parts]) == pytest.approx(amount)


def test_the_range_names_the_ends_of_every_assumption(assessment: Assessment):
    found = _why(assessment, "cost_range", "")
    assert found.low is not None
    assert found.high is not None
    assert found.low < float(found.value or 0) < found.high
    assert {one.name for one in found.inputs} >= {"Growth of data", "Discount", "Days of a drill"}


def test_a_balance_says_its_rule_and_where_costs_of_an_hour_are_stated(assessment: Assessment):
    found = _why(assessment, "balance", next(iter(assessment.plan.applications)))
    assert "times the loss it avoids" in found.formula
    assert any(one.place and one.place.field == "downtime_cost_per_hour" for one in found.inputs)


def test_an_amount_that_is_not_there_has_no_explanation(assessment: Assessment):
    assert why(assessment, Subject("component", "nothing", "amount")) is None
    assert why(assessment, Subject("component", "replica_disks", "amount", 99)) is None
    assert why(assessment, Subject("balance", "nobody", "balance")) is None
