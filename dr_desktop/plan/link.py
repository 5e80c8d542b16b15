"""Link: the network between two sites."""

from pydantic import Field

from dr_desktop.plan.choices import LinkKind
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.quantity import Gib, Hours, MegabitsPerSecond, Milliseconds, Percent, SiteRef


class Link(Entity):
    """A line that backups, replication and restores share."""

    from_site: SiteRef = Field(None, title="From", description="One end of the link.")
    to_site: SiteRef = Field(None, title="To", description="The other end; a link carries both ways.")
    kind: LinkKind = Field("private", title="Kind", description="Replication over a VPN is not supported.")
    mbit_s: MegabitsPerSecond = Field(None, title="Speed", description="Nominal speed of the line, one way.")
    usable_percent: Percent = Field(
        None, title="Usable", description="Share of the speed that recovery may use after protocol and other traffic."
    )
    replication_percent: Percent = Field(
        None,
        title="Kept for replication",
        description="Share of what is usable that replication gets; blank: it goes first, backups take what it leaves.",
    )
    replication_log_gib: Gib = Field(
        None,
        title="Replication log",
        description="Changes that the sending side keeps while the link is down; beyond that all is compared again.",
    )
    outage_hours: Hours = Field(
        None, title="Outage to outlast", description="How long the link may be down; the assumption where not stated."
    )
    latency_ms: Milliseconds = Field(None, title="Latency", description="Round trip; synchronous copies need it low.")
