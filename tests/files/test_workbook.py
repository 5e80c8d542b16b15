"""The workbook: totals equal the assessment's, numbers are numbers, words are words, tables can be filtered."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from math import fsum
from pathlib import Path

import pytest
from hypothesis import given, settings
from openpyxl import Workbook
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.azure_choice import azure_choice
from dr_desktop.assessment.consumption import usual_month
from dr_desktop.assessment.consumption_range import cost_range
from dr_desktop.assessment.outage_balance import outage_balances
from dr_desktop.assessment.results import Assessment
from dr_desktop.bundled import bundled
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.plan_file import read_plan
from dr_desktop.files.workbook import write_workbook
from dr_desktop.files.workbook_cells import LONGEST_TEXT, legal, sheet_name
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.report.capacity_picture import stores_in_use
from dr_desktop.report.consumption_picture import drawn_components
from tests.files.exported import HEAD, TODAY, assessed, columns_of, numbers, read_workbook, workbook_bytes
from tests.files.quirky_plan import FORMULA_NAME, LINK_NAME, NUMBER_NAME, PLUS_NAME, quirky_plan
from tests.plan.strategies import plans

NO_TABLE = ("Summary", "Matrix")
SHEETS = (
    "Summary", "Applications", "Machines", "Data stores", "Sites", "Links", "Backup targets", "Backup policies",
    "Backup copies", "Tiers", "Matrix", "Topology", "Capacity",
    "Landing", "To leave out", "Azure Backup Server", "Network", "Onboarding", "Consumption", "Consumption basis",
    "Outage cost", "Recovery", "Recovery held up", "Runbook", "Claims", "Drill calendar", "Findings", "Unprotected",
    "Assumptions", "Prices", "Drills", "Sign-off", "Acceptances", "Cost lines",
)  # fmt: skip


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return assessed(quirky_plan)


@pytest.fixture(scope="module")
def content(assessment: Assessment) -> bytes:
    return workbook_bytes(assessment)


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    return read_workbook(content)


def sheet_of(book: Workbook, name: str) -> Worksheet:
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def column(book: Workbook, sheet: str, heading: str) -> list[object]:
    return columns_of(sheet_of(book, sheet))[heading]


def as_excel(values: Iterable[float | None]) -> object:
    """Values as a workbook holds them: 15 digits, of what is known (Excel specifications and limits)."""
    return pytest.approx([one for one in values if one is not None], rel=1e-15, abs=0)


def test_the_sheets_stand_in_the_order_of_the_review(book: Workbook):
    assert tuple(book.sheetnames) == SHEETS
    assert all(len(name) <= 31 for name in book.sheetnames)


def test_machines_carry_what_is_stated_and_what_is_counted(book: Workbook, assessment: Assessment):
    results = list(assessment.machines.values())
    assert numbers(column(book, "Machines", "Used, GiB")) == as_excel([one.used_gib for one in results])
    assert numbers(column(book, "Machines", "Change, GiB/day")) == as_excel([one.change_gib_per_day for one in results])
    assert column(book, "Machines", "Id") == list(assessment.machines)
    assert column(book, "Machines", "Disks")[0] == "127; 512.5 excluded"


def test_sums_above_a_table_equal_the_assessments(book: Workbook, assessment: Assessment):
    machines = sheet_of(book, "Machines")
    place = [cell.value for cell in machines[HEAD]].index("Used, GiB") + 1
    used = [one.used_gib for one in assessment.machines.values() if one.used_gib is not None]
    assert machines.cell(HEAD - 1, place).value == pytest.approx(fsum(used), rel=1e-12)


def test_findings_are_all_there_with_sentence_remedy_and_source(book: Workbook, assessment: Assessment):
    assert column(book, "Findings", "Finding") == [legal(one.sentence) for one in assessment.findings]
    assert column(book, "Findings", "Remedy") == [legal(one.remedy) or None for one in assessment.findings]
    assert column(book, "Findings", "Rule") == [one.rule for one in assessment.findings]
    assert column(book, "Findings", "Accepted").count("Yes") == assessment.totals.accepted


def test_capacity_holds_every_month_and_its_worst_day(book: Workbook, assessment: Assessment):
    stores = stores_in_use(assessment)
    steps = [step for store in stores.values() for step in store.months]
    assert numbers(column(book, "Capacity", "Needed on the worst day, GiB")) == as_excel([step.total for step in steps])
    days = [value.date() for value in column(book, "Capacity", "Worst day") if isinstance(value, datetime)]
    assert days == [step.worst_day for step in steps]
    for key, store in stores.items():
        assert store.worst is not None
        ids = column(book, "Capacity", "Id")
        totals = column(book, "Capacity", "Needed on the worst day, GiB")
        own = numbers([total for total, one in zip(totals, ids, strict=True) if one == key])
        assert [max(own)] == as_excel([store.worst.total])


def test_consumption_totals_are_formulas_with_the_assessments_results(content: bytes, assessment: Assessment):
    consumption = assessment.consumption
    heading = f"Total with drills, {consumption.currency}"
    results = column(read_workbook(content), "Consumption", heading)
    formulas = column(read_workbook(content, formulas=True), "Consumption", heading)
    assert numbers(results) == as_excel(consumption.total)
    assert any(consumption.total)
    assert all(str(one).startswith("=SUM(") for one in formulas)


def test_the_summary_repeats_the_totals(book: Workbook, assessment: Assessment):
    lines = [(row[0], row[1]) for row in sheet_of(book, "Summary").iter_rows(values_only=True)]
    begin = [words for words, _ in lines].index("Totals")
    rows = dict(lines[begin + 1 : begin + 14])
    totals = assessment.totals
    assert rows["Applications"] == totals.applications
    assert rows["Open errors"] == totals.errors
    assert rows["Open warnings"] == totals.warnings
    consumption = assessment.consumption
    key = f"Azure in the usual month, {consumption.currency}"
    assert totals.cost_month == consumption.total[usual_month(consumption)]
    assert rows[key] == pytest.approx(totals.cost_month, rel=1e-15)


def test_what_was_typed_stays_text(content: bytes, book: Workbook):
    names = column(book, "Applications", "Name")
    assert names[:4] == [FORMULA_NAME, PLUS_NAME, LINK_NAME, NUMBER_NAME]
    sheet = sheet_of(read_workbook(content, formulas=True), "Applications")
    for row in sheet.iter_rows(min_row=HEAD + 1, max_col=1):
        assert row[0].data_type == "s"
        assert row[0].hyperlink is None
    assert column(book, "Applications", "Business owner")[0] == "-2+3"


def test_no_formula_is_made_of_words_of_the_plan(content: bytes):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    formulas = [found for sheet in sheets for found in re.findall(r"<f>(.*?)</f>", sheet)]
    assert formulas
    assert all(re.match(r"(SUM|SUBTOTAL|COUNTIFS?)\(|'?[A-Z]|0$", one) for one in formulas)
    assert not any("cmd" in one or "example" in one for one in formulas)


def test_the_name_of_a_target_is_no_reference_in_a_charts_title():
    plan = quirky_plan()
    named = plan.backup_targets["depot"].changed(name="=Rack 2!A1")
    assert not isinstance(named, Problem)
    content = workbook_bytes(assess(plan.put("backup_targets", named), load_catalog()))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
    references = [found for chart in charts for found in re.findall(r"<c:f>(.*?)</c:f>", chart)]
    assert references
    assert all(re.match(r"(Capacity|Consumption)!\$", one) for one in references)
    assert any("=Rack 2!" in chart for chart in charts)


def test_what_a_file_cannot_hold_is_marked_or_cut_visibly(book: Workbook):
    assert column(book, "Applications", "Name")[4] == "bell\ufffd and \ufffd mark"
    notes = column(book, "Applications", "Notes")[4]
    assert isinstance(notes, str)
    assert len(notes) == LONGEST_TEXT
    assert "cut here" in notes


def test_tables_are_filtered_frozen_and_repeat_their_headings_in_print(book: Workbook):
    for sheet in book.worksheets:
        assert sheet.freeze_panes, sheet.title
        assert sheet.oddFooter is not None
        assert "&P" in str(sheet.oddFooter.right.text)
        if sheet.title in NO_TABLE:
            continue
        (table,) = sheet.tables.values()
        assert table.autoFilter is not None
        assert table.ref.startswith(f"A{HEAD}:")
        assert int(re.sub(r"\D", "", str(sheet.freeze_panes))) == HEAD + 1
        assert sheet.print_title_rows == f"${HEAD}:${HEAD}"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_area


def test_pages_are_as_wide_as_their_sheet(book: Workbook):
    for sheet in book.worksheets:
        fitted = sheet.sheet_properties.pageSetUpPr is not None and sheet.sheet_properties.pageSetUpPr.fitToPage
        assert fitted or sheet.page_setup.scale is not None


def printed_width(sheet: Worksheet) -> float:
    """Characters across what is printed; openpyxl keeps equal neighbours as one."""
    spans = [(one.min or 1, one.max or 1, one.width) for one in sheet.column_dimensions.values()]
    widths = {place: width for first, last, width in spans for place in range(first, last + 1)}
    (letters,) = re.findall(r"\$([A-Z]+)\$\d+$", str(sheet.print_area))
    return fsum([widths.get(place, 8.43) for place in range(1, column_index_from_string(letters) + 1)])


def test_no_printed_page_is_so_wide_that_nobody_can_read_it(book: Workbook):
    for sheet in book.worksheets:
        if not sheet.print_area:
            continue
        width, across = printed_width(sheet), int(sheet.page_setup.fitToWidth or 1)
        assert width / across <= 360, sheet.title
        if sheet.title not in ("Capacity", "Summary") and not 140 < width < 170:
            assert (int(sheet.page_setup.paperSize or 0) == 8) == (width >= 170), sheet.title
        assert bool(sheet.print_title_cols) == (across > 1), sheet.title
    assert printed_width(sheet_of(book, "Landing")) < 200


@pytest.mark.slow
def test_the_chart_of_many_components_has_one_series_for_the_small_ones():
    plan = read_plan(bundled("samples", "coastal_utility.drplan"))
    assert isinstance(plan, Plan)
    assessment = assess(plan, load_catalog())
    drawn = drawn_components(assessment)
    made = workbook_bytes(assessment)
    sums = columns_of(sheet_of(read_workbook(made), "Consumption"))[f"{drawn.together_words} in the chart, EUR"]
    expected = [fsum(month) for month in zip(*[one.amounts for one in drawn.together], strict=True)]
    assert numbers(sums)[: len(expected)] == pytest.approx(expected)
    with zipfile.ZipFile(BytesIO(made)) as archive:
        charts = [archive.read(one).decode() for one in archive.namelist() if one.startswith("xl/charts/chart")]
    (chart,) = [one for one in charts if "<c:barChart>" in one]
    assert chart.count("<c:ser>") == len(drawn.alone) + 1
    fills = re.findall(r"<c:ser>.*?(<c:spPr>.*?</c:spPr>)", chart)
    assert len(set(fills)) == len(fills) == chart.count("<c:ser>")


def test_capacity_and_consumption_have_native_charts(content: bytes, assessment: Assessment):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        charts = [archive.read(one).decode() for one in archive.namelist() if one.startswith("xl/charts/chart")]
    areas = [chart for chart in charts if "<c:areaChart>" in chart]
    assert len(areas) == len(stores_in_use(assessment))
    assert any("<c:lineChart>" in chart and "Ceiling" in chart for chart in areas)
    assert len([chart for chart in charts if '<c:grouping val="stacked"/>' in chart and "<c:barChart>" in chart]) == 1


def test_numbers_carry_their_unit_in_the_heading_and_every_digit_in_the_cell(book: Workbook):
    used = column(book, "Machines", "Used, GiB")
    assert [used[2]] == as_excel([100.0 + 1 / 3])
    assert column(book, "Tiers", "RPO, min")[0] == 0.5
    rounded = sheet_of(book, "Machines")
    place = [cell.value for cell in rounded[HEAD]].index("Used, GiB") + 1
    assert rounded.cell(HEAD + 1, place).number_format.startswith("#,##0.0")


def test_dates_are_dates(book: Workbook):
    assert column(book, "Drills", "Date") == [datetime(2026, 9, 1)]
    assert column(book, "Unprotected", "Until")[0] == datetime(2027, 6, 30)


def test_inherited_values_are_grey_and_assumed_ones_marked(book: Workbook):
    sheet = sheet_of(book, "Applications")
    headings = [cell.value for cell in sheet[HEAD]]
    rto = headings.index("RTO, min") + 1
    inherited, own = sheet.cell(HEAD + 1, rto), sheet.cell(HEAD + 3, rto)
    assert (inherited.value, own.value) == (240, 30)
    assert inherited.font.color.rgb != own.font.color.rgb
    machines = sheet_of(book, "Machines")
    headings = [cell.value for cell in machines[HEAD]]
    used = headings.index("Used, GiB") + 1
    assert machines.cell(HEAD + 5, used).border.bottom.style == "dotted"
    assert machines.cell(HEAD + 1, used).border.bottom.style != "dotted"
    assert column(book, "Machines", "Assumed")[4] == "Used"


def test_references_are_names_and_the_id_comes_last(book: Workbook):
    assert column(book, "Machines", "Application")[0] == FORMULA_NAME
    for name in ("Applications", "Machines", "Sites", "Links", "Backup targets", "Tiers", "Findings"):
        headings = [cell.value for cell in sheet_of(book, name)[HEAD] if cell.value]
        assert headings[-1] == "Id"


def test_who_accepted_an_unprotected_machine_is_named(book: Workbook):
    found = columns_of(sheet_of(book, "Unprotected"))
    by_id = dict(zip(found["Id"], found["Accepted by"], strict=True))
    assert by_id["m-2"] == "Eva"
    assert by_id["m-7"] == "Nobody yet"


def test_sheet_names_keep_to_what_excel_takes():
    taken: set[str] = set()
    first = sheet_name("What [is]: this? " + "x" * 40, taken)
    second = sheet_name("What [is]: this? " + "x" * 40, taken)
    assert len(first) <= 31
    assert len(second) <= 31
    assert first.casefold() != second.casefold()
    assert not set(first + second) & set("[]:*?/\\")
    assert sheet_name("", taken) == "Sheet"


def test_a_text_is_cut_by_the_characters_that_excel_counts():
    found = legal("🚰" * 20_000)
    assert len(found.encode("utf-16-le")) // 2 <= LONGEST_TEXT
    assert legal("x" * LONGEST_TEXT) == "x" * LONGEST_TEXT


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path, assessment: Assessment):
    folder = tmp_path / "folder.xlsx"
    folder.mkdir()
    assert isinstance(write_workbook(assessment, folder, today=TODAY), Problem)
    assert list(tmp_path.iterdir()) == [folder]


def test_progress_rises_and_the_file_is_whole(tmp_path: Path, assessment: Assessment):
    told: list[float] = []
    path = tmp_path / "plan.xlsx"
    assert write_workbook(assessment, path, today=TODAY, progress=lambda share, _: told.append(share)) is None
    assert told == sorted(told)
    assert len(told) > 10
    assert read_workbook(path.read_bytes()).sheetnames[0] == "Summary"


def test_an_empty_plan_gives_a_workbook():
    empty = assess(new_plan(date(2027, 1, 1), "Nothing yet"), load_catalog())
    book = read_workbook(workbook_bytes(empty))
    assert "Nothing is stated here yet." in str(sheet_of(book, "Machines")["A2"].value)


@pytest.mark.slow
@settings(max_examples=8)
@given(plans())
def test_any_plan_gives_a_workbook(plan: Plan):
    assessment = assess(plan, load_catalog())
    book = read_workbook(workbook_bytes(assessment))
    assert column(book, "Findings", "Id")[: len(assessment.findings)] == [
        one.entity or None for one in assessment.findings
    ]


def test_a_failback_stands_in_no_total(book: Workbook, assessment: Assessment):
    found = columns_of(sheet_of(book, "Consumption basis"))
    consumption = assessment.consumption
    usual = numbers(found[f"Usual month, {consumption.currency}"])
    assert fsum(usual) == pytest.approx(consumption.total[usual_month(consumption)])
    states = found["State"]
    assert "After a failover" in states
    assert found[f"Usual month, {consumption.currency}"][states.index("After a failover")] is None


def test_low_and_high_stand_beside_the_total_of_each_month(book: Workbook, assessment: Assessment):
    found = columns_of(sheet_of(book, "Consumption"))
    currency = assessment.consumption.currency
    low, high = numbers(found[f"Low, {currency}"]), numbers(found[f"High, {currency}"])
    expected = cost_range(assessment)
    assert expected is not None
    assert low[: len(expected.low.total)] == pytest.approx(list(expected.low.total))
    assert high[: len(expected.high.total)] == pytest.approx(list(expected.high.total))


def test_each_application_stands_on_the_sheet_of_outages_once(book: Workbook, assessment: Assessment):
    found = columns_of(sheet_of(book, "Outage cost"))
    balances = {one.application: one for one in outage_balances(assessment)}
    keys = [key for key in found["Key"] if key]
    assert sorted(map(str, keys)) == sorted(balances)
    paid = found[f"Protection a year, {assessment.consumption.currency}"]
    for key, amount in zip(found["Key"], paid, strict=True):
        if key:
            assert amount == (None if (cost := balances[str(key)].protection) is None else pytest.approx(cost))


def test_each_machine_says_the_azure_size_that_was_chosen(book: Workbook, assessment: Assessment):
    found = columns_of(sheet_of(book, "Machines"))
    sizes = {str(key): size for key, size in zip(found["Id"], found["Azure size chosen"], strict=True) if key}
    for key, machine in assessment.plan.machines.items():
        choice = azure_choice(assessment, machine)
        assert sizes[key] == (None if choice is None else choice.size_words)
    assert any(sizes.values())
