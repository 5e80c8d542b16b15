"""Scheme advisor: what each way to protect one application would lead to, and why some fall out.

Each candidate is the plan with that one application changed, assessed like any plan. So what is promised is what the
plan shows once the candidate is applied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import fsum
from typing import Final, NamedTuple

from dr_desktop.assessment.advisor_choices import (
    MOST_CHOICES,
    Choice,
    choice_in_force,
    choice_words,
    choices_for,
    with_choice,
)
from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.results import VERDICTS, Assessment, Finding, Met, Reason, TimePart, Verdict
from dr_desktop.assessment.rules_drills import DRILL_RULES
from dr_desktop.assessment.rules_objectives import OBJECTIVE_RULES
from dr_desktop.plan.plan import Plan

_ASKED: Final = frozenset(rule.id for rule in (*OBJECTIVE_RULES, *DRILL_RULES))
"""Rules about what is wished and what was tried: they say that objectives are missed, not that a way is barred."""

_BARS: Final = frozenset(
    {
        "not-placed",
        "failover-without-mechanism",
        "standby-not-deployed",
        "link-not-stated",
        "link-speed-not-stated",
        "recovery-site-not-stated",
        "backup-target-not-stated",
        "backup-policy-not-stated",
        "target-site-not-stated",
    }
)
"""Warnings that mean that a way cannot be gone as the plan stands."""

_MEETS: Final[tuple[Met, ...]] = ("met", "little_margin")


class Candidate(NamedTuple):
    """One way to protect the application and what it leads to.

    `covers_cloud_loss` is False where only the loss of a machine is covered. `obstacles` are the findings for which it
    falls out, `remarks` the warnings that it brings. `rto_minutes` and `rpo_minutes` are as designed, None where they
    are not known; `added_gib` is what targets and stamps need more for it on their worst day than without protecting
    the application; `cost_month` what the application pays in the usual month in the plan's currency. `dominated_by`
    is the place of a candidate in the list that is at least as good in everything and better in something, None where
    there is none.
    """

    choice: Choice
    words: str
    in_force: bool
    rto_minutes: float | None
    rpo_minutes: float | None
    rto_met: Met
    rpo_met: Met
    mtd_met: Met
    added_gib: float
    cost_month: float
    verdict: Verdict | None
    reasons: tuple[Reason, ...]
    parts: tuple[TimePart, ...]
    obstacles: tuple[Finding, ...]
    remarks: tuple[Finding, ...]
    covers_cloud_loss: bool = True
    dominated_by: int | None = None

    @property
    def feasible(self) -> bool:
        """Whether nothing bars the way."""
        return not self.obstacles

    @property
    def meets(self) -> bool:
        """Whether it meets every objective that is stated, after the loss of the cloud too."""
        states = (self.rto_met, self.rpo_met, self.mtd_met)
        return self.covers_cloud_loss and all(one in _MEETS or one == "not_known" for one in states)


class Advice(NamedTuple):
    """Candidates in their order: feasible and meeting the objectives by cost, then feasible, then those that fall out.

    `left_out` says what was not tried, or "".
    """

    application: str
    candidates: tuple[Candidate, ...]
    left_out: str


def advise(
    assessment: Assessment, catalog: Catalog, application: str, most: int = MOST_CHOICES
) -> Iterator[Candidate | Advice]:
    """The candidates for an application one by one, in no order of rank, and at last the Advice.

    Takes one assessment of a changed application each, so a window can advance it a few at a time. The plan as it
    stands is among the candidates wherever it states a scheme. KeyError when there is no such application.
    """
    plan = assessment.plan
    entity = plan.applications[application]
    choices = choices_for(plan, entity, most)
    bare = assess(with_choice(plan, entity, Choice("no_recovery")), catalog, assessment)
    now = choice_in_force(plan, entity)
    found: list[Candidate] = []
    for choice in choices.choices:
        after = with_choice(plan, entity, choice)
        then = assessment if after is plan else assess(after, catalog, assessment)
        found.append(_candidate(then, bare, application, choice, in_force=choice == now))
        yield found[-1]
    yield Advice(application, ranked(found), choices.left_out)


def advice_of(assessment: Assessment, catalog: Catalog, application: str, most: int = MOST_CHOICES) -> Advice:
    """The whole advice at once."""
    *_, last = advise(assessment, catalog, application, most)
    assert isinstance(last, Advice)  # the generator ends with it
    return last


def applied(plan: Plan, application: str, candidate: Candidate) -> Plan:
    """The plan with a candidate applied: one application changed, nothing else."""
    return with_choice(plan, plan.applications[application], candidate.choice)


def ranked(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Candidates in the order of the advice, each with the best one that dominates it."""
    ordered = sorted(found, key=_rank)
    return tuple([one._replace(dominated_by=_dominating(ordered, place)) for place, one in enumerate(ordered)])


def added_gib(after: Assessment, bare: Assessment) -> float:
    """GiB that targets and stamps need more in `after` than in `bare`, each on its worst day of the horizon."""
    more = []
    for stores, others in ((after.targets, bare.targets), (after.stamps, bare.stamps)):
        for key, store in stores.items():
            before = others[key].worst if key in others else None
            more.append((store.worst.total if store.worst else 0.0) - (before.total if before else 0.0))
    return fsum(more)


def _candidate(after: Assessment, bare: Assessment, application: str, choice: Choice, *, in_force: bool) -> Candidate:
    result = after.applications[application]
    known = frozenset(bare.findings)  # a store that was full before and is fuller now is said with other figures
    brought = [one for one in after.findings if not one.accepted and (one.entity == application or one not in known)]
    of_way = [one for one in brought if one.rule not in _ASKED]
    barred = {one.rule for one in result.topology.reasons if one.verdict == "not_supported"} | _BARS
    obstacles = [one for one in of_way if one.severity == "error" or one.rule in barred]
    designed = result.designed
    return Candidate(
        choice=choice,
        words=choice_words(after.plan, choice),
        in_force=in_force,
        rto_minutes=designed.rto_minutes,
        rpo_minutes=designed.rpo_minutes,
        rto_met=_lost(result.rto_met, result.objectives.rto_minutes, unrecoverable=designed.unrecoverable),
        rpo_met=_lost(result.rpo_met, result.objectives.rpo_minutes, unrecoverable=designed.unrecoverable),
        mtd_met=_within(designed.rto_minutes, result.objectives.mtd_minutes, unrecoverable=designed.unrecoverable),
        added_gib=added_gib(after, bare),
        cost_month=after.consumption.per_application.get(application, 0.0),
        verdict=result.topology.verdict,
        reasons=result.topology.reasons,
        parts=designed.parts,
        obstacles=tuple(obstacles),
        remarks=tuple([one for one in of_way if one.severity == "warning" and one not in obstacles]),
        covers_cloud_loss=result.topology.covers_cloud_loss,
    )


def _lost(met: Met, objective: float | None, *, unrecoverable: bool) -> Met:
    """An objective is missed where nothing comes back."""
    return "missed" if unrecoverable and objective is not None else met


def _within(designed: float | None, objective: float | None, *, unrecoverable: bool) -> Met:
    if objective is None:
        return "not_known"
    if unrecoverable:
        return "missed"
    if designed is None:
        return "not_known"
    return "met" if designed <= objective else "missed"


def _rank(one: Candidate) -> tuple[int, float, int, float, float, str]:
    group = 2 if not one.feasible else 0 if one.meets and _is_known(one) else 1
    return group, one.cost_month, _worse(one.verdict), one.added_gib, _time(one.rto_minutes), one.words


def _is_known(one: Candidate) -> bool:
    """Whether a recovery time and point follow: what is not known does not count as met."""
    return one.rto_minutes is not None and one.rpo_minutes is not None


def _dominating(ordered: Sequence[Candidate], place: int) -> int | None:
    mine = _qualities(ordered[place])
    for other, one in enumerate(ordered):
        if other == place or not one.feasible:
            continue
        theirs = _qualities(one)
        if theirs != mine and all(theirs[part] <= mine[part] for part in range(len(mine))):
            return other
    return None


def _qualities(one: Candidate) -> tuple[float, ...]:
    """What a candidate is judged by, less is better: whether it falls out, what it covers, times, storage, cost,
    verdict."""
    return (
        float(not one.feasible),
        float(not one.covers_cloud_loss),
        _time(one.rto_minutes),
        _time(one.rpo_minutes),
        one.added_gib,
        one.cost_month,
        float(_worse(one.verdict)),
    )


def _worse(verdict: Verdict | None) -> int:
    return len(VERDICTS) if verdict is None else VERDICTS.index(verdict)


def _time(minutes: float | None) -> float:
    return float("inf") if minutes is None else minutes
