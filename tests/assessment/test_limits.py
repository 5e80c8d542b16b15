"""Limits and the guidance's bands, each with its source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.limits import TargetDisk
from dr_desktop.files.catalogs import load_catalog

LIMITS = load_catalog().limits


@pytest.mark.parametrize(
    ("key", "value", "unit"),
    [
        ("stamp.reserve_share", 0.15, "share"),
        ("stamp.infrastructure_memory_gib", 242, "GiB"),
        ("stamp.infrastructure_memory_gib_per_node", 4, "GiB per node"),
        ("stamp.machines_per_node", 60, "machines"),
        ("stamp.machines_per_stamp", 700, "machines"),
        ("stamp.storage_alert_percent", 80, "%"),
        ("stamp.storage_critical_percent", 90, "%"),
        ("stamp.quota.machines", 50, "machines"),
        ("stamp.quota.cores", 100, "cores"),
        ("site_recovery.to_azure.peak_churn_mb_s_per_machine", 54, "MB/s"),
        ("site_recovery.to_azure.free_days", 31, "days"),
        ("site_recovery.to_azure.failover_extra_minutes_low", 8, "minutes"),
        ("site_recovery.to_azure.failover_extra_minutes_high", 10, "minutes"),
        ("site_recovery.between_stamps.disk_gib_max", 1022, "GiB"),
        ("site_recovery.between_stamps.target_storage_factor_low", 1.5, "x provisioned GiB"),
        ("mabs.local_retention_days_max", 5, "days"),
        ("mabs.pool_factor", 1.5, "x protected data"),
        ("mabs.disk_gib_max", 1023, "GiB"),
        ("backup.instance_small_gib", 50, "GiB"),
        ("backup.instance_step_gib", 500, "GiB"),
        ("egress.free_gb_per_month", 100, "GB"),
    ],
)
def test_a_limit_is_found_by_key_with_unit_and_source(key: str, value: float, unit: str) -> None:
    limit = LIMITS[key]
    assert (limit.value, limit.unit) == (value, unit)
    assert LIMITS.value(key) == value
    assert limit.source.title
    assert limit.source.as_of


def test_a_rule_in_words_is_no_figure() -> None:
    assert LIMITS["mabs.linux_guests"].words == "not supported"
    with pytest.raises(ValueError, match="rule in words"):
        LIMITS.value("mabs.linux_guests")


def test_every_limit_has_a_figure_with_its_unit_or_words() -> None:
    for limit in LIMITS.by_key.values():
        assert bool(limit.words) if limit.value is None else bool(limit.unit), limit.key


def test_an_unknown_limit_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        LIMITS.value("stamp.colour")


@pytest.mark.parametrize(
    ("target", "io_kib", "mb_s", "gb_per_day"),
    [
        ("standard", 8, 2, 168),
        ("standard", 64, 2, 168),
        ("premium_p10_p15", 4, 2, 168),
        ("premium_p10_p15", 16, 4, 336),
        ("premium_p10_p15", 31, 4, 336),
        ("premium_p10_p15", 32, 8, 672),
        ("premium_p20_up", 8, 5, 421),
        ("premium_p20_up", 16, 20, 1684),
    ],
)
def test_the_churn_of_a_disk_depends_on_its_target_and_write_size(
    target: TargetDisk, io_kib: float, mb_s: float, gb_per_day: float
) -> None:
    limit = LIMITS.churn_limit(target, io_kib)
    assert (limit.mb_s, limit.gb_per_day) == (mb_s, gb_per_day)


TARGETS: list[TargetDisk] = ["standard", "premium_p10_p15", "premium_p20_up"]


@given(st.sampled_from(TARGETS), st.floats(1, 512), st.floats(1, 512))
def test_larger_writes_never_replicate_less(target: TargetDisk, one: float, other: float) -> None:
    small, large = sorted((one, other))
    assert LIMITS.churn_limit(target, small).mb_s <= LIMITS.churn_limit(target, large).mb_s


def test_the_churn_a_day_is_the_churn_a_second_all_day() -> None:
    # The source counts 1,024 MB to the GB and rounds.
    for limit in LIMITS.churn_per_disk:
        assert limit.gb_per_day == pytest.approx(limit.mb_s * 86_400 / 1024, rel=5e-3)


def test_replication_servers_take_more_the_larger_they_are() -> None:
    configuration = [server for server in LIMITS.servers if server.kind == "configuration_server"]
    assert [(one.vcpus, one.gb_per_day, one.machines) for one in configuration] == [
        (8, 500, 99),
        (12, 1000, 150),
        (16, 2000, 200),
    ]


def test_an_appliance_between_stamps_was_measured_with_disks_at_their_rate() -> None:
    for benchmark in LIMITS.appliance_benchmarks:
        assert benchmark.mb_s == benchmark.disks * benchmark.disk_mb_s


def test_mabs_pools_follow_from_slots_disk_size_and_factor() -> None:
    disks = {server.size: server.data_disks for server in LIMITS.mabs_servers}
    protected = disks["Standard_A4_v2"] * LIMITS.value("mabs.disk_gib_max") / LIMITS.value("mabs.pool_factor")
    assert protected == pytest.approx(5456)
    assert all(load_catalog().machine_sizes[size].data_disks == slots for size, slots in disks.items())


def test_a_first_copy_takes_the_hours_of_a_link_at_three_quarters() -> None:
    low, high = LIMITS.value("thumb.link_efficiency_low"), LIMITS.value("thumb.link_efficiency_high")
    for row in LIMITS.initial_replicas:
        if row.hours >= 71:
            share = row.gb * 8 * 1024 / (row.mbit_s * row.hours * 3600)
            assert low - 0.05 <= share <= high + 0.05, row


def test_the_bands_of_the_guidance_do_not_overlap_and_grow_slower_from_scheme_to_scheme() -> None:
    bands = LIMITS.scheme_bands
    assert set(bands) == {"backup_restore", "replication", "high_availability", "fault_tolerance", "no_recovery"}
    assert [bands[scheme].recovery_time for scheme in ("backup_restore", "replication", "high_availability")] == [
        "hours",
        "minutes",
        "seconds",
    ]
    assert bands["backup_restore"].from_minutes == bands["replication"].to_minutes == 60
    assert bands["replication"].from_minutes == bands["high_availability"].to_minutes == 1
    assert bands["fault_tolerance"].to_minutes == 0
    assert bands["no_recovery"].from_minutes is None
    assert {band.source.as_of for band in bands.values()} == {"2018-05-14"}
