"""Whatever the bytes, a reader gives an inventory or a refusal, and no exception."""

import io
import tempfile
import zipfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dr_desktop.files.intake import rvtools
from dr_desktop.files.intake.container import OLE2_MAGIC
from dr_desktop.files.intake.inventory import Inventory, Refusal
from tests.files.intake.made import csv_text, disk, machine, partition, save_with_shared_texts, table

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _workbook() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = save_with_shared_texts(
            Path(folder) / "a.xlsx",
            vInfo=table([machine(1), machine(2)]),
            vDisk=table([disk(1, 100)]),
            vPartition=table([partition("crm-web-01", 3)]),
        )
        return path.read_bytes()


WORKBOOK = _workbook()
with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as _archive:
    PARTS = {name: _archive.read(name) for name in _archive.namelist()}
CSV = csv_text(table([machine(1), machine(2)])).encode()


def _survives(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.bin"
        path.write_bytes(data)
        assert isinstance(rvtools.recognises(path), bool)
        result = rvtools.read(path)
        assert isinstance(result, Inventory | Refusal)
        if isinstance(result, Inventory):
            keys = [read.key for read in result.machines]
            assert len(keys) == len(set(keys))


edits = st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 40), st.binary(max_size=40)), max_size=6)


def _edited(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    for start, length, replacement in changes:
        at = start % (len(data) + 1)
        data = data[:at] + replacement + data[at + length :]
    return data


@FEW
@given(
    st.sampled_from([b"", OLE2_MAGIC, b"PK\x03\x04", b"\xff\xfe", b"\xfe\xff", b"VM,Powerstate,CPUs\n"]), st.binary()
)
def test_any_bytes_are_survived(start: bytes, rest: bytes) -> None:
    _survives(start + rest)


@FEW
@given(edits)
def test_a_csv_with_any_bytes_altered_is_survived(changes: list[tuple[int, int, bytes]]) -> None:
    _survives(_edited(CSV, changes))


@FEW
@given(edits)
def test_a_workbook_file_with_any_bytes_altered_is_survived(changes: list[tuple[int, int, bytes]]) -> None:
    _survives(_edited(WORKBOOK, changes))


@FEW
@given(st.sampled_from(sorted(PARTS)), edits)
def test_a_workbook_with_any_part_altered_is_survived(part: str, changes: list[tuple[int, int, bytes]]) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in PARTS.items():
            archive.writestr(name, _edited(content, changes) if name == part else content)
    _survives(stream.getvalue())


cells = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates() | st.datetimes()


@FEW
@given(st.lists(st.lists(st.text(max_size=8) | cells.map(str), max_size=25), max_size=6))
def test_any_cells_under_the_headings_of_a_csv_are_survived(rows: list[list[str]]) -> None:
    heading = table([machine(1)])[0]
    _survives(csv_text([heading, *rows]).encode("utf-8", "surrogatepass"))


@FEW
@given(
    st.lists(
        st.lists(st.sampled_from(["", "0", "-1", "1e999", "NaN", "1", "99999999999999999999"]), max_size=19), max_size=4
    )
)
def test_any_numbers_in_a_sheet_are_survived(rows: list[list[str]]) -> None:
    body = b""
    for number, row in enumerate(rows, start=3):
        body += b'<row r="%d">' % number + b"".join(b"<c><v>%s</v></c>" % value.encode() for value in row) + b"</row>"
    sheet = PARTS["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", body + b"</sheetData>")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in PARTS.items():
            archive.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else content)
    _survives(stream.getvalue())
