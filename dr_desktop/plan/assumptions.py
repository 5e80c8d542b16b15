"""Assumptions: numbers that stand in where nothing was measured. Stated in the plan: editable, undoable, printed."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from pydantic import Field

from dr_desktop.plan.entity import Entity
from dr_desktop.plan.quantity import Amount, Text


class Assumption(Entity):
    """One assumed number; its id is its key in `DEFINITIONS`."""

    base: Amount = Field(None, title="Value", description="What the plan counts with.")
    low: Amount = Field(None, title="Low", description="The least that is believable.")
    high: Amount = Field(None, title="High", description="The most that is believable.")
    source: Text = Field("", title="Source", description="Where the number comes from.")


class Definition(NamedTuple):
    """What an assumption is about; its default, bounds and unit."""

    name: str
    unit: str
    base: float
    low: float | None
    high: float | None
    minimum: float
    maximum: float
    help: str
    source: str


class Assumed(NamedTuple):
    """The base values of all assumptions, by key; units as in `DEFINITIONS`."""

    horizon_months: float
    growth_percent_per_year: float
    change_percent_per_day: float
    used_percent_of_provisioned: float
    reduction_left_percent: float
    rewrite_factor: float
    replica_factor: float
    peak_factor: float
    usable_percent: float
    link_outage_hours: float
    capacity_ceiling_percent: float
    headroom_percent: float
    lead_time_months: float
    vcpu_per_core: float
    minimum_distance_km: float
    sync_max_latency_ms: float
    detect_minutes: float
    decide_minutes: float
    rebuild_minutes: float
    start_minutes: float
    validate_minutes: float
    redirect_minutes: float
    first_copies_per_night: float
    failover_minutes_per_machine: float
    automatic_failover_minutes: float
    restore_streams: float
    restore_mb_s: float
    parallel_starts: float
    duration_spread_percent: float
    speed_spread_percent: float
    drill_validity_days: float
    price_validity_days: float
    drills_per_year: float
    drill_days: float
    failover_days_per_year: float
    disasters_per_year: float
    unprotected_days: float
    exchange_rate: float
    discount_percent: float


_OURS: Final = "Default of DR Desktop; state your own."
_DRILLED: Final = "Default of DR Desktop; measure it in a drill."
_BACKUP_PRICING: Final = "Azure Backup pricing estimator, churn 1 / 3 / 5 %, 2025-09-19"

DEFINITIONS: Final[dict[str, Definition]] = {
    "horizon_months": Definition(
        "Horizon", "months", 36, None, None, 1, 120, "How far capacity and cost are projected.", _OURS
    ),
    "growth_percent_per_year": Definition(
        "Growth of data", "% a year", 10, 5, 20, -50, 300, "For applications without their own growth.", _OURS
    ),
    "change_percent_per_day": Definition(
        "Change a day", "%", 3, 1, 5, 0, 100, "For machines whose change was not measured.", _BACKUP_PRICING
    ),
    "used_percent_of_provisioned": Definition(
        "Used of provisioned", "%", 60, 45, 80, 1, 100, "For machines whose used data is not known.", _OURS
    ),
    "reduction_left_percent": Definition(
        "Left after reduction",
        "%",
        50,
        40,
        65,
        1,
        100,
        "Share left by compression and dedupe, where neither policy nor target states it.",
        "NAKIVO 50 %, Veeam for Azure 50-60 %: rules of thumb",
    ),
    "rewrite_factor": Definition(
        "Rewrites", "× change", 1.5, 1, 3, 1, 20, "Replication sends a block each time it is rewritten.", _OURS
    ),
    "replica_factor": Definition(
        "Replica with its history",
        "× provisioned",
        1.5,
        1.5,
        2,
        1,
        10,
        "Storage that a replica and its recovery points take on the recovery stamp.",
        "Site Recovery on Azure Stack Hub, capacity planning, 2023-06-19: 1.5 to 2.0",
    ),
    "peak_factor": Definition(
        "Busiest hour", "× average", 3, 2, 6, 1, 50, "Churn of the busiest hour against the average.", _OURS
    ),
    "usable_percent": Definition(
        "Usable share of a link",
        "%",
        75,
        50,
        78,
        1,
        100,
        "For links that do not state it. Half of a stamp's uplinks is kept for the infrastructure.",
        "Derived from the hours table of Data Protection Manager: 0.74-0.78",
    ),
    "link_outage_hours": Definition(
        "Outage of a link", "h", 4, 1, 24, 0, 8_760, "How long a link may be down, where it does not say.", _OURS
    ),
    "capacity_ceiling_percent": Definition(
        "Ceiling of a store",
        "%",
        80,
        None,
        None,
        10,
        100,
        "A store counts as full above it.",
        "Azure Stack storage alerts at 80 %, 2020-01-22",
    ),
    "headroom_percent": Definition(
        "Headroom",
        "%",
        0,
        0,
        30,
        0,
        500,
        "Room for machines that are not yet listed, as a share of those that are. 0: only what the plan lists counts.",
        "The Site Recovery Deployment Planner adds 30 %",
    ),
    "lead_time_months": Definition(
        "Lead time", "months", 4, 2, 6, 0, 36, "From an order until new storage can be used.", _OURS
    ),
    "vcpu_per_core": Definition("vCPU per core", "×", 4, 2, 6, 1, 16, "Overcommit of processors on a stamp.", _OURS),
    "minimum_distance_km": Definition(
        "Least distance", "km", 50, None, None, 0, 2_000, "Nearer than this counts as close proximity.", _OURS
    ),
    "sync_max_latency_ms": Definition(
        "Synchronous up to",
        "ms",
        5,
        None,
        None,
        0.1,
        100,
        "Round trip up to which synchronous copies are sensible.",
        _OURS,
    ),
    "detect_minutes": Definition("Detect", "min", 15, 5, 60, 0, 10_080, "From the incident until noticed.", _DRILLED),
    "decide_minutes": Definition("Decide", "min", 30, 15, 120, 0, 10_080, "From noticing until invoked.", _DRILLED),
    "rebuild_minutes": Definition(
        "Rebuild a machine",
        "min",
        45,
        20,
        120,
        0,
        10_080,
        "Where data alone is restored, machines are made again first: system, agent, settings.",
        _DRILLED,
    ),
    "start_minutes": Definition(
        "Start a machine", "min", 5, 2, 15, 0, 1_440, "From power on until it serves.", _DRILLED
    ),
    "validate_minutes": Definition("Validate", "min", 20, 10, 60, 0, 10_080, "Checks before users return.", _DRILLED),
    "redirect_minutes": Definition(
        "Redirect", "min", 10, 5, 60, 0, 10_080, "Names and users to the new place.", _DRILLED
    ),
    "first_copies_per_night": Definition(
        "First copies a night",
        "machines",
        20,
        10,
        40,
        1,
        10_000,
        "New machines that are brought in a night at one backup target or recovery site.",
        _OURS,
    ),
    "failover_minutes_per_machine": Definition(
        "Failover of a machine",
        "min",
        10,
        8,
        10,
        0,
        1_440,
        "Machines that Site Recovery treats as physical take this long more.",
        "Site Recovery, test failover: 8-10 min for physical machines",
    ),
    "automatic_failover_minutes": Definition(
        "Automatic failover", "min", 0.5, 0.1, 2, 0, 1_440, "Detection and take-over by cluster software.", _DRILLED
    ),
    "restore_streams": Definition(
        "Restore streams", "", 8, 4, 16, 1, 1_000, "Where a target does not state them.", _OURS
    ),
    "restore_mb_s": Definition(
        "Restore speed",
        "MB/s",
        145,
        70,
        145,
        1,
        100_000,
        "Where a target does not state it.",
        "Cap of one premium disk of a stamp, 2025-01-24",
    ),
    "parallel_starts": Definition(
        "Parallel starts", "", 10, 5, 20, 1, 10_000, "Where a site does not state them.", _OURS
    ),
    "duration_spread_percent": Definition(
        "Stated durations, ±",
        "%",
        25,
        None,
        None,
        0,
        100,
        "How much shorter or longer a stated duration may turn out: for the probability of meeting an objective.",
        _DRILLED,
    ),
    "speed_spread_percent": Definition(
        "Stated speeds, ±",
        "%",
        20,
        None,
        None,
        0,
        90,
        "How much slower or faster a stated link or store may turn out: for the probability of meeting an objective.",
        _DRILLED,
    ),
    "drill_validity_days": Definition(
        "Drill is valid for",
        "days",
        180,
        None,
        None,
        1,
        3_650,
        "Older evidence counts as expired.",
        "Site Recovery warns after 180 days without a test failover",
    ),
    "price_validity_days": Definition(
        "Prices are valid for",
        "days",
        180,
        None,
        None,
        1,
        3_650,
        "Prices that were collected longer ago are pointed out; import newer ones.",
        _OURS,
    ),
    "drills_per_year": Definition(
        "Drills a year",
        "",
        4,
        1,
        4,
        0,
        366,
        "Where a tier does not state them.",
        "Default of the Site Recovery Deployment Planner",
    ),
    "drill_days": Definition(
        "Days of a drill",
        "days",
        7,
        1,
        7,
        0,
        365,
        "Recovered machines run this long.",
        "Default of the Site Recovery Deployment Planner",
    ),
    "failover_days_per_year": Definition(
        "Days in failover", "days a year", 3, 0, 14, 0, 366, "For the cost of a year with a disaster.", _OURS
    ),
    "disasters_per_year": Definition(
        "Disasters a year",
        "a year",
        0.05,
        0.01,
        0.2,
        0,
        100,
        "Losses of a site that an application must expect, where no scenario says how often: 0.05 is once in 20 years.",
        _OURS,
    ),
    "unprotected_days": Definition(
        "Outage without protection",
        "days",
        14,
        7,
        30,
        0,
        3_650,
        "Until an application without a way back works again, and how many days of work must be done anew.",
        _OURS,
    ),
    "exchange_rate": Definition(
        "Exchange rate",
        "per USD",
        1,
        None,
        None,
        0.000001,
        1_000_000,
        "The plan's currency for one dollar.",
        "State the rate of the day",
    ),
    "discount_percent": Definition(
        "Discount", "%", 0, 0, 15, 0, 100, "On published prices; not on prices that the plan agreed.", _OURS
    ),
}


def default_assumptions() -> dict[str, Assumption]:
    """The table of assumptions of a new plan, in the order of `DEFINITIONS`."""
    return {
        key: Assumption(id=key, name=one.name, base=one.base, low=one.low, high=one.high, source=one.source)
        for key, one in DEFINITIONS.items()
    }


def assumed(table: Mapping[str, Assumption]) -> Assumed:
    """The base value of each assumption; the default where the plan leaves it blank, never out of its bounds."""
    values: dict[str, float] = {}
    for key, one in DEFINITIONS.items():
        stated = table.get(key)
        base = one.base if stated is None or stated.base is None else stated.base
        values[key] = min(max(base, one.minimum), one.maximum)
    return Assumed(**values)
