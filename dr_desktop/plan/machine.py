"""Machine: a virtual machine of one application."""

from typing import Annotated, Final

from pydantic import Field

from dr_desktop.plan.choices import (
    Availability,
    OperatingSystem,
    Power,
    Protected,
    ReplicationMode,
    ReplicationProduct,
    RestoreScope,
    Scheme,
    Standby,
)
from dr_desktop.plan.entity import Entity, Frozen
from dr_desktop.plan.quantity import (
    ApplicationRef,
    Cores,
    Count,
    Date,
    Gib,
    GibPerDay,
    Hours,
    MegabytesPerSecond,
    Minutes,
    Percent,
    PolicyRef,
    SiteRefs,
    TargetRef,
    Text,
    Unit,
)


class Disk(Frozen):
    """One disk of a machine; an excluded disk is neither backed up nor replicated."""

    size_gib: Annotated[float, Field(ge=0, le=1_000_000), Unit("GiB")]
    excluded: bool = False


class Machine(Entity):
    """A blank override means: as the application."""

    application: ApplicationRef = Field(None, title="Application", description="The application it belongs to.")
    role: Text = Field("", title="Role", description="What it does, such as web, database or jump host.")
    start_group: Count = Field(None, title="Start group", description="Group 1 starts first; 2 waits for it.")
    start_minutes: Minutes = Field(None, title="Start", description="From power on until it serves.")
    vcpus: Cores = Field(None, title="vCPU", description="Virtual processors.")
    memory_gib: Gib = Field(None, title="Memory", description="Memory it is given.")
    disks: tuple[Disk, ...] = Field(
        (), title="Disks", description="Sizes such as 127; 512; 1023 excluded. An excluded disk is not protected."
    )
    used_gib: Gib = Field(None, title="Used", description="Data in use, which a first full backup reads.")
    change_percent_per_day: Percent = Field(
        None, title="Change a day", description="Share of the used data that a daily backup finds changed."
    )
    churn_gib_per_day: GibPerDay = Field(
        None, title="Churn", description="What replication sends; a block that is rewritten counts each time."
    )
    peak_churn_mb_s: MegabytesPerSecond = Field(
        None, title="Peak churn", description="Writes in the busiest stretch; replication has limits on it."
    )
    os: OperatingSystem = Field("unknown", title="System", description="Some products protect only Windows guests.")
    power: Power = Field("unknown", title="Power", description="A machine that is off stays visible and counted.")
    availability: Availability = Field(
        "none", title="Availability", description="Scale-set members come and go and are not backed up one by one."
    )
    instances: Count = Field(None, title="Instances", description="Members of the scale set today.")
    instances_max: Count = Field(None, title="Instances at most", description="Members when it is scaled out.")
    instances_recovered: Count = Field(None, title="Instances recovered", description="Members after a recovery.")
    standby: Standby = Field("none", title="Stand-by", description="What is kept ready at the recovery site.")
    protected: Protected = Field(
        "undecided", title="Protected", description="Protection is opt-in; undecided counts as unprotected."
    )
    first_copy_on: Date = Field(
        None, title="First copy on", description="When its first full or replica was complete; blank: still to be made."
    )
    azure_size: Text = Field("", title="Azure size", description="Size in Azure, such as D4s v5; blank picks one.")
    hybrid_benefit: bool = Field(
        False, title="Hybrid benefit", description="The Windows licence is brought along, so only compute is paid."
    )
    subscription: Text = Field("", title="Subscription", description="Where it differs from the application's.")
    scheme: Scheme | None = Field(None, title="Scheme", description="Where it differs from the application's.")
    recovery_sites: SiteRefs = Field(None, title="Recovery", description="Where it differs from the application's.")
    backup_target: TargetRef = Field(
        None, title="Backup target", description="Where it differs from the application's."
    )
    backup_policy: PolicyRef = Field(None, title="Policy", description="Where it differs from the application's.")
    restore_scope: RestoreScope | None = Field(
        None, title="Restores", description="Where it differs from the application's."
    )
    replication_product: ReplicationProduct | None = Field(
        None, title="Replicated by", description="Where it differs from the application's."
    )
    replication_mode: ReplicationMode | None = Field(
        None, title="Replication", description="Where it differs from the application's."
    )
    replication_minutes: Minutes = Field(
        None, title="Replicates every", description="Where it differs from the application's."
    )
    replication_history_hours: Hours = Field(
        None, title="History", description="Where it differs from the application's."
    )
    source_key: Text = Field("", title="Inventory key", description="Key of the imported row, for the next import.")
    size_basis: Text = Field("", title="Size basis", description="What the used size was read from.")
    source_place: Text = Field("", title="Read from", description="File, tab and row that it was imported from.")
    source_cells: dict[str, str] = Field(
        default_factory=dict, title="Cells read", description="Per field, heading and words of the imported cell."
    )


INHERITED_FROM_APPLICATION: Final = (
    "scheme",
    "recovery_sites",
    "backup_target",
    "backup_policy",
    "restore_scope",
    "replication_product",
    "replication_mode",
    "replication_minutes",
    "replication_history_hours",
    "subscription",
)
