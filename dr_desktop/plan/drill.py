"""Drills, the steps of a recovery, and the disasters that are planned for."""

from pydantic import Field

from dr_desktop.plan.choices import (
    ClockFrom,
    DrillKind,
    Outcome,
    ScenarioKind,
    Scheme,
    StartBarriers,
    StepMoment,
)
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.quantity import (
    ApplicationRef,
    ApplicationRefs,
    Count,
    Date,
    HourOfDay,
    LinkRef,
    Minutes,
    SiteRef,
    TargetRef,
    Text,
    Units,
)


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
    moment: StepMoment | None = Field(
        None, title="When", description="In which part of the recovery; blank: right after the step before."
    )
    minutes: Minutes = Field(None, title="Takes", description="How long it takes.")
    owner: Text = Field("", title="Owner", description="Who does it.")


class Scenario(Entity):
    """A disaster that the plan prepares for."""

    kind: ScenarioKind = Field("site_loss", title="Kind", description="What happens.")
    lost_site: SiteRef = Field(None, title="Site lost", description="The site, or one in the building, that is lost.")
    lost_target: TargetRef = Field(None, title="Target lost", description="The backup target that is lost.")
    lost_link: LinkRef = Field(
        None, title="Link lost", description="The link that is lost; beside a site, one that is down at the same time."
    )
    link_down_minutes: Minutes = Field(
        None, title="Link down for", description="How long the link had been down by then; replication stood still."
    )
    link_back_before_minutes: Minutes = Field(
        None, title="Link back before", description="It came back so long before the disaster and was catching up."
    )
    link_down_after_minutes: Minutes = Field(
        None, title="Link down after", description="It goes down only so long after the disaster, amid the restores."
    )
    link_back_after_minutes: Minutes = Field(
        None, title="Link back after", description="It comes back so long after the disaster; blank: not in time."
    )
    transfers_restart: bool = Field(
        False, title="Transfers restart", description="What the outage of a link cuts off begins anew."
    )
    applications: ApplicationRefs = Field(
        (), title="Applications hit", description="Which applications are corrupted; blank: all at the site, or all."
    )
    detection_delay_minutes: Minutes = Field(
        None, title="Noticed after", description="Corruption may be noticed long after it began."
    )
    on: Date = Field(None, title="On", description="Day of the disaster; blank: the day with the greatest loss.")
    at_hour: HourOfDay = Field(
        None, title="At hour", description="Hour of the day, 0 to 24; blank: the moment with the greatest loss."
    )
    start_barriers: StartBarriers = Field(
        "starts", title="Start groups", description="Whether a group waits only to start, or to fail over as well."
    )
    order: ApplicationRefs = Field(
        (), title="Order", description="Applications in the order in which they are served; blank: by tier."
    )
    people_decide: Count = Field(
        None, title="Decide at once", description="Decisions that can be taken at the same time; blank: any number."
    )
    people_rebuild: Count = Field(
        None, title="Rebuild at once", description="Rebuilds that people can do at the same time; blank: any number."
    )
    people_validate: Count = Field(
        None, title="Validate at once", description="Checks that people can do at the same time; blank: any number."
    )
    may_invoke: Text = Field("", title="May invoke", description="Who decides that recovery begins.")
    times_a_year: Units = Field(
        None, title="Times a year", description="How often it is expected: 0.05 is once in 20 years. Blank: as assumed."
    )
