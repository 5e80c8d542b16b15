"""The page without a plan: the plans opened last stand in line under their heading, and show the keyboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from dr_desktop.report.look import SIZE, colour
from dr_desktop.ui.start_page import StartPage
from dr_desktop.ui.theme import apply_theme


def first_ink(widget: QWidget, image: QImage, inset: int) -> int:
    """The first column of the page, in px, in which the widget draws words; `inset` leaves its frame out."""
    area = widget.rect().translated(widget.mapTo(widget.window(), widget.rect().topLeft()))
    ground = image.pixelColor(area.left(), area.top() - 1)
    for x in range(area.left() + inset, area.right()):
        for y in range(area.top() + inset, area.bottom() - inset):
            ink = image.pixelColor(x, y)
            if abs(ink.lightness() - ground.lightness()) > 40:
                return x
    return -1


def test_names_of_plans_begin_where_their_heading_begins(qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    page = StartPage()
    page.resize(900, 620)
    page.show_recent([Path("H.drplan"), Path("Harbour.drplan")])
    page.show()
    QApplication.processEvents()
    image = page.grab().toImage()
    (heading,) = [one for one in page.findChildren(QLabel) if one.text() == "Opened last"]
    names = [one for one in page.findChildren(QPushButton) if one.property("path")]
    assert len(names) == 2
    left = first_ink(heading, image, 0)
    assert all(abs(first_ink(one, image, SIZE.focus_line) - left) <= 1 for one in names)


def test_the_name_that_has_the_keyboard_wears_the_focus_frame(qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    page = StartPage()
    page.resize(900, 620)
    page.show_recent([Path("Harbour.drplan")])
    page.show()
    page.activateWindow()
    (name,) = [one for one in page.findChildren(QPushButton) if one.property("path")]
    name.setFocus()
    QApplication.processEvents()
    image = name.grab().toImage()
    assert image.pixelColor(0, image.height() // 2) == QColor(colour("focus"))
