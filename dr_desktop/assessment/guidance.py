"""The guidance that plans are held against: where its verdicts come from, and its table of cells in our own words.

[1] Protect virtual machines deployed on Azure Stack, Microsoft, 2018-05-14.
[2] The same article, edition of 2019-05-06: has two cells of the table of [1] the right way round.
[3] The same article, edition of 2020-02-18.
"""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.results import Column, Row
from dr_desktop.plan.choices import Scheme

EDITION: Final = "2018-05-14"

TABLE: Final = f"Guidance, source/target combinations ({EDITION})"
INFRASTRUCTURE: Final = f"Guidance, Azure Stack infrastructure recovery ({EDITION})"
CAPTURE: Final = f"Guidance, backup-restore ({EDITION})"
SECTIONS: Final[dict[Scheme, str]] = {
    "backup_restore": f"Guidance, backup-restore ({EDITION})",
    "replication": f"Guidance, replication/manual failover ({EDITION})",
    "high_availability": f"Guidance, high availability/automatic failover ({EDITION})",
    "fault_tolerance": f"Guidance, fault tolerance ({EDITION})",
    "no_recovery": f"Guidance, no recovery ({EDITION})",
}

# Rows of the recommended-topologies table, counted from the top.
EXISTING_TARGET, DEDICATED_TARGET, BACKUP_TO_AZURE_OR_PROVIDER = 1, 2, 3
FAILOVER_TO_STAMP, FAILOVER_TO_AZURE_OR_PROVIDER = 4, 5
TARGET_ON_THE_CLOUD, TARGET_IN_THE_RACK = 6, 7


def recommended_topologies(*rows: int) -> str:
    """The source of a verdict that rests on these rows of the recommended-topologies table, 1 to 7."""
    shown = " and ".join(str(row) for row in rows)
    return f"Guidance, recommended topologies, {'row' if len(rows) == 1 else 'rows'} {shown} ({EDITION})"


SWAPPED_CELLS: Final = (
    "In the guidance of 2018-05-14 the two right-hand cells of the table's last row stand in each other's place. "
    "Here they stand as in its edition of 2019-05-06."
)

ROW_TITLES: Final[dict[Row, str]] = {
    "csp": "Runs on an Azure Stack of the CSP, in the CSP's datacenter",
    "customer": "Runs on an Azure Stack of the customer, in the customer's datacenter",
    "azure": "Azure as source",
    "": "Not placed",
}
COLUMN_TITLES: Final[dict[Column, str]] = {
    "azure": "Recovers in Azure",
    "csp": "Recovers at the CSP",
    "customer": "Recovers at the customer",
    "": "No recovery site",
}

CELLS: Final[dict[tuple[Row, Column], str]] = {
    ("csp", "azure"): ("The CSP runs the cloud that the machines work on. They are restored or failed over to Azure."),
    ("csp", "csp"): (
        "The CSP runs both clouds, each in a datacenter of its own. Machines are restored or failed over between them."
    ),
    ("csp", "customer"): (
        "The CSP runs the cloud that the machines work on. They recover in the customer's datacenter."
    ),
    ("customer", "azure"): (
        "The customer runs the cloud that the machines work on. They are restored or failed over to Azure."
    ),
    ("customer", "csp"): (
        "The customer runs the cloud that the machines work on. They recover in the CSP's datacenter."
    ),
    ("customer", "customer"): (
        "The customer runs both clouds, each in a datacenter of its own. "
        "Machines are restored or failed over between them."
    ),
}

NOT_PLACED: Final = "Not placed: state the site where it runs."
NO_SCHEME: Final = "No scheme is stated, so nothing says how it is brought back."
NO_RECOVERY: Final = "No recovery by decision: after a disaster the application and its data are gone."
NO_RECOVERY_SITE: Final = "No recovery site is stated."
RESTORED_AT_THE_SOURCE: Final = "Restored where it runs: this covers the loss of a machine, not of the cloud."
RECOVERED_AT_THE_SOURCE: Final = (
    "Recovered on the cloud that it runs on: this covers the loss of a node, not of the cloud."
)
OUTSIDE_THE_TABLE: Final = "The guidance's table has no cell for this pair of sites."
