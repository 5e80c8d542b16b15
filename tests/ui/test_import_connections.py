"""Seen connections are only proposed: each can be taken as a dependency or left."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dr_desktop.files.intake.inventory import Inventory, InventoryDependency
from dr_desktop.plan.application import Application
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.ui.dialogs.import_dialog import ImportDialog
from dr_desktop.ui.document import Document


def planned() -> Plan:
    plan = new_plan(date(2027, 1, 1))
    plan = plan.put("applications", *(Application(id=one, name=one.upper()) for one in ("shop", "data", "mail")))
    return plan.put(
        "machines",
        Machine(id="web", name="web", application="shop"),
        Machine(id="sql", name="sql", application="data"),
        Machine(id="smtp", name="smtp", application="mail"),
    )


def seen() -> Inventory:
    rows = (
        InventoryDependency("web", "sql", ("1433",), 9, "row 2"),
        InventoryDependency("web", "smtp", ("25",), 1, "row 3"),
    )
    return Inventory("x", "x", (), (), (), (), (), (), key="azure-migrate-dependencies", dependencies=rows)


def tick(dialog: ImportDialog, qapp: QApplication, row: int, state: Qt.CheckState) -> None:
    item = dialog.preview.connections.topLevelItem(row)
    assert item is not None
    item.setCheckState(0, state)
    qapp.processEvents()


def test_one_connection_is_taken_and_the_other_left(qapp: QApplication):
    document = Document(planned())
    dialog = ImportDialog(document, seen())
    tick(dialog, qapp, 0, Qt.CheckState.Checked)
    dialog.accept()
    assert document.plan.applications["shop"].depends_on == ("data",)


def test_all_are_taken_at_once_and_one_is_refused_again(qapp: QApplication):
    document = Document(planned())
    dialog = ImportDialog(document, seen())
    dialog.link.setChecked(True)
    tick(dialog, qapp, 0, Qt.CheckState.Unchecked)
    dialog.accept()
    assert document.plan.applications["shop"].depends_on == ("mail",)


def test_nothing_is_taken_unasked(qapp: QApplication):
    document = Document(planned())
    ImportDialog(document, seen()).accept()
    assert document.plan == planned()
