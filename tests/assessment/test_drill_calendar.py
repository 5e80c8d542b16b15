"""The calendar of drills: as many as are asked for, on free days, the most urgent first, those of a site together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dr_desktop.assessment.drill_calendar import TOGETHER, DrillCalendar, drill_calendar
from dr_desktop.assessment.drill_script import DrillScript, drill_script, script_lines
from dr_desktop.assessment.drills import blocking
from dr_desktop.assessment.runbook import runbook
from dr_desktop.assessment.simulated_losses import losses_to_survive
from dr_desktop.plan.drill import Drill, RecoveryStep
from dr_desktop.plan.governance import CalendarPeriod
from dr_desktop.plan.plan import Plan
from tests.assessment.recovering import altered, assessed, estate, replicated, restored


def calendar_of(plan: Plan) -> DrillCalendar:
    return drill_calendar(assessed(plan))


def with_days(plan: Plan, days: float) -> Plan:
    return plan.put("assumptions", altered(plan.assumptions["drill_days"], base=days))


def drilled(plan: Plan, key: str, on: date, outcome: Any = "succeeded", **stated: Any) -> Plan:
    return plan.put(
        "drills",
        Drill(id=f"d-{key}-{on}", application=key, on=on, outcome=outcome, recovery_minutes=10.0, **stated),
    )


def period(key: str, first: date, last: date) -> CalendarPeriod:
    return CalendarPeriod(id=key, name=key, kind="freeze", first_day=first, last_day=last)


def asking(plan: Plan, a_year: int) -> Plan:
    return plan.put("tiers", *[altered(one, drills_per_year=a_year) for one in plan.tiers.values()])


def drills_of(calendar: DrillCalendar, key: str) -> list[date]:
    return [one.on for one in calendar.drills if key in one.applications]


def one_day(a_year: int = 4, **stated: Any) -> Plan:
    return asking(with_days(estate(restored("shop", tier="gold", **stated)), 1), a_year)


DAYS = st.dates(date(2026, 12, 1), date(2028, 4, 1))


@st.composite
def years(draw: st.DrawFn) -> Plan:
    plan = with_days(estate(), draw(st.sampled_from([1.0, 2.5, 7.0])))
    for number in range(draw(st.integers(0, 5))):
        make = draw(st.sampled_from([restored, replicated]))
        tier = draw(st.sampled_from(["gold", "silver", None]))
        source = draw(st.sampled_from(["north", "south", None]))
        plan = estate(make(f"app{number}", tier=tier, source_site=source), changed=plan)
        if draw(st.booleans()):
            on, outcome = draw(DAYS), draw(st.sampled_from(["succeeded", "failed", None]))
            plan = drilled(plan, f"app{number}", on, outcome)
    for number in range(draw(st.integers(0, 4))):
        first = draw(DAYS)
        plan = plan.put("calendar_periods", period(f"p{number}", first, first + timedelta(draw(st.integers(-3, 120)))))
    for stated in plan.tiers.values():
        plan = plan.put("tiers", altered(stated, drills_per_year=draw(st.sampled_from([None, 0, 1, 2, 3, 4, 5, 12]))))
    return plan


@given(years())
@settings(max_examples=80, deadline=None)
def test_no_day_of_a_planned_drill_lies_in_a_stated_period_or_in_another_drill_of_its_site(plan: Plan) -> None:
    calendar = calendar_of(plan)
    held: set[tuple[str, date]] = set()
    for drill in calendar.drills:
        assert drill.quarter in range(4)
        if drill.stated:
            continue
        day = drill.on
        while day <= drill.last_on:
            assert blocking(day, plan.calendar_periods.values()) is None
            assert (drill.site, day) not in held
            held.add((drill.site, day))
            day += timedelta(days=1)


@given(years())
@settings(max_examples=80, deadline=None)
def test_each_application_gets_what_it_asks_for_or_is_said_to_be_short(plan: Plan) -> None:
    assessment = assessed(plan)
    calendar = drill_calendar(assessment)
    short = {one.application: one for one in calendar.unplaced}
    for key, result in assessment.applications.items():
        days = drills_of(calendar, key)
        if result.protection.scheme in (None, "no_recovery"):
            assert key not in calendar.due
        elif key in calendar.due:
            asked = calendar.due[key].a_year
            assert (len(days) < asked) == (key in short)
            assert len(days) == len(set(days))
            if key in short:
                assert (short[key].asked, short[key].placed) == (asked, len(days))


@given(years())
@settings(max_examples=20, deadline=None)
def test_the_same_plan_has_the_same_calendar(plan: Plan) -> None:
    assert calendar_of(plan) == calendar_of(plan)


def test_four_a_year_are_one_in_each_quarter() -> None:
    assert [one.quarter for one in calendar_of(one_day(4)).drills] == [0, 1, 2, 3]


def test_the_year_begins_with_the_month_after_the_review() -> None:
    plan = one_day()
    plan = replace(plan, header=altered(plan.header, review_date=date(2027, 5, 20)))
    quarters = calendar_of(plan).quarters
    assert (quarters[0].first, quarters[-1].last) == (date(2027, 6, 1), date(2028, 5, 31))


def test_a_year_without_a_free_day_says_who_is_short() -> None:
    plan = one_day().put("calendar_periods", period("all", date(2026, 1, 1), date(2030, 1, 1)))
    calendar = calendar_of(plan)
    assert calendar.drills == ()
    (short,) = calendar.unplaced
    assert (short.application, short.asked, short.placed) == ("shop", 4, 0)
    assert short.reason.startswith("No day is left")


def test_where_a_quarter_is_not_free_its_drill_moves_and_none_is_lost() -> None:
    first = calendar_of(one_day()).quarters[0]
    plan = one_day().put("calendar_periods", period("storm", first.first, first.last))
    calendar = calendar_of(plan)
    assert sorted(one.quarter for one in calendar.drills) == [1, 1, 2, 3]
    assert calendar.unplaced == ()


def test_who_was_never_tested_comes_before_who_was_and_the_higher_tier_before_the_lower() -> None:
    plan = estate(replicated("old", tier="gold"), replicated("low", tier="silver"), replicated("high", tier="gold"))
    plan = asking(drilled(plan, "old", date(2026, 1, 5)), 1)
    (drill,) = calendar_of(plan).drills
    assert drill.applications == ("high", "low", "old")
    assert drill.name == "Loss of North"


def test_one_a_year_falls_into_the_quarter_in_which_it_is_due() -> None:
    plan = drilled(one_day(1), "shop", date(2026, 9, 5))
    (drill,) = calendar_of(plan).drills
    assert drill.quarter == 2


def test_a_failed_latest_drill_is_due_at_once() -> None:
    plan = drilled(drilled(one_day(1), "shop", date(2026, 9, 5)), "shop", date(2026, 10, 5), "failed")
    (drill,) = calendar_of(plan).drills
    assert drill.quarter == 0


def test_a_drill_falls_on_the_usual_weekday_of_the_log() -> None:
    assert {day.weekday() for day in drills_of(calendar_of(one_day()), "shop")} == {2}
    saturday = drilled(one_day(), "shop", date(2026, 9, 5))
    assert {day.weekday() for day in drills_of(calendar_of(saturday), "shop")} == {5}


def test_no_more_applications_are_tested_together_than_people_can_judge() -> None:
    plan = asking(estate(*[replicated(f"app{number}", tier="gold") for number in range(TOGETHER + 3)]), 1)
    assert [len(one.applications) for one in calendar_of(plan).drills] == [TOGETHER, 3]


def test_where_days_run_out_more_are_tested_together_and_nobody_is_left_out() -> None:
    plan = with_days(estate(*[replicated(f"app{number}", tier="gold") for number in range(TOGETHER + 3)]), 1)
    plan = plan.put(
        "calendar_periods",
        period("before", date(2026, 1, 1), date(2027, 6, 6)),
        period("after", date(2027, 6, 8), date(2028, 6, 1)),
    )
    calendar = calendar_of(asking(plan, 1))
    assert [(one.on, len(one.applications)) for one in calendar.drills] == [(date(2027, 6, 7), TOGETHER + 3)]
    assert calendar.unplaced == ()


def test_a_drill_of_the_log_without_an_outcome_stands_for_one_of_the_calendar() -> None:
    on = calendar_of(one_day()).drills[1].on + timedelta(days=3)
    calendar = calendar_of(drilled(one_day(), "shop", on, None))
    assert [one.stated for one in calendar.drills] == [False, True, False, False]
    assert calendar.drills[1].on == on


def test_an_application_that_does_not_say_where_it_runs_is_short() -> None:
    (short,) = calendar_of(one_day(source_site=None)).unplaced
    assert short.reason == "It does not say where it runs."


def script_of(plan: Plan) -> DrillScript:
    assessment = assessed(plan)
    drill = next(one for one in drill_calendar(assessment).drills if "shop" in one.applications)
    return drill_script(assessment, drill, runbook(assessment, losses_to_survive(plan)[drill.scenario]))


def test_the_script_isolates_first_rehearses_the_runbook_and_cleans_up_last() -> None:
    script = script_of(one_day(technical_owner="Ina"))
    words = [one.what for one in script.steps]
    assert [one.number for one in script.steps] == list(range(1, len(words) + 1))
    assert words[0].startswith("Make an isolated network at South")
    assert words[1] == "Keep room for 1 machine: 2 vCPU, 8\u00a0GiB."
    assert [one.split()[0] for one in words[3:6]] == ["Restore", "Start", "Check"]
    assert words[-1].startswith("Remove the machines and the isolated network")
    assert script.steps[3].from_minutes == 0.0
    (goal,) = script.goals
    assert (goal.rto_minutes, goal.rpo_minutes, goal.mttr_minutes) == (240.0, 1_500.0, None)
    assert goal.expected_minutes is not None


def test_the_script_leads_no_user_away_and_asks_for_stand_ins_of_what_is_not_tested() -> None:
    plan = asking(estate(replicated("shop", tier="gold", depends_on=("base",))), 1)
    plan = estate(replicated("base", source_site="south", recovery_sites=("north",)), changed=plan)
    step = RecoveryStep(id="s", application="shop", order=1, text="Point users there.", moment="redirect", minutes=1.0)
    script = script_of(plan.put("recovery_steps", step))
    assert script.needs == ("Shop needs Base.",)
    assert "Read through and leave undone: Point users there." in [one.what for one in script.steps]
    assert not [one for one in script.steps if one.what.startswith("Lead the users")]


def test_the_lines_of_a_script_say_what_to_beat_and_what_is_left_out() -> None:
    plan = one_day(1)
    plan = asking(estate(restored("lost", tier="gold", recovery_sites=("north",)), changed=plan), 1)
    assessment = assessed(plan)
    drill = drill_calendar(assessment).drills[0]
    script = drill_script(assessment, drill, runbook(assessment, losses_to_survive(plan)[drill.scenario]))
    lines = script_lines(assessment, script)
    assert lines[0].startswith("Drill: Loss of North, ")
    assert any(line.startswith("Shop: RTO 4\u00a0h") for line in lines)
    assert [key for key, _ in script.left_out] == ["lost"]
    assert lines[-1].startswith("Lost: ")
