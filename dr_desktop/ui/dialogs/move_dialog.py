"""Asked before applications move to another source, and for what a move needs that the plan does not state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QWidget

from dr_desktop.assessment.results import Assessment, Row
from dr_desktop.plan.choices import Scheme
from dr_desktop.plan.move import Move, migrates
from dr_desktop.plan.words import word
from dr_desktop.report.names import counted, name_of, names_of
from dr_desktop.report.placing import LANES, source_sites
from dr_desktop.ui.dialogs.dialog_parts import StepDialog, explained


def needs_asking(assessment: Assessment, applications: Sequence[str], row: Row) -> bool:
    """Whether a drop in `row` is a migration, or an application lacks the source or the scheme that places it."""
    return any(
        assessment.applications[key].topology.row != row
        or assessment.applications[key].protection.scheme in (None, "no_recovery")
        for key in applications
    )


class MoveDialog(StepDialog):
    """Says what the move is, and asks for source and scheme where they are needed; `answer()` is the move."""

    def __init__(
        self, assessment: Assessment, applications: Sequence[str], move: Move, row: Row = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__("Move applications", "Move", parent)
        self._plan, self._applications, self._asked = assessment.plan, tuple(applications), move
        who = (
            name_of(self._plan, applications[0])
            if len(applications) == 1
            else counted(len(applications), "application")
        )
        self._who = who
        self._words = explained("")
        self.body.addWidget(self._words)
        form = QFormLayout()
        self.body.addLayout(form)
        self.source = QComboBox()
        self.source.setAccessibleName("Runs at")
        elsewhere = bool(row) and any(assessment.applications[key].topology.row != row for key in applications)
        if elsewhere:
            for site in source_sites(self._plan, row):
                self.source.addItem(site.name or site.id, site.id)
            form.addRow("Runs at", self.source)
        self.source.currentIndexChanged.connect(self._say)
        self.scheme = QComboBox()
        self.scheme.setAccessibleName("Scheme")
        if any(assessment.applications[key].protection.scheme in (None, "no_recovery") for key in applications):
            for code in LANES:
                self.scheme.addItem(word("Scheme", code), code)
            form.addRow("Scheme", self.scheme)
        self._wanting = elsewhere and not self.source.count()
        self._say()

    def answer(self) -> Move:
        """The move with what was asked for."""
        source, scheme = self.source.currentData(), self.scheme.currentData()
        return self._asked._replace(
            source_site=source or self._asked.source_site, scheme=cast("Scheme | None", scheme) or self._asked.scheme
        )

    def words(self) -> str:
        """What the dialog says of the move."""
        return self._words.text()

    def _say(self) -> None:
        move = self.answer()
        recovers = f" and recovers at {name_of(self._plan, move.recovery_site)}" if move.recovery_site else ""
        if self._wanting:
            self.say_wrong("The plan has no such Azure Stack: add it on Sites & links.")
            self.does.setEnabled(False)
        if migrates(self._plan, self._applications, move):
            sources = dict.fromkeys(self._plan.applications[key].source_site for key in self._applications)
            from_where = names_of(self._plan, [one for one in sources if one])
            self._words.setText(
                f"{self._who}: this is a migration. Its machines move from {from_where} to "
                f"{name_of(self._plan, move.source_site)}{recovers}. The plan states the new place; "
                "moving the machines themselves is work of its own."
            )
            self.does.setText("Migrate")
            self.setWindowTitle("Migrate to another source?")
            return
        runs = f" runs at {name_of(self._plan, move.source_site)}" if move.source_site else ""
        self._words.setText(f"{self._who}{runs}{recovers}.")
        self.does.setText("Move")


def ask_move(assessment: Assessment, applications: Sequence[str], move: Move, row: Row, parent: QWidget) -> Move | None:
    """The move as it was confirmed; None when it was given up."""
    dialog = MoveDialog(assessment, applications, move, row, parent)
    return dialog.answer() if dialog.exec() == QDialog.DialogCode.Accepted else None
