"""Network of the review: what each link must carry, what it allows, and the charts of those that fall short."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.results import Assessment, LinkResult
from dr_desktop.plan.shown import show_minutes, show_quantity
from dr_desktop.report.blocks import Block, Bullets, Cell, Column, Figure, Heading, Paragraph, Row, Section, Table
from dr_desktop.report.names import counted, name_of
from dr_desktop.report.network_pictures import need_picture, point_picture
from dr_desktop.report.network_rows import NETWORK_COLUMNS, NetworkColumn, link_state, links_in_use

_DRAWN_AT_MOST: Final = 4
_INTRO: Final = (
    "Each line carries both ways at its speed; the way that asks for more is shown. Replication goes first, or gets "
    "the share kept for it; backups take what is left in their windows; first copies and restores take the rest. A "
    "recovery point counts from the moment at which data was written until it is at the target."
)


def network_section(assessment: Assessment) -> Section:
    """A table of all links in use, what outages do, and charts of the links with findings."""
    found = links_in_use(assessment)
    blocks: list[Block] = [Paragraph(_INTRO), links_table(assessment)]
    outages = tuple(outage_sentence(assessment, key, one) for key, one in found.items() if one.outage_backlog_gib)
    if outages:
        blocks += [Heading("When a line is down"), Bullets(outages)]
    drawn = [key for key, one in found.items() if link_state(one) in ("error", "warning")][:_DRAWN_AT_MOST]
    for key in drawn:
        blocks.append(Heading(name_of(assessment.plan, key)))
        sentences = tuple(one.sentence for one in found[key].findings if not one.accepted)
        blocks.append(Bullets(sentences))
        blocks.append(_figure(assessment, key, "need"))
        if found[key].within_rpo is not None and (found[key].within_rpo or 0.0) < 1:
            blocks.append(_figure(assessment, key, "point"))
    return Section("network", "Network", tuple(blocks), landscape=True)


def links_table(assessment: Assessment) -> Table:
    """The figures of every link in use."""
    shown = [one for one in NETWORK_COLUMNS if one.share]
    columns = (Column("Link", 1 - sum([one.share for one in shown]), bold=True), *[_column(one) for one in shown])
    rows = []
    for key, result in links_in_use(assessment).items():
        cells: list[Cell] = [name_of(assessment.plan, key), *[one.of(result) for one in shown]]
        state = link_state(result)
        sign = state if state in ("error", "warning") else "recommended" if result.within_rpo == 1 else None
        rows.append(Row(tuple(cells), sign, key))
    note = (
        "Speeds in Mbit/s. 95 %: not exceeded in that share of the time; where one hour a day is much busier than the "
        "others, the mean lies above it. Achievable: the oldest that data at the target gets, with the wait for the "
        "next transfer. Smallest: nominal speed of the smallest line that keeps the RPO always, or in 90 % of the time."
    )
    return Table("network", "Links in use", columns, tuple(rows), note, "Nothing goes over any link.", tight=True)


def outage_sentence(assessment: Assessment, key: str, result: LinkResult) -> str:
    """What an outage of the planned length leaves, and how it ends."""
    hours = show_minutes((result.outage_hours or 0.0) * 60)
    waits = show_quantity(result.outage_backlog_gib, "GiB", 1)
    words = f"{name_of(assessment.plan, key)}: after {hours} without the line {waits} wait"
    if result.resynchronises:
        holds = None if result.log_holds_hours is None else result.log_holds_hours * 60
        return f"{words}; the log is full after {show_minutes(holds)}, so all data is compared again."
    if result.catch_up_hours is None:
        return f"{words}, and it never catches up."
    log = "" if result.log_holds_hours is None else f"; the log holds {show_minutes(result.log_holds_hours * 60)}"
    return f"{words}, caught up in {show_minutes(result.catch_up_hours * 60)}{log}."


def _column(one: NetworkColumn) -> Column:
    return Column(one.short.removesuffix(", %"), one.share, one.kind, "", one.decimals)


def _figure(assessment: Assessment, key: str, view: str) -> Figure:
    draw = need_picture if view == "need" else point_picture
    result = assessment.links[key]
    profiles = len(result.flow.profiles)
    caption = {
        "need": "Of replication the highest rate of each hour, of backups what they need to be done in their windows."
        + (f" {counted(profiles, 'churn profile')} measured." if profiles else " Churn as assumed."),
        "point": "Age of the data at the target, by when it was written.",
    }[view]
    return Figure(
        f"network-{key}-{view}", lambda width, height: draw(assessment, key, width, height), caption, 0.2, 1028
    )
