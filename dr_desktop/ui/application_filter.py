"""Which applications the topology shows: those of chosen tiers, schemes and sites."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from dr_desktop.assessment.results import ApplicationResult, Assessment
from dr_desktop.plan.choices import Scheme
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.words import word
from dr_desktop.report.placing import LANES
from dr_desktop.ui.menu_heading import add_heading

_SCHEMES: Final[tuple[Scheme, ...]] = (*LANES, "no_recovery")


class ApplicationFilter(NamedTuple):
    """Chosen ids and codes; an empty set lets everything pass. An application passes where all three let it."""

    tiers: frozenset[str] = frozenset()
    schemes: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()

    @property
    def choices(self) -> int:
        """How many choices are on."""
        return len(self.tiers) + len(self.schemes) + len(self.sites)

    def passes(self, plan: Plan, key: str, result: ApplicationResult) -> bool:
        """Whether an application is shown; a site is meant as source or as recovery site."""
        application = plan.applications[key]
        sites = {application.source_site, *result.protection.recovery_sites}
        return (
            (not self.tiers or application.tier in self.tiers)
            and (not self.schemes or result.protection.scheme in self.schemes)
            and (not self.sites or bool(self.sites & sites))
        )

    def toggled(self, kind: str, key: str) -> ApplicationFilter:
        """The filter with one choice turned on or off."""
        return self._replace(**{kind: getattr(self, kind) ^ {key}})

    def within(self, plan: Plan) -> ApplicationFilter:
        """The filter without what the plan does not hold any more."""
        return self._replace(tiers=self.tiers & plan.tiers.keys(), sites=self.sites & plan.sites.keys())


def narrowed(assessment: Assessment, chosen: ApplicationFilter) -> Assessment:
    """The assessment with the applications that pass; itself when the filter is off."""
    if not chosen.choices:
        return assessment
    plan = assessment.plan
    shown = {key: one for key, one in assessment.applications.items() if chosen.passes(plan, key, one)}
    return assessment._replace(applications=shown)


class FilterMenu(QMenu):
    """Tiers, schemes and sites to tick; it stays open while they are ticked."""

    def __init__(self, changed: Callable[[ApplicationFilter], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changed = changed
        self.setToolTipsVisible(True)

    def fill(self, plan: Plan, chosen: ApplicationFilter) -> None:
        """Offer what the plan holds."""
        self.clear()
        off = self.addAction("Show all", partial(self._changed, ApplicationFilter()))
        off.setEnabled(bool(chosen.choices))
        groups = (
            ("Tier", "tiers", [(key, one.name or key) for key, one in plan.tiers.items()]),
            ("Scheme", "schemes", [(key, word("Scheme", key)) for key in _SCHEMES]),
            ("Site, as source or recovery", "sites", [(key, one.name or key) for key, one in plan.sites.items()]),
        )
        for heading, kind, choices in groups:
            if choices:
                add_heading(self, heading)
            for key, words in choices:
                action = QAction(words.replace("&", "&&"), self)
                action.setCheckable(True)
                action.setChecked(key in getattr(chosen, kind))
                action.triggered.connect(partial(self._toggle, kind, key))
                self.addAction(action)
        self._chosen = chosen

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A tick leaves the menu open: people tick several."""
        action = self.actionAt(event.position().toPoint())
        if action in self.actions() and action.isCheckable():
            action.trigger()
            return
        super().mouseReleaseEvent(event)

    def _toggle(self, kind: str, key: str, _checked: bool = False) -> None:
        self._chosen = self._chosen.toggled(kind, key)
        self._changed(self._chosen)
