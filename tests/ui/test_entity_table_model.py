"""The table model: it shows what the document holds, says exactly what changed, and loses nothing that was typed."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QObject, Qt

from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import table_names
from dr_desktop.plan.typed import Typed
from dr_desktop.ui.document import Document
from dr_desktop.ui.entity_table_model import EntityTableModel
from tests.ui.small_plans import NO_CATALOG, large_plan, small_plan, sums_only

TIP = Qt.ItemDataRole.ToolTipRole
EDIT = Qt.ItemDataRole.EditRole


@pytest.fixture
def document(qapp: QObject) -> Document:
    return Document(small_plan(), NO_CATALOG, assess=sums_only)


def model_of(document: Document, table: str) -> EntityTableModel:
    return EntityTableModel(document, table, document)


def column(model: EntityTableModel, key: str) -> int:
    place = model.column_of(key)
    assert place is not None
    return place


def cell_text(model: EntityTableModel, entity: str, key: str) -> str:
    row = model.row_of(entity)
    assert row is not None
    return str(model.index(row, column(model, key)).data())


def type_in(model: EntityTableModel, entity: str, key: str, text: str) -> None:
    row = model.row_of(entity)
    assert row is not None
    assert model.setData(model.index(row, column(model, key)), text)


class Heard:
    """What a model's signals said, in order."""

    def __init__(self, model: EntityTableModel) -> None:
        self.changes: list[tuple[int, int]] = []
        self.events: list[str] = []
        model.dataChanged.connect(self._changed)
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.modelReset.connect(self._reset)
        model.layoutChanged.connect(self._laid_out)

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self.changes.append((first.row(), last.row()))

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.events.append(f"+{first}-{last}")

    def _removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.events.append(f"-{first}-{last}")

    def _reset(self) -> None:
        self.events.append("reset")

    def _laid_out(self) -> None:
        self.events.append("layout")


@pytest.mark.parametrize("table", table_names())
def test_every_table_is_a_sound_qt_model(document: Document, table: str, qtmodeltester: Any):
    model = model_of(document, table)
    qtmodeltester.check(model)
    for row in range(model.rowCount()):
        for place in range(model.columnCount()):
            assert isinstance(model.index(row, place).data(), str)
            assert isinstance(model.index(row, place).data(EDIT), str)


def test_flags_of_no_cell_are_empty(document: Document):
    assert model_of(document, "machines").flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags


def test_a_blank_shows_what_it_inherits_in_grey_and_is_edited_as_a_blank(document: Document):
    model = model_of(document, "applications")
    row = model.row_of("portal")
    assert row is not None
    cell = model.cell(row, column(model, "rto_minutes"))
    assert (cell.text.replace("\u00a0", " "), cell.role) == ("1 h", "text.inherited")
    assert model.index(row, column(model, "rto_minutes")).data(EDIT) == ""
    assert "Inherited from tier Gold." in model.index(row, column(model, "rto_minutes")).data(TIP)
    own = model.cell(model.row_of("billing") or 0, column(model, "mtd_minutes"))
    assert own.role == "text.inherited"


def test_an_assumed_value_is_shown_and_marked(document: Document):
    model = model_of(document, "machines")
    row = model.row_of("m0")
    assert row is not None
    cell = model.cell(row, column(model, "used_gib"))
    assert (cell.text, cell.assumed, cell.role) == ("76", True, "text.inherited")
    assert "Assumed" in model.index(row, column(model, "used_gib")).data(TIP)


def test_what_follows_from_the_plan_cannot_be_typed_over(document: Document):
    model = model_of(document, "applications")
    index = model.index(0, column(model, "machines"))
    assert not model.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(index, "5")


def test_an_edit_is_one_named_step_and_exactly_one_change_of_one_row(document: Document):
    model = model_of(document, "applications")
    heard = Heard(model)
    type_in(model, "billing", "rto_minutes", "30m")
    row = model.row_of("billing")
    assert heard.changes == [(row, row)]
    assert heard.events == []
    assert document.undo_stack.undoText() == "Change RTO of Billing"
    assert model.cell(row or 0, column(model, "designed_rto")).sign == "error"


def test_an_edit_of_a_machine_changes_one_row_here_and_its_application_there(document: Document):
    machines, applications = model_of(document, "machines"), model_of(document, "applications")
    in_machines, in_applications = Heard(machines), Heard(applications)
    type_in(machines, "m1", "used_gib", "1 TiB")
    assert in_machines.changes == [(machines.row_of("m1"), machines.row_of("m1"))]
    farm = applications.row_of("farm")
    assert in_applications.changes == [(farm, farm)]


def test_an_edit_that_changes_nothing_is_no_step(document: Document):
    model = model_of(document, "applications")
    heard = Heard(model)
    type_in(model, "billing", "rto_minutes", "240 min")
    assert (heard.changes, document.undo_stack.count(), document.modified) == ([], 0, False)


def test_another_name_of_a_tier_is_seen_where_it_is_referred_to(document: Document):
    applications = model_of(document, "applications")
    heard = Heard(applications)
    type_in(model_of(document, "tiers"), "gold", "name", "Platinum")
    assert heard.changes == [(0, applications.rowCount() - 1)]
    assert cell_text(applications, "portal", "tier") == "Platinum"


def test_what_cannot_be_read_stays_as_typed_and_out_of_the_plan(document: Document):
    model = model_of(document, "applications")
    counts: list[int] = []
    model.drafts_changed.connect(counts.append)
    heard = Heard(model)
    type_in(model, "billing", "rto_minutes", "1 business day")
    index = model.index(model.row_of("billing") or 0, column(model, "rto_minutes"))
    assert (index.data(), index.data(EDIT)) == ("1 business day", "1 business day")
    assert "24h" in index.data(TIP)
    assert document.plan.applications["billing"].rto_minutes == 240
    assert (document.undo_stack.count(), counts, len(heard.changes)) == (0, [1], 1)
    type_in(model, "billing", "rto_minutes", "8h")
    assert (document.plan.applications["billing"].rto_minutes, model.drafts, counts) == (480, {}, [1, 0])


def test_a_draft_is_abandoned_with_its_cell_shown_as_the_plan_has_it(document: Document):
    model = model_of(document, "applications")
    type_in(model, "portal", "rto_minutes", "soon")
    index = model.index(model.row_of("portal") or 0, column(model, "rto_minutes"))
    assert model.drop_draft(index)
    assert not model.drop_draft(index)
    assert index.data().replace("\u00a0", " ") == "1 h"


def test_another_plan_takes_the_drafts_of_the_old_one_away(document: Document):
    model = model_of(document, "applications")
    type_in(model, "portal", "rto_minutes", "soon")
    document.set_plan(small_plan(), None)
    assert model.drafts == {}
    assert not document.modified


def test_rows_come_and_go_with_their_neighbours_named(document: Document, qtmodeltester: Any):
    model = model_of(document, "machines")
    qtmodeltester.check(model)
    heard = Heard(model)
    document.replace_plan(document.plan.remove("machines", ["m1", "m2", "m7"]), "Remove 3 machines")
    assert heard.events == ["-7-7", "-1-2"]
    heard.events.clear()
    document.undo_stack.undo()
    assert heard.events == ["+1-2", "+7-7"]
    assert model.ids() == tuple(document.plan.machines)


def test_sorting_is_natural_and_leaves_the_unknown_last_either_way(document: Document):
    model = model_of(document, "machines")
    model.sort_by("name", descending=True)
    assert model.ids()[:3] == ("m11", "m10", "m9")
    document.replace_plan(document.plan.put("machines", document.plan.machines["m3"].changed(vcpus=None)), "x")  # type: ignore[arg-type]
    for descending in (False, True):
        model.sort_by("vcpus", descending=descending)
        assert model.ids()[-1] == "m3"
    model.sort_by(None)
    assert model.ids() == tuple(document.plan.machines)


def test_an_edit_moves_no_row_until_it_is_sorted_again(document: Document):
    model = model_of(document, "applications")
    model.sort_by("name")
    before = model.ids()
    type_in(model, "billing", "name", "Zebra")
    assert model.ids() == before
    model.sort_by("name")
    assert model.ids()[-1] == "billing"


def test_a_tier_is_sorted_by_its_rank(document: Document):
    model = model_of(document, "applications")
    model.sort_by("tier")
    assert [cell_text(model, one, "tier") for one in model.ids()][:4] == ["Gold", "Gold", "Silver", "Bronze"]


@pytest.mark.parametrize(
    ("key", "typed", "ids"),
    [
        ("name", "maps, port", {"portal", "gis"}),
        ("name", "= billing", {"billing"}),
        ("tier", "1–2", {"billing", "portal", "meter"}),
        ("rto_minutes", "<= 4h", {"billing", "portal", "meter"}),
        ("rto_minutes", "<= 4", {"billing", "portal", "meter"}),
        ("machines", "> 2", {"billing", "farm"}),
        ("used_tib", "> 0.25", {"billing", "farm"}),
        ("mtd_minutes", "–", {"farm", "gis", "app-unassigned"}),
        ("scheme", "not replication", {"billing", "farm", "gis", "app-unassigned"}),
        ("source_site", "north, prov", {"billing", "farm", "portal", "gis", "meter"}),
    ],
)
def test_a_filter_keeps_words_lists_bounds_and_blanks(document: Document, key: str, typed: str, ids: set[str]):
    model = model_of(document, "applications")
    assert model.set_filter(key, typed) is None
    assert set(model.ids()) == ids
    assert model.total == 6
    model.clear_filters()
    assert len(model.ids()) == 6


def test_a_bound_that_cannot_be_read_filters_nothing_and_says_so(document: Document):
    model = model_of(document, "applications")
    assert isinstance(model.set_filter("machines", "> lots"), Problem)
    assert len(model.ids()) == 6


def test_a_search_finds_words_in_any_column_as_they_are_now(document: Document):
    model = model_of(document, "applications")
    model.set_search("gold north")
    assert set(model.ids()) == {"portal", "meter"}
    model.set_search("")
    type_in(model, "gis", "source_site", "North")
    type_in(model, "gis", "tier", "Gold")
    model.set_search("gold north")
    assert set(model.ids()) == {"portal", "meter", "gis"}


def test_a_row_that_no_longer_fits_the_filter_stays_until_it_is_applied_again(document: Document):
    model = model_of(document, "applications")
    model.set_filter("tier", "gold")
    type_in(model, "portal", "tier", "Silver")
    assert "portal" in model.ids()
    model.filter_again()
    assert "portal" not in model.ids()


def test_many_cells_are_one_step_and_the_unreadable_ones_stay_as_drafts(document: Document):
    model = model_of(document, "machines")
    heard = Heard(model)
    cells = {f"m{number}": {"vcpus": Typed(text)} for number, text in enumerate(["4", "8", "many", "16"])}
    taken = model.take_cells(cells, "Paste 4 cells")
    assert (taken.taken, [one.entity for one in taken.refused]) == (3, ["m2"])
    assert (document.undo_stack.count(), heard.changes) == (1, [(0, 3)])
    assert [document.plan.machines[f"m{number}"].vcpus for number in range(4)] == [4, 8, 4, 16]


def test_rows_far_apart_are_told_of_in_few_changes(document: Document):
    model = model_of(document, "machines")
    heard = Heard(model)
    model.take_cells({f"m{number}": {"vcpus": Typed("12")} for number in (0, 5, 11)}, "Fill")
    assert heard.changes == [(0, 0), (5, 5), (11, 11)]


EDITS = st.sampled_from([
    ("applications", "rto_minutes", ("30m", "≤ 4 h", "", "soon")),
    ("applications", "tier", ("Gold", "Bronze", "", "Nowhere")),
    ("applications", "name", ("Alpha", "", "beta 10")),
    ("machines", "application", ("Billing", "GIS maps", "")),
    ("machines", "used_gib", ("1 TiB", "12,5", "", "much")),
    ("machines", "disks", ("127; 64 excluded", "", "x")),
    ("tiers", "rto_minutes", ("1h", "2 d", "")),
])  # fmt: skip


@settings(max_examples=25)
@given(data=st.data())
def test_whatever_is_done_undoing_all_gives_back_the_same_plan_and_redoing_all_the_same_edited_one(
    data: st.DataObject, qapp: QObject
):
    start = small_plan()
    document = Document(start, NO_CATALOG, assess=sums_only)
    models = {table: model_of(document, table) for table in ("applications", "machines", "tiers")}
    for _ in range(data.draw(st.integers(1, 12))):
        action = data.draw(st.sampled_from(["edit", "edit", "edit", "remove", "sort", "filter"]))
        table, key, texts = data.draw(EDITS)
        model = models[table]
        if action == "edit" and model.ids():
            type_in(model, data.draw(st.sampled_from(model.ids())), key, data.draw(st.sampled_from(texts)))
        elif action == "remove" and model.ids():
            document.replace_plan(document.plan.remove(table, [data.draw(st.sampled_from(model.ids()))]), "Remove")
        elif action == "sort":
            model.sort_by(key, descending=data.draw(st.booleans()))
        elif action == "filter":
            model.set_filter("name", data.draw(st.sampled_from(["a", "1", ""])))
    end = document.plan
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.plan is start
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
    assert document.plan is end
    for table, model in models.items():
        model.clear_filters()
        model.sort_by(None)
        assert model.ids() == tuple(end.table(table))
        fresh = model_of(document, table)
        assert [fresh.cell(row, 0) for row in range(fresh.rowCount())] == [
            model.cell(row, 0)._replace(text=fresh.cell(row, 0).text)
            if model.cell(row, 0).draft
            else model.cell(row, 0)
            for row in range(model.rowCount())
        ]


def test_one_edit_among_ten_thousand_machines_is_one_change_of_one_row(qapp: QObject):
    document = Document(large_plan(10_000), NO_CATALOG, assess=sums_only)
    model = model_of(document, "machines")
    heard = Heard(model)
    type_in(model, "x5000", "used_gib", "77")
    assert heard.changes == [(model.row_of("x5000"), model.row_of("x5000"))]


def test_emitting_twenty_thousand_times_takes_no_reference_of_none(document: Document):
    model = model_of(document, "applications")
    seen = 0

    def listen(*_: object) -> None:
        nonlocal seen
        seen += 1

    model.dataChanged.connect(listen)
    corner = model.index(0, 0)
    before = sys.getrefcount(None)
    for _ in range(20_000):
        model.dataChanged.emit(corner, corner)
    assert seen == 20_000
    assert sys.getrefcount(None) > before - 1_000


def test_a_document_and_its_models_go_when_nobody_holds_them(qapp: QObject):
    document = Document(small_plan(), NO_CATALOG, assess=sums_only)
    gone: list[str] = []
    model = model_of(document, "applications")
    type_in(model, "billing", "name", "Other")
    document.destroyed.connect(_noting(gone, "document"))
    model.destroyed.connect(_noting(gone, "model"))
    del model, document
    gc.collect()
    assert sorted(gone) == ["document", "model"]


def _noting(into: list[str], word: str) -> Callable[..., None]:
    return lambda *_: into.append(word)
