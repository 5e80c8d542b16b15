"""How a store stands to its limits: what is left, its ceiling, when it runs out and by when to order."""

from __future__ import annotations

from datetime import date
from typing import Final

from dr_desktop.assessment.citation import Source
from dr_desktop.assessment.explanation import NO_SOURCE, Explanation, Input, Origin, Place, Subject
from dr_desktop.assessment.results import Assessment, MonthStep, StoreResult
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.why_members import assumption
from dr_desktop.plan.shown import show_date, show_month

CHAINS: Final = Source("Restore Point Simulator 0.4.1, its published rules", "https://github.com/tdewin/rps", "")
REPLICAS: Final = Source(
    "Site Recovery on Azure Stack Hub: capacity planning",
    "https://github.com/MicrosoftDocs/azure-stack-docs/blob/9ef8f69d7a47b32c1679d266d27f9ee729b171ba/azure-stack/"
    "operator/azure-site-recovery-capacity-planning.md",
    "2023-06-19",
)


def explain_left(assessment: Assessment, subject: Subject, store: StoreResult, step: MonthStep) -> Explanation:
    """The explanation of what is left below the ceiling."""
    ceiling = store.ceiling_gib
    parts = () if ceiling is None else (Input("Ceiling", ceiling, "GiB"), Input("Needed", -step.total, "GiB"))
    reading = "Less than zero: it is above its ceiling." if ceiling is not None else "No usable size is stated."
    return Explanation(
        subject,
        title_of(assessment, subject, "Left below the ceiling", step),
        None if ceiling is None else ceiling - step.total,
        "GiB",
        "ceiling − needed",
        reading,
        parts,
        limits_of(assessment, subject, store),
        sources=sources_of(store),
    )


def explain_ceiling(assessment: Assessment, subject: Subject, store: StoreResult, _step: MonthStep) -> Explanation:
    """The explanation of the ceiling."""
    reading = store.capacity_formula or "The share of the usable size above which it counts as full."
    return Explanation(
        subject, f"Ceiling, {store_name(assessment, subject)}", store.ceiling_gib, "GiB", "usable size × ceiling",
        reading if store.ceiling_gib is not None else "No usable size is stated.",
        inputs=limits_of(assessment, subject, store), sources=(NO_SOURCE,),
    )  # fmt: skip


def explain_run_out(assessment: Assessment, subject: Subject, store: StoreResult, _step: MonthStep) -> Explanation:
    """The explanation of the month in which a store runs out."""
    reading = "It holds within the horizon." if store.ceiling_gib is not None else "No usable size is stated."
    if store.run_out is not None:
        step = next(one for one in store.months if one.month == store.run_out)
        reading = f"On {show_date(step.worst_day)} it comes to need more than the ceiling."
    if store.held_back:
        later = store.run_out_unheld
        reading += f" If nothing were held back: {f'in {show_month(later)}' if later else 'it would hold'}."
    inputs = limits_of(assessment, subject, store)
    return Explanation(
        subject, f"Runs out, {store_name(assessment, subject)}", _month(store.run_out), "",
        "first month whose worst day is above the ceiling", reading, inputs=inputs, sources=sources_of(store),
    )  # fmt: skip


def explain_order_by(assessment: Assessment, subject: Subject, store: StoreResult, _step: MonthStep) -> Explanation:
    """The explanation of the month by which more has to be ordered."""
    inputs = (
        Input("Runs out", _month(store.run_out)),
        assumption(assessment, "lead_time_months"),
    )
    return Explanation(
        subject, f"Order by, {store_name(assessment, subject)}", _month(store.order_by), "",
        "month in which it runs out − lead time", "" if store.order_by else "It does not run out within the horizon.",
        inputs=inputs, sources=(NO_SOURCE,),
    )  # fmt: skip


def explain_room(assessment: Assessment, subject: Subject, store: StoreResult, _step: MonthStep) -> Explanation:
    """The explanation of how many more machines fit."""
    name = f"More machines, {store_name(assessment, subject)}"
    formula = "the least over all months of (ceiling − needed) × machines there / what they take"
    ceiling = store.ceiling_gib
    if store.room_machines is None or ceiling is None:
        missing = "No usable size is stated." if ceiling is None else "Nothing is kept there yet."
        return Explanation(subject, name, None, "", formula, missing, inputs=limits_of(assessment, subject, store))
    taken = {one: one.points if store.kind == "stamp" else one.total - one.headroom for one in store.months}
    tight = min([one for one in store.months if taken[one] > 0], key=lambda one: (ceiling - one.total) / taken[one])
    when = show_month(tight.month)
    inputs = (
        Input("Machines there", float(store.machines)),
        Input(f"Needed, {when}", tight.total, "GiB"),
        Input("Of it by these machines", taken[tight], "GiB"),
        Input("Ceiling", ceiling, "GiB"),
        *limits_of(assessment, subject, store),
    )
    reading = f"Least in {when}; never less than none."
    return Explanation(
        subject, name, float(store.room_machines), "", formula, reading, inputs=inputs, sources=(NO_SOURCE,)
    )


def explain_count(assessment: Assessment, subject: Subject, store: StoreResult, _step: MonthStep) -> Explanation:
    """The explanation of how many applications, or machines, keep something at a store."""
    what = "Applications" if subject.part == "store_applications" else "Machines"
    count = store.applications if subject.part == "store_applications" else store.machines
    kept = "restore points" if store.kind == "target" else "replicas"
    return Explanation(
        subject, f"{what}, {store_name(assessment, subject)}", float(count), "",
        f"{what.lower()} that keep {kept} there", "Second copies of what lies elsewhere are not counted.",
    )  # fmt: skip


def limits_of(assessment: Assessment, subject: Subject, store: StoreResult) -> tuple[Input, ...]:
    """Usable size and ceiling as inputs."""
    table, field = ("backup_targets", "capacity_gib") if store.kind == "target" else ("sites", "storage_usable_gib")
    origin: Origin = "computed" if store.capacity_formula else "stated"
    size = Input("Usable", store.capacity_gib, "GiB", origin, Place(table, subject.entity, field))
    return size, assumption(assessment, "capacity_ceiling_percent")


def sources_of(store: StoreResult) -> tuple[Source, ...]:
    """Where the rules come from by which a store is counted."""
    return (CHAINS,) if store.kind == "target" else (REPLICAS,)


def store_name(assessment: Assessment, subject: Subject) -> str:
    """What people call the store."""
    table = assessment.plan.backup_targets if subject.kind == "target" else assessment.plan.sites
    return named(table[subject.entity])


def title_of(assessment: Assessment, subject: Subject, what: str, step: MonthStep) -> str:
    """What number it is, of which month and store."""
    return f"{what}, {show_month(step.month)}, {store_name(assessment, subject)}"


def _month(month: date | None) -> str | None:
    return show_month(month) if month else None
