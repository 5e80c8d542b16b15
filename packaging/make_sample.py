"""Writes the sample plan, resources/samples/coastal_utility.drplan.

    .venv/bin/python packaging/make_sample.py [FILE]

The plan is made, not kept by hand: ids and names are fixed, sizes are drawn with each machine's name as the seed, so
the same program writes the same file. What it shows stands in the modules beside this one: places, machines,
applications, governance. A test compares the committed file with what this writes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import sample_applications
import sample_governance
import sample_places

from dr_desktop.files.plan_file import write_plan
from dr_desktop.plan.assumptions import Assumption, default_assumptions
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.header import Header
from dr_desktop.plan.plan import HEADER, Plan

E = TypeVar("E", bound=Entity)

SAMPLE = Path(__file__).resolve().parent.parent / "resources" / "samples" / "coastal_utility.drplan"

_STATED: dict[str, dict[str, Any]] = {
    "exchange_rate": {
        "base": 0.8775779,
        "source": "Implied by the EUR and USD prices of the same meters, Azure Retail Prices, West Europe, 2026",
    },
    "growth_percent_per_year": {"base": 12.0, "source": "Storage reports of 2024 to 2026"},
    "change_percent_per_day": {"base": 2.0, "source": "Mean of 41 measured machines, October 2026"},
    "first_copies_per_night": {
        "base": 4.0,
        "low": 2.0,
        "high": 8.0,
        "source": "What one administrator brings in on an evening, September 2026",
    },
    "lead_time_months": {"base": 5.0, "source": "Last two orders of storage"},
}


def sample_plan() -> Plan:
    """The sample: a coastal utility with two clouds of its own, 24 applications and 180 machines."""
    header = Header(
        id=HEADER, name="Coastal utility – recovery plan", customer="Coastal Utility (invented)", author="Lena Brandt",
        author_role="Architect", classification="Internal", status="for_decision", revision="2",
        review_date=date(2026, 12, 2), start_month=date(2027, 1, 1), currency="EUR", region="westeurope",
        decision_asked=(
            "Approve the move of Meter data from Provider A to Provider B, a second shelf for Dunes external, "
            "to be ordered by October 2028, and the end of the rack appliance."
        ),
        notes="A sample with invented names. It shows good decisions, and what a review should object to.",
    )  # fmt: skip
    return Plan(
        header=header,
        tiers=_table(sample_places.tiers()),
        sites=_table(sample_places.sites()),
        links=_table(sample_places.links()),
        backup_targets=_table(sample_places.backup_targets()),
        backup_policies=_table(sample_places.backup_policies()),
        backup_copies=_table(sample_places.backup_copies()),
        applications=_table(sample_applications.applications()),
        machines=_table(sample_applications.machines()),
        data_stores=_table(sample_applications.data_stores()),
        churn_profiles=_table(sample_places.churn_profiles()),
        drills=_table(sample_governance.drills()),
        recovery_steps=_table(sample_governance.recovery_steps()),
        scenarios=_table(sample_governance.scenarios()),
        acceptances=_table(sample_governance.acceptances()),
        calendar_periods=_table(sample_governance.calendar_periods()),
        cost_lines=_table(sample_governance.cost_lines()),
        price_overrides=_table(sample_governance.price_overrides()),
        risks=_table(sample_governance.risks()),
        decisions=_table(sample_governance.decisions()),
        actions=_table(sample_governance.actions()),
        sign_offs=_table(sample_governance.sign_offs()),
        revisions=_table(sample_governance.revisions()),
        assumptions=_assumptions(),
    )


def _table(rows: Iterable[E]) -> Mapping[str, E]:
    return {row.id: row for row in rows}


def _assumptions() -> dict[str, Assumption]:
    table = default_assumptions()
    for key, stated in _STATED.items():
        changed = table[key].changed(**stated)
        if not isinstance(changed, Assumption):
            raise ValueError(str(changed))
        table[key] = changed
    return table


def main(arguments: list[str]) -> None:
    path = Path(arguments[0]) if arguments else SAMPLE
    path.parent.mkdir(parents=True, exist_ok=True)
    problem = write_plan(sample_plan(), path)
    if problem is not None:
        sys.exit(str(problem))
    print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
