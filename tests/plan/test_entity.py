"""An entity is frozen; a change validates it as a whole and says what is wrong, where, and what to type."""

import pytest
from pydantic import ValidationError

from dr_desktop.plan.application import Application
from dr_desktop.plan.entity import Problem, new_id
from dr_desktop.plan.machine import Machine


def test_a_change_gives_a_new_entity_and_leaves_the_old_one():
    before = Machine(id="m-1", name="web", used_gib=10.0)
    after = before.changed(used_gib=12.5)
    assert isinstance(after, Machine)
    assert (before.used_gib, after.used_gib) == (10.0, 12.5)


def test_an_entity_cannot_be_written_to():
    with pytest.raises(ValidationError):
        Machine(id="m-1").name = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("used_gib", -1.0, "Type 0 or more."),
        ("change_percent_per_day", 101.0, "Type 100 or less."),
        ("os", "bsd", "Choose one of"),
        ("vcpus", 2.5, "Type a whole number."),
        ("used_gib", "much", "Type a number."),
        ("nonsense", 1, "Remove it."),
    ],
)
def test_a_refused_value_names_entity_field_and_remedy(field: str, value: object, words: str):
    problem = Machine(id="m-1").changed(**{field: value})
    assert isinstance(problem, Problem)
    assert (problem.entity, problem.field) == ("m-1", field)
    assert words in problem.remedy


def test_infinity_is_no_quantity():
    assert isinstance(Machine(id="m-1").changed(used_gib=float("inf")), Problem)
    assert isinstance(Machine(id="m-1").changed(used_gib=float("nan")), Problem)


def test_a_date_must_be_a_date():
    problem = Application(id="a").changed(agreed_on="yesterday")
    assert isinstance(problem, Problem)
    assert "2026-11-03" in problem.remedy


def test_new_ids_differ():
    assert len({new_id("m") for _ in range(1000)}) == 1000
