"""How a backup chain keeps its restore points, and what is wrong with a rule."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dr_desktop.plan.choices import ChainStyle

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Not calendar.month_name: that speaks the language of the system.
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEK_NAMES = ("first", "second", "third", "fourth", "last")


class ChainRule(NamedTuple):
    """A chain style and what it keeps. Weekdays count from Monday = 0, months from January = 1.

    Fulls on schedule are read by `forward_with_fulls` and `differential` (synthetic and active) and by `reverse`
    (active only: its newest point is a full anyhow). `forever_forward` never makes a second full.
    """

    style: ChainStyle
    keep_points: int
    keep_weekly: int = 0
    keep_monthly: int = 0
    keep_quarterly: int = 0
    keep_yearly: int = 0
    synthetic_full_weekdays: tuple[int, ...] = ()
    active_full_weekdays: tuple[int, ...] = ()
    active_full_months: tuple[int, ...] = ()
    active_full_week_of_month: int = 1
    """1 to 4, or 5 for the last."""
    active_full_month_weekday: int = 5
    reduction: float = 1.0
    """Fraction left after compression and dedupe, of fulls and increments alike."""
    keep_days: float = 0.0
    """Points younger than so many days stay as well; whichever of points and days reaches further back governs."""
    immutable_days: float = 0.0
    """Nothing younger than so many days can be deleted, whatever retention says."""
    block_clone: bool = False
    """Fulls share unchanged blocks with the full before them: an estimate."""
    months_are_synthetic: bool = False
    """The monthly fulls are made from what is stored; otherwise they are read again."""

    @property
    def archive_counts(self) -> tuple[int, int, int, int]:
        """How many weekly, monthly, quarterly and yearly fulls stay."""
        return self.keep_weekly, self.keep_monthly, self.keep_quarterly, self.keep_yearly

    @property
    def held_days(self) -> float:
        """Days in which a point stays, be it kept or held back."""
        return max(self.keep_days, self.immutable_days)

    @property
    def bends(self) -> bool:
        """Whether sizes bend with the change rate: what changes twice between two fulls counts once."""
        return self.style == "differential" or self.block_clone

    @property
    def full_weekdays(self) -> frozenset[int]:
        """The weekdays on which this style makes a full every week."""
        if self.style == "forever_forward":
            return frozenset()
        if self.style == "reverse":
            return frozenset(self.active_full_weekdays)
        return frozenset(self.active_full_weekdays) | frozenset(self.synthetic_full_weekdays)

    @property
    def full_months(self) -> frozenset[int]:
        """The months in which this style makes a monthly full."""
        return frozenset() if self.style == "forever_forward" else frozenset(self.active_full_months)


def rule_problem(rule: ChainRule, run_weekdays: frozenset[int] = frozenset(range(7))) -> str | None:
    """What is wrong with a rule as a sentence with its remedy, or None. `run_weekdays`: the days with a run."""
    if rule.keep_points < 1 and rule.keep_days <= 0:
        return "This policy keeps no restore points: keep at least 1 point, or the points of at least 1 day."
    if min(rule.keep_points, rule.keep_days, rule.immutable_days) < 0:
        return "A policy cannot keep fewer than 0 points or days: enter 0 or more."
    if min(rule.archive_counts) < 0:
        return "A policy cannot keep fewer than 0 weekly, monthly, quarterly or yearly fulls: enter 0 or more."
    if not 0 < rule.reduction < float("inf"):
        return "The share left after compression and dedupe must be more than 0 %."
    if not run_weekdays:
        return "This policy never runs: state at least one run day."
    if rule.style in ("forward_with_fulls", "differential"):
        return _full_problem(rule, run_weekdays)
    return None


def _full_problem(rule: ChainRule, run_weekdays: frozenset[int]) -> str | None:
    """Why no full would ever follow the first, so that nothing could ever be deleted; or None."""
    due = set(rule.full_weekdays)
    if rule.full_months:
        due.add(rule.active_full_month_weekday)
    if not due:
        return (
            "This policy never makes a second full, so no restore point could ever be deleted: "
            "state the days of its fulls, or choose the forever forward style."
        )
    if due.isdisjoint(run_weekdays):
        return (
            f"This policy makes its fulls on {day_list(due)} but never runs then, so no restore point could "
            f"ever be deleted: move the fulls to a day with a run ({day_list(run_weekdays)})."
        )
    return None


def day_list(weekdays: set[int] | frozenset[int]) -> str:
    """Weekdays (Monday = 0) in words: "Monday and Friday", or "day" for all seven."""
    return "day" if len(weekdays) == 7 else listed(WEEKDAY_NAMES[day] for day in sorted(weekdays))


def listed(words: Iterable[str]) -> str:
    """Words with commas and an "and" before the last."""
    *most, last = [*words] or [""]
    return f"{', '.join(most)} and {last}" if most else last
