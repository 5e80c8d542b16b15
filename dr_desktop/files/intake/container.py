"""What kind of container a file is, told from its content, and whether it is safe to open."""

import zipfile
from pathlib import Path
from typing import BinaryIO, Literal

from dr_desktop.files.intake.inventory import Refusal

Container = Literal["zip", "ole2", "text", "binary", "empty"]

OLE2_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")

MAX_MEMBERS = 5_000
MAX_UNPACKED_BYTES = 1 << 30
MAX_RATIO = 250
"""Unpacked to packed. Sheets with many equal cells reach about 100; a bomb has a thousand or more."""
RATIO_MATTERS_FROM_BYTES = 16 << 20

_CHUNK = 1 << 20
_LOOKED_AT = 4_096
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_IN_TEXT = bytes({0, *b"\t\n\v\f\r\x1a\x1b", *range(0x20, 0x100)})
_CONTROLS_AT_MOST = 0.05
_ZEROS_OF_UTF_16 = 0.1
_LABEL_STREAMS = ("DRMEncryptedDataSpace", "LabelInfo")
_PASSWORD_STREAMS = ("EncryptedPackage", "EncryptionInfo")
_OLD_WORKBOOK_STREAMS = ("Workbook", "Book")


def container_of(path: Path) -> Container | Refusal:
    """Tell the container from the first bytes; a Refusal where the file cannot be opened at all."""
    try:
        with path.open("rb") as file:
            start = file.read(_LOOKED_AT)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it cannot be opened"
        return Refusal(path.name, "", f"The file cannot be read: {reason}.", "Check that it is there and not locked.")
    if not start:
        return "empty"
    if start.startswith(OLE2_MAGIC):
        return "ole2"
    if start.startswith(ZIP_MAGIC):
        return "zip"
    return "binary" if _is_binary(start) else "text"


def _is_binary(start: bytes) -> bool:
    """Whether no text begins so: control characters stand in none, but for UTF-16, half of whose bytes are anything."""
    if start.startswith(_UTF_16_MARKS):
        return False
    zeros = sorted((start[::2].count(0), start[1::2].count(0)))
    if zeros[0] == 0 and zeros[1] > len(start) * _ZEROS_OF_UTF_16:  # without a mark: every other byte of Latin letters
        return False
    return len(start.translate(None, _IN_TEXT)) > len(start) * _CONTROLS_AT_MOST


def ole2_refusal(path: Path) -> Refusal:
    """Say which of the three an OLE2 container is: labelled, locked by a password, or an old workbook.

    All three begin with the same bytes; the names of the streams inside tell them apart.
    """
    names = _ole2_names(path, (*_LABEL_STREAMS, *_PASSWORD_STREAMS, *_OLD_WORKBOOK_STREAMS))
    if names.intersection(_LABEL_STREAMS):
        return Refusal(
            path.name,
            "",
            "The workbook is protected by a sensitivity label, which encrypts it.",
            "Open it in Excel, set the sensitivity label to General (or one without encryption), and save it again.",
        )
    if names.intersection(_PASSWORD_STREAMS):
        return Refusal(
            path.name,
            "",
            "The workbook is locked with a password.",
            "Open it in Excel, remove the password under File > Info > Protect Workbook, and save it again.",
        )
    if names.intersection(_OLD_WORKBOOK_STREAMS):
        return Refusal(
            path.name,
            "",
            "The workbook is in the old .xls format of Excel 97-2003.",
            "Open it in Excel and save it as Excel Workbook (.xlsx).",
        )
    return Refusal(
        path.name,
        "",
        "The file is an Office file of an old format, and no workbook.",
        "Choose the .xlsx or .csv file that the inventory tool wrote.",
    )


def zip_refusal(path: Path, file: BinaryIO) -> Refusal | None:
    """Refuse a ZIP file that is broken, is no .xlsx workbook, or would unpack beyond the stated limits.

    Only its directory is read here. Python's zipfile never unpacks more of a member than the directory says,
    so the limits hold even where the directory lies.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            open_document = "mimetype" in archive.NameToInfo
    except Exception:  # noqa: BLE001 - zipfile raises nearly anything on a damaged directory
        return Refusal(
            path.name, "", "The workbook is damaged: it is cut off or was altered.", "Copy or export the file again."
        )
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MAX_MEMBERS:
        return too_large(path, f"has {len(members):,} parts; at most {MAX_MEMBERS:,} are opened")
    if unpacked > MAX_UNPACKED_BYTES:
        return too_large(path, f"unpacks to {unpacked >> 20:,} MiB; at most {MAX_UNPACKED_BYTES >> 20:,} are opened")
    if unpacked > RATIO_MATTERS_FROM_BYTES and unpacked > MAX_RATIO * max(packed, 1):
        return too_large(path, f"unpacks to more than {MAX_RATIO} times its size, which no inventory does")
    names = {member.filename for member in members}
    if "xl/workbook.bin" in names:
        return Refusal(
            path.name,
            "",
            "The workbook is in Excel's binary format (.xlsb).",
            "Open it in Excel and save it as Excel Workbook (.xlsx).",
        )
    if open_document:
        return Refusal(
            path.name,
            "",
            "The file is an OpenDocument file.",
            "Open it in LibreOffice or Excel and save it as Excel Workbook (.xlsx).",
        )
    if "[Content_Types].xml" not in names:
        return Refusal(
            path.name,
            "",
            "The file is a ZIP archive, and no workbook.",
            "Unpack it and choose the .xlsx or .csv file inside.",
        )
    return None


def too_large(path: Path, how: str) -> Refusal:
    """Refuse a workbook that is larger than is safe to open; `how` completes "The workbook …"."""
    return Refusal(
        path.name,
        "",
        f"The workbook {how}.",
        "If the file is from a source you trust, delete the tabs that are not needed in Excel and save it again.",
    )


def _ole2_names(path: Path, wanted: tuple[str, ...]) -> set[str]:
    """Which of these names a directory entry carries: UTF-16, ended by a null character."""
    marks = {name: name.encode("utf-16-le") + b"\0\0" for name in wanted}
    found: set[str] = set()
    kept = b""
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                window = kept + chunk
                found.update(name for name, mark in marks.items() if mark in window)
                kept = window[-128:]
    except OSError:
        return found
    return found
