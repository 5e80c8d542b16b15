"""Brings the rows of RVTools' other tabs to the machines that vInfo lists."""

from collections import defaultdict
from math import fsum
from typing import NamedTuple

from dr_desktop.files.intake.inventory import Remark, TabTotal
from dr_desktop.files.intake.machine_index import Identity, MachineIndex
from dr_desktop.files.intake.picked import Picked, column_gib, remark


class SideTabs(NamedTuple):
    """The tabs beside vInfo, where the file has them."""

    disks: Picked | None
    partitions: Picked | None
    tools: Picked | None


class Joined(NamedTuple):
    """A tab's rows brought to the machines of vInfo."""

    rows: dict[int, list[int]]
    """Position in vInfo to positions in the tab."""
    orphans: tuple[str, ...]
    machines: int
    remarks: tuple[Remark, ...]


class Sizes(NamedTuple):
    """A tab's sizes, per machine of vInfo."""

    gib: dict[int, tuple[float, ...]]
    joined: Joined
    total: TabTotal
    remarks: tuple[Remark, ...]


def identities_of(picked: Picked) -> list[Identity]:
    """What each row says about which machine it means."""
    fields = ("name", "host", "vm_id", "vcenter_uuid", "vm_uuid")
    return [Identity(*texts) for texts in zip(*(picked.texts(field) for field in fields), strict=True)]


def join(picked: Picked, index: MachineIndex) -> Joined:
    """Find the machine of every row; rows that belong to none are reported, and counted nowhere."""
    rows: dict[int, list[int]] = defaultdict(list)
    orphans: dict[str, str] = {}
    unclear: list[str] = []
    renamed: dict[Identity, str] = {}
    for at, identity in enumerate(identities_of(picked)):
        found = index.find(identity)
        if found.position is not None:
            rows[found.position].append(at)
            if found.renamed:
                renamed.setdefault(identity, f"{picked.place(at)} ({identity.name})")
        elif found.ambiguous:
            unclear.append(f"{picked.place(at)} ({identity.name})")
        else:
            orphans.setdefault(identity.name, f"{picked.place(at)} ({identity.name})")
    remarks = []
    if orphans:
        sentence = f"{picked.tab} holds machines that vInfo does not list; they are left out"
        remarks.append(remark("orphan", sentence, orphans.values()))
    if unclear:
        sentence = f"{picked.tab}: several machines have this name and nothing tells them apart, so it counts for none"
        remarks.append(remark("conflict", sentence, unclear))
    if renamed:
        sentence = f"{picked.tab} and vInfo give one machine two names; its VM ID or UUID decides"
        remarks.append(remark("conflict", sentence, renamed.values()))
    return Joined(dict(rows), tuple(orphans), len(rows) + len(orphans), tuple(remarks))


def tab_sizes(picked: Picked, index: MachineIndex, field: str) -> Sizes:
    """The sizes that a tab states in one of its columns, in GiB, brought to the machines."""
    joined = join(picked, index)
    values, remarks = column_gib(picked, field)
    gib = {}
    incomplete = []
    for position, rows in joined.rows.items():
        stated = tuple(value for at in rows if (value := values[at]) is not None)
        if len(stated) == len(rows):
            gib[position] = stated
        else:
            incomplete.append(picked.place(rows[0]))
    if incomplete:
        sentence = f"{picked.tab} does not state every size of these machines, so their sum is unknown; they begin at"
        remarks = (*remarks, remark("number", sentence, incomplete))
    total = TabTotal(
        picked.tab,
        len(picked.numbers),
        joined.machines,
        joined.orphans,
        fsum(value for value in values if value is not None),
    )
    return Sizes(gib, joined, total, (*joined.remarks, *remarks))


def first_texts(picked: Picked | None, joined: Joined | None, field: str) -> dict[int, str]:
    """Position in vInfo to the first text that another tab has for it."""
    if picked is None or joined is None:
        return {}
    texts = picked.texts(field)
    firsts = {}
    for position, rows in joined.rows.items():
        text = next((texts[at] for at in rows if texts[at]), "")
        if text:
            firsts[position] = text
    return firsts
