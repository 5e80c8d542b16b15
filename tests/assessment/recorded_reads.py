"""Which fields of the surroundings each part of an application reads, written down while it reads them."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import _lru_cache_wrapper
from typing import Any, Final

import pytest

from dr_desktop.assessment import application_figures, assess
from dr_desktop.assessment.parts import Part
from dr_desktop.assessment.surroundings import Surroundings, surroundings_of
from dr_desktop.plan.backup import BackupCopy, BackupPolicy, BackupTarget
from dr_desktop.plan.churn_profile import ChurnProfile
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.header import Header
from dr_desktop.plan.link import Link
from dr_desktop.plan.site import Site
from dr_desktop.plan.tier import Tier

Recorded = dict[Part, dict[str, set[str]]]
"""Part -> field of Surroundings -> fields of its rows; `ROWS` where it was asked which rows there are."""

ROWS: Final = "(rows)"

_FUNCTIONS: Final[dict[str, Part]] = {
    "_machine": "members",
    "data_store_result": "members",
    "topology_of": "topology",
    "link_shares": "links",
    "designed_recovery": "designed",
    "drill_record": "drills",
    "landing_shares": "landing",
    "application_findings": "findings",
    "shares_of": "shares",
    "azure_usage": "usage",
}
_KINDS: Final[dict[type[Entity], str]] = {
    Header: "header",
    Tier: "tiers",
    Site: "sites",
    BackupTarget: "targets",
    BackupPolicy: "policies",
    Link: "links_between",
    BackupCopy: "copies_from",
    ChurnProfile: "profiles",
}


class _Notes:
    """What was read so far, and the part that is reading."""

    def __init__(self) -> None:
        self.reads: Recorded = defaultdict(lambda: defaultdict(set))
        self.part: Part | None = None

    def note(self, name: str, field: str) -> None:
        if self.part is not None:
            self.reads[self.part][name].add(field)

    @contextmanager
    def reading(self, part: Part) -> Iterator[None]:
        before, self.part = self.part, part
        try:
            yield
        finally:
            self.part = before


class _Table(dict[Any, Any]):
    """A table that notes whoever asks for a row."""

    def __init__(self, rows: Any, note: Callable[[], None]) -> None:
        super().__init__(rows)
        self._note = note

    def __getattribute__(self, name: str) -> Any:
        if not name.startswith("_"):
            self._note()
        return super().__getattribute__(name)

    def __getitem__(self, key: Any) -> Any:
        self._note()
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self._note()
        return super().__contains__(key)

    def __iter__(self) -> Iterator[Any]:
        self._note()
        return super().__iter__()

    def __len__(self) -> int:
        self._note()
        return super().__len__()


class _Forgetful(dict[Any, Any]):
    """What was worked out is worked out again for the next who asks, so that all of its reads are seen."""

    def __setitem__(self, key: Any, value: Any) -> None:
        pass


class _Values:
    """Assumptions that note whoever reads one."""

    def __init__(self, values: Any, note: Callable[[str], None]) -> None:
        self._values, self._note = values, note

    def __getattr__(self, name: str) -> Any:
        self._note(name)
        return getattr(self._values, name)


def record_reads(monkeypatch: pytest.MonkeyPatch) -> Recorded:
    """What the parts read in every assessment from scratch from now on, filled in as they do."""
    notes = _Notes()
    caches = [one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper)]
    caches = [one for one in caches if str(one.__module__).startswith("dr_desktop.assessment")]
    for name, part in _FUNCTIONS.items():
        monkeypatch.setattr(
            application_figures, name, _read_as(part, getattr(application_figures, name), notes, caches)
        )
    whole = _read_as("inherited", application_figures.assess_application, notes, [])
    monkeypatch.setattr(assess, "assess_application", whole)
    for kind, name in _KINDS.items():
        monkeypatch.setattr(kind, "__getattribute__", _noting(name, frozenset(kind.model_fields), notes), raising=False)
    monkeypatch.setattr(
        assess, "surroundings_of", lambda plan, catalog: _watched(surroundings_of(plan, catalog), notes)
    )
    return notes.reads


def _read_as(part: Part, function: Any, notes: _Notes, caches: list[Any]) -> Any:
    def read(*values: Any) -> Any:
        for one in caches:  # what another part had worked out would be taken without reading anything
            one.cache_clear()
        with notes.reading(part):
            return function(*values)

    return read


def _noting(name: str, fields: frozenset[str], notes: _Notes) -> Any:
    def get(entity: Any, field: str) -> Any:
        if field in fields:
            notes.note(name, field)
        return object.__getattribute__(entity, field)

    return get


def _watched(around: Surroundings, notes: _Notes) -> Surroundings:
    watched: dict[str, Any] = {
        name: _Table(rows, lambda name=name: notes.note(name, ROWS))  # type: ignore[misc]
        for name, rows in around._asdict().items()
        if name not in ("header", "assumed", "catalog", "copies_for_some", "topologies")
    }
    watched["topologies"] = _Forgetful()
    watched["assumed"] = _Values(around.assumed, lambda field: notes.note("assumed", field))
    return around._replace(**watched)
