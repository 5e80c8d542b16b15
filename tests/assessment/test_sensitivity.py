"""What moves the totals: each assumption's ends give what a plan with that value gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.sensitivity import (
    TOTALS,
    sensitivity_of,
    uncertain,
    with_value,
)
from dr_desktop.bundled import bundled
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.plan_file import read_plan
from dr_desktop.plan.assumptions import DEFINITIONS, Assumption
from dr_desktop.plan.header import Header
from dr_desktop.plan.plan import Plan, new_plan


@pytest.fixture(scope="module")
def sample() -> Plan:
    plan = read_plan(bundled("samples", "coastal_utility.drplan"))
    assert isinstance(plan, Plan)
    return plan


def only(plan: Plan, *keys: str) -> Plan:
    """The plan in which these assumptions alone have a range."""
    table = {
        key: one if key in keys else Assumption(id=key, name=one.name, base=one.base)
        for key, one in plan.assumptions.items()
    }
    return replace(plan, assumptions=table)


def test_each_end_of_a_range_gives_the_totals_of_the_plan_with_that_value(sample: Plan) -> None:
    catalog = load_catalog()
    plan = only(sample, "growth_percent_per_year", "discount_percent")
    found = sensitivity_of(assess(plan, catalog), catalog)
    assert [one.assumption for one in found.swings] == ["growth_percent_per_year", "discount_percent"]
    for swing in found.swings:
        for value, moved in ((swing.low, swing.at_low), (swing.high, swing.at_high)):
            totals = assess(with_value(plan, swing.assumption, value), catalog).totals
            assert moved.cost_month == totals.cost_month
            assert moved.errors == totals.errors
            assert moved.applications_meeting == totals.applications_meeting


def test_the_base_is_what_the_plan_shows(sample: Plan) -> None:
    catalog = load_catalog()
    assessment = assess(only(sample), catalog)
    found = sensitivity_of(assessment, catalog)
    totals = assessment.totals
    assert not found.swings
    assert list(found.base) == [
        totals.applications_meeting, totals.unprotected, totals.fullest_gib, totals.cost_month, totals.errors,
    ]  # fmt: skip
    assert set(found.certain) == set(DEFINITIONS)


def test_the_widest_swing_stands_first_and_what_moves_nothing_is_left_out(sample: Plan) -> None:
    catalog = load_catalog()
    plan = only(sample, "growth_percent_per_year", "discount_percent", "validate_minutes")
    found = sensitivity_of(assess(plan, catalog), catalog)
    for total in TOTALS:
        widths = [one.width(total) for one in found.ranked(total)]
        assert widths == sorted(widths, reverse=True)
        assert 0 not in widths
    assert "validate_minutes" not in [one.assumption for one in found.ranked("cost_month")]
    assert "discount_percent" in [one.assumption for one in found.ranked("cost_month")]


def test_the_share_done_is_told_after_each_assumption(sample: Plan) -> None:
    catalog = load_catalog()
    plan = only(sample, "growth_percent_per_year", "discount_percent")
    shares: list[float] = []
    sensitivity_of(assess(plan, catalog), catalog, shares.append)
    assert shares == [0.5, 1.0]


def test_an_end_that_is_not_stated_is_the_value_itself_and_bounds_hold() -> None:
    plan = Plan(
        header=any_header(),
        assumptions={
            "discount_percent": Assumption(id="discount_percent", base=10, high=500),
            "drill_days": Assumption(id="drill_days", base=7),
        },
    )
    ranges = uncertain(plan)
    assert list(ranges["discount_percent"]) == [10, 100]
    assert "drill_days" not in ranges


def any_header() -> Header:
    return new_plan(date(2027, 1, 1)).header
