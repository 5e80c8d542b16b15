"""What drills, failovers, replicas and lines cost in Azure, with prices of West Europe."""

from datetime import date
from math import fsum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dr_desktop.assessment.application_costs import ApplicationCosts
from dr_desktop.assessment.consumption import usual_month
from dr_desktop.plan.application import Application
from dr_desktop.plan.governance import CostLine, PriceOverride
from dr_desktop.plan.link import Link
from dr_desktop.plan.machine import Disk
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.tier import Tier
from tests.assessment.cost_estates import (
    BACKUP,
    REPLICA,
    RESTORE_IN_AZURE,
    amounts,
    assessed,
    assuming,
    component,
    cost_plan,
    machine,
)

D4S: dict[str, Any] = {"azure_size": "D4s v5", "os": "linux"}
HOUR = 0.230
E10 = 9.60


def test_replication_is_free_for_thirty_one_days_and_pays_the_rest_of_the_month_in_which_they_end():
    february = amounts(cost_plan(REPLICA, machine(), start=date(2027, 2, 1)), "replication_fee")
    assert february[0] == 0.0
    assert february[1] == pytest.approx(25 * 28 / 31)
    assert february[2] == 25.0
    april = amounts(cost_plan(REPLICA, machine(), start=date(2027, 4, 1)), "replication_fee")
    assert april[1] == pytest.approx(25 * 30 / 31)


def test_the_free_days_run_from_the_first_copy_where_it_is_known():
    def fee(first_copy: date) -> tuple[float, ...]:
        return amounts(cost_plan(REPLICA, machine(first_copy_on=first_copy)), "replication_fee")

    assert fee(date(2026, 6, 1))[0] == 25.0
    assert fee(date(2026, 12, 11))[0] == pytest.approx(25 * 21 / 31)
    later = fee(date(2027, 2, 15))
    assert later[:2] == (0.0, 0.0)
    assert later[2] == pytest.approx(25 * 14 / 31)


def test_the_usual_month_is_the_first_without_a_free_day():
    january = assessed(cost_plan(REPLICA, machine(), start=date(2027, 1, 1))).consumption
    february = assessed(cost_plan(REPLICA, machine(), start=date(2027, 2, 1))).consumption
    assert (usual_month(january), usual_month(february)) == (1, 2)
    assert january.per_application["app"] == pytest.approx(january.total_steady[1])
    assert february.per_application["app"] == pytest.approx(february.total_steady[2])


def test_a_drill_runs_replicated_machines_and_disks_of_their_own_for_its_days():
    plan = assuming(cost_plan(REPLICA, machine(disks=(Disk(size_gib=127.0),), **D4S)), drill_days=7, drills_per_year=4)
    assert amounts(plan, "drill_compute")[3] == pytest.approx(4 * 7 * 24 * HOUR / 12)
    assert amounts(plan, "drill_disks")[3] == pytest.approx(4 * 7 * 24 / 730 * E10 / 12)


def test_a_tier_says_how_often_its_applications_drill():
    plan = cost_plan({**REPLICA, "tier": "gold"}, machine(**D4S)).put("tiers", Tier(id="gold", drills_per_year=1))
    assert amounts(assuming(plan, drill_days=2), "drill_compute")[0] == pytest.approx(2 * 24 * HOUR / 12)
    never = plan.put("tiers", Tier(id="gold", drills_per_year=0))
    assert amounts(never, "drill_compute") == ()


def test_a_failover_pays_compute_and_disks_of_its_days_and_stands_in_no_total():
    plan = cost_plan(RESTORE_IN_AZURE, machine(disks=(Disk(size_gib=127.0),), **D4S))
    plan = assuming(plan, failover_days_per_year=3, drills_per_year=0)
    assert amounts(plan, "failover_compute")[0] == pytest.approx(3 * 24 * HOUR)
    assert amounts(plan, "failover_disks")[0] == pytest.approx(3 * 24 / 730 * E10)
    assert amounts(plan, "replica_disks") == ()
    consumption = assessed(plan).consumption
    assert consumption.total == consumption.total_steady


def test_a_running_stand_by_needs_nothing_more_in_a_drill_and_a_deallocated_one_only_compute():
    running = assessed(cost_plan(REPLICA, machine(standby="running", **D4S))).consumption
    assert {one.key for one in running.components} == {
        "replication_fee", "replica_disks", "replication_cache", "replica_snapshots", "standby_compute",
        "failback_egress",
    }  # fmt: skip
    waiting = {one.key for one in assessed(cost_plan(REPLICA, machine(standby="deallocated", **D4S))).consumption[2]}
    assert {"drill_compute", "failover_compute"} <= waiting
    assert not {"drill_disks", "failover_disks", "standby_compute"} & waiting


def test_the_cache_holds_half_a_gigabyte_a_disk_and_snapshots_the_churn_of_the_history():
    disks = (Disk(size_gib=64.0), Disk(size_gib=64.0))
    plan = cost_plan({**REPLICA, "replication_history_hours": 48.0}, machine(disks=disks, churn_gib_per_day=10.0))
    book = assessed(plan).memory.catalog.prices.prices  # type: ignore[attr-defined]
    each = book["page_blob.lrs", "westeurope"].usd
    assert amounts(plan, "replication_cache")[0] == pytest.approx(2 * 500 / 1024 * each)
    assert amounts(plan, "replica_snapshots")[0] == pytest.approx(10 * 48 / 24 * 0.05)
    day = cost_plan(REPLICA, machine(disks=disks, churn_gib_per_day=10.0))
    assert amounts(day, "replica_snapshots")[0] == pytest.approx(10 * 0.05)


def test_snapshots_and_egress_grow_with_the_data():
    plan = cost_plan(REPLICA, machine(used_gib=2_000.0), growth=20.0)
    assert amounts(plan, "replica_snapshots")[12] == pytest.approx(1.2 * amounts(plan, "replica_snapshots")[0])
    assert amounts(plan, "failback_egress")[12] == pytest.approx((2_000 * 1.2 - 100) * 0.087)


def test_what_leaves_over_a_metered_circuit_pays_the_circuits_price_even_out_of_a_vault():
    line = Link(id="er", from_site="stamp", to_site="azure", kind="expressroute", mbit_s=1_000.0)
    replica = cost_plan(REPLICA, machine(used_gib=1_000.0)).put("links", line)
    assert amounts(replica, "failback_egress")[0] == pytest.approx(1_000 * 0.025)
    vault = cost_plan(BACKUP, machine(used_gib=1_000.0))
    assert amounts(vault, "failover_egress") == ()
    assert amounts(vault.put("links", line), "failover_egress")[0] == pytest.approx(1_000 * 0.025)


def test_a_restore_of_blobs_outside_azure_leaves_it_each_time():
    plan = cost_plan(BACKUP, machine(used_gib=11_000.0), product="partner")
    assert amounts(plan, "failover_egress")[0] == pytest.approx(10_240 * 0.087 + (11_000 - 10_340) * 0.083)


@pytest.mark.parametrize(("mbit_s", "dollars"), [(None, 138.70), (650, 138.70), (651, 357.70), (20_000, 2 * 2_664.5)])
def test_a_vpn_into_azure_pays_the_smallest_gateway_that_carries_it(mbit_s: float | None, dollars: float):
    line = Link(id="vpn", from_site="stamp", to_site="azure", kind="vpn", mbit_s=mbit_s)
    plan = cost_plan(BACKUP, machine()).put("links", line)
    assert amounts(plan, "gateways")[0] == pytest.approx(dollars)
    one = component(plan, "gateways")
    assert one is not None
    assert "eastus stands in" in one.price_words


def test_an_expressroute_circuit_pays_its_next_speed_and_gateway_units_by_the_hour():
    line = Link(id="er", from_site="azure", to_site="stamp", kind="expressroute", mbit_s=1_500.0)
    plan = cost_plan(BACKUP, machine()).put("links", line)
    assert amounts(plan, "gateways")[0] == pytest.approx(872 + 2 * 730 * 0.21)
    internet = cost_plan(BACKUP, machine()).put("links", line.changed(kind="internet"))  # type: ignore[arg-type]
    assert amounts(internet, "gateways") == ()


def test_a_component_without_a_price_stays_in_the_bill_and_says_what_is_left_out():
    one = component(
        cost_plan(REPLICA, machine(standby="running", azure_size="Standard_A0", os="linux")), "standby_compute"
    )
    assert one is not None
    assert set(one.amounts) == {0.0}
    assert len(one.not_priced) == 1
    assert one.price_words.startswith("Not counted, for want of a price")
    assert one.quantity_words == "1 machines running all month"


def test_a_disk_larger_than_any_sold_is_a_finding_at_the_disks():
    assessment = assessed(cost_plan(REPLICA, machine(disks=(Disk(size_gib=40_000.0),))))
    found = [one for one in assessment.findings if one.rule == "machine-fits-no-azure-size"]
    assert [(one.entity, one.field) for one in found] == [("m-1", "disks")]


def test_an_unknown_azure_size_is_a_finding_that_names_it():
    assessment = assessed(cost_plan(REPLICA, machine(azure_size="Q99")))
    found = [one for one in assessment.findings if one.rule == "machine-fits-no-azure-size"]
    assert [one.sentence for one in found] == [
        "The catalog has no size Q99, so the machine is not counted in full in Azure."
    ]


def test_a_stated_size_that_does_not_hold_the_machine_is_counted_and_is_a_finding():
    plan = cost_plan(REPLICA, machine(vcpus=16, memory_gib=64.0, **D4S))
    found = [one for one in assessed(plan).findings if one.rule == "azure-size-too-small"]
    assert [(one.entity, one.field) for one in found] == [("m-1", "azure_size")]
    assert "16 vCPU, 64 GiB" in found[0].sentence
    assert amounts(plan, "failover_compute")[0] > 0


def test_members_of_a_scale_set_run_in_a_failover_and_are_not_replicated():
    members = machine(availability="scale_set", instances=6, instances_recovered=2, **D4S)
    plan = assuming(cost_plan(REPLICA, members), failover_days_per_year=1)
    assert amounts(plan, "failover_compute")[0] == pytest.approx(2 * 24 * HOUR)
    assert amounts(plan, "replication_fee") == ()


def _mixed() -> Plan:
    line = Link(id="er", from_site="stamp", to_site="azure", kind="expressroute", mbit_s=1_000.0)
    blobs = cost_plan(BACKUP, machine(1, used_gib=450.0), machine(2, used_gib=700.0), product="partner", growth=15.0)
    restored = Application(id="other", source_site="stamp", **RESTORE_IN_AZURE)
    replicated = Application(id="third", source_site="stamp", growth_percent_per_year=7.0, **REPLICA)
    return (
        blobs.put("applications", restored, replicated)
        .put(
            "machines",
            machine(3, application="other", used_gib=320.0),
            machine(4, application="third", disks=(Disk(size_gib=600.0),), churn_gib_per_day=4.0),
            machine(5, application="third", standby="running", **D4S),
        )
        .put("links", line)
        .put("cost_lines", CostLine(id="all", amount=100.0), CostLine(id="own", amount=7.0, application="app"))
    )


@pytest.mark.parametrize("product", ["partner", "mabs"])
def test_applications_and_what_all_share_add_up_to_every_component_in_every_month(product: str):
    plan = _mixed()
    plan = plan.put("backup_targets", plan.backup_targets["vault"].changed(product=product))  # type: ignore[arg-type]
    every_six_hours = plan.backup_policies["daily"].changed(every_hours=6.0)
    plan = plan.put("backup_policies", every_six_hours)  # type: ignore[arg-type]
    consumption = assessed(plan).consumption
    costs = consumption.per_application
    assert isinstance(costs, ApplicationCosts)
    for month in (0, 1, 13, 35):
        parts = [costs.by_component(key, month) for key in costs]
        for one in consumption.components:
            mine = fsum([found.get(one.key, 0.0) for found in parts])
            shared = {"gateways": one.amounts[month], "cost_lines": 100.0}.get(one.key, 0.0)
            assert mine + shared == pytest.approx(one.amounts[month]), (one.key, month)
        states = [costs.by_state(key, month) for key in costs]
        steady = fsum([one["steady"] for one in states])
        gateways = next(one.amounts[month] for one in consumption.components if one.key == "gateways")
        assert steady + gateways + 100 == pytest.approx(consumption.total_steady[month])


@given(st.floats(0, 100), st.floats(0, 100))
@settings(max_examples=25, deadline=None)
def test_a_larger_discount_never_costs_more(one: float, other: float):
    small, large = sorted((one, other))
    dear, cheap = [assessed(assuming(_mixed(), discount_percent=value)).consumption for value in (small, large)]
    assert all(less <= more + 1e-9 for less, more in zip(cheap.total, dear.total, strict=True))


@given(st.integers(1, 12))
@settings(max_examples=12, deadline=None)
def test_drill_and_failover_scale_with_the_number_of_machines(count: int):
    one = assessed(cost_plan(REPLICA, machine())).consumption
    many = assessed(cost_plan(REPLICA, *[machine(number) for number in range(count)])).consumption
    for single, several in zip(one.components, many.components, strict=True):
        if not single.key.endswith("egress"):
            assert several.amounts[2] == pytest.approx(count * single.amounts[2]), single.key


def test_an_own_price_of_nothing_takes_a_shared_gateway_out_of_the_bill():
    plan = _mixed()
    keys = ("expressroute.circuit.1000", "expressroute.scale_unit")
    free = plan.put("price_overrides", *[PriceOverride(id=key, key=key, price=0.0) for key in keys])
    assert set(amounts(free, "gateways")) == {0.0}
