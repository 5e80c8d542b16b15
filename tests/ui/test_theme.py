"""The window wears the tokens: the bundled font, and every colour by role in three themes."""

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

from dr_desktop.report.font_metrics import drawable, text_width
from dr_desktop.report.look import FONT_FAMILY, STATES, THEMES, Theme, colour
from dr_desktop.ui.icons import icon, icon_names, sign_icon, tier_icon
from dr_desktop.ui.picture_painter import picture_font
from dr_desktop.ui.style_sheet import style_sheet
from dr_desktop.ui.theme import apply_theme, current_theme, qcolour, ui_font


@pytest.mark.parametrize("theme", THEMES)
def test_the_palette_is_that_of_the_theme(qapp: QApplication, theme: Theme) -> None:
    apply_theme(qapp, theme)
    assert current_theme() == theme
    assert qapp.palette().color(QPalette.ColorRole.Window) == qcolour("window", theme)
    greyed = qapp.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert greyed.name().upper() == colour("text.disabled", theme)
    qapp.setStyleSheet("")  # which hides the style beneath it
    assert qapp.style().name() == "fusion"
    apply_theme(qapp, "light")


def test_the_system_choice_follows_the_desktop(qapp: QApplication) -> None:
    apply_theme(qapp, "system")
    assert current_theme() in THEMES
    apply_theme(qapp, "light")
    assert current_theme() == "light"


@pytest.mark.parametrize("theme", THEMES)
def test_the_style_sheet_has_every_value_and_no_rule_that_slows_tables(theme: Theme) -> None:
    sheet = style_sheet(theme)
    assert "$" not in sheet
    assert "::item" not in sheet.replace("QMenu::item", "")
    assert colour("selection", theme) in sheet


def test_windows_and_pictures_use_the_bundled_font(qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    for font in (ui_font(), ui_font(bold=True), picture_font(12, True), qapp.font()):
        assert QFontInfo(font).family().startswith(FONT_FAMILY)
    assert qapp.font().pixelSize() == 13


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("size", [10, 11, 12, 13, 15, 18, 20, 26])
def test_qt_sets_a_text_as_wide_as_the_layout_reckoned(qapp: QApplication, size: int, bold: bool) -> None:
    for text in ("Recommended with a condition", "AVAToWAVE fi 1,048.25", "Łódź → Αθήνα 50 €", "a\tb東"):
        measured = QFontMetricsF(picture_font(size, bold)).horizontalAdvance(drawable(text))
        assert measured == pytest.approx(text_width(text, size, bold), abs=0.05 * len(text) / 4)


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_is_drawn_in_the_colour_of_its_role(qapp: QApplication, name: str) -> None:
    apply_theme(qapp, "light")
    image = icon(name, "recommended.fill", 32).pixmap(32, 32).toImage()
    inks = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
    wanted = qcolour("recommended.fill")
    solid = [ink for ink in inks if ink.alpha() == 255]
    assert len(solid) > 5
    assert all(abs(ink.red() - wanted.red()) <= 1 and abs(ink.blue() - wanted.blue()) <= 1 for ink in solid)


def test_icons_are_our_line_drawings_and_recoloured_only_by_role() -> None:
    assert len(icon_names()) >= 40
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_signs_and_marks_come_as_icons_too(qapp: QApplication) -> None:
    apply_theme(qapp, "dark")
    for state in STATES:
        image = sign_icon(state).pixmap(14, 14).toImage()
        assert image.width() == 14
        assert image.pixelColor(0, 0).alpha() < 255
    assert not tier_icon(2).isNull()
    apply_theme(qapp, "light")
