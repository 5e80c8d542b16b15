"""L3: the targets, stamps and links that follow from the pools."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import ceil, fsum
from operator import itemgetter
from typing import NamedTuple

from dr_desktop.assessment.capacity import PoolSeries, fullest_run, pool_day, pool_series, stamp_store, target_store
from dr_desktop.assessment.landing import LandingPools, landing_pools, landing_pools_again, landings_of
from dr_desktop.assessment.landing_records import Landing, LandingShares
from dr_desktop.assessment.link_figures import link_result
from dr_desktop.assessment.link_records import LinkShare
from dr_desktop.assessment.mabs import MabsPool, is_mabs_server, mabs_pool
from dr_desktop.assessment.months import growth_at, horizon
from dr_desktop.assessment.policy_chain import (
    ChainKey,
    ChainSeries,
    chain_series,
    left_fraction,
    plain_key,
    points_held_back,
    policy_calendar,
    policy_rule,
    policy_words,
)
from dr_desktop.assessment.pools import Pool, PoolKey
from dr_desktop.assessment.results import Finding, HeldBack, LinkResult, MonthStep, StoreResult
from dr_desktop.assessment.rules_landing import landing_findings
from dr_desktop.assessment.rules_links import line_findings
from dr_desktop.assessment.rules_replication_servers import server_findings
from dr_desktop.assessment.rules_retention import retention_findings
from dr_desktop.assessment.rules_shared_links import shared_link_findings
from dr_desktop.assessment.rules_store import link_findings, stamp_findings, target_findings
from dr_desktop.assessment.stamp_storage import stamp_storage
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.backup import BackupTarget
from dr_desktop.plan.link import Link
from dr_desktop.plan.site import Site

Chains = dict[ChainKey, ChainSeries]


class Stores(NamedTuple):
    """Pools by key, the series of those on targets, the results, and how many results were computed anew."""

    pools: dict[PoolKey, Pool]
    series: dict[PoolKey, PoolSeries]
    targets: dict[str, StoreResult]
    stamps: dict[str, StoreResult]
    computed: int


def assess_stores(pools: dict[PoolKey, Pool], around: Surroundings, chains: Chains, previous: Stores | None) -> Stores:
    """Targets and stamps. One whose pools are those of `previous` (same surroundings) is reused."""
    by_store: dict[tuple[str, str], list[PoolKey]] = {}
    for key in pools:
        by_store.setdefault((key.kind, key.store), []).append(key)
    series: dict[PoolKey, PoolSeries] = {}
    targets: dict[str, StoreResult] = {}
    computed = 0
    for target in around.targets.values():
        keys = by_store.get(("target", target.id), [])
        for key in keys:
            known = previous.series.get(key) if previous else None
            made = known if known is not None and known.pool == pools[key] else _series(key, pools, around, chains)
            if made is not None:
                series[key] = made
        if previous is not None and _same(previous, pools, keys, "target", target.id):
            targets[target.id] = previous.targets[target.id]
        else:
            targets[target.id] = _target(target, {key: series[key] for key in keys if key in series}, keys, around)
            computed += 1
    stamps: dict[str, StoreResult] = {}
    for site in around.sites.values():
        if site.kind != "azure_stack":
            continue
        keys = by_store.get(("stamp", site.id), [])
        hosted = [targets[target.id] for target in around.targets.values() if stands_on(target, site)]
        if (
            previous is not None
            and _same(previous, pools, keys, "stamp", site.id)
            and all(any(store is old for old in previous.targets.values()) for store in hosted)
        ):
            stamps[site.id] = previous.stamps[site.id]
        else:
            replicas = [(key.growth_percent_per_year, pools[key]) for key in keys]
            stamps[site.id] = _stamp(site, replicas, hosted, around)
            computed += 1
    return Stores(pools, series, targets, stamps, computed)


def stands_on(target: BackupTarget, site: Site) -> bool:
    """Whether a target takes its storage from the stamp itself: an appliance on the cloud, or Azure Backup Server."""
    on_the_cloud = target.placement == "virtual_appliance_on_the_cloud" or (
        target.product == "mabs" and target.placement not in ("azure", "service_provider")
    )
    return target.site == site.id and on_the_cloud


def assess_links(
    shares: Collection[Mapping[str, LinkShare]],
    links: Mapping[str, Link],
    around: Surroundings,
    previous: Mapping[str, LinkResult],
    touched: Collection[str] | None = None,
) -> tuple[dict[str, LinkResult], int]:
    """The load of every link, and how many were computed: those in `touched`, or all when that is None."""
    results: dict[str, LinkResult] = {}
    computed = 0
    for key, link in links.items():
        if touched is not None and key not in touched:
            results[key] = previous[key]
            continue
        result = link_result(link, [own[key] for own in shares if key in own], around)
        findings = (*link_findings(link, result, around), *line_findings(link, result, around))
        findings = (*findings, *server_findings(link, result, around), *shared_link_findings(link, result, around))
        results[key] = result._replace(findings=findings) if findings else result
        computed += 1
    return results, computed


class Landings(NamedTuple):
    """The sums that landings rest on, every landing by its key, and what is objected to."""

    pools: LandingPools
    landings: dict[str, Landing]
    findings: tuple[Finding, ...]


def assess_landings(
    shares: Collection[LandingShares],
    stamps: Mapping[str, StoreResult],
    around: Surroundings,
    previous: Landings | None = None,
    touched: Collection[LandingShares] = (),
    known: Mapping[str, StoreResult] | None = None,
) -> Landings:
    """Every stamp after every loss. `previous`, of the stamps `known`, is taken again where nothing touches it.

    `touched` holds the shares that changed, as they were and as they are.
    """
    pools = landing_pools(shares) if previous is None else landing_pools_again(previous.pools, touched, shares)
    kept = known is not None and all(known.get(key) is one for key, one in stamps.items())
    if previous is not None and kept and pools == previous.pools:
        return previous
    landings = landings_of(pools, stamps, around)
    return Landings(pools, landings, landing_findings(landings, pools, around))


def _same(previous: Stores, pools: dict[PoolKey, Pool], keys: list[PoolKey], kind: str, store: str) -> bool:
    old = [key for key in previous.pools if key.kind == kind and key.store == store]
    return old == keys and all(previous.pools[key] == pools[key] for key in keys)


def _series(key: PoolKey, pools: Mapping[PoolKey, Pool], around: Surroundings, chains: Chains) -> PoolSeries | None:
    policy, target = around.policies.get(key.policy), around.targets.get(key.store)
    if policy is None:
        return None
    reduction = left_fraction(policy, target, around.assumed.reduction_left_percent)
    chain_key = chain_key_of(key, around)
    rule = chain_key.rule
    chain = _chain(chain_key, chains)
    unheld = unshared = None
    if rule.immutable_days:
        unheld = _chain(chain_key._replace(rule=rule._replace(immutable_days=0.0)), chains)
    if rule.block_clone:
        unshared = _chain(plain_key(chain_key), chains)
    return pool_series(
        pools[key],
        key.layer,
        key.growth_percent_per_year,
        reduction,
        chain,
        None if unheld is chain or unheld == chain else unheld,
        unshared,
    )


def chain_key_of(key: PoolKey, around: Surroundings) -> ChainKey:
    """What the chain of a pool on a target follows from. Raises KeyError where its policy or target is not known."""
    policy, target = around.policies[key.policy], around.targets[key.store]
    start = around.header.start_month
    end = horizon(start, round(around.assumed.horizon_months))[-1]
    rule = policy_rule(policy, 1.0, target)
    return ChainKey(rule, policy_calendar(policy), key.growth_percent_per_year, start, end, key.band)


def _chain(key: ChainKey, chains: Chains) -> ChainSeries:
    found = chains.get(key)
    if found is None:
        plain = _chain(plain_key(key), chains) if key.rule.block_clone else None
        found = chains[key] = chain_series(key, plain)
    return found


def _held_back(result: StoreResult, series: Mapping[PoolKey, PoolSeries], around: Surroundings) -> tuple[HeldBack, ...]:
    """Per policy what is there on the target's worst day only because nothing can be deleted."""
    if result.worst is None:
        return ()
    day = result.worst.worst_day
    row = (day - around.header.start_month).days
    held: dict[tuple[str, str], list[tuple[float, PoolKey]]] = {}
    for key, one in series.items():
        gib = pool_day(one, row).held_back
        if gib:
            held.setdefault((key.policy, key.layer), []).append((gib, key))
    found = []
    for (policy, layer), sizes in held.items():
        _, key = max(sizes, key=itemgetter(0))
        points = points_held_back(chain_key_of(key, around), fullest_run(series[key], row))
        found.append(HeldBack(policy, layer, points.kept, len(points.held_back), fsum([gib for gib, _ in sizes])))
    return tuple(found)


def _target(
    target: BackupTarget, series: Mapping[PoolKey, PoolSeries], keys: list[PoolKey], around: Surroundings
) -> StoreResult:
    policies = dict.fromkeys(key.policy for key in keys)
    words = [policy_words(around.policies[one], target) for one in policies if one in around.policies]
    result = target_store(
        tuple(series.values()),
        around.header.start_month,
        round(around.assumed.horizon_months),
        target.capacity_gib,
        around.assumed.capacity_ceiling_percent,
        around.assumed.lead_time_months,
        around.header.working_space_rule if target.placement != "azure" else "none",
        tuple(words),
        around.assumed.headroom_percent,
    )
    if is_mabs_server(target) and result.worst is not None:
        result = result._replace(mabs=_mabs(result.worst, tuple(series.values()), around))
    result = result._replace(held_back=_held_back(result, series, around))
    pools = {key: one.pool for key, one in series.items()}
    findings = (*target_findings(target, result, around), *retention_findings(target, result, pools, around))
    return result._replace(findings=findings) if findings else result


def _mabs(worst: MonthStep, series: Sequence[PoolSeries], around: Surroundings) -> MabsPool | None:
    """What Azure Backup Server needs for the data that it protects at the end of the horizon or now, if that is more.

    Headroom counts as machines that it protects already.
    """
    last = horizon(around.header.start_month, round(around.assumed.horizon_months))[-1]
    protected = [
        one.pool.used_gib * max(1.0, growth_at(one.growth_percent_per_year, around.header.start_month, last))
        for one in series
    ]
    if not worst.total:
        return None
    more = 1 + around.assumed.headroom_percent / 100
    machines = sum([one.pool.machines for one in series])
    return mabs_pool(fsum(protected) * more, ceil(machines * more), around.catalog.limits)


def _stamp(
    site: Site, replicas: list[tuple[float, Pool]], hosted: list[StoreResult], around: Surroundings
) -> StoreResult:
    storage = stamp_storage(site, around.catalog.limits)
    result = stamp_store(
        replicas,
        hosted,
        site.used_storage_gib or 0.0,
        around.header.start_month,
        round(around.assumed.horizon_months),
        storage.gib,
        around.assumed.capacity_ceiling_percent,
        around.assumed.lead_time_months,
        around.assumed.headroom_percent,
    )._replace(capacity_formula=storage.formula)
    findings = stamp_findings(site, result, around)
    return result._replace(findings=findings) if findings else result
