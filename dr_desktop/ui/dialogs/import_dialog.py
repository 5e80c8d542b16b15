"""Importing an inventory: source site, what counts as used, grouping, what is skipped and why; one step in all."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from dr_desktop.files.intake import own_workbook
from dr_desktop.files.intake.grouping import ByPattern, GroupingProposal, suggest
from dr_desktop.files.intake.grouping_patterns import read_patterns
from dr_desktop.files.intake.inventory import Basis, Inventory, usual_basis
from dr_desktop.files.intake.merge import MergeChoices, MergeResult
from dr_desktop.plan.choices import Operator
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.words import word
from dr_desktop.report.look import TYPE
from dr_desktop.ui.dialogs.dialog_parts import StepDialog, explained
from dr_desktop.ui.dialogs.import_choices import (
    BASIS_ORDER,
    NewSite,
    basis_words,
    grouping_words,
    import_result,
    inventory_words,
    result_words,
)
from dr_desktop.ui.dialogs.import_preview import ImportPreview
from dr_desktop.ui.document import Document
from dr_desktop.ui.number_marks import marks_of
from dr_desktop.ui.theme import ui_font

_NEW_SITE = "new"
_PATTERNS = "patterns"
_OPERATORS: tuple[Operator, ...] = ("customer", "csp")


class ImportDialog(StepDialog):
    """All choices at once, with what comes of them below."""

    def __init__(
        self, document: Document, inventory: Inventory, parent: QWidget | None = None, *, has_columns: bool = False
    ) -> None:
        super().__init__(f"Import {inventory.file}", "Import", parent)
        self.wants_columns = False
        if has_columns:
            other = self.buttons.addButton("Columns…", QDialogButtonBox.ButtonRole.ActionRole)
            other.setToolTip("Say what the columns of the list mean, and read it again.")
            other.clicked.connect(self._ask_columns)
        self._document = document
        self._inventory = inventory
        self._marks = marks_of(QLocale())
        self._result: MergeResult | Problem | None = None
        count = len([one for one in inventory.machines if not one.template])
        self.body.addWidget(explained(inventory_words(inventory, count)))
        form = QFormLayout()
        form.addRow("They run at", self._site_row())
        basis, grouping = self._basis_column(count), self._grouping_row()
        form.addRow("Used space", basis)
        form.addRow("Applications", grouping)
        self.production = QCheckBox("Where no environment is stated, it is production")
        self.link = QCheckBox("All that were seen one way become dependencies; or choose under Connections")
        form.addRow("Environment", self.production)
        form.addRow("Connections", self.link)
        ours = inventory.key == own_workbook.KEY  # states all of this itself
        for row, wanted in (
            (basis, count > 0 and not ours),
            (grouping, count > 0 and not ours),
            (self.production, not ours and any(not one.environment for one in inventory.machines)),
            (self.link, bool(inventory.dependencies)),
        ):
            form.setRowVisible(row, wanted)
        self._linked: frozenset[tuple[str, str]] = frozenset()
        self.production.toggled.connect(self.work_out)
        self.link.toggled.connect(self._link_all)
        self.body.addLayout(form)
        self.preview = ImportPreview(inventory)
        self.preview.link_chosen.connect(self._link_one)
        self.applications, self.skipped = self.preview.applications, self.preview.skipped
        self.body.addWidget(self.preview, 1)
        self.outcome = QLabel()
        self.outcome.setFont(ui_font(TYPE.body, bold=True))
        self.body.addWidget(self.outcome)
        self.resize(760, 620)
        self.work_out()

    def accept(self) -> None:
        """Take the machines over, as one step."""
        if not isinstance(self._result, MergeResult):
            return
        self._document.replace_plan(self._result.plan, f"Import {self._inventory.file}")
        super().accept()

    def _link_all(self, taken: bool) -> None:
        found = self._result.proposals if isinstance(self._result, MergeResult) and taken else ()
        self._linked = frozenset((one.application, one.depends_on) for one in found if not one.both_ways)
        self.work_out()

    def _link_one(self, pair: tuple[str, str], taken: bool) -> None:
        self._linked = self._linked | {pair} if taken else self._linked - {pair}
        # Filling the list again while one of its items is being changed would take the item from under Qt.
        QTimer.singleShot(0, self, self.work_out)

    def _ask_columns(self) -> None:
        self.wants_columns = True
        self.reject()

    def work_out(self) -> None:
        """Work out what the choices give, and say it."""
        grouping = self._chosen_grouping()
        if isinstance(grouping, Problem):
            self._result = grouping
            self.does.setEnabled(False)
            self.say_wrong(str(grouping))
            return
        choices = MergeChoices(
            self._source_site(),
            self._chosen_basis(),
            grouping,
            self.production.isChecked(),
            linked=self._linked,
        )
        self._result = import_result(self._document.plan, self._inventory, choices, self._new_site())
        wrong = isinstance(self._result, Problem)
        self.does.setEnabled(not wrong)
        self.say_wrong(str(self._result) if isinstance(self._result, Problem) else "")
        if isinstance(self._result, MergeResult):
            self.outcome.setText(result_words(self._result))
            self.preview.show_result(self._document.plan, self._result, self._linked)

    # the choices

    def _site_row(self) -> QWidget:
        self.site = QComboBox()
        self.site.setAccessibleName("Source site")
        for key, one in self._document.plan.sites.items():
            if one.kind != "azure_region":
                self.site.addItem(one.name or key, key)
        self.site.addItem("A new Azure Stack site…", _NEW_SITE)
        self.site.addItem("Not stated yet", None)
        if not self._inventory.machines:
            self.site.setCurrentIndex(self.site.count() - 1)
        self.site_name = QLineEdit(self._usual_name())
        self.site_name.setAccessibleName("Name of the new site")
        self.operator = QComboBox()
        self.operator.setAccessibleName("Operator of the new site")
        for code in _OPERATORS:
            self.operator.addItem(f"Run by: {word('Operator', code)}", code)
        holder, row = QWidget(), QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self.site, self.site_name, self.operator):
            row.addWidget(part, 1)
        holder.setLayout(row)
        self._show_site_parts()
        self.site.currentIndexChanged.connect(self._site_chosen)
        self.site_name.textChanged.connect(self.work_out)
        self.operator.currentIndexChanged.connect(self.work_out)
        return holder

    def _basis_column(self, machines: int) -> QWidget:
        self.bases = QButtonGroup(self)
        holder, column = QWidget(), QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        totals = {one.basis: one for one in self._inventory.bases}
        self._basis_of: dict[int, Basis | None] = {}
        offered: list[tuple[Basis | None, str]] = [
            (basis, basis_words(totals[basis], machines, self._marks)) for basis in BASIS_ORDER if basis in totals
        ]
        offered.append((None, "Not from this file: the assumed share of what is provisioned stands in"))
        for number, (basis, words) in enumerate(offered):
            button = QRadioButton(words)
            self.bases.addButton(button, number)
            self._basis_of[number] = basis
            column.addWidget(button)
        usual = usual_basis(self._inventory)
        at = len(offered) - 1 if usual is None else 0
        self.bases.button(at).setChecked(True)
        self.bases.idToggled.connect(self._basis_chosen)
        holder.setLayout(column)
        return holder

    def _grouping_row(self) -> QWidget:
        usable = [one for one in self._inventory.machines if not one.template]
        self._proposals: tuple[GroupingProposal, ...] = suggest(usable, self._inventory.grouping_columns)
        self.grouping = QComboBox()
        self.grouping.setAccessibleName("Grouping into applications")
        for proposal in self._proposals:
            self.grouping.addItem(grouping_words(proposal))
        self.grouping.addItem("Not yet: all machines go to Unassigned")
        self.grouping.addItem("By patterns of names…", _PATTERNS)
        self.patterns = QPlainTextEdit()
        self.patterns.setAccessibleName("Patterns of names")
        self.patterns.setPlaceholderText("crm-* = CRM\n/^([a-z]+)-db/ = \\1   (a regular expression)")
        self.patterns.setFixedHeight(64)
        self.patterns.setTabChangesFocus(True)
        self.patterns.setVisible(False)
        self.grouping.currentIndexChanged.connect(self._grouping_chosen)
        self.patterns.textChanged.connect(self.work_out)
        holder, column = QWidget(), QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.grouping)
        column.addWidget(self.patterns)
        holder.setLayout(column)
        return holder

    # what was chosen

    def _source_site(self) -> str | None:
        chosen: Any = self.site.currentData()
        return None if chosen in (None, _NEW_SITE) else str(chosen)

    def _new_site(self) -> NewSite | None:
        if self.site.currentData() != _NEW_SITE:
            return None
        return NewSite(self.site_name.text(), self.operator.currentData())

    def _chosen_basis(self) -> Basis | None:
        return self._basis_of.get(self.bases.checkedId())

    def _chosen_grouping(self) -> Any:
        if self.grouping.currentData() == _PATTERNS:
            found = read_patterns(self.patterns.toPlainText())
            return found if isinstance(found, Problem) else ByPattern(found)
        row = self.grouping.currentIndex()
        return self._proposals[row].grouping if 0 <= row < len(self._proposals) else None

    def _usual_name(self) -> str:
        named = {one.datacenter for one in self._inventory.machines if one.datacenter}
        return next(iter(named)) if len(named) == 1 else "Azure Stack"

    # what is shown

    def _site_chosen(self) -> None:
        self._show_site_parts()
        self.work_out()

    def _grouping_chosen(self) -> None:
        self.patterns.setVisible(self.grouping.currentData() == _PATTERNS)
        self.work_out()

    def _basis_chosen(self, _number: int, checked: bool) -> None:
        if checked:
            self.work_out()

    def _show_site_parts(self) -> None:
        new = self.site.currentData() == _NEW_SITE
        self.site_name.setVisible(new)
        self.operator.setVisible(new)
