"""The consumption page: totals are the assessment's, and every amount says quantity, price, source and date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import fsum

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dr_desktop.assessment.consumption import usual_month
from dr_desktop.assessment.outage_balance import outage_balances
from dr_desktop.plan.plan import new_plan
from dr_desktop.report.chart_words import month_entity
from dr_desktop.report.fact_sheet import Figure, Row
from dr_desktop.report.why_sheet import said
from dr_desktop.ui.consumption_table import TOTAL, YEAR
from dr_desktop.ui.cost_range_watch import cost_range_watch
from dr_desktop.ui.pages.consumption_page import ConsumptionPage
from tests.ui.pages.shown_pages import NotedServices, click, document_of, sample_document, shown

Shown = tuple[ConsumptionPage, NotedServices]


@pytest.fixture
def consumption(qtbot: QtBot) -> Iterator[Shown]:
    with shown(ConsumptionPage, sample_document()) as page:
        yield page


def test_totals_of_month_and_year_are_those_of_the_assessment(consumption: Shown):
    page, _ = consumption
    result = page.document.assessment.consumption
    total = next(row for row in page.table.figures.rows if row.key == TOTAL)
    shown_by_month = dict(zip([one.key for one in page.table.figures.columns], total.figures, strict=True))
    year = shown_by_month.pop(YEAR)
    assert year.value == pytest.approx(fsum(result.total[:12]))
    assert len(shown_by_month) >= 4
    for key, figure in shown_by_month.items():
        assert figure.value == pytest.approx(result.total[result.months.index(date.fromisoformat(key))])
    usual = page.money(result.total[usual_month(result)])
    assert usual in page.cards.picture().alt


def test_a_state_that_is_turned_off_leaves_chart_table_and_totals(consumption: Shown):
    page, _ = consumption
    result = page.document.assessment.consumption
    page.state_buttons["drill"].click()
    assert page.states() == ("steady",)
    keys = {row.key for row in page.table.figures.rows}
    assert keys == {one.key for one in result.components if one.state == "steady"} | {TOTAL}
    total = page.table.figures.figure(page.table.figures.place_of(TOTAL, YEAR))
    assert total is not None
    assert total.value == pytest.approx(fsum(result.total_steady[:12]))


def test_a_component_says_quantity_price_source_and_state(consumption: Shown):
    page, _ = consumption
    result = page.document.assessment.consumption
    for one in result.components:
        if one.state == "failover":
            page.state_buttons["failover"].setChecked(True)
            page.refresh()
        page.choose_amount(result.months[3], one.key)
        lines = page.why.lines()
        assert lines[0] == f"{one.name}, Apr 2027: {said(one.amounts[3], result.currency)}"
        assert any(one.quantity_words in line for line in lines)
        assert one.price_words in lines or not one.price_words
        assert any(line.startswith(f"State: {one.state}") for line in lines)


def test_a_click_on_a_month_shows_parts_that_sum_to_its_total(consumption: Shown):
    page, _ = consumption
    result = page.document.assessment.consumption
    click(page.chart, month_entity(result.months[5]))
    facts = page.why.facts()
    assert next(one for one in facts if isinstance(one, Figure)).words == page.money(result.total[5])
    rows = [one for one in facts if isinstance(one, Row)]
    amounts = [float(one.value.split("\u00a0")[1].replace(",", "")) for one in rows]
    assert rows[-1].label == "Sum"
    assert fsum(amounts[:-1]) == pytest.approx(amounts[-1], abs=len(amounts) / 2)


def test_applications_are_sorted_by_amount_and_by_name_and_lead_to_their_row(consumption: Shown):
    page, services = consumption
    costs = page.document.assessment.consumption.per_application
    rows = page.applications.figures.rows
    assert [row.key for row in rows] == sorted(
        [key for key in costs if costs[key] > 0], key=lambda key: (-costs[key], key)
    )
    page.applications.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    names = [row.words.casefold() for row in page.applications.figures.rows]
    assert names == sorted(names)
    page.applications.activated.emit(page.applications.figures.index(0, 0))
    assert services.asked == [("go_to", "applications", page.applications.figures.rows[0].key, "name")]


def test_the_prices_are_one_click_away(consumption: Shown):
    page, services = consumption
    page.choose_amount(page.document.assessment.consumption.months[3], "backup_storage")
    page.why.sheet.focus_entity("page|assumptions")  # scrolls it into view
    click(page.why.sheet, "page|assumptions")
    assert services.asked == [("open_page", "assumptions")]


def test_a_plan_that_pays_nothing_says_so_and_where_to_begin(qtbot: QtBot):
    with shown(ConsumptionPage, document_of(new_plan(date(2027, 1, 1)))) as (page, services):
        assert page.chart.picture().alt.startswith("Nothing in this plan is paid for in Azure")
        assert not page._table_frame.isVisible()
        click(page.chart, "page|backup")
        assert services.asked == [("open_page", "backup")]


def test_the_month_says_its_range_as_soon_as_it_is_known(consumption: Shown):
    page, _ = consumption
    watch = cost_range_watch(page.document)
    assert watch.month() is None
    watch.finish()
    month = watch.month()
    assert month is not None
    low, high = month
    words = f"{page.money(low)} to {page.money(high)}"
    assert words in page.cards.picture().alt
    page.state_buttons["drill"].click()
    assert words not in page.cards.picture().alt  # it is the range of another sum


def test_outages_take_the_place_of_the_chart_and_say_why_an_application_is_out_of_balance(consumption: Shown):
    page, services = consumption
    page.outage_button.click()
    assert page.outages.isVisible()
    assert not page.chart.isVisible()
    balances = {one.application: one for one in outage_balances(page.document.assessment)}
    rows = page.outages.table.figures.rows
    assert {row.key for row in rows} == set(balances)
    chosen = next(row.key for row in rows if balances[row.key].loss)
    page.outages.table.setCurrentIndex(page.outages.table.figures.place_of(chosen, "loss"))
    assert any(said(balances[chosen].loss, "EUR") in line for line in page.why.lines())
    assert balances[chosen].words in page.why.lines()
    page.outages.table.activated.emit(page.outages.table.figures.place_of(chosen, "loss"))
    assert services.asked == [("go_to", "applications", chosen, "name")]
    page.show_outages(False)
    assert page.chart.isVisible()
    assert page.why.lines()[0].startswith("Total")
