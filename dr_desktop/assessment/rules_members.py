"""Rules about what belongs to an application, who owns it, and what it points to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dr_desktop.assessment.guidance import SECTIONS
from dr_desktop.assessment.results import ApplicationResult, Finding
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.rule import Rule
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.ways_back import Member, machines_of
from dr_desktop.plan.application import Application
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.shown import show_quantity, show_rate

_BACKUP: Final = "Guidance, planning your backup strategy (2018-05-14)"
_QUOTAS: Final = "Azure Stack Hub, quota types (2020-01-07)"

UNASSIGNED_MACHINES: Final = Rule(
    "unassigned-machines",
    "warning",
    "Machines or data stores lie in Unassigned.",
    "Guidance, planning your backup strategy: categorization (2018-05-14)",
)
NO_MEMBERS: Final = Rule(
    "application-without-machines", "note", "An application has no machines and no data stores.", _BACKUP
)
UNDECIDED: Final = Rule(
    "undecided",
    "warning",
    "Whether machines are protected is undecided; they count as unprotected.",
    SECTIONS["no_recovery"],
)
USED_UNKNOWN: Final = Rule(
    "used-unknown",
    "note",
    "Neither data in use nor disks are stated: it counts as nothing.",
    "Guidance, planning your backup strategy: scale (2018-05-14)",
)
SCALE_SET_WITHOUT_DATA: Final = Rule(
    "scale-set-without-data",
    "warning",
    "An application of scale sets states nothing that keeps its data.",
    _BACKUP,
)
OWNER_NOT_STATED: Final = Rule(
    "owner-not-stated",
    "note",
    "An application names nobody who answers for its recovery.",
    "Guidance, Azure Stack infrastructure recovery (2018-05-14)",
)
COUNTRIES_NOT_STATED: Final = Rule(
    "countries-not-stated",
    "note",
    "Confidential data leaves its site, and no allowed countries or operators are stated.",
    "Guidance, source/target combinations (2018-05-14)",
)
GROWTH_NEGATIVE: Final = Rule(
    "growth-negative", "note", "Data is said to shrink.", "DR Desktop: a plan that shrinks hides what runs out"
)
QUOTA: Final = Rule(
    "subscription-quota",
    "note",
    "An application that states no subscription needs more on a recovery stamp than one gets by default.",
    _QUOTAS,
)

MEMBER_RULES: Final = (
    UNASSIGNED_MACHINES,
    NO_MEMBERS,
    UNDECIDED,
    USED_UNKNOWN,
    SCALE_SET_WITHOUT_DATA,
    OWNER_NOT_STATED,
    COUNTRIES_NOT_STATED,
    GROWTH_NEGATIVE,
    QUOTA,
)


def unassigned(application: Application, members: Sequence[Member]) -> Iterator[Finding]:
    """What is said of the application that holds what belongs nowhere yet."""
    if not members:
        return
    first = members[0][0]
    yield UNASSIGNED_MACHINES.found(
        "machines" if isinstance(first, Machine) else "data_stores",
        first.id,
        "application",
        f"{_counted(members)} in Unassigned, without objectives or protection; {named(first)} first.",
        "Put them into applications.",
    )


def no_members(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    if members:
        return None
    return NO_MEMBERS.found(
        "applications",
        application.id,
        "name",
        f"{_named(application)} has no machines and no data stores, so nothing is sized for it.",
        "Move its machines into it, or remove it.",
    )


def undecided(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    if not result.undecided and not any(figures.coverage == "undecided" for _, figures in members[result.machines :]):
        return None
    open_ones = [one for one, figures in members if figures.coverage == "undecided"]
    if not open_ones:
        return None
    first = open_ones[0]
    who = named(first)
    if len(open_ones) > 1:
        who = f"{len(open_ones)} of {len(members)}, {who} first,"
    verb = "is" if len(open_ones) == 1 else "are"
    return UNDECIDED.found(
        "machines" if isinstance(first, Machine) else "data_stores",
        first.id,
        "protected",
        f"{_named(application)}: {who} {verb} undecided and so unprotected.",
        "Set Protected to yes or no.",
    )


def used_unknown(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    if not result.unknown_used:
        return None
    first = next(one for one, figures in members if figures.used_gib is None)
    return USED_UNKNOWN.found(
        "machines" if isinstance(first, Machine) else "data_stores",
        first.id,
        "used_gib",
        f"{_named(application)}: data in use is not known of {result.unknown_used} of {len(members)}, "
        f"{named(first)} first; capacity counts nothing for it.",
        "Type the data in use, or the disks.",
    )


def scale_sets(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    if not members or members[0][1].coverage != "member":
        return None
    of_sets = [one for one, figures in members if figures.coverage == "member"]
    if not of_sets or any(figures.coverage != "member" for _, figures in members):
        return None
    return SCALE_SET_WITHOUT_DATA.found(
        "machines",
        of_sets[0].id,
        "availability",
        f"{_named(application)} runs on scale sets alone, which are not backed up, and states no data store.",
        "Add the data store or machine that keeps its data; if it keeps none, accept this.",
    )


def owner(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    if application.business_owner or application.technical_owner:
        return None
    return OWNER_NOT_STATED.found(
        "applications",
        application.id,
        "technical_owner",
        f"Nobody is named who answers for recovering {_named(application)}.",
        "Type its business owner and its technical owner.",
    )


def countries(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    if application.data_class not in ("confidential", "restricted"):
        return None
    if application.allowed_countries or application.allowed_operators:
        return None
    if not result.protection.recovery_sites and result.protection.backup_target is None:
        return None
    return COUNTRIES_NOT_STATED.found(
        "applications",
        application.id,
        "allowed_countries",
        f"{_named(application)} holds {application.data_class} data, and nothing says where that may lie.",
        "Type the allowed countries, such as NL, DE or EU, and the allowed operators.",
    )


def growth(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    own = application.growth_percent_per_year
    if own is None or own >= 0:
        return None
    return GROWTH_NEGATIVE.found(
        "applications",
        application.id,
        "growth_percent_per_year",
        f"{_named(application)} shrinks by {show_rate(-own)} a year.",
        "Check the sign; type 0 if it only stops growing.",
    )


def quota(
    application: Application, members: Sequence[Member], result: ApplicationResult, around: Surroundings
) -> Finding | None:
    limits = around.catalog.limits
    most, cores = limits.value("stamp.quota.machines"), limits.value("stamp.quota.cores")
    if application.subscription or (result.instances <= most and result.vcpus <= cores):
        return None  # with others of its subscription it is judged together
    for key in result.protection.recovery_sites:
        site = around.sites.get(key)
        if site is not None and site.kind == "azure_stack":
            return QUOTA.found(
                "applications",
                application.id,
                "subscription",
                f"{_named(application)} brings {result.instances} machines and {show_quantity(result.vcpus, 'vCPU')} "
                f"to {named(site)}; a subscription gets {most:.0f} and {cores:.0f} by default.",
                "Have the operator raise the quota before it is needed.",
            )
    return None


def _counted(members: Sequence[Member]) -> str:
    machines = len(machines_of(members))
    stores = len(members) - machines
    parts = [f"{machines} machine{'s' if machines > 1 else ''}"] if machines else []
    if stores:
        parts.append(f"{stores} data store{'s' if stores > 1 else ''}")
    return f"{' and '.join(parts)} {'lies' if machines + stores == 1 else 'lie'}"


def _named(application: Application) -> str:
    return named(application)
