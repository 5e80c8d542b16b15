"""What an import would do, before anything changes: a tab for each kind of thing to look at."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTabWidget, QTreeWidget, QTreeWidgetItem, QWidget

from dr_desktop.files.intake.inventory import Inventory
from dr_desktop.files.intake.merge import MergeResult
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.plan import Plan

ROWS_SHOWN: Final = 2_000
"""A longer list is cut, and says how many more there are: nobody reads further before deciding."""


class ImportPreview(QTabWidget):
    """Applications, changes field by field, what left, connections, conflicts, skipped rows, remarks.

    A tab without entries is hidden, but for the first. `link_chosen` carries who connects to whom, and whether that is
    taken as a dependency.
    """

    link_chosen = Signal(object, bool)

    def __init__(self, inventory: Inventory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inventory = inventory
        self.applications = self._tab("Applications", ("Application", "Machines"))
        self.changes = self._tab("Changes", ("Machine or application", "Field", "Now", "After", "Cell"))
        self.left = self._tab("No longer listed", ("Machine", "Was read from"))
        self.connections = self._tab(
            "Connections", ("Application", "Seen to connect to", "Pairs of machines", "Remark")
        )
        self.connections.itemChanged.connect(self._link_clicked)
        self.conflicts = self._tab("Conflicts", ("What", "Field", "Counts", "Also stated", "Where"))
        self.disks = self._tab("Loose disks", ("Disk", "GiB", "Where"))
        self.skipped = self._tab("Skipped", ("Where", "Name", "Why it is skipped"))
        self.remarks = self._tab("Remarks", ("What to know", "Where"))
        conflicts = [(one.name, one.field, one.first, one.second, one.second_place) for one in inventory.conflicts]
        self._fill(self.conflicts, conflicts)
        self._fill(self.disks, [(one.name, f"{one.size_gib or ''}", one.place) for one in inventory.disks])

    def show_result(self, before: Plan, result: MergeResult, linked: Container[tuple[str, str]] = ()) -> None:
        """Show what the chosen import would do to a plan; `linked` are the connections taken as dependencies."""
        self._fill(self.applications, _by_application(result))
        changes = ((one.name, *one.words(before, result.plan), one.original) for one in result.changes[:ROWS_SHOWN])
        self._fill(self.changes, list(changes), len(result.changes))
        left = [before.machines[key] for key in result.left]
        self._fill(self.left, [(one.name, one.source_place) for one in left])
        self._show_connections(result, linked)
        self._fill(self.skipped, [(one.place, one.name, one.reason) for one in result.skipped])
        remarks = [(one.sentence, ", ".join(one.places[:5])) for one in self._inventory.remarks]
        self._fill(self.remarks, [*remarks, *((note, "") for note in result.notes)])

    def _show_connections(self, result: MergeResult, linked: Container[tuple[str, str]]) -> None:
        """Each connection with a box: a dependency is only what the planner takes."""
        names = result.plan.applications
        rows = []
        for one in result.proposals:
            taken = (one.application, one.depends_on) in linked
            circle = taken and one.depends_on not in names[one.application].depends_on
            remark = "not taken: it would close a circle" if circle else "seen both ways" if one.both_ways else ""
            rows.append((names[one.application].name, names[one.depends_on].name, str(one.machine_pairs), remark))
        blocker = QSignalBlocker(self.connections)
        self._fill(self.connections, rows)
        for at, one in enumerate(result.proposals[:ROWS_SHOWN]):
            item = self.connections.topLevelItem(at)
            if item is not None:
                pair = (one.application, one.depends_on)
                item.setData(0, Qt.ItemDataRole.UserRole, pair)
                item.setCheckState(0, Qt.CheckState.Checked if pair in linked else Qt.CheckState.Unchecked)
        blocker.unblock()

    def _link_clicked(self, item: QTreeWidgetItem, column: int) -> None:
        pair = item.data(0, Qt.ItemDataRole.UserRole)
        if pair is not None and column == 0:
            self.link_chosen.emit(tuple(pair), item.checkState(0) == Qt.CheckState.Checked)

    def _tab(self, title: str, headings: tuple[str, ...]) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(title)
        tree.setHeaderLabels(list(headings))
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        tree.setColumnWidth(0, 300 if len(headings) < 4 else 180)
        self.addTab(tree, title)
        return tree

    def _fill(self, tree: QTreeWidget, rows: Sequence[Iterable[str]], count: int | None = None) -> None:
        total = len(rows) if count is None else count
        tree.clear()
        tree.addTopLevelItems([QTreeWidgetItem(list(row)) for row in rows[:ROWS_SHOWN]])
        if total > ROWS_SHOWN:
            tree.addTopLevelItem(QTreeWidgetItem([f"… and {total - ROWS_SHOWN:,} more"]))
        at = self.indexOf(tree)
        title = tree.accessibleName()
        self.setTabText(at, f"{title} ({total:,})" if at else title)
        self.setTabVisible(at, bool(total) or at == 0)


def _by_application(result: MergeResult) -> list[tuple[str, str]]:
    """Applications with the number of their machines in this import, the largest first."""
    counts: dict[str, int] = dict.fromkeys((*result.new_applications, *result.changed_applications), 0)
    for key in (*result.new, *result.changed, *result.unchanged):
        application = result.plan.machines[key].application or UNASSIGNED
        counts[application] = counts.get(application, 0) + 1
    known = result.plan.applications
    return [
        (known[key].name if key in known else key, str(count))
        for key, count in sorted(counts.items(), key=lambda one: -one[1])
    ]
