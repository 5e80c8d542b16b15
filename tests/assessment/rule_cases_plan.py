"""Cases of the rules about stores, links, sites, policies, the topology, the header and references."""

from __future__ import annotations

from datetime import date

from tests.assessment.quiet_estate import add, both, drop, edit
from tests.assessment.rule_case import Case

_BILLING = ("applications", "billing")
_VAULT = ("backup_targets", "vault")
_NIGHTLY = ("backup_policies", "nightly")
_MABS = edit(*_VAULT, product="mabs")
_COPY = add("backup_copies", "second", from_target="vault", to_target="cloud", every_hours=24.0)
_CLOUD = add("backup_targets", "cloud", site="azure", placement="azure", redundancy="lrs")
_IN_AZURE = both(_CLOUD, edit(*_BILLING, backup_target="cloud"))
_APPLIANCE = edit(*_VAULT, site="north", placement="virtual_appliance_on_the_cloud")

STORES = (
    Case(
        "target-full",
        (*_VAULT, "capacity_gib"),
        "Depot vault holds",
        edit(*_VAULT, capacity_gib=1000.0),
        edit(*_VAULT, capacity_gib=100_000.0),
    ),
    Case(
        "target-runs-out",
        (*_VAULT, "capacity_gib"),
        "Order by",
        edit(*_VAULT, capacity_gib=4500.0),
        edit(*_VAULT, capacity_gib=100_000.0),
    ),
    Case(
        "target-capacity-not-stated",
        (*_VAULT, "capacity_gib"),
        "states no capacity",
        edit(*_VAULT, capacity_gib=None),
        edit(*_VAULT, capacity_gib=None, placement="service_provider"),
    ),
    Case(
        "target-onboarding",
        (*_VAULT, "write_mb_s"),
        "The first fulls of 9 machines",
        edit(*_VAULT, write_mb_s=15.0),
        edit(*_VAULT, write_mb_s=20.0),
    ),
    Case(
        "mabs-several-servers",
        (*_VAULT, "product"),
        "with 64 data disks",
        both(
            edit(*_VAULT, product="mabs"),
            add("machines", "lake", application="billing", protected="yes", used_gib=43_000.0),
        ),
        both(
            edit(*_VAULT, product="mabs"),
            add("machines", "lake", application="billing", protected="yes", used_gib=25_000.0),
        ),
    ),
    Case(
        "runs-exceed-target",
        (*_VAULT, "write_mb_s"),
        "of 9 machines, which takes Depot vault",
        both(edit(*_VAULT, write_mb_s=20.0), edit(*_NIGHTLY, window_start=22.0, window_hours=1.0)),
        both(edit(*_VAULT, write_mb_s=40.0), edit(*_NIGHTLY, window_start=22.0, window_hours=1.0)),
    ),
    Case(
        "immutability-holds-back",
        (*_VAULT, "immutable_days"),
        "points more than Nightly keeps",
        edit(*_VAULT, immutable_days=40),
        edit(*_VAULT, immutable_days=2),
    ),
    Case(
        "immutability-fills-target",
        (*_VAULT, "immutable_days"),
        "Without these it would pass its ceiling not within the horizon.",
        edit(*_VAULT, immutable_days=60, capacity_gib=7600.0),
        edit(*_VAULT, immutable_days=60),
    ),
    Case(
        "stamp-full",
        ("sites", "south", "storage_usable_gib"),
        "The storage of South holds",
        edit("sites", "south", storage_usable_gib=2000.0),
        edit("sites", "south", storage_usable_gib=20_000.0),
    ),
    Case(
        "stamp-runs-out",
        ("sites", "south", "storage_usable_gib"),
        "Order by",
        edit("sites", "south", storage_usable_gib=6500.0),
        edit("sites", "south", storage_usable_gib=20_000.0),
    ),
    Case(
        "stamp-storage-not-stated",
        ("sites", "south", "storage_usable_gib"),
        "its storage is not stated",
        edit("sites", "south", storage_usable_gib=None),
        edit("sites", "north", storage_usable_gib=None),
    ),
    Case(
        "stamp-machines",
        ("sites", "south", "nodes"),
        "61 machines run on South, which may run 60",
        both(
            edit("sites", "south", nodes=1),
            *[add("machines", f"p{n}", application="portal", protected="yes", used_gib=1.0) for n in range(52)],
        ),
        both(
            edit("sites", "south", nodes=1),
            *[add("machines", f"p{n}", application="portal", protected="yes", used_gib=1.0) for n in range(51)],
        ),
    ),
    Case(
        "infrastructure-plan-owner",
        ("sites", "north", "infrastructure_plan_owner"),
        "brings back no machines",
        edit("sites", "north", infrastructure_plan_owner=""),
        edit("sites", "north", operator_contact=""),
    ),
    Case(
        "link-overloaded",
        ("links", "north-south", "mbit_s"),
        "are usable",
        edit("links", "north-south", mbit_s=9.0),
        edit("links", "north-south", mbit_s=15.0),
    ),
    Case(
        "link-peak",
        ("links", "north-south", "mbit_s"),
        "in the busiest hour",
        edit("links", "north-south", mbit_s=22.0),
        edit("links", "north-south", mbit_s=50.0),
    ),
    Case(
        "link-speed-not-stated",
        ("links", "north-south", "mbit_s"),
        "its speed is not stated",
        edit("links", "north-south", mbit_s=None),
        edit("links", "north-azure", mbit_s=None),
    ),
)

TOPOLOGY = (
    Case(
        "source-is-no-azure-stack",
        (*_BILLING, "source_site"),
        "about machines on Azure Stack",
        edit(*_BILLING, source_site="azure"),
        edit(*_BILLING, source_site="south", recovery_sites=("north",)),
    ),
    Case(
        "restore-only-at-source",
        (*_BILLING, "recovery_sites"),
        "not of the cloud",
        edit(*_BILLING, recovery_sites=()),
        edit(*_BILLING, recovery_sites=("azure",)),
    ),
    Case(
        "recovery-site-not-stated",
        ("applications", "portal", "recovery_sites"),
        "No recovery site is stated",
        edit("applications", "portal", recovery_sites=()),
        both(edit("applications", "portal", recovery_sites=None), edit("tiers", "gold", recovery_sites=("south",))),
    ),
    Case(
        "recovery-on-same-cloud",
        ("applications", "portal", "recovery_sites"),
        "the cloud that it runs on",
        edit("applications", "portal", recovery_sites=("north",)),
        edit(*_BILLING, recovery_sites=("north",)),
    ),
    Case(
        "recovery-too-close",
        (*_BILLING, "recovery_sites"),
        "stand in one building",
        edit("sites", "south", datacenter="a"),
        edit("sites", "south", datacenter="D"),
    ),
    Case(
        "recovery-site-not-operational",
        (*_BILLING, "recovery_sites"),
        "operational from 2027-02-01",
        edit("sites", "south", operational_from=date(2027, 2, 1)),
        edit("sites", "south", operational_from=date(2027, 1, 31)),
    ),
    Case(
        "recovery-site-runs-no-machines",
        (*_BILLING, "recovery_sites"),
        "machines cannot run there",
        edit(*_BILLING, recovery_sites=("depot",)),
        edit(*_BILLING, recovery_sites=("azure",)),
    ),
    Case(
        "backup-target-not-stated",
        (*_BILLING, "backup_target"),
        "No backup target is stated",
        edit(*_BILLING, backup_target=None),
        both(edit(*_BILLING, backup_target=None), edit("tiers", "silver", backup_target="vault")),
    ),
    Case(
        "backup-on-same-cloud-copied",
        (*_BILLING, "backup_target"),
        "must be copied to Cloud continuously",
        both(_CLOUD, _COPY, _APPLIANCE),
        both(_CLOUD, _COPY),
    ),
    Case(
        "backup-on-same-cloud",
        (*_BILLING, "backup_target"),
        "nothing is copied to another site",
        _APPLIANCE,
        edit(*_VAULT, site="south", placement="virtual_appliance_on_the_cloud"),
    ),
    Case(
        "backup-in-the-rack",
        (*_BILLING, "backup_target"),
        "stands in the stamp's rack",
        edit(*_VAULT, placement="appliance_in_the_rack"),
        edit(*_VAULT, placement="dedicated_external"),
    ),
    Case(
        "backup-too-close",
        (*_BILLING, "backup_target"),
        "in close proximity",
        edit("sites", "depot", latitude=53.3, longitude=6.6),
        edit("sites", "depot", latitude=52.0, longitude=6.6),
    ),
    Case(
        "backup-too-close-copied",
        (*_BILLING, "backup_target"),
        "Only the copy at Cloud",
        both(_CLOUD, _COPY, edit("sites", "depot", latitude=53.3, longitude=6.6)),
        both(_CLOUD, _COPY),
    ),
    Case(
        "mabs-without-vault-copy",
        (*_BILLING, "backup_target"),
        "without a copy in an Azure vault",
        edit(*_VAULT, product="mabs"),
        both(_CLOUD, _COPY, edit(*_VAULT, product="mabs")),
    ),
    Case(
        "mabs-runs-on-the-stamp",
        (*_BILLING, "backup_target"),
        "passphrase outside the cloud",
        both(_CLOUD, _COPY, edit(*_VAULT, product="mabs")),
        both(_CLOUD, _COPY),
    ),
    Case(
        "country-not-known",
        (*_BILLING, "allowed_countries"),
        "the country is not known",
        both(edit(*_BILLING, allowed_countries=("EU",)), edit("sites", "south", country="")),
        edit(*_BILLING, allowed_countries=("EU",)),
    ),
    Case(
        "country-not-allowed",
        (*_BILLING, "allowed_countries"),
        "not in DE",
        edit(*_BILLING, allowed_countries=("NL",)),
        edit(*_BILLING, allowed_countries=("NL", "DE")),
    ),
    Case(
        "holder-not-known",
        (*_BILLING, "allowed_operators"),
        "the operator is not stated",
        both(edit(*_BILLING, allowed_operators=("customer", "csp")), edit("sites", "south", operator=None)),
        edit(*_BILLING, allowed_operators=("customer", "csp")),
    ),
    Case(
        "operator-not-allowed",
        (*_BILLING, "allowed_operators"),
        "not by CSP",
        edit(*_BILLING, allowed_operators=("customer",)),
        edit(*_BILLING, allowed_operators=("customer", "csp")),
    ),
    Case(
        "paired-region-not-known",
        (*_BILLING, "backup_target"),
        "no paired region",
        both(
            _IN_AZURE,
            edit("backup_targets", "cloud", redundancy="grs"),
            edit("sites", "azure", azure_region="italynorth"),
            edit(*_BILLING, allowed_countries=("EU",)),
        ),
        both(
            _IN_AZURE,
            edit("sites", "azure", azure_region="italynorth"),
            edit(*_BILLING, allowed_countries=("EU",)),
        ),
    ),
    Case(
        "paired-region-not-allowed",
        (*_BILLING, "backup_target"),
        "copies it on to North Europe (IE)",
        both(
            _IN_AZURE,
            edit("backup_targets", "cloud", redundancy="grs"),
            edit(*_BILLING, allowed_countries=("NL", "DE")),
        ),
        both(_IN_AZURE, edit(*_BILLING, allowed_countries=("NL", "DE"))),
    ),
    Case(
        "redundancy-not-stated",
        (*_BILLING, "backup_target"),
        "State the redundancy of Cloud",
        both(
            _IN_AZURE,
            edit("backup_targets", "cloud", redundancy=None),
            edit(*_BILLING, allowed_countries=("NL", "DE")),
        ),
        both(_IN_AZURE, edit("backup_targets", "cloud", redundancy=None)),
    ),
)

SITES = (
    Case(
        "operator-not-in-table",
        ("sites", "south", "operator"),
        "Who operates South is not stated",
        edit("sites", "south", operator=None),
        edit("sites", "south", operator="customer"),
    ),
    Case(
        "owner-is-not-operator",
        ("sites", "south", "datacenter_owner"),
        "operator CSP, building of Customer",
        edit("sites", "south", datacenter_owner="customer"),
        edit("sites", "south", datacenter_owner="csp"),
    ),
    Case(
        "country-not-stated",
        ("sites", "depot", "country"),
        "Depot states no country",
        edit("sites", "depot", country=""),
        edit("sites", "azure", country=""),
    ),
    Case(
        "place-not-stated",
        ("sites", "south", "latitude"),
        "neither coordinates nor building",
        edit("sites", "south", latitude=None, datacenter=""),
        edit("sites", "south", latitude=None),
    ),
    Case(
        "region-not-known",
        ("sites", "south", "azure_region"),
        "“atlantis”",
        edit("sites", "south", azure_region="atlantis"),
        edit("sites", "south", azure_region="germanywestcentral"),
    ),
    Case(
        "one-cloud-only",
        ("sites", "north", "name"),
        "the only cloud of the plan",
        drop("sites", "south", "azure"),
        drop("sites", "south"),
    ),
    Case(
        "infrastructure-plan-date",
        ("sites", "north", "infrastructure_plan_on"),
        "carries no date",
        edit("sites", "north", infrastructure_plan_on=None),
        edit("sites", "depot", infrastructure_plan_on=None),
    ),
    Case(
        "link-without-ends",
        ("links", "spare", "to_site"),
        "does not join two sites",
        add("links", "spare", from_site="north"),
        add("links", "spare", from_site="south", to_site="azure"),
    ),
    Case(
        "link-carries-nothing",
        ("links", "north-azure", "usable_percent"),
        "its usable share is zero",
        edit("links", "north-azure", usable_percent=0.0),
        edit("links", "north-azure", usable_percent=1.0),
    ),
    Case(
        "link-twice",
        ("links", "spare", "from_site"),
        "joins the same sites as north-south",
        add("links", "spare", from_site="south", to_site="north", mbit_s=10.0),
        add("links", "spare", from_site="south", to_site="azure", mbit_s=10.0),
    ),
)

POLICIES = (
    Case(
        "policy-keeps-nothing",
        (*_NIGHTLY, "keep_points"),
        "keeps no restore points",
        edit(*_NIGHTLY, keep_points=None, keep_days=None),
        edit(*_NIGHTLY, keep_points=None, keep_days=30),
    ),
    Case(
        "capture-at-hypervisor",
        (*_NIGHTLY, "capture"),
        "at the hypervisor",
        edit(*_NIGHTLY, capture="hypervisor"),
        edit(*_NIGHTLY, capture="in_guest"),
    ),
    Case(
        "snapshots-of-running-machines",
        (*_NIGHTLY, "capture"),
        "(2025-01-24): such snapshots are supported through backup vendors",
        edit(*_NIGHTLY, capture="stack_api"),
        edit(*_NIGHTLY, capture="in_guest"),
    ),
    Case(
        "full-every-run",
        (*_NIGHTLY, "full_days"),
        "a full in every run",
        edit(*_NIGHTLY, style="forward_with_fulls", run_days=("sat",), full_days=("sat",)),
        edit(*_NIGHTLY, style="forward_with_fulls", full_days=("sat",)),
    ),
    Case(
        "active-fulls",
        (*_NIGHTLY, "full_kind"),
        "reads every machine whole",
        edit(*_NIGHTLY, style="forward_with_fulls", full_days=("sat",), full_kind="active"),
        edit(*_NIGHTLY, style="forward_with_fulls", full_days=("sat",)),
    ),
    Case(
        "target-site-not-stated",
        (*_VAULT, "site"),
        "does not say where it stands",
        edit(*_VAULT, site=None),
        edit(*_VAULT, site=None, placement="azure"),
    ),
    Case(
        "backup-placement-not-stated",
        (*_VAULT, "placement"),
        "placement of Depot vault is not stated",
        edit(*_VAULT, placement=None),
        both(_CLOUD, edit("backup_targets", "cloud", placement=None)),
    ),
    Case(
        "copy-without-ends",
        ("backup_copies", "second", "to_target"),
        "does not go from one target to another",
        add("backup_copies", "second", from_target="vault", every_hours=24.0),
        both(_CLOUD, _COPY),
    ),
    Case(
        "copy-interval-not-stated",
        ("backup_copies", "second", "every_hours"),
        "counts as following at once",
        both(_CLOUD, _COPY, edit("backup_copies", "second", every_hours=None)),
        both(_CLOUD, _COPY),
    ),
)

PRODUCTS = (
    Case(
        "mabs-retention",
        (*_NIGHTLY, "keep_points"),
        "keeps 6 days on the disks of Depot vault",
        both(_MABS, edit(*_NIGHTLY, keep_points=2, keep_days=6)),
        both(_MABS, edit(*_NIGHTLY, keep_points=5)),
    ),
    Case(
        "capture-not-by-product",
        (*_NIGHTLY, "capture"),
        "for Depot vault, which is Azure Backup Server: it backs up files, volumes and applications",
        both(_MABS, edit(*_NIGHTLY, capture="stack_api")),
        edit(*_NIGHTLY, capture="stack_api"),
    ),
    Case(
        "vault-backups-too-often",
        (*_NIGHTLY, "every_hours"),
        "Nightly runs 4 times a day; MARS agent backs up to a vault 3 times a day at most",
        both(_IN_AZURE, edit("backup_targets", "cloud", product="mars_agent"), edit(*_NIGHTLY, every_hours=6.0)),
        both(_IN_AZURE, edit("backup_targets", "cloud", product="mars_agent"), edit(*_NIGHTLY, every_hours=8.0)),
    ),
    Case(
        "disk-points-exceeded",
        (*_NIGHTLY, "keep_points"),
        "Nightly keeps 65 points; on its disks Azure Backup Server holds 64 of files and 448 of applications",
        both(_MABS, edit(*_NIGHTLY, keep_points=65)),
        both(_MABS, edit(*_NIGHTLY, keep_points=64)),
    ),
    Case(
        "product-names-differ",
        (*_VAULT, "product_name"),
        "Depot vault is stated as Azure Backup Server and names Commvault",
        edit(*_VAULT, product="mabs", product_name="Commvault"),
        edit(*_VAULT, product="partner", product_name="commvault"),
    ),
    Case(
        "mabs-disconnected",
        (*_VAULT, "product"),
        "the connection of North is intermittent",
        both(_MABS, edit("sites", "north", connection="intermittent")),
        edit("sites", "north", connection="intermittent"),
    ),
)

HEADER = (
    Case(
        "review-date-not-stated",
        ("header", "header", "review_date"),
        "dated against 1 Jan 2027",
        edit("header", "header", review_date=None),
        edit("header", "header", customer=""),
    ),
    Case(
        "decision-not-asked",
        ("header", "header", "decision_asked"),
        "asks for none",
        edit("header", "header", status="for_decision"),
        edit("header", "header", status="for_decision", decision_asked="Approve a second vault."),
    ),
    Case(
        "price-region-not-known",
        ("header", "header", "region"),
        "“atlantis”",
        edit("header", "header", region="atlantis"),
        edit("header", "header", region="northeurope"),
    ),
    Case(
        "exchange-rate-not-stated",
        ("assumptions", "exchange_rate", "base"),
        "a dollar counts as 1 EUR",
        edit("header", "header", currency="EUR"),
        both(edit("header", "header", currency="EUR"), edit("assumptions", "exchange_rate", base=0.88)),
    ),
    Case(
        "tier-mtd-shorter-than-rto",
        ("tiers", "gold", "mtd_minutes"),
        "Gold: MTD of 4\u00a0h",
        edit("tiers", "gold", mtd_minutes=240.0),
        edit("tiers", "gold", mtd_minutes=480.0),
    ),
    Case(
        "tier-without-objectives",
        ("tiers", "silver", "rpo_minutes"),
        "Silver states no RPO",
        edit("tiers", "silver", rpo_minutes=None),
        edit("tiers", "silver", rpo_minutes=None, scheme="no_recovery"),
    ),
    Case(
        "tier-rank",
        ("tiers", "silver", "rank"),
        "has rank 1, as Gold has",
        edit("tiers", "silver", rank=1),
        edit("tiers", "silver", rank=3),
    ),
    Case(
        "tier-order",
        ("tiers", "gold", "rto_minutes"),
        "has the longer RTO",
        edit("tiers", "gold", rto_minutes=2881.0),
        edit("tiers", "gold", rto_minutes=2880.0),
    ),
    Case(
        "drill-incomplete",
        ("drills", "drill-billing", "recovery_minutes"),
        "states no recovery time",
        edit("drills", "drill-billing", recovery_minutes=None),
        edit("drills", "drill-billing", recovery_minutes=None, kind="walkthrough"),
    ),
    Case(
        "drill-lost-more-than-rpo",
        ("drills", "drill-portal", "data_loss_minutes"),
        "lost 2\u00a0h of data; the RPO is 1\u00a0h",
        edit("drills", "drill-portal", data_loss_minutes=120.0),
        edit("drills", "drill-portal", data_loss_minutes=60.0),
    ),
    Case(
        "drill-in-a-period-to-avoid",
        ("drills", "next", "on"),
        "lies in Closing, a freeze period",
        both(
            add("drills", "next", application="billing", on=date(2027, 3, 1), outcome=None),
            add("calendar_periods", "x", name="Closing", first_day=date(2027, 3, 1), last_day=date(2027, 3, 1)),
        ),
        both(
            add("drills", "next", application="billing", on=date(2027, 3, 2), outcome=None),
            add("calendar_periods", "x", name="Closing", first_day=date(2027, 3, 1), last_day=date(2027, 3, 1)),
        ),
    ),
    Case(
        "may-invoke-not-stated",
        ("scenarios", "fire", "may_invoke"),
        "Fire does not say who decides",
        add("scenarios", "fire", lost_site="north"),
        add("scenarios", "fire", lost_site="north", may_invoke="The director"),
    ),
    Case(
        "acceptance-incomplete",
        ("acceptances", "one", "reason"),
        "does not say why",
        add("acceptances", "one", entity="billing", rule="undecided", by="A. Jansen"),
        add("acceptances", "one", entity="billing", rule="undecided", by="A. Jansen", reason="Until March"),
    ),
    Case(
        "acceptance-over",
        ("acceptances", "one", "until"),
        "until 14 Jan 2027",
        add("acceptances", "one", entity="x", rule="undecided", by="A", reason="B", until=date(2027, 1, 14)),
        add("acceptances", "one", entity="x", rule="undecided", by="A", reason="B", until=date(2027, 1, 15)),
    ),
    Case(
        "assumption-out-of-range",
        ("assumptions", "change_percent_per_day", "base"),
        "not between 1 and 5",
        edit("assumptions", "change_percent_per_day", base=6.0),
        edit("assumptions", "change_percent_per_day", base=5.0),
    ),
    Case(
        "assumed-growth-negative",
        ("assumptions", "growth_percent_per_year", "base"),
        "shrink by 5 % a year",
        edit("assumptions", "growth_percent_per_year", base=-5.0, low=-10.0),
        edit("assumptions", "growth_percent_per_year", base=0.0, low=-10.0),
    ),
    Case(
        "price-for-nothing",
        ("price_overrides", "own", "key"),
        "no price called “asr.instance”",
        add("price_overrides", "own", key="asr.instance", price=19.0),
        add("price_overrides", "own", key="site_recovery.to_azure", price=19.0),
    ),
    Case(
        "price-in-another-currency",
        ("price_overrides", "own", "currency"),
        "is stated in GBP; the plan is in USD",
        add("price_overrides", "own", key="site_recovery.to_azure", price=19.0, currency="GBP"),
        add("price_overrides", "own", key="site_recovery.to_azure", price=19.0, currency="usd"),
    ),
    Case(
        "own-prices-old",
        ("price_overrides", "own", "as_of"),
        "of 1 Mar 2016, more than 3,650 days old",
        add("price_overrides", "own", key="site_recovery.to_azure", price=19.0, as_of=date(2016, 3, 1)),
        add("price_overrides", "own", key="site_recovery.to_azure", price=19.0, as_of=date(2026, 3, 1)),
    ),
    Case(
        "catalog-prices-old",
        ("header", "header", "region"),
        "of the catalog older than 30 days; the oldest, ",
        both(_IN_AZURE, edit("assumptions", "price_validity_days", base=30.0)),
        _IN_AZURE,
    ),
    Case(
        "price-of-another-region",
        ("sites", "azure", "azure_region"),
        "The catalog has no prices of brazilsouth, so ",
        both(_IN_AZURE, edit("sites", "azure", azure_region="brazilsouth")),
        _IN_AZURE,
    ),
    Case(
        "period-ends-first",
        ("calendar_periods", "freeze", "last_day"),
        "before it begins",
        add("calendar_periods", "freeze", first_day=date(2027, 3, 2), last_day=date(2027, 3, 1)),
        add("calendar_periods", "freeze", first_day=date(2027, 3, 2), last_day=date(2027, 3, 2)),
    ),
    Case(
        "name-twice",
        ("machines", "billing-2", "name"),
        "called billing-1",
        edit("machines", "billing-2", name="billing-1"),
        edit("machines", "billing-2", name="Billing-1"),
    ),
    Case(
        "name-blank",
        ("sites", "depot", "name"),
        "The row depot has no name",
        edit("sites", "depot", name=""),
        edit("links", "north-south", name=""),
    ),
)

REFERENCES = (
    Case(
        "dangling-reference",
        (*_BILLING, "backup_target"),
        "Billing: “gone” under Backup target",
        edit(*_BILLING, backup_target="gone"),
        edit(*_BILLING, backup_target=None),
    ),
    Case(
        "without-application",
        ("machines", "stray", "application"),
        "stray belongs to no application".capitalize(),
        add("machines", "stray", application="gone", protected="yes"),
        add("machines", "stray", application="billing", protected="yes"),
    ),
)

CASES = (*STORES, *TOPOLOGY, *SITES, *POLICIES, *PRODUCTS, *HEADER, *REFERENCES)
