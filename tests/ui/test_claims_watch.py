"""The claims of a document: worked out in slices, old ones known meanwhile, one watch for all who show them."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from dr_desktop.report.tier_progress import progress_of_all
from dr_desktop.ui.claims_watch import ClaimsWatch, claims_watch
from dr_desktop.ui.document import Document
from dr_desktop.ui.overview_ladder import ladder_picture
from tests.assessment.recovering import estate, restored
from tests.report.pictures import words
from tests.ui.pages.shown_pages import document_of


def shop() -> Document:
    return document_of(estate(restored("shop", tier="gold", agreed_by="Board")))


def claim(watch: ClaimsWatch) -> str | None:
    """What is claimed of the shop for the plan as it is now; None while that is not known."""
    return None if watch.found is None else watch.found["shop"].claim


def test_nothing_is_known_before_it_is_worked_out_and_the_ladder_says_so(qtbot: QtBot):
    document = shop()
    watch = claims_watch(document)
    assert watch is claims_watch(document)
    assert claim(watch) is None
    assert "…" in words(ladder_picture(document.assessment, 900, 200, watch.last))
    assert progress_of_all(document.assessment).simulated is None
    with qtbot.waitSignal(watch.ready):
        watch.finish()
    assert claim(watch) == "simulated"
    assert progress_of_all(document.assessment, watch.found).simulated == 1


def test_after_an_edit_the_old_answer_stands_in_grey_until_there_is_a_new_one(qtbot: QtBot):
    document = shop()
    watch = claims_watch(document)
    watch.finish()
    document.replace_plan(estate(restored("shop", tier="gold", agreed_by="")), "Withdraw")
    assert claim(watch) is None
    assert watch.last is not None
    picture = ladder_picture(document.assessment, 900, 200, watch.last, stale=True)
    assert "was 1" in words(picture)
    watch.finish()
    assert claim(watch) == "none"
    assert "was 1" not in words(ladder_picture(document.assessment, 900, 200, watch.found))
