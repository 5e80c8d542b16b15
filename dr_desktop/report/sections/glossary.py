"""The words of the document."""

from __future__ import annotations

from typing import Final

from dr_desktop.report.blocks import Column, Row, Section, Table

GLOSSARY: Final = (
    ("Application", "What the business names; it has objectives, a scheme, a source and a place to recover."),
    ("Backup target", "Where backups lie: a store at a site."),
    ("Ceiling", "The share of a store's size above which it counts as full."),
    ("Claim", "How far an application has come: wished, designed, simulated, drilled, proven in date."),
    ("CSP", "Cloud solution provider: operates Azure Stack for customers."),
    ("Drill", "One test of a recovery with its measured time and data loss."),
    ("Finding", "One thing the assessment objects to, with its rule and source; it may be accepted with a reason."),
    ("MTD", "Maximum tolerable downtime: the longest outage that the business survives."),
    ("MTTR", "Mean time to recover: the mean of the successful drills and incidents that count."),
    ("Recovery point", "How much data is lost, back from the incident; RPO is the objective for it."),
    ("Recovery time", "How long an application is down after an incident; RTO is the objective for it."),
    ("Restore point", "One state of the data that can be brought back from a backup target."),
    ("Runbook", "The steps of a recovery with planned times: who does what, and what to check before the next."),
    ("Scheme", "Backup-restore, replication, high availability, fault tolerance or no recovery."),
    ("Site", "An Azure Stack cloud, an Azure region or a datacenter, with its operator and its building."),
    ("Stamp", "One Azure Stack cloud: servers, storage and network that are run as one."),
    ("TiB, GiB", "2 to the power of 40 and of 30 bytes. MB/s and Mbit/s count in millions."),
    ("Tier", "A recovery service level that applications inherit."),
    ("Unassigned", "Where machines lie that belong to no application yet."),
    ("Worst day", "The day of a month, or of the whole horizon, on which a store holds most."),
)


def glossary_section() -> Section:
    """Terms and what they mean here."""
    columns = (Column("Word", 0.2, bold=True), Column("Meaning", 0.8))
    rows = tuple(Row(one) for one in GLOSSARY)
    return Section("glossary", "Glossary", (Table("glossary", "Words and what they mean", columns, rows, tight=True),))
