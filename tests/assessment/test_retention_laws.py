"""More retention never needs less storage, in every style: by points, by days, by tier, by what cannot be deleted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.chain_factors import RunFactors
from dr_desktop.assessment.change_bands import ANY_RATE, BANDS, ChangeBand
from tests.assessment.chains import Chain, chains

TIERS = ("keep_weekly", "keep_monthly", "keep_quarterly", "keep_yearly")
RATES = st.floats(0, 1)
A_HAIR = 1 + 1e-9


def sizes(factors: Sequence[RunFactors], rate: float) -> list[float]:
    return [state.size_gib(1.0, rate) for state in factors]


def exactly(rate: float) -> ChangeBand:
    return ChangeBand(rate, rate)


def assert_never_less(more: Sequence[float], less: Sequence[float]) -> None:
    for place, (greater, smaller) in enumerate(zip(more, less, strict=True)):
        assert greater * A_HAIR + 1e-12 >= smaller, place


@given(chains(), st.sampled_from(TIERS), RATES)
def test_one_more_archived_full_never_needs_less_room(chain: Chain, tier: str, rate: float) -> None:
    more = chain._replace(rule=chain.rule._replace(**{tier: getattr(chain.rule, tier) + 1}))
    band = exactly(rate) if chain.rule.bends else ANY_RATE
    assert_never_less(sizes(more.factors(band), rate), sizes(chain.factors(band), rate))


@given(chains(), st.sampled_from([("keep_points", 1), ("keep_days", 3.0), ("immutable_days", 30.0)]), RATES)
def test_more_points_and_days_never_need_less_room_without_growth_and_archive(
    chain: Chain, more_kept: tuple[str, float], rate: float
) -> None:
    # With growth, an older full is a smaller full; with an archive, a longer chain archives later.
    plain = chain.rule._replace(keep_weekly=0, keep_monthly=0, keep_quarterly=0, keep_yearly=0)
    field, added = more_kept
    rule = plain._replace(**{field: getattr(plain, field) + added})
    band = exactly(rate) if rule.bends else ANY_RATE
    fewer, more = (chain._replace(rule=one, growth=0.0).factors(band) for one in (plain, rule))
    assert_never_less(sizes(more, rate), sizes(fewer, rate))


@given(chains(), RATES)
def test_one_more_point_has_never_had_a_smaller_worst_run_one_run_later(chain: Chain, rate: float) -> None:
    """With growth and an archive too: the chain whose oldest point is the same one holds one point more."""
    rule = chain.rule._replace(keep_days=0.0, immutable_days=0.0, block_clone=False)
    longer = chain._replace(rule=rule._replace(keep_points=rule.keep_points + 1))
    band = exactly(rate) if rule.bends else ANY_RATE
    worst = list(accumulate(sizes(chain._replace(rule=rule).factors(band), rate), max))
    assert_never_less(list(accumulate(sizes(longer.factors(band), rate), max))[1:], worst[:-1])


@given(chains(), RATES)
def test_block_clone_never_needs_more_room_and_never_less_than_one_full(chain: Chain, rate: float) -> None:
    band = exactly(rate)
    shared = chain._replace(rule=chain.rule._replace(block_clone=True)).factors(band)
    whole = chain._replace(rule=chain.rule._replace(block_clone=False)).factors(band)
    assert_never_less(sizes(whole, rate), sizes(shared, rate))
    reduction = chain.rule.reduction
    assert all(size * A_HAIR >= reduction for size in sizes(shared, rate))


@given(chains(), st.sampled_from(BANDS), st.floats(0, 1))
def test_a_band_of_change_rates_is_exact_at_its_ends_and_hardly_off_between(
    chain: Chain, band: ChangeBand, where: float
) -> None:
    rate = band.low + (band.high - band.low) * where
    for state, exact in zip(chain.factors(band), chain.factors(exactly(rate)), strict=True):
        size, true_size = state.size_gib(1.0, rate), exact.size_gib(1.0, rate)
        tolerance = 1e-9 if where in (0.0, 1.0) else 0.01
        assert abs(size - true_size) <= tolerance * true_size + 1e-12
