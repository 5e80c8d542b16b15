"""Makes machines of RVTools' tabs. vInfo counts where tabs disagree; what disagrees is said."""

from collections import defaultdict
from collections.abc import Sequence
from math import fsum

from dr_desktop.files.intake.cells import is_true, text_of
from dr_desktop.files.intake.grouping import grouping_columns
from dr_desktop.files.intake.inventory import (
    Conflict,
    Inventory,
    InventoryMachine,
    Origin,
    Remark,
    SkippedRow,
    basis_totals,
)
from dr_desktop.files.intake.machine_index import Identity, MachineIndex, stable_keys
from dr_desktop.files.intake.picked import Picked, column_counts, column_gib, remark
from dr_desktop.files.intake.rvtools_join import Joined, SideTabs, Sizes, first_texts, identities_of, join, tab_sizes
from dr_desktop.files.intake.words_of_files import os_family, power_of

_CAPACITY_DIFFERS = 0.01
_COMPARED = {
    "power": "power state",
    "vcpus": "vCPUs",
    "memory_gib": "memory",
    "provisioned_gib": "provisioned space",
    "in_use_gib": "space in use",
}
_KEPT_AS_READ = ("name", "power", "vcpus", "memory", "capacity", "provisioned", "in_use", "os_tools", "os_config")


def build_inventory(format_: str, file: str, vinfo: Picked, sides: SideTabs, remarks: tuple[Remark, ...]) -> Inventory:
    """Join the tabs, sort out templates, placeholders and repeated rows, and say what disagrees."""
    identities = identities_of(vinfo)
    keys = stable_keys(identities)
    index = MachineIndex(identities, keys)
    found = list(remarks)
    totals = []
    disks = tab_sizes(sides.disks, index, "capacity") if sides.disks else None
    partitions = tab_sizes(sides.partitions, index, "consumed") if sides.partitions else None
    tools = join(sides.tools, index) if sides.tools else None
    for sizes in (disks, partitions):
        if sizes is not None:
            totals.append(sizes.total)
            found.extend(sizes.remarks)
    if tools is not None:
        found.extend(tools.remarks)
    machines, number_remarks = _machines(vinfo, identities, keys, sides, disks, partitions, tools)
    found.extend(number_remarks)
    disagreements, conflicts = _disagreements(vinfo, machines, sides, disks, partitions)
    found.extend(disagreements)
    kept, skipped, repeated = _sorted_out(vinfo, machines)
    found.extend(repeated)
    return Inventory(
        format_,
        file,
        kept,
        (*vinfo.skipped, *skipped, *_rows_skipped_beside(sides)),
        tuple(found),
        grouping_columns(kept),
        basis_totals(kept),
        tuple(totals),
        conflicts=(*conflicts, *_conflicts_of_repeated(skipped, kept)),
    )


def _machines(
    vinfo: Picked,
    identities: Sequence[Identity],
    keys: Sequence[str],
    sides: SideTabs,
    disks: Sizes | None,
    partitions: Sizes | None,
    tools: Joined | None,
) -> tuple[list[InventoryMachine], list[Remark]]:
    vcpus, remarks = column_counts(vinfo, "vcpus")
    sizes = {}
    found = list(remarks)
    for field in ("memory", "capacity", "provisioned", "in_use"):
        sizes[field], remarks = column_gib(vinfo, field)
        found.extend(remarks)
    os_texts = _os_texts(vinfo, sides, tools, disks, partitions)
    tool_states = first_texts(sides.tools, tools, "tools")
    templates = [is_true(cell) for cell in vinfo.cells("template")]
    powers = [power_of(text) for text in vinfo.texts("power")]
    folders, datacenters, clusters = (vinfo.texts(field) for field in ("folder", "datacenter", "cluster"))
    tags = {heading: [text_of(cell) for cell in cells] for heading, cells in vinfo.extra.items()}
    stated = [(field, vinfo.headings[field], vinfo.cells(field)) for field in _KEPT_AS_READ if field in vinfo.columns]
    machines = []
    for at, identity in enumerate(identities):
        listed = disks.gib.get(at, ()) if disks else ()
        consumed = partitions.gib.get(at) if partitions else None
        machines.append(
            InventoryMachine(
                key=keys[at],
                name=identity.name,
                power=powers[at],
                template=templates[at],
                vcpus=vcpus[at],
                memory_gib=sizes["memory"][at],
                disks_gib=listed,
                capacity_gib=fsum(listed) if listed else sizes["capacity"][at],
                provisioned_gib=sizes["provisioned"][at],
                in_use_gib=sizes["in_use"][at],
                guest_consumed_gib=fsum(consumed) if consumed else None,
                os=os_family(os_texts[at]),
                os_text=os_texts[at],
                tools=tool_states.get(at, ""),
                folder=folders[at],
                datacenter=datacenters[at],
                cluster=clusters[at],
                host=identity.host,
                tags={heading: texts[at] for heading, texts in tags.items() if texts[at]},
                place=vinfo.place(at),
                origins={
                    field: Origin(heading, text) for field, heading, texts in stated if (text := text_of(texts[at]))
                },
            )
        )
    return machines, found


def _os_texts(
    vinfo: Picked, sides: SideTabs, tools: Joined | None, disks: Sizes | None, partitions: Sizes | None
) -> list[str]:
    """What the guest tools say counts before what the configuration file says, in vInfo, then in the other tabs."""
    texts = [first or second for first, second in zip(vinfo.texts("os_tools"), vinfo.texts("os_config"), strict=True)]
    if all(texts):
        return texts
    for picked, joined in (
        (sides.tools, tools),
        (sides.disks, disks.joined if disks else None),
        (sides.partitions, partitions.joined if partitions else None),
    ):
        for field in ("os_tools", "os_config"):
            for position, text in first_texts(picked, joined, field).items():
                texts[position] = texts[position] or text
    return texts


def _disagreements(
    vinfo: Picked,
    machines: Sequence[InventoryMachine],
    sides: SideTabs,
    disks: Sizes | None,
    partitions: Sizes | None,
) -> tuple[list[Remark], list[Conflict]]:
    remarks = []
    conflicts = []
    suspended = [machines[at].name for at, text in enumerate(vinfo.texts("power")) if text.casefold() == "suspended"]
    if suspended:
        remarks.append(remark("row", "Suspended machines count as powered off", suspended))
    for picked, sizes in ((sides.disks, disks), (sides.partitions, partitions)):
        if picked is None or sizes is None:
            continue
        powers = {at: power_of(text) for at, text in first_texts(picked, sizes.joined, "power").items()}
        other = [
            at
            for at, power in powers.items()
            if "unknown" not in (power, machines[at].power) and power != machines[at].power
        ]
        if other:
            sentence = f"{picked.tab} states another power state than vInfo, which counts"
            remarks.append(remark("conflict", sentence, [machines[at].name for at in other]))
        for at in other:
            one, place = machines[at], picked.place(sizes.joined.rows[at][0])
            conflicts.append(Conflict(one.name, "power", one.power, powers[at], one.place, place))
    if disks is not None and sides.disks is not None:
        stated, _ = column_gib(vinfo, "capacity")
        differing = [
            at
            for at, listed in disks.gib.items()
            if (total := stated[at]) is not None and abs(fsum(listed) - total) > _CAPACITY_DIFFERS * max(total, 1.0)
        ]
        if differing:
            sentence = "The disks in vDisk do not add up to vInfo's total disk capacity; vDisk counts"
            remarks.append(remark("conflict", sentence, [machines[at].name for at in differing]))
        for at in differing:
            one, place = machines[at], sides.disks.place(disks.joined.rows[at][0])
            first, second = f"{fsum(disks.gib[at]):g} GiB", f"{stated[at]:g} GiB"
            conflicts.append(Conflict(one.name, "disks", first, second, place, one.place))
    return remarks, conflicts


def _sorted_out(
    vinfo: Picked, machines: Sequence[InventoryMachine]
) -> tuple[tuple[InventoryMachine, ...], list[SkippedRow], list[Remark]]:
    """Machines to take over, rows left out with the reason, and names that several machines have."""
    placeholders = [is_true(cell) for cell in vinfo.cells("placeholder")]
    first_of_key: dict[str, InventoryMachine] = {}
    same_name: dict[str, list[InventoryMachine]] = defaultdict(list)
    skipped = []
    for machine, placeholder in zip(machines, placeholders, strict=True):
        first = first_of_key.get(machine.key)
        if machine.template:
            skipped.append(SkippedRow(machine.place, machine.name, "It is a template.", machine))
        elif placeholder:
            reason = "It is a placeholder that Site Recovery Manager keeps for a machine of another site."
            skipped.append(SkippedRow(machine.place, machine.name, reason, machine))
        elif first is not None:
            skipped.append(SkippedRow(machine.place, machine.name, _repeats(first, machine), machine))
        else:
            first_of_key[machine.key] = machine
            same_name[machine.name.casefold()].append(machine)
    remarks = [
        remark("duplicate", f"{len(group)} machines are named {group[0].name}", [machine.place for machine in group])
        for group in same_name.values()
        if len(group) > 1
    ]
    return tuple(first_of_key.values()), skipped, remarks


def _repeats(first: InventoryMachine, again: InventoryMachine) -> str:
    other = [word for field, word in _COMPARED.items() if getattr(first, field) != getattr(again, field)]
    said = f", and states another {' and '.join(other)}" if other else ""
    return f"It repeats {first.place}, which counts{said}."


def _conflicts_of_repeated(skipped: Sequence[SkippedRow], kept: Sequence[InventoryMachine]) -> list[Conflict]:
    """What rows that repeat a machine state otherwise than the row that counts."""
    first_of_key = {one.key: one for one in kept}
    found = []
    for row in skipped:
        again = row.machine
        first = first_of_key.get(again.key) if again is not None else None
        if again is None or first is None or again.template:
            continue
        for field, words in _COMPARED.items():
            one, other = getattr(first, field), getattr(again, field)
            if one != other and other not in (None, "unknown"):
                found.append(Conflict(first.name, words, f"{one}", f"{other}", first.place, again.place))
    return found


def _rows_skipped_beside(sides: SideTabs) -> list[SkippedRow]:
    return [row for picked in sides if picked is not None for row in picked.skipped]
