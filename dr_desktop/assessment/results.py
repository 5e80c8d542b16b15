"""What an assessment holds: records of results, never edited. Units stand in the names; None means not known.

Modules of records do without `from __future__ import annotations`: each field's text would be compiled by itself, at
every start.
"""

from abc import abstractmethod
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from dr_desktop.assessment.landing_records import NO_SHARES, Landing, LandingShares
from dr_desktop.assessment.link_records import NOTHING, Flow, MissedPoint
from dr_desktop.plan.assumptions import Assumed, assumed
from dr_desktop.plan.inherit import Objectives, Protection
from dr_desktop.plan.plan import Plan

if TYPE_CHECKING:
    from dr_desktop.assessment.mabs import MabsPool

Severity = Literal["error", "warning", "note"]
Verdict = Literal["recommended", "condition", "not_recommended", "not_supported"]
Row = Literal["csp", "customer", "azure", ""]
Column = Literal["azure", "csp", "customer", ""]
Met = Literal["met", "little_margin", "missed", "not_known"]
Claim = Literal["none", "wished", "designed", "simulated", "drilled", "proven"]
Coverage = Literal["protected", "unprotected", "undecided", "member", "no_recovery"]

VERDICTS: tuple[Verdict, ...] = ("recommended", "condition", "not_recommended", "not_supported")
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
MEETING: tuple[Met, ...] = ("met", "little_margin")


class Finding(NamedTuple):
    """One thing the assessment objects to. `table`, `entity` and `field` are where a click goes.

    `accepted` is the id of the Acceptance that covers it, or "".
    """

    rule: str
    severity: Severity
    table: str
    entity: str
    field: str
    sentence: str
    remedy: str
    source: str
    accepted: str = ""


Kind = tuple[str, str, Severity]
"""Table, rule and severity of a finding."""


class Reason(NamedTuple):
    """Why a topology gets its verdict: one rule of the guidance that applies."""

    rule: str
    verdict: Verdict
    sentence: str
    source: str


class Topology(NamedTuple):
    """Where an application runs and recovers, and what the guidance says of it.

    `row` and `column` are its cell in the matrix ("" = not placed). `sentence` is the cell's, in our own words.
    `verdict` is the worst of all reasons; None when nothing can be said (not placed, no recovery). `covers_cloud_loss`
    is False for a way back that goes with the source, or with the building that it stands in.
    """

    row: Row
    column: Column
    target_site: str | None
    sentence: str
    verdict: Verdict | None
    reasons: tuple[Reason, ...]
    covers_cloud_loss: bool
    #: whether it survives at least the loss of that cloud alone, its building left standing
    covers_cloud_alone: bool = False


class MachineResult(NamedTuple):
    """Figures of one machine (or data store). GiB = 2^30 bytes. `assumed` names the fields that an assumption filled.

    `instances` counts the members of a scale set, 1 otherwise. `protected_gib` is what a backup holds at the start,
    0 when nothing is backed up; `change_gib_per_day` is what a backup finds changed in a day; `churn_gib_per_day` is
    what replication sends; `provisioned_gib` is the sum of the disks that are not excluded. `first_copy_due`: it is a
    machine whose first copy is still to be made.
    """

    used_gib: float | None
    provisioned_gib: float | None
    change_gib_per_day: float | None
    churn_gib_per_day: float | None
    peak_churn_mb_s: float | None
    vcpus: int
    memory_gib: float
    instances: int
    coverage: Coverage
    assumed: tuple[str, ...]
    protection: Protection
    findings: tuple[Finding, ...]
    first_copy_due: bool = False


class TimePart(NamedTuple):
    """One addend of a designed recovery time: name ('detect', 'restore' …), minutes, and in words what it rests on."""

    name: str
    minutes: float
    basis: str


class DesignedRecovery(NamedTuple):
    """Designed recovery time (alone, without contention) and recovery point, in minutes; None = not known.

    `rpo_basis` and `rto_basis` say in words how they come about, or what is missing. `unrecoverable` = total loss,
    said plainly.
    """

    rto_minutes: float | None
    parts: tuple[TimePart, ...]
    rpo_minutes: float | None
    rpo_basis: str
    unrecoverable: bool
    rto_basis: str = ""


class DrillRecord(NamedTuple):
    """Evidence of an application: drills that count, how many succeeded, mean and range of their minutes.

    `drills` = how many count; `expired` = it succeeded, but not within the plan's validity; `latest_failed` breaks
    *proven*; `success_on` = the latest success; `data_loss_minutes` = the most that a success lost.
    """

    drills: int
    succeeded: int
    mttr_minutes: float | None
    shortest_minutes: float | None
    longest_minutes: float | None
    latest_on: date | None
    latest_failed: bool
    expired: bool
    success_on: date | None = None
    data_loss_minutes: float | None = None


class ApplicationResult(NamedTuple):
    """All that follows for one application. Sums are over its machines and data stores."""

    machines: int
    instances: int
    powered_off: int
    unprotected: int
    undecided: int
    vcpus: int
    memory_gib: float
    used_gib: float
    provisioned_gib: float
    change_gib_per_day: float
    churn_gib_per_day: float
    unknown_used: int
    assumed_values: int
    growth_percent_per_year: float
    objectives: Objectives
    protection: Protection
    topology: Topology
    designed: DesignedRecovery
    drills: DrillRecord
    rto_met: Met
    rpo_met: Met
    drill_met: Met
    claim: Claim
    findings: tuple[Finding, ...]
    landing: LandingShares = NO_SHARES

    @property
    def meets_objectives(self) -> bool:
        """Whether RTO and RPO are known and met on paper, by a way back that outlives its cloud and its building."""
        return self.rto_met in MEETING and self.rpo_met in MEETING and self.topology.covers_cloud_loss


class MonthStep(NamedTuple):
    """A month of a store at its worst day, in GiB. `points` newest restore points, `archive` weekly to yearly fulls,
    `copies` second copies from other targets, `working` room to build and merge fulls; for a stamp `points` holds the
    replicas and `working` what runs there already. `headroom` is room for machines not yet listed. `total` is the
    sum of the five. `stored_average` is the
    mean over the days of the month of all but working space: what a cloud bills. Of `points`, `archive` and `copies`,
    `held_back` is there only because the target lets nothing be deleted; `shared` is what they would take more without
    block clone (an estimate, already taken off)."""

    month: date
    worst_day: date
    points: float
    archive: float
    copies: float
    working: float
    total: float
    stored_average: float
    held_back: float = 0.0
    shared: float = 0.0
    headroom: float = 0.0


class HeldBack(NamedTuple):
    """Restore points of a policy that are there only because a target lets nothing be deleted, on its worst day.

    `layer` is "points" or "copies"; `points` counts restore points of each machine, `kept` those the policy keeps;
    GiB over all machines.
    """

    policy: str
    layer: str
    kept: int
    points: int
    gib: float


class StoreResult(NamedTuple):
    """Capacity of a backup target or a stamp over the horizon, GiB.

    `capacity_gib` None = no stated limit; `run_out` = first month above the ceiling (None: holds), `order_by` =
    run-out less the lead time. `worst` is the step with the largest total. `upper_bound`: the worst day is an upper
    bound because several fine-grained policies meet. `rule_words`: which retention rules were used.
    """

    kind: Literal["target", "stamp"]
    months: tuple[MonthStep, ...]
    capacity_gib: float | None
    ceiling_gib: float | None
    worst: MonthStep | None
    run_out: date | None
    order_by: date | None
    upper_bound: bool
    applications: int
    machines: int
    source_gib: float
    rule_words: tuple[str, ...]
    findings: tuple[Finding, ...]
    #: what immutability holds back on the worst day, per policy; empty where it holds back nothing
    held_back: tuple[HeldBack, ...] = ()
    #: first month above the ceiling if nothing were held back
    run_out_unheld: date | None = None
    #: how a capacity that nobody states was worked out; "" where it is stated or not known
    capacity_formula: str = ""
    #: how many more machines like the average one fit below the ceiling in every month; None where that is not known
    room_machines: int | None = None
    #: what Azure Backup Server needs for this target; None of any other product
    mabs: "MabsPool | None" = None
    #: machines on a target whose first copy is still to be made, and their data in use, GiB
    due_machines: int = 0
    due_gib: float = 0.0


class LinkResult(NamedTuple):
    """Load of a link the way that asks for more, from `from_site` on, Mbit/s (10^6 bit), and what it allows.

    Means of replication and of backups with their second copies; `peak_mbit_s` and `p95_mbit_s` are of replication:
    the highest rate, and the one not exceeded in 95 % of the time. `replication_usable_mbit_s` is what replication may
    take of what is usable, `backup_left_mbit_s` what backups find in their windows, in which they need
    `backup_peak_mbit_s`, `left_mbit_s` what first copies and restores find on average. `measured_share` of replication
    comes from churn profiles, 0 to 1.
    The recovery point that is hardest to keep: `rpo_minutes` asked for `rpo_application`, which transfers every
    `rhythm_minutes`; `achievable_rpo_minutes` on this line (None: not known, or it grows for ever); `within_rpo`: share
    of the time in which it is kept, 0 to 1; `smallest_mbit_s`: nominal speed of the smallest line that always keeps it,
    `smallest_most_mbit_s` that keeps it in 90 % of the time (None: not known, or no line does).
    `worst_backlog_gib` waits before the line at most; `first_copy_hours` take first copies beside the churn (None:
    never). An outage of `outage_hours` leaves `outage_backlog_gib`, caught up in `catch_up_hours` (None: never); the
    log holds what changes in `log_holds_hours` (None: any time); `resynchronises`: not long enough.
    `missed` recovery points, of either way: those that would be kept if the application were alone on the line.
    """

    replication_mbit_s: float
    backup_mbit_s: float
    peak_mbit_s: float
    usable_mbit_s: float | None
    findings: tuple[Finding, ...]
    flow: Flow = NOTHING
    from_site: str = ""
    p95_mbit_s: float = 0.0
    measured_share: float = 0.0
    backup_peak_mbit_s: float = 0.0
    replication_usable_mbit_s: float | None = None
    backup_left_mbit_s: float | None = None
    left_mbit_s: float | None = None
    rpo_minutes: float | None = None
    rhythm_minutes: float | None = None
    rpo_application: str = ""
    achievable_rpo_minutes: float | None = None
    within_rpo: float | None = None
    smallest_mbit_s: float | None = None
    smallest_most_mbit_s: float | None = None
    worst_backlog_gib: float | None = None
    first_copy_hours: float | None = None
    outage_hours: float | None = None
    outage_backlog_gib: float | None = None
    catch_up_hours: float | None = None
    log_holds_hours: float | None = None
    resynchronises: bool = False
    missed: tuple[MissedPoint, ...] = ()


class ConsumptionComponent(NamedTuple):
    """One line of the bill: key, words, state (steady, drill or failover), amount per month of the horizon in the
    plan's currency, where its prices come from (words with date), its quantity in the usual month, and what of it has
    no price and adds nothing. Amounts of the state failover are for one failover that happens in that month."""

    key: str
    name: str
    state: Literal["steady", "drill", "failover"]
    amounts: tuple[float, ...]
    price_words: str
    quantity_words: str
    not_priced: tuple[str, ...] = ()


class Costs(Mapping[str, float]):
    """Amounts by id, worked out when asked for."""

    @abstractmethod
    def changed_since(self, before: Mapping[str, float]) -> set[str]:
        """The ids whose amount may be another than in `before`, told without working any out."""


class Consumption(NamedTuple):
    """Public-cloud consumption by month. `per_application` = steady amount of the usual month by id (the first
    month without a free day of replication)."""

    months: tuple[date, ...]
    currency: str
    components: tuple[ConsumptionComponent, ...]
    total_steady: tuple[float, ...]
    total: tuple[float, ...]
    per_application: Mapping[str, float]
    findings: tuple[Finding, ...]


class Totals(NamedTuple):
    """The five totals that always show, and what stands beside them."""

    applications: int
    applications_meeting: int
    machines: int
    unprotected: int
    undecided: int
    fullest_store: str
    fullest_gib: float | None
    fullest_capacity_gib: float | None
    fullest_ceiling_gib: float | None
    cost_month: float | None
    errors: int
    warnings: int
    notes: int
    accepted: int
    assumed_values: int
    stated_values: int


class Work(NamedTuple):
    """What this assessment computed anew; the rest was reused."""

    machines: int
    applications: int
    stores: int
    links: int


class Assessment(NamedTuple):
    """All that follows from a plan. Mappings are by entity id, in the plan's order.

    `open_kinds` counts the findings that nobody accepted.
    """

    plan: Plan
    assumed: Assumed
    machines: dict[str, MachineResult]
    data_stores: dict[str, MachineResult]
    applications: dict[str, ApplicationResult]
    targets: dict[str, StoreResult]
    stamps: dict[str, StoreResult]
    links: dict[str, LinkResult]
    consumption: Consumption
    findings: tuple[Finding, ...]
    open_kinds: Mapping[Kind, int]
    totals: Totals
    work: Work
    #: what the next assessment reuses; of no interest to a reader
    memory: object
    #: by `Landing.key`: every stamp after every loss that sends something there
    landings: Mapping[str, Landing] = MappingProxyType({})


def not_yet_assessed(plan: Plan) -> Assessment:
    """What stands for an assessment until there is one: nothing is known of anything."""
    return Assessment(
        plan=plan,
        assumed=assumed(plan.assumptions),
        machines={},
        data_stores={},
        applications={},
        targets={},
        stamps={},
        links={},
        consumption=Consumption((), plan.header.currency, (), (), (), {}, ()),
        findings=(),
        open_kinds={},
        totals=Totals(0, 0, len(plan.machines), 0, 0, "", None, None, None, None, 0, 0, 0, 0, 0, 0),
        work=Work(0, 0, 0, 0),
        memory=None,
    )
