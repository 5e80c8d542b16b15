"""What an import of prices would do, in words: for the window's preview and for the command line."""

from __future__ import annotations

from dr_desktop.assessment.price_import import PriceChange, PriceProposal
from dr_desktop.plan.shown import show_number
from dr_desktop.report.names import counted

MORE_PAGES = "The response has more pages than were chosen: save them too, and choose all files at once."
_SAME_PERCENT = 0.005


def summary_words(proposal: PriceProposal) -> str:
    """'12 prices: 2 dearer, 1 cheaper, 8 as before, 1 new. 40 rows are left out.'"""
    kinds = [_kind(one) for one in proposal.changes]
    parts = [f"{kinds.count(kind)} {kind}" for kind in ("dearer", "cheaper", "as before", "new") if kind in kinds]
    taken = f"{counted(len(kinds), 'price')}: {', '.join(parts)}." if kinds else "No price of the plan is in the file."
    rows = sum(one.rows for one in proposal.left_out)
    return f"{taken} {counted(rows, 'row')} {'is' if rows == 1 else 'are'} left out." if rows else taken


def change_words(change: PriceChange) -> str:
    """'+4.2 %', 'as before', 'new'."""
    kind, percent = _kind(change), change.percent
    return f"{percent:+,.1f} %" if percent is not None and kind in ("dearer", "cheaper") else kind


def region_words(change: PriceChange) -> str:
    """The region or zone that a price holds in."""
    return change.region or "everywhere"


def amount_words(value: float | None, marks: tuple[str, str] = (",", ".")) -> str:
    """A price with as many decimals as tell it from its neighbours; a dash where there is none."""
    if value is None:
        return "–"
    return show_number(value, 2 if abs(value) >= 1 else 4, *marks)


def _kind(change: PriceChange) -> str:
    if change.before is None:
        return "new"
    percent = change.percent
    if percent is None:
        return "as before" if change.after == change.before else "dearer"
    if abs(percent) < _SAME_PERCENT:
        return "as before"
    return "dearer" if percent > 0 else "cheaper"
