"""How a reader is stopped: it asks every few hundred rows."""

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

ROWS_BETWEEN_TICKS: Final = 256

Tick = Callable[[], None]
"""Called every few hundred rows; what it raises ends the reading."""

_Row = TypeVar("_Row")


def never_cancelled() -> None:
    """The tick of a reading that nobody cancels."""


def ticking(rows: Iterator[_Row], tick: Tick) -> Iterator[_Row]:
    """The same rows, asking now and then."""
    tick()
    for at, row in enumerate(rows):
        if at % ROWS_BETWEEN_TICKS == 0:
            tick()
        yield row
