"""How a backup chain keeps its restore points, and the same rule in words for the reader of a number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dr_desktop.plan.choices import ChainStyle

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Not calendar.month_name: that speaks the language of the system.
_MONTHS = (
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
_WEEKS = ("first", "second", "third", "fourth", "last")


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

    @property
    def archive_counts(self) -> tuple[int, int, int, int]:
        """How many weekly, monthly, quarterly and yearly fulls stay."""
        return self.keep_weekly, self.keep_monthly, self.keep_quarterly, self.keep_yearly

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
    if rule.keep_points < 1:
        return "This policy keeps no restore points: keep at least 1."
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
            f"This policy makes its fulls on {_day_list(due)} but never runs then, so no restore point could "
            f"ever be deleted: move the fulls to a day with a run ({_day_list(run_weekdays)})."
        )
    return None


def rule_in_words(rule: ChainRule) -> str:
    """The retention rule behind a number, in plain sentences to print beside it."""
    sentences = (_chain_words(rule), _archive_words(rule), "Other engines use other rules.")
    return " ".join(part for part in sentences if part)


def _chain_words(rule: ChainRule) -> str:
    kept = rule.keep_points
    newest = "the newest restore point" if kept == 1 else f"the newest {kept} restore points"
    if rule.style == "forever_forward" and kept == 1:
        return f"Keeps {newest}: one full, which each run brings up to date."
    if rule.style == "forever_forward":
        increments = "one increment" if kept == 2 else f"{kept - 1} increments"
        return (
            f"Keeps {newest}: one full and {increments}. When a run makes one more, the oldest increment merges "
            "into the full."
        )
    if rule.style == "forward_with_fulls":
        return (
            f"Keeps {newest}, with a full {_full_words(rule)}. A full and its increments are deleted together, "
            f"once none of them is among the newest {kept}."
        )
    if rule.style == "reverse":
        restart = _full_words(rule)
        breaks = f" {restart[0].upper()}{restart[1:]} the full before stays a full." if restart else ""
        return (
            f"Keeps {newest}. The newest is always a full; each run turns the full before it into a rollback "
            f"increment.{breaks} The oldest points are deleted first."
        )
    return (
        f"Keeps {newest}, with a full {_full_words(rule)}. Each point between holds all changes since its full "
        "(an upper estimate: a block that changed twice counts twice). A full stays as long as one of its points."
    )


def _archive_words(rule: ChainRule) -> str:
    names = ("weekly", "monthly", "quarterly", "yearly")
    tiers = [f"{count} {name}" for count, name in zip(rule.archive_counts, names, strict=True) if count]
    if not tiers:
        return ""
    marked = "full" if rule.style in ("forward_with_fulls", "differential") else "run"
    return (
        f"Beside the chain it keeps {_listed(tiers)} fulls: the first {marked} from Sunday 22:00 on is marked (for "
        "months, quarters and years from their first Sunday), and stays as a full of its own when it leaves "
        "the chain. Marked points still in the chain do not count."
    )


def _full_words(rule: ChainRule) -> str:
    parts = [f"every {_day_list(rule.full_weekdays)}"] if rule.full_weekdays else []
    if rule.full_months:
        week = _WEEKS[rule.active_full_week_of_month - 1]
        named = _listed(_MONTHS[month - 1] for month in sorted(rule.full_months))
        months = "each month" if len(rule.full_months) == 12 else named
        parts.append(f"on the {week} {WEEKDAY_NAMES[rule.active_full_month_weekday]} of {months}")
    return _listed(parts)


def _day_list(weekdays: set[int] | frozenset[int]) -> str:
    return "day" if len(weekdays) == 7 else _listed(WEEKDAY_NAMES[day] for day in sorted(weekdays))


def _listed(words: Iterable[str]) -> str:
    *most, last = [*words] or [""]
    return f"{', '.join(most)} and {last}" if most else last
