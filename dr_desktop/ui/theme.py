"""Light, dark and high contrast: font, palette and stylesheet of the whole window, by role from `look`.

Fusion everywhere with palettes of our own: the native styles and Qt's own colour schemes ignore a palette or
do nothing on several platforms. No rule for `::item`: it costs a table 30 % of every frame.
"""

from functools import cache
from typing import Final, Literal, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from dr_desktop.bundled import bundled
from dr_desktop.report.font_metrics import FONT_FILES
from dr_desktop.report.look import FONT_FALLBACKS, FONT_FAMILY, THEMES, TYPE, Theme, colour
from dr_desktop.ui.style_sheet import style_sheet

ThemeChoice = Literal["light", "dark", "high_contrast", "system"]

_PALETTE: Final = (
    (QPalette.ColorRole.Window, "window"),
    (QPalette.ColorRole.WindowText, "text.primary"),
    (QPalette.ColorRole.Base, "panel"),
    (QPalette.ColorRole.AlternateBase, "panel.alternate"),
    (QPalette.ColorRole.Text, "text.primary"),
    (QPalette.ColorRole.PlaceholderText, "text.secondary"),
    (QPalette.ColorRole.Button, "panel"),
    (QPalette.ColorRole.ButtonText, "text.primary"),
    (QPalette.ColorRole.BrightText, "text.on_accent"),
    (QPalette.ColorRole.ToolTipBase, "tooltip"),
    (QPalette.ColorRole.ToolTipText, "text.primary"),
    (QPalette.ColorRole.Highlight, "selection"),
    (QPalette.ColorRole.HighlightedText, "text.on_selection"),
    (QPalette.ColorRole.Link, "text.link"),
    (QPalette.ColorRole.LinkVisited, "text.link"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Light, "panel"),
    (QPalette.ColorRole.Midlight, "header"),
    (QPalette.ColorRole.Mid, "line"),
    (QPalette.ColorRole.Dark, "line.strong"),
    (QPalette.ColorRole.Shadow, "line.strong"),
)
_GREYED: Final = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.HighlightedText,
)


def apply_theme(application: QApplication, choice: ThemeChoice) -> None:
    """Dresses the whole application; "system" follows what the desktop says now and when it changes."""
    theme = _system_theme() if choice == "system" else choice
    application.setProperty("theme", theme)
    application.setProperty("theme_follows_system", choice == "system")
    if not application.property("theme_watches_system"):
        application.setProperty("theme_watches_system", True)
        QGuiApplication.styleHints().colorSchemeChanged.connect(_follow_system)
    if not application.property("style_is_fusion"):  # its name is hidden once it wears a stylesheet
        application.setProperty("style_is_fusion", True)
        application.setStyle("Fusion")
    application.setFont(ui_font())
    application.setPalette(palette(theme))
    application.setStyleSheet(style_sheet(theme))


def current_theme() -> Theme:
    """The theme that the application wears; light before `apply_theme` was called."""
    application = QApplication.instance()
    theme = application.property("theme") if application is not None else None
    return cast(Theme, theme) if theme in THEMES else "light"


def ui_font(size: float = TYPE.body, bold: bool = False) -> QFont:
    """The bundled font at `size` px, Regular or SemiBold, with fallbacks for other scripts."""
    _load_font()
    return QFont(_font(round(size), bold))


@cache
def _font(pixels: int, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies([FONT_FAMILY, *FONT_FALLBACKS])
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def qcolour(role: str, theme: Theme | None = None) -> QColor:
    """The colour of a role as Qt wants it, in the current theme unless another is named."""
    return QColor(colour(role, theme or current_theme()))


def palette(theme: Theme) -> QPalette:
    """Qt's palette of a theme."""
    result = QPalette()
    for role, name in _PALETTE:
        result.setColor(role, qcolour(name, theme))
    for role in _GREYED:
        result.setColor(QPalette.ColorGroup.Disabled, role, qcolour("text.disabled", theme))
    pale = qcolour("selection.inactive", theme)
    result.setColor(QPalette.ColorGroup.Inactive, QPalette.ColorRole.Highlight, pale)
    result.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, pale)
    return result


def _load_font() -> None:
    application = QApplication.instance()
    if application is None or application.property("font_is_loaded"):
        return
    application.setProperty("font_is_loaded", True)
    for file_name in FONT_FILES.values():
        QFontDatabase.addApplicationFont(str(bundled("fonts", file_name)))


def _system_theme() -> Theme:
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "high_contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def _follow_system() -> None:
    application = QApplication.instance()
    if isinstance(application, QApplication) and application.property("theme_follows_system"):
        apply_theme(application, "system")
