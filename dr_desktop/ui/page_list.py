"""The pages there are, in the order of the work; each is imported when it is first opened."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, cast

from dr_desktop.assessment.results import SEVERITIES, Finding, Kind, Severity
from dr_desktop.ui.page import Page

GROUPS: Final = ("State", "See", "Prove", "Decide")


class PageEntry(NamedTuple):
    """A page: its key, group and words in the navigation, where its class lies, and the tables that it edits.

    `about` are beginnings of rule names: findings of these are what the page shows, besides those of its tables.
    `panel` says whether the findings panel stands below the page: not where the page lists findings itself.
    """

    key: str
    group: str
    words: str
    icon: str
    module: str
    page_class: str
    tables: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    panel: bool = True

    def load(self) -> type[Page]:
        """The class of the page, imported now."""
        # Not importlib.import_module: `-X importtime`, which a test of the start reads, does not see what that imports.
        module = __import__(f"dr_desktop.ui.pages.{self.module}", fromlist=[self.page_class])
        return cast("type[Page]", getattr(module, self.page_class))


PAGES: Final[tuple[PageEntry, ...]] = (
    PageEntry(
        "applications", "State", "Applications", "applications", "applications_page", "ApplicationsPage",
        ("applications", "tiers", "recovery_steps", "scenarios"),
    ),
    PageEntry(
        "machines", "State", "Machines & data", "machines", "machines_page", "MachinesPage",
        ("machines", "data_stores", "churn_profiles"),
    ),
    PageEntry("sites", "State", "Sites & links", "sites", "sites_page", "SitesPage", ("sites", "links")),
    PageEntry(
        "backup", "State", "Backup", "backup", "backup_page", "BackupPage",
        ("backup_targets", "backup_policies", "backup_copies"),
    ),
    PageEntry(
        "assumptions", "State", "Assumptions & prices", "assumptions", "assumptions_page", "AssumptionsPage",
        ("assumptions", "price_overrides", "cost_lines", "header"),
    ),
    PageEntry(
        "topology", "See", "Topology", "topology", "topology_page", "TopologyPage",
        about=("backup-", "capture-", "country-", "holder-", "mabs-runs", "mabs-without", "one-cloud-", "operator-",
               "paired-", "recovery-", "restore-only-", "scheme-not-stated", "source-is-"),
    ),
    PageEntry(
        "capacity", "See", "Capacity", "capacity", "capacity_page", "CapacityPage",
        about=("landing-", "mabs-several-", "stamp-", "target-", "used-below-plan"),
    ),
    PageEntry(
        "network", "See", "Network", "link", "network_page", "NetworkPage", about=("churn-profile-", "link-"),
    ),
    PageEntry(
        "onboarding", "See", "Onboarding", "onboarding", "onboarding_page", "OnboardingPage",
        about=("target-onboarding",),
    ),
    PageEntry(
        "consumption", "See", "Consumption", "consumption", "consumption_page", "ConsumptionPage",
        about=("azure-size-", "catalog-prices-", "exchange-rate-", "machine-fits-no-azure-size", "own-prices-",
               "price-"),
    ),
    PageEntry("recovery", "Prove", "Recovery", "recovery", "recovery_page", "RecoveryPage", about=("scenario-",)),
    PageEntry(
        "drills", "Prove", "Drills", "drills", "drills_page", "DrillsPage", ("drills",), about=("drill-", "mttr-"),
    ),
    PageEntry("overview", "Decide", "Overview", "overview", "overview_page", "OverviewPage", panel=False),
    PageEntry(
        "findings", "Decide", "Findings", "findings", "findings_page", "FindingsPage",
        ("acceptances", "decisions", "actions", "risks", "sign_offs", "calendar_periods", "revisions"), panel=False,
    ),
)  # fmt: skip

_BY_TABLE: Final[Mapping[str, str]] = {table: entry.key for entry in PAGES for table in entry.tables}


def entry_of(key: str) -> PageEntry:
    """A page by its key; KeyError when there is none."""
    for entry in PAGES:
        if entry.key == key:
            return entry
    raise KeyError(key)


def page_of_table(table: str) -> str | None:
    """The key of the page on which the table is edited."""
    return _BY_TABLE.get(table)


def findings_of_page(entry: PageEntry, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that a page is about."""
    tables, about = frozenset(entry.tables), entry.about
    return tuple([one for one in findings if one.table in tables or (about and one.rule.startswith(about))])


def worst_counts(kinds: Mapping[Kind, int]) -> dict[str, tuple[Severity, int]]:
    """Per page with an open error or warning: the worst severity there, and how many findings have it."""
    counts: dict[tuple[str, Severity], int] = {}
    for (table, rule, severity), count in kinds.items():
        pages = {_BY_TABLE.get(table, "")}
        pages.update(entry.key for entry in PAGES if entry.about and rule.startswith(entry.about))
        for key in pages:
            counts[key, severity] = counts.get((key, severity), 0) + count
    found: dict[str, tuple[Severity, int]] = {}
    for entry in PAGES:
        for severity in SEVERITIES[:2]:
            if entry.key not in found and counts.get((entry.key, severity)):
                found[entry.key] = (severity, counts[entry.key, severity])
    return found
