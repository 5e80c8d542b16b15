"""`dr-desktop prices`: what it tells, what it saves, and one sentence for whatever goes wrong."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dr_desktop.cli import main
from dr_desktop.files.plan_file import read_plan, write_plan
from dr_desktop.plan.plan import Plan, new_plan

Told = pytest.CaptureFixture[str]
VAULT: dict[str, Any] = {
    "currencyCode": "USD", "tierMinimumUnits": 0, "retailPrice": 0.056, "armRegionName": "westeurope",
    "effectiveStartDate": "2026-01-01T00:00:00Z", "meterName": "Standard GRS Data Stored", "productName": "Backup",
    "skuName": "Standard", "serviceName": "Backup", "unitOfMeasure": "1 GB/Month", "type": "Consumption",
    "armSkuName": "",
}  # fmt: skip


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.drplan"
    assert write_plan(new_plan(date(2027, 1, 1)), path) is None
    return path


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    path = tmp_path / "prices.json"
    rows = [VAULT, {**VAULT, "type": "Reservation"}, {**VAULT, "retailPrice": -1}]
    path.write_text(json.dumps({"Items": rows, "NextPageLink": "https://prices/?skip=1000"}))
    return path


def stated(path: Path) -> list[tuple[str, float | None, bool]]:
    plan = read_plan(path)
    assert isinstance(plan, Plan)
    return [(one.key, one.price, one.list_price) for one in plan.price_overrides.values()]


def run(*arguments: str | Path) -> int:
    return main([str(one) for one in arguments])


def test_prices_are_told_and_saved_into_the_plan(plan: Path, prices: Path, capsys: Told) -> None:
    assert run("prices", prices, "--into", plan) == 0
    told = capsys.readouterr().out
    assert "Vault storage, GRS (westeurope): 0.0448 -> 0.0560 USD per GB-month, +25.0 %" in told
    assert "1 price: 1 dearer. 1 row is left out." in told
    assert "Left out, 1: A reservation: its price is that of the whole term, such as Backup: Standard GRS" in told
    assert "Left out, 1: Its price is not a number of 0 or more." in told
    assert "more pages than were chosen" in told
    assert stated(plan) == [("backup.vault.grs", 0.056, True)]


def test_a_dry_run_tells_the_same_and_saves_nothing(plan: Path, prices: Path, capsys: Told) -> None:
    before = plan.read_bytes()
    assert run("prices", prices, "--into", plan, "--dry-run") == 0
    assert "1 dearer" in capsys.readouterr().out
    assert plan.read_bytes() == before


def test_a_second_import_says_that_all_is_as_before(plan: Path, prices: Path, capsys: Told) -> None:
    assert run("prices", prices, "--into", plan) == 0
    assert run("prices", prices, "--into", plan) == 0
    assert "1 price: 1 as before." in capsys.readouterr().out
    assert len(stated(plan)) == 1


def test_what_cannot_be_read_is_refused_in_one_sentence(plan: Path, tmp_path: Path, capsys: Told) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text("<html>")
    assert run("prices", wrong, "--into", plan) == 2
    assert "wrong.json is not JSON." in capsys.readouterr().err
    assert run("prices", wrong, "--into", tmp_path / "none.drplan") == 2
    assert "none.drplan is not in" in capsys.readouterr().err
