"""The capacity page: cards, chart and table say the same, and every number can be asked why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import fsum

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from dr_desktop.plan.plan import new_plan
from dr_desktop.plan.site import Site
from dr_desktop.report.capacity_picture import GIB, LEFT, NEEDED, TIB, parts_of
from dr_desktop.report.chart_words import month_entity
from dr_desktop.report.fact_sheet import Figure, Row
from dr_desktop.report.why_sheet import said
from dr_desktop.ui.pages.capacity_page import CapacityPage
from tests.ui.pages.shown_pages import NotedServices, click, document_of, sample_document, shown

Shown = tuple[CapacityPage, NotedServices]


@pytest.fixture
def capacity(qtbot: QtBot) -> Iterator[Shown]:
    with shown(CapacityPage, sample_document()) as page:
        yield page


def number(words: str) -> float:
    return float(words.split("\u00a0")[0].replace(",", "").replace("−", "-"))


def test_a_click_on_a_month_shows_parts_that_sum_to_what_is_needed(capacity: Shown):
    page, _ = capacity
    page.show_unit(GIB)
    store = page.store()
    assert store is not None
    step = store.months[7]
    click(page.chart, month_entity(step.month))
    facts = page.why.facts()
    assert page.month() == step.month
    assert next(one for one in facts if isinstance(one, Figure)).words == said(step.total, "GiB")
    rows = {one.label: one.value for one in facts if isinstance(one, Row)}
    parts = {words: getattr(step, field) for field, words in parts_of(store)}
    assert len(parts) > 1
    assert {words: rows[words] for words in parts} == {words: said(gib, "GiB") for words, gib in parts.items()}
    assert fsum(parts.values()) == pytest.approx(step.total)
    assert rows["Sum"] == said(step.total, "GiB")


def test_the_rules_of_the_store_and_an_upper_bound_are_said(capacity: Shown):
    page, _ = capacity
    store = next((key for key, one in page.document.assessment.targets.items() if one.upper_bound), "")
    assert store
    page.choose_store(store)
    lines = page.why.lines()
    result = page.document.assessment.targets[store]
    assert set(result.rule_words) <= set(lines)
    assert any("An upper bound" in line for line in lines)


def test_the_table_shows_the_months_of_the_assessment_and_a_sign_where_nothing_is_left(capacity: Shown):
    page, _ = capacity
    store = page.store()
    assert store is not None
    assert store.run_out is not None
    page.every_month.click()
    rows = {row.key: row for row in page.table.figures.rows}
    assert [one.value for one in rows[NEEDED].figures] == [step.total / TIB.gib for step in store.months]
    assert store.ceiling_gib is not None
    for figure, step in zip(rows[LEFT].figures, store.months, strict=True):
        assert (figure.sign == "not_recommended") == (step.total > store.ceiling_gib)


def test_a_number_of_the_table_is_asked_why(capacity: Shown):
    page, _ = capacity
    store = page.store()
    assert store is not None
    column = page.table.figures.columns[0].key
    page.table.setCurrentIndex(page.table.figures.place_of("working", column))
    figure = next(one for one in page.why.facts() if isinstance(one, Figure))
    assert figure.caption.startswith("Working space, ")
    assert number(figure.words) == pytest.approx(store.months[0].working / TIB.gib, abs=0.05)


def test_every_target_and_stamp_has_a_card_that_chooses_it(capacity: Shown):
    page, _ = capacity
    for kind, stores in (("target", page.document.assessment.targets), ("stamp", page.document.assessment.stamps)):
        page.show_kind(kind)
        drawn = {shape.entity for shape in page.cards.picture().shapes}
        assert set(stores) <= drawn
        last = list(stores)[-1]
        page.choose_store(last)
        assert page.store() is stores[last]


def test_the_horizon_is_an_assumption_changed_in_one_step(capacity: Shown):
    page, _ = capacity
    before = page.document.plan
    action = next(one for one in page.horizon.menu().actions() if one.text() == "12 months")
    action.trigger()
    store = page.store()
    assert store is not None
    assert len(store.months) == 12
    assert page.horizon.text() == "12 months"
    page.document.undo_stack.undo()
    assert page.document.plan == before


def test_copied_cells_carry_full_numbers(capacity: Shown):
    page, _ = capacity
    store = page.store()
    assert store is not None
    page.table.choose(NEEDED, page.table.figures.columns[0].key)
    QGuiApplication.clipboard().setText(page.table.selected_block())
    heading, line = QGuiApplication.clipboard().text().splitlines()
    assert heading.startswith("TiB at the worst day\t")
    assert float(line.split("\t")[1]) == pytest.approx(store.months[0].total / TIB.gib, rel=1e-14)


def test_a_plan_without_targets_says_so_and_where_to_state_one(qtbot: QtBot):
    with shown(CapacityPage, document_of(new_plan(date(2027, 1, 1)))) as (page, services):
        assert page.chart.picture().alt.startswith("Not known")
        assert not page._table_frame.isVisible()
        click(page.chart, "page|backup")
        assert services.asked == [("open_page", "backup")]


def test_a_stamp_that_does_not_state_its_storage_links_to_the_field(qtbot: QtBot):
    plan = new_plan(date(2027, 1, 1)).put("sites", Site(id="north", name="North", operator="customer"))
    with shown(CapacityPage, document_of(plan)) as (page, services):
        page.show_kind("stamp")
        click(page.chart, "go|sites|storage_usable_gib|north")
        assert services.asked == [("go_to", "sites", "north", "storage_usable_gib")]


def test_links_lead_to_policy_and_target(capacity: Shown):
    page, services = capacity
    store = page.store_id()
    month = page.month()
    assert month is not None
    page.choose_number(month, "points")
    click_able = {shape.entity for shape in page.why.sheet.picture().shapes if shape.entity}
    assert any(one.startswith("go|backup_targets|") and one.endswith(f"|{store}") for one in click_able)
    assert any(one.startswith("go|backup_policies|") for one in click_able)
    assert not services.asked


def test_landings_are_shown_with_their_numbers_and_the_one_that_is_clicked_is_explained(capacity: Shown):
    page, _ = capacity
    page.show_kind("landing")
    landings = page.document.assessment.landings
    first = page.landing()
    assert first is not None
    assert first.verdict == "short"
    other = next(key for key in landings if key != first.key)
    click(page.chart, other)
    chosen = page.landing()
    assert chosen is not None
    assert chosen.key == other
    assert len(page.table.figures.rows) == 4
    assert any("after the loss of" in line for line in page.why.lines())
    page.show_kind("target")
    assert page.store() is not None
    assert not page.cards.isHidden()
