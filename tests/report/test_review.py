"""The review document: what a meeting needs, in sentences and tables that agree with the assessment."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from math import fsum, isclose

import pytest

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.consumption import usual_month
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.plan import new_plan
from dr_desktop.report.blocks import (
    Asked,
    Bullets,
    Column,
    Figure,
    Paragraph,
    Report,
    Section,
    SignOffBlock,
    Table,
    Tiles,
    heading_words,
    shown,
    tables_of,
)
from dr_desktop.report.gaps import top_gaps
from dr_desktop.report.review import review_of
from dr_desktop.report.sections.always_said import INFRASTRUCTURE, NOT_COVERED
from dr_desktop.report.sections.summary import first_of
from tests.report.pictures import texts_outside
from tests.report.reviewed import TODAY, reviewed


def report() -> Report:
    return review_of(reviewed(), load_catalog(), TODAY, "4F2A 91C7")


def empty_report() -> Report:
    return review_of(assess(new_plan(date(2027, 1, 1)), load_catalog()), load_catalog(), TODAY, "0000 0000")


def section(key: str) -> Section:
    return next(one for one in report().sections if one.key == key)


def table(key: str) -> Table:
    return next(one for one in tables_of(report()) if one.key == key)


def column(key: str, heading: str) -> list[object]:
    found = table(key)
    place = [one.heading for one in found.columns].index(heading)
    return [row.cells[place] for row in found.rows if not row.total]


def words_of(found: Iterable[object]) -> str:
    said: list[str] = []
    for block in found:
        if isinstance(block, Paragraph | Asked):
            said.append(block.words)
        elif isinstance(block, Bullets):
            said += block.items
    return "\n".join(said)


def test_the_sections_stand_in_the_order_of_a_meeting():
    assert [one.key for one in report().sections] == [
        "cover", "summary", "scope", "unprotected", "matrix", "applications", "capacity", "landing", "consumption",
        "recovery", "decisions", "changes", "duties", "sign-off",
        "assumptions", "sites", "capacity-detail", "consumption-detail", "sensitivity", "onboarding", "restore-points",
        "network", "recovery-detail", "drills", "findings", "schemes", "runbook", "why", "glossary", "sources",
    ]  # fmt: skip


def test_what_is_looked_up_stands_in_lettered_appendices_behind_what_is_read():
    found = report()
    letters = [one.appendix for one in found.sections]
    assert letters == [""] * 14 + list("ABCDEFGHIJKLMNOP")
    assert all(one.holds.endswith(".") for one in found.appendices)
    assert found.appendices[0].named == "A\u2002Assumptions"
    assert found.sections[1].named == "Summary for the decision"


def test_words_that_lead_rows_stand_before_one_and_say_something():
    for one in tables_of(report()):
        for place, row in enumerate(one.rows):
            if row.lead:
                assert set(row.cells) == {""}, one.key
                assert not one.rows[place + 1].lead, one.key


@pytest.mark.parametrize("made", [report, empty_report])
def test_every_row_has_a_cell_per_column_and_the_columns_share_the_width(made):
    for one in tables_of(made()):
        assert isclose(fsum(column.share for column in one.columns), 1.0, abs_tol=0.005), one.key
        for row in one.rows:
            assert len(row.cells) == len(one.columns), one.key


@pytest.mark.parametrize("made", [report, empty_report])
def test_the_keys_of_tables_and_of_sections_are_unique(made):
    keys = [one.key for one in tables_of(made())]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("made", [report, empty_report])
def test_every_figure_can_be_drawn_at_its_size_with_all_words_inside(made):
    figures = [block for one in made().sections for block in one.blocks if isinstance(block, Figure)]
    assert figures
    for figure in figures:
        picture = figure.draw(figure.width_px, figure.width_px * figure.height_of_width)
        assert texts_outside(picture) == [], figure.key
        assert figure.caption


def test_the_summary_asks_the_decision_and_gives_six_tiles_three_sentences_and_five_gaps():
    blocks = section("summary").blocks
    assert blocks[0] == Asked("Approve a second shelf.")
    assert [len(block.tiles) for block in blocks if isinstance(block, Tiles)] == [6]
    assert len([block for block in blocks if isinstance(block, Paragraph)]) == 3
    assert len(table("gaps").rows) == 5
    assert any(isinstance(block, Figure) for block in blocks)


def test_the_tiles_say_the_totals_of_the_assessment():
    totals = reviewed().totals
    tiles = {
        tile.heading: tile for block in section("summary").blocks if isinstance(block, Tiles) for tile in block.tiles
    }
    assert tiles["Applications by tier"].figure == f"{totals.applications}"
    said = " · ".join(line.words for line in tiles["Applications by tier"].lines)
    names = {tier.name for tier in reviewed().plan.tiers.values()}
    assert {words.partition(" ")[2] for words in said.split(" · ")} - {"without a tier"} <= names
    assert tiles["Open errors"].figure == f"{totals.errors}"
    assert tiles["Open errors"].beside == f"and {totals.warnings} warnings"
    assert f"{totals.unprotected} machines unprotected" in [line.words for line in tiles["Open errors"].lines]
    met = [
        key
        for key, one in reviewed().applications.items()
        if key != UNASSIGNED and one.rto_met in ("met", "little_margin")
    ]
    assert tiles["Meet their recovery time"].beside == f"{len(met)} of {totals.applications}"


def test_every_number_in_the_summarys_sentences_comes_from_the_assessment():
    said = words_of(section("summary").blocks[1:])
    totals = reviewed().totals
    assert said.startswith(f"Of {totals.applications} applications, {totals.applications_meeting} would recover")
    assert top_gaps(reviewed(), 1)[0].finding.sentence in said
    assert totals.cost_month is not None
    assert f"€\u00a0{totals.cost_month:,.0f} a month" in said


def test_errors_lead_the_gaps_and_within_them_the_better_tier():
    gaps = top_gaps(reviewed(), 50)
    order = [("error", "warning", "note").index(gap.finding.severity) for gap in gaps]
    assert order == sorted(order)
    ranks = [gap.rank or 99 for gap in gaps if gap.finding.severity == gaps[0].finding.severity]
    assert ranks == sorted(ranks)
    assert len({gap.where for gap in gaps}) >= len(gaps) - 1


def test_the_document_says_that_infrastructure_is_the_operators_and_what_is_not_covered():
    said = words_of(section("scope").blocks)
    assert INFRASTRUCTURE in said
    assert NOT_COVERED in said


def test_the_share_of_inputs_that_are_assumed_and_the_price_date_are_stated():
    totals = reviewed().totals
    inputs = totals.assumed_values + totals.stated_values
    said = words_of(section("scope").blocks)
    share = f"{round(100 * totals.assumed_values / inputs)}\u00a0%"
    assert f"{totals.assumed_values} of {inputs} inputs" in said
    assert share in said
    prices = date.fromisoformat(load_catalog().prices.as_of)
    assert f"{prices.day} {prices:%b %Y}" in said
    assert f"{prices.day} {prices:%b %Y}" in report().meta.foot_lines[1]


def test_unprotected_machines_stand_with_who_accepted_them():
    rows = {row.entity: row for row in table("unprotected").rows}
    assert set(rows) == {"m-files-1", "m-files-3", f"m-{UNASSIGNED}-1"}
    assert "Karin Lund" in rows["m-files-1"].cells
    assert rows["m-files-1"].sign == "accepted"
    assert "nobody" in rows["m-files-3"].cells
    assert len(rows) == reviewed().totals.unprotected


def test_every_application_has_one_row_with_its_objectives_beside_what_is_designed():
    result = reviewed().applications["billing"]
    row = next(one for one in table("applications").rows if one.entity == "billing")
    assert {one.entity for one in table("applications").rows} == set(reviewed().applications) - {UNASSIGNED}
    assert result.objectives.rto_minutes in row.cells
    assert result.designed.rto_minutes in row.cells
    assert result.drills.mttr_minutes in row.cells


def test_every_finding_stands_once_with_rule_source_and_acceptance():
    rows = [row for one in tables_of(report()) if one.key.startswith("findings-") for row in one.rows]
    assert sorted(str(row.cells[1]) for row in rows) == sorted(one.sentence for one in reviewed().findings)
    sources = next(block.items for block in section("findings").blocks if isinstance(block, Bullets))
    assert sorted(one.partition("] ")[2] for one in sources) == sorted({one.source for one in reviewed().findings})
    by_sentence = {one.sentence: one for one in reviewed().findings}
    for row in rows:
        finding, rule = by_sentence[str(row.cells[1])], str(row.cells[4 if row.sign == "accepted" else 3])
        assert rule.startswith(finding.rule)
        assert f"[{1 + [one.partition('] ')[2] for one in sources].index(finding.source)}]" in rule
    accepted = next(row for row in rows if row.entity == "m-files-1" and row.sign == "accepted")
    assert accepted.cells[-1] == "Karin Lund, until 1 Sep 2027: Copies exist."


def test_the_components_add_up_to_the_assessments_total():
    consumption = reviewed().consumption
    usual = usual_month(consumption)
    found = table("consumption")
    billed = [row.cells[3] for row in found.rows if not row.total and row.cells[1] != "one failover"]
    assert isclose(fsum(float(str(one)) for one in billed), consumption.total[usual])
    assert next(row for row in found.rows if row.total).cells[3] == consumption.total[usual]


def test_the_applications_share_of_the_bill_adds_up_to_what_is_paid_every_month():
    found = table("consumption-applications")
    parts = [float(str(row.cells[2])) for row in found.rows if not row.total]
    assert isclose(fsum(parts), float(str(next(row for row in found.rows if row.total).cells[2])))


def test_each_store_shows_its_worst_day_when_it_runs_out_and_by_when_to_order():
    store = reviewed().targets["t-depot"]
    row = next(one for one in table("capacity").rows if one.entity == "t-depot")
    assert store.worst is not None
    assert store.worst.worst_day in row.cells
    assert isclose(float(str(row.cells[2])), store.worst.total / 1024)
    assert (store.run_out or "holds") in row.cells


def test_quarters_end_with_the_last_month_of_the_horizon():
    store = reviewed().targets["t-depot"]
    found = table("capacity-t-depot")
    unit = 1024 if found.columns[-2].unit == "TiB" else 1
    assert len(found.rows) == 13
    assert isclose(float(str(found.rows[-1].cells[-2])) * unit, store.months[-1].total)


def test_duties_name_who_backs_up_replicates_recovers_and_invokes():
    backs_up = dict(zip(column("duties", "Application"), column("duties", "Backs up"), strict=True))
    assert backs_up["Billing"] == "Partner product at Depot external, run by the customer"
    assert "Duty manager" in column("scenarios", "May invoke")
    assert "Site Recovery" in column("duties", "Replicates")
    assert "Jonas Keller" in column("duties", "Recovers it")


def test_the_bands_of_the_guidance_stand_with_how_many_applications_have_each_scheme():
    counts = dict(zip(column("schemes", "Scheme"), column("schemes", "Applications"), strict=True))
    assert counts["Backup-restore"] == 2
    assert counts["No recovery"] == 1
    assert sum(int(str(one)) for one in counts.values()) == reviewed().totals.applications


def test_the_meeting_signs_on_the_plans_own_lines_or_on_those_of_the_usual_roles():
    def roles(found: Report) -> list[str]:
        return [
            line.role
            for one in found.sections
            for block in one.blocks
            if isinstance(block, SignOffBlock)
            for line in block.lines
        ]

    assert roles(report()) == ["Head of operations"]
    assert "Data protection" in roles(empty_report())


def test_the_change_log_ends_with_this_document():
    rows = table("revisions").rows
    assert [row.cells[0] for row in rows] == ["0", "1"]
    assert rows[-1].cells[1:] == (TODAY, "This document", "", "4F2A 91C7")


def test_head_and_foot_say_customer_state_meeting_and_digest():
    meta = report().meta
    assert meta.head_left == "Coastal utility · Coastal utility recovery"
    assert meta.head_right == "Revision 1 · draft"
    assert meta.foot_lines[0].endswith("for the review meeting of 2 Dec 2026")
    assert meta.foot_lines[1].startswith("Plan 4F2A 91C7 · prices of ")


def test_no_sentence_shows_a_python_value():
    for made in (report(), empty_report()):
        said = words_of(block for one in made.sections for block in one.blocks)
        cells = " ".join(
            shown(cell, column)
            for one in tables_of(made)
            for row in one.rows
            for cell, column in zip(row.cells, one.columns, strict=True)
        )
        assert not re.search(r"\b(None|nan|inf|True|False)\b|\{|\[\]", f"{said} {cells}")


def test_cells_are_shown_by_their_columns_unit():
    assert shown(370.0, Column("RTO", 1, "minutes")).replace("\u00a0", " ") == "6 h 10"
    assert shown(0.154, Column("Of size", 1, "share")) == "15"
    assert shown(48210.4, Column("A month", 1, "money", "EUR")).replace("\u00a0", " ") == "€ 48,210"
    assert shown(1234.56, Column("Used", 1, "number", "TiB", 1)) == "1,234.6"
    assert shown(36.0, Column("Value", 1, "number", decimals=6, trimmed=True)) == "36"
    assert shown(1200.0, Column("Value", 1, "number", decimals=0, trimmed=True)) == "1,200"
    assert shown(None, Column("Used", 1, "number")) == "–"
    assert shown(date(2026, 11, 3), Column("On", 1, "date")) == "3 Nov 2026"
    assert heading_words(Column("Used", 1, "number", "GiB")) == "Used, GiB"
    assert heading_words(Column("Of size", 1, "share")) == "Of size, %"
    assert heading_words(Column("Cost", 1, "money", "EUR")) == "Cost"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("One. Two. Three.", "One. Two. Three."),
        ("A. " + "b" * 150 + ".", "A."),
        ("c" * 200 + ". D.", "c" * 200 + "."),
        ("One of 3.5 GiB", "One of 3.5 GiB"),
    ],
)
def test_a_gap_is_said_in_as_many_whole_sentences_as_the_page_has_room_for(said: str, kept: str):
    assert first_of(said) == kept


def test_the_small_matrix_says_in_a_sentence_what_it_does_not_show():
    caption = next(
        block.caption
        for block in section("summary").blocks
        if isinstance(block, Figure) and block.key == "small-matrix"
    )
    assert caption.endswith("Not shown: 1 without recovery.")
