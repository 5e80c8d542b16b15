"""Any backup chain: rules, runs, growth and weights for hypothesis to choose from."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from dr_desktop.assessment.chain_factors import RunFactors, chain_factors
from dr_desktop.assessment.chain_rules import ChainRule, rule_problem
from dr_desktop.assessment.change_bands import ANY_RATE, ChangeBand
from dr_desktop.assessment.run_calendar import change_weights
from dr_desktop.plan.choices import ChainStyle

WEEKDAYS = st.sets(st.integers(0, 6), max_size=3).map(lambda days: tuple(sorted(days)))
FEW = st.integers(0, 3)
STYLES: tuple[ChainStyle, ...] = ("forever_forward", "forward_with_fulls", "reverse", "differential")


class Chain(NamedTuple):
    rule: ChainRule
    runs: tuple[datetime, ...]
    start: datetime
    growth: float
    weights: tuple[float, ...] | None

    def factors(self, band: ChangeBand = ANY_RATE) -> tuple[RunFactors, ...]:
        return chain_factors(self.rule, self.runs, self.start, self.growth, self.weights, band)


rules = (
    st.builds(
        ChainRule,
        style=st.sampled_from(STYLES),
        keep_points=st.integers(1, 12),
        keep_weekly=FEW,
        keep_monthly=FEW,
        keep_quarterly=FEW,
        keep_yearly=FEW,
        synthetic_full_weekdays=WEEKDAYS,
        active_full_weekdays=WEEKDAYS,
        active_full_months=st.sets(st.integers(1, 12)).map(lambda months: tuple(sorted(months))),
        active_full_week_of_month=st.integers(1, 5),
        active_full_month_weekday=st.integers(0, 6),
        reduction=st.floats(0.05, 1.0),
        keep_days=st.sampled_from([0.0, 0.0, 2.0, 20.0]),
        immutable_days=st.sampled_from([0.0, 0.0, 9.0]),
        block_clone=st.booleans(),
        months_are_synthetic=st.booleans(),
    )
    .map(
        # A reverse chain reads its monthly fulls again.
        lambda rule: rule._replace(months_are_synthetic=rule.months_are_synthetic and rule.style != "reverse")
    )
    .filter(lambda rule: rule_problem(rule) is None)
)


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    start = datetime(2023, 12, 1) + timedelta(hours=draw(st.integers(0, 24 * 90)))
    gaps = draw(
        st.one_of(
            st.sampled_from([1.0, 4.0, 5.0, 12.0, 24.0, 24.0, 36.0, 168.0]).map(lambda hours: [hours] * 90),
            st.lists(st.sampled_from([0.5, 3.0, 24.0, 72.0, 400.0]), max_size=60),
        )
    )
    first = start + timedelta(hours=draw(st.sampled_from([0, 7, 22])))
    runs = [first]
    for hours in gaps:
        runs.append(runs[-1] + timedelta(hours=hours))
    weights = change_weights(runs) if draw(st.booleans()) else None
    return Chain(draw(rules), tuple(runs), start, draw(st.sampled_from([0.0, 12.0, 30.0])), weights)
