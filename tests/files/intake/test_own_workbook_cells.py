"""Whatever stands in the cells of our own sheets, taking them back gives a plan and says what was not taken."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dr_desktop.files.intake import own_workbook
from dr_desktop.files.intake.cells import Cell, Missing
from dr_desktop.files.intake.inventory import Refusal
from dr_desktop.files.intake.merge import MergeChoices, merged
from dr_desktop.files.intake.opened import Tables
from dr_desktop.files.intake.own_columns import SHEETS, stated_fields
from dr_desktop.files.intake.spreadsheet import TabName
from dr_desktop.plan.plan import new_plan

FIELDS = {title: [one.heading for one in stated_fields(table)] for title, table in SHEETS.items()}
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(), st.text(max_size=12), st.floats(), st.integers(), st.booleans(), st.dates(),
    st.sampled_from([Missing.FORMULA_WITHOUT_VALUE, "a", "app-1", "m-1", "1; 2", "Gold"]),
)  # fmt: skip
ROWS = st.lists(st.lists(CELLS, max_size=60), max_size=3)


def sheets(rows: dict[str, Sequence[Sequence[Cell]]]) -> Tables:
    tabs = {title: list(enumerate([FIELDS[title], *rows[title]], 1)) for title in rows}
    return Tables(
        Path("x.xlsx"), tuple(TabName(one, False) for one in tabs), lambda tab: iter(tabs[tab]), False, (), {}
    )


@settings(max_examples=60, deadline=None)
@given(ROWS, ROWS)
def test_any_cells_give_a_plan_or_a_refusal(applications: list[list[Cell]], machines: list[list[Cell]]):
    found = own_workbook.read(sheets({"Applications": applications, "Machines": machines}))
    if isinstance(found, Refusal):
        assert found.remedy
        return
    result = merged(new_plan(date(2027, 1, 1)), found, MergeChoices(None, None, None))
    assert len(result.new) == len(found.machines)
    again = merged(result.plan, found, MergeChoices(None, None, None))
    assert {*again.plan.machines} >= {*result.plan.machines}
