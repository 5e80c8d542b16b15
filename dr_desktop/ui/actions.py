"""The commands as Qt's actions, and the menus and the toolbar made of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QToolButton

from dr_desktop.report.look import SIZE
from dr_desktop.ui.commands import COMMANDS, MENUS, TOOLBAR
from dr_desktop.ui.icons import icon, room_beside

_ALONE: Final = ("new", "open", "save", "undo", "redo")
"""Commands whose icons everybody knows without words."""


def make_actions(window: QMainWindow) -> dict[str, QAction]:
    """An action for each command, by its key, without what it does."""
    actions: dict[str, QAction] = {}
    for command in COMMANDS:
        action = QAction(command.words, window)
        action.setObjectName(command.key)
        action.setIconText(command.short or plain_words(command.words))
        action.setStatusTip("")
        action.setCheckable(command.checkable)
        if command.keys:
            action.setShortcut(QKeySequence(command.keys))
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{command.help} ({keys})" if keys else command.help)
        action.setIconVisibleInMenu(False)
        actions[command.key] = action
    return actions


def dress_actions(actions: Mapping[str, QAction]) -> None:
    """Give the toolbar's actions their icons in the theme that is worn now; menus show words alone."""
    names = {command.key: command.icon for command in COMMANDS} | {"undo": "undo", "redo": "redo"}
    for key in TOOLBAR:
        if key is not None:
            actions[key].setIcon(icon(names[key], beside=key not in _ALONE))


def fill_menus(window: QMainWindow, actions: Mapping[str, QAction], submenus: Mapping[str, QMenu]) -> None:
    """The menu bar as `MENUS` says."""
    bar = window.menuBar()
    for words, keys in MENUS:
        menu = bar.addMenu(words)
        menu.setToolTipsVisible(True)
        for key in keys:
            if key is None:
                menu.addSeparator()
            elif key in submenus:
                menu.addMenu(submenus[key])
            else:
                menu.addAction(actions[key])


def fill_toolbar(bar: QToolBar, actions: Mapping[str, QAction]) -> None:
    """The toolbar as `TOOLBAR` says: words beside all icons but those of `_ALONE`."""
    bar.setIconSize(QSize(SIZE.icon, SIZE.icon))
    for key in TOOLBAR:
        if key is None:
            bar.addSeparator()
            continue
        bar.addAction(actions[key])
        button = bar.widgetForAction(actions[key])
        if isinstance(button, QToolButton):
            style = Qt.ToolButtonStyle
            button.setToolButtonStyle(style.ToolButtonIconOnly if key in _ALONE else style.ToolButtonTextBesideIcon)
            if key not in _ALONE:
                button.setIconSize(room_beside())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(plain_words(actions[key].text()))


def plain_words(words: str) -> str:
    """A menu's words without the mark of their key and without the keys after a tab."""
    return words.partition("\t")[0].replace("&", "")
