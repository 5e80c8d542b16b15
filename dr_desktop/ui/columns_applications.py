"""Columns of applications: what is stated or inherited from the tier, then what follows."""

from __future__ import annotations

from typing import Any, Final

from dr_desktop.assessment.results import ApplicationResult
from dr_desktop.plan.application import Application
from dr_desktop.plan.shown import show_minutes
from dr_desktop.report.signs import STATE_WORDS
from dr_desktop.ui.columns import Column, Row, follows, minutes, money, one_decimal, tib, whole
from dr_desktop.ui.stated_column import stated

_MET_SIGN: Final = {"missed": "error", "little_margin": "warning"}
_CLAIM_WORDS: Final = {
    "none": "–",
    "wished": "Wished",
    "designed": "Designed",
    "simulated": "Simulated",
    "drilled": "Drilled",
    "proven": "Proven",
}


def application_columns() -> tuple[Column, ...]:
    """Applications: what is stated or inherited from the tier, then what follows."""
    field = _of("applications")
    return (
        field("name", "Application", 126),
        _tier_mark(),
        field("rto_minutes", "RTO", 66),
        field("rpo_minutes", "RPO", 66),
        field("mtd_minutes", "MTD", 66),
        field("scheme", "Scheme", 110),
        field("source_site", "Source", 76),
        field("recovery_sites", "Recovery", 94),
        field("backup_target", "Backup target", 112),
        field("backup_policy", "Policy", 84),
        field("environment", hidden=True),
        field("business_owner", hidden=True),
        field("technical_owner", hidden=True),
        field("subscription", hidden=True),
        field("agreed_by", hidden=True),
        field("agreed_on", hidden=True),
        field("downtime_cost_per_hour", hidden=True),
        field("data_loss_cost_per_hour", hidden=True),
        field("data_class", hidden=True),
        field("allowed_countries", hidden=True),
        field("allowed_operators", hidden=True),
        field("depends_on", hidden=True),
        field("growth_percent_per_year", "Growth, % a year", hidden=True),
        field("restore_scope", hidden=True),
        field("failover_mechanism", hidden=True),
        field("replication_level", hidden=True),
        field("replication_product", hidden=True),
        field("replication_mode", hidden=True),
        field("replication_minutes", hidden=True),
        field("replication_history_hours", hidden=True),
        field("app_consistent_minutes", hidden=True),
        field("detect_minutes", hidden=True),
        field("decide_minutes", hidden=True),
        field("rebuild_minutes", hidden=True),
        field("validate_minutes", hidden=True),
        field("redirect_minutes", hidden=True),
        field("notes", hidden=True),
        field("tags", hidden=True),
        field("source_place", hidden=True),
        field("source_cells", hidden=True),
        follows(
            "designed_rto",
            "Designed RTO",
            lambda row: _app(row).designed.rto_minutes,
            _designed_rto,
            96,
            help="Recovery time alone, without contention: the sum of its parts.",
            sign=lambda row: _MET_SIGN.get(_app(row).rto_met, ""),
            why=_parts_of_recovery,
        ),
        follows(
            "designed_rpo",
            "RPO",
            lambda row: _app(row).designed.rpo_minutes,
            minutes,
            72,
            help="The oldest data that the design can bring back, in time before the incident.",
            sign=lambda row: _MET_SIGN.get(_app(row).rpo_met, ""),
            why=lambda row: _app(row).designed.rpo_basis,
        ),
        follows(
            "mttr",
            "MTTR",
            lambda row: _app(row).drills.mttr_minutes,
            minutes,
            72,
            help="Mean recovery time of the successful drills under the present scheme and target.",
            sign=_mttr_sign,
            why=_drills,
        ),
        follows(
            "verdict",
            "Verdict",
            lambda row: _app(row).topology.verdict,
            lambda value, _row: STATE_WORDS.get(value, "–"),
            140,
            help="What the guidance says of source, target and kind of backup.",
            numeric=False,
            sign=lambda row: _app(row).topology.verdict or "",
            why=_reasons,
        ),
        follows(
            "machines",
            "Machines",
            lambda row: _app(row).machines,
            whole,
            66,
            help="Machines of the application.",
            sums=True,
        ),
        follows(
            "used_tib",
            "Used TiB",
            lambda row: _app(row).used_gib,
            tib,
            64,
            help="Data in use of its machines and data stores.",
            sums=True,
            unit="TiB",
        ),
        follows(
            "cost_month",
            "Cost a month",
            _cost_of_month,
            money,
            92,
            help="Public cloud in the first month, steady state.",
            sums=True,
        ),
        follows(
            "claim",
            "Proof, unsimulated",
            lambda row: _app(row).claim,
            lambda value, _row: _CLAIM_WORDS.get(value, "–"),
            124,
            help="By objectives, design and drills alone. The Drills page and both documents judge simulation too.",
            numeric=False,
            hidden=True,
        ),
        follows(
            "unprotected",
            "Unprotected",
            lambda row: _app(row).unprotected,
            whole,
            84,
            sums=True,
            hidden=True,
            help="Machines that nothing protects.",
        ),
        follows(
            "undecided",
            "Undecided",
            lambda row: _app(row).undecided,
            whole,
            76,
            sums=True,
            hidden=True,
            help="Machines whose protection nobody has decided.",
        ),
        follows(
            "vcpus",
            "vCPU",
            lambda row: _app(row).vcpus,
            whole,
            60,
            sums=True,
            unit="vCPU",
            hidden=True,
            help="Virtual processors of its machines.",
        ),
        follows(
            "memory_gib",
            "Memory, GiB",
            lambda row: _app(row).memory_gib,
            whole,
            86,
            sums=True,
            unit="GiB",
            hidden=True,
            help="Memory of its machines.",
        ),
        follows(
            "change_gib",
            "Change, GiB/day",
            lambda row: _app(row).change_gib_per_day,
            one_decimal,
            108,
            sums=True,
            unit="GiB/day",
            hidden=True,
            help="What a daily backup finds changed.",
        ),
        follows(
            "drills",
            "Drills",
            lambda row: _app(row).drills.drills,
            whole,
            56,
            sums=True,
            hidden=True,
            help="Drills that count as evidence.",
        ),
    )


def _of(table: str) -> Any:
    def field(name: str, heading: str = "", width: int = 0, *, hidden: bool = False) -> Column:
        return stated(table, name, heading, width, hidden=hidden)

    return field


def _tier_mark() -> Column:
    return stated("applications", "tier", "Tier", 42, mark=True)


def _app(row: Row) -> ApplicationResult:
    result: ApplicationResult = row.result
    return result


def _designed_rto(value: Any, row: Row) -> str:
    if value is None and isinstance(row.result, ApplicationResult) and row.result.designed.unrecoverable:
        return "total loss"
    return minutes(value, row)


def _parts_of_recovery(row: Row) -> str:
    return "\n".join(
        f"{part.name.capitalize()}: {show_minutes(part.minutes)}. {part.basis}" for part in _app(row).designed.parts
    )


def _reasons(row: Row) -> str:
    topology = _app(row).topology
    return "\n".join(
        [topology.sentence, *(f"{STATE_WORDS[one.verdict]}: {one.sentence}" for one in topology.reasons)]
    ).strip()


def _drills(row: Row) -> str:
    drills = _app(row).drills
    if not drills.drills:
        return ""
    return (
        f"{drills.succeeded} of {drills.drills} succeeded, "
        f"from {show_minutes(drills.shortest_minutes)} to {show_minutes(drills.longest_minutes)}."
    )


def _mttr_sign(row: Row) -> str:
    measured, objective = _app(row).drills.mttr_minutes, _app(row).objectives.rto_minutes
    return "error" if measured is not None and objective is not None and measured > objective else ""


def _cost_of_month(row: Row) -> float | None:
    if row.assessment is None or not isinstance(row.entity, Application):
        return None
    return row.assessment.consumption.per_application.get(row.entity.id)
