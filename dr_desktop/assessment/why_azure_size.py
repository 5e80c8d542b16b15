"""Why a machine runs in the Azure size that it runs in."""

from __future__ import annotations

from dr_desktop.assessment.azure_choice import azure_choice
from dr_desktop.assessment.azure_sizes import chosen_size
from dr_desktop.assessment.citation import Source
from dr_desktop.assessment.explanation import Explanation, Input, Place, Subject
from dr_desktop.assessment.memory import Memory
from dr_desktop.assessment.price_book import Currency
from dr_desktop.assessment.price_keys import machine_key
from dr_desktop.assessment.price_own import own_prices
from dr_desktop.assessment.prices import Price, price
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.row_names import named
from dr_desktop.plan.machine import Machine

_FORMULA = "the size that the plan states, else the one of the lowest price an hour that holds vCPU, memory and disks"
_NEVER = "It never runs in Azure: it recovers elsewhere, or nothing brings it back."


def explain_azure_size(assessment: Assessment, subject: Subject, machine: Machine) -> Explanation:
    """The explanation of the size that a machine runs in after a recovery, or as a stand-by, at its Azure region."""
    name = f"Azure size, {named(machine)}"
    choice, memory = azure_choice(assessment, machine), assessment.memory
    if choice is None or not isinstance(memory, Memory):
        return Explanation(subject, name, "none", "", _FORMULA, _NEVER)
    asked = (
        Input("vCPU", machine.vcpus, "", "stated", Place("machines", machine.id, "vcpus")),
        Input("Memory", machine.memory_gib, "GiB", "stated", Place("machines", machine.id, "memory_gib")),
        Input("Data disks", float(max(0, len(machine.disks) - 1)), "", "stated",
              Place("machines", machine.id, "disks")),
        Input("Region", choice.region),
    )  # fmt: skip
    held, sources = _price_and_room(assessment, memory, machine, choice.region)
    reading = f"{choice.words[:1].upper()}{choice.words[1:]}."
    return Explanation(subject, name, choice.size_words, "", _FORMULA, reading, inputs=(*asked, *held), sources=sources)


def _price_and_room(
    assessment: Assessment, memory: Memory, machine: Machine, region: str
) -> tuple[tuple[Input, ...], tuple[Source, ...]]:
    """What the chosen size has and costs, with the source of its price."""
    chosen = chosen_size(memory.catalog, machine, region)
    size = memory.catalog.machine_sizes.get(chosen.name or "")
    if size is None:
        return (), ()
    has = (Input("The size has vCPU", float(size.vcpus)), Input("The size has memory", size.memory_gib, "GiB"))
    plan, rate = assessment.plan, assessment.assumed.exchange_rate
    own = own_prices(plan.price_overrides.values())
    currency = Currency(plan.header.currency or "USD", rate)
    found = price(memory.catalog, machine_key(size.name, chosen.licence), region, own, currency)
    if not isinstance(found, Price):
        return has, ()
    unit = f"{found.currency} / {found.unit}"
    return (*has, Input("Price", found.amount, unit, "stated" if found.stated else "catalog")), (found.source,)
