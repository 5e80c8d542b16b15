"""Keeps what Python compiles of texts while libraries are imported, so that the next start finds it compiled.

Modules have their `.pyc`. Data classes, named tuples and annotations in quotes are written as text while a module is
imported and compiled anew at each start, several hundred of them, which was a tenth of ours. What is kept lies beside
the `.pyc` of this module and follows their rules: it holds for one version of Python, and where nothing can be
written, nothing is kept.
"""

from __future__ import annotations

import builtins
import collections
import dataclasses
import marshal
import os
import typing
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, Final

_Kept = dict[tuple[str, str, str], CodeType]

#: who compiles texts, and by which of Python's own functions
_COMPILING: Final[tuple[tuple[ModuleType, str], ...]] = (
    (dataclasses, "exec"),
    (collections, "eval"),
    (typing, "compile"),
)


def kept_beside_modules() -> Path:
    """Where what was compiled is kept."""
    return Path(cache_from_source(__file__)).with_suffix(".texts")


@contextmanager
def texts_compiled_once(file: Path) -> Iterator[None]:
    """While modules are imported: take what they compile of texts from `file`, and put there what is new."""
    kept = _read(file)
    before = len(kept)

    def code(text: Any, name: str, mode: str) -> Any:
        if not isinstance(text, str):
            return text
        known = kept.get((text, name, mode))
        if known is None:
            known = kept[text, name, mode] = builtins.compile(text, name, mode, dont_inherit=True)
        return known

    def run(text: Any, *within: Any) -> None:
        exec(code(text, "<string>", "exec"), *within)

    def value(text: Any, *within: Any) -> Any:
        return eval(code(text, "<string>", "eval"), *within)

    standing_in = {"exec": run, "eval": value, "compile": code}
    for module, name in _COMPILING:
        vars(module)[name] = standing_in[name]
    try:
        yield
    finally:
        for module, name in _COMPILING:
            del vars(module)[name]
        if len(kept) > before:
            _write(file, kept)


def _read(file: Path) -> _Kept:
    try:
        data = file.read_bytes()
        if data.startswith(MAGIC_NUMBER):
            found: _Kept = marshal.loads(data[len(MAGIC_NUMBER) :])
            return found
    except (OSError, EOFError, ValueError, TypeError):
        pass  # none yet, or cut short: what is missing is compiled and kept anew
    return {}


def _write(file: Path, kept: _Kept) -> None:
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        beside.write_bytes(MAGIC_NUMBER + marshal.dumps(kept))
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)  # nothing can be kept there
