"""Asks any number of an assessment why it is so. One line per kind of subject; the parts explain themselves."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.explanation import Explainers, Explanation, Subject
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.why_applications import explain_application
from dr_desktop.assessment.why_consumption import explain_balance, explain_bill, explain_component, explain_cost_range
from dr_desktop.assessment.why_landing import explain_landing
from dr_desktop.assessment.why_members import explain_member
from dr_desktop.assessment.why_onboarding import explain_onboarding
from dr_desktop.assessment.why_prices import explain_price
from dr_desktop.assessment.why_recovery import explain_recovery
from dr_desktop.assessment.why_replication import explain_link
from dr_desktop.assessment.why_stated import explain_stated
from dr_desktop.assessment.why_stores import explain_store
from dr_desktop.assessment.why_totals import explain_total
from dr_desktop.assessment.why_uncertainty import explain_chance

EXPLAINERS: Final[Explainers] = {
    "application": explain_application,
    "machine": explain_member,
    "data_store": explain_member,
    "total": explain_total,
    "link": explain_link,
    "onboarding": explain_onboarding,
    "target": explain_store,
    "stamp": explain_store,
    "landing": explain_landing,
    "component": explain_component,
    "bill": explain_bill,
    "cost_range": explain_cost_range,
    "balance": explain_balance,
    "price": explain_price,
    "recovery": explain_recovery,
    "chance": explain_chance,
}


def why(assessment: Assessment, subject: Subject) -> Explanation | None:
    """The explanation of a number; None when there is no such number in the assessment.

    A kind that is a table of the plan asks about a stated field of it."""
    explain = EXPLAINERS.get(subject.kind)
    found = explain(assessment, subject) if explain is not None else None
    return found or explain_stated(assessment, subject)
