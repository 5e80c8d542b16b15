"""Why a landing's number is so: what is left of a resource on a stamp, what lands there, and what is short."""

from __future__ import annotations

from typing import Final, NamedTuple

from dr_desktop.assessment.citation import Source
from dr_desktop.assessment.explanation import Explanation, Input, Place, Subject
from dr_desktop.assessment.landing_records import Fit, Landing, Resource
from dr_desktop.assessment.results import Assessment

_COMPUTE: Final = Source(
    "Azure Stack Hub: capacity planning, compute",
    "https://github.com/MicrosoftDocs/azure-stack-docs/blob/0095a643/azure-stack/operator/"
    "azure-stack-capacity-planning-compute.md",
    "2019-06-13",
)
_STORAGE: Final = Source(
    "Azure Stack Hub: manage storage capacity",
    "https://github.com/MicrosoftDocs/azure-stack-docs/blob/04c7aee5/azure-stack/operator/"
    "azure-stack-manage-storage-shares.md",
    "2020-01-22",
)


class _Told(NamedTuple):
    name: str
    unit: str
    formula: str
    reading: str
    source: Source


_TOLD: Final[dict[Resource, _Told]] = {
    "vcpus": _Told(
        "Processors",
        "vCPU",
        "nodes × cores × vCPU per core − what Site Recovery needs there − vCPU that run there already",
        "No ratio of virtual processors to cores is published; it is an assumption.",
        _COMPUTE,
    ),
    "memory_gib": _Told(
        "Memory",
        "GiB",
        "N × H − (H + 0.15 × (N − 1) × H + V × (N − 2)) − (242 + 4 × N) − memory that runs there already",
        "H: memory of a node, N: nodes, V: the largest machine, there or landing. Memory is never overcommitted.",
        _COMPUTE,
    ),
    "machines": _Told(
        "Machines",
        "machines",
        "the smaller of 60 a node and 700 in all − machines that run there already",
        "What runs there is the larger of what the site states and what the plan places there.",
        _COMPUTE,
    ),
    "storage_gib": _Told(
        "Storage",
        "GiB",
        "ceiling of the usable storage − what Site Recovery needs there − what lies there on its worst day",
        "Replicas have their place already; disks that are restored need theirs, grown to that day.",
        _STORAGE,
    ),
}
_PARTS: Final = {"needed": "needed by what lands", "left": "left for what lands", "short": "missing",
                 "total": "in all", "kept_back": "kept back", "running": "running or lying there"}  # fmt: skip


def explain_landing(assessment: Assessment, subject: Subject) -> Explanation | None:
    """Why a number of a landing is so; `subject.entity` is its key, `part` a resource, or RESOURCE.FIELD of its fit.

    A resource alone asks what is left of it.
    """
    landing = assessment.landings.get(subject.entity)
    name, _, field = subject.part.partition(".")
    told = _TOLD.get(name)  # type: ignore[call-overload]
    field = field or "left"
    if landing is None or told is None or field not in _PARTS:
        return None
    fit: Fit = getattr(landing, name)
    value: float | None = getattr(fit, field)
    formula = {
        "needed": "sum over the machines that are started there" if name != "storage_gib" else "sum of restored disks",
        "short": f"what lands − what is left, where that is more than 0; left: {told.formula}",
    }.get(field, told.formula)
    parts: tuple[Input, ...] = ()
    if field == "left" and value is not None:
        parts = (
            Input("In all", fit.total, told.unit),
            Input("Kept back", -fit.kept_back, told.unit),
            Input("Runs or lies there", -fit.running, told.unit),
        )
    return Explanation(
        subject,
        f"{told.name} {_PARTS[field]}",
        value,
        told.unit,
        formula,
        _reading(landing, told, value),
        parts,
        _inputs(assessment, landing, name, fit),
        sources=(told.source,),
    )


def _reading(landing: Landing, told: _Told, value: float | None) -> str:
    if value is None and landing.missing:
        return f"Not known, since the site does not state {', '.join(landing.missing)}."
    if value is None:
        return f"Not known: {landing.landed.load.unsized:,} machines that land state no vCPU or no memory."
    return told.reading


def _inputs(assessment: Assessment, landing: Landing, resource: str, fit: Fit) -> tuple[Input, ...]:
    site = assessment.plan.sites[landing.stamp]

    def stated(name: str, field: str, unit: str = "") -> Input:
        return Input(name, getattr(site, field), unit, "stated", Place("sites", site.id, field))

    lands = Input("Lands", fit.needed)
    if resource == "vcpus":
        per_core = Place("assumptions", "vcpu_per_core", "base")
        return (
            stated("Nodes", "nodes"),
            stated("Cores a node", "node_cores"),
            Input("vCPU per core", assessment.assumed.vcpu_per_core, "×", "assumed", per_core),
            stated("vCPU used", "used_vcpus", "vCPU"),
            lands,
        )
    if resource == "memory_gib":
        largest = max(landing.room.running.largest_gib, landing.landed.load.largest_gib)
        return (
            stated("N, nodes", "nodes"),
            stated("H, memory a node", "node_memory_gib", "GiB"),
            Input("V, largest machine", largest, "GiB"),
            Input("Reserve", landing.reserve_gib, "GiB"),
            Input("Infrastructure", landing.room.infrastructure_gib, "GiB"),
            stated("Memory used", "used_memory_gib", "GiB"),
            lands,
        )
    if resource == "machines":
        return (stated("Nodes", "nodes"), stated("Machines there", "used_machines"), lands)
    ceiling = Place("assumptions", "capacity_ceiling_percent", "base")
    return (
        stated("Usable storage", "storage_usable_gib", "GiB"),
        Input("Ceiling", assessment.assumed.capacity_ceiling_percent, "%", "assumed", ceiling),
        Input("Lies there on its worst day", fit.running, "GiB"),
        lands,
    )
