"""Whatever stands in a file that a reader knows, it gives an inventory or a refusal, and never an exception.

Each format's own headings and shapes are altered, so that the readers themselves are reached, not only their doors.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dr_desktop.files.intake.application_columns import columns_of
from dr_desktop.files.intake.inventory import Inventory, Refusal
from dr_desktop.files.intake.merge import MergeChoices, merged
from dr_desktop.files.intake.reading import read_file
from dr_desktop.files.intake.table_mapping import mapping_from, shipped_mappings
from tests.files.intake.made import csv_text
from tests.files.intake.test_application_list import EMPTY, HEADINGS
from tests.files.intake.test_azure_machines import ROOT, arm, as_table, az, graph, powershell
from tests.files.intake.test_formats import PLANNER

FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])

TABLES = {
    mapping.key: [
        heading.replace("#", "1")
        for heading in dict.fromkeys(
            [*(headings[0] for headings in mapping.columns.values()), *(group[0] for group in mapping.telling)]
        )
    ]
    for mapping in shipped_mappings()
} | {
    "impact analysis": HEADINGS,
    "planner": PLANNER,
    "dependencies": ["Source server name", "Destination server name", "Destination IP", "Destination port"],
}
DOCUMENTS = {"arm": arm(), "az": az(), "powershell": powershell(), "graph": graph(), "table": as_table(graph())}

texts = st.text(max_size=8) | st.sampled_from(
    ["", "n/a", "1,234", "1.234,5", "-1", "1e999", "NaN", "99999999999999999999", "16 GB", "4h", "Total", "\0",
     "#DIV/0!", "Tier 1", "a;b", "=1/0", "True", "{", "\ud800", "10.0.0.1"]
)  # fmt: skip


def survived(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.bin"
        path.write_bytes(data)
        found = read_file(path)
    assert isinstance(found, Inventory | Refusal)
    if isinstance(found, Refusal):
        assert found.sentence.endswith(".")
        assert found.remedy.endswith(".")
        return
    keys = [one.key for one in found.machines]
    assert len(keys) == len(set(keys))
    once = merged(EMPTY, found, MergeChoices(None, "in_use", None, link_applications=True))
    assert len(once.plan.machines) == len(once.new)
    again = merged(once.plan, found, MergeChoices(None, "in_use", None, link_applications=True))
    assert not again.changes
    assert not again.new


@pytest.mark.parametrize("name", TABLES)
@FEW
@given(st.data())
def test_any_cells_under_the_headings_of_a_format_are_survived(name: str, data: st.DataObject) -> None:
    headings = TABLES[name]
    width = len(headings) + 2
    rows = data.draw(st.lists(st.lists(texts, max_size=width), max_size=6))
    delimiter = data.draw(st.sampled_from(",;\t"))
    survived(csv_text([headings, *rows], delimiter).encode("utf-8", "surrogatepass"))


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def _altered(value: Any, data: st.DataObject, depth: int = 0) -> Any:
    """The same document with something else in place of some of its parts."""
    if data.draw(st.integers(0, 9)) == 0:
        return data.draw(anything | st.just("Microsoft.Azure.Management.Compute.Models.Thing"))
    if isinstance(value, dict) and depth < 6:
        return {key: _altered(inner, data, depth + 1) for key, inner in value.items()}
    if isinstance(value, list) and depth < 6:
        return [_altered(inner, data, depth + 1) for inner in value]
    return value


@pytest.mark.parametrize("name", DOCUMENTS)
@FEW
@given(st.data())
def test_a_json_document_with_anything_in_place_of_its_parts_is_survived(name: str, data: st.DataObject) -> None:
    survived(json.dumps(_altered([DOCUMENTS[name], arm("other")], data)).encode())


DISK = {"name": "d", "id": f"{ROOT}/disks/d", "type": "Microsoft.Compute/disks", "properties": {"diskSizeGB": 3}}
SET = {"name": "s", "id": f"{ROOT}/virtualMachineScaleSets/s", "sku": {"capacity": 2},
       "type": "Microsoft.Compute/virtualMachineScaleSets", "properties": {"virtualMachineProfile": {}}}  # fmt: skip


@FEW
@given(st.data())
def test_disks_and_scale_sets_with_anything_in_place_of_their_parts_are_survived(data: st.DataObject) -> None:
    survived(json.dumps(_altered([DISK, SET], data)).encode())


@FEW
@given(st.lists(st.text(max_size=12) | st.integers() | st.none(), max_size=6))
def test_any_headings_have_a_meaning_or_are_tags(cells: list[Any]) -> None:
    fields = [one.field for one in columns_of(cells) if one.field != "tag"]
    assert len(fields) == len(set(fields))


@FEW
@given(
    st.dictionaries(st.sampled_from(["columns", "units", "codes", "telling", "tabs", "words", "left_out"]), anything)
)
def test_any_json_as_a_mapping_is_a_mapping_or_a_refusal(stated: dict[str, Any]) -> None:
    mapping_from({"columns": {"name": "a"}} | stated, Path("m.json"))


@FEW
@given(st.text(alphabet="|-: \n\\ab`", max_size=80))
def test_any_bars_and_dashes_are_survived(page: str) -> None:
    survived(f"| Process | RTO |\n|---|---|\n| a | 4h |\n{page}".encode())
