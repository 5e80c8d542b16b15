"""What the plan is held against, and what to read on."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.catalog import Catalog
from dr_desktop.assessment.guidance import SWAPPED_CELLS
from dr_desktop.report.blocks import Column, Paragraph, Row, Section, Table

_GUIDANCE: Final = "Protect virtual machines deployed on Azure Stack, Microsoft"
_GENERAL: Final = (
    "The guidance is general: services and products that protect machines have limits and prices of their own, "
    "which a design must meet as well."
)

#: What is held against, what it says, its date.
HELD_AGAINST: Final = (
    (_GUIDANCE, "Schemes, topologies, objectives: called the guidance here", "2018-05-14"),
    (_GUIDANCE, "Two cells of the source/target table, put right", "2019-05-06"),
    (_GUIDANCE, "Targets on the same cloud that copy on; restores by an agent; duties", "2020-02-18"),
)
#: What the guidance sends its readers to: what for, and where.
FURTHER_READING: Final = (
    ("Patterns for applications that survive faults", "docs.microsoft.com/azure/architecture/resiliency"),
    (
        "Recovering the infrastructure of Azure Stack after a catastrophe, for its operator",
        "docs.microsoft.com/azure/azure-stack/azure-stack-backup-recover-data",
    ),
    (
        "Azure Backup Server for files and applications on Azure Stack",
        "docs.microsoft.com/azure/backup/backup-mabs-files-applications-azure-stack",
    ),
    ("What Azure Backup supports", "docs.microsoft.com/azure/backup"),
    ("What Site Recovery supports", "docs.microsoft.com/azure/site-recovery"),
    (
        "Partner products that protect machines on Azure Stack",
        "azure.microsoft.com/blog/protecting-applications-and-data-on-azure-stack",
    ),
)


def sources_section(catalog: Catalog) -> Section:
    """The editions of the guidance, the data of the program with its dates, and further reading."""
    sources = (
        *HELD_AGAINST,
        (
            "Prices of the program's catalog",
            "Consumption; the source of each price is where it is used",
            catalog.prices.as_of,
        ),
        ("Limits of the program's catalog", "Findings; each names its own source and date", catalog.limits.as_of),
    )
    columns = (Column("Source", 0.4, bold=True), Column("What it says", 0.45), Column("As of", 0.15))
    read_on = (Column("What about", 0.5, bold=True), Column("Where", 0.5))
    return Section(
        "sources",
        "Sources",
        (
            Paragraph(_GENERAL),
            Table("sources", "What the plan is held against", columns, tuple(Row(one) for one in sources),
                  SWAPPED_CELLS, tight=True),
            Table("further-reading", "Further reading", read_on, tuple(Row(one) for one in FURTHER_READING),
                  tight=True),
        ),
    )  # fmt: skip
