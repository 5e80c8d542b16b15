"""Which findings are shown: severities, accepted ones, and words that must occur."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from dr_desktop.assessment.results import Finding, Totals
from dr_desktop.plan.plan import Plan
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui.findings_model import field_words, place_words, state_of
from dr_desktop.ui.icons import icon, room_beside, sign_icon
from dr_desktop.ui.theme import ui_font

_KINDS: Final = (("error", "errors"), ("warning", "warnings"), ("note", "notes"), ("accepted", "accepted"))


def with_words(plan: Plan, findings: Iterable[Finding], words: str) -> list[Finding]:
    """The findings in which every one of the words occurs: in place, field, sentence, rule or source."""
    wanted = words.casefold().split()
    if not wanted:
        return list(findings)
    return [one for one in findings if all(word in _haystack(plan, one) for word in wanted)]


def _haystack(plan: Plan, finding: Finding) -> str:
    parts = (
        place_words(plan, finding),
        field_words(finding),
        finding.sentence,
        finding.remedy,
        finding.source,
        finding.rule,
    )
    return " ".join(parts).casefold()


class SeverityButtons(QWidget):
    """Counts of errors, warnings, notes and accepted findings; each can be switched off."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._buttons: dict[str, QToolButton] = {}
        self._words: dict[str, str] = {}
        self._short = False
        for state, _ in _KINDS:
            button = QToolButton()
            button.setFont(ui_font(TYPE.table))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setAutoRaise(True)
            button.setIconSize(room_beside(SIZE.sign))
            button.setCheckable(True)
            button.toggled.connect(self._toggled)
            self._buttons[state] = button
            row.addWidget(button)
        self.dress()

    def dress(self) -> None:
        """Take the signs of the theme that is worn now."""
        for state, button in self._buttons.items():
            button.setIcon(sign_icon(state, beside=True))

    def show_counts(self, totals: Totals) -> None:
        """Show how many there are of each, in the whole plan."""
        counts = (totals.errors, totals.warnings, totals.notes, totals.accepted)
        for (state, many), count in zip(_KINDS, counts, strict=True):
            words = f"{count:,} {many if count != 1 else many.removesuffix('s')}"
            if self._words.get(state) == words:
                continue
            self._words[state] = words
            self._buttons[state].setText(self._shown(words))
            self._buttons[state].setToolTip(f"{words}: click to see only these")
            self._buttons[state].setAccessibleName(f"Only {many}: {words}")

    def set_short(self, short: bool) -> None:
        """Show the counts beside their signs alone, where there is no room for words; tips and names keep them."""
        if short != self._short:
            self._short = short
            for state, words in self._words.items():
                self._buttons[state].setText(self._shown(words))

    def _shown(self, words: str) -> str:
        return words.partition(" ")[0] if self._short else words

    def passing(self, findings: Iterable[Finding]) -> list[Finding]:
        """Those of the severities that are pressed; all when none is."""
        wanted = {state for state, button in self._buttons.items() if button.isChecked()}
        return [one for one in findings if state_of(one) in wanted] if wanted else list(findings)

    def _toggled(self) -> None:
        self.changed.emit()


def filter_field(placeholder: str, parent: QWidget | None = None) -> QLineEdit:
    """A field to type words into that narrow a list."""
    field = QLineEdit(parent)
    field.setPlaceholderText(placeholder)
    field.setAccessibleName(placeholder)
    field.setClearButtonEnabled(True)
    field.setFont(ui_font(TYPE.table))
    sign = field.addAction(icon("search", "text.secondary"), QLineEdit.ActionPosition.LeadingPosition)
    sign.setText("Filter")
    return field
