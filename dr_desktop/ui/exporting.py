"""Exports from the window, written by a process of its own: a workbook of a large plan takes seconds."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6 import QtCore, QtGui, QtWidgets  # PySide makes a class when it is first named: most wait for an export
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from dr_desktop.plan.plan import Plan
from dr_desktop.ui.document import Document
from dr_desktop.ui.plan_files import file_name
from dr_desktop.ui.status_bar import StatusBar
from dr_desktop.ui.window_services import ExportFormat, ExportState

if TYPE_CHECKING:
    from dr_desktop.ui.plan_process import Ended, PlanProcess

_WORDS: Final[dict[ExportFormat, tuple[str, str]]] = {
    "xlsx": ("Export to Excel", "Workbooks (*.xlsx)"),
    "pdf": ("Export to PDF", "PDF documents (*.pdf)"),
}
_TEMPLATE: Final = "Machines and applications.xlsx"


class Exporting(QObject):
    """One export at a time. `finished` carries the file, or None when it was cancelled or failed."""

    finished = Signal(object)

    def __init__(self, document: Document, status_bar: StatusBar, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._status_bar = status_bar
        self._window = window
        self._file = Path()
        self._writing: Plan | None = None
        self._written: Plan | None = None
        document.opened.connect(self._plan_opened)

    @cached_property
    def _process(self) -> PlanProcess:
        """What writes; made for the first export."""
        from dr_desktop.ui.plan_process import PlanProcess

        process = PlanProcess(self)
        process.progressed.connect(self._progressed)
        process.ended.connect(self._ended)
        return process

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

    def ask_and_save_template(self) -> bool:
        """Ask where an empty workbook goes to list an inventory in, and write it there."""
        from dr_desktop.files.template_workbook import write_template  # loads XlsxWriter

        path = self._document.path
        proposed = (path.parent if path is not None else Path.home()) / _TEMPLATE
        title, pattern = "Save an empty intake workbook", _WORDS["xlsx"][1]
        chosen, _ = QtWidgets.QFileDialog.getSaveFileName(self._window, title, str(proposed), pattern)
        if not chosen:
            return False
        file = Path(chosen if chosen.casefold().endswith(".xlsx") else f"{chosen}.xlsx")
        problem = write_template(file)
        if problem is not None:
            self._complain(file.name, str(problem))
            return False
        self._status_bar.say(f"{file.name} is written: fill it in, then import it.", "Open", partial(_show, file))
        return True

    def export(self, form: ExportFormat, file: Path) -> bool:
        """Begin to write `file`; False while another export runs, or when the plan cannot be copied."""
        if self._process.running():
            self._status_bar.say("An export is running already. Wait for it or cancel it first.")
            return False
        plan = self._document.plan
        problem = self._process.start(plan, lambda copy: ["export", str(copy), f"--{form}", str(file)], file.stem)
        if problem is not None:
            self._status_bar.say(str(problem))
            return False
        self._file, self._writing = file, plan
        self._status_bar.show_progress(f"Writing {file.name}", None, self.cancel)
        return True

    def running(self) -> bool:
        """Whether a file is being written."""
        return self._process.running()

    def cancel(self) -> None:
        """Stop; what was there before stays."""
        self._process.cancel()

    def _progressed(self, share: float, words: str) -> None:
        self._status_bar.show_progress(f"Writing {self._file.name}: {words}", share, self.cancel)

    def _ended(self, how: Ended) -> None:
        name = self._file.name
        if how.cancelled:
            self._status_bar.say(f"{name} was not written: the export was cancelled.")
        elif how.complaint:
            self._complain(name, how.complaint)
        else:
            self._written = self._writing
            self._status_bar.say(f"{name} is written.", "Open", partial(_show, self._file))
        self.finished.emit(None if how.cancelled or how.complaint else self._file)

    def _complain(self, name: str, why: str) -> None:
        """Say it where nobody misses it, for somebody may wait for that file; whoever works on is not stopped."""
        said = f"{name} was not written."
        self._status_bar.say(f"{said} {why}")
        icon, ok = QtWidgets.QMessageBox.Icon.Warning, QtWidgets.QMessageBox.StandardButton.Ok
        box = QtWidgets.QMessageBox(icon, "Export", said, ok, self._window)
        box.setInformativeText(why)
        box.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _plan_opened(self) -> None:
        self._written = None


def _show(file: Path) -> None:
    QtGui.QDesktopServices.openUrl(QtCore.QUrl.fromLocalFile(str(file)))
