"""A heading among the entries of a menu."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QMenu, QWidgetAction


def add_heading(menu: QMenu, words: str) -> None:
    """Begin a part of the menu under a heading, which cannot be chosen: a section's words are lost in a stylesheet."""
    if menu.actions():
        menu.addSeparator()
    action = QWidgetAction(menu)
    action.setText(words)
    action.setEnabled(False)
    action.setDefaultWidget(QLabel(words))
    menu.addAction(action)
