"""Puts a file in the place of another whole or not at all."""

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from dr_desktop.plan.entity import Problem


def replace_file(path: Path, content: bytes) -> Problem | None:
    """Write `content` to `path`; a Problem when that fails, and then the file that was there is as it was.

    The content is written beside the file, forced to the disk, and only then put in its place. A link is followed,
    permissions stay as they are, and a file that is write-protected is left alone.
    """
    try:
        target = Path(os.path.realpath(path))
        before = _permissions(target)
        if before is not None and not os.access(target, os.W_OK):
            raise PermissionError("it is write-protected")
        _write(target, content, before)
    except (OSError, ValueError) as fault:
        return Problem(
            f"{path.name} cannot be saved in {path.parent}: {reason(fault)}.",
            "What was there before is unchanged. Save under another name or in another folder.",
        )
    return None


def reason(fault: Exception) -> str:
    """What the system says of a fault, as the end of a sentence."""
    text = (fault.strerror or str(fault)) if isinstance(fault, OSError) else str(fault)
    return text.rstrip(".") or type(fault).__name__


def _permissions(path: Path) -> int | None:
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(state.st_mode):
        raise IsADirectoryError("it is a folder")
    return stat.S_IMODE(state.st_mode)


def _write(target: Path, content: bytes, permissions: int | None) -> None:
    handle, written = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(written, _usual_permissions() if permissions is None else permissions)
        os.replace(written, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(written)
        raise
    _settle(target.parent)


def _usual_permissions() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _settle(folder: Path) -> None:
    """Force the folder's entry to the disk, where the system lets a folder be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
