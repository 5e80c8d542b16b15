"""Which rows of a table are shown, in which order, and what stands in them. No Qt: the model makes signals of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from dr_desktop.assessment.results import Assessment, Costs, Finding
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.numbers import DecimalMark
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.rows import renewed
from dr_desktop.ui.columns import Column, Row, sort_value, worst_by_field
from dr_desktop.ui.row_filter import Keeps, haystack, search
from dr_desktop.ui.row_order import in_order, sort_key
from dr_desktop.ui.table_columns import has_results, results_of

_NO_FINDINGS: Final[Mapping[str, Any]] = {}


class ShownRows:
    """The rows of one table, looked up where plan and assessment keep them; `order` is the list of ids shown.

    Sort keys and search texts are kept per row until `forget` is told that the row changed.
    """

    def __init__(
        self,
        plan: Plan,
        assessment: Assessment,
        table: str,
        columns: Sequence[Column],
        group: str,
        decimal: DecimalMark,
    ) -> None:
        self.table = table
        self.columns = tuple(columns)
        self.plan = plan
        self.rows: Mapping[str, Entity] = plan.table(table)
        self.assessment = assessment
        self.results = results_of(assessment, table)
        self.order: list[str] = list(self.rows)
        self._group, self._decimal = group, decimal
        self._worst = {} if has_results(table) else _worst_by_entity(assessment, table)
        self._places: dict[str, int] | None = None
        self._last: tuple[str, Row] | None = None
        self._keys: dict[str, dict[str, Any]] = {}
        self._haystacks: dict[str, str] = {}

    def show_plan(self, plan: Plan) -> None:
        """Look rows up in another plan from now on."""
        self.plan = plan
        self.rows = plan.table(self.table)
        self._last = None

    def show_assessment(self, assessment: Assessment) -> set[str]:
        """Look results up in another assessment; gives the ids of the rows whose results are others."""
        before, old = self.assessment, self.results
        self.assessment = assessment
        self.results = results_of(assessment, self.table)
        self._last = None
        touched = set(renewed(old, self.results))
        if self.table == "applications":
            costs, known = assessment.consumption.per_application, before.consumption.per_application
            if isinstance(costs, Costs):
                touched.update(costs.changed_since(known))
            else:
                touched.update([key for key, cost in costs.items() if known.get(key) != cost])
        elif not has_results(self.table):
            worst, seen = _worst_by_entity(assessment, self.table), self._worst
            touched.update(key for key in worst.keys() | seen.keys() if worst.get(key) != seen.get(key))
            self._worst = worst
        return touched

    def put_in_order(self, order: list[str]) -> None:
        """Show these rows in this order."""
        self.order = order
        self._places = None

    def place_of(self, entity_id: str) -> int | None:
        """The row at which an entity is shown; None when it is not."""
        if self._places is None:
            self._places = {one: place for place, one in enumerate(self.order)}
        return self._places.get(entity_id)

    def row(self, entity_id: str) -> Row:
        """The row as columns see it; painting asks for the same one many times in turn."""
        if self._last is not None and self._last[0] == entity_id:
            return self._last[1]
        result = self.results.get(entity_id)
        if result is None:
            worst = self._worst.get(entity_id, _NO_FINDINGS)
        else:
            worst = worst_by_field(result.findings) if result.findings else _NO_FINDINGS
        entity = self.rows[entity_id]
        row = Row(self.plan, entity, result, self.assessment, worst, self._group, self._decimal)
        self._last = (entity_id, row)
        return row

    def found(self, keeps: Sequence[Keeps], searched: str) -> list[str]:
        """The ids that every filter keeps and that hold every word searched for, in the plan's order."""
        ids = list(self.rows)
        wanted = search(searched)
        if wanted is not None:
            known = self._haystacks
            for one in ids:
                if one not in known:
                    known[one] = haystack(self.columns, self.row(one))
            ids = [one for one in ids if wanted(known[one])]
        for keep in keeps:
            ids = [one for one in ids if keep(self.row(one))]
        return ids

    def sorted_by(self, column: Column, ids: list[str], *, descending: bool) -> list[str]:
        """The ids by what the column shows."""
        known = self._keys.setdefault(column.key, {})
        for one in ids:
            if one not in known:
                known[one] = sort_key(sort_value(column, self.row(one)))
        return in_order(ids, known.__getitem__, descending=descending)

    def forget(self, ids: Iterable[str] | None) -> None:
        """Work out sort keys and search texts of these rows again when they are next needed; None: of all rows."""
        self._last = None
        if ids is None:
            self._keys.clear()
            self._haystacks.clear()
            return
        for one in ids:
            self._haystacks.pop(one, None)
            for known in self._keys.values():
                known.pop(one, None)


def _worst_by_entity(assessment: Assessment, table: str) -> dict[str, Mapping[str, Any]]:
    found: dict[str, list[Finding]] = {}
    for finding in assessment.findings:
        if finding.table == table:
            found.setdefault(finding.entity, []).append(finding)
    return {key: worst_by_field(findings) for key, findings in found.items()}
