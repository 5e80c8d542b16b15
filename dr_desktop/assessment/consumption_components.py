"""The components of consumption: their words, the state in which each is paid, and how its amount comes about."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

State = Literal["steady", "drill", "failover"]
STATES: Final[tuple[State, ...]] = ("steady", "drill", "failover")
STATE_MEANS: Final[dict[State, str]] = {
    "steady": "Paid every month, whether or not anything happens.",
    "drill": "Paid for drills: the mean of a year, spread over its months.",
    "failover": "Paid when it happens: one failover with its failback; in no total of a month without a disaster.",
}


class Component(NamedTuple):
    """One line of the bill: its words, its state, how its quantity is said (of a number), and its formula in words."""

    name: str
    state: State
    quantity: str
    formula: str


COMPONENTS: Final[dict[str, Component]] = {
    "protected_instances": Component(
        "Protected instances",
        "steady",
        "{:,.0f} instances",
        "instances × price of an instance and month; up to 50 GiB is a small one, each started 500 GiB is one more",
    ),
    "backup_storage": Component(
        "Backup storage", "steady", "{:,.0f} GiB stored", "mean of what lies there in the month × price of a GiB"
    ),
    "replication_fee": Component(
        "Replication fee",
        "steady",
        "{:,.0f} machines replicated; the first 31 days of each are free",
        "machines replicated × price of an instance × share of the month's days beyond the 31 free ones",
    ),
    "replica_disks": Component(
        "Replica disks", "steady", "{:,.0f} disks, Standard SSD", "disks, each at the price of the next size sold"
    ),
    "replication_cache": Component(
        "Replication cache",
        "steady",
        "cache of {:,.0f} disks",
        "disks × 500 MiB that the cache account holds for each × price of a GiB of page blobs; "
        "up to a day of churn when replication is in trouble",
    ),
    "replica_snapshots": Component(
        "Snapshots of replicas",
        "steady",
        "{:,.0f} GiB of recovery points",
        "churn a day × hours of history / 24 × price of a GiB of snapshots; "
        "a block that is rewritten counts each time, so this is an upper estimate",
    ),
    "standby_compute": Component(
        "Stand-by compute",
        "steady",
        "{:,.0f} machines running all month",
        "running machines × 730 h × price of an hour",
    ),
    "gateways": Component(
        "Gateways and circuits",
        "steady",
        "{:,.0f} gateways, gateway units and circuits",
        "each VPN or ExpressRoute link into Azure: the smallest gateway or circuit that carries its speed",
    ),
    "cost_lines": Component(
        "Other costs of the plan", "steady", "{:,.0f} lines", "your own lines, as the plan states them"
    ),
    "drill_compute": Component(
        "Compute of drills",
        "drill",
        "{:,.0f} machines",
        "machines × drills a year × days of a drill × 24 h / 12 × price of an hour",
    ),
    "drill_disks": Component(
        "Disks of drills",
        "drill",
        "{:,.0f} disks, Standard SSD",
        "disks × drills a year × days of a drill × 24 h / 730 h / 12 × price of a month",
    ),
    "drill_egress": Component(
        "Egress of drills",
        "drill",
        "{:,.0f} GiB a month in the mean of the year",
        "GiB that leave Azure in drills × price of a GiB, by its steps; 100 GB a month are free",
    ),
    "failover_compute": Component(
        "Compute of one failover",
        "failover",
        "{:,.0f} machines",
        "machines × days in failover × 24 h × price of an hour",
    ),
    "failover_disks": Component(
        "Disks of one failover",
        "failover",
        "{:,.0f} disks, Standard SSD",
        "disks × days in failover × 24 h / 730 h × price of a month",
    ),
    "failover_egress": Component(
        "Egress of one restore",
        "failover",
        "{:,.0f} GiB each time",
        "GiB that leave Azure when everything is restored elsewhere × price of a GiB, by its steps",
    ),
    "failback_egress": Component(
        "Egress of one failback",
        "failover",
        "{:,.0f} GiB each time",
        "GiB that leave Azure in one failback × price of a GiB, by its steps",
    ),
}
