"""What an inventory file states, in neutral rows: no reader knows the plan, and the plan knows no reader."""

from collections.abc import Iterable, Mapping
from math import fsum
from typing import Literal, NamedTuple

Power = Literal["on", "off", "unknown"]
OsFamily = Literal["windows", "linux", "unknown"]
Basis = Literal["provisioned", "in_use", "guest_consumed"]
RemarkKind = Literal["file", "column", "number", "conflict", "orphan", "duplicate", "row", "hint"]
Availability = Literal["none", "availability_set", "scale_set"]

BASES: tuple[Basis, ...] = ("provisioned", "in_use", "guest_consumed")


class Refusal(NamedTuple):
    """Why a file cannot be read at all."""

    file: str
    """The file's name, without its folder."""
    place: str
    """Tab, row or part of the file; empty when it is the whole file."""
    sentence: str
    remedy: str


class Origin(NamedTuple):
    """The cell that a value was read from."""

    heading: str
    """The column's heading, or the path inside a JSON object."""
    text: str
    """What the cell holds, as text."""


NOTHING: Mapping[str, Origin] = {}


class InventoryMachine(NamedTuple):
    """One virtual machine as the file states it. What the file does not state is None, or empty text; never 0."""

    key: str
    """The same machine has the same key in next month's file."""
    name: str
    power: Power
    template: bool
    vcpus: int | None
    memory_gib: float | None
    disks_gib: tuple[float, ...]
    capacity_gib: float | None
    """The size of its disks: their sum, or the total that the file states where it does not list them."""
    provisioned_gib: float | None
    in_use_gib: float | None
    guest_consumed_gib: float | None
    os: OsFamily
    os_text: str
    tools: str
    """State of the guest tools, in the file's words."""
    folder: str
    datacenter: str
    cluster: str
    host: str
    tags: Mapping[str, str]
    """Custom attributes and columns that the user added: heading to text, filled cells only."""
    place: str
    """Where it is stated, such as `vInfo row 12`."""
    environment: str = ""
    """In the file's words; blank is unknown, never production."""
    application: str = ""
    """What the file itself says it belongs to. A proposal like any other grouping."""
    role: str = ""
    azure_size: str = ""
    availability: Availability = "none"
    scale_set: str = ""
    """Name of the scale set that it is a member of, or stands for."""
    instances: int | None = None
    churn_gib_per_day: float | None = None
    peak_churn_mb_s: float | None = None
    change_percent_per_day: float | None = None
    addresses: tuple[str, ...] = ()
    """IP addresses and host names, by which other files speak of it."""
    measures: Mapping[str, float | None] = {}
    """Numbers that no field takes, by heading, in the column's own unit; None where the cell states none."""
    origins: Mapping[str, Origin] = NOTHING
    """Field to the cell that it was read from."""
    file: str = ""
    """The file it stands in, where several were read together; else that of the inventory."""
    stated: Mapping[str, str] = {}
    """Of a row of this program's own workbook: field of the plan to the text of its cell."""


class InventoryApplication(NamedTuple):
    """One row of a business impact analysis or a list of applications, in the file's words.

    The texts are read by the rules of the plan's own fields when they are taken over.
    """

    name: str
    values: Mapping[str, str]
    """Field of the plan's Application to the text of its cell; durations with the unit that the heading names."""
    depends_on: tuple[str, ...]
    tags: Mapping[str, str]
    place: str
    origins: Mapping[str, Origin] = NOTHING
    file: str = ""
    stated: Mapping[str, str] = {}
    """As that of a machine."""


class InventoryDependency(NamedTuple):
    """Machines that talk to each other, all rows of one pair together."""

    source: str
    """Name, or address where the file has no name."""
    target: str
    ports: tuple[str, ...]
    rows: int
    place: str


class InventoryDisk(NamedTuple):
    """A disk listed apart from machines."""

    key: str
    """Its resource id, folded; or its name."""
    name: str
    size_gib: float | None
    machine: str
    """Resource id of the machine it is attached to, folded; empty where to none."""
    place: str


class Conflict(NamedTuple):
    """Two statements about one thing; the first counts."""

    name: str
    field: str
    first: str
    second: str
    first_place: str
    second_place: str


class SkippedRow(NamedTuple):
    """A row that states something and is left out."""

    place: str
    name: str
    reason: str
    machine: InventoryMachine | None
    """What was read of it, where it is a machine: it can be taken in after all."""


class Remark(NamedTuple):
    """Something to know before the inventory is taken over; nothing was refused for it."""

    kind: RemarkKind
    sentence: str
    places: tuple[str, ...]
    """Every place it holds for; the sentence names the first few."""


class GroupingColumn(NamedTuple):
    """A column whose values could name applications."""

    heading: str
    """`Folder`, `Cluster`, …, or a key of `InventoryMachine.tags`."""
    filled: int
    """Machines with a value."""
    distinct: int
    """Different values, ignoring case."""


class BasisTotal(NamedTuple):
    """What one way of counting used space gives over all machines."""

    basis: Basis
    machines: int
    """Machines for which the file states it."""
    total_gib: float


class TabTotal(NamedTuple):
    """What a tab beside the list of machines holds, so that the import can be checked against it."""

    tab: str
    rows: int
    machines: int
    """Different machines it speaks of, orphans included."""
    orphans: tuple[str, ...]
    """Names it has and the list of machines has not."""
    total_gib: float
    """Sum over all its rows, orphans included."""


class Inventory(NamedTuple):
    """Everything read from one file."""

    format: str
    """What was recognised, such as `RVTools 4.7.1.4 workbook`."""
    file: str
    machines: tuple[InventoryMachine, ...]
    skipped: tuple[SkippedRow, ...]
    remarks: tuple[Remark, ...]
    grouping_columns: tuple[GroupingColumn, ...]
    bases: tuple[BasisTotal, ...]
    tabs: tuple[TabTotal, ...]
    key: str = "rvtools"
    """Key of the format."""
    applications: tuple[InventoryApplication, ...] = ()
    dependencies: tuple[InventoryDependency, ...] = ()
    disks: tuple[InventoryDisk, ...] = ()
    """Disks that are listed apart and attached to no machine of this file."""
    conflicts: tuple[Conflict, ...] = ()
    ignored: tuple[str, ...] = ()
    """Headings of columns that were not used."""
    tried: bool = True
    """Whether the reader was ever tried on a real file of this format."""

    @property
    def rows_read(self) -> int:
        """Rows that state something: those taken over and those left out."""
        return len(self.machines) + len(self.applications) + len(self.skipped)


def used_gib(machine: InventoryMachine, basis: Basis) -> float | None:
    """Space a machine uses on the chosen basis, in GiB; None where the file does not state it.

    One basis never stands in for another: they differ by a factor of two in real estates, so a mixed
    total would be none of the three.
    """
    match basis:
        case "provisioned":
            return machine.provisioned_gib
        case "in_use":
            return machine.in_use_gib
        case "guest_consumed":
            return machine.guest_consumed_gib


def basis_totals(machines: Iterable[InventoryMachine]) -> tuple[BasisTotal, ...]:
    """The bases that at least one machine states, each with its coverage and its total in GiB."""
    listed = tuple(machines)
    totals = []
    for basis in BASES:
        stated = [gib for machine in listed if (gib := used_gib(machine, basis)) is not None]
        if stated:
            totals.append(BasisTotal(basis, len(stated), fsum(stated)))
    return tuple(totals)


def usual_basis(inventory: Inventory) -> Basis | None:
    """What counts as used unless the planner says otherwise; None where only the sizes of disks are stated.

    A disk's size is not what it holds. RVTools' provisioned space is the exception: its users plan with it.
    """
    stated = [one.basis for one in inventory.bases]
    order: tuple[Basis, ...] = ("in_use", "guest_consumed")
    if inventory.key == "rvtools":
        order = ("in_use", "provisioned", "guest_consumed")
    return next((one for one in order if one in stated), None)


def column_text(machine: InventoryMachine, heading: str) -> str:
    """The machine's text in a column that can serve for grouping; empty where it has none."""
    match heading:
        case "Folder":
            return machine.folder
        case "Datacenter":
            return machine.datacenter
        case "Cluster":
            return machine.cluster
        case "Host":
            return machine.host
        case "Application":
            return machine.application or machine.tags.get(heading, "")
        case "Environment":
            return machine.environment or machine.tags.get(heading, "")
        case "Role":
            return machine.role or machine.tags.get(heading, "")
        case _:
            return machine.tags.get(heading, "")
