"""The shared libraries that Qt needs from a Linux system, and how a Debian-like one gets them."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping

# Library -> Debian package. Without these Qt cannot even be imported or paint into memory.
TO_PAINT: Mapping[str, str] = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# And these for a window on a screen.
FOR_A_WINDOW: Mapping[str, str] = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libX11-xcb.so.1": "libx11-xcb1",
}
PACKAGES: Mapping[str, str] = {**TO_PAINT, **FOR_A_WINDOW}


def loads(library: str) -> bool:
    """Whether the system's loader finds `library`, asked by loading it: that is what Qt will do."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing(found: Callable[[str], bool] = loads) -> list[str]:
    """The libraries of both lists that this system lacks; none on Windows and macOS, where Qt brings its own."""
    if not sys.platform.startswith("linux"):
        return []
    return [library for library in PACKAGES if not found(library)]


def install_command(libraries: Iterable[str]) -> list[str]:
    """The command that installs `libraries` on a Debian-like system."""
    return ["apt-get", "install", "-y", "--no-install-recommends", *packages_of(libraries)]


def packages_of(libraries: Iterable[str]) -> list[str]:
    return sorted({PACKAGES[library] for library in libraries})


def line_to_type(libraries: Iterable[str]) -> str:
    """What to tell a person whose system lacks `libraries` and does not let this program install them."""
    return how_to_install(packages_of(libraries))


def how_to_install(packages: Iterable[str]) -> str:
    """The one line to type, by this user on this system, to install the Debian `packages`."""
    if not shutil.which("apt-get"):
        return f"Install what Debian calls {' '.join(packages)} with your system's package tool."
    # A system that was just set up, as a container is, knows no package before the update.
    update, install = "apt-get update", " ".join(["apt-get install -y --no-install-recommends", *packages])
    if os.geteuid() == 0:
        line = f"{update} && {install}"
    elif shutil.which("sudo"):
        line = f"sudo {update} && sudo {install}"
    else:  # Debian has no sudo where its administrator was given a password; without "-" the PATH lacks /sbin
        line = f"su - -c '{update} && {install}'"
    return f"To install what is missing, type\n  {line}"


def right_to_install() -> list[str] | None:
    """What to put before `apt-get` so that it may install without asking; None when that cannot be."""
    if not sys.platform.startswith("linux") or not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL) == 0:
        return ["sudo", "-n"]
    return None


def install(libraries: Iterable[str]) -> bool:
    """Install `libraries` when that is possible without asking anybody; whether it was done."""
    right = right_to_install()
    if right is None:
        return False
    quiet = [*right, "env", "DEBIAN_FRONTEND=noninteractive"]
    # The lists may be fresh enough although updating them fails, so only the installation's answer counts.
    subprocess.call([*quiet, "apt-get", "update", "-q"], stdin=subprocess.DEVNULL)
    return subprocess.call([*quiet, *install_command(libraries)], stdin=subprocess.DEVNULL) == 0
