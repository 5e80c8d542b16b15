"""What each application pays for protection in a year, beside what outages are expected to cost it."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum
from typing import Final, Literal, NamedTuple

from dr_desktop.assessment.application_costs import ApplicationCosts
from dr_desktop.assessment.consumption import usual_month
from dr_desktop.assessment.consumption_meters import HOURS_A_DAY, MONTHS_A_YEAR
from dr_desktop.assessment.outage_cost import Outage, yearly_cost
from dr_desktop.assessment.results import ApplicationResult, Assessment
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.sides import share_fate
from dr_desktop.plan.application import UNASSIGNED, Application
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.plan import Plan

Balance = Literal["over", "under", "balanced", "not_priced", "not_known"]

FACTOR: Final = 2.0
"""Over-protected: protection costs more than so many times the loss that it avoids. Under-protected: the loss that
remains is more than so many times what protection costs. Twice, since a rate of disasters is never known better."""

BALANCE_WORDS: Final[dict[Balance, str]] = {
    "over": "Over-protected",
    "under": "Under-protected",
    "balanced": "In balance",
    "not_priced": "No price stated",
    "not_known": "Not known",
}
BALANCE_RULE: Final = (
    f"Over-protected: protection costs more than {FACTOR:.0f} times the loss it avoids. Under-protected: the loss that "
    f"remains is more than {FACTOR:.0f} times what protection costs. The expected loss of a year is times a year × "
    "(hours down × cost of an hour down + hours of data lost × cost of an hour of data). Protection is what is paid in "
    "Azure for the application and what the plan states as its costs."
)


class OutageBalance(NamedTuple):
    """Protection and outages of one application, in the plan's currency a year; None = not known.

    `paid` is a year of its usual month, drills included, and what failovers cost in the mean of the years.
    `hours_down` and `hours_lost` are those of one outage as it is protected today; `loss` what outages then cost,
    `loss_unprotected` what they would cost without protection, `avoided` the difference. `words` say what the verdict
    rests on, or what is missing.
    """

    application: str
    times_a_year: float
    times_words: str
    hours_down: float | None
    hours_lost: float | None
    paid: float
    loss: float | None
    loss_unprotected: float | None
    avoided: float | None
    balance: Balance
    words: str

    @property
    def protection(self) -> float | None:
        """What protection costs a year; None where it is protected by what nobody states a price of."""
        return None if self.balance == "not_priced" else self.paid


def outage_balances(assessment: Assessment) -> tuple[OutageBalance, ...]:
    """The balance of every application, in the plan's order; *Unassigned* is none."""
    return tuple(
        [
            outage_balance(assessment, key)
            for key in assessment.plan.applications
            if key != UNASSIGNED and key in assessment.applications
        ]
    )


def outage_balance(assessment: Assessment, key: str) -> OutageBalance:
    """The balance of one application."""
    application, result = assessment.plan.applications[key], assessment.applications[key]
    rates, words = disaster_rates(application, assessment)
    times = fsum(rates)
    protection = protection_of_a_year(assessment, key, times)
    days = assessment.assumed.unprotected_days
    without = days * HOURS_A_DAY
    unprotected, fatal = _no_way_back(result), _fatal_rates(application, result, assessment.plan)
    down, lost = (without, without) if unprotected else _designed_hours(result)
    known = OutageBalance(key, times, words, down, lost, protection, None, None, None, "not_known", "")
    if application.downtime_cost_per_hour is None:
        return known._replace(words="State what an hour of its outage costs.")
    loss_unprotected = _loss(application, rates, without, without)
    if down is None:
        missing = result.designed.rto_basis or "Its designed recovery time is not known."
        return known._replace(loss_unprotected=loss_unprotected, words=missing)
    others = list(rates)
    for rate in fatal:
        others.remove(rate)
    loss = _loss(application, others, down, lost or 0.0) + _loss(application, fatal, without, without)
    avoided = loss_unprotected - loss
    balance, said = _judged(protection, loss, avoided, unprotected, days)
    notes = [said]
    if fatal and not unprotected:
        notes.append(f"The loss of its building takes its way back too: {days:g} days of outage are assumed for that.")
    if lost is None:
        notes.append("Its designed recovery point is not known, so lost data is left out.")
    elif application.data_loss_cost_per_hour is None:
        notes.append("What an hour of lost data costs is not stated and left out.")
    return known._replace(
        loss=loss, loss_unprotected=loss_unprotected, avoided=avoided, balance=balance, words=" ".join(notes)
    )


def disaster_rates(application: Application, assessment: Assessment) -> tuple[tuple[float, ...], str]:
    """How often a year each disaster strikes an application, and where the rates come from.

    The scenarios that strike it and say how often; where none does, the assumption.
    """
    plan = assessment.plan
    struck = [
        one for one in plan.scenarios.values() if one.times_a_year is not None and strikes(one, application, plan)
    ]
    if struck:
        return tuple([one.times_a_year or 0.0 for one in struck]), ", ".join(named(one) for one in struck)
    return (assessment.assumed.disasters_per_year,), "assumed: Disasters a year"


def strikes(scenario: Scenario, application: Application, plan: Plan) -> bool:
    """Whether a scenario interrupts an application: it loses its site or building, or its data is corrupted.

    The loss of a link or of a backup target interrupts nothing by itself.
    """
    if scenario.kind == "corruption":
        if scenario.applications:
            return application.id in scenario.applications
        return scenario.lost_site in (None, application.source_site)
    if application.source_site is None or scenario.lost_site is None:
        return False
    if scenario.kind == "building_loss":
        lost, source = plan.sites.get(scenario.lost_site), plan.sites.get(application.source_site)
        if lost is not None and source is not None:
            return share_fate(lost, source)
    return scenario.kind in ("site_loss", "building_loss") and scenario.lost_site == application.source_site


def protection_of_a_year(assessment: Assessment, key: str, failovers_a_year: float) -> float:
    """Twelve usual months with their drills, and the failovers of a mean year, in the plan's currency."""
    consumption = assessment.consumption
    costs = consumption.per_application
    if not consumption.months or not isinstance(costs, ApplicationCosts):
        return 0.0
    states = costs.by_state(key, usual_month(consumption))
    return MONTHS_A_YEAR * (states["steady"] + states["drill"]) + failovers_a_year * states["failover"]


def _no_way_back(result: ApplicationResult) -> bool:
    """Nothing brings it back when its cloud is lost: no scheme, nothing protected, or backups that are lost with it."""
    designed = result.designed
    nothing = result.protection.scheme is None and result.protection.backup_target is None
    all_open = result.instances > 0 and result.unprotected >= result.instances
    return designed.unrecoverable or nothing or all_open or not result.topology.covers_cloud_alone


def _fatal_rates(application: Application, result: ApplicationResult, plan: Plan) -> tuple[float, ...]:
    """How often a year each loss of its building strikes, where that takes its way back too."""
    if result.topology.covers_cloud_loss:
        return ()
    struck = [one for one in plan.scenarios.values() if one.kind == "building_loss" and strikes(one, application, plan)]
    return tuple([one.times_a_year for one in struck if one.times_a_year is not None])


def _designed_hours(result: ApplicationResult) -> tuple[float | None, float | None]:
    rto, rpo = result.designed.rto_minutes, result.designed.rpo_minutes
    return None if rto is None else rto / 60, None if rpo is None else rpo / 60


def _loss(application: Application, rates: Iterable[float], hours_down: float, hours_lost: float) -> float:
    outages = [Outage(rate, hours_down, hours_lost) for rate in rates]
    down, lost = application.downtime_cost_per_hour or 0.0, application.data_loss_cost_per_hour or 0.0
    return yearly_cost(0.0, outages, down, lost).penalty


def _judged(protection: float, loss: float, avoided: float, unprotected: bool, days: float) -> tuple[Balance, str]:
    if unprotected:
        way = f"Nothing brings it back after the loss of its cloud: {days:g} days of outage are assumed."
        return ("under" if loss > FACTOR * protection else "balanced"), way
    if protection == 0:
        return "not_priced", "Its protection costs nothing in Azure: state what it costs as a cost of the plan."
    if loss > FACTOR * protection:
        return "under", f"The loss that remains is more than {FACTOR:.0f} times what protection costs."
    if protection > FACTOR * avoided:
        return "over", f"Protection costs more than {FACTOR:.0f} times the loss it avoids."
    return (
        "balanced",
        f"Protection is within {FACTOR:.0f} times what it avoids; what remains is within that of its cost.",
    )
