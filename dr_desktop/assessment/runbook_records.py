"""What a runbook holds: steps in order, and what is left behind. Minutes count from the incident."""

from __future__ import annotations

from typing import Literal, NamedTuple

from dr_desktop.assessment.recovery_records import Outcome
from dr_desktop.plan.choices import StepMoment
from dr_desktop.plan.drill import Scenario

StepKind = Literal["detect", "decide", "rebuild", "restore", "failover", "start", "validate", "redirect", "by_hand"]


class RunbookStep(NamedTuple):
    """One step. Minutes count from the incident (of corruption: from when it is noticed).

    `after`: numbers of the steps that it comes after. `invokes`: this is the decision that begins the recovery, and
    `owner` who may take it. `contact` is whom to call at the site; `takes_known` False for a step by hand that states
    no duration; `moment` the part of the recovery in which a step by hand stands.
    """

    number: int
    from_minutes: float
    to_minutes: float
    kind: StepKind
    applications: tuple[str, ...]
    members: tuple[str, ...]
    what: str
    check: str
    owner: str
    contact: str
    takes_known: bool
    after: tuple[int, ...]
    moment: StepMoment | None = None

    @property
    def invokes(self) -> bool:
        """Whether it is the decision that begins the recovery."""
        return self.kind == "decide"


class LeftBehind(NamedTuple):
    """An application that does not come back, or of which something does not: what, and why."""

    application: str
    outcome: Outcome
    reason: str


class Runbook(NamedTuple):
    """The steps of a scenario in order, what is left behind, and what the reader must know."""

    scenario: Scenario
    steps: tuple[RunbookStep, ...]
    left_behind: tuple[LeftBehind, ...]
    notes: tuple[str, ...]

    @property
    def ends_minutes(self) -> float:
        """When the last step ends; 0 without steps."""
        return max([one.to_minutes for one in self.steps], default=0.0)
