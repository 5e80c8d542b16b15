"""Values that nobody means: each is objected to at its field, and no figure passes for known that rests on it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

import pytest

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.explanation import Subject
from dr_desktop.assessment.results import Assessment, Finding
from dr_desktop.assessment.why import why
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.evaluation import evaluation_json
from dr_desktop.report.blocks import Figure
from dr_desktop.report.review import review_of
from tests.assessment.quiet_estate import Edit, add, both, edit, quiet_plan

_LINE, _DEPOT = ("links", "north-south"), ("links", "north-depot")
_BILLING, _NIGHTLY, _VAULT = ("applications", "billing"), ("backup_policies", "nightly"), ("backup_targets", "vault")
_TO_AZURE = edit(
    *_BILLING, scheme="replication", recovery_sites=("azure",), replication_product="site_recovery",
    replication_mode="asynchronous", replication_minutes=5.0,
)  # fmt: skip
_FAR = both(
    add("backup_targets", "far", site="south", placement="dedicated_external", capacity_gib=1e6),
    add("backup_copies", "there", from_target="vault", to_target="far", every_hours=6.0),
)


class Bad(NamedTuple):
    """An edit that no plan should hold, and where it is objected to."""

    edit: Edit
    rule: str
    at: tuple[str, str, str]


BAD = {
    "a link of no speed": Bad(edit(*_LINE, mbit_s=0.0), "link-carries-nothing", (*_LINE, "mbit_s")),
    "a link of which nothing is usable": Bad(
        edit(*_LINE, usable_percent=0.0), "link-carries-nothing", (*_LINE, "usable_percent")
    ),
    "a link that keeps nothing for replication": Bad(
        edit(*_LINE, replication_percent=0.0), "link-keeps-nothing", (*_LINE, "replication_percent")
    ),
    "negative growth": Bad(
        edit(*_BILLING, growth_percent_per_year=-40.0), "growth-negative", (*_BILLING, "growth_percent_per_year")
    ),
    "negative growth of all": Bad(
        edit("assumptions", "growth_percent_per_year", base=-40.0),
        "assumed-growth-negative",
        ("assumptions", "growth_percent_per_year", "base"),
    ),
    "a price that is missing": Bad(
        both(_TO_AZURE, edit("machines", "billing-1", standby="running", azure_size="Standard_A0", os="linux")),
        "price-missing",
        ("header", "header", "region"),
    ),
    "a region without prices": Bad(
        both(_TO_AZURE, edit("sites", "azure", azure_region="brazilsouth")),
        "price-of-another-region",
        ("sites", "azure", "azure_region"),
    ),
    "a machine larger than any size": Bad(
        both(_TO_AZURE, edit("machines", "billing-1", vcpus=4_000, memory_gib=90_000.0)),
        "machine-fits-no-azure-size",
        ("machines", "billing-1", "azure_size"),
    ),
    "copies in a circle": Bad(
        both(_FAR, add("backup_copies", "and-back", from_target="far", to_target="vault", every_hours=6.0)),
        "copy-circle",
        ("backup_copies", "there", "to_target"),
    ),
    "a policy that keeps nothing": Bad(
        edit(*_NIGHTLY, keep_points=0), "policy-keeps-nothing", (*_NIGHTLY, "keep_points")
    ),
    "a window shorter than the run": Bad(
        both(edit(*_NIGHTLY, window_hours=0.25), edit(*_VAULT, write_mb_s=1.0)),
        "window-shorter-than-run",
        (*_BILLING, "backup_policy"),
    ),
    "a window of no time": Bad(edit(*_NIGHTLY, window_hours=0.0), "window-of-nothing", (*_NIGHTLY, "window_hours")),
    "no restore at a time": Bad(
        edit(*_VAULT, restore_streams=0), "restore-streams-zero", (*_VAULT, "restore_streams")
    ),
}  # fmt: skip


@lru_cache
def catalog() -> Catalog:
    return load_catalog()


@lru_cache
def assessed(what: str) -> Assessment:
    return assess(BAD[what].edit(quiet_plan()), catalog())


def found(assessment: Assessment, rule: str) -> list[Finding]:
    return [one for one in assessment.findings if one.rule == rule]


def rpo_minutes(what: str, application: str) -> float | None:
    return assessed(what).applications[application].designed.rpo_minutes


@pytest.mark.parametrize("what", BAD)
def test_it_is_objected_to_at_its_field_and_the_plan_before_was_not(what: str):
    bad = BAD[what]
    assert not found(assess(quiet_plan(), catalog()), bad.rule)
    places = [(one.table, one.entity, one.field) for one in found(assessed(what), bad.rule)]
    assert bad.at in places
    assert all(one.sentence and one.remedy for one in found(assessed(what), bad.rule))


@pytest.mark.parametrize("what", BAD)
def test_every_document_can_be_made_of_it(what: str):
    assessment = assessed(what)
    assert evaluation_json(assessment)
    review = review_of(assessment, catalog(), date(2026, 11, 22), "digest")
    for section in review.sections:
        for block in section.blocks:
            if isinstance(block, Figure):
                assert block.draw(680.0, 680.0 * block.height_of_width).shapes


def test_over_a_link_of_no_speed_nothing_is_replicated_in_no_time():
    assert rpo_minutes("a link of no speed", "portal") == pytest.approx(24 * 60, abs=2)  # the backup beside it
    assert rpo_minutes("a link of no speed", "trading") == pytest.approx(24 * 60, abs=2)
    backed = assess(edit(*_DEPOT, mbit_s=0.0)(quiet_plan()), catalog()).applications["billing"]
    assert (backed.designed.rpo_minutes, backed.rpo_met) == (None, "not_known")
    assert "north-depot is zero" in backed.designed.rpo_basis
    assert not backed.meets_objectives


def test_a_link_that_keeps_nothing_for_replication_says_so_where_data_is_lost():
    designed = assessed("a link that keeps nothing for replication").applications["portal"].designed
    assert "0\u00a0Mbit/s usable for replication" in designed.rpo_basis


def test_data_that_shrinks_needs_less_and_never_less_than_nothing():
    for what in ("negative growth", "negative growth of all"):
        months = assessed(what).targets["vault"].months
        assert months[-1].total < months[6].total
        assert all(min(one.points, one.archive, one.working, one.total) >= 0 for one in months)


def test_what_has_no_price_is_named_and_the_rest_is_added_up():
    consumption = assessed("a price that is missing").consumption
    unpriced = [one for one in consumption.components if one.not_priced]
    assert unpriced
    assert all("not counted, for want of a price" in one.price_words.lower() for one in unpriced)
    assert consumption.total[1] > 0


def test_prices_of_another_region_are_marked_in_the_words_of_what_they_pay():
    assert any("stands in" in one.price_words for one in assessed("a region without prices").consumption.components)


def test_a_machine_larger_than_any_size_is_left_out_of_the_compute_alone():
    bad, fits = assessed("a machine larger than any size"), assess(_TO_AZURE(quiet_plan()), catalog())
    amounts = [{one.key: one.amounts[1] for one in each.consumption.components} for each in (bad, fits)]
    assert amounts[0]["failover_compute"] < amounts[1]["failover_compute"]
    assert amounts[0]["replication_fee"] == amounts[1]["replication_fee"]


def test_what_comes_back_to_a_target_in_a_circle_is_counted_once():
    once = assess(_FAR(quiet_plan()), catalog())
    circle = assessed("copies in a circle")
    for key in ("vault", "far"):
        assert circle.targets[key].months == once.targets[key].months


def test_a_policy_that_keeps_nothing_leaves_no_recovery_point():
    result = assessed("a policy that keeps nothing").applications["billing"]
    assert (result.designed.rpo_minutes, result.meets_objectives) == (None, False)
    assert "keeps no restore points" in result.designed.rpo_basis


def test_a_run_longer_than_its_window_is_said_with_both():
    one = found(assessed("a window shorter than the run"), "window-shorter-than-run")[0]
    assert "8\u00a0h" in one.sentence
    assert "the window of Nightly is 15\u00a0min" in one.sentence


def test_a_number_that_cannot_be_is_refused_at_the_door_with_what_to_type():
    policy, application = quiet_plan().backup_policies["nightly"], quiet_plan().applications["billing"]
    for refused in (policy.changed(every_hours=0.0), application.changed(growth_percent_per_year=-100.0)):
        assert "Type " in str(refused)


def test_figures_that_rest_on_a_bad_value_still_say_why():
    for what in BAD:
        for key, result in assessed(what).applications.items():
            explained = why(assessed(what), Subject("application", key, "designed_rpo"))
            assert explained is not None
            if result.designed.rpo_minutes is None and key in ("billing", "portal"):
                assert explained.reading
