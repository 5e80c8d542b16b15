"""Finds the machine that a row of another tab speaks of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Identity(NamedTuple):
    """What a row says about which machine it means; empty where it does not say."""

    name: str
    host: str = ""
    vm_id: str = ""
    vcenter_uuid: str = ""
    vm_uuid: str = ""

    @property
    def folded(self) -> "Identity":
        """For comparing: upper and lower case differ between exports."""
        return Identity(*(text.casefold() for text in self))


class Found(NamedTuple):
    """The outcome of a search."""

    position: int | None
    """Position of the machine in the list that was indexed; None where it is not in it, or not to be told."""
    ambiguous: bool
    renamed: bool
    """The row calls it by another name than the list does."""


NOT_LISTED = Found(None, ambiguous=False, renamed=False)
AMBIGUOUS = Found(None, ambiguous=True, renamed=False)


class MachineIndex:
    """Identities in the order of a list; searched by VM ID and vCenter, then VM UUID, then name and host."""

    def __init__(self, identities: Iterable[Identity], keys: Sequence[str]) -> None:
        """`keys` tells which identities are the same machine listed again: the first of them is found."""
        self._identities = [identity.folded for identity in identities]
        self._by_id: dict[str, list[int]] = defaultdict(list)
        self._by_uuid: dict[str, list[int]] = defaultdict(list)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        first = {key: position for position, key in reversed(list(enumerate(keys)))}
        for position in sorted(first.values()):
            identity = self._identities[position]
            self._by_id[identity.vm_id].append(position)
            self._by_uuid[identity.vm_uuid].append(position)
            self._by_name[identity.name].append(position)
        self._found: dict[Identity, Found] = {}

    def find(self, identity: Identity) -> Found:
        """The machine that a row of another tab means."""
        found = self._found.get(identity)  # a machine's disks and partitions follow each other
        if found is None:
            found = self._found[identity] = self._search(identity.folded)
        return found

    def _search(self, wanted: Identity) -> Found:
        if wanted.vm_id:
            same = [at for at in self._by_id.get(wanted.vm_id, ()) if self._same_vcenter(at, wanted)]
            if len(same) > 1:  # VM IDs repeat across vCenters that the rows do not name
                same = [at for at in same if self._identities[at].name == wanted.name]
            if len(same) == 1:
                return self._at(same[0], wanted)
        if wanted.vm_uuid:
            same = self._by_uuid.get(wanted.vm_uuid, [])
            if len(same) == 1:
                return self._at(same[0], wanted)
        named = [at for at in self._by_name.get(wanted.name, ()) if self._may_be(at, wanted)]
        if len(named) > 1 and wanted.host:
            named = [at for at in named if self._identities[at].host == wanted.host] or named
        if not named:
            return NOT_LISTED
        return self._at(named[0], wanted) if len(named) == 1 else AMBIGUOUS

    def _same_vcenter(self, position: int, wanted: Identity) -> bool:
        listed = self._identities[position].vcenter_uuid
        return not listed or not wanted.vcenter_uuid or listed == wanted.vcenter_uuid

    def _may_be(self, position: int, wanted: Identity) -> bool:
        """Same name, and no identifier that says it is another machine."""
        listed = self._identities[position]
        return (
            self._same_vcenter(position, wanted)
            and (not listed.vm_id or not wanted.vm_id or listed.vm_id == wanted.vm_id)
            and (not listed.vm_uuid or not wanted.vm_uuid or listed.vm_uuid == wanted.vm_uuid)
        )

    def _at(self, position: int, wanted: Identity) -> Found:
        return Found(position, ambiguous=False, renamed=self._identities[position].name != wanted.name)


def stable_keys(identities: Sequence[Identity]) -> list[str]:
    """A key per row that stays the same from export to export; copies that kept their UUID get their name added."""
    keys = [_key(identity.folded) for identity in identities]
    names: dict[str, set[str]] = defaultdict(set)
    for key, identity in zip(keys, identities, strict=True):
        names[key].add(identity.name.casefold())
    return [
        key if len(names[key]) == 1 else f"{key}/{identity.name.casefold()}"
        for key, identity in zip(keys, identities, strict=True)
    ]


def _key(identity: Identity) -> str:
    if identity.vm_id and identity.vcenter_uuid:
        return f"vcenter:{identity.vcenter_uuid}/{identity.vm_id}"
    if identity.vm_uuid:
        return f"uuid:{identity.vm_uuid}"
    return f"name:{identity.name}@{identity.host}"
