"""Columns of what is proved, decided and paid: drills, steps, scenarios, acceptances, costs, prices, assumptions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dr_desktop.plan.assumptions import DEFINITIONS
from dr_desktop.plan.entity import Entity
from dr_desktop.ui.columns import Column, Found, Row, words
from dr_desktop.ui.stated_column import stated

_LISTS: dict[str, tuple[tuple[str, str, int], ...]] = {
    "drills": (
        ("name", "Drill", 170),
        ("application", "Application", 130),
        ("on", "Date", 88),
        ("kind", "Kind", 110),
        ("outcome", "Outcome", 84),
        ("recovery_minutes", "Recovery time", 94),
        ("clock_from", "Clock from", 82),
        ("data_loss_minutes", "Data lost", 76),
        ("scheme", "Scheme then", 120),
        ("recovery_site", "Recovered at", 100),
        ("backup_target", "Restored from", 110),
        ("scenario", "Scenario", 140),
        ("notes", "Notes", 200),
    ),
    "recovery_steps": (
        ("name", "Step", 120),
        ("application", "Application", 130),
        ("order", "Order", 56),
        ("text", "What is done", 320),
        ("moment", "When", 150),
        ("minutes", "Takes", 70),
        ("owner", "Owner", 120),
        ("notes", "Notes", 180),
    ),
    "scenarios": (
        ("name", "Scenario", 150),
        ("kind", "Kind", 150),
        ("lost_site", "Site lost", 110),
        ("lost_target", "Target lost", 120),
        ("lost_link", "Link lost", 120),
        ("detection_delay_minutes", "Noticed after", 92),
        ("may_invoke", "May invoke", 140),
        ("times_a_year", "Times a year", 92),
        ("applications", "Applications hit", 130),
        ("on", "On", 88),
        ("at_hour", "At hour", 70),
        ("link_down_minutes", "Link down for", 92),
        ("link_back_before_minutes", "Link back before", 104),
        ("link_down_after_minutes", "Link down after", 100),
        ("link_back_after_minutes", "Link back after", 96),
        ("transfers_restart", "Transfers restart", 104),
        ("start_barriers", "Start groups", 130),
        ("people_decide", "Decide at once", 92),
        ("people_rebuild", "Rebuild at once", 96),
        ("people_validate", "Validate at once", 98),
        ("order", "Order of recovery", 130),
        ("notes", "Notes", 200),
    ),
    "acceptances": (
        ("name", "Acceptance", 120),
        ("entity", "For", 150),
        ("rule", "Rule", 150),
        ("reason", "Reason", 260),
        ("by", "Accepted by", 120),
        ("on", "On", 88),
        ("until", "Until", 88),
        ("notes", "Notes", 160),
    ),
    "calendar_periods": (
        ("name", "Period", 150),
        ("kind", "Kind", 90),
        ("first_day", "From", 88),
        ("last_day", "To", 88),
        ("notes", "Notes", 220),
    ),
    "cost_lines": (
        ("name", "Cost line", 170),
        ("amount", "Amount", 90),
        ("per", "For each", 140),
        ("application", "Application", 130),
        ("notes", "Notes", 220),
    ),
    "price_overrides": (
        ("name", "Price", 140),
        ("key", "Key of the catalog", 220),
        ("price", "Amount", 90),
        ("currency", "Currency", 76),
        ("region", "Region", 100),
        ("from_units", "From units", 86),
        ("list_price", "List price", 80),
        ("source", "Source", 220),
        ("as_of", "As of", 88),
        ("notes", "Notes", 160),
    ),
    "risks": (
        ("name", "Risk", 220),
        ("likelihood", "Likelihood", 80),
        ("impact", "Impact", 70),
        ("response", "Response", 260),
        ("owner", "Owner", 120),
        ("notes", "Notes", 160),
    ),
    "decisions": (("name", "Decision", 320), ("by", "Decided by", 140), ("on", "On", 88), ("notes", "Notes", 240)),
    "actions": (
        ("name", "Action", 320),
        ("owner", "Owner", 140),
        ("due", "Due", 88),
        ("state", "State", 70),
        ("notes", "Notes", 200),
    ),
    "sign_offs": (
        ("name", "Person", 150),
        ("role", "Role", 150),
        ("verdict", "Decision", 160),
        ("on", "On", 88),
        ("conditions", "Conditions", 260),
        ("notes", "Notes", 160),
    ),
    "revisions": (
        ("name", "Title", 180),
        ("number", "Revision", 70),
        ("on", "On", 88),
        ("by", "By", 140),
        ("digest", "Digest", 160),
        ("notes", "Notes", 200),
    ),
}


def governance_columns(table: str) -> tuple[Column, ...]:
    """The columns of a table that only states things; KeyError for one that is not of this kind."""
    return tuple(stated(table, field, heading, width) for field, heading, width in _LISTS[table])


def assumption_columns() -> tuple[Column, ...]:
    """Assumptions: the number, its unit, the range that is believable, and where it comes from."""
    name = stated("assumptions", "name", "Assumption", 170)
    return (
        _read_only(name),
        stated("assumptions", "base", "Value", 80),
        _said("unit", "Unit", 92, "What the number is measured in.", lambda one: one.unit),
        stated("assumptions", "low", "Low", 80),
        stated("assumptions", "high", "High", 80),
        stated("assumptions", "source", "Source", 280),
        _said("about", "What it stands for", 360, "What the number stands in for.", lambda one: one.help),
        stated("assumptions", "notes", "Notes", 160),
    )


def _said(key: str, heading: str, width: int, about: str, say: Callable[[Any], str]) -> Column:
    def found(row: Row) -> Found:
        definition = DEFINITIONS.get(row.entity.id)
        return Found(say(definition) if definition else None, "follows")

    return Column(key, heading, found, words, None, "stated", width, about)


def _read_only(column: Column) -> Column:
    def found(row: Row) -> Found:
        entity: Entity = row.entity
        return Found(entity.name, "own")

    return Column(column.key, column.heading, found, words, None, "stated", column.width, column.help, bold=True)
