"""Cases of the rules about scenarios."""

from __future__ import annotations

from typing import Any

from tests.assessment.quiet_estate import Edit, add
from tests.assessment.rule_case import Case


def _fire(**stated: Any) -> Edit:
    return add("scenarios", "fire", name="Fire", may_invoke="The director", **stated)


CASES = (
    Case(
        "scenario-incomplete",
        ("scenarios", "fire", "lost_site"),
        "does not say which site is lost",
        _fire(),
        _fire(lost_site="north"),
    ),
    Case(
        "scenario-incomplete",
        ("scenarios", "fire", "detection_delay_minutes"),
        "does not say how long corruption goes unnoticed",
        _fire(kind="corruption"),
        _fire(kind="corruption", detection_delay_minutes=0.0),
    ),
    Case(
        "scenario-incomplete",
        ("scenarios", "fire", "lost_target"),
        "does not say which backup target is lost",
        _fire(kind="target_loss", lost_site="north"),
        _fire(kind="target_loss", lost_target="vault"),
    ),
    Case(
        "scenario-incomplete",
        ("scenarios", "fire", "lost_link"),
        "does not say which link is lost",
        _fire(kind="link_loss"),
        _fire(kind="link_loss", lost_site="north"),
    ),
    Case(
        "scenario-link-not-stated",
        ("scenarios", "fire", "lost_link"),
        "not which link",
        _fire(lost_site="north", link_down_minutes=60.0),
        _fire(kind="link_loss", lost_site="north", link_down_minutes=60.0),
    ),
    Case(
        "scenario-nobody",
        ("scenarios", "fire", "people_validate"),
        "no check can be done at once",
        _fire(lost_site="north", people_validate=0),
        _fire(lost_site="north", people_validate=1),
    ),
)
