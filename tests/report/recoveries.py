"""Recoveries to draw and to report on: in a small estate one application waits for another, and one is lost."""

from __future__ import annotations

from functools import cache
from typing import Any

from dr_desktop.assessment.recovery_records import RecoveryResult
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.plan import Plan
from dr_desktop.report.recovery_view import RecoveryView, recovery_view
from tests.assessment.quiet_estate import edit
from tests.assessment.recovering import LOSS, assessed, bare, lose, replicated, restored
from tests.assessment.recovering import estate as estate_of

SLOW, FAST, LATE, GONE, SPARED = "slow", "fast", "late", "gone", "spared"


NAMES = {
    FAST: "Customer portal", SLOW: "Billing", LATE: "Data warehouse", GONE: "Build farm", SPARED: "Print service",
}  # fmt: skip


def plan() -> Plan:
    """A replica of tier 1, two restores of which one waits for the other, one without any protection, one elsewhere."""
    found = estate_of(
        replicated(FAST, tier="gold", rto_minutes=240.0, rpo_minutes=60.0),
        restored(SLOW, 2, 500.0, tier="silver", rto_minutes=60.0, rpo_minutes=2_880.0),
        restored(LATE, tier="silver", rto_minutes=1_440.0, depends_on=(SLOW,)),
        restored(GONE, scheme="no_recovery", rto_minutes=240.0),
        restored(SPARED, source_site="south", recovery_sites=("north",)),
        changed=bare().put("scenarios", LOSS),
    )
    for key, name in NAMES.items():
        found = edit("applications", key, name=name)(found)
    return found


@cache
def estate() -> Assessment:
    return assessed(plan())


@cache
def result() -> RecoveryResult:
    return lose(plan())


def view(found: RecoveryResult | None = None, **changed: Any) -> RecoveryView:
    return recovery_view(estate().plan, LOSS.name, found or result(), **changed)
