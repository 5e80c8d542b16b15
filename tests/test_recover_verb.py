"""`dr-desktop recover`: a recovery, runs in parts, a better order, and one sentence for whatever goes wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dr_desktop.bundled import bundled
from dr_desktop.cli import main
from dr_desktop.files.plan_file import write_plan
from dr_desktop.files.recovery_file import order_from_json
from dr_desktop.files.uncertainty_file import runs_from_json
from dr_desktop.plan.plan import Plan
from tests.assessment.recovering import LOSS, estate, restored
from tests.assessment.test_recovery_order import late_if_in_order

SAMPLE = bundled("samples", "coastal_utility.drplan")
Told = pytest.CaptureFixture[str]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return saved(estate(restored("billing", 2)).put("scenarios", LOSS), tmp_path)


def saved(plan: Plan, folder: Path) -> Path:
    path = folder / "plan.drplan"
    assert write_plan(plan, path) is None
    return path


def run(*arguments: str | Path | int) -> int:
    return main(["recover", *[str(one) for one in arguments]])


def written(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found


def test_a_scenario_is_named_by_name_or_id_and_need_not_be_where_there_is_only_one(plan: Path, tmp_path: Path):
    out = tmp_path / "out.json"
    for named in ([], ["--scenario", "loss"], ["--scenario", "loss of north"]):
        assert run(plan, *named, "--json", out) == 0
        found = written(out)
        assert found["result"]["scenario"] == "loss"
        assert (found["uncertainty"], found["order_search"]) == (None, None)


def test_a_loss_that_the_plan_does_not_state_can_be_named_as_on_the_page(tmp_path: Path):
    path, out = saved(estate(restored("billing", 2)), tmp_path), tmp_path / "out.json"
    for named in ("Loss of North", "loss-of-north"):
        assert run(path, "--scenario", named, "--json", out) == 0
        assert written(out)["result"]["scenario"] == "loss-of-north"


def test_runs_in_parts_are_the_whole(plan: Path, tmp_path: Path, capsys: Told):
    parts = []
    for number, (first, last) in enumerate(((0, 3), (3, 8))):
        out = tmp_path / f"{number}.json"
        assert run(plan, "--runs", 8, "--seed", 5, "--from", first, "--to", last, "--json", out, "--progress") == 0
        parts.append(runs_from_json(out.read_bytes()))
    said = capsys.readouterr().err.splitlines()
    assert all(line.startswith("progress ") for line in said)
    whole = tmp_path / "whole.json"
    assert run(plan, "--seed", 5, "--from", 0, "--to", 8, "--json", whole) == 0
    of_parts = parts[0].times[0] + parts[1].times[0]
    assert of_parts == runs_from_json(whole.read_bytes()).times[0]
    assert len(set(of_parts)) == 8


def test_runs_without_parts_say_probabilities(plan: Path, capsys: Told):
    assert run(plan, "--runs", 12, "--json", "-") == 0
    found = json.loads(capsys.readouterr().out)["uncertainty"]
    assert found["runs"] == 12
    assert found["applications"]["billing"]["rto"]["runs"] == 12


def test_a_better_order_is_searched_when_asked_for(tmp_path: Path):
    path = saved(late_if_in_order().put("scenarios", LOSS), tmp_path)
    out = tmp_path / "out.json"
    assert run(path, "--search-order", "--across-tiers", "--json", out) == 0
    order, slower = order_from_json(out.read_bytes())
    assert order.across_tiers
    assert order.order[0] == "orders"
    assert slower == ()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["--scenario", "flood"], "The plan has no scenario “flood”. It has “Loss of North”"),
        ([], "Which scenario? Name one with --scenario: “Loss of North”"),
        (["--scenario", "scenario-north", "--runs", "0"], "--runs 0 is no number of runs."),
        (["--scenario", "scenario-north", "--from", "4", "--to", "4"], "--from and --to name no runs."),
        (["--scenario", "scenario-north", "--from", "4"], "--from and --to name no runs."),
        (["--scenario", "scenario-north", "--runs", "5", "--to", "9"], "--from and --to name no runs."),
        (["--scenario", "scenario-north", "--to", "9", "--search-order"], "--from and --to write runs alone."),
    ],
)
def test_what_cannot_be_done_is_one_sentence(given: list[str], says: str, capsys: Told):
    assert run(SAMPLE, *given, "--json", "-") == 2
    told = capsys.readouterr()
    assert told.err.startswith(says)
    assert told.err.count("\n") == 1
    assert not told.out


def test_a_plan_without_scenarios_says_where_to_add_one(tmp_path: Path, capsys: Told):
    assert run(saved(estate(restored("billing")), tmp_path), "--json", "-") == 2
    assert "no scenarios" in capsys.readouterr().err
