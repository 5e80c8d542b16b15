"""Rules about the scheme: what high availability, fault tolerance and doing without ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dr_desktop.assessment.guidance import SECTIONS, TABLE
from dr_desktop.assessment.results import ApplicationResult, Finding
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.ways_back import Member, machines_of
from dr_desktop.plan.application import Application
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.words import word

SCHEME_NOT_STATED: Final = Rule(
    "scheme-not-stated",
    "warning",
    "An application states no scheme.",
    "Guidance, application recovery objectives (2018-05-14)",
)
NOT_PLACED: Final = Rule("not-placed", "warning", "An application does not say where it runs.", TABLE)
HA_WITHOUT_MECHANISM: Final = Rule(
    "failover-without-mechanism",
    "warning",
    "High availability or fault tolerance without native support or cluster software.",
    SECTIONS["high_availability"],
)
NOT_IN_SETS: Final = Rule(
    "machines-not-in-sets",
    "warning",
    "Machines of a highly available application are in no scale set or availability set.",
    SECTIONS["high_availability"],
)
HA_ASYNCHRONOUS: Final = Rule(
    "high-availability-asynchronous",
    "note",
    "High availability with asynchronous copies loses some data.",
    SECTIONS["high_availability"],
)
FT_ASYNCHRONOUS: Final = Rule(
    "fault-tolerance-asynchronous",
    "error",
    "Fault tolerance with asynchronous copies: it may lose data, and must not.",
    SECTIONS["fault_tolerance"],
)
STANDBY_NOT_DEPLOYED: Final = Rule(
    "standby-not-deployed",
    "warning",
    "High availability without machines standing by on the other cloud.",
    SECTIONS["high_availability"],
)
STANDBY_NOT_RUNNING: Final = Rule(
    "standby-not-running",
    "error",
    "Fault tolerance without running machines on the other cloud.",
    SECTIONS["fault_tolerance"],
)
START_GROUPS: Final = Rule(
    "start-groups-not-stated",
    "note",
    "Several machines fail over by hand and no start order is stated.",
    SECTIONS["replication"],
)
PRODUCTION_WITHOUT_RECOVERY: Final = Rule(
    "production-without-recovery", "warning", "A production application is not recovered.", SECTIONS["no_recovery"]
)
COSTLY_TEST: Final = Rule(
    "test-with-costly-scheme",
    "note",
    "A development or test application is replicated or stands by.",
    SECTIONS["no_recovery"],
)

SCHEME_RULES: Final = (
    SCHEME_NOT_STATED,
    NOT_PLACED,
    HA_WITHOUT_MECHANISM,
    NOT_IN_SETS,
    HA_ASYNCHRONOUS,
    FT_ASYNCHRONOUS,
    STANDBY_NOT_DEPLOYED,
    STANDBY_NOT_RUNNING,
    START_GROUPS,
    PRODUCTION_WITHOUT_RECOVERY,
    COSTLY_TEST,
)


def scheme_not_stated(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    return SCHEME_NOT_STATED.found(
        "applications",
        application.id,
        "scheme",
        f"{_named(application)} states no scheme, so nothing says how it comes back.",
        "Choose a scheme; no recovery is one too.",
    )


def not_placed(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    if application.source_site is not None:
        return None
    return NOT_PLACED.found(
        "applications",
        application.id,
        "source_site",
        f"{_named(application)} is not placed: where it runs is not stated.",
        "Choose the site that it runs at.",
    )


def mechanism(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    known = application.failover_mechanism
    if known in ("native", "cluster") or (known == "external" and result.protection.scheme == "fault_tolerance"):
        return None
    said = "by external software" if known == "external" else "and does not say by what"
    scheme = word("Scheme", result.protection.scheme).lower()
    return HA_WITHOUT_MECHANISM.found(
        "applications",
        application.id,
        "failover_mechanism",
        f"{_named(application)} fails over {said}; {scheme} needs an application or a cluster that does it by itself.",
        "Choose native or cluster software, or replication with manual failover.",
    )


def sets(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    alone = [one for one in machines_of(members) if one.availability == "none" and _counts(one)]
    if not alone:
        return None
    return NOT_IN_SETS.found(
        "machines",
        alone[0].id,
        "availability",
        f"{_named(application)}: {listed(alone)} in no scale set or availability set, so one node can take it down.",
        "Deploy them in a scale set or an availability set.",
    )


def asynchronous(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    if result.protection.replication_mode != "asynchronous":
        return None
    if result.protection.scheme == "fault_tolerance":
        sentence = f"{_named(application)} copies asynchronously; fault tolerance must lose no data."
        remedy = "Copy synchronously, or call it high availability."
        return FT_ASYNCHRONOUS.found("applications", application.id, "replication_mode", sentence, remedy)
    sentence = f"{_named(application)} copies asynchronously: a failover loses what was not yet copied."
    remedy = "Copy synchronously where the line is short enough, or agree to the loss as an RPO."
    return HA_ASYNCHRONOUS.found("applications", application.id, "replication_mode", sentence, remedy)


def standby(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    machines = [one for one in machines_of(members) if _counts(one)]
    if result.protection.scheme == "fault_tolerance":
        idle = [one for one in machines if one.standby != "running"]
        if not idle:
            return None
        return STANDBY_NOT_RUNNING.found(
            "machines",
            idle[0].id,
            "standby",
            f"{_named(application)}: {listed(idle)} not running on the other cloud; fault tolerance serves from both.",
            "Set Stand-by to running, or choose high availability.",
        )
    idle = [one for one in machines if one.standby == "none"]
    if not idle:
        return None
    return STANDBY_NOT_DEPLOYED.found(
        "machines",
        idle[0].id,
        "standby",
        f"{_named(application)}: {listed(idle)} not deployed on the other cloud; high availability stands by there.",
        "Set Stand-by to running or deallocated, or choose replication.",
    )


def start_groups(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    machines = [one for one in machines_of(members) if one.power != "off" and _counts(one)]
    if len(machines) < 2 or any(one.start_group is not None for one in machines):
        return None
    return START_GROUPS.found(
        "machines",
        machines[0].id,
        "start_group",
        f"{_named(application)} starts {len(machines)} machines by hand, and no order is stated; all count as one "
        "group.",
        "Number the start groups: 1 for databases, 2 for what waits for them.",
    )


def production(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    if application.environment != "production":
        return None
    return PRODUCTION_WITHOUT_RECOVERY.found(
        "applications",
        application.id,
        "scheme",
        f"{_named(application)} is in production and has no recovery: it is lost with its cloud.",
        "Choose a scheme, or accept this with a reason and a name.",
    )


def costly_test(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    if application.environment not in ("test", "development"):
        return None
    return COSTLY_TEST.found(
        "applications",
        application.id,
        "scheme",
        f"{_named(application)} is for {application.environment} and is protected by "
        f"{word('Scheme', result.protection.scheme).lower()}; such machines usually need no recovery.",
        "Choose backup-restore or no recovery, or say in the notes why it matters.",
    )


def listed(machines: Sequence[Machine], most: int = 3) -> str:
    """Machines by name, at most `most` of them, with the verb: “web-1 is”, “web-1, web-2 and 4 more are”."""
    names = [named(one) for one in machines[:most]]
    more = len(machines) - len(names)
    if more:
        names.append(f"{more} more")
    if len(names) == 1:
        return f"{names[0]} is"
    return f"{', '.join(names[:-1])} and {names[-1]} are"


def _counts(machine: Machine) -> bool:
    return machine.protected != "no"


def _named(application: Application) -> str:
    return named(application)
