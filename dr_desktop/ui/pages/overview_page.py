"""Overview: the totals and what they mean, how far each tier has come, the checklist, and the top gaps."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from dr_desktop.plan.shown import show_money
from dr_desktop.report.gaps import Gap, gaps_open, top_gaps
from dr_desktop.report.look import SIZE
from dr_desktop.report.names import counted
from dr_desktop.report.picture import Picture
from dr_desktop.ui.claims_watch import claims_watch
from dr_desktop.ui.document import Document
from dr_desktop.ui.overview_ladder import ladder_picture
from dr_desktop.ui.overview_lists import GAP_ROW, gaps_picture, gaps_that_fit, steps_picture
from dr_desktop.ui.overview_steps import Step, overview_steps
from dr_desktop.ui.overview_tiles import HEIGHT, tiles_picture
from dr_desktop.ui.page import Page
from dr_desktop.ui.picture_view import PictureView
from dr_desktop.ui.plan_facts import prices_as_of
from dr_desktop.ui.window_services import WindowServices


class OverviewPage(Page):
    """Four pictures; everything in them leads to where it comes from."""

    title = "Overview"

    def __init__(self, document: Document, services: WindowServices, parent: QWidget | None = None) -> None:
        super().__init__(document, services, parent)
        self._gaps: tuple[Gap, ...] = ()
        self._steps: tuple[Step, ...] = ()
        self.tiles, self.ladder, self.steps, self.gaps = PictureView(), PictureView(), PictureView(), PictureView()
        self._claims = claims_watch(document)
        self._claims.ready.connect(self._claims_known)
        self.tiles.setFixedHeight(round(HEIGHT))
        self.steps.setFixedWidth(266)
        self.gaps.setMinimumHeight(34 + 3 * round(GAP_ROW))
        self.ladder.setMinimumHeight(272)
        grid = QGridLayout()
        grid.setContentsMargins(SIZE.page_margin, 0, SIZE.page_margin, SIZE.page_margin)
        grid.setSpacing(SIZE.panel_gap)
        grid.addWidget(self.tiles, 0, 0, 1, 2)
        grid.addWidget(self.ladder, 1, 0)
        grid.addWidget(self.steps, 1, 1)
        grid.addWidget(self.gaps, 2, 0, 1, 2)
        grid.setRowStretch(1, 4)
        grid.setRowStretch(2, 5)
        self.body.addLayout(grid)
        for view in (self.tiles, self.ladder, self.steps, self.gaps):
            view.set_ground("window")
            view.entity_clicked.connect(self._go)

    def first_focus(self) -> QWidget | None:
        """The checklist: it says where to go on."""
        return self.steps

    def settled(self) -> bool:
        """Also once recoveries were simulated."""
        return super().settled() and self._claims.settled

    def refresh(self) -> None:
        """Draw plan and assessment as they are now."""
        header = self.document.plan.header
        asked = " ".join(header.decision_asked.split())
        self.set_subtitle(
            f"Decision asked: {asked}" if asked else "No decision is asked yet: state it in the plan's details"
        )
        self._steps = overview_steps(self.document.assessment, self.services.exported())
        self.tiles.set_builder(self._tiles_picture)
        self.ladder.set_builder(self._ladder_picture)
        self.steps.set_builder(self._steps_picture)
        self.gaps.set_builder(self._gaps_picture)
        totals = self.document.assessment.totals
        self.set_status(counted(totals.applications, "application"), counted(totals.machines, "machine"))

    def _tiles_picture(self, width: float, _height: float) -> Picture:
        return tiles_picture(self.document.assessment, self.services.marks, prices_as_of(self.document.catalog), width)

    def _ladder_picture(self, width: float, height: float) -> Picture:
        claims = self._claims
        stale = claims.found is None and claims.last is not None
        return ladder_picture(self.document.assessment, width, height, claims.last, stale=stale)

    def _claims_known(self) -> None:
        if self.isVisible():
            self.ladder.rebuild()

    def _steps_picture(self, width: float, height: float) -> Picture:
        return steps_picture(self._steps, width, height)

    def _gaps_picture(self, width: float, height: float) -> Picture:
        assessment = self.document.assessment
        self._gaps = top_gaps(assessment, gaps_that_fit(height))
        return gaps_picture(self._gaps, gaps_open(assessment), self._money, width, height)

    def _money(self, amount: float) -> str:
        return show_money(amount, self.document.plan.header.currency, 0, *self.services.marks)

    def _go(self, entity: str) -> None:
        kind, _, rest = entity.partition(":")
        if kind == "page":
            self.services.open_page(rest.partition(":")[0])
        elif kind == "all":
            self.services.open_page("findings")
        elif kind == "tier":
            self._go_to_tier(rest)
        elif kind == "step":
            self._go_on(self._steps[int(rest)].go)
        elif kind == "gap":
            finding = self._gaps[int(rest)].finding
            self.services.go_to(finding.table, finding.entity, finding.field)

    def _go_to_tier(self, tier: str) -> None:
        if tier:
            self.services.go_to("tiers", tier, "name")
        else:
            self.services.open_page("applications")

    def _go_on(self, go: str) -> None:
        if go == "!import":
            self.services.import_inventory()
        elif go == "!pdf":
            self.services.export("pdf")
        elif "/" in go:
            table, key, field = go.split("/")
            self.services.go_to(table, key, field)
        else:
            page, _, table = go.partition("#")
            self.services.open_page(page)
            if table:
                self.services.show_table(table)
