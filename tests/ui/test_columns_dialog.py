"""A list of unknown columns is imported as the planner says, and next month's list is known."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from dr_desktop.files.intake.column_proposals import TableLook, look_at
from dr_desktop.files.intake.inventory import Refusal
from dr_desktop.files.intake.opened import opened
from dr_desktop.ui.dialogs.columns_dialog import ColumnsDialog
from dr_desktop.ui.dialogs.import_dialog import ImportDialog
from dr_desktop.ui.dialogs.inventory_import import import_file
from dr_desktop.ui.main_window import MainWindow

ODD = "Kiste,Kerne,Memory GB\nalpha,4,16\nbeta,8,32\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    kept = tmp_path / "kept"
    for module in ("dr_desktop.ui.stated_columns", "dr_desktop.ui.dialogs.inventory_import"):
        monkeypatch.setattr(f"{module}.mappings_folder", lambda: kept)
    return kept


def written(path: Path, text: str = ODD) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def looked(path: Path) -> TableLook:
    with opened(path) as found:
        assert not isinstance(found, Refusal)
        look = look_at(found)
    assert look is not None
    return look


def choose(dialog: ColumnsDialog, *fields: str) -> None:
    for box, field in zip(dialog.taken_as, fields, strict=True):
        box.setCurrentIndex(box.findData(field))


def test_each_column_shows_samples_and_a_name_is_needed(qapp: QApplication, tmp_path: Path):
    dialog = ColumnsDialog(looked(written(tmp_path / "odd.csv")), "odd.csv")
    cells = [item.text() if (item := dialog.table.item(0, at)) else "" for at in (0, 1)]
    assert cells == ["Kiste", "alpha; beta"]
    assert not dialog.does.isEnabled()
    assert "name" in dialog.said_wrong()
    choose(dialog, "name", "vcpus", "vcpus")
    assert "Two columns are taken as vCPU" in dialog.said_wrong()
    choose(dialog, "name", "vcpus", "memory")
    assert dialog.does.isEnabled()
    dialog.accept()
    assert dialog.mapping is not None
    assert dialog.mapping.columns == {"name": ("Kiste",), "vcpus": ("Kerne",), "memory": ("Memory GB",)}


def test_the_fields_of_applications_are_offered_for_a_list_of_applications(qapp: QApplication, tmp_path: Path):
    dialog = ColumnsDialog(looked(written(tmp_path / "odd.csv")), "odd.csv")
    dialog.of.setCurrentIndex(dialog.of.findData("applications"))
    offered = {dialog.taken_as[0].itemText(at) for at in range(dialog.taken_as[0].count())}
    assert {"Kept as a tag", "RTO", "Business owner", "Tier"} <= offered
    assert "vCPU" not in offered


def test_stated_columns_are_kept_after_the_import_and_known_next_month(
    window: MainWindow, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    asked: list[Any] = []

    def state_columns(box: QMessageBox) -> int:
        asked.append(box)
        next(one for one in box.buttons() if one.text() == "State its columns…").click()
        return 0

    def run_columns(dialog: ColumnsDialog) -> int:
        choose(dialog, "name", "vcpus", "memory")
        dialog.accept()
        return dialog.result()

    def run_import(dialog: ImportDialog) -> int:
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(QMessageBox, "exec", state_columns)
    monkeypatch.setattr(ColumnsDialog, "exec", run_columns)
    monkeypatch.setattr(ImportDialog, "exec", run_import)
    assert import_file(written(tmp_path / "may.csv"), window.document, window)
    assert len(asked) == 1
    assert list(folder.glob("*.json"))
    assert import_file(written(tmp_path / "june.csv", ODD + "gamma,2,8\n"), window.document, window)
    assert len(asked) == 1, "June's list has the headings of May's"
    named = {one.name: one for one in window.document.plan.machines.values()}
    assert named["gamma"].memory_gib == 8
