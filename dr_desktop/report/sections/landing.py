"""Landing: whether each stamp can take what recovers there after each loss, and what to leave out where it cannot."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.landing_records import Fit, Landing
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.shedding import shed_list
from dr_desktop.plan.shown import GIB_PER_TIB, show_number
from dr_desktop.report.blocks import Block, Bullets, Column, Figure, Heading, Paragraph, Row, Section, Table
from dr_desktop.report.landing_facts import machine_names, shed_sentence, verdict_sentence
from dr_desktop.report.landing_picture import landing_picture
from dr_desktop.report.landing_words import STATES, VERDICT_WORDS, landing_name, loss_name
from dr_desktop.report.names import counted, name_of

_MOST_DRAWN: Final = 16
_CARE: Final = ("short", "not_known", "fits")


def landing_section(assessment: Assessment) -> Section:
    """How it is counted, a picture and a table of all landings, what to leave out, and what is not known."""
    landings = list(assessment.landings.values())
    blocks: list[Block] = [Paragraph(_how(assessment))]
    if landings:
        short = [one for one in landings if one.verdict == "short"]
        words = f"{counted(len(landings), 'landing')}, {len(short):,} of them short."
        blocks.append(_figure(assessment, landings, words))
    blocks.append(landings_table(assessment))
    blocks += _shed_blocks(assessment, landings)
    unknown = [one for one in landings if one.verdict == "not_known"]
    if unknown:
        blocks.append(Heading("Not known"))
        said = [f"{landing_name(assessment.plan, one)}: {verdict_sentence(assessment, one)}" for one in unknown]
        blocks.append(Bullets(tuple(said)))
    return Section("landing", "Landing", tuple(blocks))


def landings_table(assessment: Assessment) -> Table:
    """Each stamp after each loss: what lands, what is left for it, verdict."""
    columns = (
        Column("Stamp", 0.14, bold=True),
        Column("Lost", 0.18),
        Column("Machines", 0.09, "number"),
        Column("vCPU", 0.08, "number"),
        Column("vCPU left", 0.08, "number"),
        Column("Memory", 0.09, "number", "GiB"),
        Column("Memory left", 0.09, "number", "GiB"),
        Column("Disks", 0.08, "number", "TiB", 1),
        Column("Disks left", 0.08, "number", "TiB", 1),
        Column("Verdict", 0.09),
    )
    rows = []
    for key, one in assessment.landings.items():
        cells = (
            name_of(assessment.plan, one.stamp),
            loss_name(assessment.plan, one),
            float(one.landed.load.machines),
            one.vcpus.needed,
            one.vcpus.left,
            one.memory_gib.needed,
            one.memory_gib.left,
            *_tib(one.storage_gib),
            VERDICT_WORDS[one.verdict],
        )
        rows.append(Row(cells, STATES[one.verdict], key))
    note = "Left: what a stamp has for what lands, after its reserve, its infrastructure and what runs there already."
    return Table("landing", "What lands and what is left", columns, tuple(rows), note, "Nothing recovers on a stamp.",
                 tight=True)  # fmt: skip


def shed_table(assessment: Assessment, landing: Landing) -> Table:
    """The applications to leave out after one loss, the lowest tier first."""
    columns = (
        Column("Application", 0.2, bold=True),
        Column("Tier", 0.12),
        Column("Machines", 0.1, "number"),
        Column("vCPU", 0.08, "number"),
        Column("Memory", 0.1, "number", "GiB"),
        Column("Disks", 0.1, "number", "TiB", 1),
        Column("Which", 0.3),
    )
    plan = assessment.plan
    rows = tuple(
        Row(
            (
                name_of(plan, one.application),
                name_of(plan, one.tier),
                float(one.landed.load.machines),
                float(one.landed.load.vcpus),
                one.landed.load.memory_gib,
                one.landed.restored_gib / GIB_PER_TIB,
                machine_names(assessment, one.application),
            ),
            None,
            one.application,
        )
        for one in shed_list(assessment, landing).left_out
    )
    title = f"To leave out: {landing_name(plan, landing)}"
    return Table(f"shed-{landing.key}", title, columns, rows, empty="Nothing needs to be left out.", tight=True)


def _shed_blocks(assessment: Assessment, landings: list[Landing]) -> list[Block]:
    blocks: list[Block] = []
    for one in landings:
        if one.verdict != "short":
            continue
        said = shed_sentence(assessment, shed_list(assessment, one))
        lead = f"{landing_name(assessment.plan, one)}."
        blocks.append(Paragraph(f"{verdict_sentence(assessment, one)} {said}", lead))
        blocks.append(shed_table(assessment, one))
    return blocks


def _how(assessment: Assessment) -> str:
    ratio, ceiling = assessment.assumed.vcpu_per_core, assessment.assumed.capacity_ceiling_percent
    return (
        "Applications recover at the first of their recovery sites that is left. Restored and replicated machines are "
        "started only then; stand-bys that run count as running already. Memory is not overcommitted: a stamp keeps "
        "back a node, 15 % of the others, its largest machine once for each node but two, and its infrastructure. "
        f"A core carries {ratio:g} vCPU; storage counts up to {show_number(ceiling)} %."
    )


def _tib(fit: Fit) -> tuple[float, float | None]:
    return fit.needed / GIB_PER_TIB, None if fit.left is None else fit.left / GIB_PER_TIB


def _figure(assessment: Assessment, landings: list[Landing], words: str) -> Figure:
    """The picture of as many landings as fit on a page, those that need care first."""
    drawn = landings
    if len(landings) > _MOST_DRAWN:
        drawn = sorted(landings, key=lambda one: _CARE.index(one.verdict))[:_MOST_DRAWN]
        words = f"{words} Drawn are the {_MOST_DRAWN} that need most care."
    return Figure(
        "landing",
        lambda width, height: landing_picture(assessment, (width, height), drawn),
        words,
        (56 + 42 * len(drawn)) / 680,
    )
