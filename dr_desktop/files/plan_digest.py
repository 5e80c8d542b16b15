"""The fingerprint of a plan's content, by which a document names the plan that it shows."""

import hashlib

from dr_desktop.files.plan_document import plan_to_bytes
from dr_desktop.plan.plan import Plan


def plan_digest(plan: Plan) -> str:
    """Eight hexadecimal digits in two groups, such as 4F2A 91C7: the beginning of SHA-256 over the plan as it is saved.

    The revisions that the plan remembers are left out, since each of them carries the digest of what was shown.
    """
    content = plan_to_bytes(plan.remove("revisions", plan.revisions))
    found = hashlib.sha256(content).hexdigest()[:8].upper()
    return f"{found[:4]} {found[4:]}"
