"""Navigation: the pages in their groups, each with how many findings of the worst severity lie there."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QLabel, QVBoxLayout, QWidget

from dr_desktop.assessment.results import Severity
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.ui.kept_icons import KeptIcons
from dr_desktop.ui.page_list import GROUPS, PAGES, PageEntry
from dr_desktop.ui.theme import qcolour, ui_font

_ICON_LEFT = 15
_WORDS_LEFT = 39
_COUNT_RIGHT = 8
_SIGN = SIZE.sign - 3


class NavigationItem(QAbstractButton):
    """One page: icon, words, sign and count; the one in view carries the accent mark."""

    def __init__(self, entry: PageEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self._worst: tuple[Severity, int] | None = None
        self._icons = KeptIcons()
        self.setCheckable(True)
        self.setText(entry.words)
        self.setFixedHeight(SIZE.nav_item)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click shows a page, and the keyboard goes there
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_worst(None)

    def set_worst(self, worst: tuple[Severity, int] | None) -> None:
        """The worst severity among the page's open findings, and how many have it."""
        self._worst = worst
        said = "" if worst is None else f"{worst[1]} {worst[0]}{'' if worst[1] == 1 else 's'}"
        self.setAccessibleName(f"{self.entry.words}, {said}" if said else self.entry.words)
        self.setToolTip(said and f"{self.entry.words}: {said}")
        self.update()

    def worst(self) -> tuple[Severity, int] | None:
        """What `set_worst` said."""
        return self._worst

    def sizeHint(self) -> QSize:
        """As wide as the navigation."""
        return QSize(SIZE.nav_width, SIZE.nav_item)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Ground, mark, icon, words, sign and count."""
        painter = QPainter(self)
        area = self.rect()
        if self.isChecked():
            painter.fillRect(area, qcolour("selection"))
            painter.fillRect(0, 0, 3, area.height(), qcolour("accent"))
        elif self.underMouse():
            painter.fillRect(area, qcolour("hover"))
        top = (area.height() - SIZE.icon) // 2
        ink = "text.on_selection" if self.isChecked() else "text.secondary"
        self._icons.icon(self.entry.icon, ink).paint(painter, _ICON_LEFT, top, SIZE.icon, SIZE.icon)
        self._paint_count(painter)
        painter.setFont(ui_font(TYPE.body, bold=self.isChecked()))
        painter.setPen(qcolour("text.on_selection" if self.isChecked() else "text.primary"))
        room = area.adjusted(_WORDS_LEFT, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.words_shown())
        if self.hasFocus():
            painter.setPen(qcolour("focus"))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.end()

    def words_shown(self) -> str:
        """The page's words; those before the “&” where the count leaves no room for all of them."""
        words = self.entry.words
        wide = QFontMetrics(ui_font(TYPE.body, bold=self.isChecked())).horizontalAdvance(words)
        return words if _WORDS_LEFT + wide <= self._count_left() else words.partition(" & ")[0]

    def _count_left(self) -> int:
        """Where sign and count begin, px."""
        if self._worst is None:
            return self.width() - 2
        wide = QFontMetrics(ui_font(TYPE.table)).horizontalAdvance(f"{self._worst[1]:,}")
        return self.width() - _COUNT_RIGHT - wide - _SIGN - 8

    def _paint_count(self, painter: QPainter) -> None:
        if self._worst is None:
            return
        severity, count = self._worst
        painter.setFont(ui_font(TYPE.table))
        painter.setPen(qcolour("text.on_selection" if self.isChecked() else "text.primary"))
        left = self._count_left() + 4
        self._icons.sign(severity, _SIGN).paint(painter, left, (self.height() - _SIGN) // 2, _SIGN, _SIGN)
        left += _SIGN + 4
        painter.drawText(left, 0, self.width() - left, self.height(), Qt.AlignmentFlag.AlignVCenter, f"{count:,}")


class Navigation(QWidget):
    """176 px: headings of the groups, their pages, and at the foot what the plan stands on."""

    page_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(SIZE.nav_width)
        self.setAccessibleName("Pages")
        self._items: dict[str, NavigationItem] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 1, 6)
        column.setSpacing(0)
        for group in GROUPS:
            if any(entry.group == group for entry in PAGES):
                column.addWidget(_caption(group))
            for entry in PAGES:
                if entry.group == group:
                    item = NavigationItem(entry)
                    item.clicked.connect(self._chosen)
                    self._items[entry.key] = item
                    self._group.addButton(item)
                    column.addWidget(item)
        column.addStretch(1)
        self._foot = QLabel()
        self._foot.setFont(ui_font(TYPE.caption))
        self._foot.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self._foot.setContentsMargins(12, 6, 4, 2)
        self._foot.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self._foot)

    def set_current(self, key: str | None) -> None:
        """Mark the page in view; None marks none."""
        self._group.setExclusive(False)
        for name, item in self._items.items():
            item.setChecked(name == key)
        self._group.setExclusive(True)

    def set_counts(self, worst: Mapping[str, tuple[Severity, int]]) -> None:
        """Worst severity and count by page."""
        for key, item in self._items.items():
            if item.worst() != worst.get(key):
                item.set_worst(worst.get(key))

    def set_foot(self, *lines: str) -> None:
        """What the plan stands on: revision, prices, autosave."""
        words = "\n".join(line for line in lines if line)
        if words != self._foot.text():
            self._foot.setText(words)

    def item(self, key: str) -> NavigationItem:
        """The item of a page."""
        return self._items[key]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move between the pages without opening them."""
        keys = list(self._items)
        at = next((place for place, key in enumerate(keys) if self._items[key].hasFocus()), None)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if at is None or step is None:
            super().keyPressEvent(event)
            return
        self._items[keys[(at + step) % len(keys)]].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, _: QPaintEvent) -> None:
        """A line parts the navigation from the page, and the foot from the pages."""
        painter = QPainter(self)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), qcolour("line"))
        if self._foot.text():
            painter.fillRect(0, self._foot.y(), self.width(), 1, qcolour("line"))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Paint anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def _chosen(self) -> None:
        item = self.sender()
        if isinstance(item, NavigationItem):
            self.page_chosen.emit(item.entry.key)


def _caption(words: str) -> QLabel:
    caption = QLabel(words)
    caption.setFont(ui_font(TYPE.table, bold=True))
    caption.setFixedHeight(SIZE.nav_heading)
    caption.setContentsMargins(12, 0, 0, 0)
    return caption
