"""What documents and pictures call the parts of a landing, and how they write its amounts."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.landing_records import Fit, Landing, LandingVerdict, Resource
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import GIB_PER_TIB
from dr_desktop.report.chart_words import number_words
from dr_desktop.report.names import listed, name_of

HEADINGS: Final[dict[Resource, str]] = {
    "vcpus": "vCPU",
    "memory_gib": "Memory, GiB",
    "machines": "Machines",
    "storage_gib": "Storage, TiB",
}
STATES: Final[dict[LandingVerdict, str]] = {"fits": "recommended", "short": "error", "not_known": "warning"}
VERDICT_WORDS: Final[dict[LandingVerdict, str]] = {"fits": "fits", "short": "short", "not_known": "not known"}


def loss_name(plan: Plan, landing: Landing) -> str:
    """What is lost: "North", or "building Quay 1 (North and Provider A)"."""
    names = [name_of(plan, one) for one in landing.lost]
    return names[0] if landing.loss_kind == "site" else f"building {landing.loss} ({listed(names)})"


def landing_name(plan: Plan, landing: Landing) -> str:
    """South after the loss of North."""
    return f"{name_of(plan, landing.stamp)} after the loss of {loss_name(plan, landing)}"


def shown_amount(resource: Resource, amount: float | None) -> str:
    """An amount without its unit, as its heading measures it; "not known" for None."""
    if amount is None:
        return "not known"
    if resource == "storage_gib":
        return number_words(amount / GIB_PER_TIB, 1)
    return number_words(amount)


def with_unit(resource: Resource, amount: float | None) -> str:
    """An amount with its unit: 1,234 GiB, 11.5 TiB, 40 vCPU, 12 machines."""
    if amount is None:
        return "not known"
    unit = {"vcpus": "vCPU", "memory_gib": "GiB", "machines": "machines", "storage_gib": "TiB"}[resource]
    return f"{shown_amount(resource, amount)}\u00a0{unit}"


def fit_words(resource: Resource, fit: Fit) -> str:
    """How one resource stands: "128 of 1,172 left", "short by 40", "not known"."""
    if fit.short:
        return f"short by {shown_amount(resource, fit.short)}"
    if fit.left is None:
        return "not known"
    words = f"{shown_amount(resource, fit.needed)} of {shown_amount(resource, fit.left)} left"
    return words if fit.short is not None else f"{words}?"
