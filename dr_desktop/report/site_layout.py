"""Where sites stand on a map that has to be read: by their coordinates, but apart from each other and from the lines.

Sites in one building form a group that stands side by side. The same plan always gives the same map.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import cos, hypot, pi, radians, sin
from typing import Final, NamedTuple

from dr_desktop.report.picture import Bounds, Point

_ROUNDS: Final = 30
_TURNS: Final = 3
_CLEAR: Final = 18.0  # a line keeps this far from a site that it does not end at


class MapSite(NamedTuple):
    """What a map needs of a site: name and second line as they are written, its building, degrees where known."""

    id: str
    name: str
    caption: str
    building: str
    latitude: float | None
    longitude: float | None


class Group(NamedTuple):
    """Sites that share a building (or one site), drawn side by side, `pitch` px apart; half its width and height."""

    sites: tuple[MapSite, ...]
    pitch: float
    half_width: float
    half_height: float


def groups_of(
    sites: Iterable[MapSite], label_width: Mapping[str, float], label_height: float, room: float
) -> tuple[Group, ...]:
    """Sites by building, in their order; a site without a stated building stands alone.

    No group is wider than `room` px, even if its names then stand close.
    """
    by_building: dict[str, list[MapSite]] = {}
    for site in sites:
        by_building.setdefault(site.building.casefold() or f"\0{site.id}", []).append(site)
    found = []
    for together in by_building.values():
        widest = max(label_width[site.id] for site in together)
        pitch = min(max(44.0, widest + 10), (room - widest - 8) / max(1, len(together) - 1))
        half_width = (len(together) - 1) * pitch / 2 + max(20.0, widest / 2 + 4)
        found.append(Group(tuple(together), pitch, half_width, label_height / 2 + 12))
    return tuple(found)


def layouts(links: Sequence[tuple[str, str]], groups: Sequence[Group], area: Bounds) -> Iterator[dict[str, Point]]:
    """Ways to place the middle of each site's sign within `area` (x, y, width, height in px): by coordinates where
    all are known, then on a circle, turned step by step; each with the sites of a building in both orders.

    `links` are pairs of ids of sites.
    """
    starts = [_by_coordinates(groups)] if _by_coordinates(groups) else []
    starts += [_on_a_circle(len(groups), turn / _TURNS) for turn in range(_TURNS)]
    turned = tuple(group._replace(sites=group.sites[::-1]) for group in groups)
    for start in starts:
        yield _settled(links, groups, area, start)
        yield _settled(links, turned, area, start)


def _settled(
    links: Sequence[tuple[str, str]], groups: Sequence[Group], area: Bounds, start: Sequence[Point]
) -> dict[str, Point]:
    centres = [_into(area, group, place) for group, place in zip(groups, start, strict=True)]
    number_of = {site.id: number for number, group in enumerate(groups) for site in group.sites}
    pairs = sorted({(number_of[one], number_of[other]) for one, other in links})
    for _ in range(_ROUNDS):
        if not _apart(centres, groups) and not _off_lines(centres, groups, pairs):
            break
        centres = [_clamped(area, group, centre) for group, centre in zip(groups, centres, strict=True)]
    places: dict[str, Point] = {}
    for group, (x, y) in zip(groups, centres, strict=True):
        left = x - (len(group.sites) - 1) * group.pitch / 2
        places |= {site.id: (round(left + step * group.pitch), round(y)) for step, site in enumerate(group.sites)}
    return places


def _by_coordinates(groups: Iterable[Group]) -> list[Point]:
    """Places from 0 to 1, north at the top; nothing where a site's coordinates are not known."""
    found: list[Point] = []
    for group in groups:
        known = [
            (site.longitude, site.latitude)
            for site in group.sites
            if site.longitude is not None and site.latitude is not None
        ]
        if len(known) < len(group.sites):
            return []
        longitude = sum([one[0] for one in known]) / len(known)
        latitude = sum([one[1] for one in known]) / len(known)
        found.append((longitude * cos(radians(latitude)), -latitude))
    xs, ys = [x for x, _ in found], [y for _, y in found]
    wide, high = (max(xs) - min(xs), max(ys) - min(ys)) if found else (0.0, 0.0)
    return [((x - min(xs)) / wide if wide else 0.5, (y - min(ys)) / high if high else 0.5) for x, y in found]


def _on_a_circle(count: int, turned: float) -> list[Point]:
    if count == 1:
        return [(0.5, 0.5)]
    turns = [2 * pi * (place + turned) / count - pi / 2 for place in range(count)]
    return [(0.5 + cos(turn) / 2, 0.5 + sin(turn) / 2) for turn in turns]


def _into(area: Bounds, group: Group, place: Point) -> Point:
    x, y, width, height = area
    wide, high = max(0.0, width - 2 * group.half_width), max(0.0, height - 2 * group.half_height)
    return x + width / 2 + (place[0] - 0.5) * wide, y + height / 2 + (place[1] - 0.5) * high


def _clamped(area: Bounds, group: Group, centre: Point) -> Point:
    x, y, width, height = area
    half_width, half_height = min(group.half_width, width / 2), min(group.half_height, height / 2)
    return (
        min(max(centre[0], x + half_width), x + width - half_width),
        min(max(centre[1], y + half_height), y + height - half_height),
    )


def _apart(centres: list[Point], groups: Sequence[Group]) -> bool:
    """Pushes overlapping groups apart along the shorter way; says whether any did overlap."""
    moved = False
    for one in range(len(groups)):
        for other in range(one + 1, len(groups)):
            (ax, ay), (bx, by) = centres[one], centres[other]
            across = groups[one].half_width + groups[other].half_width + 6 - abs(bx - ax)
            down = groups[one].half_height + groups[other].half_height + 6 - abs(by - ay)
            if across <= 0.01 or down <= 0.01:
                continue
            moved = True
            if across * 0.6 < down:
                step = across / 2 * (1 if bx >= ax else -1)
                centres[one], centres[other] = (ax - step, ay), (bx + step, by)
            else:
                step = down / 2 * (1 if by >= ay else -1)
                centres[one], centres[other] = (ax, ay - step), (bx, by + step)
    return moved


def _off_lines(centres: list[Point], groups: Sequence[Group], pairs: Sequence[tuple[int, int]]) -> bool:
    """Pushes groups off the lines that only pass by; says whether any was in the way."""
    moved = False
    for start, end in pairs:
        (ax, ay), (bx, by) = centres[start], centres[end]
        length = hypot(bx - ax, by - ay)
        if length < 1:
            continue
        normal_x, normal_y = -(by - ay) / length, (bx - ax) / length
        for place, group in enumerate(groups):
            if place in (start, end):
                continue
            x, y = centres[place]
            along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length
            reach = _CLEAR + abs(normal_x) * (len(group.sites) - 1) * group.pitch / 2
            beside = (x - ax) * normal_x + (y - ay) * normal_y
            if not 0 < along < length or abs(beside) >= reach:
                continue
            moved = True
            push = (reach - abs(beside)) * (1 if beside >= 0 else -1) * 0.6
            centres[place] = (x + normal_x * push, y + normal_y * push)
    return moved
