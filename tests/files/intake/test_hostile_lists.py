"""The same harm in files of the other formats: every reader goes through one door, and the door holds."""

import gc
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from dr_desktop.files.intake import container, delimited, opened
from dr_desktop.files.intake.inventory import Inventory, Refusal
from dr_desktop.files.intake.reading import read_file
from tests.files.intake.made import altered, save_with_shared_texts
from tests.files.intake.test_formats import only, read, said, text, workbook
from tests.files.intake.test_hostile_files import _ole2

FLEET: list[list[Any]] = [["Server", "vCPU", "RAM GB", "Disk GB"], ["a", 2, 8, 60], ["b", 4, 16, 120]]


def refusal(path: Path) -> Refusal:
    found = read_file(path)
    assert isinstance(found, Refusal), found
    assert found.sentence.endswith(".")
    assert found.remedy.endswith(".")
    return found


def test_label_password_and_old_workbooks_get_three_different_sentences_with_three_remedies(tmp_path: Path):
    streams = (
        ("DRMEncryptedDataSpace", "LabelInfo", "EncryptedPackage"),
        ("EncryptionInfo", "EncryptedPackage"),
        ("Workbook",),
    )
    found = [refusal(_ole2(tmp_path / f"{at}.xlsx", *names)) for at, names in enumerate(streams)]
    assert len({one.sentence for one in found}) == 3
    assert len({one.remedy for one in found}) == 3


def test_a_zip_bomb_and_an_entity_bomb_are_refused_for_every_kind_of_list(tmp_path: Path):
    bomb = workbook(tmp_path / "bomb.xlsx", Fleet=FLEET)
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", bytes(container.RATIO_MATTERS_FROM_BYTES + 1))
    assert "times its size" in refusal(bomb).sentence
    entities = save_with_shared_texts(tmp_path / "entities.xlsx", Fleet=FLEET)
    doctype = b'<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    altered(entities, {"xl/sharedStrings.xml": (b"<sst", doctype + b"<sst")})
    assert "entities" in refusal(entities).sentence


def test_a_sheet_that_claims_and_formats_every_row_gives_its_machines_at_once(tmp_path: Path):
    path = workbook(tmp_path / "a.xlsx", Fleet=FLEET)
    altered(path, {"xl/worksheets/sheet1.xml": (b'<dimension ref="A1:D3"', b'<dimension ref="A1:XFD1048576"')})
    empty = b"".join(b'<row r="%d"/>' % number for number in range(4, 50_004))
    altered(path, {"xl/worksheets/sheet1.xml": (b"</sheetData>", empty + b"</sheetData>")})
    assert [one.name for one in read(path).machines] == ["a", "b"]


def test_a_name_that_is_a_formula_without_a_stored_value_is_left_out_visibly(tmp_path: Path):
    book = Workbook()
    sheet = book["Sheet"]
    for row in [*FLEET, ["=A2", 2, 8, 60], ["d", "=B2", 8, 60]]:
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    inventory = read(tmp_path / "a.xlsx")
    assert [(one.name, one.vcpus) for one in inventory.machines] == [("a", 2), ("b", 4), ("d", None)]
    assert "formula whose result was never stored" in inventory.skipped[0].reason
    assert "formula whose result was never stored" in said(inventory)


def test_merged_bands_above_the_headings_are_passed_over(tmp_path: Path):
    book = Workbook()
    sheet = book["Sheet"]
    for row in [["Fleet 2027", None, None, None], ["Identity", "Size", None, None], *FLEET]:
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("B2:D2")
    book.save(tmp_path / "a.xlsx")
    assert [one.memory_gib for one in read(tmp_path / "a.xlsx").machines] == [8.0, 16.0]


def test_null_characters_ragged_rows_and_two_encodings_in_one_text_are_survived_and_said(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"server,vcpu,ram gb\nZ\xfcrich,2,8\nb\0b,2\nc,2,8,surplus\n")
    inventory = read(path)
    assert [one.name for one in inventory.machines] == ["Zürich", "bb"]
    assert [row.name for row in inventory.skipped] == ["c"]
    assert "Windows-1252" in said(inventory)
    assert "null characters" in said(inventory)
    assert "fewer cells" in said(inventory)


def test_a_line_without_end_is_refused_and_never_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(delimited, "MAX_LINE_CHARACTERS", 1_000)
    path = tmp_path / "a.csv"
    path.write_text("server,vcpu\na,2\nb," + "9" * 5_000 + "\n")
    assert "line 3" in refusal(path).place


def test_json_that_is_cut_off_nested_without_end_or_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "a.json"
    for content, words in (('[{"name": "a"', "cut off in line 1"), ("[" * 100_000, "nested"), ("[NaN]", "damaged"),
                           ("[" + "9" * 10_000 + "]", "")):  # fmt: skip
        path.write_text(content)
        assert words in refusal(path).sentence
    monkeypatch.setattr(opened, "MAX_JSON_BYTES", 10)
    assert "at most" in refusal(path).sentence


class CancelledError(Exception):
    """The person who waits has had enough."""


def _large(path: Path, mebibytes: int) -> Path:
    """A list whose rows carry long notes, as large as asked for."""
    row = b",2,8,60," + b"n" * 4_000 + b"\n"
    with path.open("wb") as stream:
        stream.write(b"server,vcpu,ram gb,disk gb,notes\n")
        for number in range(mebibytes * 256):
            stream.write(b"s%d" % number + row)
    return path


def test_reading_a_large_file_is_cancelled_between_two_pieces(tmp_path: Path):
    path = _large(tmp_path / "a.csv", 8)
    asked = 0

    def tick() -> None:
        nonlocal asked
        asked += 1
        if asked == 3:
            raise CancelledError

    with pytest.raises(CancelledError):
        read_file(path, tick=tick)
    assert asked == 3


def test_a_text_is_never_held_as_a_whole(tmp_path: Path):
    path = _large(tmp_path / "a.csv", 24)
    names = [["server", "vcpu"], *([f"s{number}", "2"] for number in range(2_000))]
    read_file(text(tmp_path / "small.csv", names))  # what is loaded once is loaded
    gc.collect()
    tracemalloc.start()
    with opened.opened(path) as found:
        assert isinstance(found, opened.Tables)
        rows = sum(1 for _ in found.rows(""))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows == 24 * 256 + 1
    assert peak < 12 << 20


def test_the_largest_text_that_is_read_is_stated_in_the_refusal(tmp_path: Path):
    path = tmp_path / "a.csv"
    with path.open("wb") as stream:
        stream.write(b"server,vcpu\n")
        stream.seek(delimited.MAX_BYTES + 10)
        stream.write(b"\n")
    assert "at most 256 are read" in refusal(path).sentence


def test_a_hidden_list_is_read_where_no_other_is_shown_and_it_is_said(tmp_path: Path):
    inventory = read(workbook(tmp_path / "a.xlsx", hidden=["Fleet"], Cover=[["Hello"]], Fleet=FLEET))
    assert isinstance(inventory, Inventory)
    assert len(inventory.machines) == 2
    assert "Hidden tabs were read too: Fleet" in said(inventory)


def test_two_equal_headings_do_not_hide_each_other(tmp_path: Path):
    rows = [["Server", "vCPU", "Note", "Note"], ["a", "2", "x", "y"]]
    assert only(read(text(tmp_path / "a.csv", rows))).tags == {"Note (3)": "x", "Note (4)": "y"}
