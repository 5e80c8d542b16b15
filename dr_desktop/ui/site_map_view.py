"""The map of sites and links as a view: laid out when sites, links or its size change, not with every edit."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from dr_desktop.assessment.results import Assessment
from dr_desktop.plan.plan import Plan
from dr_desktop.report.picture import Picture, Shape
from dr_desktop.report.site_map import link_tip, site_map_picture, site_tip
from dr_desktop.ui.picture_view import PictureView

_REST_MS: Final = 120


class SiteMapView(PictureView):
    """Finding places for all names costs a tenth of a second or more, so that resizing waits until it rests."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self._assessment: Assessment | None = None
        self._size = (0, 0)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._lay_out_if_needed)

    def show_map(self, plan: Plan, assessment: Assessment) -> None:
        """Show the sites and links of a plan; where they are the same as before, only what their tips say changes."""
        before = self._plan
        self._plan, self._assessment = plan, assessment
        same = before is not None and before.sites is plan.sites and before.links is plan.links
        if not same:
            self._size = (0, 0)
            if self.isVisible():
                self._lay_out_if_needed()
        elif self.picture().shapes:
            picture = self.picture()
            self.set_picture(picture._replace(shapes=tuple([_retold(one, plan, assessment) for one in picture.shapes])))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out at once the first time, later when the size has come to rest."""
        QAbstractScrollArea.resizeEvent(self, event)
        if self._size == (0, 0):
            self._lay_out_if_needed()
        else:
            self._fit_bars()
            self._rest.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with sites that changed out of view."""
        super().showEvent(event)
        self._lay_out_if_needed()

    def _lay_out_if_needed(self) -> None:
        room = self.maximumViewportSize()
        size = (room.width(), room.height())
        if self._plan is None or self._assessment is None or size == self._size or min(size) < 40:
            return
        self._size = size
        picture: Picture = site_map_picture(self._plan, self._assessment, *size)
        self.set_picture(picture)


def _retold(shape: Shape, plan: Plan, assessment: Assessment) -> Shape:
    site, link = plan.sites.get(shape.entity or ""), plan.links.get(shape.entity or "")
    if site is not None:
        return shape._replace(tip=site_tip(assessment, site))
    return shape if link is None else shape._replace(tip=link_tip(assessment, link))
