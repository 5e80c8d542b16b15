"""Which meter of the catalog a published row is the price of, and which rows are no price to plan with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.price_rows import Match, RetailRow, left_out, matched, price_per
from dr_desktop.files.catalogs import load_catalog
from tests.assessment.retail_rows import machine, row

CATALOG = load_catalog()


def key_of(one: RetailRow) -> str | None:
    found = matched(one)
    return None if found is None else found.key


@pytest.mark.parametrize(
    ("one", "key"),
    [
        (row(meter="LRS Data Stored"), "backup.vault.lrs"),
        (row(meter="Standard RA-GRS Data Stored"), "backup.vault.ra_grs"),
        (row(meter="LRS Data Stored", sku="Archive"), "backup.archive.lrs"),
        (row(meter="Archive LRS Data Stored"), "backup.archive.lrs"),
        (row(meter="Azure Files Vaulted LRS Data Stored"), None),
        (row(meter="Azure VM Protected Instances"), "backup.instance"),
        (row(meter="Azure VM Protected Instance"), "backup.instance"),
        (row(meter="On Premises Server Protected Instances"), "backup.instance"),
        (row(meter="SQL Server in Azure VM Protected Instance"), None),
        (row(meter="Azure Kubernetes Protected Instance"), None),
        (row("Azure Site Recovery", "Azure Site Recovery", "VM Replicated to Azure"), "site_recovery.to_azure"),
        (
            row("Azure Site Recovery", "Azure Site Recovery", "VM Replicated to System Center"),
            "site_recovery.to_customer_site",
        ),
        (row("Storage", "Premium SSD Managed Disks", "P10 LRS Disk"), "disk.p10.lrs"),
        (row("Storage", "Standard HDD Managed Disks", "S4 LRS Disks"), "disk.s4.lrs"),
        (row("Storage", "Standard SSD Managed Disks", "E10 ZRS Disk"), "disk.e10.zrs"),
        (row("Storage", "Premium SSD Managed Disks", "P10 LRS Disk Mount"), None),
        (row("Storage", "Standard SSD Managed Disks", "P10 LRS Disk"), None),
        (row("Storage", "Standard HDD Managed Disks", "LRS Snapshots"), "snapshot.lrs"),
        (row("Storage", "General Block Blob v2", "Cool RA-GRS Data Stored"), "blob.cool.ra_grs"),
        (row("Storage", "General Block Blob v2", "Archive Priority Data Retrieval", sku="Archive LRS"),
         "blob.archive.lrs.priority_retrieval"),
        (row("Storage", "General Block Blob v2", "Cool Data Retrieval", sku="Cool GRS"), None),
        (row("Storage", "General Block Blob v2", "Hot LRS Write Operations"), "blob.hot.lrs.write"),
        (row("Storage", "Standard Page Blob v2", "GRS Data Stored"), "page_blob.grs"),
        (row("Storage", "Files v2", "Hot LRS Data Stored"), None),
        (row("Storage", "Import/Export", "Standard Device Handling"), "import_export.handling"),
        (row("Storage", "Storage - Bandwidth", "Geo-Replication v2 Data Transfer"), "storage.geo_replication"),
        (row("Bandwidth", "Rtn Preference: MGN", "Standard Data Transfer Out"), "egress.microsoft"),
        (row("Bandwidth", "Bandwidth - Routing Preference: Internet", "Standard Data Transfer Out"), "egress.internet"),
        (row("Bandwidth", "Bandwidth Inter-Region", "Inter-Region Data Transfer Out"), None),
        (row("VPN Gateway", "VPN Gateway", "VpnGw2AZ"), "vpn.vpngw2az"),
        (row("VPN Gateway", "VPN Gateway", "Basic Gateway"), "vpn.basic"),
        (row("VPN Gateway", "VPN Gateway", "P2S Connection"), None),
        (row("ExpressRoute", "ExpressRoute", "Standard Metered Data 10 Gbps Circuit"), "expressroute.circuit.10000"),
        (row("ExpressRoute", "ExpressRoute", "Standard Metered Data 50 Mbps Circuit"), "expressroute.circuit.50"),
        (row("ExpressRoute", "ExpressRoute", "Standard Unlimited Data 1 Gbps Circuit"), None),
        (row("ExpressRoute", "ExpressRoute", "Metered Data - Data Transfer Out"), "expressroute.outbound"),
        (row("ExpressRoute", "ExpressRoute Gateway", "ErGw3AZ Gateway"), "expressroute.ergw3az"),
        (row("Azure DNS", "Azure DNS", "Public Zone"), None),
        (machine("Standard_D4s_v5"), "vm.Standard_D4s_v5.linux"),
        (machine("D2s_v3", "Virtual Machines DSv3 Series Windows"), "vm.Standard_D2s_v3.windows"),
        (machine("Standard_D4s_v7", "Virtual Machines Dsv7 Series Linux"), "vm.Standard_D4s_v7.linux"),
        (machine("", "Virtual Machines Dsv5 Series"), None),
        (machine("DCsv2_Type1", "Virtual Machines DCSv2 Series Dedicated Host"), None),
    ],
)  # fmt: skip
def test_a_row_is_matched_by_service_product_and_meter_whatever_the_year_calls_it(
    one: RetailRow, key: str | None
) -> None:
    assert key_of(one) == key


def test_servers_outside_azure_are_the_better_meter_of_a_protected_instance() -> None:
    server, azure = (
        matched(row(meter="On Premises Server Protected Instances")),
        matched(row(meter="Azure VM Protected Instances")),
    )
    assert isinstance(server, Match)
    assert isinstance(azure, Match)
    assert server.rank < azure.rank


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (row(kind="Reservation", unit="1 Hour", price=569.0), "whole term"),
        (row(kind="DevTestConsumption"), "development and test"),
        (row(kind="SavingsPlan"), "Neither consumption"),
        (row(kind=""), "Neither consumption"),
        (machine("Standard_D4s_v5", sku="D4s v5 Spot"), "Spot"),
        (row("Virtual Machines", "Virtual Machines Dsv5 Series", "D4s v5 Low Priority"), "low-priority"),
        (machine("Standard_D4s_v5", "Virtual Machines DSv2 Promo Series"), "promotion"),
        (machine("Standard_A1_v2", "Cloud Services General"), "Cloud Services"),
        (machine("Standard_A1_v2", "Virtual Machines Av2 Series CloudServices"), "Cloud Services"),
    ],
)  # fmt: skip
def test_a_row_that_is_no_price_to_plan_with_is_left_out_with_its_reason(one: RetailRow, why: str) -> None:
    assert why in (left_out(one) or "")


def test_what_is_paid_as_it_is_used_may_be_planned_with() -> None:
    assert left_out(row()) is None
    assert left_out(machine("Standard_D4s_v5", "Virtual Machines Dsv5 Series Windows")) is None


@pytest.mark.parametrize(
    ("unit", "wanted", "each"),
    [
        ("1 Hour", "hour", 7.3),
        ("1/Hour", "hour", 7.3),
        ("100 Hours", "hour", 0.073),
        ("1 Hour", "month", 7.3 * 730),
        ("1/Month", "disk-month", 7.3),
        ("1 Month", "instance-month", 7.3),
        ("1/Month", "hour", None),
        ("1 GB/Month", "GB-month", 7.3),
        ("100 GB/Month", "GB-month", 0.073),
        ("1 TB/Month", "GB-month", 7.3 / 1024),
        ("1 GB", "GB", 7.3),
        ("1 GB", "GB-month", None),
        ("1 GB/Month", "GB", None),
        ("1 GB Hour", "GB-month", None),
        ("10K", "10,000 operations", 7.3),
        ("10K/Month", "10,000 operations", None),
        ("1", "device", 7.3),
        ("1/Day", "month", None),
        ("0 Hours", "hour", None),
        ("1.2.3", "device", None),
        ("9" * 400, "device", None),
        ("", "hour", None),
        ("Rotation", "hour", None),
    ],
)
def test_a_price_is_put_into_the_unit_of_the_catalog_or_refused(unit: str, wanted: str, each: float | None) -> None:
    found = price_per(row(unit=unit, price=7.3), wanted)
    assert found == (None if each is None else pytest.approx(each))


texts = st.sampled_from(["", "Backup", "Storage", "Standard LRS Data Stored", "P10 LRS Disk", "Hot LRS"]) | st.text()


@given(texts, texts, texts, texts, texts, texts)
def test_any_words_in_a_row_are_survived(
    service: str, product: str, sku: str, meter: str, arm_sku: str, unit: str
) -> None:
    one = row()._replace(service=service, product=product, sku=sku, meter=meter, arm_sku=arm_sku, unit=unit)
    assert left_out(one) is None or isinstance(left_out(one), str)
    assert matched(one) is None or isinstance(matched(one), Match)
    each = price_per(one, "GB-month")
    assert each is None or each >= 0


@pytest.mark.parametrize("redundancy", ["LRS", "ZRS", "GRS", "RA-GRS"])
def test_what_the_bill_needs_for_storage_is_matched_to_keys_of_the_catalog(redundancy: str) -> None:
    assert key_of(row(meter=f"Standard {redundancy} Data Stored")) in CATALOG.prices.meters
    assert key_of(row("Storage", "General Block Blob v2", f"Cool {redundancy} Data Stored")) in CATALOG.prices.meters
