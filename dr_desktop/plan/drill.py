"""Drills, the steps of a recovery, and the disasters that are planned for."""

from pydantic import Field

from dr_desktop.plan.choices import ClockFrom, DrillKind, Outcome, ScenarioKind, Scheme
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.quantity import ApplicationRef, Count, Date, Minutes, SiteRef, TargetRef, Text


class Drill(Entity):
    """One test, or a real incident, with its measured recovery time and data loss."""

    application: ApplicationRef = Field(None, title="Application", description="What was recovered.")
    on: Date = Field(None, title="Date", description="When it took place.")
    scenario: Text = Field("", title="Scenario", description="What was supposed to have happened.")
    kind: DrillKind = Field("restore_test", title="Kind", description="A walk-through measures no recovery.")
    scheme: Scheme | None = Field(None, title="Scheme then", description="Evidence counts for the scheme it tested.")
    recovery_site: SiteRef = Field(None, title="Recovered at", description="Evidence counts for the site it tested.")
    backup_target: TargetRef = Field(None, title="Restored from", description="Evidence counts for this target.")
    outcome: Outcome | None = Field(None, title="Outcome", description="A failed latest drill disproves the plan.")
    recovery_minutes: Minutes = Field(None, title="Recovery time", description="Measured, until it served users.")
    clock_from: ClockFrom = Field(
        "incident", title="Clock from", description="From the decision: detection and decision are added."
    )
    data_loss_minutes: Minutes = Field(None, title="Data lost", description="Measured, back from the incident.")


class RecoveryStep(Entity):
    """A step by hand in the recovery of an application."""

    application: ApplicationRef = Field(None, title="Application", description="What the step recovers.")
    order: Count = Field(None, title="Order", description="Steps are done in this order.")
    text: Text = Field("", title="Step", description="What is done, and how to see that it worked.")
    minutes: Minutes = Field(None, title="Takes", description="How long it takes.")
    owner: Text = Field("", title="Owner", description="Who does it.")


class Scenario(Entity):
    """A disaster that the plan prepares for."""

    kind: ScenarioKind = Field("site_loss", title="Kind", description="What happens.")
    lost_site: SiteRef = Field(None, title="Site lost", description="The site, or one in the building, that is lost.")
    lost_target: TargetRef = Field(None, title="Target lost", description="The backup target that is lost.")
    detection_delay_minutes: Minutes = Field(
        None, title="Noticed after", description="Corruption may be noticed long after it began."
    )
    may_invoke: Text = Field("", title="May invoke", description="Who decides that recovery begins.")
