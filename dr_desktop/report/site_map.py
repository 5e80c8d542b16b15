"""The map of sites and links: a schematic one, not to scale.

Square = Azure Stack, circle = Azure region, house = datacenter; filled = operated by the customer. The wider a link,
the faster it is; a broken one has no stated speed. A dashed frame is one building.
"""

from __future__ import annotations

from math import log10
from typing import Final

from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.sides import runs_machines
from dr_desktop.plan.link import Link
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_number
from dr_desktop.plan.site import Site
from dr_desktop.plan.words import word
from dr_desktop.report.axes import nothing_to_draw
from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.label_places import Placed, Segment
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.map_geometry import LINE, Frame, MapLink, PlacedName, map_geometry
from dr_desktop.report.names import counted, listed, name_of
from dr_desktop.report.picture import Box, Path, Picture, Point, Shape, Text
from dr_desktop.report.site_layout import MapSite
from dr_desktop.report.site_signs import SIGN, site_sign

TITLE: Final = "Sites and links"
_LEGEND_FROM: Final = 240.0
_NAME_AT_MOST: Final = 120.0
_MANY_LINKS: Final = 10


def site_map_picture(plan: Plan, assessment: Assessment, width: float, height: float) -> Picture:
    """The plan's sites and links; width and height in px. Entities are the ids of sites and links."""
    if not plan.sites:
        return nothing_to_draw((width, height), TITLE, "No site is stated yet: add the clouds on Sites & links.")
    legend = 20.0 if height >= _LEGEND_FROM else 0.0
    geometry = map_geometry(_map_sites(plan, min(_NAME_AT_MOST, width / 3)), _map_links(plan), width, height - legend)
    shapes: list[Shape] = []
    words: list[Shape] = []
    for frame in geometry.frames:
        shapes.append(_frame_box(plan, frame))
        words += _frame_words(plan, frame)
    thinner = 1.0 if len(geometry.lines) <= _MANY_LINKS else 0.55
    for key, line in geometry.lines.items():
        shapes += _link(assessment, plan.links[key], line, geometry.speeds.get(key), thinner)
    for key, site in plan.sites.items():
        tip = site_tip(assessment, site)
        shapes += site_sign(site, *geometry.signs[key], tip=tip)
        words += _name(key, geometry.names[key], tip)
    shapes += words
    if legend:
        shapes += _legend(width, height)
    alt = f"{counted(len(plan.sites), 'site')} and {counted(len(plan.links), 'link')}; schematic, not to scale."
    return Picture(width, height, tuple(shapes), TITLE, alt)


def _map_sites(plan: Plan, widest: float) -> tuple[MapSite, ...]:
    return tuple(
        MapSite(
            key,
            shortened(name_of(plan, key), widest, TYPE.caption, True),
            caption_of(site),
            site.datacenter,
            site.latitude,
            site.longitude,
        )
        for key, site in plan.sites.items()
    )


def _map_links(plan: Plan) -> tuple[MapLink, ...]:
    """The links between two different sites of the plan."""
    return tuple(
        MapLink(key, link.from_site, link.to_site, speed_words(link))
        for key, link in plan.links.items()
        if link.from_site in plan.sites and link.to_site in plan.sites and link.from_site != link.to_site
        if link.from_site is not None and link.to_site is not None
    )


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


def _link(assessment: Assessment, link: Link, line: Segment, speed: Point | None, thinner: float) -> tuple[Shape, ...]:
    tip = link_tip(assessment, link)
    dash = () if link.mbit_s is not None else (5.0, 4.0)
    width = thinner * link_width(link.mbit_s)
    path = Path(line, line="line.strong", width=width, dash=dash, entity=link.id, tip=tip)
    if speed is None:
        return (path,)
    x, y = speed
    return path, Text(x, y + 10, speed_words(link), TYPE.caption, "text.secondary", entity=link.id, tip=tip)


def _name(key: str, label: PlacedName, tip: str) -> list[Shape]:
    x, y, width, _ = label.place.area
    middle = x + width / 2
    shapes = _ground(label.place, tip, key)
    shapes.append(Text(middle, y + 11, label.name, TYPE.caption, "text.primary", "centre", True, entity=key, tip=tip))
    if label.caption:
        said = Text(middle, y + 11 + LINE - 1, label.caption, TYPE.caption, "text.secondary", "centre")
        shapes.append(said._replace(entity=key, tip=tip))
    return shapes


def _ground(place: Placed, tip: str, entity: str | None = None) -> list[Shape]:
    """Where every place is crossed by some line, the words stand on a ground of their own."""
    x, y, width, height = place.area
    return [Box(x - 1, y, width + 2, height, "panel", entity=entity, tip=tip)] if place.crossings else []


def _frame_box(plan: Plan, frame: Frame) -> Box:
    return Box(*frame.area, line="chart.ceiling", radius=SIZE.radius, dash=(4, 3), tip=_frame_tip(plan, frame))


def _frame_words(plan: Plan, frame: Frame) -> list[Shape]:
    x, y, _, _ = frame.place.area
    tip = _frame_tip(plan, frame)
    return [*_ground(frame.place, tip), Text(x, y + 10, frame.words, TYPE.caption, "chart.ceiling", tip=tip)]


def _frame_tip(plan: Plan, frame: Frame) -> str:
    building = plan.sites[frame.sites[0]].datacenter
    return f"{building}\nOne building: what takes it takes {listed(name_of(plan, one) for one in frame.sites)}."


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
