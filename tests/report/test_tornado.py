"""The tornado: the widest bar on top, every end said, a click leads to the assumption."""

from __future__ import annotations

from datetime import date

import pytest

from dr_desktop.assessment.sensitivity import Moved, Sensitivity, Swing
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.report.blocks import Figure, Paragraph, Table
from dr_desktop.report.fact_sheet import go_to
from dr_desktop.report.picture import Picture, Text, bounds
from dr_desktop.report.picture_focus import entities
from dr_desktop.report.sections.what_moves_it import sensitivity_section
from dr_desktop.report.tornado import tornado_picture, totals_shown
from tests.report.reviewed import reviewed

BASE = Moved(18, 5, 200 * 1024, 7_000, 9)
SWINGS = (
    Swing("discount_percent", 0, 15, BASE, BASE._replace(cost_month=6_500)),
    Swing("growth_percent_per_year", 5, 20, BASE._replace(cost_month=6_000), BASE._replace(cost_month=9_000)),
    Swing("detect_minutes", 5, 60, BASE._replace(errors=8), BASE._replace(errors=12)),
)
SENSITIVITY = Sensitivity(BASE, "", SWINGS, ())


def plan() -> Plan:
    return new_plan(date(2027, 1, 1))


def words(picture: Picture) -> list[str]:
    return [shape.text for shape in picture.shapes if isinstance(shape, Text)]


def test_the_assumption_that_moves_most_stands_on_top_with_both_ends() -> None:
    picture = tornado_picture(SENSITIVITY, plan(), "cost_month", 860, 300)
    assert list(entities(picture)) == [
        go_to("assumptions", "growth_percent_per_year", "base"),
        go_to("assumptions", "discount_percent", "base"),
    ]
    assert {"6,000", "9,000", "6,500", "$\u00a07,000 as the plan stands"} <= set(words(picture))
    assert "Growth of data" in picture.alt


@pytest.mark.parametrize("width", [420, 860, 1400])
@pytest.mark.parametrize("total", list(totals_shown(new_plan(date(2027, 1, 1)), "")))
def test_every_word_lies_inside(total: str, width: float) -> None:
    picture = tornado_picture(SENSITIVITY, plan(), total, width, 200)
    for shape in picture.shapes:
        x, y, w, h = bounds(shape)
        assert x >= -0.5
        assert x + w <= picture.width + 0.5, shape
        assert y >= 0
        assert y + h <= picture.height


def test_a_total_that_nothing_moves_says_so() -> None:
    assert words(tornado_picture(SENSITIVITY, plan(), "unprotected", 500, 200)) == [
        "No assumption with a range moves it: it stays 5."
    ]


def test_a_total_that_is_not_known_says_so() -> None:
    unknown = SENSITIVITY._replace(base=BASE._replace(cost_month=None))
    assert "Not known" in words(tornado_picture(unknown, plan(), "cost_month", 500, 200))[0]


def test_the_document_draws_the_tornado_and_lists_every_total_that_moves() -> None:
    section = sensitivity_section(reviewed(), SENSITIVITY)
    table = next(block for block in section.blocks if isinstance(block, Table))
    said = {str(row.cells[1]): row for row in table.rows}
    assert said["Growth of data"].cells[2:] == ("5 to 20\u00a0% a year", "6,000", "9,000")
    figures = [block for block in section.blocks if isinstance(block, Figure)]
    assert [figure.key for figure in figures] == ["tornado-cost_month"]
    assert figures[0].draw(680, 100).alt == figures[0].caption


def test_the_document_says_so_where_nothing_was_worked_out() -> None:
    (only,) = sensitivity_section(reviewed(), None).blocks
    assert isinstance(only, Paragraph)
    assert "What moves it" in only.words
