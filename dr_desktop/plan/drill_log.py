"""Drills written into the log before they take place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dr_desktop.plan.choices import DrillKind
from dr_desktop.plan.drill import Drill
from dr_desktop.plan.entity import new_id
from dr_desktop.plan.inherit import Protection
from dr_desktop.plan.plan import ID_PREFIX, Plan


def with_planned_drill(
    plan: Plan,
    applications: Sequence[str],
    on: date,
    scenario: str,
    kind: DrillKind,
    protections: Mapping[str, Protection],
) -> Plan:
    """The plan with a row of the log per application, without an outcome; scheme, site and target as they are now.

    An application that has a row of that day already gets none.
    """
    known = {(one.application, one.on) for one in plan.drills.values()}
    rows = []
    for key in applications:
        if (key, on) in known or key not in plan.applications:
            continue
        protection = protections[key]
        restored = protection.scheme == "backup_restore"
        rows.append(
            Drill(
                id=new_id(ID_PREFIX["drills"]),
                name=f"{plan.applications[key].name or key}, {on.isoformat()}",
                application=key,
                on=on,
                scenario=scenario,
                kind=kind,
                scheme=protection.scheme,
                recovery_site=next(iter(protection.recovery_sites), None),
                backup_target=protection.backup_target if restored else None,
            )
        )
    return plan.put("drills", *rows)
