"""The sample's evidence and decisions: drills, steps, scenarios, acceptances, costs, risks, sign-offs."""

from __future__ import annotations

from datetime import date
from typing import Final

from sample_applications import applications

from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.choices import ClockFrom, DrillKind, Outcome, StepMoment
from dr_desktop.plan.drill import Drill, RecoveryStep, Scenario
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

_NORTH_LOST: Final = "Loss of North"
_CONTROL_NETWORK: Final = ("app-grid-control", "app-outage-map")

# application, day, kind, outcome, minutes until it served, clock from, minutes of data lost
_DRILLS: Final[tuple[tuple[str, date, DrillKind, Outcome, float | None, ClockFrom, float | None], ...]] = (
    ("identity-bridge", date(2026, 9, 26), "test_failover", "succeeded", 41.0, "incident", 6.0),
    ("identity-bridge", date(2026, 11, 7), "full_failover", "succeeded", 38.0, "incident", 5.0),
    ("customer-portal", date(2026, 10, 3), "test_failover", "succeeded", 44.0, "incident", 7.0),
    ("public-website", date(2026, 11, 21), "full_failover", "succeeded", 0.0, "incident", 0.0),
    ("meter-data", date(2026, 3, 14), "test_failover", "succeeded", 52.0, "incident", 9.0),
    ("outage-map", date(2026, 10, 17), "full_failover", "succeeded", 2.0, "incident", 0.0),
    ("grid-control", date(2026, 10, 17), "full_failover", "succeeded", 0.0, "incident", 0.0),
    ("contact-centre", date(2026, 8, 22), "test_failover", "succeeded", 96.0, "decision", 11.0),
    ("field-service", date(2026, 8, 29), "test_failover", "succeeded", 118.0, "incident", 9.0),
    ("field-service", date(2026, 11, 14), "test_failover", "failed", None, "incident", None),
    ("billing", date(2026, 6, 20), "restore_test", "succeeded", 310.0, "incident", 74.0),
    ("billing", date(2026, 9, 5), "restore_test", "succeeded", 345.0, "incident", 68.0),
    ("billing", date(2026, 10, 10), "restore_test", "succeeded", 305.0, "incident", 71.0),
    ("billing", date(2026, 7, 18), "restore_test", "failed", None, "incident", None),
    ("finance-ledger", date(2026, 9, 12), "restore_test", "succeeded", 172.0, "incident", 66.0),
    ("telemetry-hub", date(2026, 10, 24), "test_failover", "succeeded", 121.0, "decision", 22.0),
    ("asset-register", date(2026, 2, 7), "restore_test", "succeeded", 420.0, "incident", 790.0),
    ("gis-maps", date(2026, 9, 19), "restore_test", "succeeded", 460.0, "incident", 740.0),
    ("timesheets", date(2026, 10, 31), "restore_test", "succeeded", 150.0, "incident", 800.0),
    ("payroll", date(2026, 7, 4), "restore_test", "succeeded", 390.0, "incident", 1500.0),
    ("tender-room", date(2026, 5, 9), "walkthrough", "succeeded", None, "incident", None),
)


def drills() -> list[Drill]:
    """What was tried: most succeeded, one failed last, one lies too far back, one took longer than agreed."""
    return [
        Drill(
            id=f"drill-{number:02}", name=f"{application.replace('-', ' ').capitalize()}, {on.isoformat()}",
            application=f"app-{application}", on=on, kind=kind, scenario=_NORTH_LOST, outcome=outcome,
            recovery_minutes=minutes, clock_from=clock, data_loss_minutes=lost,
        )
        for number, (application, on, kind, outcome, minutes, clock, lost) in enumerate(_DRILLS, 1)
    ]  # fmt: skip


Step = tuple[str, StepMoment | None, float, str]
"""A step by hand: words, when, minutes, owner."""


def recovery_steps() -> list[RecoveryStep]:
    """What is done by hand for two applications."""
    billing: tuple[Step, ...] = (
        ("Confirm with the duty manager that North will not be back within the hour.", "decide", 10.0, "Duty manager"),
        ("Restore the three databases at Provider B, newest point first.", "restore", 110.0, "Backup team"),
        ("Restore application servers and the batch machines.", None, 45.0, "Backup team"),
        ("Run the balance check of the last day; it must report no gap.", "validate", 20.0, "Jonas Keller"),
        ("Point billing.example at Provider B and tell the contact centre.", "redirect", 10.0, "Network team"),
    )  # fmt: skip
    portal: tuple[Step, ...] = (
        ("Start the recovery plan in West Europe.", "restore", 5.0, "Jonas Keller"),
        ("Scale the web set to six members and sign in with a test account.", "validate", 5.0, "Jonas Keller"),
        ("Point portal.example at West Europe.", "redirect", 3.0, "Network team"),
    )
    return [
        RecoveryStep(
            id=f"step-{application}-{order}", name=f"Step {order}", application=f"app-{application}", order=order,
            text=text, moment=moment, minutes=minutes, owner=owner,
        )
        for application, steps in (("billing", billing), ("customer-portal", portal))
        for order, (text, moment, minutes, owner) in enumerate(steps, 1)
    ]  # fmt: skip


def scenarios() -> list[Scenario]:
    """What the plan prepares for."""
    may_invoke = "Duty manager, with the head of operations"
    return [
        Scenario(
            id="scenario-north", name="Loss of North", kind="site_loss", lost_site="site-north",
            detection_delay_minutes=5.0, may_invoke=may_invoke, times_a_year=0.02,
        ),
        Scenario(
            id="scenario-harbour-house", name="Loss of Harbour House", kind="building_loss", lost_site="site-north",
            detection_delay_minutes=5.0, may_invoke=may_invoke, times_a_year=0.01,
            notes="North and Provider A stand in it.",
        ),
        Scenario(
            id="scenario-line", name="North cut off from South", kind="link_loss", lost_link="link-north-south",
            detection_delay_minutes=2.0, may_invoke=may_invoke,
        ),
        Scenario(
            id="scenario-corruption", name="Encrypted by an attacker", kind="corruption",
            detection_delay_minutes=720.0, may_invoke="Head of security", times_a_year=0.05,
            applications=tuple(one.id for one in applications() if one.id not in (UNASSIGNED, *_CONTROL_NETWORK)),
            notes="By accounts of the office network; Grid control and Outage map stand in a network of their own.",
        ),
        Scenario(
            id="scenario-dunes", name="Loss of the store at Dunes", kind="target_loss", lost_target="target-dunes",
            detection_delay_minutes=60.0, may_invoke="Backup team",
        ),
    ]  # fmt: skip


def acceptances() -> list[Acceptance]:
    """What somebody answers for, with a reason and an end."""
    return [
        Acceptance(
            id="accept-video", name="Video library on North", entity="app-video-library", rule="backup-on-same-cloud",
            reason="Originals are kept by the film archive; a year without the copies is bearable.", by="Karin Lund",
            on=date(2026, 9, 14), until=date(2027, 9, 30),
        ),
        Acceptance(
            id="accept-timesheets", name="Timesheets’ old web server", entity="m-timesheets-web-02",
            rule="unprotected", reason="Switched off; its work moved to the other server.", by="Tom Visser",
            on=date(2026, 9, 14), until=date(2027, 3, 31),
        ),
        Acceptance(
            id="accept-tender", name="Tender room’s old web server", entity="m-tender-room-web-02",
            rule="unprotected", reason="Switched off; will be removed after the audit.", by="Karin Lund",
            on=date(2026, 9, 14), until=date(2027, 1, 31),
        ),
        *[
            Acceptance(
                id=f"accept-{estate}", name=f"No recovery of the {estate}", entity=f"app-{estate}",
                rule="objectives-without-recovery", by=by, on=date(2026, 9, 14), until=date(2027, 9, 30),
                reason="Development and test: made again from templates when they are needed.",
            )
            for estate, by in (("build-farm", "Ruben Smit"), ("test-estate", "Joris Maas"))
        ],
        *[
            Acceptance(
                id=f"accept-snapshots-{policy}", name="Snapshots of running machines", entity=f"policy-{policy}",
                rule="snapshots-of-running-machines", by="Pieter Bakker", on=date(2026, 8, 3),
                until=date(2027, 8, 31), reason="The vendor confirmed running machines in writing on 28 July 2026.",
            )
            for policy in ("hourly", "twelve-hourly", "daily")
        ],
        Acceptance(
            id="accept-work-orders", name="Site Recovery between our two clouds", entity="app-work-orders",
            rule="site-recovery-between-stamps", by="Eva Kramer", on=date(2026, 10, 2), until=date(2027, 6, 30),
            reason="Tried on both stamps in September; the operator runs it as a preview.",
        ),
    ]  # fmt: skip


def calendar_periods() -> list[CalendarPeriod]:
    """When no drill may be held."""
    return [
        CalendarPeriod(
            id="period-year-end", name="Year-end closing", kind="freeze", first_day=date(2026, 12, 14),
            last_day=date(2027, 1, 10),
        ),
        CalendarPeriod(
            id="period-storm", name="Storm season", kind="peak", first_day=date(2027, 1, 11),
            last_day=date(2027, 2, 28), notes="Outage map and grid control are not touched.",
        ),
    ]  # fmt: skip


def cost_lines() -> list[CostLine]:
    """Costs that no meter shows, in euro."""
    return [
        CostLine(id="cost-provider-b", name="Provider B, stand-by contract", amount=1_900.0, per="month"),
        CostLine(id="cost-depot", name="Depot, backup as a service", amount=850.0, per="month"),
        CostLine(id="cost-licences", name="Backup licences", amount=4.2, per="machine"),
        CostLine(
            id="cost-billing", name="Billing, second licence", amount=620.0, per="month", application="app-billing"
        ),
    ]


def price_overrides() -> list[PriceOverride]:
    """A price from the customer's own contract, and a published one that was imported."""
    return [
        PriceOverride(
            id="price-replication", name="Replication fee by contract", key="site_recovery.to_azure", price=19.9,
            source="Framework contract 2026-118, annex 3", as_of=date(2026, 7, 1),
        ),
        PriceOverride(
            id="price-vault", name="Vault storage, GRS", key="backup.vault.grs", price=0.0448, currency="USD",
            region="westeurope", list_price=True, source="prices-westeurope.json", as_of=date(2026, 11, 20),
        ),
    ]  # fmt: skip


def risks() -> list[Risk]:
    """What the program cannot know."""
    return [
        Risk(
            id="risk-crew", name="The crew that knows billing is two people", likelihood="medium", impact="high",
            response="Two more are trained by March; the steps are written down here.", owner="Jonas Keller",
        ),
        Risk(
            id="risk-identity", name="Sign-in at the recovery sites rests on the identity bridge", likelihood="low",
            impact="high", response="It is recovered first; an emergency account is kept at each site.",
            owner="Ruben Smit",
        ),
        Risk(
            id="risk-flood", name="A storm surge takes Harbour House for weeks", likelihood="low", impact="high",
            response="Move what recovers at Provider A to Provider B.", owner="Anna de Vries",
        ),
    ]  # fmt: skip


def decisions() -> list[Decision]:
    """What was decided before."""
    return [
        Decision(
            id="decision-no-recovery", name="Build farm and test estate are not recovered", by="Ruben Smit",
            on=date(2026, 9, 14), notes="They are made again from their templates within a week.",
        ),
        Decision(
            id="decision-grid", name="Grid control runs on both of our clouds, and on no other", by="Anna de Vries",
            on=date(2026, 9, 14),
        ),
    ]  # fmt: skip


def actions() -> list[Action]:
    """Who owes what, until when."""
    return [
        Action(id="action-rack", name="Take the rack appliance out of North", owner="Pieter Bakker",
               due=date(2027, 1, 29), state="open"),
        Action(id="action-field", name="Find out why field service did not fail over in November",
               owner="Jonas Keller", due=date(2026, 12, 18), state="open"),
        Action(id="action-disk", name="Split the 2 TiB disk of work orders", owner="Eva Kramer",
               due=date(2027, 2, 12), state="open"),
        Action(id="action-print", name="Say where the print service shall run", owner="Tom Visser",
               due=date(2026, 12, 11), state="open"),
        Action(id="action-owner", name="Name an owner of every application", owner="Anna de Vries",
               due=date(2026, 9, 30), state="done"),
    ]  # fmt: skip


def sign_offs() -> list[SignOff]:
    """Who is asked to sign."""
    return [
        SignOff(id="sign-business", name="Anna de Vries", role="Head of operations"),
        SignOff(id="sign-finance", name="Piet de Boer", role="Head of finance"),
        SignOff(
            id="sign-security", name="Femke Dijk", role="Head of security", verdict="conditions", on=date(2026, 11, 24),
            conditions="The vault’s passphrase lies outside both clouds before the year ends.",
        ),
        SignOff(id="sign-architect", name="Lena Brandt", role="Architect", verdict="approve", on=date(2026, 11, 20)),
    ]  # fmt: skip


def revisions() -> list[Revision]:
    """The state that was shown before."""
    return [Revision(id="revision-1", name="First review", number="1", on=date(2026, 9, 14), by="Lena Brandt")]
