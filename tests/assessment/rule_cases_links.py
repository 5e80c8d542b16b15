"""Cases of the rules about what a link allows, and about churn profiles."""

from __future__ import annotations

from tests.assessment.quiet_estate import add, both, edit
from tests.assessment.rule_case import Case

_LINE = ("links", "north-south")
_DEPOT = ("links", "north-depot")
_NIGHT = edit("backup_policies", "nightly", window_start=22.0, window_hours=2.0)
_WEEK = ",".join(["0.5"] * 2016)
_PROFILE = ("churn_profiles", "p")

CASES = (
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
