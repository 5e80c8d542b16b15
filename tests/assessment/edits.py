"""Random edits of a plan, as a planner makes them, for laws about assessing step by step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from dr_desktop.assessment.step import SHARED
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.churn_profile import ChurnProfile
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.drill import Drill
from dr_desktop.plan.entity import Entity, Problem
from dr_desktop.plan.governance import Acceptance, CostLine, PriceOverride
from dr_desktop.plan.header import Header
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import HEADER, TABLES, Plan
from tests.plan.strategies import cells, ids_of

Edit = Callable[[Plan], Plan]

_DRAWN_IDS = {key: (table, place) for table in TABLES for place, key in enumerate(ids_of(table))}
_ROWS_COME_AND_GO = tuple(table for table in TABLES if table != "assumptions")
#: What is found in most plans, and at rows of which table: accepting it changes what is counted.
_OFTEN_FOUND = (
    ("machines", "unprotected"),
    ("machines", "undecided"),
    ("applications", "objectives-not-agreed"),
    ("applications", "drill-missing"),
)
GIB = st.floats(0, 5_000).map(lambda value: round(value, 3))


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    """One edit: a changed cell, a row that comes, goes or moves, an acceptance, or a change of what all share."""
    return draw(st.sampled_from(EDITS))(draw)


@st.composite
def shared_edits(draw: st.DrawFn) -> Edit:
    """One edit of what all applications share."""
    return draw(st.sampled_from(SHARED_EDITS))(draw)


def _changed(plan: Plan, table: str, key: str, /, **values: Any) -> Plan:
    entity = plan.table(table).get(key)
    if entity is None:
        return plan
    changed = entity.changed(**values)
    return plan if isinstance(changed, Problem) else plan.put(table, changed)


def _key(plan: Plan, table: str, number: int) -> str:
    keys = list(plan.table(table))
    return keys[number % len(keys)] if keys else ""


def _cell(table: str, field: str, values: st.SearchStrategy[Any]) -> Callable[[st.DrawFn], Edit]:
    def edit(draw: st.DrawFn) -> Edit:
        number, value = draw(st.integers(0, 999)), draw(values)
        return lambda plan: _changed(plan, table, _key(plan, table, number), **{field: value})

    return edit


def _any_cell(table: str) -> Callable[[st.DrawFn], Edit]:
    """Any field of any row takes any value that it may take; where it refers to a row, one of the plan's."""
    values = cells(TABLES[table])

    def edit(draw: st.DrawFn) -> Edit:
        number, field = draw(st.integers(0, 999)), draw(st.sampled_from(sorted(values)))
        value = draw(values[field])
        return lambda plan: _changed(plan, table, _key(plan, table, number), **{field: _of_plan(plan, value)})

    return edit


def _of_plan(plan: Plan, value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_of_plan(plan, one) for one in value)
    return _key(plan, *_DRAWN_IDS[value]) if isinstance(value, str) and value in _DRAWN_IDS else value


def _header(draw: st.DrawFn) -> Edit:
    values = cells(Header)
    field = draw(st.sampled_from(sorted(values)))
    value = draw(values[field])

    def apply(plan: Plan) -> Plan:
        changed = plan.header.changed(**{field: value})
        return plan if isinstance(changed, Problem) else plan.put(HEADER, changed)

    return apply


def _moved_machine(draw: st.DrawFn) -> Edit:
    number, target = draw(st.integers(0, 999)), draw(st.integers(0, 99))
    return lambda plan: _changed(
        plan, "machines", _key(plan, "machines", number), application=_key(plan, "applications", target)
    )


def _removed(table: str) -> Callable[[st.DrawFn], Edit]:
    def edit(draw: st.DrawFn) -> Edit:
        number = draw(st.integers(0, 999))

        def apply(plan: Plan) -> Plan:
            key = _key(plan, table, number)
            return plan if key in ("", UNASSIGNED) else plan.remove(table, [key])

        return apply

    return edit


def _removed_anywhere(draw: st.DrawFn) -> Edit:
    """A row of any table goes; what points to it stays."""
    return _removed(draw(st.sampled_from(_ROWS_COME_AND_GO)))(draw)


def _inserted_anywhere(draw: st.DrawFn) -> Edit:
    """A row of any table, with any values that it may take."""
    table = draw(st.sampled_from(_ROWS_COME_AND_GO))
    kind = TABLES[table]
    values = draw(st.fixed_dictionaries({}, optional=cells(kind)))
    number, where = draw(st.integers(0, 99)), draw(st.integers(0, 99))

    def apply(plan: Plan) -> Plan:
        key = f"{table}-{number}"
        if key in plan.table(table):
            return plan
        fresh = kind(id=key, **{field: _of_plan(plan, value) for field, value in values.items()})
        return plan.insert(table, [fresh], where % (len(plan.table(table)) + 1))

    return apply


def _turned_anywhere(draw: st.DrawFn) -> Edit:
    """The rows of any table in another order."""
    table, number = draw(st.sampled_from(tuple(TABLES))), draw(st.integers(1, 99))

    def apply(plan: Plan) -> Plan:
        rows = list(plan.table(table).values())
        first = number % len(rows) if rows else 0
        return plan.remove(table, [one.id for one in rows[:first]]).insert(table, rows[:first], len(rows))

    return apply


def _accepted(draw: st.DrawFn) -> Edit:
    """Somebody accepts what is found at a row, until a day that may be over."""
    table, rule = draw(st.sampled_from(_OFTEN_FOUND))
    number, until = draw(st.integers(0, 99)), draw(st.sampled_from((None, date(2026, 1, 1), date(2028, 1, 1))))
    key = f"ok-{number}"

    def apply(plan: Plan) -> Plan:
        accepted = Acceptance(id=key, entity=_key(plan, table, number), rule=rule, by="Kim", until=until)
        return plan.put("acceptances", accepted)

    return apply


def _inserted(table: str, make: Callable[[str, str], Entity]) -> Callable[[st.DrawFn], Edit]:
    def edit(draw: st.DrawFn) -> Edit:
        number, where = draw(st.integers(0, 99)), draw(st.integers(0, 99))

        def apply(plan: Plan) -> Plan:
            fresh = make(f"new-{number}", _key(plan, "applications", number))
            if fresh.id in plan.table(table):
                return plan
            return plan.insert(table, [fresh], where % (len(plan.table(table)) + 1))

        return apply

    return edit


#: edits of what all applications share: tables, assumptions and header
SHARED_EDITS: tuple[Callable[[st.DrawFn], Edit], ...] = (*map(_any_cell, SHARED), _header)

EDITS: tuple[Callable[[st.DrawFn], Edit], ...] = (
    _cell("machines", "used_gib", st.one_of(st.none(), GIB)),
    _cell("machines", "change_percent_per_day", st.one_of(st.none(), st.floats(0, 100))),
    _cell("machines", "protected", st.sampled_from(("yes", "no", "undecided"))),
    _cell("machines", "scheme", st.sampled_from((None, "replication", "no_recovery", "fault_tolerance"))),
    _cell("machines", "standby", st.sampled_from(("none", "running"))),
    _cell("machines", "backup_target", st.sampled_from((None, "target-vault", "target-depot", "gone"))),
    _cell("applications", "rto_minutes", st.one_of(st.none(), st.floats(0, 10_000))),
    _cell("applications", "scheme", st.sampled_from((None, "backup_restore", "replication", "high_availability"))),
    _cell("applications", "source_site", st.sampled_from((None, "site-north", "site-b", "site-azure"))),
    _cell("applications", "recovery_sites", st.sampled_from((None, (), ("site-b",), ("site-azure", "site-south")))),
    _cell("applications", "growth_percent_per_year", st.sampled_from((None, 0.0, 7.5, -20.0))),
    _cell("applications", "depends_on", st.sampled_from(((), ("app-00001",), ("app-00002", "app-00000")))),
    _cell("tiers", "rpo_minutes", st.floats(1, 3_000)),
    _cell("sites", "operator", st.sampled_from(("customer", "csp"))),
    _cell("links", "mbit_s", st.one_of(st.none(), st.floats(0, 10_000))),
    _cell("backup_targets", "capacity_gib", st.one_of(st.none(), GIB)),
    _cell("backup_policies", "keep_points", st.integers(0, 40)),
    _cell("backup_policies", "keep_days", st.sampled_from((None, 3, 60))),
    _cell("backup_policies", "every_months", st.sampled_from((None, 1))),
    _cell("backup_policies", "style", st.sampled_from(("forever_forward", "differential", "reverse"))),
    _cell("backup_policies", "full_days", st.sampled_from(((), ("sat",)))),
    _cell("backup_policies", "block_clone", st.booleans()),
    _cell("backup_targets", "immutable_days", st.sampled_from((None, 30))),
    _cell("assumptions", "base", st.floats(0, 100)),
    _moved_machine,
    _removed("machines"),
    _removed("applications"),
    _removed("backup_targets"),
    _removed("drills"),
    _inserted("machines", lambda key, application: Machine(id=key, application=application, used_gib=77.7)),
    _inserted("data_stores", lambda key, application: DataStore(id=key, application=application, used_gib=9.0)),
    _inserted(
        "drills",
        lambda key, application: Drill(
            id=key, application=application, on=date(2026, 12, 1), outcome="succeeded", recovery_minutes=45.0
        ),
    ),
    *(_accepted,) * 3,
    _removed("acceptances"),
    *(_removed_anywhere,) * 4,
    *(_inserted_anywhere,) * 4,
    _turned_anywhere,
    _inserted(
        "churn_profiles",
        lambda key, application: ChurnProfile(id=key, application=application, step_minutes=60, churn_mb_s="1, 9.5, 2"),
    ),
    _removed("churn_profiles"),
    _cell("links", "replication_percent", st.one_of(st.none(), st.floats(0, 100))),
    _inserted("cost_lines", lambda key, application: CostLine(id=key, application=application, amount=12.0, per="gib")),
    _inserted("price_overrides", lambda key, _: PriceOverride(id=key, key="backup.instance", price=7.0)),
    *(_any_cell(table) for table in TABLES if table not in SHARED),
    *SHARED_EDITS,
)
