"""Application: what the business names; holds objectives, scheme, source, recovery and backup."""

from typing import Final

from pydantic import Field

from dr_desktop.plan.choices import (
    DataClass,
    Environment,
    FailoverMechanism,
    Operator,
    ReplicationLevel,
    ReplicationMode,
    ReplicationProduct,
    RestoreScope,
    Scheme,
)
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.quantity import (
    ApplicationRefs,
    Date,
    Growth,
    Hours,
    Minutes,
    Money,
    PolicyRef,
    SiteRef,
    SiteRefs,
    TargetRef,
    Text,
    TierRef,
)

UNASSIGNED: Final = "app-unassigned"


class Application(Entity):
    """A blank objective, scheme, recovery site or backup is inherited from the tier."""

    business_owner: Text = Field("", title="Business owner", description="Who accepts the loss that remains.")
    technical_owner: Text = Field("", title="Technical owner", description="Who recovers it.")
    subscription: Text = Field("", title="Subscription", description="Where its machines are billed and counted.")
    environment: Environment = Field(
        "unknown", title="Environment", description="Development and test usually need no recovery."
    )
    tier: TierRef = Field(None, title="Tier", description="The recovery service level it inherits from.")
    rto_minutes: Minutes = Field(None, title="RTO", description="Longest time that it may be down after an incident.")
    rpo_minutes: Minutes = Field(None, title="RPO", description="Longest stretch of data that may be lost.")
    mtd_minutes: Minutes = Field(
        None, title="MTD", description="Longest outage that the business survives; never shorter than the RTO."
    )
    agreed_by: Text = Field("", title="Agreed by", description="Who in the business agreed the objectives.")
    agreed_on: Date = Field(None, title="Agreed on", description="When the objectives were agreed.")
    downtime_cost_per_hour: Money = Field(None, title="Downtime an hour", description="Cost of one hour of outage.")
    data_loss_cost_per_hour: Money = Field(
        None, title="Data loss an hour", description="Cost of one hour of lost data."
    )
    data_class: DataClass = Field("unknown", title="Data class", description="How sensitive its data is.")
    allowed_countries: tuple[str, ...] = Field(
        (), title="Allowed countries", description="Where its data may lie, two letters each; blank means anywhere."
    )
    allowed_operators: tuple[Operator, ...] = Field(
        (), title="Allowed operators", description="Who may hold its data; blank means anyone."
    )
    source_site: SiteRef = Field(None, title="Source", description="Where it runs.")
    scheme: Scheme | None = Field(None, title="Scheme", description="How it is protected and brought back.")
    recovery_sites: SiteRefs = Field(
        None, title="Recovery", description="Where it is brought back, in order; several stand-by clouds are possible."
    )
    failover_mechanism: FailoverMechanism | None = Field(
        None, title="Failover by", description="What moves it: the application itself, cluster software, or outside."
    )
    replication_level: ReplicationLevel | None = Field(
        None, title="Replicated level", description="What is replicated: machine, guest or database."
    )
    replication_product: ReplicationProduct | None = Field(
        None, title="Replicated by", description="The product; its limits and fees apply."
    )
    replication_mode: ReplicationMode | None = Field(
        None, title="Replication", description="Synchronous loses nothing and needs a short line."
    )
    replication_minutes: Minutes = Field(
        None, title="Replicates every", description="Time from one transfer to the next; 0 for continuous."
    )
    replication_history_hours: Hours = Field(
        None, title="History", description="How far back a replica can be taken; the way out of corruption."
    )
    app_consistent_minutes: Minutes = Field(
        None, title="Application-consistent", description="How often a point is taken that the application agreed to."
    )
    backup_target: TargetRef = Field(None, title="Backup target", description="Where its backups lie.")
    backup_policy: PolicyRef = Field(None, title="Policy", description="How often it is backed up, what is kept.")
    restore_scope: RestoreScope | None = Field(
        None, title="Restores", description="What is brought back; redeploying and restoring data may be quicker."
    )
    detect_minutes: Minutes = Field(None, title="Detect", description="From the incident until it is noticed.")
    decide_minutes: Minutes = Field(None, title="Decide", description="From noticing until recovery is invoked.")
    rebuild_minutes: Minutes = Field(None, title="Rebuild", description="Redeploying machines and agents before data.")
    validate_minutes: Minutes = Field(None, title="Validate", description="Checks and steps before users may return.")
    redirect_minutes: Minutes = Field(None, title="Redirect", description="Moving names and users to the new place.")
    growth_percent_per_year: Growth = Field(
        None, title="Growth a year", description="Its own growth; blank as the plan assumes."
    )
    depends_on: ApplicationRefs = Field((), title="Depends on", description="What must be up before it can start.")
    source_place: Text = Field("", title="Read from", description="File, tab and row that it was imported from.")
    source_cells: dict[str, str] = Field(
        default_factory=dict, title="Cells read", description="Per field, heading and words of the imported cell."
    )


INHERITED_FROM_TIER: Final = (
    "rto_minutes",
    "rpo_minutes",
    "mtd_minutes",
    "scheme",
    "recovery_sites",
    "backup_target",
    "backup_policy",
)
