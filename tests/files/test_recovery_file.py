"""Runs, probabilities and orders as JSON: parts that another process wrote are what they were."""

from __future__ import annotations

import json
from math import inf

import pytest

from dr_desktop.assessment.recovery import simulate
from dr_desktop.assessment.recovery_order import searched_order
from dr_desktop.assessment.recovery_slots import drained_slower
from dr_desktop.assessment.uncertainty import drained_runs, uncertainty_of
from dr_desktop.files.recovery_file import order_from_json, recovery_json
from dr_desktop.files.uncertainty_file import runs_from_json, runs_json
from dr_desktop.plan.drill import Scenario
from tests.assessment.recovering import LOSS, assessed, estate, restored
from tests.assessment.test_recovery_order import grahams, late_if_in_order


def test_runs_are_read_as_they_were_written():
    plan = assessed(estate(restored("billing", 2), restored("portal", decide_minutes=None)))
    runs = drained_runs(plan, LOSS, 3, 7)
    assert runs_from_json(runs_json(runs)) == runs
    never = runs._replace(times=((inf,) * 7, *runs.times[1:]))
    assert runs_from_json(runs_json(never)) == never
    assert b"Infinity" not in runs_json(never)


@pytest.mark.parametrize("content", [b"{}", b"[]", b'{"format": "dr-desktop-recovery-runs", "version": 99}', b"no"])
def test_anything_else_is_no_runs(content: bytes):
    with pytest.raises((ValueError, KeyError, TypeError)):
        runs_from_json(content)


def test_a_recovery_carries_probabilities_with_their_interval():
    plan = assessed(estate(restored("billing")))
    found = json.loads(recovery_json(simulate(plan, LOSS), uncertainty_of(drained_runs(plan, LOSS, 3, 40))))
    assert found["format"] == "dr-desktop-recovery"
    assert found["result"]["applications"]["billing"]["outcome"] == "recovered"
    billing = found["uncertainty"]["applications"]["billing"]
    chance = billing["rto"]
    assert 0 <= chance["low"] <= chance["probability"] <= chance["high"] <= 1
    assert chance["probability"] == chance["held"] / chance["runs"]
    assert billing["p50_minutes"] == billing["quantiles_minutes"][10]
    assert len(billing["quantiles_minutes"]) == len(found["uncertainty"]["quantile_shares"])
    assert found["order_search"] is None


def test_an_order_and_what_is_slower_with_more_are_read_as_they_were_written():
    plan = assessed(late_if_in_order())
    search = searched_order(plan, LOSS)
    anomaly = assessed(grahams())
    stated = LOSS.changed(order=tuple([f"job-{number}" for number in range(1, 10)]))
    assert isinstance(stated, Scenario)
    slower = drained_slower(anomaly, stated)
    assert search.order
    assert slower
    assert order_from_json(recovery_json(simulate(plan, LOSS), None, search, slower)) == (search, slower)
