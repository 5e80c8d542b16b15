"""Sheets of machines, of data stores and of what is not protected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from dr_desktop.assessment.azure_choice import AzureChoice, azure_choice
from dr_desktop.assessment.results import Assessment, MachineResult
from dr_desktop.files.workbook_applications import LEGEND
from dr_desktop.files.workbook_cells import Value
from dr_desktop.files.workbook_columns import SheetColumn
from dr_desktop.files.workbook_sheet import TableSheet
from dr_desktop.files.workbook_stated import Follows, follows, stated_sheet
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.field_spec import field_spec
from dr_desktop.plan.governance import Acceptance
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan
from dr_desktop.report.blocks import Cell

COVERAGE_WORDS: Final = {
    "protected": "Protected",
    "unprotected": "Unprotected",
    "undecided": "Undecided",
    "member": "Member of a scale set",
    "no_recovery": "No recovery, by decision",
}
UNPROTECTED: Final = "unprotected"
_FIRST: Final = ("name", "application", "role", "vcpus", "memory_gib", "disks", "used_gib", "change_percent_per_day",
                 "os", "power", "protected", "backup_target", "backup_policy")  # fmt: skip
_FIRST_OF_STORES: Final = ("name", "application", "kind", "used_gib", "change_percent_per_day", "protected",
                           "backup_target", "backup_policy")  # fmt: skip


def machines_sheet(assessment: Assessment) -> TableSheet:
    """Every machine: what is stated of it, and what the assessment counts with."""
    derived = (*_derived(assessment.machines, Machine), *_azure(assessment))
    columns, rows = stated_sheet(assessment, "machines", _FIRST, derived)
    intro = f"What is stated of each machine, and what is counted with. {LEGEND}"
    return TableSheet("Machines", intro, columns, rows)


def data_stores_sheet(assessment: Assessment) -> TableSheet:
    """Durable data outside machines."""
    derived = _derived(assessment.data_stores, DataStore)
    columns, rows = stated_sheet(assessment, "data_stores", _FIRST_OF_STORES, derived)
    return TableSheet("Data stores", f"Durable data outside machines. {LEGEND}", columns, rows)


def unprotected_sheet(assessment: Assessment) -> TableSheet:
    """Machines and data stores that nothing protects, those that nobody has decided on, and who accepted it."""
    plan = assessment.plan
    accepted = _accepted(plan)
    columns = (
        SheetColumn("Machine or data store", bold=True),
        SheetColumn("Application"),
        SheetColumn("State", follows=True),
        SheetColumn("Used, GiB", "number", 1, follows=True, summed=True),
        SheetColumn("Accepted by"),
        SheetColumn("Accepted on", "date"),
        SheetColumn("Until", "date"),
        SheetColumn("Reason", "prose"),
        SheetColumn("Business owner"),
        SheetColumn("Id", "id", printed=False),
    )
    rows = []
    for table, results in (("machines", assessment.machines), ("data_stores", assessment.data_stores)):
        entities: Mapping[str, Any] = plan.table(table)
        for key, result in results.items():
            if result.coverage not in ("unprotected", "undecided"):
                continue
            entity = entities[key]
            application = plan.applications.get(entity.application or "")
            acceptance = accepted.get(key) or accepted.get(entity.application or "")
            rows.append(
                (
                    entity.name,
                    application.name if application else "",
                    COVERAGE_WORDS[result.coverage],
                    result.used_gib,
                    acceptance.by if acceptance else "Nobody yet",
                    acceptance.on if acceptance else None,
                    acceptance.until if acceptance else None,
                    acceptance.reason if acceptance else "",
                    application.business_owner if application else "",
                    key,
                )
            )
    intro = "What nothing protects, or what nobody has decided on, and who answers for that."
    return TableSheet("Unprotected", intro, columns, rows, "Everything is protected.")


def _accepted(plan: Plan) -> dict[str, Acceptance]:
    return {one.entity: one for one in plan.acceptances.values() if one.rule == UNPROTECTED and one.by}


def _azure(assessment: Assessment) -> tuple[Follows, ...]:
    """The Azure size of each machine that recovers there, and how it was chosen."""

    def of(say: Callable[[AzureChoice], str]) -> Callable[[Machine | DataStore], Cell]:
        def cell(one: Machine | DataStore) -> Cell:
            found = azure_choice(assessment, one) if isinstance(one, Machine) else None
            return None if found is None else say(found)

        return cell

    return (
        follows("Azure size chosen", of(lambda found: found.size_words), printed=False),
        follows("How it was chosen", of(lambda found: f"{found.words}, in {found.region}"), printed=False),
    )


def _derived(results: Mapping[str, MachineResult], kind: type[Machine] | type[DataStore]) -> tuple[Follows, ...]:
    """What is counted for each; nothing where a row belongs to no application, which is a finding."""

    def of(cell: Callable[[MachineResult], Value | Cell]) -> Callable[[Machine | DataStore], Value | Cell]:
        return lambda one: cell(results[one.id]) if one.id in results else None

    def rate(field: str) -> Callable[[Machine | DataStore], Value | Cell]:
        return of(lambda found: Value(getattr(found, field), "assumed" if found.assumed else "follows"))

    def assumed(found: MachineResult) -> str:
        return ", ".join(field_spec(kind, name).title for name in found.assumed)

    return (
        follows("Coverage", of(lambda found: COVERAGE_WORDS[found.coverage]), why="coverage"),
        follows("Members", of(lambda found: found.instances), "number", summed=True),
        follows(
            "Provisioned, GiB", of(lambda found: found.provisioned_gib), "number", 1, summed=True, why="provisioned_gib"
        ),
        follows("Change, GiB/day", rate("change_gib_per_day"), "number", 1, summed=True, why="change_gib"),
        follows("Replication sends, GiB/day", rate("churn_gib_per_day"), "number", 1, summed=True, why="churn_gib"),
        follows("Assumed", of(assumed), help_words="Fields that an assumption of the plan stands in for."),
    )
