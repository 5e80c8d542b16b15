"""Files that are broken, locked or made to do harm: each gets one sentence and a remedy."""

import io
import zipfile
from pathlib import Path

import pytest

from dr_desktop.files.intake import container, delimited, sheet_parser, spreadsheet
from tests.files.intake.made import (
    altered,
    csv_text,
    machine,
    refused,
    save_with_shared_texts,
    save_workbook,
    table,
)


def _ole2(path: Path, *streams: str) -> Path:
    """An OLE2 container as far as its directory: 128-byte entries, names in UTF-16."""
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    path.write_bytes(container.OLE2_MAGIC.ljust(512, b"\0") + bytes(4096) + entries)
    return path


@pytest.mark.parametrize(
    ("streams", "words"),
    [
        (("\x06DataSpaces", "DRMEncryptedDataSpace", "LabelInfo", "EncryptedPackage"), "sensitivity label"),
        (("EncryptionInfo", "EncryptedPackage", "StrongEncryptionDataSpace"), "password"),
        (("Workbook", "\x05SummaryInformation"), "old .xls format"),
        (("Book",), "old .xls format"),
        (("WordDocument",), "no workbook"),
    ],
)
def test_what_begins_alike_is_told_apart(tmp_path: Path, streams: tuple[str, ...], words: str) -> None:
    assert words in refused(_ole2(tmp_path / "a.xlsx", *streams)).sentence


@pytest.mark.parametrize(
    "start", [bytes(range(256)) * 12, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x01\x08\x06\x03\x05"]
)
def test_what_is_neither_a_workbook_nor_a_text_is_called_so_whatever_its_name(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "estate.xlsx"
    path.write_bytes(start)
    assert refused(path).sentence == "The file is neither a workbook nor a text, or it is damaged."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1250", "cp1253", "cp437"])
def test_a_text_in_any_alphabet_is_no_binary_file(tmp_path: Path, encoding: str) -> None:
    words = "VM;Powerstate;CPUs\r\nksięgowość;poweredOn;4\r\nναυτιλία;poweredOn;2\r\n"
    path = tmp_path / "estate.csv"
    path.write_bytes(words.encode(encoding, "replace"))
    assert container.container_of(path) == "text"


def test_the_name_of_a_stream_is_found_across_the_pieces_a_file_is_read_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(container, "_CHUNK", 48)
    assert "sensitivity label" in refused(_ole2(tmp_path / "a.xlsx", "DRMEncryptedDataSpace")).sentence


def test_a_zip_bomb_is_refused_before_anything_is_unpacked(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / "a.xlsx", vInfo=table([machine(1)]))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", bytes(container.RATIO_MATTERS_FROM_BYTES + 1))
    assert "times its size" in refused(path).sentence


def test_a_workbook_of_too_many_parts_is_refused(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / "a.xlsx", vInfo=table([machine(1)]))
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(container.MAX_MEMBERS):
            archive.writestr(f"x/{number}", b"")
    assert "parts" in refused(path).sentence


def test_a_workbook_that_unpacks_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAX_UNPACKED_BYTES", 1000)
    assert "unpacks to" in refused(save_workbook(tmp_path / "a.xlsx", vInfo=table([machine(1)]))).sentence


def test_too_much_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_parser, "MAX_STRINGS_BYTES", 100)
    assert "of text" in refused(save_with_shared_texts(tmp_path / "a.xlsx", vInfo=table([machine(1)]))).sentence


def test_a_row_that_never_ends_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_parser, "MAX_ROW_BYTES", 100_000)
    path = save_workbook(tmp_path / "a.xlsx", vInfo=table([machine(1)]))
    altered(path, {"xl/worksheets/sheet1.xml": (b"</row></sheetData>", b"<c/>" * 200_000 + b"</row></sheetData>")})
    assert "damaged" in refused(path, recognised=True).sentence


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
def test_entities_are_refused_in_every_part(tmp_path: Path, part: str) -> None:
    path = save_with_shared_texts(tmp_path / "a.xlsx", vInfo=table([machine(1)]))
    with zipfile.ZipFile(path) as archive:
        content = archive.read(part)
    root = content.index(b"<workbook" if b"<workbook" in content else b"<sst" if b"<sst" in content else b"<worksheet")
    bomb = b'<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    altered(path, {part: (content[root : root + 20], bomb + content[root : root + 20])})
    assert "entities" in refused(path, recognised=part.endswith("sheet1.xml")).sentence


def test_too_many_rows_are_refused_with_the_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 3)
    monkeypatch.setattr(delimited, "MAX_ROWS", 3)
    path = save_workbook(tmp_path / "a.xlsx", vInfo=table([machine(number) for number in range(5)]))
    assert refused(path, recognised=True).place == "vInfo row 4"
    (tmp_path / "a.csv").write_text(csv_text(table([machine(number) for number in range(5)])))
    assert refused(tmp_path / "a.csv", recognised=True).place == "row 4"


def test_a_cut_off_workbook_is_refused(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / "a.xlsx", vInfo=table([machine(1)]))
    path.write_bytes(path.read_bytes()[:-300])
    assert "damaged" in refused(path).sentence


def test_a_workbook_whose_list_of_machines_is_damaged_is_refused_by_naming_the_tab(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / "a.xlsx", vInfo=table([machine(1)]))
    altered(path, {"xl/worksheets/sheet1.xml": (b"</sheetData>", b"</sheetDat")})
    assert refused(path, recognised=True).place == "vInfo"


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"xl/workbook.bin": b""}, ".xlsb"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, "OpenDocument"),
        ({"readme.txt": b"x"}, "no workbook"),
        ({"[Content_Types].xml": b"<x/>"}, "damaged"),
    ],
)
def test_other_zip_files_are_named(tmp_path: Path, members: dict[str, bytes], words: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    path = tmp_path / "a.xlsx"
    path.write_bytes(stream.getvalue())
    assert words in refused(path).sentence


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.touch()
    assert "empty" in refused(path).sentence


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refused(tmp_path / "gone.xlsx").sentence
    assert "cannot be read" in refused(tmp_path).sentence


def test_a_text_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MAX_BYTES", 1 << 20)
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * ((1 << 20) + 1))
    assert "at most 1 are read" in refused(path).sentence
