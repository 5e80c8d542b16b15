"""What pydantic and PySide do at each import for features that this program does not use: a tenth of its start."""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Final

_PLUGINS: Final = "pydantic.plugin._loader"


def without_plugins() -> None:
    """Answer pydantic that there are no plugins: to ask, it loads what reads e-mail and packages."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    none = ModuleType(_PLUGINS)
    none.get_plugins = tuple  # type: ignore[attr-defined]
    sys.modules.setdefault(_PLUGINS, none)


@contextmanager
def plain_import() -> Iterator[None]:
    """Keep Python's own `import`: PySide's looks in the source of each module for `from __feature__ import …`."""
    own = builtins.__import__
    try:
        yield
    finally:
        builtins.__import__ = own
