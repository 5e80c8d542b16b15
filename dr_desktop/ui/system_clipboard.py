"""The clipboard of the desktop: blocks of cells as text that spreadsheets read, and as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from dr_desktop.ui.clipboard_block import as_html, as_text


def put_on_clipboard(block: Sequence[Sequence[str]], headings: Sequence[str] = ()) -> None:
    """Offer a block of cells, below headings where there are any."""
    data = QMimeData()
    data.setText(as_text([headings, *block] if headings else block))
    data.setHtml(as_html(block, headings))
    QGuiApplication.clipboard().setMimeData(data)


def clipboard_text() -> str:
    """What the clipboard offers as text."""
    return QGuiApplication.clipboard().text()
