"""New, open, save, recent files, and the question about changes that are not saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6 import QtCore, QtWidgets  # PySide makes a class when it is first named: the dialogs wait until asked for
from PySide6.QtCore import QDate, QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from dr_desktop.bundled import bundled
from dr_desktop.files.plan_file import SUFFIX, read_plan, write_plan
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import new_plan
from dr_desktop.ui.document import Document
from dr_desktop.ui.settings import forget_recent, keep_recent

if TYPE_CHECKING:
    from dr_desktop.files.autosave import Autosave

FileStamp = tuple[int, int]
"""When a file was written last, in nanoseconds, and its size in bytes."""

_FILTER: Final = f"Plans (*{SUFFIX});;All files (*)"


def sample_plan() -> Path | None:
    """The plan that comes with the program; None when this installation has none."""
    return next(iter(sorted(bundled("samples").glob(f"*{SUFFIX}"))), None)


def next_month() -> date:
    """The first day of the month after this one: when a plan that is begun today starts."""
    day = QDate.currentDate().addMonths(1)
    return date(day.year(), day.month(), 1)


class PlanFiles(QObject):
    """What the File menu does. `drafts` gives the cells whose text is not in the plan, in words.

    `plan_shown` tells that a plan was opened or begun.
    """

    plan_shown = Signal()

    def __init__(
        self, document: Document, settings: QSettings, drafts: Callable[[], Sequence[str]], window: QWidget
    ) -> None:
        super().__init__(window)
        self._document = document
        self._settings = settings
        self._drafts = drafts
        self._window = window
        self._seen: tuple[Path, FileStamp | None] | None = None

    def new(self) -> bool:
        """Begin an empty plan that starts next month."""
        if not self.may_leave():
            return False
        self._document.set_plan(new_plan(next_month()), None)
        self.plan_shown.emit()
        return True

    def ask_and_open(self) -> bool:
        """Ask for a plan and open it."""
        path, _ = QtWidgets.QFileDialog.getOpenFileName(self._window, "Open a plan", str(self._folder()), _FILTER)
        return bool(path) and self.open(Path(path))

    def open(self, path: Path) -> bool:
        """Open the plan at `path`; says why when that fails, and the plan in view stays."""
        if not self.may_leave():
            return False
        remarks: list[Problem] = []
        found = read_plan(path, remarks.append)
        if isinstance(found, Problem):
            forget_recent(self._settings, path)
            self._complain("The plan cannot be opened", found)
            return False
        self._document.set_plan(found, path.absolute())
        self.opened(path)
        self.tell(remarks)
        return True

    def opened(self, path: Path) -> None:
        """Show the document's plan, which was read from `path`."""
        self._seen = (path.absolute(), stamp_of(path))
        self._document.set_path(path.absolute())
        keep_recent(self._settings, path.absolute())
        self.plan_shown.emit()

    def tell(self, remarks: Sequence[Problem]) -> None:
        """Say what the planner should know of the file that was opened."""
        for one in remarks:
            self._complain("The file is not whole", one)

    def taken_back(self, left: Autosave) -> None:
        """Show the document's plan, which an earlier program left; saving asks where its file was saved since."""
        if left.original is not None:
            self._seen = (left.original, stamp_of(left.original) if left.is_newer else None)
        self.plan_shown.emit()

    def open_sample(self) -> bool:
        """Open the sample as a plan that was never saved, so that saving asks where."""
        path = sample_plan()
        found = read_plan(path) if path else Problem("This installation has no sample plan.", "Install it again.")
        if isinstance(found, Problem):
            self._complain("The sample plan cannot be opened", found)
            return False
        if not self.may_leave():
            return False
        self._document.set_plan(found, None)
        self.plan_shown.emit()
        return True

    def save(self) -> bool:
        """Save the plan where it belongs, or ask where that is; what somebody else saved there is not lost unasked."""
        path = self._document.path
        if path is None:
            return self.save_as()
        if self._seen is not None and self._seen[0] == path and stamp_of(path) not in (self._seen[1], None):
            from dr_desktop.ui.dialogs.changed_file_dialog import ask_about_changed_file  # seldom asked

            answer = ask_about_changed_file(path, self._window)
            if answer != "replace":
                return answer == "elsewhere" and self.save_as()
        return self._write(path)

    def save_as(self) -> bool:
        """Ask where to save the plan, and save it there."""
        proposed = self._document.path or self._folder() / f"{file_name(self._document.plan.header.name)}{SUFFIX}"
        path, _ = QtWidgets.QFileDialog.getSaveFileName(self._window, "Save the plan", str(proposed), _FILTER)
        if not path:
            return False
        chosen = Path(path)
        return self._write(chosen if chosen.suffix else chosen.with_suffix(SUFFIX))

    def may_leave(self) -> bool:
        """Whether the plan may be left: it is saved, or the planner says that its changes may go."""
        drafts = self._drafts()
        if not self._document.modified and not drafts:
            return True
        answer = self._ask(drafts)
        if answer == QtWidgets.QMessageBox.StandardButton.Save:
            return self.save()
        return answer == QtWidgets.QMessageBox.StandardButton.Discard

    def _ask(self, drafts: Sequence[str]) -> QtWidgets.QMessageBox.StandardButton:
        box = QtWidgets.QMessageBox(self._window)
        box.setIcon(QtWidgets.QMessageBox.Icon.NoIcon)
        box.setWindowTitle("Unsaved changes")
        modified = self._document.modified
        box.setText(f"Save the changes to “{self._document.plan.header.name}”?" if modified else "Leave these values?")
        if drafts:
            box.setInformativeText(drafts_sentence(drafts))
        buttons = QtWidgets.QMessageBox.StandardButton
        box.setStandardButtons((buttons.Save if modified else buttons.NoButton) | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save if modified else buttons.Cancel)
        return QtWidgets.QMessageBox.StandardButton(box.exec())

    def _write(self, path: Path) -> bool:
        problem = write_plan(self._document.plan, path)
        if problem is not None:
            self._complain("The plan was not saved", problem)
            return False
        self._seen = (path.absolute(), stamp_of(path))
        self._document.saved(path.absolute())
        keep_recent(self._settings, path.absolute())
        return True

    def _folder(self) -> Path:
        if self._document.path is not None:
            return self._document.path.parent
        place = QtCore.QStandardPaths.StandardLocation.DocumentsLocation
        documents = Path(QtCore.QStandardPaths.writableLocation(place))
        return documents if documents.is_dir() else Path.home()  # some systems name a folder that nobody made

    def _complain(self, title: str, problem: Problem) -> None:
        box = QtWidgets.QMessageBox(
            QtWidgets.QMessageBox.Icon.Warning,
            title,
            problem.sentence,
            QtWidgets.QMessageBox.StandardButton.Ok,
            self._window,
        )
        box.setInformativeText(problem.remedy)
        box.exec()


def stamp_of(path: Path) -> FileStamp | None:
    """By what a file is known again; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def drafts_sentence(drafts: Sequence[str]) -> str:
    """What is said of values that were typed but could not be read."""
    shown = "; ".join(drafts[:3])
    more = f" and {len(drafts) - 3} more" if len(drafts) > 3 else ""
    count = "1 value is" if len(drafts) == 1 else f"{len(drafts)} values are"
    return f"{count} not in the plan and will not be saved: {shown}{more}."


def file_name(title: str) -> str:
    """A title as the name of a file on any system."""
    kept = "".join(" " if one in '<>:"/\\|?*' or ord(one) < 32 else one for one in title)
    return " ".join(kept.split()).strip(". ")[:80] or "Plan"
