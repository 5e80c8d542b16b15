"""Cases of the rules about what a link allows, and about churn profiles."""

from __future__ import annotations

from tests.assessment.quiet_estate import Edit, add, both, disks, edit
from tests.assessment.rule_case import Case

_LINE = ("links", "north-south")
_DEPOT = ("links", "north-depot")
_NIGHT = edit("backup_policies", "nightly", window_start=22.0, window_hours=2.0)
_WEEK = ",".join(["0.5"] * 2016)
_PROFILE = ("churn_profiles", "p")

_PORTAL_RPO = ("applications", "portal", "rpo_minutes")
_OTHERS = ("trading", "grid")

_AZURE = ("links", "north-azure")
_TO_AZURE = edit("applications", "portal", replication_product="site_recovery", recovery_sites=("azure",))
_TO_STAMP = edit("applications", "portal", replication_product="site_recovery")


def _many(count: int) -> Edit:
    """So many small machines more, with a disk each."""
    return both(
        *[
            add("machines", f"p{n}", application="portal", protected="yes", used_gib=1.0, disks=disks(32.0))
            for n in range(count)
        ]
    )


CASES = (
    Case(
        "link-keeps-nothing",
        (*_LINE, "replication_percent"),
        "carries no replication, since none of it is kept for that",
        edit(*_LINE, replication_percent=0.0),
        edit(*_DEPOT, replication_percent=0.0),
    ),
    Case(
        "link-recovery-point",
        (*_LINE, "mbit_s"),
        "of the time",
        edit(*_LINE, mbit_s=18.0),
        edit(*_LINE, mbit_s=22.0),
    ),
    Case(
        "link-recovery-point",
        (*_LINE, "mbit_s"),
        "falls behind for ever",
        edit(*_LINE, mbit_s=100.0, replication_percent=5.0),
        edit(*_LINE, mbit_s=100.0, replication_percent=50.0),
    ),
    Case(
        "rpo-missed-on-shared-link",
        _PORTAL_RPO,
        "of data is lost beside what others send over north-south; the RPO is 1\u00a0h",
        edit(*_LINE, mbit_s=18.0),
        both(edit(*_LINE, mbit_s=18.0), *[edit("applications", one, scheme="backup_restore") for one in _OTHERS]),
    ),
    Case(
        "rpo-missed-on-shared-link",
        _PORTAL_RPO,
        "replication falls behind for ever beside what others send over north-south",
        edit(*_LINE, mbit_s=9.0),
        both(edit(*_LINE, mbit_s=9.0), *[edit("applications", one, scheme="backup_restore") for one in _OTHERS]),
    ),
    Case(
        "link-backup-window",
        (*_DEPOT, "mbit_s"),
        "to be done in their windows",
        both(_NIGHT, edit(*_DEPOT, mbit_s=50.0)),
        both(_NIGHT, edit(*_DEPOT, mbit_s=150.0)),
    ),
    Case(
        "link-log-too-small",
        (*_LINE, "replication_log_gib"),
        "all data is compared again",
        edit(*_LINE, replication_log_gib=13.0),
        edit(*_LINE, replication_log_gib=14.0),
    ),
    Case(
        "link-first-copy",
        (*_LINE, "mbit_s"),
        "beside what changes meanwhile",
        edit(*_LINE, mbit_s=80.0),
        edit(*_LINE, mbit_s=100.0),
    ),
    Case(
        "site-recovery-servers",
        (*_AZURE, "to_site"),
        "one configuration server takes 200 machines",
        both(_TO_AZURE, _many(240)),
        both(_TO_AZURE, _many(190)),
    ),
    Case(
        "site-recovery-appliances",
        (*_LINE, "to_site"),
        "more than one appliance was tested with",
        both(_TO_STAMP, _many(130)),
        both(_TO_STAMP, _many(110)),
    ),
    Case(
        "site-recovery-reprotect",
        (*_LINE, "to_site"),
        "protected again in 2 turns",
        both(_TO_STAMP, _many(50)),
        both(_TO_STAMP, _many(20)),
    ),
    Case(
        "churn-needs-premium-disk",
        ("machines", "portal-1", "churn_gib_per_day"),
        "on a standard disk",
        both(_TO_AZURE, edit("machines", "portal-1", churn_gib_per_day=600.0)),
        both(_TO_AZURE, edit("machines", "portal-1", churn_gib_per_day=300.0)),
    ),
    Case(
        "churn-profile-not-read",
        (*_PROFILE, "churn_mb_s"),
        "counts for nothing",
        add("churn_profiles", "p", machine="portal-1", churn_mb_s="1, two"),
        add("churn_profiles", "p", machine="portal-1", churn_mb_s=_WEEK),
    ),
    Case(
        "churn-profile-of-nobody",
        (*_PROFILE, "application"),
        "belongs to nobody",
        add("churn_profiles", "p", churn_mb_s=_WEEK),
        add("churn_profiles", "p", application="portal", churn_mb_s=_WEEK),
    ),
    Case(
        "churn-profile-of-nobody",
        (*_PROFILE, "machine"),
        "a second time",
        both(
            add("churn_profiles", "first", machine="portal-1", churn_mb_s=_WEEK),
            add("churn_profiles", "p", machine="portal-1", churn_mb_s=_WEEK),
        ),
        both(
            add("churn_profiles", "first", machine="portal-1", churn_mb_s=_WEEK),
            add("churn_profiles", "p", machine="portal-2", churn_mb_s=_WEEK),
        ),
    ),
    Case(
        "churn-profile-short",
        (*_PROFILE, "churn_mb_s"),
        "covers 24",
        add("churn_profiles", "p", machine="portal-1", churn_mb_s=",".join(["0.5"] * 288)),
        add("churn_profiles", "p", machine="portal-1", churn_mb_s=_WEEK),
    ),
)
