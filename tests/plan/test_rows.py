"""Rows know in what they differ from those they were made of, and say the same as whoever compares all of them."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.plan.rows import other_rows, put_into, renewed

FIRST = {"a": [1], "b": [2], "c": [3]}


def test_rows_are_put_in_place_and_new_ones_at_the_end():
    made = put_into(FIRST, {"b": [9], "d": [4]})
    assert list(made.items()) == [("a", [1]), ("b", [9]), ("c", [3]), ("d", [4])]
    assert FIRST == {"a": [1], "b": [2], "c": [3]}


def test_only_what_is_another_object_is_told_forwards_and_backwards():
    first = put_into(FIRST, {})
    made = put_into(first, {"a": first["a"], "b": [2]})
    assert list(other_rows(first, made) or "none") == ["b"]
    assert list(other_rows(made, first) or "none") == ["b"]
    assert other_rows(made, made) == ()


def test_rows_of_which_others_were_made_are_not_walked(monkeypatch):
    first = put_into(FIRST, {})
    made = put_into(first, {"b": [9]})
    monkeypatch.setattr("dr_desktop.plan.rows.compress", None)
    assert list(other_rows(first, made) or "none") == ["b"]
    assert list(other_rows(made, first) or "none") == ["b"]
    with pytest.raises(TypeError):
        other_rows(FIRST, made)


def test_rows_that_came_went_or_moved_are_no_mere_others():
    first = put_into(FIRST, {})
    assert other_rows(first, put_into(first, {"d": [4]})) is None
    assert other_rows(first, {"a": first["a"]}) is None
    assert other_rows(first, dict(reversed(first.items()))) is None


def test_what_is_renewed_is_another_object_or_was_not_there():
    first = put_into(FIRST, {})
    assert set(renewed(first, put_into(first, {"b": [9], "d": [4]}))) == {"b", "d"}


def test_rows_made_of_rows_that_are_gone_are_compared():
    made = put_into(put_into(FIRST, {"c": [7]}), {"b": [9]})
    assert list(other_rows(FIRST, made) or "none") == ["b", "c"]


def test_rows_travel_to_another_process_as_what_they_hold():
    assert pickle.loads(pickle.dumps(put_into(put_into(FIRST, {}), {"b": [9]}))) == {"a": [1], "b": [9], "c": [3]}


@given(st.lists(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from([(), (1,), (2,)]), max_size=3), max_size=6))
def test_any_two_states_of_a_table_differ_as_a_walk_finds(edits):
    states = [put_into(dict.fromkeys("abcd", (0,)), {})]
    for one in edits:
        states.append(put_into(states[-1], one))
    for before in states:
        for after in states:
            walked = {key for key, one in after.items() if before.get(key) is not one}
            assert set(renewed(before, after)) == walked
            found = other_rows(before, after)
            assert (found is None) == (list(before) != list(after))
            if found is not None:
                assert set(found) == walked
