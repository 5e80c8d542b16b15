"""How old the data at the target of a link is, moment by moment: waiting for a transfer, sending, and the queue."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from dr_desktop.assessment.churn_profile import Churn, generated_mb
from dr_desktop.assessment.replication_queue import lag_curve


class AgeStep(NamedTuple):
    """From one moment to another, seconds: what the rhythm of transfers adds, and the lag of the queue at both ends."""

    begin_s: float
    end_s: float
    rhythm_s: float
    lags_s: tuple[float, float]

    @property
    def ages_s(self) -> tuple[float, float]:
        """How old the data is at both ends; a straight line between them."""
        return self.rhythm_s + self.lags_s[0], self.rhythm_s + self.lags_s[1]


def age_steps(churn: Churn, rate_mb_s: float, rhythm_s: float) -> list[AgeStep] | None:
    """The ages over a profile, one step after the other; None where they grow for ever.

    A change waits for the next transfer, a rhythm at most. While nothing waits before the link, a transfer carries what
    a rhythm brought and takes rhythm × churn / rate; while something does, the link is busy all the time, so that it
    takes a whole rhythm, and the lag of the queue comes on top.
    """
    curve = lag_curve(churn, rate_mb_s)
    if curve is None:
        return None
    found: list[AgeStep] = []
    for (begin, low), (end, high) in pairwise(curve):
        if end <= begin:
            continue
        share = 1.0
        if not low and not high:
            # Between two moments without a lag the churn is even: every change of it is a point of the curve.
            sent = generated_mb(churn, end) - generated_mb(churn, begin)
            share = min(1.0, sent / (end - begin) / rate_mb_s) if rate_mb_s else 0.0
        found.append(AgeStep(begin, end, rhythm_s * (1 + share), (low, high)))
    return found
