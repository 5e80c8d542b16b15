"""Where backups lie, how often they are taken, what is kept, and second copies."""

from typing import Annotated

from pydantic import Field

from dr_desktop.plan.choices import (
    BackupProduct,
    Capture,
    ChainStyle,
    FullKind,
    Placement,
    Redundancy,
    Weekday,
)
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.quantity import (
    ApplicationRefs,
    Count,
    Days,
    Gib,
    Hours,
    MegabytesPerSecond,
    Percent,
    PolicyRef,
    SiteRef,
    TargetRef,
    Text,
    Unit,
)


class BackupTarget(Entity):
    """A store for backups, standing at a site."""

    site: SiteRef = Field(None, title="Site", description="Where the store stands.")
    placement: Placement | None = Field(
        None, title="Placement", description="How the store stands to the stamp; decides the guidance's verdict."
    )
    product: BackupProduct = Field("partner", title="Product", description="What writes the backups.")
    product_name: Text = Field("", title="Name of the product", description="Such as Commvault, where more is known.")
    capacity_gib: Gib = Field(None, title="Capacity", description="Usable size; blank for a cloud without a limit.")
    write_mb_s: MegabytesPerSecond = Field(None, title="Write speed", description="What the store takes in, in all.")
    restore_mb_s: MegabytesPerSecond = Field(
        None, title="Restore speed", description="What the store gives back, in all."
    )
    restore_streams: Count = Field(
        None, title="Restore streams", description="Restores that run at the same time; 8 where not stated."
    )
    redundancy: Redundancy | None = Field(
        None,
        title="Redundancy",
        description="How Azure copies the data; geo-redundant storage copies to the pair. Blank is paid as that.",
    )
    size_after_reduction_percent: Percent = Field(
        None, title="Left after reduction", description="Overrides the policy's share left by compression and dedupe."
    )
    immutable_days: Days = Field(None, title="Immutable", description="Days in which nothing can be deleted.")
    passphrase_kept: Text = Field(
        "",
        title="Passphrase kept",
        description="Where the passphrase of Azure Backup Server lies, off the stamp; no restore elsewhere without it.",
    )


class BackupCopy(Entity):
    """A second copy of what lies at one target, kept at another."""

    from_target: TargetRef = Field(None, title="From", description="The target whose backups are copied.")
    to_target: TargetRef = Field(None, title="To", description="The target that keeps the copy.")
    applications: ApplicationRefs = Field(
        (), title="Applications", description="Which applications are copied; blank means all at the first target."
    )
    every_hours: Hours = Field(None, title="Every", description="How often the copy runs.")
    hold_hours: Hours = Field(None, title="Hold", description="How long a backup waits before it is copied.")
    policy: PolicyRef = Field(None, title="Policy", description="What the copy keeps; blank as at the first target.")


_Hour = Annotated[Annotated[float, Field(ge=0, lt=24)] | None, Hours.__metadata__[0]]


_Interval = Annotated[Annotated[float, Field(ge=0.25, le=8_760)] | None, Hours.__metadata__[0]]


_Months = Annotated[Annotated[int, Field(ge=1, le=120)] | None, Unit("")]


class BackupPolicy(Entity):
    """How often, which chain style, what is kept."""

    capture: Capture = Field(
        "in_guest", title="Capture", description="Where the backup is taken; the hypervisor is not supported."
    )
    every_hours: _Interval = Field(
        24.0, title="Every", description="Hours from one run to the next; a quarter of an hour at least."
    )
    every_months: _Months = Field(
        None,
        title="Every, months",
        description="Calendar months from one run to the next; where stated, the hours do not count.",
    )
    run_days: tuple[Weekday, ...] = Field(
        (), title="Run days", description="Days on which it runs; blank means every day."
    )
    window_start: _Hour = Field(22.0, title="Window from", description="Hour of the day at which runs may start.")
    window_hours: Hours = Field(None, title="Window", description="How long runs may start; blank means any time.")
    style: ChainStyle = Field("forever_forward", title="Style", description="How a chain of points is built.")
    full_days: tuple[Weekday, ...] = Field((), title="Full days", description="Weekdays on which a full is made.")
    full_week_of_month: Annotated[int, Field(ge=1, le=5)] | None = Field(
        None, title="Full week", description="Week of the month of the monthly full; 5 means the last."
    )
    full_weekday: Weekday | None = Field(None, title="Full weekday", description="Weekday of the monthly full.")
    full_months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = Field(
        (), title="Full months", description="Months of the monthly full, 1 to 12."
    )
    full_kind: FullKind = Field(
        "synthetic", title="Full kind", description="Made from what is stored, or read again from the machine."
    )
    keep_points: Count = Field(14, title="Keep points", description="Newest restore points that are kept.")
    keep_days: Days = Field(
        None,
        title="Keep days",
        description="Restore points of so many days are kept; of points and days, what reaches further back governs.",
    )
    keep_weekly: Count = Field(0, title="Keep weekly", description="Weekly fulls that are kept.")
    keep_monthly: Count = Field(0, title="Keep monthly", description="Monthly fulls that are kept.")
    keep_quarterly: Count = Field(0, title="Keep quarterly", description="Quarterly fulls that are kept.")
    keep_yearly: Count = Field(0, title="Keep yearly", description="Yearly fulls that are kept.")
    size_after_reduction_percent: Percent = Field(
        None, title="Left after reduction", description="Share of the data left after compression and dedupe."
    )
    block_clone: bool = Field(
        False, title="Block clone", description="Fulls share unchanged blocks on ReFS or XFS: sized by an estimate."
    )
