"""Where everything on a map of sites stands: signs, lines, frames and words, without what they say when pointed at.

The best of several layouts is chosen: the one with the fewest words on lines. It rests on the few facts of sites and
links below and is kept, since most edits of a plan change none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import hypot
from typing import Final, NamedTuple

from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.label_places import Labels, Placed, Segment, crosses
from dr_desktop.report.look import TYPE
from dr_desktop.report.picture import Bounds, Point
from dr_desktop.report.site_layout import Group, MapSite, groups_of, layouts
from dr_desktop.report.site_signs import SIGN

LINE: Final = 14.0
_NO_CAPTIONS: Final = 2.5
_FARTHER: Final = 1.5


class MapLink(NamedTuple):
    """A link on the map: its ends, and the words of its speed."""

    id: str
    start: str
    end: str
    words: str


class PlacedName(NamedTuple):
    """Name and second line of a site ("" for none), and where they stand."""

    name: str
    caption: str
    place: Placed


class Frame(NamedTuple):
    """The frame round the sites of one building, and its words with their place."""

    sites: tuple[str, ...]
    area: Bounds
    words: str
    place: Placed


class MapGeometry(NamedTuple):
    """Middles of signs by site, lines by link, names by site, frames, left upper corners of speeds by link.

    `faults` weighs what is wrong: words on other words or on lines, speeds without a place.
    """

    signs: Mapping[str, Point]
    lines: Mapping[str, Segment]
    names: Mapping[str, PlacedName]
    frames: tuple[Frame, ...]
    speeds: Mapping[str, Point]
    faults: float


@lru_cache(maxsize=16)
def map_geometry(sites: tuple[MapSite, ...], links: tuple[MapLink, ...], width: float, height: float) -> MapGeometry:
    """The best layout found for a map of `width` × `height` px; there is at least one site."""
    area = (6.0, 6.0, width - 12, height - 12)
    found: list[MapGeometry] = []
    for captions in (True, False):
        shown = sites if captions else tuple(site._replace(caption="") for site in sites)
        groups = groups_of(shown, {site.id: _width(site) for site in shown}, LINE * (2 if captions else 1), area[2])
        pairs = tuple((link.start, link.end) for link in links)
        for number, places in enumerate(layouts(pairs, groups, area)):
            one = _composed(groups, links, places, (width, height))
            # the first two are true to the map; a map without the second lines says less
            extra = (0 if captions else _NO_CAPTIONS) + (0 if number < 2 else _FARTHER)
            found.append(one._replace(faults=one.faults + extra))
            if one.faults == 0:
                break
        if min(one.faults for one in found) <= _NO_CAPTIONS:
            break
    return min(found, key=lambda one: one.faults)


def _composed(
    groups: tuple[Group, ...], links: tuple[MapLink, ...], places: dict[str, Point], size: tuple[float, float]
) -> MapGeometry:
    lines = _lines(links, places)
    signs = {key: (x - SIGN / 2, y - SIGN / 2, SIGN, SIGN) for key, (x, y) in places.items()}
    labels = Labels((2, 2, size[0] - 4, size[1] - 4), lines.values(), signs.values())
    names: dict[str, PlacedName] = {}
    frames: list[Frame] = []
    for group in sorted(groups, key=lambda one: -len(one.sites)):  # frames first: other names keep off them
        for site in group.sites:
            height = LINE * (2 if site.caption else 1)
            place = labels.beside_point(places[site.id], SIGN / 2, _width(site), height)
            names[site.id] = PlacedName(site.name, site.caption, place)
        if len(group.sites) > 1:
            inner = [area for site in group.sites for area in (signs[site.id], names[site.id].place.area)]
            frames.append(_frame(group, inner, labels, size))
    speeds: dict[str, Point] = {}
    for link in links:
        place_of = (
            labels.beside_line(lines[link.id], text_width(link.words, TYPE.caption), 12) if link.id in lines else None
        )
        if place_of is not None:
            speeds[link.id] = place_of[:2]
    put = [*(one.place for one in names.values()), *(frame.place for frame in frames)]
    faults = sum([4.0 * place.meetings + place.crossings for place in put]) + 0.3 * (len(lines) - len(speeds))
    faults += 3 * sum([1 for line in lines.values() for sign in signs.values() if crosses(line, sign)])
    return MapGeometry(places, lines, names, tuple(frames), speeds, faults)


def _width(site: MapSite) -> float:
    return max(text_width(site.name, TYPE.caption, True), text_width(site.caption, TYPE.caption))


def _lines(links: tuple[MapLink, ...], places: Mapping[str, Point]) -> dict[str, Segment]:
    """From sign to sign; several links between the same two sites run side by side."""
    found: dict[str, Segment] = {}
    seen: dict[frozenset[str], int] = {}
    for link in links:
        pair = frozenset((link.start, link.end))
        aside = (0, 7, -7, 14, -14)[min(4, seen.setdefault(pair, 0))]
        seen[pair] += 1
        (ax, ay), (bx, by) = (places[one] for one in sorted(pair))
        length = hypot(bx - ax, by - ay)
        if length < SIGN + 4:
            continue
        ux, uy = (bx - ax) / length, (by - ay) / length
        cut = SIGN / 2 + 2
        found[link.id] = (
            (ax + ux * cut - uy * aside, ay + uy * cut + ux * aside),
            (bx - ux * cut - uy * aside, by - uy * cut + ux * aside),
        )
    return found


def _frame(group: Group, inner: list[Bounds], labels: Labels, size: tuple[float, float]) -> Frame:
    left = max(1.0, min(x for x, _, _, _ in inner) - 6)
    top = max(1.0, min(y for _, y, _, _ in inner) - 5)
    right = min(size[0] - 1, max(x + w for x, _, w, _ in inner) + 6)
    bottom = min(size[1] - 1, max(y + h for _, y, _, h in inner) + 5)
    area = (left, top, right - left, bottom - top)
    labels.add_frame(area)
    name = group.sites[0].building
    said = [shortened(words, size[0] / 2, TYPE.caption) for words in (f"one building: {name}", name)]
    widths = [text_width(words, TYPE.caption) for words in said]
    place = labels.beside_frame(area, widths, 13)
    return Frame(tuple(site.id for site in group.sites), area, said[0 if place.area[2] >= widths[0] else 1], place)
