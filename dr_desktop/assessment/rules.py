"""All rules of the assessment, for the documents: what is checked, how bad it is, where it comes from."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.rules_backup import BACKUP_RULES
from dr_desktop.assessment.rules_copies import COPY_RULES
from dr_desktop.assessment.rules_dependencies import DEPENDENCY_RULES
from dr_desktop.assessment.rules_drills import DRILL_RULES
from dr_desktop.assessment.rules_header import HEADER_RULES
from dr_desktop.assessment.rules_landing import LANDING_RULES
from dr_desktop.assessment.rules_links import LINK_RULES
from dr_desktop.assessment.rules_mabs import MABS_RULES
from dr_desktop.assessment.rules_machine import MACHINE_RULES
from dr_desktop.assessment.rules_members import MEMBER_RULES
from dr_desktop.assessment.rules_objectives import OBJECTIVE_RULES
from dr_desktop.assessment.rules_policies import POLICY_RULES
from dr_desktop.assessment.rules_products import PRODUCT_RULES
from dr_desktop.assessment.rules_references import REFERENCE_RULES
from dr_desktop.assessment.rules_replication import REPLICATION_RULES
from dr_desktop.assessment.rules_replication_servers import SERVER_RULES
from dr_desktop.assessment.rules_retention import RETENTION_RULES
from dr_desktop.assessment.rules_scenarios import SCENARIO_RULES
from dr_desktop.assessment.rules_scheme import SCHEME_RULES
from dr_desktop.assessment.rules_shared_links import SHARED_LINK_RULES
from dr_desktop.assessment.rules_site_recovery import SITE_RECOVERY_RULES
from dr_desktop.assessment.rules_sites import SITE_RULES
from dr_desktop.assessment.rules_store import STORE_RULES
from dr_desktop.assessment.rules_subscriptions import SUBSCRIPTION_RULES
from dr_desktop.assessment.rules_topology import TOPOLOGY_RULES

RULES: Final[tuple[Rule, ...]] = (
    *TOPOLOGY_RULES,
    *OBJECTIVE_RULES,
    *SCHEME_RULES,
    *BACKUP_RULES,
    *REPLICATION_RULES,
    *SITE_RECOVERY_RULES,
    *MEMBER_RULES,
    *DRILL_RULES,
    *DEPENDENCY_RULES,
    *MACHINE_RULES,
    *STORE_RULES,
    *LINK_RULES,
    *SHARED_LINK_RULES,
    *SERVER_RULES,
    *RETENTION_RULES,
    *LANDING_RULES,
    *MABS_RULES,
    *SUBSCRIPTION_RULES,
    *SITE_RULES,
    *POLICY_RULES,
    *COPY_RULES,
    *PRODUCT_RULES,
    *SCENARIO_RULES,
    *HEADER_RULES,
    *REFERENCE_RULES,
)
