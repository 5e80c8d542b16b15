"""What to test next: a year of drills, quarter by quarter, from what is asked for and what was last tested.

The same plan always gives the same calendar. A drill tests applications of one site together, as its loss would hit
them; never on a day of a stated period (freeze, peak, holiday). Whoever was never tested, or failed last, comes first,
the highest tier before the others; then whoever is due first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import ceil
from typing import Final, NamedTuple

from dr_desktop.assessment.drill_days import DrillDays, Quarter, usual_weekday
from dr_desktop.assessment.drills import drills_a_year, today_of
from dr_desktop.assessment.months import month_after
from dr_desktop.assessment.results import ApplicationResult, Assessment
from dr_desktop.assessment.simulated_losses import losses_by_site
from dr_desktop.plan.application import UNASSIGNED, Application
from dr_desktop.plan.choices import DrillKind
from dr_desktop.plan.drill import Drill, Scenario
from dr_desktop.plan.governance import CalendarPeriod
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.tier import Tier

#: As many applications as people can well test and judge in one drill; more only where days run out.
TOGETHER: Final = 12
QUARTERS: Final = 4
_DAYS_A_YEAR: Final = 365
_NO_RANK: Final = 1 << 30


class PlannedDrill(NamedTuple):
    """A drill of applications of one site. `scenario` is the loss it rehearses; `kind` what is done at least.

    `applications`: the most urgent first. `stated`: it stands in the log already, with this date and no outcome.
    """

    on: date
    last_on: date
    quarter: int
    site: str
    scenario: str
    name: str
    applications: tuple[str, ...]
    kind: DrillKind
    stated: bool

    @property
    def key(self) -> str:
        """Tells it from every other drill of a calendar."""
        return f"{self.on.isoformat()}|{self.site}|{'log' if self.stated else 'plan'}"


class Due(NamedTuple):
    """What an application asks for: drills in the year, and from when on the next is due; None: at once."""

    a_year: int
    due_on: date | None


class Unplaced(NamedTuple):
    """An application that gets fewer drills than it asks for, and why."""

    application: str
    asked: int
    placed: int
    reason: str


class DrillCalendar(NamedTuple):
    """A year of drills in order of time, who is short of some, and what every application asks for."""

    quarters: tuple[Quarter, ...]
    drills: tuple[PlannedDrill, ...]
    unplaced: tuple[Unplaced, ...]
    due: Mapping[str, Due]
    periods: tuple[CalendarPeriod, ...]

    def next_of(self, application: str) -> date | None:
        """The day of an application's next drill; None where there is none in the year."""
        return next((one.on for one in self.drills if application in one.applications), None)


class _Wish(NamedTuple):
    """One drill that an application wants: in which quarter, and where in it, as a share of its days."""

    quarter: int
    share: float
    urgency: tuple[int, date, int, int]
    application: str


def drill_calendar(assessment: Assessment) -> DrillCalendar:
    """The calendar of the twelve months that begin with the month after the review date (or the plan's first day)."""
    plan = assessment.plan
    quarters = _quarters(today_of(plan.header))
    periods = tuple([one for one in plan.calendar_periods.values() if one.first_day and one.last_day])
    asked, urgency = _asked(assessment)
    losses = losses_by_site(plan)
    stated = _stated(plan, quarters, losses)
    lasts_days = max(1, ceil(assessment.assumed.drill_days))
    days = DrillDays(quarters, periods, lasts_days, usual_weekday(plan.drills.values()))
    for one in stated:
        days.take(one.site, one.on)
    wishes = [wish for key, due in asked.items() for wish in _wishes(key, due, urgency[key], quarters, stated)]
    groups: dict[tuple[int, float, str], list[_Wish]] = {}
    for wish in sorted(wishes, key=lambda one: (one.quarter, one.share, one.urgency, one.application)):
        site = plan.applications[wish.application].source_site
        if site in plan.sites:
            groups.setdefault((wish.quarter, wish.share, site or ""), []).append(wish)
    drills = list(stated)
    for site, day, keys in _placed(groups, days):
        applications = tuple(sorted(keys, key=lambda key: urgency[key]))
        drills.append(_planned(assessment, days, day, site, losses.get(site), applications))
    drills.sort(key=lambda one: (one.on, one.site, one.stated))
    placed = Counter(key for one in drills for key in one.applications)
    unplaced = [
        Unplaced(key, due.a_year, placed[key], _why_short(plan, key))
        for key, due in asked.items()
        if placed[key] < due.a_year
    ]
    return DrillCalendar(quarters, tuple(drills), tuple(unplaced), asked, periods)


def _placed(
    groups: Mapping[tuple[int, float, str], Sequence[_Wish]], days: DrillDays
) -> list[tuple[str, date, list[str]]]:
    """Site, first day and applications of every drill.

    Whoever finds no free day in the wanted quarter joins a drill of the site there; where there is none, a free day of
    the nearest quarter is taken, and where that is full too, a drill there is joined.
    """
    held: dict[tuple[str, date], list[str]] = {}

    def hold(site: str, quarter: int, share: float, wanted: list[str]) -> list[str]:
        """Holds drills of at most TOGETHER in a quarter; gives those for whom no day was left."""
        parts = [wanted[first : first + TOGETHER] for first in range(0, len(wanted), TOGETHER)]
        found: list[date] = []
        while len(found) < len(parts) and (day := days.free_day(site, quarter, share)) is not None:
            found.append(day)
        for part, day in zip(parts, sorted(found), strict=False):
            held[site, day] = part
        return [key for part in parts[len(found) :] for key in part]

    def join(site: str, quarter: int, wanted: list[str]) -> list[str]:
        """Adds applications to the smallest drills of a quarter; gives those that are in all of them already."""
        there = [keys for (at, day), keys in held.items() if at == site and days.quarter_of(day) == quarter]
        left = []
        for key in wanted:
            others = [keys for keys in there if key not in keys]
            if others:
                min(others, key=len).append(key)
            else:
                left.append(key)
        return left

    for (quarter, share, site), members in groups.items():
        left = [one.application for one in members]
        for near in [*range(quarter, QUARTERS), *range(quarter - 1, -1, -1)]:
            if left:
                left = join(site, near, hold(site, near, share, left))
    return [(site, day, keys) for (site, day), keys in held.items()]


def _asked(assessment: Assessment) -> tuple[dict[str, Due], dict[str, tuple[int, date, int, int]]]:
    """What each application with a scheme asks for, and its place in the queue."""
    plan = assessment.plan
    asked: dict[str, Due] = {}
    urgency: dict[str, tuple[int, date, int, int]] = {}
    for place, (key, result) in enumerate(assessment.applications.items()):
        tier = plan.tiers.get(plan.applications[key].tier or "")
        a_year = ceil(drills_a_year(tier, assessment.assumed))
        if key == UNASSIGNED or result.protection.scheme in (None, "no_recovery") or a_year <= 0:
            continue
        due = _due_on(result, a_year)
        asked[key] = Due(a_year, due)
        urgency[key] = (0 if due is None else 1, due or date.min, _rank(tier), place)
    return asked, urgency


def _due_on(result: ApplicationResult, a_year: int) -> date | None:
    record = result.drills
    if record.success_on is None or record.latest_failed:
        return None
    return record.success_on + timedelta(days=round(_DAYS_A_YEAR / a_year))


def _rank(tier: Tier | None) -> int:
    return _NO_RANK if tier is None or tier.rank is None else tier.rank


def _wishes(
    key: str,
    due: Due,
    urgency: tuple[int, date, int, int],
    quarters: Sequence[Quarter],
    stated: Sequence[PlannedDrill],
) -> list[_Wish]:
    """The drills of an application spread evenly over the quarters, less those that stand in the log already.

    Whoever asks for fewer than one a quarter begins with the quarter in which it is due.
    """
    latest_first = max(0, ceil(QUARTERS / due.a_year) - 1)
    due_in = next((place for place, one in enumerate(quarters) if due.due_on and due.due_on <= one.last), latest_first)
    first = 0 if due.due_on is None else min(due_in, latest_first)
    wanted = Counter(min(QUARTERS - 1, int(first + turn * QUARTERS / due.a_year)) for turn in range(due.a_year))
    for at in [one.quarter for one in stated if key in one.applications]:
        if wanted:
            wanted -= Counter([min((abs(quarter - at), quarter) for quarter in wanted)[1]])
    return [
        _Wish(quarter, (turn + 0.5) / count, urgency, key) for quarter, count in wanted.items() for turn in range(count)
    ]


def _stated(plan: Plan, quarters: Sequence[Quarter], losses: Mapping[str, Scenario]) -> list[PlannedDrill]:
    """Drills of the log that lie in the year and have no outcome yet, those of a site and day together."""
    together: dict[tuple[date, str], list[Drill]] = {}
    for one in plan.drills.values():
        application = plan.applications.get(one.application or "")
        if one.on is None or one.outcome is not None or one.kind == "incident" or application is None:
            continue
        if quarters[0].first <= one.on <= quarters[-1].last:
            together.setdefault((one.on, application.source_site or ""), []).append(one)
    found = []
    for (on, site), drills in sorted(together.items()):
        quarter = next(place for place, one in enumerate(quarters) if on <= one.last)
        scenario = losses.get(site)
        name = drills[0].scenario or (scenario.name if scenario else "")
        applications = tuple(dict.fromkeys([one.application or "" for one in drills]))
        found.append(
            PlannedDrill(
                on, on, quarter, site, scenario.id if scenario else "", name, applications, drills[0].kind, True
            )
        )
    return found


def _planned(
    assessment: Assessment,
    days: DrillDays,
    day: date,
    site: str,
    scenario: Scenario | None,
    applications: tuple[str, ...],
) -> PlannedDrill:
    schemes = {assessment.applications[key].protection.scheme for key in applications}
    return PlannedDrill(
        on=day,
        last_on=days.last_day(day),
        quarter=days.quarter_of(day),
        site=site,
        scenario=scenario.id if scenario is not None else "",
        name=scenario.name if scenario is not None else "",
        applications=applications,
        kind="restore_test" if schemes == {"backup_restore"} else "test_failover",
        stated=False,
    )


def _why_short(plan: Plan, key: str) -> str:
    application: Application = plan.applications[key]
    if application.source_site not in plan.sites:
        return "It does not say where it runs."
    return "No day is left between the periods to avoid and the other drills of its site."


def _quarters(today: date) -> tuple[Quarter, ...]:
    firsts = [month_after(today, 1 + 3 * place) for place in range(QUARTERS + 1)]
    return tuple([Quarter(firsts[place], firsts[place + 1] - timedelta(days=1)) for place in range(QUARTERS)])
