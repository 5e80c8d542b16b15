"""Signs, dots and marks are told apart by shape, also without colour."""

import pytest

from dr_desktop.report.look import HATCHES, STATES
from dr_desktop.report.picture import Box, Path, Shape, Text, bounds
from dr_desktop.report.signs import DOT_WORDS, STATE_WORDS, scheme_mark, state_dot, state_dots, state_sign, tier_mark

SCHEMES = [role.removeprefix("scheme.") for role in HATCHES if role.startswith("scheme.")]


def outline(shapes: tuple[Shape, ...]) -> object:
    """What is left of shapes when every colour is one."""
    return [
        (*shape.points, bool(shape.fill)) if isinstance(shape, Path)
        else (shape.x, shape.w, shape.h, shape.hatch, bool(shape.dash)) if isinstance(shape, Box)
        else shape.text
        for shape in shapes
    ]  # fmt: skip


def test_every_state_has_words_and_a_sign() -> None:
    assert set(STATE_WORDS) == set(STATES)


@pytest.mark.parametrize(
    "family",
    [
        ("recommended", "condition", "not_recommended", "not_supported"),
        ("error", "warning", "note", "accepted"),
    ],
)
def test_signs_of_one_family_differ_without_colour(family: tuple[str, ...]) -> None:
    drawn = [outline(state_sign(state, 0, 0)) for state in family]
    assert all(one != other for place, one in enumerate(drawn) for other in drawn[place + 1 :])


def test_dots_differ_without_colour_and_keep_their_places() -> None:
    drawn = [outline(state_dot(dot, 0, 0)) for dot in DOT_WORDS]
    assert all(one != other for place, one in enumerate(drawn) for other in drawn[place + 1 :])
    row = state_dots(("met", "missed", "not_known"), 100, 5)
    assert [round(bounds(shape)[0]) for shape in row] == [100, 110, 121]


def test_marks_of_schemes_differ_without_colour() -> None:
    drawn = [outline(scheme_mark(scheme, 0, 0)) for scheme in SCHEMES]
    assert len(drawn) == 5
    assert all(one != other for place, one in enumerate(drawn) for other in drawn[place + 1 :])


@pytest.mark.parametrize(("rank", "words"), [(1, "1"), (4, "4"), (12, "12"), (None, "–")])
def test_a_tier_mark_says_the_rank(rank: int | None, words: str) -> None:
    box, text = tier_mark(rank, 10, 20)
    assert isinstance(text, Text)
    assert text.text == words
    x, _, w, _ = bounds(text)
    assert box.entity is None
    assert x >= 10
    assert x + w <= 24


@pytest.mark.parametrize("state", STATES)
def test_a_sign_stands_for_what_it_is_given(state: str) -> None:
    body = state_sign(state, 3, 4, 16, entity="app:1", tip="Billing")[0]
    assert (body.entity, body.tip) == ("app:1", "Billing")
    x, y, w, h = bounds(body)
    assert 2 <= x <= x + w <= 20
    assert 3 <= y <= y + h <= 21
