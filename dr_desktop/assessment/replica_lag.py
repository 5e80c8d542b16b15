"""How old a replica is at the worst moment of the week: one law for what is designed and what is simulated.

The design asks what one application sends over a line, a simulated disaster what all of them send together, since none
of them waits for the other; of a lone application both are the same. When in the week the disaster comes does not
matter: cycles have no stated beginning and the busiest hour no stated place, so the worst moment always counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import inf
from typing import Final, NamedTuple

from dr_desktop.assessment.churn_profile import Churn, generated_at_s, generated_mb
from dr_desktop.assessment.link_figures import achievable_point, latency_s, replication_mb_s
from dr_desktop.assessment.link_load import summed
from dr_desktop.assessment.link_records import NOTHING, Ask, Flow, LinkShare
from dr_desktop.assessment.link_week import replication_churn
from dr_desktop.assessment.recovery_loss import LinkOutage
from dr_desktop.assessment.replication_queue import backlog_mb, waiting_mb
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.plan.link import Link

_A_BIT: Final = 1e-7  # of all data: just before the last of a burst has left, it is as old as it gets


class Line(NamedTuple):
    """What all replication sends over a link in one direction, and what it may take of the link, MB/s (None: not
    stated); `latency_s` one way."""

    churn: Churn
    rate_mb_s: float | None
    latency_s: float


Lines = Mapping[tuple[str, str], Line]
"""By the id of the link and that of the site that sends."""


def lines_of(shares: Iterable[Mapping[str, LinkShare]], around: Surroundings) -> dict[tuple[str, str], Line]:
    """The lines over which something is replicated. `shares`: what each application sends over each link."""
    links = {link.id: link for link in around.links_between.values()}
    flows: dict[tuple[str, str], list[Flow]] = {}
    for sent in shares:
        for key, share in sent.items():
            link = links.get(key)
            for start, flow in ((link.from_site, share.ahead), (link.to_site, share.back)) if link is not None else ():
                if flow is not NOTHING:
                    flows.setdefault((key, start or ""), []).append(flow)
    return {key: _line(links[key[0]], summed(found), around) for key, found in flows.items()}


def line_between(source: str, site: str, lines: Lines, around: Surroundings) -> Line | None:
    """The line from one site to another; None without a link."""
    link = around.links_between.get((source, site))
    if link is None:
        return None
    known = lines.get((link.id, source))
    return _line(link, NOTHING, around) if known is None else known


def replica_age_minutes(line: Line, cycle_minutes: float, outage: LinkOutage | None = None) -> float | None:
    """The greatest age of a replica that is sent every `cycle_minutes`, minutes; None: not known, or it grows for ever.

    That is the designed recovery point over the line; while the link is down it grows by as long as that has lasted.
    """
    if not line.rate_mb_s:
        return None
    minutes = _age_minutes(line, cycle_minutes)
    if minutes is None or outage is None or outage.since >= 0.0:
        return minutes
    if _still_down(outage):
        return minutes - outage.since
    assert outage.until is not None
    since_s, back_s = -outage.since * 60, -outage.until * 60
    later = lag_after_outage_s(line.churn, line.rate_mb_s, since_s - back_s, back_s)
    usual = lag_after_outage_s(line.churn, line.rate_mb_s, 0.0, 0.0)
    return None if later is None or usual is None else minutes + (later - usual) / 60


def behind_minutes(line: Line | None, outage: LinkOutage | None) -> float | None:
    """How far a synchronous replica is behind after an outage in which writes went on without it, minutes."""
    if outage is None or outage.since >= 0.0:
        return 0.0
    if _still_down(outage):
        return -outage.since
    if line is None or not line.rate_mb_s:
        return None
    assert outage.until is not None
    since_s, back_s = -outage.since * 60, -outage.until * 60
    lag = lag_after_outage_s(line.churn, line.rate_mb_s, since_s - back_s, back_s, synchronous=True)
    return None if lag is None else lag / 60


def lag_after_outage_s(
    churn: Churn, rate_mb_s: float, down_s: float, back_s: float, *, synchronous: bool = False
) -> float | None:
    """Greatest age of data that has not arrived `back_s` after an outage of `down_s`, seconds, wherever in the
    repeating profile that falls; None where the link never catches up.

    From the beginning o of the outage on the link sends rate × back_s more than it had sent by then, as long as
    something waits; so at o + down + back it waits for what was generated when that much had been. `synchronous`:
    nothing waited before the outage.
    """
    if not churn.total_mb:
        return 0.0
    waits = backlog_mb(churn, rate_mb_s)
    if waits is None:
        return None
    kept = [0.0] * len(waits) if synchronous else waits
    usual = max(kept) / rate_mb_s if rate_mb_s else inf
    if not down_s:
        return usual

    def waiting(when: float) -> float:
        return 0.0 if synchronous else waiting_mb(churn, rate_mb_s, kept, when)

    carried, little = rate_mb_s * back_s, churn.total_mb * _A_BIT
    begins = list(churn.at_s)
    for mb in churn.mb:
        made = generated_at_s(churn, mb - carried - little)
        begins.append(made + waiting(made) / rate_mb_s)
    ages = []
    for begin in begins:
        arrived = generated_mb(churn, begin) - waiting(begin) + carried
        when = begin + down_s + back_s
        if generated_mb(churn, when) - arrived > little / 2:
            ages.append(when - generated_at_s(churn, arrived))
    return max([usual, *ages])


def _line(link: Link, flow: Flow, around: Surroundings) -> Line:
    return Line(replication_churn(flow, around.profiles), replication_mb_s(link, around), latency_s(link))


def _still_down(outage: LinkOutage) -> bool:
    """Whether the link is down when the disaster comes."""
    return outage.until is None or outage.until >= 0.0


# Many applications share few lines and cycles; a profile of a line is the same object for all of them.
@lru_cache(maxsize=64)
def _age_minutes(line: Line, cycle_minutes: float) -> float | None:
    ask = Ask(None, cycle_minutes, "")
    return achievable_point(line.churn, line.rate_mb_s or 0.0, ask, line.latency_s).minutes
