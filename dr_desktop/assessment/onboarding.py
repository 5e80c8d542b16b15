"""Onboarding: when the first copies of new machines are made, how long it takes in all, and what shortens it most.

Worked out from an assessment when a page or an export asks for it; nothing of it is part of the assessment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from math import fsum
from typing import Final, NamedTuple

from dr_desktop.assessment.first_copies import FirstCopy, Impossible, Pace, ToCopy, pace_of, to_copy
from dr_desktop.assessment.nights import Nightly, frozen_days, nights_of
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.waves import MOST_NIGHTS, Wave, Waves, waves_of
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_quantity

SOURCE: Final = "Guidance, planning your backup strategy: staggered backups (2018-05-14)"
_MOST_TRIED: Final = 3
_LONGER_HOURS: Final = 2.0
_FASTER: Final = 2


class Onboarding(NamedTuple):
    """First copies by night. `machines` are to be copied, `copied` were already; `gib` in use is moved in all.

    `impossible` first copies can never be made; where there are some, or some come later than ten years, `last_night`
    is that of the others, None where there is none.
    """

    first_night: date
    last_night: date | None
    machines: tuple[str, ...]
    copied: int
    gib: float
    waves: tuple[Wave, ...]
    complete_on: Mapping[str, date]
    over_nights: tuple[str, ...]
    impossible: tuple[Impossible, ...]
    machines_a_night: int

    @property
    def begins(self) -> date:
        """The night of the first copies; of a plan without any, the first night that could have some."""
        return min([wave.night for wave in self.waves], default=self.first_night)


class Shortening(NamedTuple):
    """One thing to change, in words; the last night it leads to, and how many days earlier that is (never less than 0).

    `table`, `entity` and `field` are where it is changed.
    """

    words: str
    last_night: date | None
    days_saved: int
    table: str
    entity: str
    field: str


def onboarding_of(assessment: Assessment) -> Onboarding:
    """The first copies of an assessed plan by night, from the night that the header states, or the horizon's first.

    Machines of which a first copy is stated to be made are not copied again: they are what runs already. Source:
    guidance, staggered backups when many machines are brought in.
    """
    wanted, pace, nightly = to_copy(assessment), pace_of(assessment), _nightly(assessment.plan)
    found = _waves(assessment.plan, wanted, pace, nightly)
    plan = assessment.plan
    stuck = [Impossible(one.copy.machine, one.copy.way.store, _stuck(plan, one.bound_by)) for one in found.stuck]
    late = [Impossible(one.machine, one.way.store, _LATE) for one in found.too_late]
    return Onboarding(
        first_night=first_night(assessment.plan),
        last_night=_last(found),
        machines=tuple(dict.fromkeys([one.machine for one in wanted.copies])),
        copied=wanted.copied,
        gib=fsum([one.gib for one in wanted.copies]),
        waves=found.waves,
        complete_on=found.complete_on,
        over_nights=found.over_nights,
        impossible=(*wanted.impossible, *stuck, *late),
        machines_a_night=pace.machines_a_night,
    )


def shortenings_of(assessment: Assessment) -> tuple[Shortening, ...]:
    """What each of a few changes would save, the one that saves most first; only those that save a day at least.

    Tried are twice as many machines a night, windows two hours longer, and twice the speed of each of the links and
    targets that most data goes over (three of each). Each is the whole schedule anew, with nothing else changed.
    """
    plan = assessment.plan
    wanted, pace, nightly = to_copy(assessment), pace_of(assessment), _nightly(plan)
    now = _waves(plan, wanted, pace, nightly)
    last = _last(now)
    if last is None:
        return ()
    found: list[Shortening] = []
    for words, other, place in _tries(plan, wanted, pace):
        other_waves = _waves(plan, wanted, other, nightly)
        then = _last(other_waves)
        fewer_left = len(other_waves.stuck) + len(other_waves.too_late) < len(now.stuck) + len(now.too_late)
        days = (last - then).days if then is not None else 0
        if days > 0 and not fewer_left:
            found.append(Shortening(words, then, days, *place))
    return tuple(sorted(found, key=lambda one: -one.days_saved))


def first_night(plan: Plan) -> date:
    """The first night of onboarding: as the header states it, else the first day of the projection."""
    return plan.header.onboarding_from or plan.header.start_month


def wave_key(wave: Wave) -> str:
    """The id of a wave: night, store and policy; what a click on it means."""
    return f"{wave.night.isoformat()}|{wave.store}|{wave.policy}"


def binds_words(plan: Plan, wave: Wave) -> str:
    """Why a night takes no more, in words."""
    match wave.binds:
        case "machines":
            return "Number of machines"
        case "link":
            return f"Link {plan.links[wave.bound_by].name or wave.bound_by}"
        case "write":
            return f"Write speed of {plan.backup_targets[wave.bound_by].name or wave.bound_by}"
        case "window":
            return "Window: one machine fills it"
        case _:
            return "Nothing: the last ones"


def store_words(plan: Plan, store: str) -> str:
    """What people call a target or a recovery site."""
    one = plan.backup_targets.get(store) or plan.sites.get(store)
    return one.name or store if one is not None else store


_LATE: Final = f"Its turn comes later than {MOST_NIGHTS // 365} years from now at this pace."


def _nightly(plan: Plan) -> dict[str, Nightly]:
    return {key: nights_of(policy, first_night(plan)) for key, policy in plan.backup_policies.items()}


def _waves(plan: Plan, wanted: ToCopy, pace: Pace, nightly: Mapping[str, Nightly]) -> Waves:
    return waves_of(wanted, pace, nightly, first_night(plan), frozen_days(list(plan.calendar_periods.values())))


def _last(waves: Waves) -> date | None:
    return waves.waves[-1].night if waves.waves else None


def _stuck(plan: Plan, bound_by: str) -> str:
    one = plan.links.get(bound_by) or plan.backup_targets.get(bound_by)
    return f"What runs already leaves nothing of {one.name or bound_by if one else 'its way'}, night after night."


def _tries(plan: Plan, wanted: ToCopy, pace: Pace) -> list[tuple[str, Pace, tuple[str, str, str]]]:
    twice = pace.machines_a_night * _FASTER
    more = f"{twice} machines a night instead of {pace.machines_a_night}"
    place = ("assumptions", "first_copies_per_night", "base")
    tries = [(more, pace._replace(machines_a_night=twice), place)]
    for key in _largest(wanted.copies, lambda one: one.way.link):
        link = plan.links[key]
        fast = dict(pace.link_gib_h) | {key: pace.link_gib_h[key] * _FASTER}
        words = f"{link.name or 'The link'} twice as fast, {show_quantity((link.mbit_s or 0) * _FASTER, 'Mbit/s')}"
        tries.append((words, pace._replace(link_gib_h=fast), ("links", key, "mbit_s")))
    for key in _largest(wanted.copies, lambda one: one.way.store if one.way.kind == "backup" else ""):
        target = plan.backup_targets[key]
        if key in pace.target_gib_h:
            fast = dict(pace.target_gib_h) | {key: pace.target_gib_h[key] * _FASTER}
            speed = show_quantity((target.write_mb_s or 0) * _FASTER, "MB/s")
            words = f"{named(target)} writes twice as fast, {speed}"
            tries.append((words, pace._replace(target_gib_h=fast), ("backup_targets", key, "write_mb_s")))
    used = dict.fromkeys([one.way.policy for one in wanted.copies if pace.windows[one.way.policy][1] < 24])
    if used:
        longer = dict(pace.windows)
        for key in used:
            start, hours = longer[key]
            longer[key] = (start, min(24.0, hours + _LONGER_HOURS))
        alone = plan.backup_policies[next(iter(used))].name or next(iter(used))
        words = "Windows two hours longer" if len(used) > 1 else f"The window of {alone} two hours longer"
        tries.append((words, pace._replace(windows=longer), ("backup_policies", next(iter(used)), "window_hours")))
    return tries


def _largest(copies: tuple[FirstCopy, ...], key: Callable[[FirstCopy], str]) -> list[str]:
    """The links or targets that most data goes over."""
    gib: dict[str, float] = {}
    for one in copies:
        if name := key(one):
            gib[name] = gib.get(name, 0.0) + one.gib
    return sorted(gib, key=lambda name: (-gib[name], name))[:_MOST_TRIED]
