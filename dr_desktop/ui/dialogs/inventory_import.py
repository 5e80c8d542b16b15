"""From files to the plan: reads inventories, asks what their columns mean where nobody knows, and shows what comes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from dr_desktop.files.intake.inventory import Refusal
from dr_desktop.files.intake.remembered_mappings import remember
from dr_desktop.ui.dialogs.columns_dialog import ColumnsDialog
from dr_desktop.ui.dialogs.import_dialog import ImportDialog
from dr_desktop.ui.document import Document
from dr_desktop.ui.inventory_reading import read_with_progress
from dr_desktop.ui.stated_columns import columns_of_file, known_mapping, mappings_folder


def ask_and_import(document: Document, window: QWidget) -> bool:
    """Ask for a file and lead through its import; True when it was taken over."""
    folder = str(document.path.parent) if document.path else str(Path.home())
    pattern = "Inventories (*.xlsx *.xlsm *.csv *.json *.txt *.md);;All files (*)"
    paths, _ = QFileDialog.getOpenFileNames(window, "Import inventories", folder, pattern)
    return bool(paths) and import_files([Path(path) for path in paths], document, window)


def import_file(path: Path, document: Document, window: QWidget) -> bool:
    """Lead through the import of one file; True when it was taken over."""
    return import_files([path], document, window)


def import_files(paths: Sequence[Path], document: Document, window: QWidget) -> bool:
    """Lead through the import of files that belong together; True when they were taken over."""
    found = read_with_progress(paths, window)
    look = columns_of_file(paths[0], found) if found is not None and len(paths) == 1 else None
    mapping = known_mapping(look) if look is not None else None
    stated = False
    if mapping is not None:
        found = read_with_progress(paths, window, mapping)
    while found is not None:
        if isinstance(found, Refusal):
            wants_columns = _refused(found, look is not None, window)
        else:
            dialog = ImportDialog(document, found, window, has_columns=look is not None)
            if dialog.exec():
                if stated and look is not None and mapping is not None:
                    remember(mappings_folder(), look.signature, mapping)
                return True
            wants_columns = dialog.wants_columns
        if not wants_columns or look is None:
            return False
        asked = ColumnsDialog(look, paths[0].name, mapping, window)
        if asked.exec():
            mapping, stated = asked.mapping, True
            found = read_with_progress(paths, window, mapping)
        elif isinstance(found, Refusal):
            return False
    return False


def _refused(found: Refusal, has_columns: bool, window: QWidget) -> bool:
    """Say why a file cannot be read; True when its columns are to be stated."""
    box = QMessageBox(QMessageBox.Icon.Warning, "Import", f"{found.file}: {found.sentence}", parent=window)
    box.setInformativeText(f"{found.place}\n{found.remedy}".strip())
    columns = box.addButton("State its columns…", QMessageBox.ButtonRole.ActionRole) if has_columns else None
    box.addButton(QMessageBox.StandardButton.Close)
    box.exec()
    return columns is not None and box.clickedButton() is columns
