"""Countries and operators that an application's data may lie with."""

from __future__ import annotations

from typing import Any

import pytest

from dr_desktop.assessment.results import Topology
from dr_desktop.assessment.sovereignty import countries_of
from dr_desktop.plan.backup import BackupCopy
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.site import Site
from tests.assessment.estates import around, judge, sentences, site, target, verdicts


def replicated(to: str, *entities: Entity, **stated: Any) -> Topology:
    return judge(around(*entities), scheme="replication", recovery_sites=(to,), **stated)


def backed_up(at: str, *entities: Entity, **stated: Any) -> Topology:
    return judge(
        around(*entities), scheme="backup_restore", recovery_sites=("customer-far",), backup_target=at, **stated
    )


def test_an_application_that_states_nothing_may_lie_anywhere() -> None:
    assert replicated("azure-de").verdict == "recommended"


@pytest.mark.parametrize(
    ("allowed", "verdict"), [("NL", "recommended"), ("nl", "recommended"), ("DE", "not_supported")]
)
def test_a_recovery_site_must_lie_in_an_allowed_country(allowed: str, verdict: str) -> None:
    topology = replicated("customer-far", allowed_countries=(allowed,))
    assert topology.verdict == verdict
    assert ("country-not-allowed" in verdicts(topology)) is (verdict == "not_supported")


def test_the_sentence_names_what_is_allowed_what_is_not_and_where() -> None:
    sentence = sentences(replicated("customer-far", allowed_countries=("DE", "AT")), ["country-not-allowed"])
    assert sentence == "Its data may lie in DE, AT only, not in NL: it recovers at Customer Maastricht."


def test_an_azure_region_lies_in_the_country_of_the_catalog() -> None:
    assert replicated("azure-de", allowed_countries=("DE",)).verdict == "recommended"
    assert replicated("azure-de", allowed_countries=("NL",)).verdict == "not_supported"


def test_a_site_may_state_another_country_than_its_region() -> None:
    topology = replicated("azure-de", site("azure-de", country="NL"), allowed_countries=("NL",))
    assert topology.verdict == "recommended"


def test_every_recovery_site_is_held_against_the_countries() -> None:
    topology = judge(
        around(), scheme="replication", recovery_sites=("customer-far", "azure-de"), allowed_countries=("NL",)
    )
    assert topology.verdict == "not_supported"
    assert "Azure Frankfurt" in sentences(topology, ["country-not-allowed"])


def test_a_country_that_is_not_known_cannot_be_checked() -> None:
    topology = replicated("s", Site(id="s", operator="csp"), allowed_countries=("NL",))
    assert topology.verdict == verdicts(topology)["country-not-known"] == "condition"


@pytest.mark.parametrize(("area", "ireland", "norway"), [("EU", True, False), ("EEA", True, True)])
def test_an_area_stands_for_its_members(area: str, ireland: bool, norway: bool) -> None:
    assert ("IE" in countries_of((area,))) is ireland
    assert ("NO" in countries_of((area,))) is norway
    assert "GB" not in countries_of((area,))


@pytest.mark.parametrize("area", ["EU", "EEA"])
def test_the_areas_are_those_of_the_catalogs_regions(area: str) -> None:
    for region in around().catalog.regions.values():
        flag = region.in_eu if area == "EU" else region.in_eea
        assert flag is None or (region.country in countries_of((area,))) is flag, region.name


@pytest.mark.parametrize(("at", "verdict"), [("existing", "not_supported"), ("provider", "not_supported")])
def test_backups_must_lie_in_an_allowed_country(at: str, verdict: str) -> None:
    topology = backed_up(at, allowed_countries=("NL",))
    assert topology.verdict == verdicts(topology)["country-not-allowed"] == verdict
    assert "Frankfurt" in sentences(topology, ["country-not-allowed"])


def test_a_backup_beside_replication_must_lie_in_an_allowed_country_too() -> None:
    topology = replicated("customer-far", backup_target="existing", allowed_countries=("NL",))
    assert topology.verdict == "not_supported"


def test_second_copies_must_lie_in_an_allowed_country() -> None:
    near = target("existing", site="csp-far")
    copy = BackupCopy(id="copy", from_target="existing", to_target="vault")
    assert backed_up("existing", near, allowed_countries=("NL",)).verdict == "recommended"
    topology = backed_up("existing", near, copy, allowed_countries=("NL",))
    assert topology.verdict == "not_supported"
    assert "its backups lie at Vault in Azure Frankfurt" in sentences(topology, ["country-not-allowed"])


@pytest.mark.parametrize(
    ("allowed", "operator"), [(("customer",), "csp"), (("customer", "csp"), None), (("microsoft",), "csp")]
)
def test_a_recovery_site_must_have_an_allowed_operator(allowed: tuple[str, ...], operator: str | None) -> None:
    topology = replicated("csp-far", allowed_operators=allowed)
    assert (verdicts(topology).get("operator-not-allowed") == "not_supported") is (operator is not None)


def test_azure_is_operated_by_microsoft() -> None:
    assert replicated("azure-de", allowed_operators=("microsoft",)).verdict == "recommended"
    assert replicated("azure-de", allowed_operators=("customer", "csp")).verdict == "not_supported"


def test_an_operator_that_is_not_stated_cannot_be_checked() -> None:
    topology = replicated("leiden", site("leiden", operator=None), allowed_operators=("customer",))
    assert verdicts(topology)["holder-not-known"] == "condition"


@pytest.mark.parametrize(("at", "holder"), [("vault", "Microsoft"), ("provider", "CSP")])
def test_a_target_without_a_site_is_held_by_whom_its_placement_names(at: str, holder: str) -> None:
    topology = backed_up(at, target(at, site=None), allowed_operators=("customer",), allowed_countries=("NL",))
    assert f"not by {holder}" in sentences(topology, ["operator-not-allowed"])
    assert verdicts(topology)["country-not-known"] == "condition"


def test_an_appliance_on_the_cloud_lies_where_the_application_runs() -> None:
    assert "country-not-allowed" not in verdicts(backed_up("on-the-cloud", allowed_countries=("NL",)))
    abroad = backed_up("on-the-cloud", site("customer", country="BE"), allowed_countries=("NL",))
    assert "Appliance in Customer Delft" in sentences(abroad, ["country-not-allowed"])


@pytest.mark.parametrize("redundancy", ["grs", "ra_grs"])
def test_geo_redundant_storage_may_not_copy_to_a_pair_in_another_country(redundancy: str) -> None:
    vault = target("vault", site="azure", redundancy=redundancy)
    topology = backed_up("vault", vault, allowed_countries=("NL",))
    assert topology.verdict == verdicts(topology)["paired-region-not-allowed"] == "not_supported"
    sentence = sentences(topology, ["paired-region-not-allowed"])
    assert "Vault copies it on to North Europe (IE), the pair of West Europe" in sentence


def test_the_source_of_a_pair_is_the_list_of_regions_with_its_date() -> None:
    vault = target("vault", site="azure", redundancy="grs")
    (reason,) = [one for one in backed_up("vault", vault, allowed_countries=("NL",)).reasons if "paired" in one.rule]
    assert reason.source == "Azure regions list (2025-03-21)"


@pytest.mark.parametrize("redundancy", ["lrs", "zrs"])
def test_local_and_zone_redundant_storage_stays_in_its_region(redundancy: str) -> None:
    vault = target("vault", site="azure", redundancy=redundancy)
    assert backed_up("vault", vault, allowed_countries=("NL",)).verdict == "recommended"


@pytest.mark.parametrize("allowed", [("NL", "IE"), ("EU",), ()])
def test_a_pair_in_an_allowed_country_is_no_objection(allowed: tuple[str, ...]) -> None:
    vault = target("vault", site="azure", redundancy="grs")
    assert backed_up("vault", vault, allowed_countries=allowed).verdict == "recommended"


def test_the_pair_of_a_second_copy_is_held_against_the_countries_too() -> None:
    vault, near = target("vault", site="azure", redundancy="grs"), target("existing", site="csp-far")
    copy = BackupCopy(id="copy", from_target="existing", to_target="vault")
    topology = backed_up("existing", vault, near, copy, allowed_countries=("NL",))
    assert verdicts(topology)["paired-region-not-allowed"] == "not_supported"


def test_a_vault_whose_redundancy_is_not_stated_may_copy_abroad() -> None:
    vault = target("vault", site="azure", redundancy=None)
    topology = backed_up("vault", vault, allowed_countries=("NL",))
    assert topology.verdict == verdicts(topology)["redundancy-not-stated"] == "condition"
    assert backed_up("vault", vault, allowed_countries=("NL", "IE")).verdict == "recommended"


def test_a_pair_that_the_catalog_does_not_know_cannot_be_checked() -> None:
    milan = Site(id="milan", kind="azure_region", azure_region="italynorth")
    vault = target("vault", site="milan", redundancy="grs")
    topology = backed_up("vault", milan, vault, allowed_countries=("IT", "NL"))
    assert topology.verdict == verdicts(topology)["paired-region-not-known"] == "condition"
