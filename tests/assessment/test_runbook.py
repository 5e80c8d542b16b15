"""The runbook: what people do, in order of time, from the same run as the simulated recovery."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dr_desktop.assessment.recovery import simulate
from dr_desktop.assessment.runbook import Runbook, RunbookStep, runbook
from dr_desktop.plan.drill import RecoveryStep, Scenario
from dr_desktop.plan.plan import Plan
from tests.assessment.recovering import LOSS, altered, assessed, estate, replicated, restored


def book_of(plan: Plan, scenario: Scenario = LOSS) -> Runbook:
    return runbook(assessed(plan), scenario)


def grouped(plan: Plan, key: str, *groups: int) -> Plan:
    """The machines of an application in these start groups."""
    found = [one for one in plan.machines.values() if one.application == key]
    return plan.put("machines", *[altered(one, start_group=group) for one, group in zip(found, groups, strict=True)])


def by_hand(key: str, order: int, moment: Any, minutes: float | None, **stated: Any) -> RecoveryStep:
    return RecoveryStep(
        id=f"{key}-{order}", application=key, order=order, text=f"Do {order}.", moment=moment, minutes=minutes, **stated
    )


def kinds(book: Runbook, application: str) -> list[str]:
    return [one.kind for one in book.steps if application in one.applications]


def step(book: Runbook, application: str, kind: str) -> RunbookStep:
    return next(one for one in book.steps if one.kind == kind and application in one.applications)


@st.composite
def estates(draw: st.DrawFn) -> Plan:
    plan = estate()
    known: list[str] = []
    for number in range(draw(st.integers(1, 4))):
        key = f"app{number}"
        make = draw(st.sampled_from([restored, replicated]))
        machines = draw(st.integers(1, 4))
        after = tuple(draw(st.lists(st.sampled_from(known), unique=True))) if known else ()
        tier = draw(st.sampled_from(["gold", "silver", None]))
        decide = float(draw(st.integers(0, 20)))
        plan = estate(make(key, machines, depends_on=after, tier=tier, decide_minutes=decide), changed=plan)
        plan = grouped(plan, key, *[draw(st.integers(1, 3)) for _ in range(machines)])
        for order in range(draw(st.integers(0, 3))):
            moment = draw(st.sampled_from([None, "decide", "rebuild", "restore", "start", "validate", "redirect"]))
            plan = plan.put("recovery_steps", by_hand(key, order, moment, draw(st.none() | st.just(7.0))))
        known.append(key)
    return plan


@given(estates(), st.sampled_from(["starts", "failovers_too"]), st.none() | st.just(1))
@settings(max_examples=60, deadline=None)
def test_steps_are_in_order_of_time_and_none_begins_before_what_it_comes_after_has_ended(
    plan: Plan, barriers: str, people: int | None
) -> None:
    scenario = altered(LOSS, start_barriers=barriers, people_decide=people, people_validate=people)
    book = book_of(plan, scenario)
    assert [one.number for one in book.steps] == list(range(1, len(book.steps) + 1))
    begins = [one.from_minutes for one in book.steps]
    assert begins == sorted(begins)
    for one in book.steps:
        for needed in one.after:
            assert needed < one.number
            assert book.steps[needed - 1].to_minutes <= one.from_minutes


@given(estates())
@settings(max_examples=30, deadline=None)
def test_the_runbook_ends_an_application_when_the_simulated_recovery_does(plan: Plan) -> None:
    assessment = assessed(plan)
    book, found = runbook(assessment, LOSS), simulate(assessment, LOSS)
    for key, one in found.applications.items():
        ends = [s.to_minutes for s in book.steps if key in s.applications and s.kind != "by_hand"]
        if one.outcome == "recovered":
            assert max(ends) == one.recovery_minutes
        else:
            assert not ends
        first = next((s for s in book.steps if key in s.applications and s.kind == "start"), None)
        data = {s.number for s in book.steps if key in s.applications and s.kind in ("restore", "failover")}
        assert first is None or data <= set(first.after)
    members = [member for one in book.steps if one.kind == "start" for member in one.members]
    assert sorted(members) == sorted(plan.machines)


def test_a_restored_application_is_noticed_decided_restored_started_by_group_checked_and_opened() -> None:
    plan = grouped(estate(restored("shop", 3, technical_owner="Ina")), "shop", 2, 1, 2)
    book = book_of(plan, altered(LOSS, may_invoke="Duty manager"))
    assert kinds(book, "shop") == ["detect", "decide", "restore", "start", "start", "validate", "redirect"]
    assert [one.members for one in book.steps if one.kind == "start"] == [("shop-1",), ("shop-0", "shop-2")]
    assert step(book, "shop", "start").what == "Start group 1: shop-1."
    assert step(book, "shop", "decide").owner == "Duty manager"
    assert step(book, "shop", "decide").invokes
    assert step(book, "shop", "restore").owner == "Ina"
    assert step(book, "shop", "restore").what == "Restore 3 machines, 300\u00a0GiB, from Vault to South."


def test_the_first_start_comes_after_what_the_application_depends_on_is_up() -> None:
    plan = estate(restored("base", gib=400.0), replicated("shop", depends_on=("base",)))
    book = book_of(plan)
    up = step(book, "base", "start").number
    assert up in step(book, "shop", "start").after
    assert step(book, "shop", "start").from_minutes == step(book, "base", "start").to_minutes


def test_those_that_are_decided_about_at_the_same_time_are_one_decision() -> None:
    book = book_of(estate(restored("shop"), replicated("desk"), replicated("slow", decide_minutes=30.0)))
    decisions = [one.applications for one in book.steps if one.kind == "decide"]
    assert decisions == [("shop", "desk"), ("slow",)]


def test_where_people_decide_one_after_the_other_each_decision_is_a_step() -> None:
    book = book_of(estate(replicated("shop"), replicated("desk")), altered(LOSS, people_decide=1))
    spans = [(one.from_minutes, one.to_minutes) for one in book.steps if one.kind == "decide"]
    assert spans == [(5.0, 15.0), (15.0, 25.0)]


def test_a_step_by_hand_stands_at_its_moment_and_the_next_follows_it() -> None:
    plan = estate(replicated("shop", technical_owner="Ina"))
    plan = plan.put(
        "recovery_steps",
        by_hand("shop", 3, None, None),
        by_hand("shop", 2, "validate", 2.0, owner="Bo"),
        by_hand("shop", 1, "decide", 1.0),
    )
    book = book_of(plan)
    found = [one for one in book.steps if one.kind == "by_hand"]
    check = step(book, "shop", "validate").from_minutes
    assert [one.what for one in found] == ["Do 1.", "Do 2.", "Do 3."]
    assert [(one.from_minutes, one.to_minutes) for one in found] == [
        (5.0, 6.0), (check, check + 2.0), (check + 2.0, check + 2.0),
    ]  # fmt: skip
    assert [one.owner for one in found] == ["Ina", "Bo", "Ina"]
    assert [one.takes_known for one in found] == [True, True, False]
    assert found[1].after == tuple(sorted((found[0].number, step(book, "shop", "start").number)))


def test_steps_by_hand_that_outlast_the_simulated_recovery_are_pointed_out() -> None:
    plan = estate(replicated("shop")).put("recovery_steps", by_hand("shop", 1, "redirect", 90.0))
    (note,) = book_of(plan).notes
    assert note.startswith("Shop: its steps by hand end at ")


@pytest.mark.parametrize(
    ("stated", "outcome"),
    [
        ({"scheme": "no_recovery", "backup_target": None, "backup_policy": None}, "lost"),
        ({"recovery_sites": ("north",)}, "stays_down"),
    ],
)
def test_what_does_not_come_back_is_said_with_its_reason(stated: dict[str, Any], outcome: str) -> None:
    book = book_of(estate(restored("shop", **stated), restored("desk")))
    (left,) = book.left_behind
    assert (left.application, left.outcome) == ("shop", outcome)
    assert left.reason
    assert "shop" not in {key for one in book.steps for key in one.applications}


def test_corruption_is_not_noticed_first_since_its_clock_begins_when_it_is() -> None:
    book = book_of(estate(restored("shop")), Scenario(id="bad", name="Bad", kind="corruption"))
    assert kinds(book, "shop")[0] == "decide"
    assert book.steps[0].from_minutes == 0.0


def test_a_plan_in_which_nothing_is_hit_has_an_empty_runbook() -> None:
    book = book_of(estate(restored("shop", source_site="south")))
    assert book.steps == ()
    assert book.ends_minutes == 0.0
