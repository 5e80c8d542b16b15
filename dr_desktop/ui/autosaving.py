"""Keeps unsaved work beside the plan's file while the planner works, and offers what was left behind at the start."""

from __future__ import annotations

from typing import Final

from PySide6 import QtWidgets  # PySide makes a class when it is first named: the question waits until there is one
from PySide6.QtCore import QLocale, QObject, QTime, QTimer, Signal
from PySide6.QtWidgets import QWidget

from dr_desktop.files.autosave import Autosave, autosave, discard, discard_own, found_autosaves
from dr_desktop.files.plan_file import read_plan
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_date
from dr_desktop.ui.document import Document

EVERY_MS: Final = 60_000


class Autosaving(QObject):
    """Keeps the plan every minute while it is modified. `kept` carries the words to show; "" when nothing is kept."""

    kept = Signal(str)

    def __init__(self, document: Document, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._last: Plan | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.keep_now)
        document.modified_changed.connect(self._modified_changed)
        document.opened.connect(self._forget)

    def keep_now(self) -> Problem | None:
        """Keep the plan as it is now, if it is modified and not kept so already."""
        plan = self._document.plan
        if not self._document.modified or plan is self._last:
            return None
        problem = autosave(plan, self._document.path)
        if problem is None:
            self._last = plan
            now = QLocale().toString(QTime.currentTime(), QLocale.FormatType.ShortFormat)
            self.kept.emit(f"Autosaved {now}")
        else:
            self.kept.emit("Autosave does not work: save often")
        return problem

    def stop(self) -> None:
        """The plan was saved, or its changes were given up: nothing needs to be kept."""
        self._timer.stop()
        self._forget()

    def offer_what_was_left(self, window: QWidget) -> Autosave | None:
        """Ask about the newest work that a program left behind; gives what was taken back into the document."""
        for one in found_autosaves():
            answer = _ask(one, window)
            if answer == QtWidgets.QMessageBox.StandardButton.Open:
                found = read_plan(one.path)
                if isinstance(found, Problem):
                    QtWidgets.QMessageBox.warning(window, "Unsaved work", str(found))
                    continue
                self._document.set_plan(found, one.original)
                # It stands in no file of the planner's yet: saving is offered, leaving asks.
                self._document.undo_stack.resetClean()
                if self.keep_now() is None:  # this program's copy takes its place
                    discard(one)
                return one
            if answer == QtWidgets.QMessageBox.StandardButton.Discard:
                discard(one)
                continue
            break
        return None

    def _modified_changed(self, modified: bool) -> None:
        if modified:
            self._timer.start()
        else:
            self.stop()

    def _forget(self) -> None:
        self._last = None
        discard_own()
        self.kept.emit("")


def _ask(one: Autosave, window: QWidget) -> QtWidgets.QMessageBox.StandardButton:
    day = one.saved_at.astimezone()
    of = one.original.name if one.original is not None else one.title or "a plan that was never saved"
    box = QtWidgets.QMessageBox(window)
    box.setWindowTitle("Unsaved work")
    box.setText(f"DR Desktop ended without saving changes to “{of}”.")
    file = "The file itself is unchanged." if one.is_newer else "The file itself was saved since; it stays as it is."
    if one.original is None:
        file = "The plan was never saved to a file."
    box.setInformativeText(f"They were kept on {show_date(day.date())} at {day:%H:%M}. {file}")
    buttons = QtWidgets.QMessageBox.StandardButton
    box.setStandardButtons(buttons.Open | buttons.Discard | buttons.Cancel)
    box.button(buttons.Open).setText("Open them")
    box.button(buttons.Cancel).setText("Decide later")
    box.setDefaultButton(buttons.Open)
    return QtWidgets.QMessageBox.StandardButton(box.exec())
