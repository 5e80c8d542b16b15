"""What the guidance says of machines and data stores that are protected otherwise than their application."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dr_desktop.assessment.results import ApplicationResult, Finding, Reason
from dr_desktop.assessment.row_names import begun, named
from dr_desktop.assessment.rules_topology import objections
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.topology import topology_of
from dr_desktop.assessment.ways_back import Member
from dr_desktop.plan.application import Application
from dr_desktop.plan.inherit import Protection
from dr_desktop.plan.machine import Machine

_OVERRIDES: Final = ("backup_target", "recovery_sites", "scheme")


def member_topology_findings(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Iterator[Finding]:
    """The objections to a protected member's own sites or target, at its row; those of its application are not told
    again."""
    known: dict[Protection, tuple[Reason, ...]] = {result.protection: ()}
    for member, figures in members:
        protection = figures.protection
        if protection is result.protection or figures.coverage != "protected":
            continue
        if protection not in known:
            told = set(result.topology.reasons)
            judged = topology_of(application, protection, around)
            known[protection] = tuple([one for one in judged.reasons if one not in told])
        if not known[protection]:
            continue
        table = "machines" if isinstance(member, Machine) else "data_stores"
        own = [field for field in _OVERRIDES if getattr(member, field) is not None]
        for found in objections(known[protection], table, member.id):
            field = found.field if found.field in own else own[0] if own else "scheme"
            yield found._replace(field=field, sentence=begun(f"{named(member)}: {found.sentence}"))
