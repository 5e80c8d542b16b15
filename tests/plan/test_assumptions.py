"""Assumptions are stated in the plan, with a range where they are uncertain, and their source."""

from dr_desktop.plan.assumptions import DEFINITIONS, Assumed, Assumption, assumed, default_assumptions


def test_every_assumption_has_a_definition_and_every_definition_is_counted_with():
    assert tuple(DEFINITIONS) == Assumed._fields
    assert tuple(default_assumptions()) == Assumed._fields


def test_every_default_lies_within_its_range_and_bounds_and_names_its_source():
    for key, one in DEFINITIONS.items():
        assert one.minimum <= one.base <= one.maximum, key
        assert one.low is None or one.low <= one.base, key
        assert one.high is None or one.high >= one.base, key
        assert one.source, key
        assert one.help, key


def test_a_blank_or_missing_assumption_counts_with_its_default():
    table = default_assumptions()
    table["horizon_months"] = Assumption(id="horizon_months", base=None)
    del table["discount_percent"]
    values = assumed(table)
    assert values.horizon_months == DEFINITIONS["horizon_months"].base
    assert values.discount_percent == DEFINITIONS["discount_percent"].base


def test_a_stated_assumption_counts():
    table = {**default_assumptions(), "growth_percent_per_year": Assumption(id="growth_percent_per_year", base=25.0)}
    assert assumed(table).growth_percent_per_year == 25.0


def test_an_assumption_beyond_its_bounds_counts_as_the_bound():
    table = {**default_assumptions(), "horizon_months": Assumption(id="horizon_months", base=1e9)}
    assert assumed(table).horizon_months == DEFINITIONS["horizon_months"].maximum
