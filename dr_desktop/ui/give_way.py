"""Lets a process of ours run behind the window: the window paints first, whatever the processes have to do."""

from __future__ import annotations

import os
import sys
from typing import Final

_NICENESS: Final = 5
_SET_INFORMATION: Final = 0x0200
_BELOW_NORMAL: Final = 0x4000


def give_way(pid: int) -> None:
    """Lower the priority of a process that we started; nothing happens where that is not allowed, or it has ended."""
    if sys.platform == "win32":
        import ctypes  # no other system needs it

        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(_SET_INFORMATION, False, pid)
        if handle:
            kernel.SetPriorityClass(handle, _BELOW_NORMAL)
            kernel.CloseHandle(handle)
        return
    try:
        os.setpriority(os.PRIO_PROCESS, pid, _NICENESS)
    except OSError:
        return
