"""Worked examples and rules that vendors published: recomputed where the product has such a rule, else listed with why.

An example is recomputed by the rule of its id; one that nobody here has seen, by the first rule that its inputs fit.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from dr_desktop.assessment.capacity import working_gib
from dr_desktop.assessment.chain_factors import RunFactors, chain_factors, compounded
from dr_desktop.assessment.chain_rules import ChainRule
from dr_desktop.assessment.consumption_meters import MeterKey, times_of_price
from dr_desktop.assessment.limits import TargetDisk
from dr_desktop.assessment.prices import protected_instances
from dr_desktop.assessment.restore_points import working_space_gib
from dr_desktop.assessment.run_calendar import run_times
from dr_desktop.assessment.surroundings import surroundings_of
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.plan import new_plan

Values = Mapping[str, Any]

SUNDAY: Final = datetime(2023, 1, 1, 22)
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TARGET_DISKS: Final[Mapping[str, TargetDisk]] = {
    "standard": "standard",
    "P10/P15": "premium_p10_p15",
    "P20-P50": "premium_p20_up",
}


def states(rule: ChainRule, days: float, every_hours: float = 24) -> tuple[RunFactors, ...]:
    return chain_factors(rule, run_times(SUNDAY, SUNDAY + timedelta(days=days), every_hours), SUNDAY)


def reverse_chain(given: Values) -> Values:
    left = float(re.findall(r"(\d+) % left", given["reduction"])[0]) / 100
    source = given["vms"] * given["used_gb_per_vm"]
    last = states(ChainRule("reverse", given["retention_points"], reduction=left), 2 * given["retention_points"])[-1]
    spare = working_gib("one_full", source, left, source)
    rollbacks = source * given["daily_change_pct"] / 100 * last.b
    return {
        "full_gb": source * last.a,
        "incrementals": last.increments,
        "incrementals_gb": rollbacks,
        "spare_gb": spare,
        "total_gb": source * last.a + rollbacks + spare,
    }


def working_space(given: Values) -> Values:
    """The published text rounds each bucket down to whole TB where there are several, and is "about" so much."""
    left = given["size_after_reduction_pct"] / 100
    borders = [border for border in (10, 20, 100, 500) if border < given["source_tb"]]
    upto = [working_space_gib(tb * 1024, left) / 1024 for tb in (0, *borders, given["source_tb"])]
    parts = [after - before for before, after in pairwise(upto)]
    if len(parts) == 1:
        published = f"~{math.floor(parts[0] * 10) / 10:g}"
    else:
        whole = [math.floor(round(part, 9)) for part in parts]
        published = f"~{sum(whole)} ({'+'.join(map(str, whole))})"
    return {"work_space_tb_exact": upto[-1], "work_space_tb_published": published}


def source_growth(given: Values) -> Values:
    return {"source_gb": given["source_gb"] * compounded(given["growth_pct_per_year"], given["days"] / 365)}


def points_with_weekly_fulls(given: Values) -> Values:
    rule = ChainRule("forward_with_fulls", given["retention_points"], synthetic_full_weekdays=(5,))
    return {"max_points": max(state.fulls + state.increments for state in states(rule, 400))}


def one_increment(given: Values) -> Values:
    rule = ChainRule("forever_forward", 2, reduction=given["size_after_reduction_pct"] / 100)
    last = states(rule, 2)[-1]
    full, increment = given["source_gb"] * last.a, given["source_gb"] * given["change_pct"] / 100 * last.b
    return {"full_gb": full, "increment_gb": increment}


def forward_chain_of_a_week(given: Values) -> Values:
    fulls = tuple(sorted(WEEKDAYS.index(given[name]) for name in ("first_full", "second_full")))
    first = next(day for day in range(7) if (SUNDAY + timedelta(days=day)).weekday() == fulls[-1])
    assert WEEKDAYS[fulls[-1]] == given["first_full"]
    rule = ChainRule("forward_with_fulls", given["retention_points"], synthetic_full_weekdays=fulls)
    found = states(rule, first + 7)[first:]
    counts = [state.fulls + state.increments for state in found]
    place = next(place for place, (before, after) in enumerate(pairwise(counts)) if after < before)
    deleted_on = WEEKDAYS[found[place + 1].when.weekday()]
    return {
        "previous_chain_deleted_on": deleted_on,
        f"points_before_{deleted_on.lower()}_run": counts[place],
        f"points_after_{deleted_on.lower()}_run": counts[place + 1],
    }


def kept_by_days(given: Values) -> Values:
    """So many backups a day, each of the whole, kept for so many days."""
    rule = ChainRule("forever_forward", 0, keep_days=given["days"])
    last = states(rule, 2 * given["days"], 24 / given["per_day"])[-1]
    return {"total_mb": last.size_gib(given["mb"], 1.0)}


def points_and_archive(given: Values) -> Values:
    rule = ChainRule("forever_forward", given["daily_days"], keep_quarterly=4 * given["quarterly_years"])
    last = states(rule, 366 * (given["quarterly_years"] + 1) + given["daily_days"])[-1]
    return {"points": last.fulls + last.increments}


def instances(given: Values) -> Values:
    return {"instances": [protected_instances(load_catalog(), size).units for size in given["sizes_gb"]]}


def instance_steps(given: Values) -> Values:
    """The steps at their first prices: 5 for a small instance, 10 for each of the others."""
    units = [protected_instances(load_catalog(), size) for size in given["sizes_gb"]]
    small = protected_instances(load_catalog(), 1).key
    return {"usd_per_month": [one.units * (5 if one.key == small else 10) for one in units]}


def changed_copies(given: Values) -> Values:
    """Copies of what changes, beside the protected data."""
    rule = ChainRule("forever_forward", given["recovery_range_days"] + 1)
    last = states(rule, given["recovery_range_days"] + 1)[-1]
    return {"factor_by_formula": last.size_gib(1.0, given["daily_shadow_pct"] / 100)}


def churn_of_a_disk(given: Values) -> Values:
    limit = load_catalog().limits.churn_limit(
        TARGET_DISKS[given["target"]], float(re.findall(r"\d+", given["io_size"])[0])
    )
    assert limit.mb_s == given["churn_mb_s"]
    return {"gb_per_day": limit.gb_per_day}


def snapshots(given: Values) -> Values:
    changed = given["changed_gib"] + given["added_gib"]
    last = states(ChainRule("forever_forward", 2), 2)[-1]
    return {"first_gib": given["data_gib"] * last.a, "second_gib": changed * last.b}


def drill_days(given: Values) -> Values:
    """What the bill pays for drills, hours a month in the mean of a year, as days a year."""
    plan = new_plan(date(2027, 1, 1))
    days = plan.assumptions["drill_days"].changed(base=float(given["days_each"]))
    assert isinstance(days, Entity)
    around = surroundings_of(plan.put("assumptions", days), load_catalog())
    meter = MeterKey("drill_compute", "", "", times_a_year=given["drills_per_year"])
    return {"days_per_year": times_of_price(meter, around) * 12 / 24}


class Rule(NamedTuple):
    """A rule of the product, the inputs that it needs, and what else it must find in the example."""

    compute: Callable[[Values], Values]
    needs: frozenset[str]
    topic: str = ""


RULES: Final = (
    Rule(
        reverse_chain,
        frozenset({"vms", "used_gb_per_vm", "reduction", "daily_change_pct", "retention_points"}),
        "reverse",
    ),
    Rule(working_space, frozenset({"source_tb", "size_after_reduction_pct"}), "working space"),
    Rule(source_growth, frozenset({"source_gb", "growth_pct_per_year", "days"})),
    Rule(points_with_weekly_fulls, frozenset({"retention_points", "full", "interval"}), "weekly synthetic"),
    Rule(one_increment, frozenset({"source_gb", "size_after_reduction_pct", "change_pct"})),
    Rule(forward_chain_of_a_week, frozenset({"retention_points", "first_full", "second_full"})),
    Rule(kept_by_days, frozenset({"mb", "per_day", "days"})),
    Rule(points_and_archive, frozenset({"daily_days", "quarterly_years"})),
    Rule(instances, frozenset({"sizes_gb"}), "instance count"),
    Rule(instance_steps, frozenset({"sizes_gb"}), "instance price"),
    Rule(changed_copies, frozenset({"daily_shadow_pct", "recovery_range_days"})),
    Rule(churn_of_a_disk, frozenset({"target", "io_size", "churn_mb_s"})),
    Rule(drill_days, frozenset({"drills_per_year", "days_each"})),
    Rule(snapshots, frozenset({"data_gib", "changed_gib", "added_gib"})),
)

_WAN: Final = "The product plans no WAN accelerators."
_DATABASE: Final = (
    "Backups that a database service makes of itself are billed by its own rules, which are no rule here."
)
_DPM: Final = (
    "Volumes that Data Protection Manager 2007 allocated; Azure Backup Server takes 1.5 times the protected data "
    "(limit mabs.pool_factor)."
)
_READING: Final = "Reading matter, by its own mark."

LEFT_OUT: Final[Mapping[str, str]] = {
    "veeam_bp_ex2_weekly_full": f"{_READING} The chain model counts 30 increments after retention, the guide 32.",
    "veeam_bp_ex3_monthly_full": f"{_READING} The guide counts increments before retention.",
    "veeam_bp_transform_space": f"{_READING} It is the rule working_gib('one_full').",
    "veeam_simple_copy": _READING,
    "veeam_gfs_week_of_month": _READING,
    "tdewin_formula": f"{_READING} It counts 21 points before retention, the chain model 20 after.",
    "tdewin_2pts": f"{_READING} It counts 9 points before retention, the chain model 8 after.",
    "veeam_wan_source": _WAN,
    "veeam_wan_cache_1x2": _WAN,
    "veeam_wan_cache_5x4": _WAN,
    "veeam_proxy": f"{_READING} The product plans no proxies.",
    "azsql_billing_const": _DATABASE,
    "azsql_free_quota": _DATABASE,
    "azsql_chain_rule": _READING,
    "dpm2007_files": f"{_READING} {_DPM}",
    "dpm2007_exchange": f"{_READING} {_DPM}",
    "dpm2007_sql": f"{_READING} {_DPM}",
    "dpm2007_sharepoint": f"{_READING} {_DPM}",
    "dpm2007_virtual_server": f"{_READING} {_DPM}",
    "dpm2007_system_state_2003": f"{_READING} {_DPM}",
    "dpm2007_system_state_2008": f"{_READING} {_DPM}",
    "dpm2007_files_derived": _DPM,
    "dpm2006_alloc": _READING,
    "asr_defaults": _READING,
    "asr_disk_map": _READING,
    "asr_hyperv_worst": _READING,
    "asr_config_server": _READING,
    "asr_process_server": _READING,
    "pbs_doc_10y": f"{_READING} Keep-policies by period are no style of the product.",
}

OWN: Final[Mapping[str, Any]] = {
    one["id"]: one
    for one in json.loads((Path(__file__).parent / "cases" / "worked_examples.json").read_text(encoding="utf-8"))[
        "examples"
    ]
}

#: outputs beside what the rule computes: other facts of the same text
NO_NUMBER: Final = {"published_recommendation", "max_shadow_copies_per_volume", "max_scheduled_per_day"}


def test_a_worked_example_is_met_or_left_out_for_a_reason(worked_examples_case: dict[str, Any]) -> None:
    key = worked_examples_case["id"]
    if key in LEFT_OUT:
        pytest.skip(LEFT_OUT[key])
    if worked_examples_case.get("not_a_test"):
        pytest.skip(_READING)
    rule = rule_for(worked_examples_case)
    if rule is None:
        pytest.skip("The product has no rule with such inputs.")
    found = rule.compute(worked_examples_case["inputs"])
    expected = {name: value for name, value in worked_examples_case["outputs"].items() if name not in NO_NUMBER}
    if key not in OWN:
        expected = {name: value for name, value in expected.items() if name in found}
        if not expected:
            pytest.skip("The product's rule computes none of these outputs.")
    for name, value in expected.items():
        is_words = isinstance(value, str)
        assert found[name] == (value if is_words else pytest.approx(value, rel=1e-9)), name


def rule_for(example: Mapping[str, Any]) -> Rule | None:
    inputs = example["inputs"].keys()
    about = f"{example['topic']} {example['inputs'].get('full', '')}"
    return next((one for one in RULES if one.needs <= inputs and one.topic in about), None)


def test_every_rule_meets_an_example_of_our_own() -> None:
    met = [rule_for(one) for key, one in OWN.items() if key not in LEFT_OUT]
    assert None not in met
    assert {one.compute for one in met if one} == {one.compute for one in RULES}
    assert set(LEFT_OUT) <= set(OWN)
    assert {key for key, one in OWN.items() if one.get("not_a_test")} <= set(LEFT_OUT)
