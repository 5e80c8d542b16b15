"""One cell of any table, whatever wrote it."""

import re
from datetime import date, datetime, time, timedelta
from enum import Enum

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Missing(Enum):
    """A cell that should have a value."""

    FORMULA_WITHOUT_VALUE = "a formula whose result was never stored"


Cell = str | int | float | bool | datetime | date | time | timedelta | Missing | None


def text_of(cell: Cell) -> str:
    """The cell as text, trimmed; empty where there is nothing. A machine named 59 stays `59`, not `59.0`."""
    match cell:
        case str():
            text = _ESCAPED.sub(_unescaped, cell) if "_x" in cell else cell
            return text.strip()
        case None | Missing():
            return ""
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime():
            return cell.isoformat(sep=" ", timespec="seconds").removesuffix(" 00:00:00")
        case _:
            return str(cell)


def is_true(cell: Cell) -> bool:
    """Whether a cell says yes. Exports write booleans as text, and `bool("False")` is true."""
    return text_of(cell).casefold() in {"true", "yes", "1", "wahr", "ja", "vrai", "oui", "verdadero", "si", "sí"}


def _unescaped(found: re.Match[str]) -> str:
    """Excel stores a carriage return in a cell as `_x000D_`."""
    code = int(found.group(1), 16)
    return " " if code < 32 or 0xD800 <= code <= 0xDFFF else chr(code)
