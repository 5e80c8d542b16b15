"""Images of the pages are taken of what is complete."""

from __future__ import annotations

from pathlib import Path

import pytest
import screenshots
from PySide6.QtWidgets import QApplication

from dr_desktop.ui.document import Document
from dr_desktop.ui.page import Page
from dr_desktop.ui.pages.drills_page import DrillsPage
from dr_desktop.ui.pages.overview_page import OverviewPage
from dr_desktop.ui.pages.recovery_page import RecoveryPage
from tests.assessment.recovering import estate, restored
from tests.report.pictures import words
from tests.ui.pages.shown_pages import NotedServices, document_of
from tests.ui.windows import sample, window_on


def shop() -> Document:
    return document_of(estate(restored("shop", tier="gold", agreed_by="Board")))


def test_the_overview_has_settled_once_its_ladder_knows_every_step(qapp: QApplication):
    with window_on(sample()) as window:
        window.open_page("overview")
        page = window.pages.page
        assert isinstance(page, OverviewPage)
        assert "…" in words(page.ladder.picture())
        assert not page.settled()
        screenshots.wait_until_settled(page)
        assert "…" not in words(page.ladder.picture())


def test_drills_and_recovery_settle_after_what_they_simulate(qapp: QApplication):
    with window_on(sample()) as window:
        window.open_page("drills")
        drills = window.pages.page
        assert isinstance(drills, DrillsPage)
        assert not drills.settled()
        screenshots.wait_until_settled(drills)
        window.open_page("recovery")
        recovery = window.pages.page
        assert isinstance(recovery, RecoveryPage)
        screenshots.wait_until_settled(recovery)
        assert recovery.result() is not None
        assert "being simulated" not in " ".join(words(recovery.timeline.lists.picture()))


@pytest.mark.slow
def test_a_page_that_never_settles_is_named_once_the_patience_ends(qapp: QApplication):
    class Endless(Page):
        title = "Endless"

        def settled(self) -> bool:
            return False

    with pytest.raises(screenshots.NeverSettledError, match="Endless"):
        screenshots.wait_until_settled(Endless(shop(), NotedServices()), patience_s=0.05)


def test_a_tab_that_a_page_does_not_have_is_an_error_and_no_image(qapp: QApplication, tmp_path: Path):
    with pytest.raises(LookupError, match="no tab nonsense"):
        list(screenshots.screenshots(tmp_path, ["backup-nonsense"], [(1366, 768)], ["light"]))
    assert not list(tmp_path.glob("*.png"))
