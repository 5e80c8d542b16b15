"""Who is let in where: room on the recovery sites goes to the higher tiers first, and to nobody who waits in vain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dr_desktop.assessment.recovery_candidates import Candidate, Given, Prepared
from dr_desktop.assessment.recovery_case import Piece
from dr_desktop.assessment.recovery_copies import Loss
from dr_desktop.assessment.recovery_pieces import Unsized, made_anew, pieces_of
from dr_desktop.assessment.recovery_records import Outcome
from dr_desktop.assessment.recovery_room import Room, Shortage, rooms_of, shortage_words
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.start_order import waiting_in_circles
from dr_desktop.assessment.surroundings import Surroundings

Circles = frozenset[tuple[str, str]]


class Admission(NamedTuple):
    """What each application is given, by id; those that stay down, and why; the room that is left on each stamp."""

    given: Mapping[str, tuple[Given, ...]]
    down: Mapping[str, Prepared]
    rooms: Mapping[str, Room]


def admission(
    candidates: Sequence[Candidate],
    settled: Mapping[str, Prepared],
    growth: Mapping[str, float],
    circles: Circles,
    assessment: Assessment,
    around: Surroundings,
) -> Iterator[float | Admission]:
    """Yields how far it is, 0 to 1, and last of all the Admission. `candidates` are in the order of their rank.

    `settled`: the applications that need no room; `growth`: factor on the data of each candidate.
    """
    sites = sorted({one.site for each in candidates for _, tried in each.ways for one in tried if one.site})
    keeper = _Keeper(growth, around)
    in_vain: dict[str, Prepared] = {}
    while True:
        keeper.rooms = rooms_of(assessment, sites, around)
        given: dict[str, tuple[Given, ...]] = {}
        down = dict(in_vain)
        for number, one in enumerate(candidates):
            key = one.application.id
            if key not in in_vain:
                found = keeper.let_in(one)
                if isinstance(found, Prepared):
                    down[key] = found
                else:
                    given[key] = found
            if number % 4 == 3:
                yield number / len(candidates)
        fresh = _waiting_in_vain(candidates, given, {**settled, **down}, circles)
        if not fresh:
            yield Admission(given, down, keeper.rooms)
            return
        in_vain |= fresh


def circles_of(candidates: Sequence[Candidate]) -> Circles:
    """Dependencies (who, on whom) that close a circle: nobody can start first, so they are not waited for."""
    after = {one.application.id: one.application.depends_on for one in candidates}
    entangled = set(waiting_in_circles(after, after))

    def reached(key: str) -> set[str]:
        found, waiting = set(), [key]
        while waiting:
            for one in after[waiting.pop()]:
                if one in entangled and one not in found:
                    found.add(one)
                    waiting.append(one)
        return found

    reach = {key: reached(key) for key in entangled}
    return frozenset([(key, one) for key in entangled for one in after[key] if one in reach and key in reach[one]])


def _waiting_in_vain(
    candidates: Sequence[Candidate],
    given: Mapping[str, tuple[Given, ...]],
    others: Mapping[str, Prepared],
    circles: Circles,
) -> dict[str, Prepared]:
    """Applications that wait for one that does not come back, however far along the chain of who waits for whom."""
    vain: dict[str, Prepared] = {}
    more = True
    while more:
        more = False
        for one in candidates:
            key = one.application.id
            if key not in given or key in vain or _goes_on(given[key]):
                continue
            for needed in one.application.depends_on:
                other = vain.get(needed) or others.get(needed)
                if other is None or other.outcome == "goes_on" or (key, needed) in circles:
                    continue
                vain[key] = _in_vain(one, other)
                more = True
                break
    return vain


def _goes_on(given: Sequence[Given]) -> bool:
    return all(one.recourse.means == "deployment" for one in given)


def _in_vain(one: Candidate, other: Prepared) -> Prepared:
    name = named(other.application)
    if other.outcome == "not_known":
        return _staying(one, "not_known", f"It waits for {name}, and when that comes back is not known: {other.reason}")
    return _staying(one, "stays_down", f"It waits for {name}, which does not come back: {other.reason}")


def _staying(one: Candidate, outcome: Outcome, reason: str, shortage: Shortage | None = None) -> Prepared:
    words = "Not known." if outcome == "not_known" else "Stays down."
    loss = Loss(None, None)
    return Prepared(one.application, outcome, "none", words, reason, loss, reason, one.rank, shortage=shortage)


class _Keeper:
    """Keeps the rooms of the sites; what a recourse brings to a site is worked out once."""

    def __init__(self, growth: Mapping[str, float], around: Surroundings) -> None:
        self.growth = growth
        self.around = around
        self.rooms: Mapping[str, Room] = {}
        self._pieces: dict[tuple[str, int, int], tuple[Piece, ...] | Unsized] = {}

    def let_in(self, one: Candidate) -> tuple[Given, ...] | Prepared:
        """An application at the first sites with room for it; or by how much the site it prefers is short."""
        given: list[Given] = []
        for number, (way, tried) in enumerate(one.ways):
            here: Given | None = None
            shortage: Shortage | None = None
            for place, recourse in enumerate(tried):
                pieces = self._pieces_of(one, number, place)
                if isinstance(pieces, Unsized):
                    self._give_back(given)
                    reason = f"How much of {pieces.member} is restored is not known: state the data in use."
                    return _staying(one, "not_known", reason)
                room = self.rooms.get(recourse.site or "")
                short = room.lacks(recourse.site or "", pieces) if room is not None else None
                if short is None:
                    here = Given(way, recourse, pieces)
                    if room is not None:
                        room.take(pieces)
                    break
                shortage = shortage or short
            if here is None:
                self._give_back(given)
                assert shortage is not None  # every way has something that can be done, so room is what is missing
                reason = shortage_words(shortage, named(self.around.sites[shortage.site]))
                return _staying(one, "stays_down", reason, shortage)
            given.append(here)
        return tuple(given)

    def _give_back(self, given: Sequence[Given]) -> None:
        for one in given:
            room = self.rooms.get(one.recourse.site or "")
            if room is not None:
                room.take(one.pieces, -1)

    def _pieces_of(self, one: Candidate, number: int, place: int) -> tuple[Piece, ...] | Unsized:
        key = (one.application.id, number, place)
        if key in self._pieces:
            return self._pieces[key]
        way, tried = one.ways[number]
        recourse = tried[place]
        pieces = pieces_of(way, recourse, self.growth[one.application.id], self.around)
        # Scale sets are made anew beside the first members that come back; beside a stand-by, its own set stands by.
        anew = one.anew if not number and recourse.means in ("replica", "backup") else ()
        if anew and recourse.site and not isinstance(pieces, Unsized):
            pieces = (*pieces, *made_anew(anew, recourse.site, not recourse.in_place, self.around))
        self._pieces[key] = pieces
        return pieces
