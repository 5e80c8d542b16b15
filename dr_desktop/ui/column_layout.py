"""Order, widths and hidden columns of a table: as at first, as they are now, as they were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dr_desktop.ui.sheet_view import SheetView

_NARROWEST: Final = 28


def shown_columns(view: SheetView) -> tuple[int, ...]:
    """The places of the columns that are shown, from left to right."""
    header = view.header
    places = (header.logicalIndex(visual) for visual in range(header.count()))
    return tuple(place for place in places if not view.isColumnHidden(place))


def lay_out_as_at_first(view: SheetView) -> None:
    """Order, widths and hidden columns as the columns state them."""
    for place, column in enumerate(view.entities.columns):
        view.header.moveSection(view.header.visualIndex(place), place)
        view.setColumnHidden(place, column.hidden)
    view.spare_room.forget()
    view.spare_room.lend()


def column_state(view: SheetView) -> dict[str, Any]:
    """What `restore_columns` puts back: plain data by the keys of the columns."""
    columns = view.entities.columns
    places = [view.header.logicalIndex(visual) for visual in range(view.header.count())]
    return {
        "order": [columns[place].key for place in places],
        "hidden": [columns[place].key for place in places if view.isColumnHidden(place)],
        # Without the room that this window lends them: another may have less.
        "widths": {columns[place].key: view.spare_room.width(place) for place in places},
    }


def restore_columns(view: SheetView, state: dict[str, Any]) -> None:
    """Put back what was kept; columns that were not there then stand as at first, the first one always first."""
    hidden, widths = state.get("hidden", []), state.get("widths", {})
    known = [place for key in state.get("order", []) if (place := view.entities.column_of(key)) is not None]
    for visual, place in enumerate([0, *(place for place in known if place != 0)]):
        column = view.entities.columns[place]
        view.header.moveSection(view.header.visualIndex(place), visual)
        view.setColumnHidden(place, column.key in hidden and place != 0)
        view.spare_room.keep(place, max(_NARROWEST, int(widths.get(column.key, column.width))))
    view.spare_room.lend()
