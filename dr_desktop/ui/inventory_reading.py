"""Reading an inventory without stopping the window: large files are read by a process that can be cancelled."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QProcess, Qt, QTemporaryDir
from PySide6.QtWidgets import QProgressDialog, QWidget

from dr_desktop.files.intake import rvtools
from dr_desktop.files.intake.inventory import Inventory, Refusal

AT_ONCE_BYTES: Final = 400_000
_APART: Final = (
    "import pickle, sys; from pathlib import Path; from dr_desktop.ui.inventory_reading import read_inventory; "
    "Path(sys.argv[2]).write_bytes(pickle.dumps(read_inventory(Path(sys.argv[1]))))"
)


def read_inventory(path: Path) -> Inventory | Refusal:
    """What the file states; a Refusal with its remedy when it is none of the formats that are known."""
    return rvtools.read(path)


def read_with_progress(path: Path, window: QWidget | None) -> Inventory | Refusal | None:
    """As `read_inventory`, with a dialog for a large file; None when it was cancelled."""
    try:
        size = path.stat().st_size
    except OSError as fault:
        return Refusal(path.name, "", f"The file cannot be read: {fault.strerror}.", "Choose another file.")
    if size <= AT_ONCE_BYTES:
        return read_inventory(path)
    return _read_apart(path, window)


def _read_apart(path: Path, window: QWidget | None) -> Inventory | Refusal | None:
    folder = QTemporaryDir()
    answer = Path(folder.path()) / "inventory"
    process = QProcess(window)
    progress = QProgressDialog(f"Reading {path.name}", "Cancel", 0, 0, window)
    progress.setWindowTitle("Import")
    progress.setWindowModality(Qt.WindowModality.WindowModal)
    progress.setMinimumDuration(300)
    loop = QEventLoop()
    process.finished.connect(loop.quit)
    process.errorOccurred.connect(loop.quit)
    progress.canceled.connect(loop.quit)
    process.start(sys.executable, ["-c", _APART, str(path), str(answer)])
    loop.exec()
    cancelled = progress.wasCanceled()
    if process.state() != QProcess.ProcessState.NotRunning:
        process.kill()
        process.waitForFinished(2_000)
    process.deleteLater()
    progress.deleteLater()
    if cancelled:
        return None
    try:
        # Written by our own process into a folder that only this user can write to.
        found = pickle.loads(answer.read_bytes())
    except (OSError, EOFError, pickle.UnpicklingError):
        return Refusal(path.name, "", "The file could not be read to its end.", "Open it, save it again and retry.")
    return found if isinstance(found, Inventory | Refusal) else None
