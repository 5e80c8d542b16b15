"""The whole assessment as JSON with stable keys; `resources/help/evaluate_keys.md` says what each one means."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from dr_desktop.assessment.claims import claims_of
from dr_desktop.assessment.consumption_range import CostRange, cost_range, usual_amounts
from dr_desktop.assessment.drill_calendar import DrillCalendar, drill_calendar
from dr_desktop.assessment.onboarding import onboarding_of, shortenings_of
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.simulated_losses import simulated_losses

FORMAT: Final = "dr-desktop-assessment"
VERSION: Final = 1

_LEFT_OUT: Final = ("findings", "missed", "landing")
"""Fields of records: findings have a list of their own, also of what a link misses; an application's part in landings
is in `landings`."""

_PARTS: Final = (
    "totals",
    "applications",
    "machines",
    "data_stores",
    "targets",
    "stamps",
    "links",
    "landings",
    "consumption",
    "assumed",
)


def evaluation_of(assessment: Assessment) -> dict[str, Any]:
    """All results as plain JSON values: records become objects, dates ISO texts; units stand in the keys.

    The disasters of the plan, and the loss of each site that applications run at, are simulated for it, and claims are
    judged by them, as the documents do. Findings stand in one list only, since acceptances are known there. Left out is
    what only the program itself needs: the plan (that is its own file), the work done, the memory.
    """
    losses = simulated_losses(assessment)
    header = assessment.plan.header
    about = {"title": header.name, "customer": header.customer, "revision": header.revision, "status": header.status}
    return {
        "format": FORMAT,
        "version": VERSION,
        "plan": about,
        **{part: _plain(getattr(assessment, part)) for part in _PARTS},
        "cost_range": _range(cost_range(assessment)),
        "onboarding": {**_plain(onboarding_of(assessment)), "shortenings": _plain(shortenings_of(assessment))},
        "recovery": _plain(losses),
        "claims": _plain(claims_of(assessment, losses)),
        "drill_calendar": _calendar(drill_calendar(assessment)),
        "findings": [one._asdict() for one in assessment.findings],
    }


def evaluation_json(assessment: Assessment) -> bytes:
    """`evaluation_of` as UTF-8 text, indented, ending with a newline."""
    return json.dumps(evaluation_of(assessment), indent=1, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _range(found: CostRange | None) -> dict[str, Any] | None:
    """The amounts at both ends of the assumptions beside those that the plan counts; the lines stand in the bill."""
    if found is None:
        return None
    bills = {"low": found.low, "base": found.base, "high": found.high}
    return {
        "usual_month": dict(zip(bills, usual_amounts(found), strict=True)),
        "total_steady": {end: _plain(one.total_steady) for end, one in bills.items()},
        "total": {end: _plain(one.total) for end, one in bills.items()},
        "assumptions": _plain(found.ends),
    }


def _calendar(found: DrillCalendar) -> dict[str, Any]:
    """The calendar without the plan's own periods; quarters count from 0."""
    return {field: value for field, value in _plain(found).items() if field != "periods"}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        fields = getattr(value, "_fields", None)
        if fields is None:
            return [_plain(one) for one in value]
        return {field: _plain(getattr(value, field)) for field in fields if field not in _LEFT_OUT}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return value.isoformat() if isinstance(value, date) else value
