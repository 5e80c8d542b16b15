"""The Azure size that a machine would run in, as the table of machines shows it."""

from __future__ import annotations

from typing import Final, NamedTuple

from dr_desktop.assessment.azure_sizes import chosen_size
from dr_desktop.assessment.consumption_ways import way_of
from dr_desktop.assessment.memory import Memory
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.machine import Machine

_NO_SIZE_FITS: Final = "none fits"


class AzureChoice(NamedTuple):
    """Size (None: nothing fits), region, and how it was chosen in words."""

    size: str | None
    region: str
    words: str

    @property
    def size_words(self) -> str:
        """The size as people write it: D4s v5; in words where nothing fits."""
        return _NO_SIZE_FITS if self.size is None else self.size.removeprefix("Standard_").replace("_", " ")


def azure_choice(assessment: Assessment, machine: Machine) -> AzureChoice | None:
    """The size that a machine runs in after a recovery, or as a stand-by; None where it never runs in Azure."""
    memory, result = assessment.memory, assessment.machines.get(machine.id)
    application = assessment.plan.applications.get(machine.application or "")
    if not isinstance(memory, Memory) or result is None or application is None:
        return None
    if result.coverage not in ("protected", "member"):
        return None
    way = way_of(application, result.protection, memory.around)
    region = way.replicas[0] if machine.standby == "running" and way.replicas else way.landing
    if region is None:
        return None
    size = chosen_size(memory.catalog, machine, region)
    return AzureChoice(size.name, region, size.words)
