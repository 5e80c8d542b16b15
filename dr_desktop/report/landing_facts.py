"""The sheet beside a landing: verdict, how its numbers come about, what to leave out, what is not stated."""

from __future__ import annotations

from dr_desktop.assessment.landing_records import Landing
from dr_desktop.assessment.landing_shares import comes_along, recovered_instances
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rules_landing import FIELD_WORDS
from dr_desktop.assessment.shedding import Shed, ShedList, arriving, shed_list
from dr_desktop.plan.shown import show_number, show_tib
from dr_desktop.report.chart_words import day_words, number_words
from dr_desktop.report.fact_sheet import Fact, Formula, Heading, Judged, Link, Row, Title, Words, go_to
from dr_desktop.report.landing_words import STATES, loss_name, with_unit
from dr_desktop.report.names import counted, listed, name_of

_COMPUTE = "Azure Stack Hub, capacity planning, compute (2019-06-13)"
_MOST_NAMES = 5


def landing_facts(assessment: Assessment, landing: Landing) -> tuple[Fact, ...]:
    """The facts of one landing, with links to where they can be changed."""
    plan, room, landed = assessment.plan, landing.room, landing.landed
    stamp = name_of(plan, landing.stamp)
    facts: list[Fact] = [
        Title(stamp, f"after the loss of {loss_name(plan, landing)}"),
        Judged(STATES[landing.verdict], verdict_sentence(assessment, landing), bold=True),
        Heading("Lands"),
        Row("Applications", f"{len(arriving(assessment, landing)):,}"),
        Row("Machines started", f"{landed.load.machines:,}"),
    ]
    if landed.powered_off:
        facts.append(Row("Machines that stay off", f"{landed.powered_off:,}"))
    facts += [
        Row("vCPU", f"{landed.load.vcpus:,}"),
        Row("Memory", f"{number_words(landed.load.memory_gib)}\u00a0GiB"),
        Row("Disks restored", show_tib(landed.restored_gib)),
        Row("Largest machine", f"{number_words(landed.load.largest_gib)}\u00a0GiB"),
    ]
    facts += _shed(assessment, landing)
    facts += [Heading("Memory that is kept back"), *_memory(assessment, landing)]
    storage = f"Ceiling of the usable storage, less what lies there on {day_words(room.storage_day)}, its worst day"
    facts += [Heading("Storage"), Formula(storage, "replicas have their place already; restored disks need theirs")]
    if landing.missing:
        words = listed([FIELD_WORDS[one] for one in landing.missing])
        facts += [Heading("Not stated"), Words(f"{words[:1].upper()}{words[1:]}.", "text.secondary")]
        facts.append(Link(f"State it at {stamp}", go_to("sites", landing.stamp, landing.missing[0])))
    facts += [Heading("Source"), Words(f"{_COMPUTE}; vCPU per core is an assumption.", "text.secondary")]
    return (*facts, Link(f"Go to {stamp}", go_to("sites", landing.stamp, "node_memory_gib")))


def verdict_sentence(assessment: Assessment, landing: Landing) -> str:
    """Whether what lands fits, or by how much it does not."""
    short = [with_unit(name, fit.short) for name, fit in landing.fits if fit.short]
    what = counted(landing.landed.load.machines, "machine")
    if short:
        return f"Short by {listed(short)} for {what}."
    if landing.verdict == "fits":
        return f"Fits: {what} can run there."
    why = []
    if landing.missing:
        why.append(f"{listed([FIELD_WORDS[one] for one in landing.missing])} not stated")
    if landing.landed.load.unsized:
        why.append(f"{counted(landing.landed.load.unsized, 'machine')} without vCPU or memory")
    return f"Not known: {'; '.join(why)}."


def shed_sentence(assessment: Assessment, found: ShedList) -> str:
    """What to leave out, in one sentence."""
    if not found.left_out:
        return "Nothing needs to be left out."
    names = listed([name_of(assessment.plan, one.application) for one in found.left_out])
    if not found.enough:
        return f"Even without {names} the rest does not fit."
    return f"Without {names} all others fit."


def shed_words(assessment: Assessment, shed: Shed) -> str:
    """Tier of an application that is left out, and what that frees."""
    tier = name_of(assessment.plan, shed.tier) if shed.tier else "no tier"
    load = shed.landed.load
    return f"{tier}, {counted(load.machines, 'machine')}, {number_words(load.memory_gib)}\u00a0GiB"


def machine_names(assessment: Assessment, application: str) -> str:
    """The machines of an application that would be left out, the first few by name; of a scale set how many."""
    names = []
    for key, one in assessment.plan.machines.items():
        result = assessment.machines.get(key)
        if one.application == application and one.power != "off" and result is not None and comes_along(result):
            many = recovered_instances(one, result)
            names.append(f"{named(one)} ({many:,})" if one.availability == "scale_set" else named(one))
    if len(names) > _MOST_NAMES:
        return f"{', '.join(names[:_MOST_NAMES])} and {len(names) - _MOST_NAMES:,} more"
    return ", ".join(names)


def _shed(assessment: Assessment, landing: Landing) -> list[Fact]:
    if landing.verdict != "short":
        return []
    found = shed_list(assessment, landing)
    facts: list[Fact] = [Heading("Leave out, the lowest tier first"), Words(shed_sentence(assessment, found))]
    for one in found.left_out:
        facts.append(Row(name_of(assessment.plan, one.application), shed_words(assessment, one)))
    return facts


def _memory(assessment: Assessment, landing: Landing) -> list[Fact]:
    room, fit = landing.room, landing.memory_gib
    largest = max(room.running.largest_gib, landing.landed.load.largest_gib)
    rows: list[Fact] = [
        Formula(
            "H + 0.15 × (N − 1) × H + V × (N − 2)",
            "H: memory of a node; N: nodes; V: largest machine, there or landing. 242 GiB + 4 GiB a node more for the "
            "infrastructure",
        ),
        Row("N", show_number(room.nodes)),
        Row("H", f"{show_number(room.node_memory_gib)}\u00a0GiB"),
        Row("V", f"{number_words(largest)}\u00a0GiB"),
        Row("Reserve", with_unit("memory_gib", landing.reserve_gib)),
        Row("Infrastructure", with_unit("memory_gib", room.infrastructure_gib)),
    ]
    if room.services_memory_gib:
        rows.append(Row("Site Recovery there", with_unit("memory_gib", room.services_memory_gib)))
    rows += [
        Row("Runs there already", with_unit("memory_gib", fit.running)),
        Row("Left for what lands", with_unit("memory_gib", fit.left), bold=True),
    ]
    return rows
