"""Cases of the rules about applications: objectives, scheme, backups, members, drills, dependencies."""

from __future__ import annotations

from datetime import date

from tests.assessment.quiet_estate import add, both, disks, drop, edit
from tests.assessment.rule_case import Case

_BILLING = ("applications", "billing")
_PORTAL = ("applications", "portal")
_TRADING = ("applications", "trading")
_SITE_RECOVERY = edit("applications", "portal", replication_product="site_recovery")
_TO_AZURE = edit("applications", "portal", replication_product="site_recovery", recovery_sites=("azure",))

OBJECTIVES = (
    Case(
        "objectives-not-stated",
        (*_BILLING, "rpo_minutes"),
        "no RPO",
        edit("tiers", "silver", rpo_minutes=None),
        both(edit("tiers", "silver", rpo_minutes=None), edit(*_BILLING, rpo_minutes=2880.0)),
    ),
    Case(
        "objectives-not-agreed",
        (*_BILLING, "agreed_by"),
        "Nobody is named",
        edit(*_BILLING, agreed_by=""),
        edit(*_BILLING, agreed_by="The board"),
    ),
    Case(
        "mtd-shorter-than-rto",
        (*_BILLING, "mtd_minutes"),
        "MTD of 24\u00a0h is shorter than the RTO of 48\u00a0h",
        edit(*_BILLING, mtd_minutes=1440.0),
        edit(*_BILLING, mtd_minutes=2880.0),
    ),
    Case(
        "rto-missed",
        (*_BILLING, "rto_minutes"),
        "the RTO is 2\u00a0h",
        edit(*_BILLING, rto_minutes=120.0),
        edit(*_BILLING, rto_minutes=240.0),
    ),
    Case(
        "rto-little-margin",
        (*_BILLING, "rto_minutes"),
        "of the 3\u00a0h are used",
        edit(*_BILLING, rto_minutes=180.0),
        edit(*_BILLING, rto_minutes=210.0),
    ),
    Case(
        "rto-not-known",
        (*_BILLING, "rto_minutes"),
        "Not one of its machines and data stores is marked as protected",
        both(*[edit("machines", f"billing-{number}", protected="no") for number in (1, 2, 3)]),
        both(*[edit("machines", f"billing-{number}", protected="no") for number in (1, 2)]),
    ),
    Case(
        "rpo-missed",
        (*_PORTAL, "rpo_minutes"),
        "the RPO is 10\u00a0min",
        edit(*_PORTAL, rpo_minutes=10.0),
        edit(*_PORTAL, rpo_minutes=20.0),
    ),
    Case(
        "rpo-shorter-than-interval",
        (*_BILLING, "rpo_minutes"),
        "up to 24\u00a0h apart",
        edit(*_BILLING, rpo_minutes=1439.0),
        edit(*_BILLING, rpo_minutes=1440.0),
    ),
    Case(
        "rpo-little-margin",
        (*_PORTAL, "rpo_minutes"),
        "the RPO is 16\u00a0min",
        edit(*_PORTAL, rpo_minutes=16.0),
        edit(*_PORTAL, rpo_minutes=20.0),
    ),
    Case(
        "rpo-not-known",
        (*_PORTAL, "rpo_minutes"),
        "cannot keep up",
        both(edit(*_PORTAL, backup_target=None, backup_policy=None), edit("links", "north-south", mbit_s=1.0)),
        edit("links", "north-south", mbit_s=1000.0),
    ),
    Case(
        "objectives-without-recovery",
        ("applications", "build", "scheme"),
        "RTO of 8\u00a0h and RPO of 60\u00a0min".replace("60\u00a0min", "1\u00a0h"),
        edit("applications", "build", tier="gold"),
        edit("applications", "build", mtd_minutes=480.0),
    ),
    Case(
        "rto-below-scheme",
        (*_BILLING, "scheme"),
        "shorter than backup-restore is known to reach: hours",
        edit(*_BILLING, rto_minutes=59.0),
        edit(*_BILLING, rto_minutes=60.0),
    ),
)

SCHEME = (
    Case(
        "scheme-not-stated",
        (*_BILLING, "scheme"),
        "states no scheme",
        edit(*_BILLING, scheme=None),
        both(edit(*_BILLING, scheme=None), edit("tiers", "silver", scheme="backup_restore")),
    ),
    Case(
        "not-placed",
        (*_BILLING, "source_site"),
        "not placed",
        edit(*_BILLING, source_site=None),
        edit(*_BILLING, source_site="depot"),
    ),
    Case(
        "failover-without-mechanism",
        (*_TRADING, "failover_mechanism"),
        "by external software",
        edit(*_TRADING, failover_mechanism="external"),
        edit(*_TRADING, failover_mechanism="cluster"),
    ),
    Case(
        "machines-not-in-sets",
        ("machines", "trading-2", "availability"),
        "trading-2 is in no scale set",
        edit("machines", "trading-2", availability="none"),
        edit("machines", "billing-2", availability="none"),
    ),
    Case(
        "high-availability-asynchronous",
        (*_TRADING, "replication_mode"),
        "loses what was not yet copied",
        edit(*_TRADING, replication_mode="asynchronous", replication_minutes=1.0),
        edit(*_PORTAL, replication_mode="asynchronous"),
    ),
    Case(
        "fault-tolerance-asynchronous",
        ("applications", "grid", "replication_mode"),
        "must lose no data",
        edit("applications", "grid", replication_mode="asynchronous"),
        edit("applications", "grid", replication_mode=None),
    ),
    Case(
        "standby-not-deployed",
        ("machines", "trading-1", "standby"),
        "trading-1 is not deployed",
        edit("machines", "trading-1", standby="none"),
        edit("machines", "trading-1", standby="running"),
    ),
    Case(
        "standby-not-running",
        ("machines", "grid-1", "standby"),
        "grid-1 and grid-2 are not running",
        both(edit("machines", "grid-1", standby="deallocated"), edit("machines", "grid-2", standby="none")),
        edit("machines", "trading-1", standby="deallocated"),
    ),
    Case(
        "start-groups-not-stated",
        ("machines", "portal-1", "start_group"),
        "starts 2 machines by hand",
        both(edit("machines", "portal-1", start_group=None), edit("machines", "portal-2", start_group=None)),
        edit("machines", "portal-1", start_group=None),
    ),
    Case(
        "production-without-recovery",
        ("applications", "build", "scheme"),
        "is in production",
        edit("applications", "build", environment="production"),
        edit("applications", "build", environment="development"),
    ),
    Case(
        "test-with-costly-scheme",
        (*_PORTAL, "scheme"),
        "is for test",
        edit(*_PORTAL, environment="test"),
        edit(*_BILLING, environment="test"),
    ),
)

_PROD = both(edit(*_BILLING, subscription="Prod"), edit("applications", "portal", subscription="Prod"))
_MABS = edit("backup_targets", "vault", product="mabs")

BACKUP = (
    Case(
        "backup-policy-not-stated",
        (*_BILLING, "backup_policy"),
        "without a policy",
        edit(*_BILLING, backup_policy=None),
        both(edit(*_BILLING, backup_policy=None), edit("tiers", "silver", backup_policy="nightly")),
    ),
    Case(
        "guest-not-supported",
        (*_BILLING, "backup_target"),
        "does not protect Linux guests: billing-2 and 1 more",
        both(_MABS, edit("machines", "billing-2", os="linux"), edit("machines", "billing-3", os="linux")),
        both(_MABS, edit("machines", "billing-2", os="linux", protected="no")),
    ),
    Case(
        "database-not-consistent",
        (*_BILLING, "backup_target"),
        "Depot vault is MARS agent; on its own it is not application-consistent: billing-2",
        both(edit("backup_targets", "vault", product="mars_agent"), edit("machines", "billing-2", role="SQL Server")),
        both(_MABS, edit("machines", "billing-2", role="SQL Server")),
    ),
    Case(
        "data-source-too-large",
        ("machines", "billing-1", "used_gib"),
        "billing-1 holds 54,401 GiB; Azure Backup Server takes 54,400",
        both(_MABS, edit("machines", "billing-1", used_gib=54_401.0)),
        both(_MABS, edit("machines", "billing-1", used_gib=54_400.0)),
    ),
    Case(
        "window-shorter-than-run",
        (*_BILLING, "backup_policy"),
        "the window of Nightly is 1\u00a0h",
        both(edit("backup_policies", "nightly", window_hours=1.0), edit("backup_targets", "vault", write_mb_s=5.0)),
        both(edit("backup_policies", "nightly", window_hours=2.0), edit("backup_targets", "vault", write_mb_s=5.0)),
    ),
    Case(
        "run-longer-than-interval",
        (*_BILLING, "backup_policy"),
        "runs again after 24\u00a0h",
        edit("backup_targets", "vault", write_mb_s=0.3),
        edit("backup_targets", "vault", write_mb_s=0.4),
    ),
    Case(
        "first-full-exceeds-window",
        (*_BILLING, "backup_policy"),
        "The first full of 900\u00a0GiB takes",
        both(edit("backup_policies", "nightly", window_hours=8.0), edit("backup_targets", "vault", write_mb_s=30.0)),
        both(edit("backup_policies", "nightly", window_hours=10.0), edit("backup_targets", "vault", write_mb_s=30.0)),
    ),
    Case(
        "database-restored-whole",
        ("machines", "billing-1", "restore_scope"),
        "billing-1 (SQL database) is restored whole",
        edit("machines", "billing-1", role="SQL database"),
        edit("machines", "billing-1", role="SQL database", restore_scope="redeploy_and_restore"),
    ),
)

REPLICATION = (
    Case(
        "replication-interval-not-stated",
        (*_PORTAL, "replication_minutes"),
        "does not say how often",
        edit(*_PORTAL, replication_minutes=None),
        edit(*_PORTAL, replication_minutes=None, replication_mode="synchronous"),
    ),
    Case(
        "link-not-stated",
        (*_PORTAL, "recovery_sites"),
        "from North to South",
        drop("links", "north-south"),
        edit("links", "north-south", from_site="south", to_site="north"),
    ),
    Case(
        "synchronous-too-far",
        (*_TRADING, "replication_mode"),
        "6 ms away; up to 5 ms",
        edit("links", "north-south", latency_ms=6.0),
        edit("links", "north-south", latency_ms=5.0),
    ),
    Case(
        "synchronous-latency-not-stated",
        (*_TRADING, "replication_mode"),
        "whose latency is not stated",
        edit("links", "north-south", latency_ms=None),
        edit("links", "depot-south", latency_ms=None),
    ),
    Case(
        "replica-without-backup",
        (*_PORTAL, "backup_target"),
        "is in its replica too",
        edit(*_PORTAL, backup_target=None, backup_policy=None),
        both(
            edit(*_PORTAL, backup_target=None, backup_policy=None),
            edit("tiers", "gold", backup_target="vault", backup_policy="nightly"),
        ),
    ),
    Case(
        "site-recovery-over-vpn",
        (*_PORTAL, "replication_product"),
        "north-azure, a VPN",
        both(_TO_AZURE, edit("links", "north-azure", kind="vpn")),
        edit("links", "north-azure", kind="vpn"),
    ),
    Case(
        "site-recovery-between-stamps",
        (*_PORTAL, "replication_product"),
        "from North to South by Site Recovery",
        _SITE_RECOVERY,
        _TO_AZURE,
    ),
    Case(
        "site-recovery-disconnected",
        (*_PORTAL, "replication_product"),
        "North is disconnected",
        both(_TO_AZURE, edit("sites", "north", connection="disconnected")),
        both(_SITE_RECOVERY, edit("sites", "north", connection="disconnected")),
    ),
    Case(
        "site-recovery-plan-size",
        (*_PORTAL, "replication_product"),
        "has 102 machines; one recovery plan takes 100",
        both(_TO_AZURE, *[add("machines", f"p{n}", application="portal", protected="yes") for n in range(100)]),
        both(_TO_AZURE, *[add("machines", f"p{n}", application="portal", protected="yes") for n in range(98)]),
    ),
    Case(
        "site-recovery-history",
        (*_PORTAL, "replication_history_hours"),
        "73\u00a0h of history",
        both(_TO_AZURE, edit(*_PORTAL, replication_history_hours=73.0)),
        both(_TO_AZURE, edit(*_PORTAL, replication_history_hours=72.0)),
    ),
    Case(
        "app-consistent-too-often",
        (*_PORTAL, "app_consistent_minutes"),
        "every 30\u00a0min",
        both(_TO_AZURE, edit(*_PORTAL, app_consistent_minutes=30.0)),
        both(_TO_AZURE, edit(*_PORTAL, app_consistent_minutes=60.0)),
    ),
    Case(
        "site-recovery-failback",
        (*_PORTAL, "replication_product"),
        "cannot fail back from West Europe to North",
        _TO_AZURE,
        _SITE_RECOVERY,
    ),
)

MEMBERS = (
    Case(
        "unassigned-machines",
        ("machines", "stray", "application"),
        "1 machine lies in Unassigned",
        add("machines", "stray", application="app-unassigned"),
        add("machines", "stray", application="billing", protected="yes", used_gib=1.0),
    ),
    Case(
        "application-without-machines",
        ("applications", "build", "name"),
        "has no machines and no data stores",
        drop("machines", "build-1", "build-2"),
        drop("machines", "build-1"),
    ),
    Case(
        "undecided",
        ("machines", "billing-2", "protected"),
        "Billing: 2 of 3, billing-2 first, are undecided",
        both(
            edit("machines", "billing-2", protected="undecided"), edit("machines", "billing-3", protected="undecided")
        ),
        edit("machines", "build-1", protected="undecided"),
    ),
    Case(
        "used-unknown",
        ("machines", "billing-2", "used_gib"),
        "not known of 1 of 3",
        edit("machines", "billing-2", used_gib=None, disks=()),
        edit("machines", "billing-2", used_gib=None),
    ),
    Case(
        "scale-set-without-data",
        ("machines", "billing-1", "availability"),
        "runs on scale sets alone",
        both(*[edit("machines", f"billing-{n}", availability="scale_set", instances=2) for n in (1, 2, 3)]),
        both(
            *[edit("machines", f"billing-{n}", availability="scale_set", instances=2) for n in (1, 2, 3)],
            add("data_stores", "ledger", application="billing", used_gib=500.0, protected="yes"),
        ),
    ),
    Case(
        "owner-not-stated",
        (*_BILLING, "technical_owner"),
        "Nobody is named who answers",
        edit(*_BILLING, business_owner="", technical_owner=""),
        edit(*_BILLING, business_owner=""),
    ),
    Case(
        "countries-not-stated",
        (*_BILLING, "allowed_countries"),
        "holds confidential data",
        edit(*_BILLING, data_class="confidential"),
        edit(*_BILLING, data_class="confidential", allowed_countries=("EU",)),
    ),
    Case(
        "growth-negative",
        (*_BILLING, "growth_percent_per_year"),
        "shrinks by 5.0\u00a0% a year",
        edit(*_BILLING, growth_percent_per_year=-5.0),
        edit(*_BILLING, growth_percent_per_year=0.0),
    ),
    Case(
        "subscription-quota",
        (*_BILLING, "subscription"),
        "brings 3 machines and 108\u00a0vCPU to South",
        edit("machines", "billing-1", vcpus=100),
        edit("machines", "billing-1", vcpus=92),
    ),
    Case(
        "subscription-total-quota",
        (*_BILLING, "subscription"),
        "“Prod” comes to more than a subscription gets by default, with 2 applications: at North 101 cores of 100; at",
        both(_PROD, edit("machines", "billing-1", vcpus=85)),
        both(_PROD, edit("machines", "billing-1", vcpus=84)),
    ),
)

DRILLS = (
    Case(
        "mttr-longer-than-rto",
        (*_BILLING, "rto_minutes"),
        "MTTR 10\u00a0h is longer than the RTO of 9\u00a0h (1 of 1 drill succeeded)",
        edit(*_BILLING, rto_minutes=540.0),
        edit(*_BILLING, rto_minutes=600.0),
    ),
    Case(
        "drill-failed",
        (*_BILLING, "rto_minutes"),
        "of 1\u00a0Dec 2026 of Billing failed".replace("\u00a0", " "),
        add("drills", "worse", application="billing", on=date(2026, 12, 1), outcome="failed"),
        add("drills", "worse", application="billing", on=date(2026, 10, 1), outcome="failed"),
    ),
    Case(
        "drill-expired",
        (*_BILLING, "rto_minutes"),
        "older than 180 days",
        edit("drills", "drill-billing", on=date(2026, 7, 18)),
        edit("drills", "drill-billing", on=date(2026, 7, 19)),
    ),
    Case(
        "drill-missing",
        (*_BILLING, "tier"),
        "was never recovered",
        edit("drills", "drill-billing", scheme="replication"),
        both(drop("drills", "drill-billing"), edit("tiers", "silver", rank=3)),
    ),
    Case(
        "drill-overdue",
        (*_BILLING, "tier"),
        "4 a year are asked for",
        both(edit("tiers", "silver", drills_per_year=4), edit("drills", "drill-billing", on=date(2026, 10, 1))),
        edit("tiers", "silver", drills_per_year=4),
    ),
    Case(
        "drill-expiring",
        (*_BILLING, "rto_minutes"),
        "The evidence for Billing counts until 14 Feb 2027.",
        edit("drills", "drill-billing", on=date(2026, 8, 18)),
        edit("drills", "drill-billing", on=date(2026, 8, 19)),
    ),
)

DEPENDENCIES = (
    Case(
        "depends-on-later",
        (*_PORTAL, "depends_on"),
        "Portal, with an RTO of 8\u00a0h, depends on Billing (RTO 48\u00a0h), recovered later",
        edit(*_PORTAL, depends_on=("billing",)),
        edit(*_BILLING, depends_on=("portal",)),
    ),
    Case(
        "depends-on-lost",
        (*_BILLING, "depends_on"),
        "depends on Build, which is not recovered",
        edit(*_BILLING, depends_on=("build",)),
        edit("applications", "build", depends_on=("billing",)),
    ),
    Case(
        "depends-on-cycle",
        (*_BILLING, "depends_on"),
        "Billing waits for Portal waits for Trading waits for Billing",
        both(
            edit(*_TRADING, depends_on=("billing",)),
            edit(*_BILLING, depends_on=("portal",)),
            edit(*_PORTAL, depends_on=("trading",)),
        ),
        both(edit(*_BILLING, depends_on=("portal", "trading")), edit(*_PORTAL, depends_on=("trading",))),
    ),
)

_STAMPS = edit("applications", "portal", replication_product="site_recovery")

MACHINES = (
    Case(
        "unprotected",
        ("machines", "billing-1", "protected"),
        "its 300\u00a0GiB are lost with the cloud",
        edit("machines", "billing-1", protected="no"),
        edit("machines", "build-1", protected="no"),
    ),
    Case(
        "scale-set-backed-up",
        ("machines", "billing-1", "protected"),
        "a scale set marked for backup",
        edit("machines", "billing-1", availability="scale_set", instances=3),
        edit("machines", "billing-1", availability="scale_set", instances=3, protected="no"),
    ),
    Case(
        "instances-not-stated",
        ("machines", "billing-1", "instances"),
        "unknown number of members",
        edit("machines", "billing-1", availability="scale_set", protected="no"),
        edit("machines", "billing-1", availability="scale_set", protected="no", instances=2),
    ),
    Case(
        "used-above-provisioned",
        ("machines", "billing-1", "used_gib"),
        "uses 700\u00a0GiB on disks of 639\u00a0GiB",
        edit("machines", "billing-1", used_gib=700.0),
        edit("machines", "billing-1", used_gib=639.0),
    ),
    Case(
        "disk-above-site-recovery",
        ("machines", "portal-1", "disks"),
        "a disk of 1,023\u00a0GiB",
        both(_STAMPS, edit("machines", "portal-1", disks=disks(1023.0))),
        both(_STAMPS, edit("machines", "portal-1", disks=disks(1022.0))),
    ),
    Case(
        "disk-above-platform",
        ("machines", "billing-1", "disks"),
        "a disk of 1,024\u00a0GiB; South offers 1,023\u00a0GiB at most",
        edit("machines", "billing-1", disks=disks(1024.0)),
        edit("machines", "billing-1", disks=disks(1023.0)),
    ),
    Case(
        "excluded-disk-replicates",
        ("machines", "portal-1", "disks"),
        "excludes 200\u00a0GiB",
        both(_STAMPS, edit("machines", "portal-1", disks=disks(512.0, excluded=200.0))),
        edit("machines", "portal-1", disks=disks(512.0, excluded=200.0)),
    ),
    Case(
        "churn-above-machine",
        ("machines", "portal-1", "peak_churn_mb_s"),
        "writes 55\u00a0MB/s at its peak",
        both(_TO_AZURE, edit("machines", "portal-1", peak_churn_mb_s=55.0)),
        both(_TO_AZURE, edit("machines", "portal-1", peak_churn_mb_s=54.0)),
    ),
    Case(
        "churn-above-disk",
        ("machines", "portal-1", "churn_gib_per_day"),
        "for each of its 1 disks",
        both(_TO_AZURE, edit("machines", "portal-1", churn_gib_per_day=1700.0, disks=disks(512.0))),
        both(_TO_AZURE, edit("machines", "portal-1", churn_gib_per_day=1700.0)),
    ),
    Case(
        "churn-above-server",
        ("machines", "portal-1", "churn_gib_per_day"),
        "sends 1,900\u00a0GiB a day",
        both(_TO_AZURE, edit("machines", "portal-1", churn_gib_per_day=1900.0)),
        both(_TO_AZURE, edit("machines", "portal-1", churn_gib_per_day=1800.0)),
    ),
)

CASES = (
    *OBJECTIVES,
    *SCHEME,
    *BACKUP,
    *REPLICATION,
    *MEMBERS,
    *DRILLS,
    *DEPENDENCIES,
    *MACHINES,
)
