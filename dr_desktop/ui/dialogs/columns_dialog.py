"""Says what the columns of a list mean: each with some of its cells, what it seems to be and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QComboBox, QFormLayout, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from dr_desktop.files.intake.column_proposals import Of, TableLook, mapping_of
from dr_desktop.files.intake.table_mapping import APPLICATION_FIELDS, MACHINE_FIELDS, TableMapping
from dr_desktop.plan.application import Application
from dr_desktop.plan.field_spec import field_spec
from dr_desktop.ui.dialogs.dialog_parts import StepDialog, explained

_MACHINE_WORDS: Final[Mapping[str, str]] = {
    "name": "Name", "id": "Id", "vm_uuid": "UUID", "power": "Power", "template": "Is a template",
    "left_out": "Status", "vcpus": "vCPU", "memory": "Memory", "capacity": "Size of all disks",
    "provisioned": "Provisioned", "in_use": "In use", "guest_consumed": "Consumed in the guest",
    "os": "System", "os_version": "Version of the system", "environment": "Environment",
    "application": "Application", "role": "Role", "folder": "Folder", "datacenter": "Datacenter",
    "cluster": "Cluster", "host": "Host", "address": "Address", "size": "Azure size", "change": "Change a day, %",
    "churn": "Churn a day", "peak_churn": "Peak churn, MB/s", "scale_set": "Scale set",
}  # fmt: skip
_OF: Final[tuple[tuple[Of, str], ...]] = (("machines", "Machines"), ("applications", "Applications"))
_KEPT: Final = "Kept as a tag"
_HEADINGS: Final = ("Column", "Some of its cells", "Taken as", "Proposed")


class ColumnsDialog(StepDialog):
    """The columns of one table; `mapping` is what was chosen once it was accepted."""

    def __init__(
        self, look: TableLook, file: str, known: TableMapping | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(f"Columns of {file}", "Use these columns", parent)
        self._look = look
        self._file = file
        self._known = known
        self.mapping: TableMapping | None = None
        place = f"tab {look.tab}, row {look.row_number}" if look.tab else f"row {look.row_number}"
        self.body.addWidget(explained(f"The headings stand in {place}. A unit in a heading counts, such as GB or h."))
        form = QFormLayout()
        self.of = QComboBox()
        self.of.setAccessibleName("What the rows are")
        for code, words in _OF:
            self.of.addItem(words, code)
        self.of.setCurrentIndex(self.of.findData(known.of if known is not None else look.of))
        form.addRow("Each row is one of the", self.of)
        self.body.addLayout(form)
        self.table = QTableWidget(len(look.columns), len(_HEADINGS))
        self.table.setAccessibleName("Columns")
        self.table.setHorizontalHeaderLabels(list(_HEADINGS))
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.taken_as: list[QComboBox] = []
        self.body.addWidget(self.table, 1)
        self._offer()
        self.of.currentIndexChanged.connect(self._offer)
        self.table.resizeColumnToContents(0)
        self.table.setColumnWidth(2, 190)
        self.resize(760, 520)

    def accept(self) -> None:
        """Keep what was chosen."""
        fields = [str(one.currentData()) for one in self.taken_as]
        self.mapping = mapping_of(self._look, self._of(), fields, f"Columns as stated for {self._file}")
        if self.mapping is not None and not self.said_wrong():
            super().accept()

    def _of(self) -> Of:
        code: Of = self.of.currentData()
        return code

    def _offer(self) -> None:
        """Fill the table with the proposals, or with what was said before."""
        of = self._of()
        known = self._known if self._known is not None and self._known.of == of else None
        fields = {heading: field for field, found in known.columns.items() for heading in found} if known else {}
        choices = _choices(of)
        self.taken_as = []
        for row, column in enumerate(self._look.columns):
            proposed, sure = column.fields[of]
            field = fields.get(column.heading, "") if known else proposed
            box = QComboBox()
            box.setAccessibleName(f"{column.heading} is taken as")
            box.addItem(_KEPT, "")
            for code, words in choices.items():
                box.addItem(words, code)
            box.setCurrentIndex(max(0, box.findData(field)))
            box.currentIndexChanged.connect(self._judge)
            self.taken_as.append(box)
            self.table.setItem(row, 0, QTableWidgetItem(column.heading))
            self.table.setItem(row, 1, QTableWidgetItem("; ".join(column.samples)))
            self.table.setCellWidget(row, 2, box)
            self.table.setItem(row, 3, QTableWidgetItem(f"{choices.get(proposed, '')}, {sure}" if proposed else ""))
        self._judge()

    def _judge(self) -> None:
        chosen = [str(one.currentData()) for one in self.taken_as]
        twice = next((field for field in chosen if field and chosen.count(field) > 1), "")
        if twice:
            self.say_wrong(f"Two columns are taken as {_choices(self._of())[twice]}. Keep one of them as a tag.")
        elif "name" not in chosen:
            self.say_wrong("No column is the name. Say which one names the row.")
        else:
            self.say_wrong("")
        self.does.setEnabled(not self.said_wrong())


def _choices(of: Of) -> dict[str, str]:
    if of == "machines":
        return {field: _MACHINE_WORDS[field] for field in MACHINE_FIELDS if field in _MACHINE_WORDS}
    return {field: field_spec(Application, field).title for field in APPLICATION_FIELDS}
