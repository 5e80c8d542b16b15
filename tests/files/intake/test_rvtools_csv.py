import codecs
from collections.abc import Callable
from pathlib import Path

import pytest

from dr_desktop.files.intake import rvtools
from tests.files.intake.made import csv_text, disk, machine, read_machines, refused, said, table

OLD_HEADINGS = {
    "Provisioned MiB": "Provisioned MB",
    "In Use MiB": "In Use MB",
    "Total disk capacity MiB": "Unshared MB",
}


def _old(number: int, **changes: object) -> dict[str, object]:
    row = machine(number, **changes)
    return {OLD_HEADINGS.get(heading, heading): value for heading, value in row.items()}


def _save(tmp_path: Path, data: bytes | str) -> Path:
    path = tmp_path / "RVTools_tabvInfo.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_a_3x_export_with_thousands_separators_a_numeric_name_and_a_line_break(tmp_path: Path) -> None:
    first = _old(1, VM="59", Memory="16,384", Annotation="moved\nby Ann", NB_LAST_BACKUP="Sat\n,x")
    first |= {"Provisioned MB": "206,057", "In Use MB": "189,440"}
    second = _old(2, Memory="4,096", Powerstate="poweredOff")
    path = _save(tmp_path, csv_text(table([first, second])))
    assert rvtools.recognises(path)
    inventory = read_machines(path)
    assert inventory.format == "RVTools vInfo CSV"
    assert [(m.name, m.power, m.memory_gib) for m in inventory.machines] == [
        ("59", "on", 16.0),
        ("crm-web-02", "off", 4.0),
    ]
    assert inventory.machines[0].provisioned_gib == 206057 / 1024
    assert inventory.machines[0].in_use_gib == 185.0
    assert inventory.machines[0].disks_gib == ()
    assert inventory.machines[0].tags["NB_LAST_BACKUP"] == "Sat\n,x"
    assert inventory.machines[1].place == "vInfo row 3"


@pytest.mark.parametrize("text", ["16.384", "16 384", "16’384", "16384,0"])
def test_a_column_is_read_in_the_convention_of_its_own_country(tmp_path: Path, text: str) -> None:
    path = _save(tmp_path, csv_text(table([_old(1, Memory=text)]), ";"))
    assert read_machines(path).machines[0].memory_gib == 16.0


def test_a_column_that_contradicts_itself_is_left_unknown_and_said(tmp_path: Path) -> None:
    path = _save(tmp_path, csv_text(table([_old(1, Memory="16,384"), _old(2, Memory="16.384")])))
    inventory = read_machines(path)
    assert [m.memory_gib for m in inventory.machines] == [None, None]
    assert "can be read in two ways" in said(inventory, "number")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    rows = [_old(number, Annotation="a, b; c | d") for number in (1, 2, 3)]
    path = _save(tmp_path, csv_text(table(rows), delimiter))
    assert [m.vcpus for m in read_machines(path).machines] == [4, 4, 4]


def test_the_delimiter_that_excel_declares_is_taken(tmp_path: Path) -> None:
    path = _save(tmp_path, "sep=;\r\n" + csv_text(table([_old(1)]), ";"))
    assert len(read_machines(path).machines) == 1


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16 big-endian", "utf-16 without mark", "cp1252"],
)
def test_any_usual_encoding_is_found(tmp_path: Path, encode: Callable[[str], bytes]) -> None:
    path = _save(tmp_path, encode(csv_text(table([_old(1, VM="büro-é-01")]))))
    assert rvtools.recognises(path)
    assert read_machines(path).machines[0].name == "büro-é-01"


def test_text_that_is_not_utf8_is_said(tmp_path: Path) -> None:
    path = _save(tmp_path, csv_text(table([_old(1, VM="büro")])).encode("cp1252"))
    assert "Windows-1252" in said(read_machines(path), "file")


def test_null_characters_are_dropped_and_said(tmp_path: Path) -> None:
    path = _save(tmp_path, csv_text(table([_old(1), _old(2)])).replace("crm-web-02", "crm-\0web-02"))
    inventory = read_machines(path)
    assert [m.name for m in inventory.machines] == ["crm-web-01", "crm-web-02"]
    assert "null characters (1)" in said(inventory, "file")


def test_a_row_that_is_too_long_is_left_out_and_one_that_is_too_short_is_kept_and_said(tmp_path: Path) -> None:
    heading, first, second, third = table([_old(1), _old(2), _old(3)])
    rows = [heading, [*first[:9], "one", "too many", *first[9:]], second[:9], [*third, "", ""]]
    inventory = read_machines(_save(tmp_path, csv_text(rows)))
    assert [(m.name, m.in_use_gib, m.host) for m in inventory.machines] == [
        ("crm-web-02", 60.0, ""),
        ("crm-web-03", 60.0, "esx1"),
    ]
    (skipped,) = inventory.skipped
    assert (skipped.place, skipped.name) == ("vInfo row 2", "crm-web-01")
    assert "wrong columns" in skipped.reason
    assert "vInfo row 3" in said(inventory, "row")


def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_row(tmp_path: Path) -> None:
    text = csv_text(table([_old(1), _old(2), _old(3)])).replace("crm-web-02", '"crm-web-02')
    refusal = refused(_save(tmp_path, text), recognised=True)
    assert refusal.place == "row 3"
    assert "quotation mark" in refusal.sentence


def test_a_csv_of_another_tab_is_refused_by_naming_the_tab(tmp_path: Path) -> None:
    assert "vDisk" in refused(_save(tmp_path, csv_text(table([disk(1, 10)])))).sentence


def test_a_long_file_is_read_to_its_end(tmp_path: Path) -> None:
    rows = [_old(number, Annotation="é" * 97) for number in range(1500)]
    path = _save(tmp_path, csv_text(table(rows)))
    assert rvtools.recognises(path)
    assert len(read_machines(path).machines) == 1500
