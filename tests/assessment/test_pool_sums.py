"""Pools after an edit are those of all shares, and only those that somebody puts something else into are added up."""

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment import pool_sums as module
from dr_desktop.assessment.pool_sums import pool_sums, pool_sums_again
from dr_desktop.assessment.pools import Pool, PoolKey, PoolShare, Shares, pool_of

KEYS = [PoolKey("target", "vault", "daily", growth, "points") for growth in (0.0, 5.0)]
KEYS.append(PoolKey("stamp", "north", "", 5.0, "points"))

shares = st.dictionaries(
    st.sampled_from(KEYS),
    st.tuples(st.floats(0, 1e6), st.floats(0, 1e4), st.integers(1, 9)).map(lambda sizes: PoolShare(*sizes)),
)
estates = st.dictionaries(st.sampled_from("abcd"), shares)


@given(estates, estates)
def test_pools_after_any_edit_are_those_of_all_shares(before: dict[str, Shares], after: dict[str, Shares]):
    again = pool_sums_again(pool_sums(before), before, after)
    scratch = pool_sums(after)
    assert again.pools == scratch.pools
    assert list(again.pools) == sorted(again.pools)
    assert again.shares == scratch.shares


@given(estates)
def test_an_edit_that_brings_nothing_else_leaves_the_sums_as_they_are(before: dict[str, Shares]):
    known = pool_sums(before)
    assert pool_sums_again(known, before, {key: dict(own) for key, own in before.items()}) is known


def test_only_the_pools_of_an_edit_are_added_up(monkeypatch: pytest.MonkeyPatch):
    first, second, _ = KEYS
    before = {one: {first: PoolShare(10, 1, 1), second: PoolShare(20, 2, 1)} for one in "abc"}
    known = pool_sums(before)
    added: list[int] = []

    def counting(found: Collection[PoolShare]) -> Pool:
        added.append(len(found))
        return pool_of(found)

    monkeypatch.setattr(module, "pool_of", counting)
    again = pool_sums_again(known, {"b": before["b"]}, {"b": {first: PoolShare(15, 1, 1), second: PoolShare(20, 2, 1)}})
    assert added == [3]
    assert again.pools[first].used_gib == 35
    assert again.pools[second] is known.pools[second]
