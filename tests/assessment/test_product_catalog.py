"""The products of the catalog: every fact with its source, every limit a figure, every disagreement two sources."""

from __future__ import annotations

from typing import get_args

import pytest

from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.backup import BackupTarget
from dr_desktop.plan.choices import BackupProduct, Capture, OperatingSystem

CATALOG = load_catalog()
PRODUCTS = CATALOG.products
TOPICS = {
    *(f"capture.{one}" for one in get_args(Capture)),
    *(f"guest.{one}" for one in get_args(OperatingSystem)),
    "incremental",
    "application_consistent",
    "needs_azure",
}


@pytest.mark.parametrize("code", get_args(BackupProduct))
def test_every_product_that_a_target_may_state_has_a_record(code: BackupProduct) -> None:
    assert PRODUCTS.of(BackupTarget(id="t", product=code)).key == code


def test_every_fact_is_about_a_known_topic_and_has_words_and_a_dated_source() -> None:
    for product in PRODUCTS.by_key.values():
        assert set(product.facts) <= TOPICS
        for fact in product.facts.values():
            assert fact.words
            assert fact.source.title
            assert fact.source.as_of


def test_every_limit_of_a_product_is_a_figure_of_the_catalog() -> None:
    for product in PRODUCTS.by_key.values():
        for key in product.limits.values():
            assert CATALOG.limits.value(key) > 0


def test_sources_that_disagree_are_two_and_each_is_quoted_with_its_date() -> None:
    for one in PRODUCTS.disagreements.values():
        assert one.one.source != one.other.source
        for said in (one.one, one.other):
            assert f"{said.source.title} ({said.source.as_of}): {said.words}." in one.sentence
        assert "accept this" in one.remedy


@pytest.mark.parametrize("text", ["Commvault", " commvault ", "COMMVAULT"])
def test_a_product_is_found_as_people_write_it(text: str) -> None:
    target = BackupTarget(id="t", product="partner", product_name=text)
    assert PRODUCTS.of(target).name == "Commvault"


@pytest.mark.parametrize(("code", "name"), [("partner", "Backup-o-matic"), ("mabs", "Commvault"), ("mabs", "")])
def test_a_product_that_is_not_known_or_of_another_kind_counts_as_its_kind(code: BackupProduct, name: str) -> None:
    assert PRODUCTS.of(BackupTarget(id="t", product=code, product_name=name)).key == code


def test_what_no_source_states_is_not_held_against_a_product() -> None:
    other = PRODUCTS.by_key["other"]
    assert all(other.lacks(topic) is None for topic in TOPICS)
    assert PRODUCTS.by_key["mabs"].lacks("guest.linux") is not None
    assert PRODUCTS.by_key["partner"].lacks("guest.linux") is None
