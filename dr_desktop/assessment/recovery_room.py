"""Room on the sites where recoveries land: what fits is let in application by application, by tier."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from dr_desktop.assessment.landing import landing_pools, resiliency_reserve_gib, stamp_room
from dr_desktop.assessment.landing_records import StampRoom
from dr_desktop.assessment.recovery_case import Piece
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.surroundings import Surroundings


class Shortage(NamedTuple):
    """What one application lacks on a site: GiB of memory, vCPU, machines; 0 where that is not short."""

    site: str
    memory_gib: float
    vcpus: float
    machines: float


class Limits(NamedTuple):
    """What may land on a site in all: GiB and vCPU, None where not known; what runs there already."""

    memory_gib: float | None
    vcpus: float | None
    running_memory_gib: float
    running_vcpus: int


class Room:
    """What is left of one stamp. A machine larger than all others raises the memory kept back for a failing node."""

    def __init__(self, room: StampRoom) -> None:
        self.room = room
        self.memory_gib = 0.0
        self.vcpus = 0
        self.machines = 0
        self.largest_gib = room.running.largest_gib

    def lacks(self, site: str, pieces: Sequence[Piece]) -> Shortage | None:
        """What is missing for these pieces; None where they fit, as far as is known."""
        memory = sum([piece.memory_gib for piece in pieces])
        vcpus = sum([piece.vcpus for piece in pieces])
        machines = sum([piece.machines for piece in pieces])
        if not machines:
            return None
        largest = max([self.largest_gib, *[piece.memory_gib / (piece.machines or 1) for piece in pieces]])
        limit = self._memory_limit(largest)
        short = Shortage(
            site,
            0.0 if limit is None else max(0.0, self.memory_gib + memory - limit),
            0.0 if self._vcpu_limit is None else max(0.0, self.vcpus + vcpus - self._vcpu_limit),
            max(0.0, self.machines + machines + self.room.running.machines - self.room.machines),
        )
        return short if any(short[1:]) else None

    def take(self, pieces: Sequence[Piece], times: int = 1) -> None:
        """Takes room for pieces, or gives it back with `times` = -1 (but for the largest machine seen)."""
        self.memory_gib += times * sum([piece.memory_gib for piece in pieces])
        self.vcpus += times * sum([piece.vcpus for piece in pieces])
        self.machines += times * sum([piece.machines for piece in pieces])
        if times > 0:
            self.largest_gib = max(
                [self.largest_gib, *[one.memory_gib / one.machines for one in pieces if one.machines]]
            )

    def limits(self) -> Limits:
        """What may land there in all, with the machines that were let in."""
        running = self.room.running
        return Limits(self._memory_limit(self.largest_gib), self._vcpu_limit, running.memory_gib, running.vcpus)

    def _memory_limit(self, largest_gib: float) -> float | None:
        room = self.room
        if room.nodes is None or room.node_memory_gib is None:
            return None
        reserve = resiliency_reserve_gib(room.nodes, room.node_memory_gib, largest_gib, room.reserve_share)
        kept_back = reserve + room.infrastructure_gib + room.services_memory_gib + room.running.memory_gib
        return max(0.0, room.nodes * room.node_memory_gib - kept_back)

    @property
    def _vcpu_limit(self) -> float | None:
        room = self.room
        return None if room.vcpus is None else max(0.0, room.vcpus - room.services_vcpus - room.running.vcpus)


def rooms_of(assessment: Assessment, sites: Sequence[str], around: Surroundings) -> dict[str, Room]:
    """The room on each of these sites that is a stamp; all others take what comes."""
    wanted = [site for site in sites if site in assessment.stamps and around.sites[site].kind == "azure_stack"]
    if not wanted:
        return {}
    pools = landing_pools([one.landing for one in assessment.applications.values()])
    return {site: Room(stamp_room(around.sites[site], pools, assessment.stamps[site], around)) for site in wanted}


def shortage_words(short: Shortage, name: str) -> str:
    """A shortage as a sentence."""
    parts = []
    if short.memory_gib:
        parts.append(f"{_rounded(short.memory_gib)} GiB of memory")
    if short.vcpus:
        parts.append(f"{_rounded(short.vcpus)} vCPU")
    if short.machines:
        parts.append(f"{_rounded(short.machines)} machines")
    return f"It does not fit on {name}, which is short by {' and '.join(parts)}."


def _rounded(amount: float) -> str:
    return "any number of" if amount == inf else f"{max(1, round(amount)):,}"
