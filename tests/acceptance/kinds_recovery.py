"""Cases of shared transfers and of start order, put to the product's own functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import fsum, inf
from typing import Any, Final

from dr_desktop.assessment.automatic_failover import client_moves
from dr_desktop.assessment.sharing import Flow, Sharing
from dr_desktop.assessment.start_order import grouped, in_series, schedule
from dr_desktop.assessment.transfers import Transfers, chain_seconds, daily, outage, transfers

Case = Mapping[str, Any]


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value


def _flow(item: Case, path: tuple[str, ...], gate: str | None) -> Flow:
    return Flow(
        item["id"],
        item["mb"],
        path,
        cap=_or(item.get("cap"), inf),
        weight=_or(item.get("weight"), 1.0),
        tier=_or(item.get("priority"), 0.0),
        gate=gate,
    )


def _arrivals(items: list[Case]) -> dict[str, float]:
    keys = ("arrival_s", "arrive_s", "at_s", "start_s", "release_s", "arrival", "release")
    return {item["id"]: next((item[key] for key in keys if item.get(key) is not None), 0.0) for item in items}


def _run(case: Case, items: list[Case], links: Mapping[str, float]) -> Transfers:
    slots = case.get("slots")
    each: dict[str, int] = slots if isinstance(slots, dict) else {} if slots is None else {"all": slots}
    flows = []
    for item in items:
        path = tuple(item.get("path", links))
        gate = next((one for one in (*path, "all") if one in each), None)
        flows.append(_flow(item, path, gate))
    return transfers({key: _or(mb_s, inf) for key, mb_s in links.items()}, flows, each, _arrivals(items))


def _all(times: Mapping[str, float | None]) -> list[float]:
    """The times, or nothing where one of them never comes."""
    known = [one for one in times.values() if one is not None]
    return known if len(known) == len(times) else []


def fluid(case: Case) -> Case:
    items = case["flows"]
    found = _run(case, items, case["links"])
    done = found.finished
    ups = {item["id"]: None if done[item["id"]] is None else done[item["id"]] + item.get("boot_s", 0) for item in items}
    ends, last = _all(done), _all(ups)
    return {
        "transfer_s": done,
        "up_s": ups,
        "initial_rate": found.first_rates,
        "makespan_s": max(ends, default=None),
        "last_up_s": max(last, default=None),
        "mean_s": fsum(ends) / len(ends) if ends else None,
        "mean_up_s": fsum(last) / len(last) if last else None,
    }


def outage_transfer(case: Case) -> Case:
    def ends(restart: bool) -> float | None:
        changes = outage("link", case["rate"], case["down_from_s"], _or(case["down_to_s"], inf), restart)
        return transfers({"link": case["rate"]}, [Flow("one", case["mb"], ("link",))], changes=changes).finished["one"]

    return {"resume_s": ends(False), "restart_s": ends(True)}


def throttle(case: Case) -> Case:
    rates = {case["day_to_h"]: case["night_bps"], case["day_from_h"]: case["day_bps"]}
    changes = daily("link", rates, case["start_h"])
    return {
        "seconds": transfers({"link": 0.0}, [Flow("one", case["bits"], ("link",))], changes=changes).finished["one"]
    }


def chain_restore(case: Case) -> Case:
    sizes = [case["full_mb"], *[case["inc_mb"]] * case["n_inc"]]
    return {"bytes_mb": fsum(sizes), "seconds": chain_seconds(sizes, case["rate"], case.get("per_file_s") or 0.0)}


def pipeline(case: Case) -> Case:
    stages = {key: _or(rate, inf) for key, rate in case["stages"].items()}
    sharing = Sharing(stages)
    sharing.add(Flow("one", case["mb"], tuple(stages)))
    rate = sharing.rates()["one"]
    sharing.advance(sharing.next_time())
    return {"rate": rate, "seconds": sharing.finished["one"], "bottleneck": sharing.history("one")[0].by}


def serial(case: Case) -> Case:
    phases = next(value for key, value in case.items() if key.startswith("phases"))
    return {"total": in_series(phases.values() if isinstance(phases, Mapping) else phases)}


def groups(case: Case) -> Case:
    ups = grouped(case["groups"], case.get("slots"))
    return {"makespan": ups[-1] if ups else 0.0, "group_up": ups}


def dag(case: Case) -> Case:
    found = schedule(case["dur"], case.get("pred") or {}, case.get("slots"))
    return {
        "makespan": found.makespan,
        "critical": list(found.critical),
        "slack": found.slack,
        "start": found.starts,
        "finish": found.ends,
    }


def restore_then_start(case: Case) -> Case:
    tiers = case["tiers"]
    restored = _run(case, tiers, {"link": case["rate"]}).finished
    up: dict[str, float | None] = {}
    before: float | None = 0.0
    for tier in tiers:
        own = restored[tier["id"]]
        before = None if before is None or own is None else max(own, before) + tier.get("boot_s", 0)
        up[tier["id"]] = before
    return {"restored": restored, "up": up, "makespan_s": before}


def probe(case: Case) -> Case:
    found = client_moves(case["interval"], case["tolerated"], case["timeout"], case.get("ttl") or 0.0)
    return {"worst_s": found.worst, "best_s": found.best}


KINDS: Final[dict[str, Callable[[Case], Case]]] = {
    "fluid": fluid,
    "outage_transfer": outage_transfer,
    "throttle": throttle,
    "chain_restore": chain_restore,
    "pipeline": pipeline,
    "serial": serial,
    "groups": groups,
    "dag": dag,
    "restore_then_start": restore_then_start,
    "probe": probe,
}
