"""What backups cost in Azure: a vault for products of Azure Backup, blobs for the others."""

from __future__ import annotations

from typing import NamedTuple

from dr_desktop.assessment.capacity import PoolMeans, PoolSeries
from dr_desktop.assessment.consumption_bill import Tariff
from dr_desktop.assessment.consumption_ways import BY_INSTANCE, lies_in_azure, target_region
from dr_desktop.assessment.price_keys import blob_key, vault_key
from dr_desktop.plan.backup import BackupTarget


class StoragePrice(NamedTuple):
    """What a GiB costs for a month at a target; `paid` is False for a target outside Azure.

    A price that is missing amounts to nothing, and is noted with the tariff.
    """

    paid: bool
    amount: float


def storage_price_key(target: BackupTarget) -> str:
    """Azure Backup Server and the MARS agent fill a vault; other products write to cool block blobs."""
    redundancy = target.redundancy or "grs"
    return vault_key(redundancy) if target.product in BY_INSTANCE else blob_key("cool", redundancy)


def storage_amount(tariff: Tariff, target: BackupTarget) -> StoragePrice:
    """What a GiB costs for a month at a target."""
    if not lies_in_azure(target, tariff.around):
        return StoragePrice(False, 0.0)
    region = target_region(target, tariff.around)
    return StoragePrice(True, tariff.unit_amount("backup_storage", storage_price_key(target), region) or 0.0)


def pool_means(series: PoolSeries, first_day: int, after: int) -> PoolMeans:
    """The means of a pool's days from `first_day` until `after`, both counted from the start of the plan.

    A day on which a finer chain has several states counts with the one that is the largest for the whole pool, so that
    the applications of a pool pay together what it stores.
    """
    found = series.means.get((first_day, after))
    if found is None:
        found = series.means[first_day, after] = _means(series, first_day, after)
    return found


def _means(series: PoolSeries, first_day: int, after: int) -> PoolMeans:
    chain, days = series.chain, range(first_day, min(after, len(series.chain.a)))
    if not days:
        return PoolMeans(0.0, 0.0)
    a, b = list(chain.a[first_day:after]), list(chain.b[first_day:after])
    if chain.finer:
        used, change = series.pool.used_gib, series.pool.change_gib_per_day
        for day in days:
            states = chain.finer.get(day)
            if states:
                one = max(states, key=lambda state: state.size_gib(used, change))
                a[day - first_day], b[day - first_day] = one.a_points + one.a_archive, one.b_points + one.b_archive
    left = series.reduction / len(days)
    return PoolMeans(sum(a) * left, sum(b) * left)
