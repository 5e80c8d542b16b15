"""L2: what all applications put into each pool, and the sums of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from dr_desktop.assessment.pools import Pool, PoolKey, PoolShare, Shares, pool_of

_NOTHING: Final[Shares] = {}


class PoolSums(NamedTuple):
    """Per pool what each application puts in, by its id in no order, and the sums, in the order of their keys."""

    shares: dict[PoolKey, dict[str, PoolShare]]
    pools: dict[PoolKey, Pool]


def pool_sums(shares: Mapping[str, Shares]) -> PoolSums:
    """The pools of all applications' shares."""
    grouped: dict[PoolKey, dict[str, PoolShare]] = {}
    for application, own in shares.items():
        for key, share in own.items():
            grouped.setdefault(key, {})[application] = share
    return PoolSums(grouped, {key: pool_of(grouped[key].values()) for key in sorted(grouped)})


def pool_sums_again(known: PoolSums, before: Mapping[str, Shares], after: Mapping[str, Shares]) -> PoolSums:
    """`known` with the shares of some applications as they are after an edit; itself when none is another.

    `before` and `after` hold all shares of these applications; one that is gone, or new, is in only one of them.
    """
    others: dict[PoolKey, dict[str, PoolShare]] = {}
    for application in before.keys() | after.keys():
        old, new = before.get(application, _NOTHING), after.get(application, _NOTHING)
        for key in {pool for pool, _ in old.items() ^ new.items()}:
            if key not in others:
                others[key] = dict(known.shares.get(key, ()))
            if key in new:
                others[key][application] = new[key]
            else:
                del others[key][application]
    if not others:
        return known
    shares = {key: one for key, one in {**known.shares, **others}.items() if one}
    pools = {**known.pools, **{key: pool_of(one.values()) for key, one in others.items() if one}}
    if pools.keys() == known.pools.keys() == shares.keys():
        return PoolSums(shares, pools)
    return PoolSums(shares, {key: pools[key] for key in sorted(shares)})
