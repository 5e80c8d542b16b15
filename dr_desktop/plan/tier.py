"""Tier: a recovery service level that applications inherit."""

from pydantic import Field

from dr_desktop.plan.choices import Scheme
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.quantity import Count, Minutes, PolicyRef, SiteRefs, TargetRef


class Tier(Entity):
    """What an application gets unless it states its own."""

    rank: Count = Field(None, title="Rank", description="1 is recovered first; higher ranks wait.")
    rto_minutes: Minutes = Field(
        None, title="RTO", description="Longest time that an application may be down after an incident."
    )
    rpo_minutes: Minutes = Field(
        None, title="RPO", description="Longest stretch of data that may be lost in an incident."
    )
    mtd_minutes: Minutes = Field(
        None, title="MTD", description="Longest outage that the business survives; never shorter than the RTO."
    )
    scheme: Scheme | None = Field(
        None, title="Scheme", description="How the application is protected and brought back."
    )
    recovery_sites: SiteRefs = Field(
        None, title="Recovery sites", description="Where it is brought back, in order of preference."
    )
    backup_target: TargetRef = Field(None, title="Backup target", description="Where its backups lie.")
    backup_policy: PolicyRef = Field(
        None, title="Backup policy", description="How often it is backed up and what is kept."
    )
    drills_per_year: Count = Field(
        None, title="Drills a year", description="How often recovery is tested; four is the usual default."
    )
