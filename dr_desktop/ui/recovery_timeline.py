"""The pictures of a recovery that share one axis of time: bars, what lands on a site, and a playhead over both."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGraphicsOpacityEffect, QHBoxLayout, QVBoxLayout, QWidget

from dr_desktop.assessment.failback import Failback
from dr_desktop.assessment.recovery_changes import OneChange
from dr_desktop.assessment.recovery_records import LandingUse
from dr_desktop.assessment.simulated_losses import is_hit
from dr_desktop.plan.shown import NO_BREAK_SPACE, show_number
from dr_desktop.report.axes import nothing_to_draw
from dr_desktop.report.gantt import HEAD, ROW, gantt_head, gantt_picture, gantt_rows
from dr_desktop.report.gantt_columns import ALL_COLUMNS, FEW_COLUMNS, GanttLayout, gantt_layout
from dr_desktop.report.held_up_picture import held_up_picture
from dr_desktop.report.landing_use_picture import MEASURE_WORDS, Measure, landing_use_picture, used_at
from dr_desktop.report.look import SIZE
from dr_desktop.report.names import name_of
from dr_desktop.report.picture import Picture, moved
from dr_desktop.report.recovery_view import RecoveryView
from dr_desktop.report.recovery_words import back_at
from dr_desktop.ui.head_button import HeadButton, toggles
from dr_desktop.ui.picture_view import PictureView
from dr_desktop.ui.playhead_bar import PlayheadBar
from dr_desktop.ui.timeline_view import TimelineView

_LANDING: Final = 186
_LANDING_MOST: Final = 0.46
"""Share of the height that the landing may take where the rows leave it."""
_RIGHT: Final = 30
_CONTROLS: Final = 132
_SETTLED_MS: Final = 60
_DIM: Final = 0.45


class RecoveryTimeline(QWidget):
    """Head, playhead, rows; below them a landing and two lists.

    `chosen` and `opened` carry an application's id, `moved` minutes, `listed` the entity of a row of the lists.
    """

    chosen = Signal(str)
    opened = Signal(str)
    moved = Signal(float)
    listed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: RecoveryView | None = None
        self._changes: Sequence[OneChange] | None = None
        self._home: Failback | None = None
        self._working = False
        self._few = False
        self._width = 0.0
        self._site = ""
        self._measure: Measure = "memory_gib"
        self.head, self.landing = TimelineView(anywhere=True), TimelineView(anywhere=True)
        self.rows = TimelineView(anywhere=False)
        self.lists = PictureView()
        self.bar = PlayheadBar()
        self.sites = QComboBox()
        self.measures: dict[str, HeadButton] = {key: HeadButton(words) for key, words in MEASURE_WORDS.items()}
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self.rows.rebuild)
        self._dim = QGraphicsOpacityEffect(self)
        self._dim.setOpacity(_DIM)
        self._dim.setEnabled(False)
        self.setGraphicsEffect(self._dim)
        self._arrange()
        self._connect()

    def show_recovery(
        self, view: RecoveryView, home: Failback | None, changes: Sequence[OneChange] | None, *, few_columns: bool
    ) -> None:
        """Show a recovery; `few_columns` leaves the room of the others to what stands beside."""
        self._view, self._home, self._changes, self._few = view, home, changes, few_columns
        self._width = 0.0
        self._fill_sites()
        self._share_height()
        self.rows.set_builder(self._rows_picture)
        self.head.set_builder(self._head_picture)
        self.landing.set_builder(self._landing_picture)
        self.lists.setVisible(not few_columns)
        self.lists.set_builder(self._lists_picture)
        self._show_moment()

    def show_moment(self, view: RecoveryView) -> None:
        """Look at another moment of the same recovery; the words of the rows follow a little later."""
        self._view = view
        self._show_moment()
        self._settled.start()

    def show_changes(self, changes: Sequence[OneChange] | None, *, working: bool) -> None:
        """Show what one change buys, now that it is known."""
        self._changes, self._working = changes, working
        self.lists.rebuild()

    def set_dimmed(self, dimmed: bool) -> None:
        """Show that what is seen is of an earlier plan."""
        self._dim.setEnabled(dimmed)

    def dimmed(self) -> bool:
        """Whether it is shown as of an earlier plan."""
        return self._dim.isEnabled()

    def shown_landing(self) -> LandingUse | None:
        """The landing in view."""
        found = self._view.result.landings if self._view is not None else ()
        return next((one for one in found if one.site == self._site), found[0] if found else None)

    def whole_picture(self) -> Picture | None:
        """Rows and landing in one picture, for the clipboard."""
        if self._view is None:
            return None
        width = self._width or float(self.width())
        gantt = gantt_picture(self._view, width)
        landing = self.shown_landing()
        if landing is None:
            return gantt
        scale = gantt_layout(width, self._view.until_minutes).scale
        below = landing_use_picture(self._view, landing, scale, (width, float(_LANDING)), measure=self._measure)
        shapes = (*gantt.shapes, *moved(below.shapes, 0.0, gantt.height + 12))
        return Picture(width, gantt.height + 12 + below.height, shapes, gantt.title, gantt.alt)

    def choose_site(self, site: str) -> None:
        """Show the landing on another site."""
        self._site = site
        self._fill_sites()
        self.landing.rebuild()
        self._show_moment()

    def choose_measure(self, measure: Measure) -> None:
        """Show memory or vCPU."""
        self._measure = measure
        self.measures[measure].setChecked(True)
        self.landing.rebuild()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the landing what the rows leave."""
        super().resizeEvent(event)
        self._share_height()

    # parts

    def _arrange(self) -> None:
        self.head.setFixedHeight(round(HEAD))
        self.head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.landing.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sites.setAccessibleName("Site that machines land on")
        self.sites.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        toggles(self.measures, self._measure)
        self._controls = QWidget(self.landing)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in self.measures.values():
            buttons.addWidget(button)
        column = QVBoxLayout(self._controls)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.sites)
        column.addLayout(buttons)
        below = QHBoxLayout()
        below.setContentsMargins(0, 6, SIZE.page_margin, 0)
        below.setSpacing(0)
        below.addWidget(self.landing, 0, Qt.AlignmentFlag.AlignLeft)
        below.addWidget(self.lists, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(self.bar)
        outer.addWidget(self.rows, 1)
        outer.addLayout(below)

    def _connect(self) -> None:
        self.rows.entity_clicked.connect(self.chosen)
        self.rows.entity_focused.connect(self._focused)
        self.rows.entity_activated.connect(self.opened)
        self.lists.entity_clicked.connect(self.listed)
        self.bar.moved.connect(self.moved)
        self.sites.activated.connect(self._site_picked)
        for view in (self.head, self.rows, self.landing):
            view.dragged.connect(self.moved)
            view.zoomed.connect(self._zoomed)
        for measure in MEASURE_WORDS:
            self.measures[measure].clicked.connect(partial(_choose_measure, self, measure))

    def _fill_sites(self) -> None:
        found = self._view.result.landings if self._view is not None else ()
        if self._view is not None and all(one.site != self._site for one in found):
            self._site = max(found, key=_tells).site if found else ""
        with QSignalBlocker(self.sites):
            self.sites.clear()
            for one in found:
                self.sites.addItem(name_of(self._view.plan, one.site) if self._view is not None else "", one.site)
            self.sites.setCurrentIndex(max(0, self.sites.findData(self._site)))
        self._controls.setVisible(bool(found))

    def _share_height(self) -> None:
        """The landing takes what the rows do not need; its controls stay below the words at its left."""
        zoom = self.rows.zoom()
        needed = ROW * (len(self._view.rows) if self._view is not None else 0) * zoom
        rest = self.height() - self.head.height() - self.bar.height() - needed - 12
        least = _LANDING * zoom
        below = round(max(least, min(rest, self.height() * _LANDING_MOST)))
        self.landing.setFixedHeight(below)
        self.lists.setFixedHeight(below)
        self._controls.setGeometry(8, below - 82, _CONTROLS, 56)

    def _layout(self) -> GanttLayout | None:
        if self._view is None or not self._width:
            return None
        return gantt_layout(self._width, self._view.until_minutes, FEW_COLUMNS if self._few else ALL_COLUMNS)

    def _rows_picture(self, width: float, _height: float) -> Picture:
        assert self._view is not None
        if width != self._width:
            self._width = width
            layout = self._layout()
            if layout is not None:
                zoom = self.rows.zoom()
                self.landing.setFixedWidth(round((layout.scale.right + _RIGHT) * zoom))
                # A scroll bar that goes as the lists get narrower leaves their room as it was: nothing tells them.
                QTimer.singleShot(0, self.lists, self.lists.rebuild)
            self.head.rebuild()
            self.landing.rebuild()
            self._show_moment()
        return gantt_rows(self._view, width, FEW_COLUMNS if self._few else ALL_COLUMNS)

    def _head_picture(self, width: float, _height: float) -> Picture:
        assert self._view is not None
        return gantt_head(self._view, self._width or width, FEW_COLUMNS if self._few else ALL_COLUMNS)

    def _landing_picture(self, width: float, height: float) -> Picture:
        layout, landing = self._layout(), self.shown_landing()
        if self._view is None or layout is None or landing is None:
            return nothing_to_draw((width, height), "Landing", "Nothing lands on any site.")
        still = self._view._replace(at_minutes=None)  # the playhead is painted over the picture
        return landing_use_picture(still, landing, layout.scale, (width, height), measure=self._measure)

    def _lists_picture(self, width: float, height: float) -> Picture:
        assert self._view is not None
        size = (width, height)
        plan, result = self._view.plan, self._view.result
        return held_up_picture(plan, result, self._changes, size, working=self._working, home=self._home)

    def _show_moment(self) -> None:
        layout, view = self._layout(), self._view
        if layout is None or view is None:
            return
        minutes = view.at_minutes or 0.0
        self.head.set_playhead(layout.scale, minutes, HEAD - 6, HEAD)
        self.rows.set_playhead(layout.scale, view.at_minutes, -8.0, self.rows.picture().height)
        self.landing.set_playhead(layout.scale, minutes, 14.0, self.landing.picture().height - 24.0)
        self.head.rebuild()
        self.bar.show_moment(layout.scale, minutes, self._state_words(minutes), self.rows.zoom())

    def _state_words(self, minutes: float) -> str:
        if self._view is None:
            return ""
        result = self._view.result
        hit = sum([is_hit(one) for one in result.applications.values()])
        said = f"{back_at(result, minutes):,} of {hit:,} back"
        landing = self.shown_landing()
        if landing is not None and not self._few:
            amount = show_number(used_at(landing, minutes).memory_gib)
            said += f", {amount}{NO_BREAK_SPACE}GiB landed on {name_of(self._view.plan, landing.site)}"
        return said

    def _focused(self, entity: str) -> None:
        if entity and self.rows.hasFocus() and self._view is not None and entity != self._view.chosen:
            self.chosen.emit(entity)

    def _site_picked(self, place: int) -> None:
        self.choose_site(str(self.sites.itemData(place)))

    def _zoomed(self, zoom: float) -> None:
        for view in (self.head, self.rows, self.landing):
            view.set_zoom(zoom)
        self.head.setFixedHeight(round(HEAD * zoom))
        self._width = 0.0
        self._share_height()
        self.rows.rebuild()


def _tells(landing: LandingUse) -> tuple[bool, int]:
    """How much a landing has to tell: one where something does not fit comes first."""
    return bool(landing.refused), landing.points[-1].machines if landing.points else 0


def _choose_measure(timeline: RecoveryTimeline, measure: Measure, _checked: bool = False) -> None:
    timeline.choose_measure(measure)
