"""Lets a process of ours run behind the window: the window paints first, whatever the processes have to do."""

from __future__ import annotations

import os
import sys
from typing import Final

_NICER_BY: Final = 5
_NICEST: Final = 19
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
        # Counted from our own: who started us behind everything else does not want its processes before it.
        os.setpriority(os.PRIO_PROCESS, pid, min(os.getpriority(os.PRIO_PROCESS, 0) + _NICER_BY, _NICEST))
    except OSError:
        return
