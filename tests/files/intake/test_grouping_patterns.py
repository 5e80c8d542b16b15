"""Patterns of names: wildcards, regular expressions with groups, and what is wrong with others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.files.intake.grouping import ByPattern, propose
from dr_desktop.files.intake.grouping_patterns import read_patterns
from dr_desktop.plan.entity import Problem
from tests.files.intake.test_merge import row


def groups(patterns: str, *names: str) -> dict[str, int]:
    found = read_patterns(patterns)
    assert not isinstance(found, Problem), found
    proposed = propose([row(name) for name in names], ByPattern(found))
    return {name: len(keys) for name, keys in proposed.applications.items()}


def test_the_first_pattern_that_fits_counts_and_case_does_not():
    assert groups("crm-* = CRM\n*-db = Data", "CRM-web", "crm-db", "erp-db", "other") == {"CRM": 2, "Data": 1}


def test_a_regular_expression_names_the_application_after_its_group():
    assert groups(r"/^([a-z]+)-\d/ = \1 (live)", "erp-1", "erp-2", "hr-3", "x") == {"erp (live)": 2, "hr (live)": 1}


def test_an_expression_may_hold_the_equals_sign_that_parts_it_from_its_name():
    assert groups("/a(?=b)/ = AB", "ab", "ac") == {"AB": 1}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("crm-*", "names no application"),
        ("", "No pattern"),
        ("/[/ = x", "no regular expression"),
        ("/(a+)+$/ = x", "forever"),
        ("/(a|aa)+$/ = x", "forever"),
        (r"/(a)\1/ = x", "forever"),
        ("/a?a?a?a?a?aaaaa/ = x", "forever"),
        ("x" * 300 + " = x", "longer"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_named(text: str, said: str):
    found = read_patterns(text)
    assert isinstance(found, Problem)
    assert said in str(found)


@given(st.text("/()[]ab*+?{}|\\^$.=; \n", max_size=40), st.text("ab-1", max_size=12))
def test_any_text_gives_patterns_that_can_be_tried_or_a_problem(text: str, name: str):
    found = read_patterns(text)
    if not isinstance(found, Problem):
        propose([row(name)], ByPattern(found))
