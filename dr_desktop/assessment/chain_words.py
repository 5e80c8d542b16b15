"""A retention rule in words, for the reader of a number: other engines count by other rules."""

from __future__ import annotations

from dr_desktop.assessment.chain_rules import MONTH_NAMES, WEEK_NAMES, WEEKDAY_NAMES, ChainRule, day_list, listed


def rule_in_words(rule: ChainRule, days_between_runs: float | None = None) -> str:
    """The retention rule behind a number, in plain sentences to print beside it.

    `days_between_runs` None: it is not said whether points or days govern where both are stated.
    """
    sentences = (
        _chain_words(rule),
        governing_words(rule, days_between_runs),
        _archive_words(rule),
        _immutable_words(rule),
        _clone_words(rule),
        "Other engines use other rules.",
    )
    return " ".join(part for part in sentences if part)


def governing_words(rule: ChainRule, days_between_runs: float | None) -> str:
    """Which of the kept points and the kept days reaches further back; "" where only one of them is stated."""
    if rule.keep_points < 1 or rule.keep_days <= 0:
        return ""
    if days_between_runs is None:
        return "Whichever reaches further back governs."
    by_points = rule.keep_points * days_between_runs
    if abs(by_points - rule.keep_days) < 0.5 * days_between_runs:
        return "Here both reach equally far back."
    return f"Here the {'points' if by_points > rule.keep_days else 'days'} govern: they reach further back."


def kept_in_words(rule: ChainRule) -> str:
    """Which points a chain keeps: "the newest 14 restore points", "the restore points of the last 30 days"."""
    days = f"{rule.keep_days:g} days" if rule.keep_days != 1 else "day"
    newest = "the newest restore point" if rule.keep_points == 1 else f"the newest {rule.keep_points} restore points"
    if rule.keep_days <= 0:
        return newest
    if rule.keep_points < 1:
        return f"the restore points of the last {days}"
    return f"{newest}, and all of the last {days}"


def _chain_words(rule: ChainRule) -> str:
    kept, newest = rule.keep_points, kept_in_words(rule)
    only_points = rule.keep_days <= 0
    if rule.style == "forever_forward" and kept == 1 and only_points:
        return f"Keeps {newest}: one full, which each run brings up to date."
    if rule.style == "forever_forward":
        increments = ("one increment" if kept == 2 else f"{kept - 1} increments") if only_points else "increments"
        older = "When a run makes one more" if only_points else "When a point is no longer kept"
        return f"Keeps {newest}: one full and {increments}. {older}, the oldest increment merges into the full."
    if rule.style == "forward_with_fulls":
        among = f"among the newest {kept}" if only_points else "to be kept"
        return (
            f"Keeps {newest}, with a full {_full_words(rule)}. A full and its increments are deleted together, "
            f"once none of them is {among}."
        )
    if rule.style == "reverse":
        restart = _full_words(rule)
        breaks = f" {restart[0].upper()}{restart[1:]} the full before stays a full." if restart else ""
        return (
            f"Keeps {newest}. The newest is always a full; each run turns the full before it into a rollback "
            f"increment.{breaks} The oldest points are deleted first."
        )
    return (
        f"Keeps {newest}, with a full {_full_words(rule)}. Each point between holds all that changed since its full; "
        "what changed twice counts once: used × (1 − (1 − change) ^ days). A full stays as long as one of its points."
    )


def _archive_words(rule: ChainRule) -> str:
    names = ("weekly", "monthly", "quarterly", "yearly")
    tiers = [f"{count} {name}" for count, name in zip(rule.archive_counts, names, strict=True) if count]
    if not tiers:
        return ""
    marked = "full" if rule.style in ("forward_with_fulls", "differential") else "run"
    return (
        f"Beside the chain it keeps {listed(tiers)} fulls: the first {marked} from Sunday 22:00 on is marked (for "
        "months, quarters and years from their first Sunday), and stays as a full of its own when it leaves "
        "the chain. Marked points still in the chain do not count."
    )


def _immutable_words(rule: ChainRule) -> str:
    if not rule.immutable_days:
        return ""
    days = "1 day" if rule.immutable_days == 1 else f"{rule.immutable_days:g} days"
    return (
        f"The target lets nothing be deleted within {days}: a point that the policy no longer keeps is held back until "
        "then, with all that it is built on."
    )


def _clone_words(rule: ChainRule) -> str:
    if not rule.block_clone:
        return ""
    return (
        "An estimate: with block clone a full that is made from what is stored takes only what changed since the full "
        "before it; increments share nothing."
    )


def _full_words(rule: ChainRule) -> str:
    parts = [f"every {day_list(rule.full_weekdays)}"] if rule.full_weekdays else []
    if rule.full_months:
        week = WEEK_NAMES[rule.active_full_week_of_month - 1]
        named = listed(MONTH_NAMES[month - 1] for month in sorted(rule.full_months))
        months = "each month" if len(rule.full_months) == 12 else named
        parts.append(f"on the {week} {WEEKDAY_NAMES[rule.active_full_month_weekday]} of {months}")
    return listed(parts)
