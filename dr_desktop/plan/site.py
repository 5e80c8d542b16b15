"""Site: an Azure Stack cloud, an Azure region, or a datacenter that only holds backup infrastructure."""

from pydantic import Field

from dr_desktop.plan.choices import Connection, Operator, SiteKind
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.quantity import Cores, Count, CountryCode, Date, Degrees, Gib, Text


class Site(Entity):
    """One place where applications run or recover, or where backups lie."""

    kind: SiteKind = Field("azure_stack", title="Kind", description="What stands there.")
    operator: Operator | None = Field(
        None, title="Operator", description="Who runs it. Decides the row or column of the topology matrix."
    )
    datacenter: Text = Field(
        "", title="Building", description="The building. Two sites in one building share its fate."
    )
    datacenter_owner: Operator | None = Field(
        None, title="Building owner", description="Whose building it is, where that differs from the operator."
    )
    country: CountryCode = Field("", title="Country", description="Two letters by ISO 3166-1, such as NL.")
    latitude: Degrees = Field(None, title="Latitude", description="Degrees north; for the distance between sites.")
    longitude: Degrees = Field(None, title="Longitude", description="Degrees east; for the distance between sites.")
    azure_region: Text = Field(
        "", title="Azure region", description="Name of the region, such as westeurope; gives country, place and pair."
    )
    connection: Connection = Field(
        "connected", title="Connection", description="Whether the stamp reaches Azure, always or at times."
    )
    operational_from: Date = Field(
        None, title="Operational from", description="A second cloud must be running before a failover needs it."
    )
    operator_contact: Text = Field("", title="Operator's contact", description="Whom to call at the operator.")
    infrastructure_plan_owner: Text = Field(
        "",
        title="Infrastructure plan owner",
        description="Who answers for recovering the stamp itself; that plan does not recover machines.",
    )
    infrastructure_plan_on: Date = Field(
        None, title="Infrastructure plan of", description="Date of the operator's plan for the stamp itself."
    )
    nodes: Count = Field(None, title="Nodes", description="Servers of the scale unit.")
    node_memory_gib: Gib = Field(None, title="Memory a node", description="Memory of one server.")
    node_cores: Cores = Field(None, title="Cores a node", description="Physical cores of one server.")
    storage_usable_gib: Gib = Field(
        None, title="Usable storage", description="What the stamp offers tenants after mirroring and reserves."
    )
    drives_per_node: Count = Field(
        None, title="Drives a node", description="Capacity drives of one server, cache drives not counted."
    )
    drive_gib: Gib = Field(
        None, title="Drive size", description="One capacity drive; a drive sold as 7.68 TB holds 7,152 GiB."
    )
    used_memory_gib: Gib = Field(None, title="Memory used", description="Memory of what runs there already.")
    used_vcpus: Cores = Field(None, title="vCPU used", description="Virtual processors of what runs there already.")
    used_machines: Count = Field(
        None, title="Machines there", description="Machines that run there already; blank counts those of the plan."
    )
    used_storage_gib: Gib = Field(None, title="Storage used", description="Storage of what lies there already.")
    largest_vm_memory_gib: Gib = Field(
        None, title="Largest machine", description="Memory of the largest machine there; raises the reserve."
    )
    parallel_starts: Count = Field(
        None, title="Parallel starts", description="Machines that may be started at the same time."
    )
