"""Keeps what Python compiles of texts while libraries are imported, so that the next start finds it compiled.

Modules have their `.pyc`. Data classes, named tuples and annotations in quotes are written as text while a module is
imported and compiled anew at each start, several hundred of them, which was a tenth of ours. What is kept lies beside
the `.pyc` of this module and follows their rules: it holds for one version of Python, and where nothing can or shall
be written, nothing is kept.
"""

from __future__ import annotations

import collections
import dataclasses
import marshal
import os
import sys
import typing
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
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
_HEAD_BYTES: Final = len(MAGIC_NUMBER) + 8


def kept_beside_modules() -> Path:
    """Where what was compiled is kept."""
    return Path(cache_from_source(__file__)).with_suffix(".texts")


@contextmanager
def texts_compiled_once(file: Path) -> Iterator[None]:
    """While modules are imported: take what they compile of texts from `file`, and put there what is new."""
    kept = _read(file)
    taken: _Kept = {}

    def code(text: str, name: str, mode: str) -> CodeType:
        key = (text, name, mode)
        known = taken.get(key)
        if known is None:
            known = kept.get(key) or compile(text, name, mode, dont_inherit=True)
            taken[key] = known
        return known

    def run(text: Any, *within: Any) -> None:
        exec(code(text, "<string>", "exec") if isinstance(text, str) else text, *within)

    def value(text: Any, *within: Any) -> Any:
        return eval(code(text, "<string>", "eval") if isinstance(text, str) else text, *within)

    standing_in = {"exec": run, "eval": value, "compile": code}
    for module, name in _COMPILING:
        vars(module)[name] = standing_in[name]
    try:
        yield
    finally:
        for module, name in _COMPILING:
            vars(module).pop(name, None)
    if not taken.keys() <= kept.keys():
        _write(file, taken)  # without what was kept for libraries that have since been replaced


def _read(file: Path) -> _Kept:
    try:
        data = file.read_bytes()
    except OSError:
        return {}
    marshalled = data[_HEAD_BYTES:]
    # Looked at before it is taken apart: of a damaged file Python would make code that ends the program.
    if data[:_HEAD_BYTES] != _head(marshalled):
        return {}
    found: _Kept = marshal.loads(marshalled)
    return found


def _write(file: Path, kept: _Kept) -> None:
    if sys.dont_write_bytecode:
        return
    marshalled = marshal.dumps(kept)
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        beside.write_bytes(_head(marshalled) + marshalled)
        beside.replace(file)
    except OSError:  # nothing can be kept there; on a disk that is only read nothing can be taken away either
        with suppress(OSError):
            beside.unlink()


def _head(marshalled: bytes) -> bytes:
    """What a file begins with that was written whole, by this version of Python."""
    return MAGIC_NUMBER + source_hash(marshalled)
