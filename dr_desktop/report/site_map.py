"""The map of sites and links: a schematic one, not to scale.

Square = Azure Stack, circle = Azure region, house = datacenter; filled = operated by the customer. The wider a link,
the faster it is; a broken one has no stated speed. A dashed frame is one building.
"""

from __future__ import annotations

from math import hypot, log10
from typing import Final, NamedTuple

from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.sides import runs_machines
from dr_desktop.plan.link import Link
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_number
from dr_desktop.plan.site import Site
from dr_desktop.plan.words import word
from dr_desktop.report.axes import nothing_to_draw
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.label_places import Labels, Placed, Segment, crosses
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.names import counted, listed, name_of
from dr_desktop.report.picture import Bounds, Box, Path, Picture, Point, Shape, Text
from dr_desktop.report.site_layout import Group, groups_of, layouts
from dr_desktop.report.site_signs import SIGN, site_sign

TITLE: Final = "Sites and links"
_LINE: Final = 14.0
_LEGEND_FROM: Final = 240.0
_NAME_AT_MOST: Final = 120.0
_NO_CAPTIONS: Final = 2.5
_MANY_LINKS: Final = 10


def site_map_picture(plan: Plan, assessment: Assessment, width: float, height: float) -> Picture:
    """The plan's sites and links; width and height in px. Entities are the ids of sites and links."""
    if not plan.sites:
        return nothing_to_draw((width, height), TITLE, "No site is stated yet: add the clouds on Sites & links.")
    legend = 20.0 if height >= _LEGEND_FROM else 0.0
    area = (6.0, 6.0, width - 12, height - 12 - legend)
    widest = min(_NAME_AT_MOST, width / 3)
    names = {key: shortened(name_of(plan, key), widest, TYPE.caption, True) for key in plan.sites}
    drawn: list[_Drawn] = []
    for captions in (True, False):
        labels = {key: _NameLabel(names[key], caption_of(site) if captions else "") for key, site in plan.sites.items()}
        widths = {key: label.width for key, label in labels.items()}
        groups = groups_of(plan, widths, _LINE * (2 if captions else 1), area[2])
        for number, places in enumerate(layouts(plan, groups, area)):
            one = _drawn(plan, assessment, groups, places, labels, (width, height - legend))
            # the first two are true to the map; a map without the second lines says less
            drawn.append(
                one._replace(faults=one.faults + (0 if captions else _NO_CAPTIONS) + (0 if number < 2 else 1.5))
            )
            if one.faults == 0:
                break
        if min(one.faults for one in drawn) <= _NO_CAPTIONS:
            break
    shapes = min(drawn, key=lambda one: one.faults).shapes
    if legend:
        shapes += _legend(width, height)
    alt = f"{counted(len(plan.sites), 'site')} and {counted(len(plan.links), 'link')}; schematic, not to scale."
    return Picture(width, height, tuple(shapes), TITLE, alt)


class _NameLabel(NamedTuple):
    """The name of a site, shortened, and a second line or none."""

    name: str
    caption: str

    @property
    def width(self) -> float:
        return max(text_width(self.name, TYPE.caption, True), text_width(self.caption, TYPE.caption))

    @property
    def height(self) -> float:
        return _LINE * (2 if self.caption else 1)


class _Drawn(NamedTuple):
    """A map, and how much is wrong with it: names that stand on a line, speeds that found no place."""

    shapes: list[Shape]
    faults: float


def _drawn(
    plan: Plan,
    assessment: Assessment,
    groups: tuple[Group, ...],
    places: dict[str, Point],
    names: dict[str, _NameLabel],
    size: tuple[float, float],
) -> _Drawn:
    lines = _lines(plan, places)
    signs = [(x - SIGN / 2, y - SIGN / 2, SIGN, SIGN) for x, y in places.values()]
    labels = Labels((2, 2, size[0] - 4, size[1] - 4), lines.values(), signs)
    shapes: list[Shape] = []
    said: list[Shape] = []
    faults = 0.0
    for group in sorted(groups, key=lambda one: -len(one.sites)):  # frames first: other names keep off them
        inner: list[Bounds] = []
        for site in group.sites:
            x, y = places[site.id]
            label = names[site.id]
            place = labels.beside_point((x, y), SIGN / 2, label.width, label.height)
            inner += [(x - SIGN / 2, y - SIGN / 2, SIGN, SIGN), place.area]
            said += _label(assessment, site, label, place)
            faults += 4 * place.meetings + place.crossings
        if len(group.sites) > 1:
            frame, words, place = _building(group, inner, labels, size)
            shapes.append(frame)
            said += words
            faults += 4 * place.meetings + place.crossings
    for key, line in lines.items():
        drawn = _link(assessment, plan.links[key], line, labels, 1.0 if len(lines) <= _MANY_LINKS else 0.55)
        faults += 0.3 * (2 - len(drawn))
        shapes += drawn
    faults += 3 * sum([1 for line in lines.values() for sign in signs if crosses(line, sign)])
    for site in plan.sites.values():
        shapes += site_sign(site, *places[site.id], tip=site_tip(assessment, site))
    return _Drawn(shapes + said, faults)


def caption_of(site: Site) -> str:
    """Who operates a site, or that it only holds backups."""
    if not runs_machines(site):
        return "backups only"
    if site.kind == "azure_region":
        return "Microsoft"
    return {"csp": "CSP", "customer": "customer", "microsoft": "Microsoft"}.get(site.operator or "", "operator?")


def speed_words(link: Link) -> str:
    """Speed of a link: 1 Gbit/s, 400 Mbit/s; "speed not stated"."""
    if link.mbit_s is None:
        return "speed not stated"
    if link.mbit_s >= 1000:
        return f"{show_number(link.mbit_s / 1000, 0 if link.mbit_s % 1000 == 0 else 1)}\u00a0Gbit/s"
    return f"{show_number(link.mbit_s)}\u00a0Mbit/s"


def link_width(mbit_s: float | None) -> float:
    """Width of a link's line in px: 1 at 10 Mbit/s, about one more with each tenfold speed, at most 5."""
    return 1.2 if not mbit_s else min(5.0, max(1.0, log10(mbit_s) * 0.95))


def site_tip(assessment: Assessment, site: Site) -> str:
    """What a site is, who answers for it, and what runs and recovers there."""
    plan = assessment.plan
    runs = [
        key for key, one in plan.applications.items() if one.source_site == site.id and key in assessment.applications
    ]
    recovers = [key for key, one in assessment.applications.items() if one.topology.target_site == site.id]
    operator = f"operated by {word('Operator', site.operator)}" if site.operator else "operator not stated"
    where = ", ".join(filter(None, (site.datacenter, site.country)))
    lines = [name_of(plan, site.id), f"{word('SiteKind', site.kind)}, {operator}"]
    lines += [where] if where else []
    lines += [f"{counted(len(runs), 'application')} run here, {len(recovers):,} recover here"]
    lines += [f"Contact: {site.operator_contact}"] if site.operator_contact else []
    return "\n".join(lines)


def link_tip(assessment: Assessment, link: Link) -> str:
    """Ends, kind, speed and load of a link."""
    plan, result = assessment.plan, assessment.links.get(link.id)
    latency = f", {show_number(link.latency_ms)}\u00a0ms" if link.latency_ms is not None else ""
    lines = [f"{name_of(plan, link.from_site)} – {name_of(plan, link.to_site)}"]
    lines.append(f"{word('LinkKind', link.kind)}, {speed_words(link)}{latency}")
    if result is not None:
        load = result.replication_mbit_s + result.backup_mbit_s
        of = f" of {show_number(result.usable_mbit_s)}" if result.usable_mbit_s is not None else ""
        lines.append(f"Average load {show_number(load, 1)}{of}\u00a0Mbit/s")
    return "\n".join(lines)


def _lines(plan: Plan, places: dict[str, Point]) -> dict[str, Segment]:
    """From sign to sign; several links between the same two sites run side by side."""
    found: dict[str, Segment] = {}
    seen: dict[frozenset[str], int] = {}
    for key, link in plan.links.items():
        if link.from_site is None or link.to_site is None or link.from_site == link.to_site:
            continue
        if link.from_site not in places or link.to_site not in places:
            continue
        pair = frozenset((link.from_site, link.to_site))
        aside = (0, 7, -7, 14, -14)[min(4, seen.setdefault(pair, 0))]
        seen[pair] += 1
        (ax, ay), (bx, by) = (places[one] for one in sorted(pair))
        length = hypot(bx - ax, by - ay)
        if length < SIGN + 4:
            continue
        ux, uy = (bx - ax) / length, (by - ay) / length
        cut = SIGN / 2 + 2
        found[key] = (
            (ax + ux * cut - uy * aside, ay + uy * cut + ux * aside),
            (bx - ux * cut - uy * aside, by - uy * cut + ux * aside),
        )
    return found


def _link(assessment: Assessment, link: Link, line: Segment, labels: Labels, thinner: float) -> list[Shape]:
    tip = link_tip(assessment, link)
    dash = () if link.mbit_s is not None else (5.0, 4.0)
    shapes: list[Shape] = [
        Path(line, line="line.strong", width=thinner * link_width(link.mbit_s), dash=dash, entity=link.id, tip=tip)
    ]
    words = speed_words(link)
    place = labels.beside_line(line, text_width(words, TYPE.caption), 12)
    if place is not None:
        x, y, _, _ = place
        shapes.append(Text(x, y + 10, words, TYPE.caption, "text.secondary", entity=link.id, tip=tip))
    return shapes


def _label(assessment: Assessment, site: Site, label: _NameLabel, place: Placed) -> list[Shape]:
    x, y, width, _ = place.area
    tip = site_tip(assessment, site)
    middle = x + width / 2
    shapes = _ground(place, tip, site.id)
    shapes.append(
        Text(middle, y + 11, label.name, TYPE.caption, "text.primary", "centre", True, entity=site.id, tip=tip)
    )
    if label.caption:
        shapes.append(
            Text(middle, y + 24, label.caption, TYPE.caption, "text.secondary", "centre", entity=site.id, tip=tip)
        )
    return shapes


def _ground(place: Placed, tip: str, entity: str | None = None) -> list[Shape]:
    """Where every place is crossed by some line, the words stand on a ground of their own."""
    x, y, width, height = place.area
    return [Box(x - 1, y, width + 2, height, "panel", entity=entity, tip=tip)] if place.crossings else []


def _building(
    group: Group, inner: list[Bounds], labels: Labels, size: tuple[float, float]
) -> tuple[Shape, list[Shape], Placed]:
    left = max(1.0, min(x for x, _, _, _ in inner) - 6)
    top = max(1.0, min(y for _, y, _, _ in inner) - 5)
    right = min(size[0] - 1, max(x + w for x, _, w, _ in inner) + 6)
    bottom = min(size[1] - 1, max(y + h for _, y, _, h in inner) + 5)
    name = group.sites[0].datacenter
    tip = f"{name}\nOne building: what takes it takes {listed(site.name or site.id for site in group.sites)}."
    frame = Box(left, top, right - left, bottom - top, line="chart.ceiling", radius=SIZE.radius, dash=(4, 3), tip=tip)
    labels.add_frame((left, top, right - left, bottom - top))
    said = [shortened(words, size[0] / 2, TYPE.caption) for words in (f"one building: {name}", name)]
    widths = [text_width(words, TYPE.caption) for words in said]
    place = labels.beside_frame((left, top, right - left, bottom - top), widths, 13)
    x, y, width, _ = place.area
    words = said[0] if width >= widths[0] else said[1]
    return frame, [*_ground(place, tip), Text(x, y + 10, words, TYPE.caption, "chart.ceiling", tip=tip)], place


def _legend(width: float, height: float) -> list[Shape]:
    baseline = height - 8
    x = 8.0
    shapes: list[Shape] = []
    for kind, operator, words in (
        ("azure_stack", "csp", "Azure Stack"),
        ("azure_region", "microsoft", "Azure region"),
        ("datacenter", "csp", "datacenter"),
        ("azure_stack", "customer", "filled: customer-operated"),
    ):
        needed = SIGN + 5 + text_width(words, TYPE.caption) + 14
        if x + needed > width:
            break
        sample = Site(id=f"legend-{kind}-{operator}", kind=kind, operator=operator)  # type: ignore[arg-type]
        shapes += site_sign(sample, x + SIGN / 2, baseline - 4, entity=None)
        shapes.append(Text(x + SIGN + 5, baseline, words, TYPE.caption, "text.secondary"))
        x += needed
    for words in ("broken line: speed not stated", "not to scale"):
        if x + text_width(words, TYPE.caption) + 14 <= width:
            shapes.append(Text(x, baseline, words, TYPE.caption, "text.secondary"))
            x += text_width(words, TYPE.caption) + 14
    return shapes
