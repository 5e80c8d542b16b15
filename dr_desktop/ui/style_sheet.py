"""The small stylesheet of the window: what a palette cannot say of bars, buttons, fields and scroll bars."""

from string import Template
from typing import Final

from dr_desktop.bundled import bundled
from dr_desktop.report.look import ROLES, SIZE, TYPE, Theme, colour

_SHEET: Final = """
QListView, QTreeView, QTableWidget, QScrollArea { border: 0; }
QListView#offered { border: 1px solid $line_strong; }
QToolTip { background: $tooltip; color: $text_primary; border: 1px solid $line_strong; padding: 4px 6px; }

QMenuBar { background: $window; color: $text_primary; border-bottom: 1px solid $line; padding: 0 4px; }

QMenu { background: $panel; color: $text_primary; border: 1px solid $control_line; padding: 0; }
QMenu::item { padding: 3px 12px; border: 1px solid transparent; }
QMenu::item:selected { background: $selection; color: $text_on_selection; border-color: $accent; }
QMenu::item:disabled { color: $text_disabled; }
QMenu::icon { left: 6px; }
QMenu::indicator { width: 13px; height: 13px; left: 6px; }
QMenu::indicator:non-exclusive { background: $panel; border: 1px solid $control_line; border-radius: 2px; }
QMenu::indicator:non-exclusive:checked { image: url("$check"); }
QMenu::indicator:exclusive:checked { image: url("$dot"); }
QMenu::separator { height: 1px; background: $line; margin: 2px 4px; }
QMenu QLabel { color: $text_secondary; font-weight: 600; padding: 3px 12px 1px 8px; }

QToolBar { background: $window; border: 0; border-bottom: 1px solid $line; spacing: 2px; padding: 0 6px; }
QToolBar::separator { width: 1px; height: 16px; background: $line_strong; margin: 4px 6px; }
QToolBar QToolButton { background: transparent; border: 1px solid transparent; padding: 4px 6px; }
QToolButton { border-radius: ${radius}px; padding: 3px 5px; border: 1px solid transparent; }
QToolButton:hover { background: $hover; }
QToolButton:checked, QToolButton:pressed { background: $selection; color: $text_on_selection; }
QToolButton:focus { border-color: $focus; }
QToolButton:disabled { color: $text_disabled; }

QPushButton { background: $panel; color: $text_primary; border: 1px solid $control_line;
  border-radius: ${radius}px; padding: 3px 10px; min-height: 16px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $selection; color: $text_on_selection;
  border-color: $accent; }
QPushButton:default { background: $accent; color: $text_on_accent; border-color: $accent; }
QPushButton:focus { border: 2px solid $focus; padding: 2px 9px; outline: 0; }
QPushButton:default:focus { border: 2px solid $focus; padding: 2px; background-clip: content; }
QPushButton:disabled { color: $text_disabled; border-color: $line; background: $window; }
QPushButton::menu-indicator { image: url("$down"); subcontrol-position: right center; right: 6px;
  width: 10px; height: 10px; }
QPushButton[flat="true"] { background: transparent; border-color: transparent; color: $text_link; }
QPushButton[flat="true"]:focus { border-color: $focus; }

QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }

QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit, QTextEdit { background: $panel; color: $text_primary;
  border: 1px solid $control_line; border-radius: ${radius}px; selection-background-color: $selection;
  selection-color: $text_on_selection; }
QLineEdit, QAbstractSpinBox { padding: 2px 6px; min-height: 18px; }
QComboBox { padding: 2px 22px 2px 8px; min-height: 18px; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
  border: 2px solid $focus; }
QLineEdit:focus, QAbstractSpinBox:focus { padding: 1px 5px; }
QComboBox:focus { padding: 1px 21px 1px 7px; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled, QPlainTextEdit:disabled {
  background: $window; color: $text_disabled; border-color: $line; }
QLineEdit[invalid="true"] { background: $invalid; color: $text_invalid; border: 2px solid $error_fill;
  padding: 1px 5px; }
QAbstractSpinBox { padding-right: 20px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: 0; width: 18px; background: transparent; }
QAbstractSpinBox::up-arrow { image: url("$up"); width: 8px; height: 8px; }
QAbstractSpinBox::down-arrow { image: url("$down"); width: 8px; height: 8px; }
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator { width: 13px; height: 13px;
  background: $panel; border: 1px solid $control_line; }
QCheckBox::indicator, QGroupBox::indicator { border-radius: 2px; }
QRadioButton::indicator { border-radius: 7px; }
QCheckBox::indicator:checked, QGroupBox::indicator:checked { image: url("$check"); }
QCheckBox::indicator:indeterminate { image: url("$dash"); }
QRadioButton::indicator:checked { image: url("$dot"); }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid $focus; width: 11px; height: 11px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; background: $window; }
QCheckBox:disabled, QRadioButton:disabled { color: $text_disabled; }
QComboBox::drop-down, QDateEdit::drop-down { border: 0; width: 20px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("$down"); width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $line_strong; outline: 0; }
QAbstractItemView QLineEdit, QAbstractItemView QComboBox, QAbstractItemView QAbstractSpinBox {
  border: 2px solid $focus; border-radius: 0; padding: 0 4px; min-height: 0; }

QTableView { gridline-color: $grid; }
FindingsView { outline: 0; }
QHeaderView { background: $header; border: 0; }
QHeaderView::section { background: $header; color: $text_primary; border: 0; padding: 0 ${cell_padding}px;
  border-right: 1px solid $line; border-bottom: 1px solid $line_strong; font-weight: 600; }
QHeaderView::section:vertical { color: $text_secondary; font-weight: 400;
  border-bottom: 1px solid $grid; border-right: 1px solid $line; }
QHeaderView::section:vertical:checked { background: $selection; color: $text_on_selection; }
QTableCornerButton::section { background: $header; border: 0; border-right: 1px solid $line;
  border-bottom: 1px solid $line_strong; }
QHeaderView::up-arrow { image: url("$up"); width: 10px; height: 10px; subcontrol-position: center right; }
QHeaderView::down-arrow { image: url("$down"); width: 10px; height: 10px; subcontrol-position: center right; }

QTabWidget::pane { border: 1px solid $line; top: -1px; }
QTabBar::tab { background: $window; color: $text_secondary; padding: 4px 12px;
  border: 1px solid transparent; }
QTabBar::tab:hover { background: $hover; color: $text_primary; }
QTabBar::tab:selected { background: $panel; color: $text_primary; border: 1px solid $line;
  border-top: 2px solid $accent; border-bottom-color: $panel; }
QTabBar::tab:focus { color: $text_primary; border-bottom: 2px solid $focus; }

QGroupBox { border: 1px solid $line; border-radius: ${radius}px; margin-top: 9px; padding-top: 8px; }
QGroupBox::title { subcontrol-origin: margin; left: 8px; padding: 0 4px; color: $text_primary; }
QMainWindow::separator { background: $window; width: 1px; height: 4px; }
QSplitter::handle { background: $window; }
QSplitter::handle:hover { background: $selection; }
QStatusBar { background: $window; color: $text_primary; border-top: 1px solid $line; min-height: ${status}px;
  font-size: ${table}px; }
QProgressBar { background: $grid; border: 0; border-radius: 2px; max-height: 6px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QSlider::groove:horizontal { background: $line_strong; height: 4px; border-radius: 2px; }
QSlider::handle:horizontal { background: $panel; border: 2px solid $text_secondary; width: 8px; margin: -4px 0;
  border-radius: 6px; }
QSlider::handle:horizontal:focus { background: $focus; border-color: $focus; }
QSlider::handle:horizontal:disabled { border-color: $line_strong; background: $window; }

QScrollBar { background: $window; border: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $line_strong; border-radius: 4px; margin: 2px; }
QScrollBar::handle:hover { background: $text_secondary; }
QScrollBar::handle:vertical { min-height: 24px; }
QScrollBar::handle:horizontal { min-width: 24px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""


def style_sheet(theme: Theme) -> str:
    """The application's stylesheet in the colours of `theme`."""
    colours = {role.replace(".", "_"): colour(role, theme) for role in ROLES}
    # a stylesheet takes files only, so its arrows come in two tones
    tone = "dark" if theme == "light" else "light"
    return Template(_SHEET).substitute(
        colours,
        radius=SIZE.radius,
        cell_padding=SIZE.cell_padding,
        status=SIZE.status,
        table=TYPE.table,
        **{
            name: bundled("icons", f"{file}_{tone}.svg").as_posix()
            for name, file in (
                ("up", "arrow_up"),
                ("down", "arrow_down"),
                ("check", "control_check"),
                ("dash", "control_dash"),
                ("dot", "control_dot"),
            )
        },
    )
