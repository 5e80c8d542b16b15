"""How blocks fill pages: a strip is never broken, headings stay with what follows, table heads are repeated."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

Paint = Callable[["Canvas", float, float], None]
"""Paints at (left, top) in pt, y upwards."""


class Strip(NamedTuple):
    """What lies across the page and is not broken. Heights in pt.

    `gap` is the room above it, dropped at the head of a page. `with_next`: the strip after it stands on the same page.
    `head` is painted again above it where it begins a page. `bookmark` names it in the outline of the document;
    `least` is the room that must be left on a page for it to begin there.
    """

    height: float
    paint: Paint
    gap: float = 0.0
    with_next: bool = False
    head: Strip | None = None
    bookmark: str = ""
    level: int = 1
    new_page: bool = False
    least: float = 0.0


class Placed(NamedTuple):
    """A strip and the distance of its upper edge from the upper edge of the page's room, pt."""

    down: float
    strip: Strip


Page = tuple[Placed, ...]


def paged(strips: Iterable[Strip], room: float) -> list[Page]:
    """The strips on as many pages as they need, each `room` pt high."""
    pages: list[Page] = []
    page: list[Placed] = []
    down = 0.0
    for group in _groups(strips):
        need = sum([one.height + one.gap for one in group])
        first = group[0]
        if page and (first.new_page or down + max(need, first.least) > room):
            pages.append(tuple(page))
            page, down = [], 0.0
        for strip in group:
            # A group that is higher than a page is broken where it must be.
            if page and down + strip.gap + strip.height > room + 0.01:
                pages.append(tuple(page))
                page, down = [], 0.0
            if not page and strip.head is not None:
                page.append(Placed(0.0, strip.head))
                down = strip.head.height
            elif page:
                down += strip.gap
            page.append(Placed(down, strip))
            down += strip.height
    return [*pages, tuple(page)] if page else pages


def _groups(strips: Iterable[Strip]) -> list[list[Strip]]:
    groups: list[list[Strip]] = [[]]
    for strip in strips:
        groups[-1].append(strip)
        if not strip.with_next:
            groups.append([])
    return [group for group in groups if group]
