"""A scenario in words: what is lost, when, and who may say that recovery begins."""

from __future__ import annotations

from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.shown import show_date, show_minutes
from dr_desktop.plan.words import word
from dr_desktop.report.names import name_of

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = 1440.0


def scenario_name(plan: Plan, scenario: Scenario) -> str:
    """Its name, else its kind and what is lost."""
    if scenario.name:
        return scenario.name
    lost = scenario.lost_site or scenario.lost_link or scenario.lost_target
    kind = word("ScenarioKind", scenario.kind)
    return f"{kind}: {name_of(plan, lost)}" if lost else kind


def moment_words(scenario: Scenario, at_minutes: float | None) -> str:
    """When it happens: a day and an hour, a moment of the week, or each application's own worst moment."""
    if at_minutes is not None:
        day, minutes = divmod(at_minutes % (7 * _DAY), _DAY)
        return f"on {_DAYS[int(day)]} at {int(minutes // 60):02}:{int(minutes % 60):02}"
    hour = None if scenario.at_hour is None else f"{int(scenario.at_hour):02}:{round(scenario.at_hour % 1 * 60):02}"
    if scenario.on is not None:
        return f"on {show_date(scenario.on)}" + (f" at {hour}" if hour else "")
    return f"at {hour}" if hour else "each application at its own worst moment"


def scenario_sentence(scenario: Scenario, at_minutes: float | None) -> str:
    """When it happens, after how long it is noticed, and who may invoke recovery."""
    parts = [moment_words(scenario, at_minutes)]
    if scenario.detection_delay_minutes:
        parts.append(f"noticed after {show_minutes(scenario.detection_delay_minutes)}")
    if scenario.may_invoke:
        parts.append(f"may invoke: {scenario.may_invoke}")
    return "; ".join(parts)
