"""A list of unknown columns: proposals with samples, a mapping from what the planner chose, kept for the next file."""

import json
from pathlib import Path

from dr_desktop.files.intake.column_proposals import TableLook, look_at, mapping_of
from dr_desktop.files.intake.inventory import Inventory, Refusal
from dr_desktop.files.intake.opened import opened
from dr_desktop.files.intake.reading import read_file
from dr_desktop.files.intake.remembered_mappings import MOST_KEPT, remember, remembered
from dr_desktop.files.intake.table_mapping import TableMapping, mapping_from_file
from tests.files.intake.made import csv_text

ODD: list[list[object]] = [
    ["Inventory of May"],
    ["Kiste", "Kerne", "Gedächtnis GB", "Betreut von"],
    ["alpha", 4, 16, "Ada"],
    ["beta", 8, 32, "Bo"],
]
SERVICES: list[list[object]] = [["Label", "Back after", "Whose"], ["Pay", "4", "Ada"], ["Mail", "24", "Bo"]]


def saved(path: Path, rows: list[list[object]]) -> Path:
    path.write_text(csv_text(rows), encoding="utf-8")
    return path


def looked(path: Path) -> TableLook:
    with opened(path) as found:
        assert not isinstance(found, Refusal)
        look = look_at(found)
    assert look is not None
    return look


def read(path: Path, mapping: TableMapping) -> Inventory:
    found = read_file(path, mapping)
    assert isinstance(found, Inventory), found
    return found


def test_the_columns_stand_with_samples_and_proposals_below_a_title(tmp_path: Path):
    rows: list[list[object]] = [["Servers"], ["Server name", "vCPU", "Colour"], ["alpha", 4, "red"], ["beta", 8, "red"]]
    look = looked(saved(tmp_path / "list.csv", rows))
    assert look.row_number == 2
    assert [one.heading for one in look.columns] == ["Server name", "vCPU", "Colour"]
    assert look.columns[0].samples == ("alpha", "beta")
    assert [one.fields["machines"][0] for one in look.columns] == ["name", "vcpus", ""]


def test_a_field_is_proposed_for_one_column_only(tmp_path: Path):
    rows: list[list[object]] = [["Server name", "Name", "Hostname"], ["a", "b", "c"]]
    look = looked(saved(tmp_path / "list.csv", rows))
    fields = [one.fields["machines"][0] for one in look.columns]
    assert fields.count("name") == 1


def test_machines_are_read_as_the_planner_mapped_them(tmp_path: Path):
    path = saved(tmp_path / "odd.csv", ODD)
    look = looked(path)
    mapping = mapping_of(look, "machines", ["name", "vcpus", "memory", ""], "Own list")
    assert mapping is not None
    machines = read(path, mapping).machines
    assert [(one.name, one.vcpus, one.memory_gib) for one in machines] == [("alpha", 4, 16), ("beta", 8, 32)]
    assert machines[0].tags == {"Betreut von": "Ada"}


def test_applications_are_read_as_the_planner_mapped_them(tmp_path: Path):
    path = saved(tmp_path / "services.csv", SERVICES)
    assert isinstance(read_file(path), Refusal)
    mapping = mapping_of(looked(path), "applications", ["name", "rto_minutes", "business_owner"], "Own list")
    assert mapping is not None
    found = read(path, mapping)
    assert found.machines == ()
    assert [(one.name, one.values["rto_minutes"], one.values["business_owner"]) for one in found.applications] == [
        ("Pay", "4", "Ada"),
        ("Mail", "24", "Bo"),
    ]


def test_a_mapping_of_applications_can_be_stated_in_a_file(tmp_path: Path):
    path = saved(tmp_path / "services.csv", SERVICES)
    stated = tmp_path / "map.json"
    stated.write_text(json.dumps({"of": "applications", "columns": {"name": "Label", "rto_minutes": "Back after"}}))
    mapping = mapping_from_file(stated)
    assert isinstance(mapping, TableMapping), mapping
    assert [one.name for one in read(path, mapping).applications] == ["Pay", "Mail"]
    stated.write_text(json.dumps({"of": "applications", "columns": {"name": "Label", "vcpus": "Back after"}}))
    wrong = mapping_from_file(stated)
    assert isinstance(wrong, Refusal)
    assert "vcpus" in wrong.sentence


def test_without_a_name_there_is_no_mapping(tmp_path: Path):
    look = looked(saved(tmp_path / "odd.csv", ODD))
    assert mapping_of(look, "machines", ["", "vcpus", "", ""], "Own list") is None


def test_a_mapping_is_found_again_for_the_same_headings_and_for_no_others(tmp_path: Path):
    look = looked(saved(tmp_path / "odd.csv", ODD))
    mapping = mapping_of(look, "machines", ["name", "vcpus", "memory", ""], "Own list")
    assert mapping is not None
    folder = tmp_path / "kept"
    assert remembered(folder, look.signature) is None
    assert remember(folder, look.signature, mapping) is None
    again = looked(saved(tmp_path / "june.csv", [*ODD[1:], ["gamma", 2, 4, ""]]))
    found = remembered(folder, again.signature)
    assert found is not None
    assert (found.of, dict(found.columns)) == (mapping.of, dict(mapping.columns))
    assert remembered(folder, f"{look.signature}|more") is None


def test_a_damaged_mapping_is_as_none_and_old_ones_are_forgotten(tmp_path: Path):
    mapping = mapping_of(looked(saved(tmp_path / "odd.csv", ODD)), "machines", ["name", "", "", ""], "Own list")
    assert mapping is not None
    for number in range(MOST_KEPT + 5):
        assert remember(tmp_path / "kept", f"{number}", mapping) is None
    kept = list((tmp_path / "kept").glob("*.json"))
    assert len(kept) == MOST_KEPT
    for path in kept:
        path.write_text("{")
    assert remembered(tmp_path / "kept", f"{MOST_KEPT + 4}") is None
