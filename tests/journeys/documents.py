"""What the exported documents must say, read back from their bytes."""

from __future__ import annotations

from datetime import datetime
from math import fsum

import pytest

from dr_desktop.assessment.consumption import usual_month
from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.shown import show_money
from dr_desktop.report.chart_words import number_words
from dr_desktop.report.names import counted
from tests.files.exported import columns_of, nothing_but_words, numbers, read_workbook, text_of


def workbook_says_what_was_assessed(content: bytes, assessed: Assessment) -> None:
    """Fail where a total of the workbook differs from the assessment's."""
    book = read_workbook(content)
    machines = columns_of(book["Machines"])
    assert len(machines["Id"]) == assessed.totals.machines
    used = fsum(one.used_gib for one in assessed.applications.values())
    assert fsum(numbers(columns_of(book["Applications"])["Used, GiB"])) == pytest.approx(used)
    assert len(columns_of(book["Findings"])["Severity"]) == len(assessed.findings)
    capacity = columns_of(book["Capacity"])
    for key, store in {**assessed.targets, **assessed.stamps}.items():
        rows = [place for place, one in enumerate(capacity["Id"]) if one == key]
        if store.worst is None or not rows:
            continue
        needed = {capacity["Worst day"][place]: capacity["Needed on the worst day, GiB"][place] for place in rows}
        worst = max(needed, key=lambda day: numbers([needed[day]])[0])
        assert needed[worst] == pytest.approx(store.worst.total)
        assert isinstance(worst, datetime)
        assert worst.date() == store.worst.worst_day
    bill = assessed.consumption
    months = columns_of(book["Consumption"])
    assert numbers(months[f"Steady total, {bill.currency}"])[: len(bill.months)] == pytest.approx(bill.total_steady)
    assert numbers(months[f"Total with drills, {bill.currency}"])[: len(bill.months)] == pytest.approx(bill.total)
    lines = [row for row in book["Summary"].iter_rows(values_only=True) if row[0]]
    totals = next(place for place, row in enumerate(lines) if row[0] == "Totals")
    summary = {str(row[0]): row[1] for row in lines[totals + 1 : totals + 14]}
    assert summary["Machines"] == assessed.totals.machines
    assert summary["Used by applications, GiB"] == pytest.approx(used)
    assert summary[f"Azure in the usual month, {bill.currency}"] == pytest.approx(assessed.totals.cost_month)
    assert [summary[f"Open {kind}"] for kind in ("errors", "warnings", "notes")] == [
        assessed.totals.errors, assessed.totals.warnings, assessed.totals.notes,
    ]  # fmt: skip


def document_says_what_was_assessed(content: bytes, assessed: Assessment) -> None:
    """Fail where the PDF lacks a total of the assessment, or the sentence of a finding."""
    said = nothing_but_words(text_of(content))
    totals, bill = assessed.totals, assessed.consumption
    in_applications = sum(one.machines for one in assessed.applications.values())
    wanted = [
        f"{counted(totals.applications, 'application')} with {counted(in_applications, 'machine')}",
        f"Open errors {totals.errors:,}",
        f"and {counted(totals.warnings, 'warning')}",
        show_money(totals.cost_month, bill.currency),
        show_money(bill.total[usual_month(bill)], bill.currency),
    ]
    for key, store in assessed.targets.items():
        assert store.worst is not None
        wanted.append(f"{assessed.plan.backup_targets[key].name} {number_words(store.months[0].total / 1024, 1)}")
        wanted.append(number_words(store.worst.total / 1024, 1))
    wanted += [one.sentence for one in assessed.findings]
    missing = [one for one in wanted if nothing_but_words(one) not in said]
    assert not missing
