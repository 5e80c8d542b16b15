"""Machines and data stores that nothing protects, and who accepted that."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from dr_desktop.assessment.results import Assessment, MachineResult
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.governance import Acceptance
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.shown import show_tib
from dr_desktop.report.blocks import Block, Column, Paragraph, Row, Section, Table
from dr_desktop.report.names import counted, name_of

_RULES = ("unprotected", "undecided")


def unprotected_section(assessment: Assessment) -> Section:
    """What is lost with its cloud."""
    found = list(_unprotected(assessment))
    blocks: list[Block] = [Paragraph(_sentence(assessment, found))]
    members = [key for key, one in assessment.machines.items() if one.coverage == "member"]
    if members:
        words = (
            f"{counted(len(members), 'scale set')} stand apart: members come and go and are not backed up one by one. "
        )
        blocks.append(Paragraph(f"{words}What must survive of them lies in data stores or in other machines."))
    blocks.append(unprotected_table(assessment))
    return Section("unprotected", "Unprotected machines", tuple(blocks))


def unprotected_table(assessment: Assessment) -> Table:
    """Each with its application, why, used GiB, and the acceptance that covers it."""
    columns = (
        Column("Machine or data store", 0.22, bold=True),
        Column("Application", 0.17),
        Column("State", 0.12),
        Column("Used", 0.09, "number", "GiB"),
        Column("Accepted by", 0.14),
        Column("Until", 0.1, "date"),
        Column("Reason", 0.16),
    )
    rows = []
    for entity, result in _unprotected(assessment):
        accepted = _acceptance(assessment, entity.id)
        state = "undecided" if result.coverage == "undecided" else "not protected"
        by, until, reason = (accepted.by, accepted.until, accepted.reason) if accepted else ("nobody", None, "")
        cells = (entity.name, name_of(assessment.plan, entity.application), state, result.used_gib, by, until, reason)
        sign = "accepted" if accepted else "warning" if result.coverage == "undecided" else "note"
        rows.append(Row(cells, sign, entity.id))
    return Table(
        "unprotected",
        "Without protection",
        columns,
        tuple(rows),
        tight=True,
        empty="Every machine and data store is protected, or without recovery by decision.",
    )


def _unprotected(assessment: Assessment) -> Iterator[tuple[Machine | DataStore, MachineResult]]:
    plan = assessment.plan
    for key, result in assessment.machines.items():
        if result.coverage in ("unprotected", "undecided"):
            yield plan.machines[key], result
    for key, result in assessment.data_stores.items():
        if result.coverage in ("unprotected", "undecided"):
            yield plan.data_stores[key], result


def _acceptance(assessment: Assessment, entity: str) -> Acceptance | None:
    """The acceptance in force that covers the finding on this entity."""
    for finding in assessment.findings:
        if finding.entity == entity and finding.accepted and finding.rule in _RULES:
            return assessment.plan.acceptances[finding.accepted]
    return None


def _sentence(assessment: Assessment, found: list[tuple[Machine | DataStore, MachineResult]]) -> str:
    if not found:
        return "Protection is opt-in. Every machine and data store of this plan has a decision."
    used = show_tib(fsum([one.used_gib or 0.0 for _, one in found]))
    accepted = sum([1 for entity, _ in found if _acceptance(assessment, entity.id)])
    undecided = sum([1 for _, one in found if one.coverage == "undecided"])
    left = len(found) - accepted
    held = counted(len(found), "machine or data store", "machines and data stores")
    return (
        f"Protection is opt-in: {held} with {used} in use are unprotected, {undecided:,} of them undecided. "
        f"{accepted:,} {'is' if accepted == 1 else 'are'} accepted with a reason and a name, "
        f"{left:,} {'is' if left == 1 else 'are'} not."
    )
