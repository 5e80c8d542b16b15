"""What pydantic and PySide load at each import for features that this program does not use: a fifth of its start.

Both reach into how the libraries start; `tests/test_lean_imports.py` holds what they rely on. Where a library starts
differently, it is left to do so.
"""

from __future__ import annotations

import builtins
import os
import sys
import typing
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType, SimpleNamespace
from typing import Any, Final

_PLUGINS: Final = "pydantic.plugin._loader"
_SIGNATURES: Final = "shibokensupport.signature"
_BOOTSTRAP: Final = "signature_bootstrap"
# What PySide asks its signatures for: words of an error, `__signature__`, `__doc__`, `from __feature__ import …`.
_ASKED: Final = (
    "pyside_type_init",
    "create_signature",
    "seterror_argument",
    "make_helptext",
    "feature_import",
    "feature_imported",
)


def lean_pydantic() -> None:
    """Import pydantic without what it loads for plugins, secrets and type checkers."""
    _without_plugins()
    loaded_when_used("secrets")
    if "pydantic_core.core_schema" not in sys.modules:
        # Where it makes something else of its descriptions than subclasses, they are made when pydantic imports them.
        with _undescribed_dictionaries(), suppress(TypeError, AttributeError):
            import pydantic_core.core_schema  # noqa: F401


def _without_plugins() -> None:
    """Answer pydantic that there are no plugins: to ask, it loads what reads e-mail and packages."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    none = ModuleType(_PLUGINS)
    none.get_plugins = tuple  # type: ignore[attr-defined]
    sys.modules.setdefault(_PLUGINS, none)


class _Later(ModuleType):
    """A module that is loaded when something of it is first used. The standard `LazyLoader` loads at the import."""

    def __getattr__(self, name: str) -> Any:
        if self.__spec__ is not None and self.__spec__.loader is not None:
            self.__spec__.loader.exec_module(self)
        self.__class__ = ModuleType  # type: ignore[assignment]
        return getattr(self, name)


def loaded_when_used(name: str) -> None:
    """Have a module loaded when something of it is first used, not when it is imported."""
    spec = find_spec(name) if name not in sys.modules else None
    if spec is not None:
        module = sys.modules[name] = module_from_spec(spec)
        module.__class__ = _Later


class _Dictionary(dict[str, Any]):
    """Stands for `TypedDict`: what is in it is described nowhere, so nothing needs to be made of the description."""

    def __init_subclass__(cls, **described: Any) -> None:
        super().__init_subclass__()


@contextmanager
def _undescribed_dictionaries() -> Iterator[None]:
    """Make plain dictionaries of the some eighty typed ones in which pydantic describes schemas to type checkers."""
    import typing_extensions

    homes: tuple[ModuleType, ...] = (typing, typing_extensions)
    described = [home.__dict__["TypedDict"] for home in homes]
    for home in homes:
        home.__dict__["TypedDict"] = _Dictionary
    try:
        yield
    finally:
        for home, own in zip(homes, described, strict=True):
            home.__dict__["TypedDict"] = own


@contextmanager
def lean_qt() -> Iterator[None]:
    """Import PySide with Python's own `import`, and without its signatures until one is asked for.

    PySide's `import` looks in the source of each module for `from __feature__ import …`. Its signatures word errors
    and documentation: Python source in the library, compiled anew at each start. The program has one thread: PySide
    itself stumbles where several ask for their first signature at once.
    """
    own = builtins.__import__

    @wraps(own)
    def importing(name: str, *given: Any, **named: Any) -> Any:
        later = _signatures_later() if name == _SIGNATURES and given[2:3] == (("loader",),) else None
        return own(name, *given, **named) if later is None else SimpleNamespace(loader=later)

    builtins.__import__ = importing
    try:
        yield
    finally:
        builtins.__import__ = own


def _signatures_later() -> SimpleNamespace | None:
    """Stands for the loader of PySide's signatures, and loads it when the first is asked for; None: not as known."""
    finder, bootstrap = sys.meta_path[0], sys.modules.get(_BOOTSTRAP)
    found = finder.find_spec(f"{_SIGNATURES}.mapping", None)
    if bootstrap is None or found is None or found.loader is None:
        return None
    # The one module of them that PySide looks up by itself, to call `update_mapping` in it.
    mapping, mapping_loader = module_from_spec(found), found.loader
    sys.modules[mapping.__name__] = mapping
    loaded: list[ModuleType] = []

    def loader() -> ModuleType:
        if not loaded:
            sys.meta_path.insert(0, finder)
            sys.modules[_BOOTSTRAP] = bootstrap
            try:
                mapping_loader.exec_module(mapping)
                loaded.append(import_module(f"{_SIGNATURES}.loader"))
            finally:
                sys.meta_path.remove(finder)
        return loaded[0]

    def update_mapping() -> None:
        loader()
        mapping.update_mapping()

    def later(name: str) -> Callable[..., Any]:
        return lambda *given, **named: getattr(loader(), name)(*given, **named)

    mapping.__dict__["update_mapping"] = update_mapping
    # What PySide 6 does at the end of its start is to set its own `import`, and after each module nothing.
    nothing = {"post_init": lambda: None, "finish_import": lambda module: None}
    return SimpleNamespace(**{name: later(name) for name in _ASKED}, **nothing)
