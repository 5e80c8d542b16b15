"""Which restore points of a policy lie at a target on a day: chosen by list, date and slider."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QSlider, QWidget

from dr_desktop.assessment.points_on_day import (
    PolicyUse,
    days_of_horizon,
    points_on_day,
    uses_of_policies,
)
from dr_desktop.report.names import name_of
from dr_desktop.report.picture import Picture
from dr_desktop.report.restore_point_timeline import restore_point_timeline
from dr_desktop.ui.document import Document
from dr_desktop.ui.panel import Panel
from dr_desktop.ui.picture_view import PictureView

_SLIDER_WIDTH = 220
_BY_WEEK = 7
_HEAD = 34


class RestorePointsPanel(Panel):
    """The timeline of one policy at one target; it begins at the fullest day of the target."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__("Restore points on a day", parent, head_height=_HEAD)
        self._document = document
        self._day: date | None = None
        self.choice, self.date, self.slider = QComboBox(), QDateEdit(), QSlider(Qt.Orientation.Horizontal)
        self.choice.setAccessibleName("Policy and target")
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.date.setAccessibleName("Day")
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat("d MMM yyyy")
        self.slider.setAccessibleName("Day within the horizon")
        self.slider.setFixedWidth(_SLIDER_WIDTH)
        self.slider.setPageStep(_BY_WEEK)
        self.add_fields(self.choice, self.slider, self.date)
        self.picture = PictureView()
        self.body.addWidget(self.picture)
        self.choice.currentIndexChanged.connect(self._use_chosen)
        self.date.dateChanged.connect(self._date_chosen)
        self.slider.valueChanged.connect(self._slid)

    def refresh(self) -> None:
        """Show what the plan says now, the same policy, target and day where they are still there."""
        assessment = self._document.assessment
        uses, chosen = uses_of_policies(assessment), self.use()
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for use in uses:
                self.choice.addItem(self._words(use), use)
            self.choice.setCurrentIndex(uses.index(chosen) if chosen in uses else 0)
        first, last = days_of_horizon(assessment)
        with QSignalBlocker(self.date), QSignalBlocker(self.slider):
            self.date.setDateRange(_qdate(first), _qdate(last))
            self.slider.setRange(0, (last - first).days)
        for widget in (self.choice, self.date, self.slider):
            widget.setEnabled(bool(uses))
        if self._day is None or self.use() != chosen:
            self._day = self._fullest_day()
        self.show_day(min(max(self._day or first, first), last))

    def use(self) -> PolicyUse | None:
        """The policy and the target that are shown."""
        found = self.choice.currentData()
        return PolicyUse(*found) if found is not None else None

    def day(self) -> date | None:
        """The day that is shown."""
        return self._day

    def show_day(self, day: date) -> None:
        """Show another day of the horizon."""
        self._day = day
        first, _ = days_of_horizon(self._document.assessment)
        with QSignalBlocker(self.date), QSignalBlocker(self.slider):
            self.date.setDate(_qdate(day))
            self.slider.setValue((day - first).days)
        self.picture.set_builder(self._build)

    def show_policy(self, policy: str) -> None:
        """Show a policy, at the target that is shown if it is used there."""
        self._show_one([use for use in self._uses() if use.policy == policy])

    def show_target(self, target: str) -> None:
        """Show a target, by the policy that is shown if that is used there."""
        self._show_one([use for use in self._uses() if use.target == target])

    def _show_one(self, fitting: list[PolicyUse]) -> None:
        shown = self.use()
        if shown in fitting or not fitting:
            return
        alike = [use for use in fitting if shown and (use.target == shown.target or use.policy == shown.policy)]
        self.choice.setCurrentIndex(self._uses().index((alike or fitting)[0]))

    def _uses(self) -> list[PolicyUse]:
        return [PolicyUse(*self.choice.itemData(place)) for place in range(self.choice.count())]

    def _words(self, use: PolicyUse) -> str:
        plan = self._document.plan
        copies = " (second copies)" if use.layer == "copies" else ""
        return f"{name_of(plan, use.policy)} → {name_of(plan, use.target)}{copies}"

    def _fullest_day(self) -> date | None:
        use = self.use()
        store = self._document.assessment.targets.get(use.target) if use else None
        return store.worst.worst_day if store is not None and store.worst is not None else None

    def _build(self, width: float, height: float) -> Picture:
        use, assessment = self.use(), self._document.assessment
        found = points_on_day(assessment, use, self._day) if use is not None and self._day is not None else None
        return restore_point_timeline(self._document.plan, found, width, height)

    def _use_chosen(self, _place: int) -> None:
        self.show_day(self._fullest_day() or days_of_horizon(self._document.assessment)[0])

    def _date_chosen(self, chosen: QDate) -> None:
        self.show_day(date(chosen.year(), chosen.month(), chosen.day()))

    def _slid(self, days: int) -> None:
        self.show_day(days_of_horizon(self._document.assessment)[0] + timedelta(days=days))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
