"""Probabilities of recovery in both documents: how many runs, with which interval, the same figures everywhere."""

from __future__ import annotations

from functools import cache

from dr_desktop.assessment.document_chances import (
    DOCUMENT_SEED,
    MOST_DISASTERS,
    Chances,
    document_chances,
)
from dr_desktop.assessment.simulated_losses import simulated_losses
from dr_desktop.assessment.uncertainty import DOCUMENT_RUNS, MOST_IN_DOCUMENT, drained_runs, uncertainty_of
from dr_desktop.files.workbook_cells import Value
from dr_desktop.files.workbook_chances import chances_sheet
from dr_desktop.files.workbook_columns import plain
from dr_desktop.plan.plan import Plan
from dr_desktop.report.blocks import Paragraph, Section, Table
from dr_desktop.report.sections.chances import chances_blocks
from dr_desktop.report.sections.recovery import recovery_section
from dr_desktop.report.sections.recovery_detail import recovery_detail_section
from dr_desktop.report.uncertainty_words import interval_words, share_words
from tests.assessment.recovering import LOSS, altered, assessed, estate, replicated, restored


def plan() -> Plan:
    made = estate(
        restored("shop", 2, gib=900.0, tier="gold"),
        replicated("desk", tier="silver"),
        restored("gone", scheme="no_recovery"),
    )
    return made.put("scenarios", LOSS)


@cache
def chances() -> Chances:
    found = document_chances(assessed(plan()))
    assert found is not None
    return found


def said(section: Section) -> str:
    return " ".join(f"{one.lead} {one.words}" for one in section.blocks if isinstance(one, Paragraph))


def test_the_runs_of_a_document_are_those_of_the_program_with_the_same_seed() -> None:
    one = chances()[LOSS.id]
    assert one == uncertainty_of(drained_runs(assessed(plan()), LOSS, DOCUMENT_SEED, DOCUMENT_RUNS))


def test_progress_rises_from_disaster_to_disaster() -> None:
    told: list[float] = []
    second = altered(LOSS, id="again", name="Loss again")
    document_chances(assessed(plan().put("scenarios", second)), told.append)
    assert told == sorted(told)
    assert len(told) == 2 * DOCUMENT_RUNS
    assert told[-1] == 1


def test_only_so_many_disasters_are_tried_and_what_hits_nothing_is_left_out() -> None:
    many = [altered(LOSS, id=f"loss-{place}") for place in range(MOST_DISASTERS + 2)]
    spared = altered(LOSS, id="a-nothing", lost_site="south")
    found = document_chances(assessed(plan().put("scenarios", spared, *many)))
    assert found is not None
    assert "a-nothing" not in found
    assert len(found) <= MOST_DISASTERS


def test_the_document_says_how_many_runs_and_gives_share_and_interval_of_each_disaster() -> None:
    section = recovery_section(assessed(plan()), simulated_losses(assessed(plan())), chances())
    words = said(section)
    assert f"was run {DOCUMENT_RUNS} times" in words
    assert f"seed {DOCUMENT_SEED}" in words
    (table,) = [one for one in section.blocks if isinstance(one, Table) and one.key == "recovery-chances"]
    (row,) = table.rows
    one = chances()[LOSS.id]
    assert one.all_in_time is not None
    assert row.cells[1:5] == (
        one.in_time_mean, float(one.objectives), share_words(one.all_in_time), interval_words(one.all_in_time),
    )  # fmt: skip
    assert row.cells[6:] == (one.makespan[10], one.makespan[19])


def test_the_appendix_gives_every_application_its_probability() -> None:
    section = recovery_detail_section(assessed(plan()), simulated_losses(assessed(plan())), chances())
    (table,) = [one for one in section.blocks if isinstance(one, Table) and one.key == f"recovery-chances-{LOSS.id}"]
    shop = next(row for row in table.rows if row.entity == "shop")
    found = chances()[LOSS.id].applications["shop"]
    assert found.rto is not None
    assert shop.cells[2:6] == (
        share_words(found.rto), interval_words(found.rto), found.minutes_at(50), found.minutes_at(95),
    )  # fmt: skip


def test_a_document_of_a_large_plan_says_that_nothing_was_worked_out_and_up_to_which_size_it_is() -> None:
    shop = plan().machines["shop-1"]
    many = plan().put("machines", *[altered(shop, id=f"m-{place}") for place in range(MOST_IN_DOCUMENT)])
    words = " ".join(one.words for one in chances_blocks(many, None) if isinstance(one, Paragraph))
    assert f"plans of up to {MOST_IN_DOCUMENT} machines" in words
    assert "open Recovery and choose Chances" in words


def test_a_document_of_a_small_plan_without_probabilities_does_not_blame_its_size() -> None:
    section = recovery_section(assessed(plan()), simulated_losses(assessed(plan())), None)
    assert "Probabilities were not worked out for this document. In the program" in said(section)
    assert "machines" not in said(section).partition("Probabilities")[2].partition("Chances.")[0]
    assert not [one for one in section.blocks if isinstance(one, Table) and one.key == "recovery-chances"]


def test_the_sheet_has_the_same_shares_as_formulas_of_the_runs() -> None:
    sheet = chances_sheet(plan(), chances())
    assert f"{DOCUMENT_RUNS} runs" in sheet.intro
    headings = [one.heading for one in sheet.columns]
    for number, row in enumerate(sheet.rows, 6):
        cells = dict(zip(headings, row, strict=True))
        one = chances()[LOSS.id].applications[str(plain(cells["Id"]))]
        share = cells["In time"]
        if one.rto is None:
            assert share is None
            continue
        assert isinstance(share, Value)
        assert share.formula == f"=E{number}/{DOCUMENT_RUNS}"
        assert plain(share) == one.rto.share
        assert (plain(cells["Interval from"]), plain(cells["Interval to"])) == one.rto.interval
        assert plain(cells["Half of the runs in, min"]) == one.minutes_at(50)
    assert [plain(row[-1]) for row in sheet.rows] == [
        key for key, one in chances()[LOSS.id].applications.items() if one.outcome != "goes_on"
    ]
