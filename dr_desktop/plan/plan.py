"""Plan: a frozen value. An edit makes a new plan that shares everything unchanged with the old one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, Final, TypeVar, cast

from dr_desktop.plan.application import UNASSIGNED, Application
from dr_desktop.plan.assumptions import Assumption, default_assumptions
from dr_desktop.plan.backup import BackupCopy, BackupPolicy, BackupTarget
from dr_desktop.plan.churn_profile import ChurnProfile
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.drill import Drill, RecoveryStep, Scenario
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.governance import (
    Acceptance,
    Action,
    CalendarPeriod,
    CostLine,
    Decision,
    PriceOverride,
    Revision,
    Risk,
    SignOff,
)
from dr_desktop.plan.header import Header
from dr_desktop.plan.link import Link
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.rows import put_into
from dr_desktop.plan.site import Site
from dr_desktop.plan.tier import Tier

E = TypeVar("E", bound=Entity)
Table = Mapping[str, E]

HEADER: Final = "header"

TABLES: Final[dict[str, type[Entity]]] = {
    "tiers": Tier,
    "sites": Site,
    "links": Link,
    "backup_targets": BackupTarget,
    "backup_policies": BackupPolicy,
    "backup_copies": BackupCopy,
    "applications": Application,
    "machines": Machine,
    "data_stores": DataStore,
    "churn_profiles": ChurnProfile,
    "drills": Drill,
    "recovery_steps": RecoveryStep,
    "scenarios": Scenario,
    "acceptances": Acceptance,
    "calendar_periods": CalendarPeriod,
    "cost_lines": CostLine,
    "price_overrides": PriceOverride,
    "risks": Risk,
    "decisions": Decision,
    "actions": Action,
    "sign_offs": SignOff,
    "revisions": Revision,
    "assumptions": Assumption,
}

ID_PREFIX: Final[dict[str, str]] = {
    "tiers": "tier", "sites": "site", "links": "link", "backup_targets": "target", "backup_policies": "policy",
    "backup_copies": "copy", "applications": "app", "machines": "m", "data_stores": "store",
    "churn_profiles": "profile", "drills": "drill", "recovery_steps": "step", "scenarios": "scenario",
    "acceptances": "accept", "calendar_periods": "period",
    "cost_lines": "cost", "price_overrides": "price", "risks": "risk", "decisions": "decision", "actions": "action",
    "sign_offs": "sign", "revisions": "revision", "assumptions": "assumption",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the planner states: the header and, per table, a mapping id -> entity in the planner's order."""

    header: Header
    tiers: Table[Tier] = field(default_factory=dict)
    sites: Table[Site] = field(default_factory=dict)
    links: Table[Link] = field(default_factory=dict)
    backup_targets: Table[BackupTarget] = field(default_factory=dict)
    backup_policies: Table[BackupPolicy] = field(default_factory=dict)
    backup_copies: Table[BackupCopy] = field(default_factory=dict)
    applications: Table[Application] = field(default_factory=dict)
    machines: Table[Machine] = field(default_factory=dict)
    data_stores: Table[DataStore] = field(default_factory=dict)
    churn_profiles: Table[ChurnProfile] = field(default_factory=dict)
    drills: Table[Drill] = field(default_factory=dict)
    recovery_steps: Table[RecoveryStep] = field(default_factory=dict)
    scenarios: Table[Scenario] = field(default_factory=dict)
    acceptances: Table[Acceptance] = field(default_factory=dict)
    calendar_periods: Table[CalendarPeriod] = field(default_factory=dict)
    cost_lines: Table[CostLine] = field(default_factory=dict)
    price_overrides: Table[PriceOverride] = field(default_factory=dict)
    risks: Table[Risk] = field(default_factory=dict)
    decisions: Table[Decision] = field(default_factory=dict)
    actions: Table[Action] = field(default_factory=dict)
    sign_offs: Table[SignOff] = field(default_factory=dict)
    revisions: Table[Revision] = field(default_factory=dict)
    assumptions: Table[Assumption] = field(default_factory=default_assumptions)

    def table(self, name: str) -> Table[Entity]:
        """One table by its name in `TABLES`."""
        return cast("Table[Entity]", getattr(self, name))

    def put(self, name: str, *entities: Entity) -> Plan:
        """The plan with these entities: replaced in place where the id is known, else added at the end."""
        if name == HEADER:
            return replace(self, header=cast(Header, entities[-1]))
        return self._with(name, put_into(self.table(name), {one.id: one for one in entities}))

    def insert(self, name: str, entities: Iterable[Entity], position: int) -> Plan:
        """The plan with new entities before row `position` of the table."""
        rows = list(self.table(name).items())
        rows[position:position] = [(one.id, one) for one in entities]
        return self._with(name, dict(rows))

    def remove(self, name: str, ids: Iterable[str]) -> Plan:
        """The plan without these rows; ids that are not there are ignored."""
        gone = set(ids)
        return self._with(name, {key: one for key, one in self.table(name).items() if key not in gone})

    def _with(self, name: str, table: Mapping[str, Entity]) -> Plan:
        return replace(self, **cast("dict[str, Any]", {name: table}))


def new_plan(start_month: date, title: str = "New plan") -> Plan:
    """An empty plan with the application *Unassigned* and the default assumptions."""
    unassigned = Application(id=UNASSIGNED, name="Unassigned", notes="Machines that belong nowhere yet.")
    header = Header(id=HEADER, name=title, start_month=start_month.replace(day=1))
    return Plan(header=header, applications={UNASSIGNED: unassigned})


def table_names() -> tuple[str, ...]:
    """The tables of a plan in the order of the file."""
    return tuple(one.name for one in fields(Plan) if one.name != HEADER)
