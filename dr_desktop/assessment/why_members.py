"""Why the figures of a machine or data store are what they are: stated, imported, or filled by an assumption."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.explanation import Explanation, Input, Origin, Place, Subject
from dr_desktop.assessment.results import Assessment, Coverage, MachineResult
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.why_azure_size import explain_azure_size
from dr_desktop.plan.assumptions import DEFINITIONS
from dr_desktop.plan.churn_profile import ChurnProfile, Measured, measured
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.machine import Machine

_TABLES: Final = {"machine": "machines", "data_store": "data_stores"}
_COVERAGE: Final[dict[Coverage, str]] = {
    "protected": "A scheme or a backup target brings it back.",
    "unprotected": "It is marked as not protected, or neither a scheme nor a backup target is stated for it.",
    "undecided": "Nobody has decided yet; undecided counts as unprotected.",
    "member": "A member of a scale set is made anew from its image and is not backed up.",
    "no_recovery": "Its application is not recovered, by decision.",
}


def explain_member(assessment: Assessment, subject: Subject) -> Explanation | None:
    """The explanation of one member's used_gib, provisioned_gib, change_gib, churn_gib, coverage, azure_size_chosen."""
    table = _TABLES[subject.kind]
    entity = assessment.plan.table(table).get(subject.entity)
    results = assessment.machines if table == "machines" else assessment.data_stores
    result = results.get(subject.entity)
    if result is None or not isinstance(entity, Machine | DataStore):
        return None
    explain = _PARTS.get(subject.part)
    return None if explain is None else explain(assessment, subject, table, entity, result)


def assumption(assessment: Assessment, key: str) -> Input:
    """An assumption as an input, with the place where it is stated."""
    definition = DEFINITIONS[key]
    value = float(getattr(assessment.assumed, key))
    return Input(definition.name, value, definition.unit, "assumed", Place("assumptions", key, "base"))


def _used(
    assessment: Assessment, subject: Subject, table: str, entity: Machine | DataStore, result: MachineResult
) -> Explanation:
    name = f"Used, {named(entity)}"
    if "used_gib" in result.assumed:
        inputs = (_disks(entity, table, result), assumption(assessment, "used_percent_of_provisioned"))
        return Explanation(
            subject, name, result.used_gib, "GiB", "provisioned × share that is used",
            "Not measured: the assumption stands in for it.", inputs=inputs,
        )  # fmt: skip
    reading = "" if result.used_gib is not None else "Neither the data in use nor a disk is stated."
    return Explanation(
        subject, name, result.used_gib, "GiB", "as stated", reading,
        inputs=(Input("Used", entity.used_gib, "GiB", _stated(entity), Place(table, entity.id, "used_gib")),),
    )  # fmt: skip


def _provisioned(
    assessment: Assessment, subject: Subject, table: str, entity: Machine | DataStore, result: MachineResult
) -> Explanation:
    disks = entity.disks if isinstance(entity, Machine) else ()
    place = Place(table, entity.id, "disks")
    parts = tuple(
        Input(f"Disk {number}", one.size_gib, "GiB", _stated(entity), place)
        for number, one in enumerate(disks or (), start=1)
        if not one.excluded
    )
    left_out = sum(1 for one in disks or () if one.excluded)
    reading = f"{left_out} excluded and not counted." if left_out else ""
    if not disks:
        reading = "No disk is stated."
    return Explanation(
        subject, f"Provisioned, {named(entity)}", result.provisioned_gib, "GiB", "sum of the disks", reading, parts
    )


def _change(
    assessment: Assessment, subject: Subject, table: str, entity: Machine | DataStore, result: MachineResult
) -> Explanation:
    return Explanation(
        subject,
        f"Change a day, {named(entity)}",
        result.change_gib_per_day,
        "GiB/day",
        "used × change a day",
        "What a backup finds changed after a day: a block counts once, however often it was written.",
        inputs=(_used_input(table, entity, result), _rate(assessment, table, entity, result)),
    )


def _churn(
    assessment: Assessment, subject: Subject, table: str, entity: Machine | DataStore, result: MachineResult
) -> Explanation:
    name = f"Churn a day, {named(entity)}"
    profile = _profile(assessment, entity) if isinstance(entity, Machine) else None
    if profile is not None:
        place = Place("churn_profiles", profile.id, "churn_mb_s")
        steps = Input(f"Profile {named(profile)}", result.churn_gib_per_day, "GiB/day", _stated(profile), place)
        return Explanation(
            subject,
            name,
            result.churn_gib_per_day,
            "GiB/day",
            "mean of the measured steps × a day",
            "What was measured counts before what is stated of the machine.",
            inputs=(steps,),
        )
    stated = entity.churn_gib_per_day if isinstance(entity, Machine) else None
    if stated is not None:
        measured = Input("Churn", stated, "GiB/day", _stated(entity), Place(table, entity.id, "churn_gib_per_day"))
        return Explanation(subject, name, stated, "GiB/day", "as stated", inputs=(measured,))
    inputs = (
        _used_input(table, entity, result),
        _rate(assessment, table, entity, result),
        assumption(assessment, "rewrite_factor"),
    )
    return Explanation(
        subject,
        name,
        result.churn_gib_per_day,
        "GiB/day",
        "used × change a day × rewrites",
        "What replication sends: a block that is written twice is sent twice.",
        inputs=inputs,
    )


def _profile(assessment: Assessment, machine: Machine) -> ChurnProfile | None:
    """The first profile of a machine, where its steps can be read."""
    for one in assessment.plan.churn_profiles.values():
        if one.machine == machine.id and one.churn_mb_s:
            found = measured(one.churn_mb_s)
            return one if isinstance(found, Measured) and found.steps else None
    return None


def _coverage(
    assessment: Assessment, subject: Subject, table: str, entity: Machine | DataStore, result: MachineResult
) -> Explanation:
    inputs = (
        Input("Protected", entity.protected, "", _stated(entity), Place(table, entity.id, "protected")),
        Input("Scheme", result.protection.scheme or "not stated", "", "stated", Place(table, entity.id, "scheme")),
    )
    return Explanation(
        subject, f"Coverage, {named(entity)}", result.coverage.replace("_", " "), "", _COVERAGE[result.coverage],
        inputs=inputs,
    )  # fmt: skip


def _azure_size(
    assessment: Assessment, subject: Subject, table: str, entity: Machine | DataStore, result: MachineResult
) -> Explanation | None:
    return explain_azure_size(assessment, subject, entity) if isinstance(entity, Machine) else None


_PARTS: Final = {
    "used_gib": _used,
    "provisioned_gib": _provisioned,
    "change_gib": _change,
    "churn_gib": _churn,
    "coverage": _coverage,
    "azure_size_chosen": _azure_size,
}


def _stated(entity: Entity) -> Origin:
    return "imported" if entity.tags.get("source_file") else "stated"


def _disks(entity: Machine | DataStore, table: str, result: MachineResult) -> Input:
    return Input("Provisioned", result.provisioned_gib, "GiB", _stated(entity), Place(table, entity.id, "disks"))


def _used_input(table: str, entity: Machine | DataStore, result: MachineResult) -> Input:
    origin: Origin = "assumed" if "used_gib" in result.assumed else _stated(entity)
    return Input("Used", result.used_gib, "GiB", origin, Place(table, entity.id, "used_gib"))


def _rate(assessment: Assessment, table: str, entity: Machine | DataStore, result: MachineResult) -> Input:
    if "change_percent_per_day" in result.assumed:
        return assumption(assessment, "change_percent_per_day")
    place = Place(table, entity.id, "change_percent_per_day")
    return Input("Change a day", entity.change_percent_per_day, "%", _stated(entity), place)
