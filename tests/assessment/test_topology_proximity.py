"""Two sites that one event may take together."""

from __future__ import annotations

from typing import get_args

import pytest

from dr_desktop.assessment.proximity import distance_between_km, proximity
from dr_desktop.assessment.recovery_loss import taken_by
from dr_desktop.assessment.topology import topology_of
from dr_desktop.assessment.ways_back import surviving
from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupCopy
from dr_desktop.plan.choices import Placement
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.inherit import protection_of
from dr_desktop.plan.site import Site
from tests.assessment.estates import around, judge, sentences, site, target, verdicts

AROUND = around()
HERE = site("customer")


def test_the_distance_is_that_of_the_coordinates() -> None:
    assert distance_between_km(HERE, site("leiden"), AROUND) == pytest.approx(18.9, abs=0.1)


def test_an_azure_region_stands_where_the_catalog_says() -> None:
    west_europe = AROUND.catalog.regions["westeurope"]
    there = Site(id="s", latitude=west_europe.latitude, longitude=west_europe.longitude)
    assert distance_between_km(site("azure"), there, AROUND) == pytest.approx(0)


@pytest.mark.parametrize(
    "other",
    [
        Site(id="s"),
        Site(id="s", latitude=52.0),
        Site(id="s", azure_region="nowhere"),
        Site(id="s", azure_region="spaincentral"),
    ],
)
def test_a_distance_that_is_not_known_is_no_objection(other: Site) -> None:
    assert distance_between_km(HERE, other, AROUND) is None
    assert proximity(HERE, other, AROUND) is None


def test_a_stamp_does_not_stand_in_the_region_that_it_is_registered_in() -> None:
    registered = Site(id="s", operator="customer", azure_region="West Europe")
    assert distance_between_km(registered, site("azure"), AROUND) is None


def test_two_sites_of_one_azure_region_are_close() -> None:
    again = Site(id="s", kind="azure_region", azure_region="westeurope")
    assert distance_between_km(again, site("azure"), AROUND) == 0
    assert proximity(again, site("azure"), AROUND) is not None


def test_the_least_distance_is_the_one_that_is_assumed() -> None:
    assert "18.9 km apart, less than 50 km" in (proximity(HERE, site("leiden"), AROUND) or "")
    assert proximity(HERE, site("leiden"), around(minimum_distance_km=18)) is None


def test_two_sites_in_one_building_are_close_however_it_is_spelt() -> None:
    other = site("csp-far", datacenter="DELFT 2")
    assert "one building, DELFT 2" in (proximity(other, HERE, AROUND) or "")


def test_two_sites_whose_building_is_not_stated_do_not_share_one() -> None:
    assert proximity(site("customer", datacenter=""), site("customer-far", datacenter=""), AROUND) is None


@pytest.mark.parametrize(
    "other",
    [site("customer-far", datacenter="delft 2"), site("leiden"), site("customer-far", latitude=52.0, longitude=4.4)],
)
def test_recovery_in_close_proximity_is_not_recommended(other: Site) -> None:
    topology = judge(around(other), scheme="replication", recovery_sites=(other.id,))
    assert topology.verdict == verdicts(topology)["recovery-too-close"] == "not_recommended"
    assert verdicts(topology)["recovery-on-separate-stamp"] == "recommended"  # kept beside the worse one
    assert "Customer" in sentences(topology, ["recovery-too-close"])


def test_a_second_recovery_site_in_close_proximity_is_found() -> None:
    topology = judge(AROUND, scheme="replication", recovery_sites=("customer-far", "leiden"))
    assert topology.verdict == "not_recommended"
    assert "Leiden" in sentences(topology, ["recovery-too-close"])


@pytest.mark.parametrize("at", ["leiden", "customer", "csp"])
@pytest.mark.parametrize("placement", ["existing_external", "dedicated_external"])
def test_a_backup_in_close_proximity_is_not_recommended(at: str, placement: str) -> None:
    surroundings = around(target("existing", site=at, placement=placement))
    topology = judge(surroundings, scheme="backup_restore", recovery_sites=("azure-de",), backup_target="existing")
    assert topology.verdict == verdicts(topology)["backup-too-close"] == "not_recommended"
    assert topology.covers_cloud_loss is (at != "customer")


@pytest.mark.parametrize(
    ("copied_to", "rule", "verdict"),
    [
        ("vault", "backup-too-close-copied", "condition"),
        ("dedicated", "backup-too-close-copied", "condition"),
        ("on-the-cloud", "backup-too-close", "not_recommended"),
        ("in-the-rack", "backup-too-close", "not_recommended"),
    ],
)
def test_a_copy_far_away_makes_a_near_backup_a_condition(copied_to: str, rule: str, verdict: str) -> None:
    copy = BackupCopy(id="copy", from_target="existing", to_target=copied_to)
    surroundings = around(target("existing", site="leiden"), copy)
    topology = judge(surroundings, scheme="backup_restore", recovery_sites=("azure-de",), backup_target="existing")
    assert verdicts(topology)[rule] == verdict


def test_a_virtual_appliance_on_the_cloud_is_not_said_to_be_close_as_well() -> None:
    surroundings = around(target("on-the-cloud", site="customer"))
    topology = judge(surroundings, scheme="backup_restore", recovery_sites=("azure-de",), backup_target="on-the-cloud")
    assert "backup-too-close" not in verdicts(topology)


@pytest.mark.parametrize("scheme", ["backup_restore", "replication", "high_availability"])
def test_a_recovery_site_in_the_same_building_goes_with_the_cloud(scheme: str) -> None:
    beside = around(site("customer-far", datacenter="delft 2"))
    stated = {"scheme": scheme, "backup_target": "dedicated", "backup_policy": "daily"}
    assert not judge(beside, recovery_sites=("customer-far",), **stated).covers_cloud_loss
    assert judge(beside, recovery_sites=("customer-far", "csp-far"), **stated).covers_cloud_loss
    assert judge(AROUND, recovery_sites=("customer-far",), **stated).covers_cloud_loss


@pytest.mark.parametrize("at", [None, "customer", "customer-far", "depot", "nowhere"])
@pytest.mark.parametrize("building", ["", "Delft 2"])
@pytest.mark.parametrize("placement", get_args(Placement))
@pytest.mark.parametrize("copied", [False, True])
def test_what_covers_the_loss_of_the_cloud_is_what_the_recovery_point_counts_as_surviving(
    at: str | None, building: str, placement: Placement, copied: bool
) -> None:
    first = target("existing", site=at, placement=placement)
    beside = [BackupCopy(id="copy", from_target="existing", to_target="vault")] if copied else []
    surroundings = around(site("customer-far", datacenter=building), first, *beside)
    own = Application(
        id="app", source_site="customer", scheme="backup_restore", recovery_sites=("azure-de",),
        backup_target="existing", backup_policy="daily",
    )  # fmt: skip
    protection = protection_of(own, None)
    left = surviving(own, protection, 0.0, surroundings)
    assert left is not None
    assert topology_of(own, protection, surroundings).covers_cloud_loss is left.outlives_source
    lost = Scenario(id="fire", kind="building_loss", lost_site="customer")
    gone = taken_by(lost, [own], [], surroundings).targets
    assert left.outlives_source is (not {"existing", *(["vault"] if copied else [])} <= gone)


def test_what_goes_with_the_building_alone_still_covers_the_loss_of_the_cloud() -> None:
    beside = around(site("customer-far", datacenter="delft 2"))
    topology = judge(beside, scheme="replication", recovery_sites=("customer-far",))
    assert (topology.covers_cloud_loss, topology.covers_cloud_alone) == (False, True)
    near = around(site("depot", datacenter="Delft 2"))
    stated = {"scheme": "backup_restore", "recovery_sites": ("azure-de",), "backup_target": "existing"}
    topology = judge(near, **stated)
    assert (topology.covers_cloud_loss, topology.covers_cloud_alone) == (False, True)
    on_the_cloud = judge(near, **{**stated, "backup_target": "on-the-cloud"})
    assert (on_the_cloud.covers_cloud_loss, on_the_cloud.covers_cloud_alone) == (False, False)
