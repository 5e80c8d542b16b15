"""The keys of a table, and the method of the view that each of them calls."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QKeyEvent, QKeySequence

_STANDARD: Final = (
    (QKeySequence.StandardKey.Copy, "copy"),
    (QKeySequence.StandardKey.Cut, "cut"),
    (QKeySequence.StandardKey.Paste, "paste"),
)
_SEQUENCES: Final = {
    "Ctrl+Shift+C": "copy_with_headings",
    "Ctrl+D": "fill_down",
    "Ins": "add_row",
    "Ctrl+Ins": "add_row",
    "Ctrl+Shift+D": "duplicate_rows",
    "Ctrl+Del": "remove_rows",
    "Ctrl+Shift+F": "clear_filters",
    "Alt+Up": "edit_filter",
    "Del": "clear_cells",
    "Backspace": "clear_cells",
    "Return": "go_down",
    "Enter": "go_down",
    "Num+Enter": "go_down",
    "Shift+Return": "go_up",
    "Shift+Enter": "go_up",
    "Esc": "leave_draft",
    # Qt would move to another cell without selecting it: nobody would see where.
    "Ctrl+Home": "go_to_first",
    "Ctrl+End": "go_to_last",
    "Ctrl+Up": "go_to_top",
    "Ctrl+Down": "go_to_bottom",
    "Ctrl+Left": "go_to_left_end",
    "Ctrl+Right": "go_to_right_end",
}


def command_of(event: QKeyEvent) -> str | None:
    """The method that a key calls, None for keys that Qt's own table knows what to do with."""
    # Ctrl+Insert is Copy by an old convention, and Add here: the toolbar says so.
    keys = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
    if keys in _SEQUENCES:
        return _SEQUENCES[keys]
    for standard, command in _STANDARD:
        if event.matches(standard):
            return command
    return None
