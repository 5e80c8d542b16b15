"""Recovery in both documents: what every disaster leads to, in the figures of the result."""

from __future__ import annotations

from datetime import date

import pytest

from dr_desktop.assessment.failback import failback
from dr_desktop.assessment.recovery_changes import what_one_change_buys
from dr_desktop.assessment.simulated_losses import simulated_losses
from dr_desktop.files.workbook_columns import plain
from dr_desktop.files.workbook_recovery import held_up_sheet, recovery_sheet
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.plan.plan import new_plan
from dr_desktop.plan.shown import show_minutes
from dr_desktop.report.blocks import Figure, Heading, Paragraph, Section, Table
from dr_desktop.report.fact_sheet import sheet_lines
from dr_desktop.report.held_up_picture import held_up_picture, saving_words
from dr_desktop.report.picture_focus import entities
from dr_desktop.report.recovery_facts import recovery_facts
from dr_desktop.report.recovery_findings import simulated_findings
from dr_desktop.report.recovery_words import outcome_sentence, tally
from dr_desktop.report.sections.recovery import losses_table, recovery_section
from dr_desktop.report.sections.recovery_detail import recovery_detail_section
from tests.assessment.recovering import LOSS, assessed, restored
from tests.assessment.recovering import estate as estate_of
from tests.assessment.test_why_stores import sample_assessment as sampled
from tests.report.pictures import texts_outside, words
from tests.report.recoveries import FAST, GONE, LATE, SLOW, SPARED, estate, plan, result, view


def section() -> Section:
    return recovery_section(estate(), simulated_losses(estate()))


def detail() -> Section:
    return recovery_detail_section(estate(), simulated_losses(estate()))


def table(key: str) -> Table:
    blocks = (*section().blocks, *detail().blocks)
    return next(one for one in blocks if isinstance(one, Table) and one.key == key)


def figures() -> list[Figure]:
    return [one for one in (*section().blocks, *detail().blocks) if isinstance(one, Figure)]


def test_the_overview_counts_every_loss_stated_or_not() -> None:
    rows = {row.entity: row.cells for row in table("recovery-losses").rows}
    assert rows[LOSS.id][:5] == ("Loss of North", 4.0, 3.0, 0.0, 1.0)
    assert rows[LOSS.id][5] == result().makespan_minutes
    assert rows["loss-of-south"][0] == "Loss of South, not stated"


def test_a_scenario_of_the_plan_has_its_own_part_and_others_have_none() -> None:
    headings = [one.words for one in section().blocks if isinstance(one, Heading)]
    assert headings[0] == "Loss of North"
    assert "Loss of South" not in headings


def test_a_plan_without_scenarios_shows_the_loss_of_each_site() -> None:
    made = assessed(estate_of(restored("one")))
    found = recovery_section(made, simulated_losses(made))
    assert next(one.words for one in found.blocks if isinstance(one, Heading)) == "Loss of North"


def test_the_results_are_those_of_the_simulation_with_a_sign_for_what_is_missed() -> None:
    rows = {row.entity: row for row in table(f"recovery-{LOSS.id}").rows}
    assert list(rows) == [FAST, SLOW, LATE, GONE]
    one = result().applications[SLOW]
    assert rows[SLOW].cells[2:4] == (one.recovery_minutes, 60.0)
    assert rows[SLOW].cells[5] == one.objectives.rpo_minutes
    assert rows[SLOW].sign == "error"
    assert rows[FAST].sign == "recommended"
    assert str(rows[GONE].cells[1]).startswith("Lost: ")
    assert "Billing" in str(rows[LATE].cells[6])


def test_what_held_it_up_and_the_way_home_are_listed() -> None:
    held = table(f"recovery-held-{LOSS.id}").rows
    assert [row.cells[1:] for row in held] == [
        (one.from_minutes, one.to_minutes, one.minutes) for one in result().held_up
    ]
    home = failback(estate(), result())
    ends = {row.entity: row.cells[-1] for row in table(f"recovery-{LOSS.id}").rows}
    assert {key: end for key, end in ends.items() if end is not None} == {
        one.application: one.ends_minutes for one in home.applications
    }
    said = next(one for one in detail().blocks if isinstance(one, Paragraph) and one.lead.startswith("Way home"))
    assert show_minutes(home.minutes) in said.words


def test_every_picture_fits_its_page_and_keeps_its_words_inside() -> None:
    assert [one.key.split("-")[0] for one in figures()] == ["gantt", "landing"]
    for one in figures():
        picture = one.draw(one.width_px, one.width_px * one.height_of_width)
        assert picture.height <= one.width_px * one.height_of_width + 1
        assert not texts_outside(picture)


def test_many_applications_are_drawn_in_pieces_and_of_very_many_those_with_the_least_margin() -> None:
    made = assessed(estate_of(*[restored(f"app{number:03}", 1, 1.0 + number) for number in range(80)]))
    found = recovery_section(made, simulated_losses(made))
    drawn = [one for one in found.blocks if isinstance(one, Figure) and one.key.startswith("gantt")]
    rows = [entity for one in drawn for entity in entities(one.draw(one.width_px, 500))]
    assert len(drawn) == 3
    assert len({one.height_of_width for one in drawn}) == 1
    assert len(rows) == len(set(rows)) == 72
    assert "The 72 of 80 applications with the least margin" in drawn[0].caption
    losses = next(iter(simulated_losses(made).values()))
    took = {key: one.recovery_minutes or 0 for key, one in losses.applications.items() if key.startswith("app")}
    assert set(rows) == set(sorted(took, key=lambda key: -took[key])[:72])


def test_an_empty_plan_has_nothing_to_lose() -> None:
    made = assessed(new_plan(date(2027, 1, 1)))
    found = recovery_section(made, simulated_losses(made))
    assert [one.empty for one in found.blocks if isinstance(one, Table)] == ["There is nothing to lose yet."]
    assert recovery_sheet(made, simulated_losses(made)).rows == []
    assert isinstance(found.blocks[0], Paragraph)


def test_the_sheet_has_a_row_per_scenario_and_application_with_all_figures() -> None:
    losses = simulated_losses(estate())
    sheet = recovery_sheet(estate(), losses)
    headings = [one.heading for one in sheet.columns]
    there = [key for one in losses.values() for key in one.applications if key != UNASSIGNED]  # no machine lies in it
    assert len(sheet.rows) == len(there)
    rows = [dict(zip(headings, map(plain, row), strict=True)) for row in sheet.rows]
    row = next(one for one in rows if one["Id"] == SLOW and one["Scenario"] == "Loss of North")
    one = result().applications[SLOW]
    assert row["Recovered, min"] == one.recovery_minutes
    assert row["Margin, min"] == 60 - (one.recovery_minutes or 0)
    assert row["RTO met"] == "Missed"
    assert row["Data loss, min"] == one.data_loss_minutes
    assert row["Restore ends, min"] == next(p.to_minutes for p in one.phases if p.name == "restore")
    assert row["Slack, min"] == one.slack_minutes
    spared = next(one for one in rows if one["Id"] == SPARED and one["Scenario"] == "Loss of North")
    assert (spared["Hit"], spared["Outcome"]) == ("No", "Goes on")
    assert [row[1] for row in held_up_sheet(plan(), losses).rows][: len(result().held_up)] == [
        one.resource.words for one in result().held_up
    ]


def test_the_sheet_of_facts_says_outcome_phases_pace_path_data_and_the_way_home() -> None:
    home = failback(estate(), result())
    said = sheet_lines(recovery_facts(view(), SLOW, home))
    assert said[0] == "Billing"
    for part in ("Phases", "What set the pace", "Critical path", "Data", "Way home to North"):
        assert part in said
    assert any(line.startswith("Alone, with nothing shared") for line in said)
    lost = sheet_lines(recovery_facts(view(), GONE, home))
    assert "Lost" in lost
    assert "RTO 4\u00a0h missed." in lost
    assert "All of it is lost" in lost
    assert sheet_lines(recovery_facts(view(), "none")) == ["Choose an application."]


@pytest.mark.parametrize("width", [260.0, 420.0])
def test_the_lists_lead_to_cells_and_to_changes_that_are_not_worked_out_yet(width: float) -> None:
    changes = what_one_change_buys(estate(), LOSS)
    home = failback(estate(), result())
    whole = held_up_picture(plan(), result(), changes, (width, 180.0), home=home)
    assert not texts_outside(whole)
    assert "change|0" in entities(whole)
    assert saving_words(plan(), changes[0].savings[0]).split(" ")[0] in " ".join(words(whole))
    asked = held_up_picture(plan(), result(), None, (width, 180.0))
    assert "work-out" in entities(asked)
    waiting = held_up_picture(plan(), result(), None, (width, 180.0), working=True)
    assert "work-out" not in entities(waiting)
    assert "What holds it up" in words(whole)


def test_whoever_misses_an_objective_is_counted_alike_in_the_table_and_in_the_sentence() -> None:
    assessment = sampled()
    losses = simulated_losses(assessment)
    rows = {row.entity: row.cells for row in losses_table(assessment.plan, losses).rows}
    late = 0
    for key, one_loss in losses.items():
        found, sentence = tally(one_loss), outcome_sentence(assessment.plan, one_loss)
        assert rows[key][1:5] == (found.hit, found.back, found.goes_on, found.gone)
        assert rows[key][6:8] == (found.late, found.lossy)
        assert found.back + found.goes_on + found.gone <= found.hit
        if found.late:
            assert f"{found.late} {'misses its' if found.late == 1 else 'miss their'} RTO" in sentence
            late += 1
        findings = simulated_findings("Loss", one_loss)
        assert len([one for one in findings if one.rule == "simulated-rto"]) == found.late
        assert len([one for one in findings if one.rule == "simulated-rpo"]) == found.lossy
        assert len([one for one in findings if one.rule == "simulated-not-back"]) == found.gone
    assert late
