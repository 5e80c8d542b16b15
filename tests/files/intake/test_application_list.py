"""Business impact analyses of any layout become applications; words that are no number never become one silently."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dr_desktop.files.intake.application_columns import columns_of
from dr_desktop.files.intake.inventory import Inventory
from dr_desktop.files.intake.merge import MergeChoices, MergeResult, merged
from dr_desktop.files.intake.reading import read_file
from dr_desktop.plan.application import Application
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.plan.tier import Tier
from tests.files.intake.test_formats import read, text, workbook

EMPTY = new_plan(date(2027, 1, 1)).put(
    "tiers", Tier(id="t1", name="Gold", rank=1), Tier(id="t2", name="Silver", rank=2)
)
HEADINGS = ["Application Name", "Business Owner", "Criticality", "RTO (hours)", "RPO", "MTPD", "Dependencies", "Vendor"]


def taken(inventory: Inventory, plan: Plan = EMPTY) -> MergeResult:
    return merged(plan, inventory, MergeChoices(None, None, None))


def listed(result: MergeResult) -> dict[str, Application]:
    return {one.name: one for one in result.plan.applications.values()}


def test_the_heading_is_found_below_titles_and_bands_and_the_legend_beside_is_no_column(tmp_path: Path):
    rows: list[list[Any]] = [
        ["Business impact analysis"], [], ["Everything", None, None, "Targets"], [],
        [*HEADINGS, None, None],
        ["Billing", "Ann", "Tier 1 - Critical", 4, "≤ 15 min", "1d", "CRM; Mail", "X", None, "Legend: red is bad"],
        ["CRM", "Bob", "2", "8", "1 hr", "48h", "", "", None, "green is good"],
        ["#DIV/0!", None, None, "#DIV/0!"], ["workload 6", None, None, None],
    ]  # fmt: skip
    inventory = read(workbook(tmp_path / "a.xlsx", Cover=[["Hello"]], BIA=rows))
    assert inventory.format.endswith("tab BIA, headings in row 5")
    result = taken(inventory)
    billing, crm = (listed(result)[name] for name in ("Billing", "CRM"))
    assert (billing.rto_minutes, billing.rpo_minutes, billing.mtd_minutes) == (240, 15, 1440)
    assert (billing.tier, crm.tier, billing.business_owner) == ("t1", "t2", "Ann")
    assert billing.depends_on == (crm.id,)
    assert billing.tags == {"Vendor": "X"}
    assert billing.as_typed == {"rpo_minutes": "≤ 15 min"}
    assert billing.source_cells["rto_minutes"] == "RTO (hours): 4"
    assert billing.source_place == "a.xlsx, BIA row 6"
    assert [row.reason for row in result.skipped] == ["It has no name.", "It is a placeholder of the form."]
    assert any("Mail" in note for note in result.notes)


@pytest.mark.parametrize(
    ("heading", "field", "unit"),
    [
        ("RTO", "rto_minutes", None), ("RTO (hours)", "rto_minutes", "hours"),
        ("rto_minutes", "rto_minutes", "minutes"),
        ("Recovery Time Objective", "rto_minutes", None), ("RPO [h]", "rpo_minutes", "hours"),
        ("Maximum Tolerable Downtime (days)", "mtd_minutes", "days"), ("MTPD", "mtd_minutes", None),
        ("Actual RTO", "tag", None), ("RTO met?", "tag", None), ("RTA", "tag", None),
        ("Process", "name", None), ("Kritikalität", "tier", None), ("Supporting Systems", "depends_on", None),
        ("Impact at 4h", "tag", None), ("€ / hour", "downtime_cost_per_hour", None),
    ],
)  # fmt: skip
def test_headings_say_what_a_column_means_and_which_unit_bare_numbers_have(heading: str, field: str, unit: str | None):
    (column,) = columns_of([heading])
    assert (column.field, column.unit) == (field, unit)


@pytest.mark.parametrize("words", ["near-zero", "Best-effort", "1 business day", "432000", "Immediate"])
def test_words_that_name_no_length_of_time_stay_words(tmp_path: Path, words: str):
    path = text(tmp_path / "a.csv", [["Service", "RTO"], ["Mail", words]])
    inventory = read(path)
    mail = listed(taken(inventory))["Mail"]
    assert mail.rto_minutes is None
    assert mail.tags == {"RTO": words}
    assert any(words in remark.sentence for remark in inventory.remarks)


def test_a_markdown_page_with_a_table_is_read_as_a_table(tmp_path: Path):
    path = tmp_path / "a.md"
    page = "# Objectives\n\n    graph TD\n\n| Process | RTO | RPO |\n|---|:---|---:|\n"
    page += "| Pay | 5 min | 0 (sync) |\n| HR | 4 h | 1 h |\n"
    path.write_text(page + "\nafter\n\n| Test | When |\n|--|--|\n| Drill | Monthly |\n", encoding="utf-8")
    inventory = read(path)
    result = listed(taken(inventory))
    assert (result["Pay"].rto_minutes, result["Pay"].rpo_minutes, result["HR"].rto_minutes) == (5, 0, 240)
    assert inventory.applications[0].place == "table 1 row 7"


def test_what_the_plan_knows_is_renewed_field_by_field_and_a_second_time_changes_nothing(tmp_path: Path):
    path = text(tmp_path / "a.csv", [["Service", "RTO", "Owner"], ["Mail", "2h", ""]])
    before = EMPTY.put("applications", Application(id="a1", name="mail", rto_minutes=60, business_owner="Ann"))
    result = taken(read(path), before)
    assert result.plan.applications["a1"].rto_minutes == 120
    assert result.plan.applications["a1"].business_owner == "Ann"
    assert [(one.field, one.before, one.after, one.original) for one in result.changes] == [
        ("rto_minutes", 60, 120, "RTO: 2h")
    ]
    again = taken(read(path), result.plan)
    assert again.plan == result.plan
    assert (again.changed_applications, again.unchanged_applications) == ((), ("a1",))


def test_an_application_listed_twice_counts_once_and_the_difference_is_said(tmp_path: Path):
    path = text(tmp_path / "a.csv", [["Service", "RTO"], ["Mail", "2h"], ["MAIL", "4h"], ["Total", ""]])
    found = read_file(path)
    assert isinstance(found, Inventory)
    assert [row.reason for row in found.skipped] == [
        "It repeats table row 2, which counts, and states another RTO.",
        "It adds up other rows.",
    ]
