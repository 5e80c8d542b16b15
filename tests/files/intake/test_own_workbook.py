"""Our own workbook and template come back: nothing changes that nobody changed, and what was changed is taken."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from dr_desktop.assessment.assess import assess
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.intake.inventory import Inventory, Refusal
from dr_desktop.files.intake.merge import MergeChoices, MergeResult, merged
from dr_desktop.files.intake.reading import read_files
from dr_desktop.files.template_workbook import write_template
from dr_desktop.files.workbook import write_workbook
from dr_desktop.plan.application import Application
from dr_desktop.plan.machine import Disk, Machine
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.plan.tier import Tier
from tests.files.intake.made import csv_text

NOTHING_CHOSEN = MergeChoices(None, None, None)
Edit = Callable[[Any], None]


def planned() -> Plan:
    plan = new_plan(date(2026, 12, 1), "Shop")
    plan = plan.put(
        "tiers",
        Tier(id="tier-1", name="Gold", rto_minutes=240, rpo_minutes=15),
        Tier(id="tier-2", name="Bronze", rto_minutes=2880, rpo_minutes=1440),
    )
    plan = plan.put(
        "applications",
        Application(id="app-1", name="Web shop", tier="tier-1", scheme="backup_restore"),
        Application(id="app-2", name="Ledger", tier="tier-2", rto_minutes=600, as_typed={"rto_minutes": "~10 h"}),
    )
    return plan.put(
        "machines",
        Machine(id="m-1", name="shop-web", application="app-1", vcpus=4, memory_gib=16, disks=(Disk(size_gib=127),)),
        Machine(
            id="m-2", name="shop-db", application="app-1", vcpus=8, used_gib=1 / 3,
            disks=(Disk(size_gib=512), Disk(size_gib=64.5, excluded=True)), tags={"Rack": "7 = left"},
        ),
    )  # fmt: skip


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("own") / "plan.xlsx"
    assert write_workbook(assess(planned(), load_catalog()), path, today=date(2026, 12, 1)) is None
    return path


def edited(exported: Path, target: Path, **edits: Edit) -> Path:
    book = load_workbook(exported)
    for tab, edit in edits.items():
        edit(book[tab])
    book.save(target)
    return target


def cell(sheet: Worksheet, name: str, heading: str) -> Any:
    """The stated cell of a row: the rightmost of its heading, since what follows stands before."""
    head = next(row for row in sheet.iter_rows() if row[0].value == "Name")
    column = next(one.column for one in reversed(head) if one.value == heading)
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == name)
    return sheet.cell(row or 0, column or 0)


def type_in(name: str, heading: str, value: Any) -> Edit:
    def edit(sheet: Worksheet) -> None:
        cell(sheet, name, heading).value = value

    return edit


def read(path: Path) -> Inventory:
    found = read_files([path])
    assert isinstance(found, Inventory), found
    return found


def taken(path: Path, plan: Plan) -> MergeResult:
    return merged(plan, read(path), NOTHING_CHOSEN)


def test_a_workbook_that_nobody_changed_changes_nothing_of_its_plan(exported: Path):
    inventory = read(exported)
    assert (inventory.key, len(inventory.machines), len(inventory.applications)) == ("own-workbook", 2, 2)
    result = merged(planned(), inventory, NOTHING_CHOSEN)
    assert result.plan == planned()
    assert (result.changes, result.skipped, result.new, result.left) == ((), (), (), ())
    assert any("inherited or assumed" in one.sentence for one in inventory.remarks)


@pytest.mark.parametrize(
    ("tab", "row", "heading", "value", "field", "wanted"),
    [
        ("Applications", "Web shop", "RTO, min", 120, "rto_minutes", 120),
        ("Applications", "Web shop", "RTO, min", "2 h", "rto_minutes", 120),
        ("Applications", "Ledger", "RPO, min", 60, "rpo_minutes", 60),
        ("Applications", "Ledger", "Depends on", "Web shop", "depends_on", ("app-1",)),
        ("Applications", "Ledger", "Agreed on", date(2026, 5, 4), "agreed_on", date(2026, 5, 4)),
        ("Machines", "shop-web", "Used, GiB", 99.5, "used_gib", 99.5),
        ("Machines", "shop-web", "Change a day, %", 3.25, "change_percent_per_day", 3.25),
        ("Machines", "shop-web", "Application", "Ledger", "application", "app-2"),
        ("Machines", "shop-db", "Disks", 256, "disks", (Disk(size_gib=256),)),
        ("Machines", "shop-db", "Protected", "Yes", "protected", "yes"),
    ],
)
@pytest.mark.slow
def test_a_changed_cell_becomes_the_rows_own_value_and_the_rest_stays(
    exported: Path, tmp_path: Path, tab: str, row: str, heading: str, value: Any, field: str, wanted: Any
):
    path = edited(exported, tmp_path / "back.xlsx", **{tab: type_in(row, heading, value)})
    result = taken(path, planned())
    assert [(one.name, one.field, one.after) for one in result.changes] == [(row, field, wanted)]
    assert result.changes[0].place.startswith(f"{tab} row ")


def test_another_tier_brings_its_own_objectives_and_the_inherited_cells_of_the_old_one_do_not_stay(
    exported: Path, tmp_path: Path
):
    path = edited(exported, tmp_path / "back.xlsx", Applications=type_in("Web shop", "Tier", "Bronze"))
    result = taken(path, planned())
    assert [(one.field, one.after) for one in result.changes] == [("tier", "tier-2")]


def test_a_blanked_cell_changes_nothing(exported: Path, tmp_path: Path):
    path = edited(exported, tmp_path / "back.xlsx", Machines=type_in("shop-db", "Used, GiB", None))
    assert taken(path, planned()).plan == planned()


def test_a_cell_that_cannot_be_read_is_skipped_with_its_place_and_the_others_are_taken(exported: Path, tmp_path: Path):
    def edit(sheet: Worksheet) -> None:
        cell(sheet, "shop-web", "vCPU, vCPU").value = "a few"
        cell(sheet, "shop-web", "Role").value = "front"

    result = taken(edited(exported, tmp_path / "back.xlsx", Machines=edit), planned())
    assert [one.field for one in result.changes] == ["role"]
    (refused,) = result.skipped
    assert refused.place.endswith(", vCPU")
    assert "a few" in refused.reason


def test_a_row_that_was_deleted_is_said_and_stays_in_the_plan(exported: Path, tmp_path: Path):
    path = edited(exported, tmp_path / "back.xlsx", Machines=lambda sheet: sheet.delete_rows(6))
    result = taken(path, planned())
    assert result.left == ("m-1",)
    assert "m-1" in result.plan.machines


def test_into_an_empty_plan_its_ids_come_along_so_a_second_time_changes_nothing(exported: Path):
    empty = new_plan(date(2026, 12, 1), "Other")
    first = taken(exported, empty)
    assert (set(first.new), set(first.new_applications)) == ({"m-1", "m-2"}, {"app-1", "app-2"})
    assert first.plan.machines["m-2"].disks == planned().machines["m-2"].disks
    assert first.plan.machines["m-1"].used_gib is None, "an assumed value stays assumed"
    assert any("Gold" in one.reason for one in first.skipped), "the tier is not in that plan"
    assert taken(exported, first.plan).plan == first.plan


def test_the_template_is_known_by_its_headings_and_its_rows_are_taken_over(tmp_path: Path):
    path = tmp_path / "template.xlsx"
    assert write_template(path) is None
    empty = read_files([path])
    assert isinstance(empty, Refusal)
    assert "nothing yet" in empty.sentence
    book = load_workbook(path)
    machines, applications = book["Machines"], book["Applications"]
    machines["A4"], machines["B4"], machines["D4"], machines["F4"] = "pay-01", "Payments", 4, "127; 512 excluded"
    machines["A5"], machines["B5"] = "crm-01", "CRM"
    applications["A4"], applications["F4"] = "Payments", "4 h"
    book.save(path)
    plan = taken(path, new_plan(date(2026, 12, 1), "Other")).plan
    by_name = {one.name: one for one in plan.applications.values()}
    assert by_name["Payments"].rto_minutes == 240
    assert {one.name: plan.applications[one.application or ""].name for one in plan.machines.values()} == {
        "pay-01": "Payments",
        "crm-01": "CRM",
    }
    first = next(one for one in plan.machines.values() if one.name == "pay-01")
    assert first.disks == (Disk(size_gib=127), Disk(size_gib=512, excluded=True))
    assert taken(path, plan).plan == plan


def test_a_workbook_of_ours_is_not_mixed_with_inventories(exported: Path, tmp_path: Path):
    other = tmp_path / "more.csv"
    other.write_text(csv_text([["VM", "Powerstate", "CPUs", "Memory MiB"], ["a", "poweredOn", 2, 1024]]))
    found = read_files([exported, other])
    assert isinstance(found, Refusal)
    assert "on its own" in found.remedy
