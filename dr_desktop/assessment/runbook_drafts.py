"""What a run of a recovery asks people to do, step by step, before the steps are numbered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum, inf
from typing import Final, NamedTuple

from dr_desktop.assessment.recovery_case import Case, Job, Piece
from dr_desktop.assessment.recovery_engine import Activity, Run
from dr_desktop.assessment.recovery_pieces import MB_PER_GIB
from dr_desktop.assessment.recovery_prepare import Preparation
from dr_desktop.assessment.recovery_records import PHASES, PhaseName
from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.runbook_records import StepKind
from dr_desktop.assessment.runbook_words import (
    decide_words,
    detect_words,
    failover_words,
    listed,
    member_names,
    members_words,
    rebuild_words,
    redirect_words,
    restore_words,
    start_words,
    validate_words,
)
from dr_desktop.plan.application import Application
from dr_desktop.plan.choices import StepMoment
from dr_desktop.plan.drill import RecoveryStep, Scenario

_WHOLE: Final = -1
_LAST: Final = 1 << 30
_PHASES_OF: Final[Mapping[StepMoment, tuple[PhaseName, ...]]] = {
    "decide": ("decide",),
    "rebuild": ("rebuild",),
    "restore": ("restore", "failover"),
    "start": ("start",),
    "validate": ("validate",),
    "redirect": ("redirect",),
}


class Draft(NamedTuple):
    """A step that has no number yet. `after`: places of other drafts; `urgency` orders those that begin together."""

    kind: StepKind
    from_minutes: float
    to_minutes: float
    applications: tuple[str, ...]
    members: tuple[str, ...]
    what: str
    check: str
    owner: str
    contact: str
    takes_known: bool
    after: tuple[int, ...]
    urgency: tuple[float, int, int, int]
    moment: StepMoment | None = None


def drafts_of(
    assessment: Assessment, scenario: Scenario, prepared: Preparation, case: Case, run: Run
) -> tuple[Draft, ...]:
    """The steps of everything that recovers, with those that the plan states by hand among them."""
    book = _Book(assessment, scenario, prepared, case, run)
    book.notice_and_decide()
    for place in range(len(case.jobs)):
        book.bring_back(place)
    for place in range(len(case.jobs)):  # after all: what must be up before is known now
        book.wait_for_others(place)
    for place in range(len(case.jobs)):
        book.by_hand(place)
    return tuple(book.drafts)


class _Book:
    """Drafts as they are written: per job the places of its drafts by phase."""

    def __init__(self, assessment: Assessment, scenario: Scenario, prepared: Preparation, case: Case, run: Run) -> None:
        self.plan = assessment.plan
        self.scenario = scenario
        self.prepared = prepared
        self.around = prepared.around
        self.case = case
        self.run = run
        self.drafts: list[Draft] = []
        self.phases: list[dict[PhaseName, list[int]]] = [{} for _ in case.jobs]
        self.number = {job.application: place for place, job in enumerate(case.jobs)}
        self.done: list[dict[tuple[PhaseName, str], list[Activity]]] = [{} for _ in case.jobs]
        for one in run.activities:
            self.done[one.job].setdefault((one.phase, self._part(one)), []).append(one)
        self.steps: dict[str, list[RecoveryStep]] = {}
        for step in self.plan.recovery_steps.values():
            self.steps.setdefault(step.application or "", []).append(step)

    def notice_and_decide(self) -> None:
        """One step for all that are noticed, and decided about, at the same time."""
        noticed: dict[tuple[float, float, str], list[int]] = {}
        decided: dict[tuple[float, float], list[int]] = {}
        for place, done in enumerate(self.done):
            source = self._application(place).source_site or ""
            for (phase, _), (one, *_rest) in done.items():
                if phase == "detect" and one.ended > one.began:
                    noticed.setdefault((one.began, one.ended, source), []).append(place)
                elif phase == "decide":
                    decided.setdefault((one.began, one.ended), []).append(place)
        for (began, ended, source), jobs in noticed.items():
            words = detect_words(self.scenario, source, self.around)
            self._add("detect", jobs, (began, ended), words, contact=self._contact([source]))
        for (began, ended), jobs in decided.items():
            after = {one for job in jobs for one in self.phases[job].get("detect", ())}
            words = decide_words([self._name(job) for job in jobs])
            self._add("decide", jobs, (began, ended), words, owner=self.scenario.may_invoke, after=after)

    def bring_back(self, place: int) -> None:
        """What follows the decision on one job: machines made anew, data, failovers, start groups, check, users."""
        job, parts = self.case.jobs[place], self.done[place]
        lost = self.prepared.prepared[job.application].loss_words
        for part in _parts(parts, "rebuild"):
            pieces = [piece for piece in job.pieces if piece.rebuild_minutes is not None]
            self._work("rebuild", place, part, pieces, rebuild_words(len(pieces), self._sites(pieces)))
        for part in _parts(parts, "restore"):
            pieces = _pieces(job, part)
            gib = fsum([piece.mb or 0.0 for piece in pieces]) / MB_PER_GIB
            words = restore_words(self._counted(pieces), gib, self._target(pieces), self._sites(pieces), lost)
            self._work("restore", place, part, pieces, words)
        for part in _parts(parts, "failover"):
            automatic = part[0].piece == _WHOLE
            pieces = list(job.pieces) if automatic else _pieces(job, part)
            words = failover_words(self._counted(pieces), self._sites(pieces), automatic, lost)
            self._work("failover", place, part, pieces, words)
        groups = _parts(parts, "start")
        for part in groups:
            pieces = _pieces(job, part)
            names = member_names(self.plan, [piece.member for piece in pieces])
            self._work("start", place, part, pieces, start_words(pieces[0].group, len(groups), names))
        for part in _parts(parts, "validate"):
            self._work("validate", place, part, (), validate_words(self._name(place), lost))
        for part in _parts(parts, "redirect"):
            self._work("redirect", place, part, (), redirect_words(self._name(place), self._sites(job.pieces)))
        self._chain(self.phases[place])

    def wait_for_others(self, place: int) -> None:
        """The first start of a job, or what comes in its stead, comes after what it depends on is up."""
        phases = self.phases[place]
        first = phases.get("start", [])[:1] or phases.get("validate", []) or phases.get("redirect", [])
        for needed in self.case.jobs[place].after:
            if needed in self.number:
                for one in first:
                    self._after(one, _up(self.phases[self.number[needed]]))

    def by_hand(self, place: int) -> None:
        """The steps that the plan states for a job: each at its moment, and none before the one before it."""
        job, phases = self.case.jobs[place], self.phases[place]
        if self.run.done[place] == inf:
            return
        before = list(phases.get("decide", ()))
        at = max([self.drafts[one].to_minutes for one in before], default=0.0)
        steps = sorted(self.steps.get(job.application, ()), key=lambda one: (one.order or _LAST, one.id))
        moment: StepMoment | None = None
        for turn, step in enumerate(steps):
            moment = step.moment or moment
            during = _PHASES_OF[step.moment] if step.moment is not None else ()
            beside = [one for phase in during for one in phases.get(phase, ())]
            if beside:
                first = self.drafts[min(beside, key=lambda one: self.drafts[one].from_minutes)]
                # The first step may begin with the decision itself; any other waits for the one before it.
                at = first.from_minutes if turn == 0 else max(at, first.from_minutes)
                before = [*first.after] if turn == 0 else [*before, *first.after]
            what = step.text or step.name or "A step that says nothing."
            until = at + (step.minutes or 0.0)
            known = step.minutes is not None
            owner = step.owner or None
            self._add("by_hand", [place], (at, until), (what, ""), owner=owner, after=before, turn=turn, known=known)
            self.drafts[-1] = self.drafts[-1]._replace(moment=moment)
            before, at = [len(self.drafts) - 1], until

    # inner workings

    def _chain(self, phases: Mapping[PhaseName, list[int]]) -> None:
        """What each step of a job comes after within the job.

        A failover may go by itself, before anybody decides; where groups fail over one by one, each comes after the
        start of the group before it: so of what could come before, what had ended by then counts.
        """
        decide, rebuild = phases.get("decide", []), phases.get("rebuild", [])
        restore, failover = phases.get("restore", []), phases.get("failover", [])
        starts, validate = phases.get("start", []), phases.get("validate", [])
        for one in rebuild:
            self._after(one, decide)
        for one in restore:
            self._after(one, rebuild or decide)
        for one in failover:
            self._after(one, self._ended_by([*decide, *(starts if self.case.groups_fail_over else ())], one))
        data = [*rebuild, *restore, *failover] or decide
        for place, one in enumerate(starts):
            self._after(one, [*self._ended_by(data, one), *starts[max(0, place - 1) : place]])
        serving = starts[-1:] or data
        for one in validate:
            self._after(one, serving)
        for one in phases.get("redirect", []):
            self._after(one, validate or serving)

    def _ended_by(self, earlier: Sequence[int], one: int) -> list[int]:
        begins = self.drafts[one].from_minutes
        return [place for place in earlier if self.drafts[place].to_minutes <= begins]

    def _after(self, one: int, needed: Iterable[int]) -> None:
        draft = self.drafts[one]
        self.drafts[one] = draft._replace(after=tuple(sorted({*draft.after, *needed})))

    def _work(
        self, phase: PhaseName, place: int, part: Sequence[Activity], pieces: Sequence[Piece], words: tuple[str, str]
    ) -> None:
        span = (min([one.began for one in part]), max([one.ended for one in part]))
        contact = self._contact([piece.site for piece in (pieces or self.case.jobs[place].pieces)])
        group = pieces[0].group if pieces else 0
        members = tuple([piece.member for piece in pieces])
        self._add(phase, [place], span, words, members=members, contact=contact, turn=group)

    def _add(
        self,
        kind: StepKind,
        jobs: Sequence[int],
        span: tuple[float, float],
        words: tuple[str, str],
        *,
        owner: str | None = None,
        contact: str = "",
        members: tuple[str, ...] = (),
        after: Iterable[int] = (),
        turn: int = 0,
        known: bool = True,
    ) -> None:
        """One more draft. `owner` None: those who own the applications; of a disaster that is noticed, nobody."""
        rank = min([self.case.jobs[job].rank for job in jobs])
        phase = len(PHASES) if kind == "by_hand" else PHASES.index(kind)
        if owner is None:
            owners = dict.fromkeys([self._application(job).technical_owner for job in jobs])
            owner = "" if kind == "detect" else listed([one for one in owners if one])
        self.drafts.append(
            Draft(
                kind=kind,
                from_minutes=span[0],
                to_minutes=span[1],
                applications=tuple([self.case.jobs[job].application for job in jobs]),
                members=members,
                what=words[0],
                check=words[1],
                owner=owner,
                contact=contact,
                takes_known=known,
                after=tuple(sorted(set(after))),
                urgency=(rank, phase, turn, jobs[0]),
            )
        )
        if kind != "by_hand":
            for job in jobs:
                self.phases[job].setdefault(kind, []).append(len(self.drafts) - 1)

    def _part(self, one: Activity) -> str:
        """What is one step of a phase: a start group; what is restored from one target; else the whole phase."""
        if one.piece == _WHOLE:
            return ""
        piece = self.case.jobs[one.job].pieces[one.piece]
        if one.phase == "start" or (one.phase == "failover" and self.case.groups_fail_over):
            return f"{piece.group:09}"
        return piece.path[0] if one.phase == "restore" and piece.path else "all"

    def _application(self, place: int) -> Application:
        return self.plan.applications[self.case.jobs[place].application]

    def _name(self, place: int) -> str:
        return named(self._application(place))

    def _counted(self, pieces: Sequence[Piece]) -> str:
        return members_words(self.plan, [piece.member for piece in pieces])

    def _sites(self, pieces: Sequence[Piece]) -> str:
        return listed([named(self.around.sites[key]) for key in dict.fromkeys([piece.site for piece in pieces])])

    def _target(self, pieces: Sequence[Piece]) -> str:
        read = {piece.path[0].partition(":")[2] for piece in pieces if piece.path}
        return listed([named(self.around.targets[key]) for key in sorted(read)])

    def _contact(self, sites: Sequence[str]) -> str:
        found = [self.around.sites[key].operator_contact for key in dict.fromkeys(sites) if key in self.around.sites]
        return listed([one for one in dict.fromkeys(found) if one])


def _parts(parts: Mapping[tuple[PhaseName, str], list[Activity]], phase: PhaseName) -> list[list[Activity]]:
    return [found for (name, _), found in sorted(parts.items()) if name == phase]


def _pieces(job: Job, part: Sequence[Activity]) -> list[Piece]:
    return [job.pieces[one] for one in sorted({one.piece for one in part})]


def _up(phases: Mapping[PhaseName, list[int]]) -> list[int]:
    """The last steps before a job serves."""
    data = [*phases.get("rebuild", []), *phases.get("restore", []), *phases.get("failover", [])]
    return phases.get("start", [])[-1:] or data or phases.get("decide", [])
