"""Several values in one cell: parts between semicolons, or between commas where there is no semicolon."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from dr_desktop.plan.late_pattern import late_pattern
from dr_desktop.plan.machine import Disk
from dr_desktop.plan.numbers import DecimalMark, edit_number
from dr_desktop.plan.shown import show_number
from dr_desktop.plan.typed_text import Unreadable, plain, quoted
from dr_desktop.plan.units import read_quantity

_PARTS: Final = late_pattern(r"(?:[^;\\]|\\.)+", re.DOTALL)
_EXCLUDED: Final = late_pattern(r"(.*?)[ ,(]*(?:excluded|excl\.?|not protected)\)?", re.IGNORECASE)
_TIMES: Final = late_pattern(r"([0-9]{1,3}) ?[x×*] ?(.+)", re.IGNORECASE)
_MOST_DISKS: Final = 256
_SIZE_DECIMALS: Final = 1


def parts_of(text: str, *, commas: bool = True) -> list[str]:
    r"""The parts of a list as typed, trimmed, blank ones left out; a backslash keeps a semicolon: a\;b is one part."""
    body = text.strip()
    if ";" not in body and "\n" not in body and "\\" not in body:
        found = body.split(",") if commas else [body]
    else:
        found = [re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in _PARTS.findall(body.replace("\n", ";"))]
    return [part for part in (one.strip() for one in found) if part]


def joined(parts: Iterable[str]) -> str:
    """The parts as one text that `parts_of` takes apart again (blank parts and line ends aside)."""
    text = "; ".join(re.sub(r"([;\\])", r"\\\1", part) for part in parts)
    return f"{text};" if "," in text and ";" not in text else text


def read_disks(text: str, decimal: DecimalMark | None) -> tuple[Disk, ...] | Unreadable:
    """Disks such as `127; 512; 1023 excluded` or `4 x 512 GiB`, sizes in GiB unless a unit says otherwise."""
    disks: list[Disk] = []
    for part in parts_of(text, commas=decimal != ","):
        excluded = _EXCLUDED.fullmatch(part)
        size = plain(excluded[1] if excluded else part)
        several = _TIMES.fullmatch(size)
        gib = read_quantity(several[2] if several else size, "GiB", decimal)
        if isinstance(gib, Unreadable):
            return gib
        if gib is None or not 0 <= gib <= 1_000_000:
            return Unreadable(
                f"{quoted(part)} is not the size of a disk.", "Type sizes in GiB, for example 127; 512; 1023 excluded."
            )
        disks += [Disk(size_gib=gib, excluded=excluded is not None)] * (int(several[1]) if several else 1)
    if len(disks) > _MOST_DISKS:
        return Unreadable(f"{len(disks)} disks are more than a machine has.", f"Type at most {_MOST_DISKS} sizes.")
    return tuple(disks)


def edit_disks(disks: Iterable[Disk], decimal: DecimalMark) -> str:
    """The disks as they are edited: `127; 512; 1023 excluded`."""
    texts = [edit_number(one.size_gib, decimal) + (" excluded" if one.excluded else "") for one in disks]
    return joined(texts)


def show_disks(disks: Iterable[Disk], decimal: DecimalMark) -> str:
    """The disks as a table shows them: as edited, with no more decimals than a size in GiB has, none that is 0."""
    texts = [_shown_size(one.size_gib, decimal) + (" excluded" if one.excluded else "") for one in disks]
    return joined(texts)


def _shown_size(gib: float, decimal: DecimalMark) -> str:
    rounded = float(show_number(gib, _SIZE_DECIMALS, "", "."))
    return edit_number(rounded or gib, decimal)


def read_mapping(text: str) -> dict[str, str] | Unreadable:
    """Pairs such as `owner = Ann; rack = 12`, in the order typed."""
    pairs: dict[str, str] = {}
    for part in parts_of(text, commas=False):
        key, equals, value = part.partition("=")
        if not equals or not key.strip():
            return Unreadable(f"{quoted(part)} is not a pair.", "Type a name, = and a value, for example rack = 12.")
        pairs[key.strip()] = value.strip()
    return pairs


def edit_mapping(pairs: Mapping[str, str]) -> str:
    """The pairs as they are edited: `owner = Ann; rack = 12`."""
    return joined(f"{key} = {value}" for key, value in pairs.items())
