"""What follows for a link: who gets how much of it, the recovery point it allows, and the smallest one that would do.

Replication goes first, or gets the share that is kept for it; backups take what is left in their windows; first copies
and restores take the rest. All of it goes one way: the way that asks for more is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum, inf
from typing import Final, NamedTuple

from dr_desktop.assessment.catch_up import first_copy_s, link_outage
from dr_desktop.assessment.churn_profile import Churn, average_mb_s, percentile_mb_s
from dr_desktop.assessment.link_load import MB_PER_GIB, MBIT_PER_MB, summed
from dr_desktop.assessment.link_records import NOTHING, Ask, Flow, LinkShare, MissedPoint
from dr_desktop.assessment.link_week import link_week, replication_churn
from dr_desktop.assessment.replication_queue import Queue, backlog_mb, run_queue, share_within
from dr_desktop.assessment.results import LinkResult
from dr_desktop.assessment.smallest_rate import smallest_rate_for_share, smallest_rate_mb_s
from dr_desktop.assessment.surroundings import Surroundings, usable_mbit_s
from dr_desktop.plan.link import Link

MOST_OF_THE_TIME: Final = 0.9
_PERCENTILE: Final = 95.0
_NEAR: Final = 1e-6
_HOUR_S: Final = 3_600.0


class PointOverLink(NamedTuple):
    """Recovery point over a link, minutes (None: it grows for ever), and the share of time within what is asked."""

    minutes: float | None
    within: float | None


def link_result(link: Link, shares: Iterable[LinkShare], around: Surroundings) -> LinkResult:
    """The figures of one link, from all applications' shares."""
    found = list(shares)
    first = _one_way(link, [one.ahead for one in found], link.from_site, around)
    back = [one.back for one in found if one.back is not NOTHING]
    if summed(back) == NOTHING:
        return first
    second = _one_way(link, back, link.to_site, around)
    tighter = second if _tightness(second) > _tightness(first) else first
    return tighter._replace(missed=(*first.missed, *second.missed)) if first.missed or second.missed else tighter


def achievable_point(churn: Churn, rate_mb_s: float, ask: Ask, latency_s: float = 0.0) -> PointOverLink:
    """The greatest age at the target of data replicated every `rhythm_minutes`, and how often it is within the RPO.

    A change waits for the next transfer (rhythm), which takes at most rhythm × peak / rate or, where the link is slower
    than the peak, one rhythm and the lag of the queue before the link.
    """
    return _point(churn, rate_mb_s, ask, latency_s, run_queue(churn, rate_mb_s, latency_s))


def _point(churn: Churn, rate_mb_s: float, ask: Ask, latency_s: float, queue: Queue | None) -> PointOverLink:
    rhythm_s = _rhythm_s(churn, rate_mb_s, ask)
    minutes = None if queue is None else (rhythm_s + queue.max_lag_s) / 60
    if ask.rpo_minutes is None:
        return PointOverLink(minutes, None)
    if minutes is not None and minutes <= ask.rpo_minutes:
        return PointOverLink(minutes, 1.0)
    return PointOverLink(
        minutes, share_kept(churn, rate_mb_s, ask.rhythm_minutes * 60, ask.rpo_minutes * 60 - latency_s)
    )


def share_kept(churn: Churn, rate_mb_s: float, rhythm_s: float, rpo_s: float) -> float:
    """Share of the time in which data that is sent every `rhythm_s` is no older than `rpo_s` at the target, 0 to 1.

    While something waits before the link, a transfer takes a whole rhythm and the lag comes on top; while nothing does,
    it takes rhythm × churn / rate, so that in quiet hours data is hardly older than the rhythm.
    """
    left_s = rpo_s - rhythm_s
    if left_s >= rhythm_s:
        return share_within(churn, rate_mb_s, left_s - rhythm_s)
    waits = backlog_mb(churn, rate_mb_s) if left_s >= 0 else None
    if waits is None or not churn.seconds:
        return 0.0
    most_mb_s = rate_mb_s * left_s / rhythm_s
    late_s = fsum(
        [
            span if rate > most_mb_s else min(span, waiting / (rate_mb_s - rate))
            for (span, rate), waiting in zip(churn.rates, waits, strict=False)
            if waiting or rate > most_mb_s
        ]
    )
    return max(0.0, 1 - late_s / churn.seconds)


def smallest_link_mb_s(churn: Churn, ask: Ask, share: float = 1.0, latency_s: float = 0.0) -> float | None:
    """The smallest rate of a link that keeps the RPO in this share of the time, MB/s; None where no link does.

    Below two rhythms only a time without a queue does: transfers must be done in what the RPO leaves of a rhythm.
    """
    if ask.rpo_minutes is None:
        return None
    rhythm_s, rpo_s, peak = ask.rhythm_minutes * 60, ask.rpo_minutes * 60 - latency_s, churn.peak_mb_s
    if rpo_s >= 2 * rhythm_s:
        lag_s = rpo_s - 2 * rhythm_s
        return smallest_rate_mb_s(churn, lag_s) if share >= 1 else smallest_rate_for_share(churn, lag_s, share)
    if rpo_s <= rhythm_s:
        return None
    times = rhythm_s / (rpo_s - rhythm_s)
    low, high = times * percentile_mb_s(churn, share * 100), times * peak
    if share >= 1 or share_kept(churn, high, rhythm_s, rpo_s) < share:
        return high
    if share_kept(churn, low, rhythm_s, rpo_s) >= share:
        return low
    while high - low > high * _NEAR:
        middle = (low + high) / 2
        low, high = (low, middle) if share_kept(churn, middle, rhythm_s, rpo_s) >= share else (middle, high)
    return high


def kept_for_replication(link: Link) -> float:
    """Share of the usable speed that replication may take, 0 to 1."""
    return 1.0 if link.replication_percent is None else link.replication_percent / 100


def replication_mb_s(link: Link, around: Surroundings) -> float | None:
    """What replication may take of a link, MB/s (10^6 bytes); None when its speed is not stated."""
    usable = usable_mbit_s(link, around.assumed)
    return None if usable is None else usable * kept_for_replication(link) / MBIT_PER_MB


def latency_s(link: Link) -> float:
    """One way: half of the round trip."""
    return (link.latency_ms or 0.0) / 2_000


def _rhythm_s(churn: Churn, rate: float, ask: Ask) -> float:
    peak = churn.peak_mb_s
    transfer = 1.0 if peak > rate else peak / rate if peak else 0.0
    return ask.rhythm_minutes * 60 * (1 + transfer)


def _one_way(link: Link, flows: Sequence[Flow], start: str | None, around: Surroundings) -> LinkResult:
    usable = usable_mbit_s(link, around.assumed)
    flow = summed(flows)
    week = link_week(flow, around.profiles, around.policies)
    churn = week.churn
    average = average_mb_s(churn)
    backup = fsum([one.mbit_s * (one.end_hour - one.begin_hour) / 168 for one in week.backups])
    result = LinkResult(
        average * MBIT_PER_MB,
        backup,
        churn.peak_mb_s * MBIT_PER_MB,
        usable,
        (),
        flow=flow,
        from_site=start or "",
        p95_mbit_s=percentile_mb_s(churn, _PERCENTILE) * MBIT_PER_MB,
        measured_share=week.measured_mb_s / average if average else 0.0,
        backup_peak_mbit_s=max([one.mbit_s for one in week.backups], default=0.0),
        outage_hours=around.assumed.link_outage_hours if link.outage_hours is None else link.outage_hours,
    )
    if churn.total_mb:
        result = _with_smallest(link, result, churn, around)
    return result if usable is None else _on_this_line(link, result, churn, flows, around)


def _with_smallest(link: Link, result: LinkResult, churn: Churn, around: Surroundings) -> LinkResult:
    """The result with the ask that needs the largest link, and the speed of the smallest line for it."""
    late_s = latency_s(link)
    needs = [(smallest_link_mb_s(churn, ask, 1.0, late_s), ask) for ask in result.flow.asks]
    if not needs:
        return result
    possible = [(rate, ask) for rate, ask in needs if rate is not None]
    rate, ask = max(possible, key=lambda one: one[0]) if possible else needs[0]
    result = result._replace(
        rpo_minutes=ask.rpo_minutes, rhythm_minutes=ask.rhythm_minutes, rpo_application=ask.application
    )
    percent = around.assumed.usable_percent if link.usable_percent is None else link.usable_percent
    share = percent / 100 * kept_for_replication(link)
    if rate is None or not share:
        return result
    most = smallest_link_mb_s(churn, ask, MOST_OF_THE_TIME, late_s)
    return result._replace(
        smallest_mbit_s=rate * MBIT_PER_MB / share,
        smallest_most_mbit_s=None if most is None else most * MBIT_PER_MB / share,
    )


def _on_this_line(
    link: Link, result: LinkResult, churn: Churn, flows: Sequence[Flow], around: Surroundings
) -> LinkResult:
    """The result with what the line there is allows."""
    usable = result.usable_mbit_s or 0.0
    rate = usable * kept_for_replication(link) / MBIT_PER_MB
    average = average_mb_s(churn)
    replication = min(average * MBIT_PER_MB, rate * MBIT_PER_MB)
    backups = max(0.0, usable - (replication if link.replication_percent is None else rate * MBIT_PER_MB))
    left = max(0.0, usable - replication - result.backup_mbit_s)
    result = result._replace(replication_usable_mbit_s=rate * MBIT_PER_MB, backup_left_mbit_s=backups, left_mbit_s=left)
    if not churn.total_mb:
        return result
    ask = Ask(result.rpo_minutes, result.rhythm_minutes or 0.0, result.rpo_application)
    late_s = latency_s(link)
    queue = run_queue(churn, rate, late_s)
    point = _point(churn, rate, ask, late_s, queue)
    copied_mb = result.flow.replicated_gib * MB_PER_GIB
    first = first_copy_s(copied_mb, max(0.0, usable - result.backup_mbit_s) / MBIT_PER_MB, average)
    log_mb = None if link.replication_log_gib is None else link.replication_log_gib * MB_PER_GIB
    outage = link_outage(average, rate, (result.outage_hours or 0.0) * _HOUR_S, log_mb)
    return result._replace(
        achievable_rpo_minutes=point.minutes if result.flow.asks else None,
        within_rpo=point.within,
        worst_backlog_gib=None if queue is None else queue.max_backlog_mb / MB_PER_GIB,
        first_copy_hours=None if first is None else first / _HOUR_S,
        outage_backlog_gib=outage.backlog_mb / MB_PER_GIB,
        catch_up_hours=None if outage.catch_up_s is None else outage.catch_up_s / _HOUR_S,
        log_holds_hours=None if outage.log_full_s is None else outage.log_full_s / _HOUR_S,
        resynchronises=outage.resynchronises,
        missed=_missed(link, flows, churn, rate, queue, around),
    )


def _missed(
    link: Link, flows: Sequence[Flow], churn: Churn, rate: float, queue: Queue | None, around: Surroundings
) -> tuple[MissedPoint, ...]:
    """Per application the recovery point that is missed by most, of those that would be kept if it were alone."""
    found: dict[str, MissedPoint] = {}
    for flow in flows:
        for ask in flow.asks:
            minutes = None if queue is None else (_rhythm_s(churn, rate, ask) + queue.max_lag_s) / 60
            asked = inf if ask.rpo_minutes is None else ask.rpo_minutes
            known = found.get(ask.application)
            if (minutes or inf) <= max(asked * (1 + 1e-9), (known.minutes or inf) if known else 0.0):
                continue
            alone = achievable_point(replication_churn(flow, around.profiles), rate, ask, latency_s(link)).minutes
            if alone is not None and alone <= asked:
                found[ask.application] = MissedPoint(ask.application, asked, minutes)
    return tuple(found.values())


def _tightness(result: LinkResult) -> tuple[bool, float, float]:
    missed = result.rpo_minutes is not None and (result.within_rpo or 0.0) < 1
    return missed, result.peak_mbit_s + result.backup_peak_mbit_s, result.smallest_mbit_s or 0.0
