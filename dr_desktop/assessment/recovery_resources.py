"""What recoveries share: speeds of targets and links, places for streams, starts and people; in words for people."""

from __future__ import annotations

from collections.abc import Mapping

from dr_desktop.assessment.recovery_case import Case
from dr_desktop.assessment.recovery_loss import LinkOutage
from dr_desktop.assessment.recovery_pieces import SECONDS_A_MINUTE, link_speed, path_of, target_speed
from dr_desktop.assessment.recovery_prepare import Preparation
from dr_desktop.assessment.recovery_records import Resource
from dr_desktop.assessment.row_names import named
from dr_desktop.assessment.surroundings import Surroundings
from dr_desktop.assessment.transfers import Change
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.link import Link
from dr_desktop.plan.shown import show_quantity

_PEOPLE: Mapping[str, tuple[str, str]] = {
    "decide": ("those who decide", "people_decide"),
    "rebuild": ("those who rebuild", "people_rebuild"),
    "validate": ("those who validate", "people_validate"),
}


def case_of(prepared: Preparation, scenario: Scenario, groups_fail_over: bool) -> Case:
    """The jobs of a preparation with the resources that they share."""
    around, taken = prepared.around, prepared.taken
    jobs = tuple([one.job for one in prepared.prepared.values() if one.job is not None])
    speeds: dict[str, float] = {}
    gates: dict[str, int] = {}
    changes: list[Change] = []
    for one in prepared.prepared.values():
        for recourse in one.chosen if one.job is not None else ():
            if recourse.target:
                speeds[f"target:{recourse.target}"] = target_speed(recourse.target, around)
                streams = around.targets[recourse.target].restore_streams or around.assumed.restore_streams
                gates[f"streams:{recourse.target}"] = max(1, int(streams))
            if recourse.site:
                starts = around.sites[recourse.site].parallel_starts or around.assumed.parallel_starts
                gates[f"starts:{recourse.site}"] = max(1, int(starts))
            key = path_of(recourse)[-1] if recourse.link is not None else ""
            if recourse.link is not None and key not in speeds:
                speed = link_speed(recourse.link, around)
                outage = taken.link_out(recourse.link.id)
                speeds[key] = speed
                if outage is not None and (outage.until is None or outage.until > 0.0):
                    changes += _outage_changes(outage, key, speed)
                    if outage.since <= 0.0:
                        speeds[key] = 0.0
    for kind, (_, field) in _PEOPLE.items():
        people = getattr(scenario, field)
        if people:
            gates[f"people:{kind}"] = people
    return Case(jobs, speeds, gates, tuple(sorted(changes)), groups_fail_over)


def _outage_changes(outage: LinkOutage, key: str, speed: float) -> list[Change]:
    down = [Change(outage.since, key, 0.0, outage.restart)] if outage.since > 0.0 else []
    return down if outage.until is None else [*down, Change(outage.until, key, speed)]


def resources_of(case: Case, around: Surroundings) -> dict[str, Resource]:
    """Everything that can hold a recovery of this case up, by its key, in words."""
    found = {
        "disk": Resource("disk", "the disks it is restored to", "", "", ""),
        "nothing": Resource("nothing", "its own work", "", "", ""),
    }
    for key, speed in case.speeds.items():
        kind, _, rest = key.partition(":")
        if kind == "target":
            target = around.targets[rest]
            words = f"{target.name or rest}, read {show_quantity(speed / SECONDS_A_MINUTE, 'MB/s')}"
            found[key] = Resource(key, words, "backup_targets", rest, "restore_mb_s")
        else:
            entity = rest.partition(">")[0]
            found[key] = Resource(key, f"link {_link_name(entity, around)}", "links", entity, "mbit_s")
    for key, places in case.gates.items():
        kind, _, entity = key.partition(":")
        if kind == "streams":
            name = around.targets[entity].name or entity
            words = f"{places} restore {'stream' if places == 1 else 'streams'} of {name}"
            found[key] = Resource(key, words, "backup_targets", entity, "restore_streams")
        elif kind == "starts":
            name = around.sites[entity].name or entity
            words = f"{places} {'start' if places == 1 else 'starts'} at a time at {name}"
            found[key] = Resource(key, words, "sites", entity, "parallel_starts")
        else:
            found[key] = Resource(key, _PEOPLE[entity][0], "scenarios", "", _PEOPLE[entity][1])
    for job in case.jobs:
        key = f"up:{job.application}"
        application = around.applications[job.application]
        found[key] = Resource(key, application.name or job.application, "applications", job.application, "depends_on")
    return found


def _link_name(key: str, around: Surroundings) -> str:
    link = next((one for one in around.links_between.values() if one.id == key), None)
    if link is None or link.name:
        return link.name if link is not None else key
    return f"{_site(link, 'from_site', around)} – {_site(link, 'to_site', around)}"


def _site(link: Link, field: str, around: Surroundings) -> str:
    key = getattr(link, field) or ""
    return named(around.sites[key]) if key in around.sites else key
