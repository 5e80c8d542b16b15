"""Rules about tiers, drills and what the meeting needs: header, assumptions, acceptances, scenarios."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dr_desktop.assessment.drills import blocking, today_of
from dr_desktop.assessment.price_age import CATALOG_PRICES_OLD, OWN_PRICES_OLD, old_own_prices
from dr_desktop.assessment.price_own import meter_of
from dr_desktop.assessment.price_stand_ins import PRICES_STAND_IN
from dr_desktop.assessment.regions import region_named
from dr_desktop.assessment.results import Finding
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.assumptions import DEFINITIONS
from dr_desktop.plan.inherit import objectives_of
from dr_desktop.plan.plan import HEADER, Plan
from dr_desktop.plan.shown import show_date, show_minutes, show_number
from dr_desktop.plan.words import word

_MEETING: Final = "DR Desktop: what a review meeting needs"
_SLA: Final = "Guidance, planning your backup strategy: recovery service levels (2018-05-14)"
_TEST: Final = "Guidance, test your plans on an ongoing basis (2018-05-14)"

REVIEW_DATE: Final = Rule("review-date-not-stated", "note", "The plan does not say when it is reviewed.", _MEETING)
DECISION: Final = Rule(
    "decision-not-asked", "note", "The plan is for decision and does not say what is to be decided.", _MEETING
)
PRICE_REGION: Final = Rule(
    "price-region-not-known", "warning", "The region whose prices are used is not in the catalog.", _MEETING
)
EXCHANGE_RATE: Final = Rule(
    "exchange-rate-not-stated",
    "warning",
    "The plan's currency is not the catalog's, and the exchange rate is 1.",
    "Azure Retail Prices are in USD (2026-01-26)",
)
TIER_MTD: Final = Rule(
    "tier-mtd-shorter-than-rto", "error", "A tier's MTD is shorter than its RTO.", "NIST SP 800-34 (2010-05)"
)
TIER_OBJECTIVES: Final = Rule("tier-without-objectives", "warning", "A tier states no RTO or no RPO.", _SLA)
TIER_RANK: Final = Rule("tier-rank", "note", "A tier has no rank, or the rank of another tier.", _SLA)
TIER_ORDER: Final = Rule("tier-order", "warning", "A tier has a longer RTO than one that is recovered after it.", _SLA)
DRILL_INCOMPLETE: Final = Rule(
    "drill-incomplete", "note", "A drill states no date, outcome or recovery time, so it proves nothing.", _TEST
)
DRILL_LOST_MORE: Final = Rule(
    "drill-lost-more-than-rpo",
    "error",
    "A drill or real recovery lost more data than the RPO allows.",
    "Guidance, application recovery objectives: RPO (2018-05-14)",
)
DRILL_IN_PERIOD: Final = Rule(
    "drill-in-a-period-to-avoid",
    "warning",
    "A planned drill lies in a period that the plan says to avoid.",
    "DR Desktop: consistency",
)
MAY_INVOKE: Final = Rule(
    "may-invoke-not-stated", "note", "A scenario does not say who decides that recovery begins.", _MEETING
)
ACCEPTANCE_OPEN: Final = Rule(
    "acceptance-incomplete", "warning", "An acceptance names nobody, no reason, or nothing that it is for.", _MEETING
)
ACCEPTANCE_OVER: Final = Rule(
    "acceptance-over", "warning", "An acceptance has run out and must be looked at again.", _MEETING
)
ASSUMPTION_RANGE: Final = Rule(
    "assumption-out-of-range",
    "warning",
    "An assumption lies outside its own low and high, or outside what makes sense.",
    "DR Desktop: consistency",
)
ASSUMED_SHRINKING: Final = Rule(
    "assumed-growth-negative", "note", "The plan assumes that data shrinks.", "DR Desktop: it hides what runs out"
)
PRICE_UNKNOWN: Final = Rule(
    "price-for-nothing",
    "warning",
    "A price of the plan's own has a key that the catalog does not know, so it counts for nothing.",
    "DR Desktop: consistency",
)
PRICE_CURRENCY: Final = Rule(
    "price-in-another-currency",
    "warning",
    "A price of the plan's own is in a currency that cannot be converted, so it counts for nothing.",
    "DR Desktop: consistency",
)
PERIOD: Final = Rule("period-ends-first", "warning", "A period of the calendar ends before it begins.", _MEETING)
NAME_TWICE: Final = Rule(
    "name-twice", "note", "Two rows of a table have the same name, so a reader cannot tell them apart.", _MEETING
)
NAME_BLANK: Final = Rule("name-blank", "note", "A row has no name, so nobody sees which one is meant.", _MEETING)

HEADER_RULES: Final = (
    REVIEW_DATE,
    DECISION,
    PRICE_REGION,
    EXCHANGE_RATE,
    TIER_MTD,
    TIER_OBJECTIVES,
    TIER_RANK,
    TIER_ORDER,
    DRILL_INCOMPLETE,
    DRILL_LOST_MORE,
    DRILL_IN_PERIOD,
    MAY_INVOKE,
    ACCEPTANCE_OPEN,
    ACCEPTANCE_OVER,
    ASSUMPTION_RANGE,
    ASSUMED_SHRINKING,
    PRICE_UNKNOWN,
    PRICE_CURRENCY,
    CATALOG_PRICES_OLD,
    PRICES_STAND_IN,
    OWN_PRICES_OLD,
    PERIOD,
    NAME_TWICE,
    NAME_BLANK,
)

_NAMED: Final = ("tiers", "sites", "backup_targets", "backup_policies", "applications", "machines", "data_stores")


def header_findings(plan: Plan, around: Surroundings) -> Iterator[Finding]:
    """What is objected to at the header and the assumptions."""
    header = plan.header
    if header.review_date is None:
        sentence = f"No review date is stated; drills are dated against {show_date(header.start_month)}."
        yield REVIEW_DATE.found(HEADER, header.id, "review_date", sentence, "Type the date of the review meeting.")
    if header.status == "for_decision" and not header.decision_asked:
        sentence = "The plan is for decision and asks for none."
        yield DECISION.found(HEADER, header.id, "decision_asked", sentence, "Type what the meeting is to decide.")
    if region_named(around.catalog.regions, header.region) is None:
        sentence = f"Prices are asked for “{header.region}”, which the catalog does not know."
        yield PRICE_REGION.found(HEADER, header.id, "region", sentence, "Type a region such as westeurope.")
    if header.currency != "USD" and around.assumed.exchange_rate == 1:
        sentence = f"Amounts are in {header.currency}, and a dollar counts as 1 {header.currency}."
        remedy = f"Type how much {header.currency} a dollar is, with the date as its source."
        yield EXCHANGE_RATE.found("assumptions", "exchange_rate", "base", sentence, remedy)
    for key, one in plan.assumptions.items():
        definition = DEFINITIONS.get(key)
        if definition is None or one.base is None:
            continue
        low = max([limit for limit in (one.low, definition.minimum) if limit is not None])
        high = min([limit for limit in (one.high, definition.maximum) if limit is not None])
        if not low <= one.base <= high:
            sentence = (
                f"{definition.name} is {_figure(one.base)} {definition.unit}, which is not between {_figure(low)} and "
                f"{_figure(high)}."
            )
            yield ASSUMPTION_RANGE.found(
                "assumptions", key, "base", sentence, "Correct the value, its low or its high."
            )
    growth = around.assumed.growth_percent_per_year
    if growth < 0:
        sentence = f"Data is assumed to shrink by {_figure(-growth)} % a year."
        yield ASSUMED_SHRINKING.found("assumptions", "growth_percent_per_year", "base", sentence, "Check the sign.")


def tier_findings(plan: Plan) -> Iterator[Finding]:
    """What is objected to at tiers."""
    ranks: dict[int, str] = {}
    for tier in plan.tiers.values():
        name = named(tier)
        if tier.rank is None or tier.rank in ranks:
            why = "has no rank" if tier.rank is None else f"has rank {tier.rank}, as {ranks[tier.rank]} has"
            yield TIER_RANK.found("tiers", tier.id, "rank", f"{name} {why}.", "Type 1 for what is recovered first.")
        else:
            ranks[tier.rank] = name
        if tier.scheme != "no_recovery" and (tier.rto_minutes is None or tier.rpo_minutes is None):
            missing = "RTO" if tier.rto_minutes is None else "RPO"
            sentence = f"{name} states no {missing}, so its applications inherit none."
            field = "rto_minutes" if tier.rto_minutes is None else "rpo_minutes"
            yield TIER_OBJECTIVES.found("tiers", tier.id, field, sentence, f"Type the {missing}.")
        if tier.mtd_minutes is not None and tier.rto_minutes is not None and tier.mtd_minutes < tier.rto_minutes:
            sentence = (
                f"{name}: MTD of {show_minutes(tier.mtd_minutes)} is shorter than the RTO of "
                f"{show_minutes(tier.rto_minutes)}."
            )
            yield TIER_MTD.found("tiers", tier.id, "mtd_minutes", sentence, "Shorten the RTO, or correct the MTD.")
    ranked = sorted((one for one in plan.tiers.values() if one.rank is not None), key=lambda one: one.rank or 0)
    ranked = [one for one in ranked if one.rto_minutes is not None]
    for index, tier in enumerate(ranked):
        shorter = [one for one in ranked[index + 1 :] if (one.rto_minutes or 0.0) < (tier.rto_minutes or 0.0)]
        if shorter:
            sentence = (
                f"{named(tier)} is recovered before {named(shorter[0])} and has the longer "
                f"RTO: {show_minutes(tier.rto_minutes)} against {show_minutes(shorter[0].rto_minutes)}."
            )
            yield TIER_ORDER.found("tiers", tier.id, "rto_minutes", sentence, "Correct the rank or the RTO.")


def drill_findings(plan: Plan) -> Iterator[Finding]:
    """What is objected to at single drills."""
    for drill in plan.drills.values():
        application = plan.applications.get(drill.application or "")
        if application is None:
            continue  # said of its reference
        name = f"The drill of {named(application)}"
        if drill.on is not None:
            name = f"{name} on {show_date(drill.on)}"
        planned = drill.on is not None and drill.outcome is None and drill.on > today_of(plan.header)
        if planned and drill.on is not None:
            period = blocking(drill.on, plan.calendar_periods.values())
            if period is not None:
                kind = word("PeriodKind", period.kind).casefold()
                sentence = f"{name} lies in {named(period)}, a {kind} period."
                remedy = "Move it to a free day; the calendar of drills proposes one."
                yield DRILL_IN_PERIOD.found("drills", drill.id, "on", sentence, remedy)
        if drill.kind != "walkthrough" and not planned:
            missing = [
                (field, words)
                for field, words, value in (
                    ("on", "date", drill.on),
                    ("outcome", "outcome", drill.outcome),
                    ("recovery_minutes", "recovery time", drill.recovery_minutes),
                )
                if value is None and not (field == "recovery_minutes" and drill.outcome in ("failed", None))
            ]
            if missing:
                stated = " and no ".join(words for _, words in missing)
                sentence = f"{name} states no {stated}."
                yield DRILL_INCOMPLETE.found("drills", drill.id, missing[0][0], sentence, "Type what was measured.")
        objective = objectives_of(application, plan.tiers.get(application.tier or "")).rpo_minutes
        if drill.data_loss_minutes is not None and objective is not None and drill.data_loss_minutes > objective:
            sentence = (
                f"{name} lost {show_minutes(drill.data_loss_minutes)} of data; the RPO is {show_minutes(objective)}."
            )
            remedy = "Find out why, mend it and drill again, or agree to a longer RPO."
            yield DRILL_LOST_MORE.found("drills", drill.id, "data_loss_minutes", sentence, remedy)


def governance_findings(plan: Plan) -> Iterator[Finding]:
    """What is objected to at scenarios, acceptances and the calendar."""
    for scenario in plan.scenarios.values():
        if not scenario.may_invoke:
            sentence = f"{named(scenario)} does not say who decides that recovery begins."
            yield MAY_INVOKE.found("scenarios", scenario.id, "may_invoke", sentence, "Type who may invoke recovery.")
    today = plan.header.review_date or plan.header.start_month
    for one in plan.acceptances.values():
        missing = [words for words, value in (("who", one.by), ("why", one.reason), ("what", one.entity)) if not value]
        if missing:
            sentence = f"An acceptance{f' of {one.rule}' if one.rule else ''} does not say {' or '.join(missing)}."
            field = {"who": "by", "why": "reason", "what": "entity"}[missing[0]]
            yield ACCEPTANCE_OPEN.found("acceptances", one.id, field, sentence, "Complete it, or remove it.")
        elif one.until is not None and one.until < today:
            sentence = f"{one.by} accepted {one.rule or 'this'} until {show_date(one.until)}: {one.reason}"
            remedy = "Accept it anew, or mend what it is about."
            yield ACCEPTANCE_OVER.found("acceptances", one.id, "until", sentence, remedy)
    for period in plan.calendar_periods.values():
        if period.first_day and period.last_day and period.last_day < period.first_day:
            sentence = f"{period.name or 'A period'} ends on {show_date(period.last_day)}, before it begins."
            yield PERIOD.found("calendar_periods", period.id, "last_day", sentence, "Correct one of the two days.")


def price_findings(plan: Plan, around: Surroundings) -> Iterator[Finding]:
    """Own prices that count for nothing, and those that are old."""
    currency = plan.header.currency or "USD"
    for one in plan.price_overrides.values():
        if meter_of(around.catalog.prices, one.key) is None:
            yield PRICE_UNKNOWN.found(
                "price_overrides",
                one.id,
                "key",
                f"{named(one)}: the catalog has no price called “{one.key}”.",
                "Copy the key from the list of prices.",
            )
        if one.currency.strip().upper() not in ("", currency, "USD"):
            yield PRICE_CURRENCY.found(
                "price_overrides",
                one.id,
                "currency",
                f"{one.name or one.key} is stated in {one.currency}; the plan is in {currency}.",
                f"State it in {currency} or in USD.",
            )
    yield from old_own_prices(plan.price_overrides.values(), around)


def name_findings(plan: Plan) -> Iterator[Finding]:
    """Rows without a name, and names that two rows of a table share."""
    for table in _NAMED:
        rows = plan.table(table)
        if "" not in (names := {one.name for one in rows.values()}) and len(names) == len(rows):
            continue
        seen: set[str] = set()
        for one in rows.values():
            if not one.name:
                sentence = f"The row {one.id} has no name."
                yield NAME_BLANK.found(table, one.id, "name", sentence, "Type what people call it.")
            elif one.name in seen:
                sentence = f"More than one row is called {one.name}."
                yield NAME_TWICE.found(table, one.id, "name", sentence, "Give it another name, or remove it.")
            seen.add(one.name)


def _figure(value: float) -> str:
    return show_number(value, 0 if value == int(value) else 2)
