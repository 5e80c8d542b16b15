"""Unsaved work, kept apart from the document: written while the planner works, offered at the next start.

Each running program has one autosave, `<session>.drplan`, and beside it a small file that says of which document
it is. A clean save or close discards it; what is found at a start comes from a program that ended without one.
"""

import contextlib
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from dr_desktop.files.plan_file import SUFFIX, write_plan
from dr_desktop.files.replace_file import replace_file
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import Plan

_SESSION: Final = os.urandom(6).hex()


class Autosave(NamedTuple):
    """One autosave. `read_plan(path)` opens it; `original` is None where the plan had never been saved."""

    path: Path
    original: Path | None
    title: str
    saved_at: datetime
    """In UTC."""

    @property
    def is_newer(self) -> bool:
        """Whether the original was not saved since; True also where it is gone."""
        try:
            return self.original is None or self.original.stat().st_mtime < self.saved_at.timestamp()
        except OSError:
            return True


def autosave_folder() -> Path:
    """Where autosaves lie: the system's place for state of programs."""
    import platformdirs  # the first paint does not wait for it

    return platformdirs.user_state_path("dr-desktop", appauthor=False) / "autosave"


def autosave(plan: Plan, original: Path | None) -> Problem | None:
    """Write this program's autosave; a Problem when that fails. The original is never touched."""
    folder = autosave_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as fault:
        return Problem(f"Unsaved work cannot be kept in {folder}: {fault.strerror}.", "Save the plan more often.")
    about = {
        "original": None if original is None else str(original.absolute()),
        "title": plan.header.name,
        "saved_at": datetime.now(UTC).isoformat(),
        "process": os.getpid(),
    }
    copy = folder / f"{_SESSION}{SUFFIX}"
    return write_plan(plan, copy) or replace_file(_about(copy), json.dumps(about).encode())


def found_autosaves() -> tuple[Autosave, ...]:
    """What programs left behind that are no longer running, the newest first."""
    found = []
    try:
        copies = sorted(autosave_folder().glob(f"*{SUFFIX}"))
    except OSError:
        return ()
    for copy in copies:
        about = _read_about(copy)
        process = about.get("process")
        if copy.stem == _SESSION or (isinstance(process, int) and process != os.getpid() and _is_running(process)):
            continue
        with contextlib.suppress(OSError):
            found.append(_autosave(copy, about))
    return tuple(sorted(found, key=lambda one: one.saved_at, reverse=True))


def discard(one: Autosave) -> None:
    """Remove an autosave, after it was opened and saved, or declined."""
    _remove(one.path)


def discard_own() -> None:
    """Remove the copy of this program: everything is saved, or the planner said that it shall not be."""
    _remove(autosave_folder() / f"{_SESSION}{SUFFIX}")


def _autosave(copy: Path, about: dict[str, Any]) -> Autosave:
    original, title = about.get("original"), about.get("title")
    try:
        saved_at = datetime.fromisoformat(str(about.get("saved_at"))).astimezone(UTC)
    except ValueError:
        saved_at = datetime.fromtimestamp(copy.stat().st_mtime, UTC)
    return Autosave(copy, Path(original) if isinstance(original, str) else None, str(title or ""), saved_at)


def _about(copy: Path) -> Path:
    return copy.with_suffix(".json")


def _read_about(copy: Path) -> dict[str, Any]:
    try:
        about = json.loads(_about(copy).read_bytes())
    except (OSError, ValueError):
        return {}
    return about if isinstance(about, dict) else {}


def _remove(copy: Path) -> None:
    for path in (copy, _about(copy)):
        with contextlib.suppress(OSError):
            path.unlink()


def _is_running(process: int) -> bool:
    if process <= 0:
        return False
    if sys.platform == "win32":  # os.kill(process, 0) would end it there
        import ctypes

        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(0x1000, False, process)  # PROCESS_QUERY_LIMITED_INFORMATION
        if not handle:
            return False
        code = ctypes.c_ulong()
        running = bool(kernel.GetExitCodeProcess(handle, ctypes.byref(code))) and code.value == 259  # STILL_ACTIVE
        kernel.CloseHandle(handle)
        return running
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
