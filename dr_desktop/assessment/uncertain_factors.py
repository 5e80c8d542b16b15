"""What of a recovery is uncertain: shared factors on speeds, places and minutes, each drawn once in a run.

One slow link slows all who use it, and on a day when deciding takes long it takes long for everybody: a factor is drawn
once for a link, a target, a site or a phase, never for each application. The draw of a factor in a run depends on
nothing but the seed, the number of the run and the key of the factor, so runs can be done in any order and anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Final, Literal, NamedTuple

from dr_desktop.assessment.probability import Triangular
from dr_desktop.assessment.recovery import Recovery
from dr_desktop.assessment.recovery_case import Job
from dr_desktop.assessment.recovery_records import Options, PhaseName
from dr_desktop.assessment.sensitivity import uncertain

Kind = Literal["link", "read", "streams", "starts", "minutes"]

_STEPS: Final = 2.0**53
_EVERYBODY: Final = ""
_ASSUMED: Final[dict[PhaseName, tuple[str, str]]] = {
    "detect": ("detect_minutes", "Time to detect"),
    "decide": ("decide_minutes", "Time to decide"),
    "rebuild": ("rebuild_minutes", "Time to rebuild a machine"),
    "failover": ("failover_minutes_per_machine", "Time to fail a machine over"),
    "start": ("start_minutes", "Time to start a machine"),
    "validate": ("validate_minutes", "Time to validate"),
    "redirect": ("redirect_minutes", "Time to redirect users"),
}
_AUTOMATIC: Final = ("automatic_failover_minutes", "Time of an automatic failover")


class Part(NamedTuple):
    """The spread of a factor, times what the plan counts with, for these names; "" is every application."""

    spread: Triangular
    names: tuple[str, ...]


class Factor(NamedTuple):
    """One thing that may turn out otherwise: what it changes, in words, and the field of the plan behind it.

    `phase` is "" unless minutes are changed. All parts are drawn alike: where one is at its slowest, so is the other.
    """

    key: str
    kind: Kind
    phase: PhaseName | Literal[""]
    words: str
    table: str
    entity: str
    field: str
    parts: tuple[Part, ...]

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the most that it may become, times what the plan counts with."""
        return min(part.spread.low for part in self.parts), max(part.spread.high for part in self.parts)


def factors_of(recovery: Recovery) -> tuple[Factor, ...]:
    """The factors that a recovery depends on, each with some range: links, targets, places, phases."""
    spreads = _Spreads(recovery)
    found = [*_speeds(recovery, spreads), *_places(recovery, spreads), *_minutes(recovery, spreads)]
    return tuple([one for one in found if one.ends[0] < one.ends[1]])


def draw(seed: int, run: int, key: str) -> float:
    """The luck of a factor in a run: evenly spread over 0 to 1 (1 not included), alike on every system."""
    digest = blake2b(f"{seed}:{run}:{key}".encode(), digest_size=8).digest()
    return (int.from_bytes(digest, "big") >> 11) / _STEPS


def options_of(factors: Sequence[Factor], seed: int, run: int, options: Options) -> Options:
    """`options` with the factors of one run in place of its own."""
    found: dict[Kind, dict[str, float]] = {"link": {}, "read": {}, "streams": {}, "starts": {}}
    minutes: dict[tuple[str, PhaseName], float] = {}
    for one in factors:
        share = draw(seed, run, one.key)
        for part in one.parts:
            value = part.spread.value_at(share)
            if one.phase:
                for name in part.names:
                    minutes[name, one.phase] = value
            else:
                found[one.kind].update(dict.fromkeys(part.names, value))
    return options._replace(
        link_factor=found["link"],
        read_factor=found["read"],
        streams_factor=found["streams"],
        starts_factor=found["starts"],
        duration_factor=minutes,
        trace=False,
    )


class _Spreads:
    """How far an assumption, or a stated value, may lie from what the plan counts with."""

    def __init__(self, recovery: Recovery) -> None:
        self._assumed = recovery.preparation.around.assumed
        self._ranges = uncertain(recovery.assessment.plan)
        self.stated_minutes = _about(self._assumed.duration_spread_percent)
        self.stated_speed = _about(self._assumed.speed_spread_percent)

    def assumed(self, key: str) -> Triangular:
        """Of an assumption. One that counts with 0 cannot be stretched by a factor, so it stays."""
        base = getattr(self._assumed, key)
        low, high = self._ranges.get(key, (base, base))
        if base <= 0:
            return Triangular(1.0, 1.0, 1.0)
        return Triangular(min(low, base) / base, 1.0, max(high, base) / base)


def _about(percent: float) -> Triangular:
    return Triangular(1 - percent / 100, 1.0, 1 + percent / 100)


def _speeds(recovery: Recovery, spreads: _Spreads) -> Iterator[Factor]:
    around = recovery.preparation.around
    links = {link.id: link for link in recovery.assessment.plan.links.values()}
    seen: set[str] = set()
    for key in recovery.case.speeds:
        kind, _, rest = key.partition(":")
        entity = rest.partition(">")[0]
        if f"{kind}:{entity}" in seen:
            continue
        seen.add(f"{kind}:{entity}")
        resource = recovery.resources[key]
        if kind == "link":
            stated = links[entity].usable_percent is not None
            spread = spreads.stated_speed if stated else spreads.assumed("usable_percent")
            words = resource.words[:1].upper() + resource.words[1:]
            yield Factor(f"link:{entity}", "link", "", words, "links", entity, "mbit_s", (Part(spread, (entity,)),))
        else:
            target = around.targets[entity]
            spread = spreads.stated_speed if target.restore_mb_s else spreads.assumed("restore_mb_s")
            words = f"Restore speed of {target.name or entity}"
            parts = (Part(spread, (entity,)),)
            yield Factor(f"target:{entity}", "read", "", words, "backup_targets", entity, "restore_mb_s", parts)


def _places(recovery: Recovery, spreads: _Spreads) -> Iterator[Factor]:
    """Places whose number is assumed; a stated number is counted, not estimated."""
    around = recovery.preparation.around
    for key in recovery.case.gates:
        kind, _, entity = key.partition(":")
        if kind == "streams" and not around.targets[entity].restore_streams:
            words = f"Restore streams of {around.targets[entity].name or entity}"
            parts = (Part(spreads.assumed("restore_streams"), (entity,)),)
            yield Factor(key, "streams", "", words, "backup_targets", entity, "restore_streams", parts)
        elif kind == "starts" and not around.sites[entity].parallel_starts:
            words = f"Parallel starts at {around.sites[entity].name or entity}"
            parts = (Part(spreads.assumed("parallel_starts"), (entity,)),)
            yield Factor(key, "starts", "", words, "sites", entity, "parallel_starts", parts)


def _minutes(recovery: Recovery, spreads: _Spreads) -> Iterator[Factor]:
    """A factor for each phase: who states its minutes has the spread of stated ones, others that of the assumption."""
    jobs = recovery.case.jobs
    for phase, (key, words) in _ASSUMED.items():
        concerned = [job for job in jobs if _takes(job, phase)]
        stated = tuple([job.application for job in concerned if _states(job, phase, recovery)])
        parts = [Part(spreads.stated_minutes, stated)] if stated else []
        if len(stated) < len(concerned):
            # Automatic failovers share the phase, so failovers by hand are named.
            by_hand = tuple([job.application for job in concerned])
            names = by_hand if phase == "failover" else (_EVERYBODY,)
            parts.insert(0, Part(spreads.assumed(key), names))
        if parts:
            yield Factor(phase, "minutes", phase, words, "assumptions", key, "base", tuple(parts))
    automatic = tuple([job.application for job in jobs if job.automatic and not _takes(job, "failover")])
    if automatic:
        key, words = _AUTOMATIC
        part = Part(spreads.assumed(key), automatic)
        yield Factor("automatic", "minutes", "failover", words, "assumptions", key, "base", (part,))


def _takes(job: Job, phase: PhaseName) -> bool:
    match phase:
        case "detect" | "decide" | "validate" | "redirect":
            return bool(getattr(job, phase))
        case "rebuild":
            return any(piece.rebuild_minutes for piece in job.pieces)
        case "failover":
            return any(piece.failover_minutes for piece in job.pieces)
        case _:
            return any(piece.start_minutes for piece in job.pieces)


def _states(job: Job, phase: PhaseName, recovery: Recovery) -> bool:
    """Whether the minutes of a phase are stated; of machines where every one of them states its own."""
    application = recovery.preparation.around.applications[job.application]
    match phase:
        case "detect":
            noticed = recovery.scenario.detection_delay_minutes
            return application.detect_minutes is not None or noticed is not None
        case "decide" | "validate" | "redirect" | "rebuild":
            return getattr(application, f"{phase}_minutes") is not None
        case "start":
            machines = recovery.assessment.plan.machines
            starting = [machines[piece.member] for piece in job.pieces if piece.start_minutes]
            return all(machine.start_minutes is not None for machine in starting)
        case _:
            return False
