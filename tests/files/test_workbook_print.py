"""Printed sheets: a chart is never cut by the end of a page."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.results import Assessment
from dr_desktop.files.workbook_print import A3, A4, Print, print_of
from tests.files.exported import HEAD, assessed, read_workbook, workbook_bytes
from tests.files.quirky_plan import quirky_plan

HEIGHT_PX = {A3: 978.5, A4: 649.7}
"""Of a page lying, less its margins, at 96 px an inch."""


def shortened(assessment: Assessment, components: int, months: int) -> Assessment:
    """The assessment with its first components, over so many months."""
    whole = assessment.consumption

    def over(amounts: tuple[float, ...]) -> tuple[float, ...]:
        return tuple([amounts[place % len(amounts)] for place in range(months)])

    consumption = whole._replace(
        months=tuple([date(2027 + place // 12, place % 12 + 1, 1) for place in range(months)]),
        components=tuple([one._replace(amounts=over(one.amounts)) for one in whole.components[:components]]),
        total=over(whole.total),
        total_steady=over(whole.total_steady),
    )
    return assessment._replace(consumption=consumption)


def test_months_and_chart_of_consumption_that_fit_share_one_page():
    sheet = read_workbook(workbook_bytes(assessed(quirky_plan)))["Consumption"]
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight in (None, 1)  # 1 where nothing is stated
    assert not sheet.row_breaks.brk


def test_the_chart_of_consumption_begins_a_page_where_few_columns_have_many_months(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("dr_desktop.files.workbook_consumption.cost_range", lambda _: None)
    months = 48
    made = workbook_bytes(shortened(assessed(quirky_plan), 2, months))
    sheet = read_workbook(made)["Consumption"]
    fitted = sheet.sheet_properties.pageSetUpPr
    assert fitted is None or not fitted.fitToPage
    assert [one.id for one in sheet.row_breaks.brk] == [HEAD + months + 1]


def test_a_short_table_and_its_chart_are_not_printed_apart():
    assert print_of(A4, 900, 400, 200) == Print(True, 100)


@given(st.sampled_from([A3, A4]), st.integers(300, 2700), st.integers(160, 6000), st.integers(300, 640))
def test_no_chart_is_cut(paper: int, width_px: int, table_px: int, chart_px: int):
    found = print_of(paper, width_px, table_px, chart_px)
    assert 1 <= found.scale <= 100
    height = chart_px + (table_px if found.fitted else 0)
    assert height * found.scale / 100 <= HEIGHT_PX[paper]
