"""Runbooks and drills in the review: a compact table per scenario, claims with reasons, what to test next."""

from __future__ import annotations

from datetime import date

from dr_desktop.assessment.claims import claims_of
from dr_desktop.assessment.simulated_losses import simulated_losses
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.drill import Drill
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_minutes
from dr_desktop.report.blocks import Bullets, Figure, Heading, Paragraph, Section, Table
from dr_desktop.report.names import counted
from dr_desktop.report.review import review_of
from dr_desktop.report.runbook_rows import NOBODY, own_check, owners_of, standing_checks, step_words
from dr_desktop.report.sections.drills import drills_section
from dr_desktop.report.sections.runbook import runbook_section, runbooks_of
from tests.assessment.recovering import LOSS, altered, assessed, estate, replicated, restored
from tests.report.pictures import texts_outside


def plan() -> Plan:
    return estate(
        restored("shop", 2, tier="gold", agreed_by="Board", technical_owner="Ina"),
        replicated("desk", tier="silver"),
        restored("gone", scheme="no_recovery"),
    )


def tables(section: Section) -> dict[str, Table]:
    return {one.key: one for one in section.blocks if isinstance(one, Table)}


def test_each_stated_scenario_has_its_table_and_says_what_does_not_come_back():
    section = runbook_section(assessed(plan().put("scenarios", LOSS)))
    assert [one.words for one in section.blocks if isinstance(one, Heading)] == ["Loss of North"]
    table = tables(section)["runbook-1"]
    (book,) = runbooks_of(assessed(plan().put("scenarios", LOSS)))
    lines = [line for row in table.rows if not row.lead for line in str(row.cells[1]).split("\n")]
    assert sorted(int(line.split("\u2002")[0]) for line in lines) == [one.number for one in book.steps]
    for step in book.steps:
        (line,) = [one for one in lines if one.startswith(f"{step.number}\u2002")]
        assert step.what in line
        assert show_minutes(step.from_minutes, in_table=True) in line
    said = [one for block in section.blocks if isinstance(block, Bullets) for one in block.items]
    assert said == ["Gone does not come back. No recovery by decision: the application and its data are gone."]


def test_what_is_checked_after_every_step_of_a_kind_is_said_once_and_nothing_gets_lost():
    books = runbooks_of(assessed(plan().put("scenarios", LOSS)))
    standing = standing_checks(books)
    assert standing["validate"] == "A user has worked in it, and what is missing is known."
    for step in books[0].steps:
        own = own_check(step, standing)
        assert own == step.check or f"{standing[step.kind]} {own}".strip() == step.check
    section = runbook_section(assessed(plan().put("scenarios", LOSS)), books)
    checks = [row.cells[1] for row in tables(section)["runbook-checks"].rows]
    assert checks == list(standing.values())
    said = " ".join(str(row.cells[1]) for row in tables(section)["runbook-1"].rows)
    assert not [one for one in checks if str(one) in said]
    assert all(own in said for step in books[0].steps if (own := own_check(step, standing)))


def test_each_person_has_the_own_steps_together_by_application():
    assessment = assessed(plan().put("scenarios", LOSS))
    (book,) = runbooks_of(assessment)
    rows = tables(runbook_section(assessment))["runbook-1"].rows
    leads = [row.lead for row in rows if row.lead]
    whose = [step_words(plan(), one).who for one in book.steps]
    assert leads == [f"{who}, {counted(whose.count(who), 'step')}" for who in dict.fromkeys(whose)]
    own = [row.cells[0] for row in rows[: rows.index(next(row for row in rows[1:] if row.lead))] if not row.lead]
    assert len(own) == len(set(own))


def test_whom_to_call_at_a_site_is_said_once_for_a_runbook():
    stated = plan().put("scenarios", LOSS)
    called = altered(next(iter(stated.sites.values())), operator_contact="Night shift, 4200")
    section = runbook_section(assessed(stated.put("sites", called)))
    said = [block for block in section.blocks if isinstance(block, Paragraph) and block.lead == "Call"]
    assert [one.words for one in said] == [f"{called.name}: Night shift, 4200"]


def test_without_a_stated_scenario_the_loss_of_each_site_stands_for_it():
    books = runbooks_of(assessed(plan()))
    assert [one.scenario.id for one in books] == ["loss-of-north"]
    assert owners_of(books[0]) == ("Ina",)


def test_the_decision_says_who_may_invoke_and_that_nobody_is_named():
    for may_invoke, words in (("Duty manager", "Duty manager"), ("", NOBODY)):
        scenario = altered(LOSS, may_invoke=may_invoke)
        (book,) = runbooks_of(assessed(plan().put("scenarios", scenario)))
        decision = next(one for one in book.steps if one.invokes)
        assert step_words(plan(), decision).who == f"May invoke: {words}"


def test_a_plan_without_applications_says_that_there_is_nothing_to_lose():
    section = runbook_section(assessed(estate()))
    assert [one.words for one in section.blocks if isinstance(one, Paragraph)][-1].startswith(
        "There is nothing to lose"
    )


def test_the_drills_of_the_review_show_dots_claims_and_the_year_ahead():
    drill = Drill(id="d", application="shop", on=date(2026, 12, 1), outcome="succeeded", recovery_minutes=100.0)
    assessment = assessed(plan().put("drills", drill))
    standings = claims_of(assessment, simulated_losses(assessment))
    section = drills_section(assessment, standings)
    found = tables(section)
    assert {row.cells[0]: row.cells[1] for row in found["claims"].rows} == {
        "Shop": "proven in date", "Desk": "nothing agreed", "Gone": "nothing agreed",
    }  # fmt: skip
    assert len(found["drill-calendar"].rows) == 4
    for figure in [one for one in section.blocks if isinstance(one, Figure)]:
        picture = figure.draw(figure.width_px, figure.width_px * figure.height_of_width)
        assert texts_outside(picture) == []
        assert picture.height <= figure.width_px * figure.height_of_width + 1


def test_the_claims_of_the_applications_are_those_after_simulation():
    others = [restored(f"other{number}", gib=1_000.0) for number in range(3)]
    assessment = assessed(estate(restored("shop", gib=1_000.0, agreed_by="Board"), *others))
    drill = Drill(id="d", application="shop", on=date(2026, 12, 1), outcome="succeeded", recovery_minutes=100.0)
    assessment = assessed(assessment.plan.put("drills", drill))
    report = review_of(assessment, load_catalog(), date(2027, 1, 1), "0000 0000")
    section = next(one for one in report.sections if one.key == "applications")
    row = next(one for one in tables(section)["applications"].rows if one.entity == "shop")
    assert assessment.applications["shop"].claim == "proven"
    assert "designed" in row.cells
