"""What the status bar says of selected cells: sums per column with their unit, unknown cells counted apart."""

from __future__ import annotations

from math import fsum

from dr_desktop.ui.cell_edits import Area
from dr_desktop.ui.columns import Column, Row, one_decimal, whole
from dr_desktop.ui.entity_table_model import EntityTableModel

_MOST_COLUMNS = 4


def selection_summary(model: EntityTableModel, area: Area) -> tuple[str, ...]:
    """Sentences such as '6 rows × 2 columns', 'Machines: 93 in sum · 15.5 mean · 2 unknown'; never across units."""
    if len(area.rows) * len(area.columns) < 2:
        return ()
    rows, columns = len(area.rows), len(area.columns)
    said = [f"{rows:,} {'row' if rows == 1 else 'rows'} × {columns} {'column' if columns == 1 else 'columns'}"]
    for place in [one for one in area.columns if model.columns[one].sums][:_MOST_COLUMNS]:
        column = model.columns[place]
        first = model.row(area.rows[0])
        values = [column.found(model.row(row)).value for row in area.rows]
        known = [value for value in values if value is not None]
        parts = []
        if known:
            total, mean = fsum(known), fsum(known) / len(known)
            unit = f"\u00a0{column.unit}" if column.unit else ""
            parts += [f"{column.show(total, first)}{unit} in sum", f"{_mean(column, mean, first)} mean"]
        if len(known) < len(values):
            parts.append(f"{len(values) - len(known):,} unknown")
        heading = column.heading.partition(",")[0].removesuffix(f" {column.unit}")
        said.append(f"{heading}: {' · '.join(parts)}")
    return tuple(said)


def _mean(column: Column, mean: float, row: Row) -> str:
    """A mean of whole things has a decimal while there are few of them."""
    return (one_decimal if column.show is whole and mean < 1_000 else column.show)(mean, row)
