"""Recovery points and replication: family B. Each adapter names the inputs of a case for the product's functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dr_desktop.assessment.catch_up import first_copy_s, link_outage, overrunning_cycles
from dr_desktop.assessment.churn_profile import busiest_until_s, churn_of
from dr_desktop.assessment.point_age import (
    Copy,
    Image,
    cyclic_age,
    loss_by_corruption,
    periodic_age,
    surviving_age,
    vendor_bound,
)
from dr_desktop.assessment.replication_queue import lag_at_s, run_queue
from dr_desktop.assessment.smallest_rate import smallest_rate_mb_s

Inputs = Mapping[str, Any]

_IMAGES: Mapping[str, Image] = {"snapshot": "snapshot", "start": "snapshot", "end": "end"}


def periodic_rpo(case: Inputs) -> Inputs:
    delays = [hop.get("hold", 0) + hop.get("copy", 0) for hop in case.get("hops") or ()]
    return periodic_age(case["interval"], case["duration"], delays)._asdict()


def cyclic_rpo(case: Inputs) -> Inputs:
    cycle = case["cycle_s"]
    return {"worst_s": cyclic_age(cycle, case["transfer_s"]), "vendor_bound_s": vendor_bound(cycle)}


def queue_rpo(case: Inputs) -> Inputs:
    churn, rate, latency = churn_of(case["segments"]), case["rate"], case.get("latency_s") or 0.0
    queue = run_queue(churn, rate, latency)
    assert queue is not None  # a profile that ends has an end to its queue
    return {
        "max_backlog_mb": queue.max_backlog_mb,
        "t_max_backlog_s": queue.max_backlog_at_s,
        "max_lag_s": queue.max_lag_s,
        "t_max_lag_s": queue.max_lag_at_s,
        "clear_s": queue.clear_s,
        "lag_at_burst_end_s": lag_at_s(churn, rate, busiest_until_s(churn)) + latency,
        "lag_at_end_s": lag_at_s(churn, rate, churn.seconds) + latency,
        "final_backlog_mb": queue.left_mb,
    }


def min_bandwidth(case: Inputs) -> Inputs:
    return {"rate": smallest_rate_mb_s(churn_of(case["segments"]), case["rpo_s"] - (case.get("latency_s") or 0.0))}


def outage(case: Inputs) -> Inputs:
    found = link_outage(case["churn"], case["rate"], case["outage_s"], case.get("log_mb"))
    return {
        "backlog_mb": found.backlog_mb,
        "catch_up_s": found.catch_up_s,
        "worst_rpo_s": found.worst_rpo_s,
        "overflow_s": found.log_full_s,
        "overflow": found.resynchronises,
        "resync": found.resynchronises,
    }


def initial_replication(case: Inputs) -> Inputs:
    return {"seconds": first_copy_s(case["used_mb"], case["rate"], case["churn"])}


def cycle_recursion(case: Inputs) -> Inputs:
    found = overrunning_cycles(
        case["cycle_s"], case["churn"], case["rate"], case["first_cycle_s"], int(case.get("n") or 0)
    )
    return {"sequence_s": list(found.lengths_s), "cycles_to_normal": found.to_normal}


def corruption(case: Inputs) -> Inputs:
    image = _IMAGES.get(case.get("image", "snapshot"), "running")
    loss = loss_by_corruption(case["interval"], case["duration"], case["keep"], case["detect_h"], image)
    return {"recoverable": loss is not None, "worst_loss_h": loss}


def scheme_rpo(case: Inputs) -> Inputs:
    lost = case.get("lost_site")
    copies = [Copy(one["site"], one["age_h"]) for one in case["copies"]]
    return {"loss_h": surviving_age(copies, [lost] if isinstance(lost, str) else lost or ())}


KINDS: dict[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = {
    "periodic_rpo": periodic_rpo,
    "cyclic_rpo": cyclic_rpo,
    "queue_rpo": queue_rpo,
    "min_bandwidth": min_bandwidth,
    "link_outage": outage,
    "initial_replication": initial_replication,
    "cycle_recursion": cycle_recursion,
    "corruption": corruption,
    "scheme_rpo": scheme_rpo,
}
