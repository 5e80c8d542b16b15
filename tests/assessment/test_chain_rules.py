from __future__ import annotations

import pytest

from dr_desktop.assessment.chain_rules import ChainRule, rule_problem
from dr_desktop.assessment.chain_words import rule_in_words

WEEKLY_FULL = ChainRule("forward_with_fulls", 14, synthetic_full_weekdays=(5,))
WORKDAYS = frozenset(range(5))


def test_a_sound_rule_has_no_problem() -> None:
    assert rule_problem(WEEKLY_FULL) is None
    assert rule_problem(ChainRule("reverse", 1)) is None
    assert rule_problem(ChainRule("reverse", 0, keep_days=30)) is None


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (ChainRule("forever_forward", 0), "keeps no restore points: keep at least 1"),
        (ChainRule("forever_forward", 0, immutable_days=30), "keeps no restore points"),
        (ChainRule("forever_forward", 7, keep_days=-1), "fewer than 0 points or days"),
        (ChainRule("forever_forward", 7, keep_monthly=-1), "enter 0 or more"),
        (ChainRule("forever_forward", 7, reduction=0), "more than 0 %"),
        (ChainRule("forward_with_fulls", 7), "never makes a second full"),
        (ChainRule("differential", 7, active_full_months=()), "choose the forever forward style"),
    ],
)
def test_a_problem_says_what_to_do(rule: ChainRule, words: str) -> None:
    problem = rule_problem(rule)
    assert problem is not None
    assert words in problem


def test_fulls_on_a_day_without_a_run_are_a_problem_because_nothing_would_ever_be_deleted() -> None:
    problem = rule_problem(WEEKLY_FULL, WORKDAYS)
    assert problem is not None
    assert "fulls on Saturday but never runs then" in problem
    monthly = WEEKLY_FULL._replace(active_full_months=(1,), active_full_month_weekday=2)
    assert rule_problem(monthly, WORKDAYS) is None
    assert rule_problem(WEEKLY_FULL, frozenset()) == "This policy never runs: state at least one run day."


def test_words_name_what_is_kept_and_when_fulls_are_made() -> None:
    assert rule_in_words(ChainRule("forever_forward", 14)) == (
        "Keeps the newest 14 restore points: one full and 13 increments. When a run makes one more, the oldest "
        "increment merges into the full. Other engines use other rules."
    )
    monthly = WEEKLY_FULL._replace(
        active_full_months=tuple(range(1, 13)), active_full_week_of_month=5, active_full_month_weekday=6
    )
    assert "with a full every Saturday and on the last Sunday of each month." in rule_in_words(monthly)
    two_months = WEEKLY_FULL._replace(active_full_months=(7, 1))
    assert "on the first Saturday of January and July" in rule_in_words(two_months)
    assert "every day" in rule_in_words(WEEKLY_FULL._replace(synthetic_full_weekdays=tuple(range(7))))


def test_words_of_a_reverse_chain_speak_of_active_fulls_only() -> None:
    rule = ChainRule("reverse", 30, synthetic_full_weekdays=(2,), active_full_weekdays=(5,))
    words = rule_in_words(rule)
    assert "Every Saturday the full before stays a full." in words
    assert "Wednesday" not in words


def test_words_say_that_in_a_differential_what_changed_twice_counts_once() -> None:
    assert "what changed twice counts once" in rule_in_words(ChainRule("differential", 14, active_full_weekdays=(5,)))


def test_words_say_which_of_points_and_days_governs() -> None:
    both = ChainRule("forever_forward", 14, keep_days=30)
    assert "the newest 14 restore points, and all of the last 30 days" in rule_in_words(both)
    assert "Here the days govern" in rule_in_words(both, days_between_runs=1)
    assert "Here the points govern" in rule_in_words(both, days_between_runs=7)
    assert "Here both reach equally far back" in rule_in_words(both._replace(keep_days=14), days_between_runs=1)
    only_days = rule_in_words(both._replace(keep_points=0), days_between_runs=1)
    assert "Keeps the restore points of the last 30 days: one full and increments." in only_days
    assert "govern" not in only_days


def test_words_say_what_immutability_holds_back_and_that_block_clone_is_an_estimate() -> None:
    words = rule_in_words(ChainRule("forever_forward", 7, immutable_days=14, block_clone=True))
    assert "lets nothing be deleted within 14 days" in words
    assert "An estimate: with block clone" in words


def test_words_of_the_archive_name_each_tier_that_keeps_something() -> None:
    words = rule_in_words(ChainRule("forever_forward", 7, keep_weekly=4, keep_monthly=12, keep_yearly=7))
    assert "4 weekly, 12 monthly and 7 yearly fulls: the first run from Sunday 22:00 on" in words
    assert "the first full from Sunday 22:00 on" in rule_in_words(WEEKLY_FULL._replace(keep_quarterly=1))
