"""Reading an inventory without stopping the window: large files are read by a process that can be cancelled."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QProcess, Qt, QTemporaryDir
from PySide6.QtWidgets import QProgressDialog, QWidget

from dr_desktop.files.intake.inventory import Inventory, Refusal
from dr_desktop.files.intake.reading import read_files
from dr_desktop.files.intake.table_mapping import TableMapping, mapping_text
from dr_desktop.ui.own_command import own_command

AT_ONCE_BYTES: Final = 400_000


def read_inventory(*paths: Path, mapping: TableMapping | None = None) -> Inventory | Refusal:
    """What the files state; a Refusal with its remedy when one is none of the formats that are known."""
    return read_files(paths, mapping)


def read_with_progress(
    paths: Sequence[Path] | Path, window: QWidget | None, mapping: TableMapping | None = None
) -> Inventory | Refusal | None:
    """As `read_inventory`, with a dialog for large files; None when it was cancelled."""
    listed = [paths] if isinstance(paths, Path) else list(paths)
    try:
        size = sum(path.stat().st_size for path in listed)
    except OSError as fault:
        return Refusal(listed[0].name, "", f"The file cannot be read: {fault.strerror}.", "Choose another file.")
    if size <= AT_ONCE_BYTES:
        return read_inventory(*listed, mapping=mapping)
    return _read_apart(listed, window, mapping)


def _read_apart(
    paths: Sequence[Path], window: QWidget | None, mapping: TableMapping | None
) -> Inventory | Refusal | None:
    folder = QTemporaryDir()
    answer = Path(folder.path()) / "inventory"
    process = QProcess(window)
    progress = QProgressDialog(f"Reading {paths[0].name}", "Cancel", 0, 0, window)
    progress.setWindowTitle("Import")
    progress.setWindowModality(Qt.WindowModality.WindowModal)
    progress.setMinimumDuration(300)
    loop = QEventLoop()
    process.finished.connect(loop.quit)
    process.errorOccurred.connect(loop.quit)
    progress.canceled.connect(loop.quit)
    words = ["import", *map(str, paths), "--dry-run", "--answer", str(answer)]
    if mapping is not None:
        stated = Path(folder.path()) / "mapping.json"
        stated.write_text(mapping_text(mapping), encoding="utf-8")
        words += ["--map", str(stated)]
    process.start(*own_command(words))
    loop.exec()
    cancelled = progress.wasCanceled()
    if process.state() != QProcess.ProcessState.NotRunning:
        process.kill()
        process.waitForFinished(2_000)
    process.deleteLater()
    progress.reset()  # it would still pop up over the dialog that follows, whose loop keeps it from being deleted
    progress.deleteLater()
    if cancelled:
        return None
    try:
        # Written by our own process into a folder that only this user can write to.
        found = pickle.loads(answer.read_bytes())
    except (OSError, EOFError, pickle.UnpicklingError):
        return Refusal(paths[0].name, "", "The file could not be read to its end.", "Open it, save it again and retry.")
    return found if isinstance(found, Inventory | Refusal) else None
