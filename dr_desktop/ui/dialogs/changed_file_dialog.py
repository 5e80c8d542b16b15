"""What to do with a plan whose file somebody else saved since it was opened here."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QMessageBox, QWidget

Answer = Literal["replace", "elsewhere", "cancel"]


def ask_about_changed_file(path: Path, window: QWidget) -> Answer:
    """Ask whether to replace the file at `path`, to save under another name, or not to save."""
    box = QMessageBox(
        QMessageBox.Icon.Warning, "Save", f"{path.name} was changed since it was opened here.", parent=window
    )
    box.setInformativeText("Another window or another person saved it. To replace it would lose what they changed.")
    elsewhere = box.addButton("Save under another name…", QMessageBox.ButtonRole.AcceptRole)
    replace = box.addButton("Replace it", QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(elsewhere)
    box.exec()
    answers: dict[object, Answer] = {elsewhere: "elsewhere", replace: "replace"}
    return answers.get(box.clickedButton(), "cancel")
