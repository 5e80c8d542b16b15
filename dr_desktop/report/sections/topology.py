"""The matrix on a page of its own; sites, links and flows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dr_desktop.assessment.guidance import SWAPPED_CELLS
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.words import word
from dr_desktop.report.blocks import Block, Column, Figure, Heading, Row, Section, Table
from dr_desktop.report.chart_words import month_words
from dr_desktop.report.flow_pictures import backup_flow_picture, failover_flow_picture
from dr_desktop.report.matrix import matrix_picture
from dr_desktop.report.names import name_of
from dr_desktop.report.picture import Picture
from dr_desktop.report.site_map import site_map_picture

LANDSCAPE_PX: Final = 1028.0
_FLOW_PX: Final = 900.0  # both flows stand on one page

Builder = Callable[[Assessment, float, float], Picture]


def matrix_section(assessment: Assessment) -> Section:
    """Source and target of every application."""
    wanted = 0.5
    drawn = matrix_picture(assessment, LANDSCAPE_PX, LANDSCAPE_PX * wanted)
    figure = Figure(
        "matrix",
        lambda width, height: matrix_picture(assessment, width, height),
        f"A cell with more than 12 applications shows counts by tier; all stand under Applications. {SWAPPED_CELLS}",
        drawn.height / LANDSCAPE_PX,
        LANDSCAPE_PX,
    )
    start = month_words(assessment.plan.header.start_month)
    return Section("matrix", "Source and target of every application", (figure,), True, f"Data in use in {start}")


def sites_section(assessment: Assessment) -> Section:
    """The map, the two flows, and what stands behind them."""
    plan = assessment.plan
    blocks: list[Block] = []
    if plan.sites:
        blocks.append(
            Figure(
                "site-map",
                lambda width, height: site_map_picture(plan, assessment, width, height),
                "Sites and links, schematic. The wider a link, the faster; a dashed frame is one building.",
                0.56,
            )
        )
    blocks += [sites_table(assessment), links_table(assessment)]
    for heading, figure in (
        (
            "Backup and restore",
            _flow("backup-flow", assessment, backup_flow_picture, "Where backups lie and where they are restored."),
        ),
        (
            "Replication and failover",
            _flow(
                "failover-flow",
                assessment,
                failover_flow_picture,
                "Which clouds stand by, and what moves an application to them.",
            ),
        ),
    ):
        blocks += [Heading(heading), figure]
    return Section("sites", "Sites, links and flows", tuple(blocks))


def sites_table(assessment: Assessment) -> Table:
    """What each site is and what runs and recovers there."""
    plan = assessment.plan
    columns = (
        Column("Site", 0.2, bold=True),
        Column("Kind", 0.15),
        Column("Operator", 0.13),
        Column("Building", 0.18),
        Column("Country", 0.1),
        Column("Run here", 0.12, "number"),
        Column("Recover here", 0.12, "number"),
    )
    rows = []
    for key, site in plan.sites.items():
        runs = sum([1 for one in plan.applications.values() if one.source_site == key])
        recovers = sum(
            [
                1
                for application, one in assessment.applications.items()
                if one.topology.target_site == key and plan.applications[application].source_site != key
            ]
        )
        operator = word("Operator", site.operator) if site.operator else "not stated"
        cells = (
            name_of(plan, key),
            word("SiteKind", site.kind),
            operator,
            site.datacenter,
            site.country,
            runs,
            recovers,
        )
        rows.append(Row(cells, entity=key))
    note = "Applications by their own source and by where they recover away from it."
    return Table("sites", "Sites", columns, tuple(rows), note, "No site is stated yet.", tight=True)


def links_table(assessment: Assessment) -> Table:
    """Speed of each link, what of it may be used, and its load, Mbit/s."""
    plan = assessment.plan
    columns = (
        Column("Link", 0.18, bold=True),
        Column("Between", 0.22),
        Column("Kind", 0.12),
        Column("Speed", 0.1, "number", "Mbit/s"),
        Column("Usable", 0.1, "number", "Mbit/s"),
        Column("Round trip", 0.08, "number", "ms", 1),
        Column("Average load", 0.1, "number", "Mbit/s", 1),
        Column("Busiest hour", 0.1, "number", "Mbit/s", 1),
    )
    rows = []
    for key, link in plan.links.items():
        load = assessment.links.get(key)
        average = load.replication_mbit_s + load.backup_mbit_s if load else None
        usable = load.usable_mbit_s if load else None
        peak = load.peak_mbit_s if load is not None and load.replication_mbit_s else None
        ends = f"{name_of(plan, link.from_site)} – {name_of(plan, link.to_site)}"
        over = usable is not None and average is not None and average > usable
        kind = word("LinkKind", link.kind)
        cells = (link.name or ends, ends, kind, link.mbit_s, usable, link.latency_ms, average, peak)
        rows.append(Row(cells, "error" if over else None, key))
    note = "Load of replication and backup together; the busiest hour is of replication, where there is any."
    return Table("links", "Links", columns, tuple(rows), note, "No link is stated yet.", tight=True)


def _flow(key: str, assessment: Assessment, build: Builder, caption: str) -> Figure:
    drawn = build(assessment, _FLOW_PX, 120.0)
    return Figure(
        key, lambda width, height: build(assessment, width, height), caption, drawn.height / _FLOW_PX, _FLOW_PX
    )
