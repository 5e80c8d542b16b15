"""Data store: durable data outside machines."""

from pydantic import Field

from dr_desktop.plan.choices import Protected, ReplicationMode, ReplicationProduct, RestoreScope, Scheme, StoreKind
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.quantity import (
    ApplicationRef,
    Gib,
    Hours,
    Minutes,
    Percent,
    PolicyRef,
    SiteRefs,
    TargetRef,
    Text,
)


class DataStore(Entity):
    """A database service, object store or file share; where a scale set keeps what must survive."""

    application: ApplicationRef = Field(None, title="Application", description="The application whose data it is.")
    kind: StoreKind = Field("other", title="Kind", description="What holds the data.")
    used_gib: Gib = Field(None, title="Used", description="Data in use.")
    change_percent_per_day: Percent = Field(None, title="Change a day", description="Share changed in a day.")
    protected: Protected = Field("undecided", title="Protected", description="Protection is opt-in.")
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
