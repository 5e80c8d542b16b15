"""Menus stand out from what lies below them, and their headings are words that cannot be chosen."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidgetAction

from dr_desktop.report.look import THEMES, Theme, colour, contrast
from dr_desktop.ui.menu_heading import add_heading
from dr_desktop.ui.theme import apply_theme


@pytest.mark.parametrize("theme", THEMES)
def test_a_menu_has_an_edge_that_is_told_from_bar_and_panel(qapp: QApplication, theme: Theme) -> None:
    apply_theme(qapp, theme)
    menu = QMenu()
    menu.addAction("Copy\tCtrl+C")
    menu.addSeparator()
    tick = menu.addAction("Shown")
    tick.setCheckable(True)
    image = menu.grab().toImage()
    ratio = menu.devicePixelRatio()
    middle, right = round(image.height() / 2), image.width() - 1
    for x, y in ((0, middle), (right, middle), (round(right / 2), 0), (round(right / 2), image.height() - 1)):
        edge = image.pixelColor(x, y).name()
        assert all(contrast(edge, colour(role, theme)) >= 3 for role in ("window", "panel"))
    line = menu.actionGeometry(menu.actions()[1]).center()
    drawn = [image.pixelColor(round(line.x() * ratio), round((line.y() + step) * ratio)) for step in (-1, 0, 1)]
    assert QColor(colour("line", theme)) in drawn
    apply_theme(qapp, "light")


def test_a_heading_of_a_menu_is_shown_and_cannot_be_chosen(qapp: QApplication) -> None:
    menu = QMenu()
    add_heading(menu, "Tier")
    menu.addAction("Critical")
    add_heading(menu, "Scheme")
    heading, _, line, _ = menu.actions()
    assert isinstance(heading, QWidgetAction)
    assert not heading.isEnabled()
    words = heading.defaultWidget()
    assert isinstance(words, QLabel)
    assert words.text() == "Tier"
    assert line.isSeparator()
