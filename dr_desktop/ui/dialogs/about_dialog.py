"""About: versions and licences of the program and of what it is made with."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTextBrowser, QVBoxLayout, QWidget

from dr_desktop.report.look import TYPE
from dr_desktop.ui.theme import ui_font

# Asked of importlib.metadata for the versions; licences as their projects state them.
PARTS: Final = (
    ("PySide6-Essentials", "Qt for Python", "LGPL 3.0"),
    ("pydantic", "pydantic", "MIT"),
    ("XlsxWriter", "XlsxWriter", "BSD 2-Clause"),
    ("openpyxl", "openpyxl", "MIT"),
    ("defusedxml", "defusedxml", "Python Software Foundation"),
    ("reportlab", "ReportLab", "BSD 3-Clause"),
    ("platformdirs", "platformdirs", "MIT"),
)


def version_lines() -> tuple[str, ...]:
    """The program, Python and each part with version and licence, a line each."""
    lines = [f"DR Desktop {_version('dr-desktop')}", f"Python {platform.python_version()}, Qt {qVersion()}"]
    lines += [f"{words} {_version(name)} ({licence})" for name, words, licence in PARTS]
    lines.append("IBM Plex Sans (SIL Open Font License 1.1)")
    return tuple(lines)


def show_about(parent: QWidget | None) -> None:
    """Show versions and licences until they are closed."""
    about_dialog(parent).exec()


def about_dialog(parent: QWidget | None) -> QDialog:
    """The dialog with versions and licences."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle("About DR Desktop")
    column = QVBoxLayout(dialog)
    title = QLabel(version_lines()[0])
    title.setFont(ui_font(TYPE.title, bold=True))
    column.addWidget(title)
    words = QTextBrowser()
    words.setAccessibleName("Versions and licences")
    words.setPlainText(
        "Plans disaster recovery for virtual machines on Azure Stack. It works offline and sends nothing anywhere.\n\n"
        + "\n".join(version_lines()[1:])
    )
    column.addWidget(words)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column.addWidget(buttons)
    dialog.resize(480, 360)
    return dialog


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(version not known)"
