"""Consumption in Azure by component: units at their prices, in the month in which they fall due."""

from datetime import date
from math import fsum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.results import Assessment, ConsumptionComponent
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.application import Application
from dr_desktop.plan.backup import BackupPolicy, BackupTarget
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.field_spec import field_spec
from dr_desktop.plan.governance import CostLine, PriceOverride
from dr_desktop.plan.machine import Disk, Machine
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.plan.site import Site


def _plan(application: dict[str, Any], *machines: Machine, product: str = "mabs", growth: float = 0.0) -> Plan:
    plan = new_plan(date(2027, 1, 1)).put(
        "sites",
        Site(id="stamp", name="North", operator="customer", country="NL"),
        Site(id="azure", name="West Europe", kind="azure_region", operator="microsoft", azure_region="westeurope"),
    )
    target = BackupTarget(id="vault", name="Vault", site="azure", placement="azure", redundancy="lrs")
    changed = target.changed(product=product)
    plan = plan.put("backup_targets", changed).put("backup_policies", BackupPolicy(id="daily", name="Daily"))  # type: ignore[arg-type]
    own = Application(id="app", name="Billing", source_site="stamp", growth_percent_per_year=growth, **application)
    return plan.put("applications", own).put("machines", *machines)


def _machine(number: int = 1, **values: Any) -> Machine:
    given_values = {"used_gib": 100.0, "vcpus": 2, "memory_gib": 8.0, "protected": "yes", **values}
    return Machine(id=f"m-{number}", name=f"vm{number}", application="app", **given_values)


BACKUP = {"scheme": "backup_restore", "backup_target": "vault", "backup_policy": "daily", "recovery_sites": ("stamp",)}
REPLICA = {"scheme": "replication", "replication_product": "site_recovery", "recovery_sites": ("azure",)}


def _component(plan: Plan, key: str) -> ConsumptionComponent | None:
    found = [one for one in assess(plan, load_catalog()).consumption.components if one.key == key]
    return found[0] if found else None


def _amounts(plan: Plan, key: str) -> tuple[float, ...]:
    component = _component(plan, key)
    return component.amounts if component else ()


@pytest.mark.parametrize(("used_gib", "dollars"), [(50.0, 5), (51.0, 10), (500.0, 10), (501.0, 20), (2_000.0, 40)])
def test_a_protected_instance_pays_by_its_size_tier(used_gib: float, dollars: float):
    assert _amounts(_plan(BACKUP, _machine(used_gib=used_gib)), "protected_instances")[0] == dollars


def test_a_growing_machine_steps_into_the_next_tier_in_the_month_it_passes_it():
    amounts = _amounts(_plan(BACKUP, _machine(used_gib=480.0), growth=10.0), "protected_instances")
    assert amounts[0] == 10
    assert amounts[-1] == 20
    step = amounts.index(20)
    months = assess(_plan(BACKUP, _machine(used_gib=480.0), growth=10.0), load_catalog()).consumption.months
    assert 480 * 1.1 ** ((months[step] - months[0]).days / 365) > 500
    assert 480 * 1.1 ** ((months[step - 1] - months[0]).days / 365) <= 500


def test_a_redundancy_that_is_not_stated_is_paid_as_geo_redundant_as_its_help_says():
    plan, paid = _plan(BACKUP, _machine()), {}
    for redundancy in (None, "lrs", "grs"):
        target = plan.backup_targets["vault"].changed(redundancy=redundancy)
        assert isinstance(target, BackupTarget)
        paid[redundancy] = _amounts(plan.put("backup_targets", target), "backup_storage")[5]
    assert paid[None] == paid["grs"] > paid["lrs"]
    assert "Blank is paid as that" in field_spec(BackupTarget, "redundancy").help


def test_azure_backup_pays_the_vault_and_a_partner_product_pays_blobs_and_no_instances():
    by_vault, by_partner = _plan(BACKUP, _machine()), _plan(BACKUP, _machine(), product="partner")
    assert _amounts(by_vault, "backup_storage")[5] > 0
    assert _amounts(by_partner, "protected_instances") == ()
    stored = assess(by_partner, load_catalog()).targets["vault"].months[5].stored_average
    assert _amounts(by_partner, "backup_storage")[5] == pytest.approx(stored * 0.0100)


def test_replication_is_free_for_the_first_month_and_then_costs_a_fee_for_each_machine():
    amounts = _amounts(_plan(REPLICA, _machine(1), _machine(2)), "replication_fee")
    assert amounts[:2] == (0.0, 50.0)


def test_a_replica_keeps_a_disk_of_the_smallest_tier_that_holds_it():
    machine = _machine(disks=(Disk(size_gib=127.0), Disk(size_gib=999.0, excluded=True)))
    assert _amounts(_plan(REPLICA, machine), "replica_disks")[0] == pytest.approx(9.60)


def test_a_running_stand_by_pays_its_size_for_all_hours_of_the_month():
    machine = _machine(standby="running", azure_size="D4s v5", os="linux")
    assert _amounts(_plan(REPLICA, machine), "standby_compute")[0] == pytest.approx(0.230 * 730)
    licensed = _machine(standby="running", azure_size="D4s v5", os="windows")
    assert _amounts(_plan(REPLICA, licensed), "standby_compute")[0] == pytest.approx(0.414 * 730)
    brought = _machine(standby="running", azure_size="D4s v5", os="windows", hybrid_benefit=True)
    assert _amounts(_plan(REPLICA, brought), "standby_compute")[0] == pytest.approx(0.230 * 730)


def test_a_failback_leaves_azure_with_the_data_in_use_and_stands_in_no_total():
    plan = _plan(REPLICA, _machine(used_gib=1_100.0))
    assert _amounts(plan, "failback_egress")[0] == pytest.approx(1_000 * 0.087)
    consumption = assess(plan, load_catalog()).consumption
    counted = [one.amounts[3] for one in consumption.components if one.state != "failover"]
    assert consumption.total[3] == pytest.approx(fsum(counted))


def test_a_restore_drill_from_blobs_leaves_azure_and_one_from_the_vault_is_free():
    partner = _plan(BACKUP, _machine(used_gib=900.0), product="partner")
    assert _amounts(partner, "drill_egress")[0] == pytest.approx((900.0 * 4 / 12 - 100) * 0.087)
    assert _amounts(_plan(BACKUP, _machine(used_gib=900.0)), "drill_egress") == ()


def test_an_unprotected_machine_costs_nothing():
    consumption = assess(_plan(BACKUP, _machine(protected="undecided")), load_catalog()).consumption
    assert consumption.components == ()
    assert set(consumption.total) == {0.0}


def test_a_price_of_the_plans_own_wins_and_pays_no_discount():
    plan = _plan(BACKUP, _machine()).put("price_overrides", PriceOverride(id="p", key="backup.instance", price=3.5))
    discount = plan.assumptions["discount_percent"].changed(base=50.0)
    assert _amounts(plan.put("assumptions", discount), "protected_instances")[0] == 3.5  # type: ignore[arg-type]


def test_currency_and_discount_scale_the_published_prices():
    plan = _plan(BACKUP, _machine())
    rate, discount = plan.assumptions["exchange_rate"], plan.assumptions["discount_percent"]
    scaled = plan.put("assumptions", rate.changed(base=0.8), discount.changed(base=10.0))  # type: ignore[arg-type]
    assert _amounts(scaled, "protected_instances")[0] == pytest.approx(10 * 0.8 * 0.9)


def test_a_missing_price_is_a_finding_and_the_rest_is_still_added_up():
    machine = _machine(standby="running", azure_size="Standard_A0", os="linux")
    assessment = assess(_plan(REPLICA, machine), load_catalog())
    assert [one.rule for one in assessment.consumption.findings].count("price-missing") == 1
    assert assessment.consumption.total[1] > 0


def test_a_machine_that_fits_no_size_is_a_finding_at_its_azure_size():
    assessment = assess(_plan(REPLICA, _machine(vcpus=4_000, standby="running")), load_catalog())
    found = [one for one in assessment.findings if one.rule == "machine-fits-no-azure-size"]
    assert [(one.table, one.entity, one.field) for one in found] == [("machines", "m-1", "azure_size")]


@pytest.mark.parametrize(("per", "amount"), [("month", 12.0), ("machine", 24.0), ("gib", 2_400.0)])
def test_a_cost_line_is_counted_by_month_machine_or_gib(per: str, amount: float):
    plan = _plan(BACKUP, _machine(1), _machine(2))
    line = CostLine(id="c", amount=12.0, application="app").changed(per=per)
    assert _amounts(plan.put("cost_lines", line), "cost_lines")[0] == pytest.approx(amount)  # type: ignore[arg-type]


def test_a_data_store_is_backed_up_and_paid_like_a_machine():
    store = DataStore(id="d", application="app", used_gib=700.0, protected="yes")
    plan = _plan(BACKUP).put("data_stores", store)
    assert _amounts(plan, "protected_instances")[0] == 20


def _share_of(assessment: Assessment) -> float:
    return assessment.consumption.per_application["app"]


def test_what_one_application_costs_is_its_part_of_the_steady_total():
    assessment = assess(_plan(BACKUP, _machine(1), _machine(2, used_gib=700.0)), load_catalog())
    assert _share_of(assessment) == pytest.approx(assessment.consumption.total_steady[1])


@given(st.integers(1, 30))
def test_cost_scales_with_the_number_of_machines_between_tiers(count: int):
    one = assess(_plan(BACKUP, _machine(1)), load_catalog())
    many = assess(_plan(BACKUP, *[_machine(number) for number in range(count)]), load_catalog())
    assert many.consumption.total[2] == pytest.approx(count * one.consumption.total[2])
