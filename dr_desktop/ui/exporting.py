"""Exports from the window: our own command line in a process of its own, on a copy of the plan as it is now.

Writing a workbook in a Python thread stops the window for seconds; a process does not.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from PySide6 import QtCore, QtGui, QtWidgets  # PySide makes a class when it is first named: most wait for an export
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from dr_desktop.files.plan_file import SUFFIX, write_plan
from dr_desktop.plan.plan import Plan
from dr_desktop.ui.document import Document
from dr_desktop.ui.plan_files import file_name
from dr_desktop.ui.status_bar import StatusBar
from dr_desktop.ui.window_services import ExportFormat, ExportState

_WORDS: Final[dict[ExportFormat, tuple[str, str]]] = {
    "xlsx": ("Export to Excel", "Workbooks (*.xlsx)"),
    "pdf": ("Export to PDF", "PDF documents (*.pdf)"),
}


class Exporting(QObject):
    """One export at a time. `finished` carries the file, or None when it was cancelled or failed."""

    finished = Signal(object)

    def __init__(self, document: Document, status_bar: StatusBar, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._status_bar = status_bar
        self._window = window
        self._process: QtCore.QProcess | None = None
        self._folder: QtCore.QTemporaryDir | None = None
        self._file = Path()
        self._cancelled = False
        self._said = ""
        self._writing: Plan | None = None
        self._written: Plan | None = None
        document.opened.connect(self._plan_opened)

    def state(self) -> ExportState:
        """Whether the plan was exported since it was opened, and as it stands now."""
        if self._written is None:
            return "never"
        return "current" if self._written is self._document.plan else "older"

    def ask_and_export(self, form: ExportFormat) -> bool:
        """Ask where the file goes, and write it there."""
        title, pattern = _WORDS[form]
        path = self._document.path
        folder = path.parent if path is not None else Path.home()
        proposed = folder / f"{path.stem if path else file_name(self._document.plan.header.name)}.{form}"
        chosen, _ = QtWidgets.QFileDialog.getSaveFileName(self._window, title, str(proposed), pattern)
        if not chosen:
            return False
        file = Path(chosen)
        return self.export(form, file if file.suffix.casefold() == f".{form}" else Path(f"{chosen}.{form}"))

    def export(self, form: ExportFormat, file: Path) -> bool:
        """Begin to write `file`; False while another export runs, or when the plan cannot be copied."""
        if self._process is not None:
            self._status_bar.say("An export is running already. Wait for it or cancel it first.")
            return False
        folder = QtCore.QTemporaryDir()
        copy = Path(folder.path()) / f"{file.stem}{SUFFIX}"
        problem = write_plan(self._document.plan, copy)
        if problem is not None:
            self._status_bar.say(str(problem))
            return False
        self._folder, self._file, self._cancelled, self._said = folder, file, False, ""
        self._writing = self._document.plan
        process = QtCore.QProcess(self)
        environment = QtCore.QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONIOENCODING", "utf-8")
        environment.insert("PYTHONUNBUFFERED", "1")
        process.setProcessEnvironment(environment)
        process.readyReadStandardError.connect(self._read)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed_to_start)
        self._process = process
        self._status_bar.show_progress(f"Writing {file.name}", None, self.cancel)
        process.start(sys.executable, ["-m", "dr_desktop", "export", str(copy), f"--{form}", str(file), "--progress"])
        return True

    def running(self) -> bool:
        """Whether a file is being written."""
        return self._process is not None

    def cancel(self) -> None:
        """Stop; what was there before stays, since files are put in place only when they are whole."""
        if self._process is not None:
            self._cancelled = True
            self._process.kill()
            self._process.waitForFinished(2_000)

    def _read(self) -> None:
        if self._process is None:
            return
        self._said += bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        done = _latest_progress(self._said)
        if done is not None:
            share, words = done
            self._status_bar.show_progress(f"Writing {self._file.name}: {words}", share, self.cancel)

    def _failed_to_start(self, error: QtCore.QProcess.ProcessError) -> None:
        if error == QtCore.QProcess.ProcessError.FailedToStart:
            self._end(None, "The export could not be started. Install DR Desktop again.")

    def _ended(self, code: int, status: QtCore.QProcess.ExitStatus) -> None:
        if self._cancelled:
            self._end(None, f"{self._file.name} was not written: the export was cancelled.")
        elif status == QtCore.QProcess.ExitStatus.NormalExit and code == 0:
            self._end(self._file, f"{self._file.name} is written.")
        else:
            self._end(None, f"{self._file.name} was not written. {_complaint(self._said)}".strip())

    def _end(self, file: Path | None, sentence: str) -> None:
        if self._process is not None:
            self._process.deleteLater()
        self._process = self._folder = None
        if file is None:
            self._status_bar.say(sentence)
        else:
            self._written = self._writing
            self._status_bar.say(sentence, "Open", self._open)
        self.finished.emit(file)

    def _plan_opened(self) -> None:
        self._written = None

    def _open(self) -> None:
        QtGui.QDesktopServices.openUrl(QtCore.QUrl.fromLocalFile(str(self._file)))


def _latest_progress(said: str) -> tuple[float, str] | None:
    """Share done (0 to 1) and words of the last line such as `progress 0.42 matrix`; None where there is none."""
    for line in reversed(said.splitlines()):
        mark, _, rest = line.partition(" ")
        number, _, words = rest.partition(" ")
        if mark == "progress":
            return min(1.0, max(0.0, float(number))), words
    return None


def _complaint(said: str) -> str:
    """What the command line said that is not progress: the last sentence of it."""
    lines = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith("progress ")]
    return lines[-1] if lines else ""
