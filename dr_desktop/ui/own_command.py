"""How this program starts itself again, as a command line in a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def own_command(words: Sequence[str]) -> tuple[str, list[str]]:
    """Program and arguments of our command line; a packed program is its own, else Python runs the package."""
    packed = bool(getattr(sys, "frozen", False))
    return sys.executable, [*([] if packed else ["-m", "dr_desktop"]), *words]
