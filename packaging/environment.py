"""The checkout's own Python environment `.venv`: whether it is sound, and what makes it so."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import system_libraries

OLDEST_PYTHON = (3, 11)
WINDOWS = os.name == "nt"


def newer_python() -> list[str] | None:
    """The command of a Python on this machine that is new enough for DR Desktop, or None."""
    launcher = [["py", "-3"]] if WINDOWS else []
    by_number = [[f"python3.{minor}"] for minor in (13, 12, 11, 14)]
    for command in [*launcher, *by_number, ["python3"], ["python"]]:
        if shutil.which(command[0]) and version_of(command) >= OLDEST_PYTHON:
            return command
    return None


def version_of(python: Sequence[str]) -> tuple[int, ...]:
    """(major, minor) of the Python that the command starts; () when it does not start."""
    question = "import sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([*python, "-I", "-S", "-c", question], capture_output=True, check=True)
        return tuple(int(part) for part in answer.stdout.split())
    except (OSError, subprocess.CalledProcessError, ValueError):
        return ()


def python_in(venv: Path) -> Path:
    """The environment's Python, whether or not it is there."""
    return venv / "Scripts" / "python.exe" if WINDOWS else venv / "bin" / "python"


def stated_version(venv: Path) -> str:
    """The Python version that `venv` says it was made for, such as "3.11.7"; empty when it does not say."""
    try:
        lines = (venv / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    settings = {name.strip(): value.strip() for name, _, value in (line.partition("=") for line in lines)}
    return settings.get("version", "")


def fault_of(venv: Path) -> str | None:
    """Why `venv` cannot be used by the Python that runs this, in words; None when it can."""
    if not venv.exists():
        return "there is none yet"
    works_as = version_of([str(python_in(venv))])
    if not works_as:
        return "its Python does not start"
    major, minor = sys.version_info[:2]
    # The system's Python may have been replaced under an environment, whose packages it then does not find.
    if works_as != (major, minor) or not stated_version(venv).startswith(f"{major}.{minor}."):
        return f"the one that is there is not for Python {major}.{minor}"
    return None


def fingerprint(root: Path, venv: Path) -> str:
    """A text that changes whenever the checkout `root` has to be installed into `venv` again."""
    parts = (
        (root / "pyproject.toml").read_bytes(),
        (root / "packaging" / "constraints.txt").read_bytes(),
        stated_version(venv).encode(),
        str(root).encode(),  # an editable installation points to where the checkout lay
    )
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def read_stamp(venv: Path) -> dict[str, object]:
    """What earlier starts found out and noted in `venv`; empty when nothing, or nothing readable."""
    try:
        stamp = json.loads((venv / "set-up.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(venv: Path, **facts: object) -> None:
    """Note `facts` in `venv` beside those noted before; nothing where somebody else owns it."""
    text = json.dumps({**read_stamp(venv), **facts}, indent=1)
    with suppress(OSError):  # what is not noted is looked for again next time
        (venv / "set-up.json").write_text(text, encoding="utf-8")


def make_ready(root: Path, venv: Path) -> None:
    """Make `venv` hold what the pyproject.toml of `root` asks for; quick when it does already.

    Ends the program with one sentence that names the remedy when that fails.
    """
    fault = fault_of(venv)
    if fault:
        print(f"Making {venv}: {fault}.", file=sys.stderr, flush=True)
        make(venv)
    wanted = fingerprint(root, venv)
    if read_stamp(venv).get("fingerprint") == wanted:
        return
    print("Installing what DR Desktop needs into .venv (once; about 120 MB).", file=sys.stderr, flush=True)
    give_pip(venv)
    if not install_checkout(root, venv):
        sys.exit(
            "DR Desktop's packages could not be installed, pip says above why. If this machine is offline, connect "
            "it and start again; or have 'pip download -d wheels hatchling editables -c packaging/constraints.txt "
            ".[test]' fill a folder elsewhere, and set PIP_NO_INDEX=1 and PIP_FIND_LINKS to that folder here."
        )
    write_stamp(venv, fingerprint=wanted)


def make(venv: Path) -> None:
    """Make the environment `venv` anew; ends the program with one sentence that names the remedy when that fails."""
    if not os.access(venv.parent, os.W_OK):
        sys.exit(
            f"Nothing can be written into {venv.parent}, where the environment {venv.name} has to be. "
            "Copy the checkout into a folder of your own and start again there."
        )
    need_ensurepip()
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(venv)]) != 0:
        sys.exit(f"The environment {venv} could not be made, Python says above why.")


def give_pip(venv: Path) -> None:
    """Give `venv` pip when it has none, because its making was interrupted or another tool made it."""
    python = str(python_in(venv))
    if subprocess.call([python, "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
        return
    need_ensurepip()
    if subprocess.call([python, "-Im", "ensurepip", "--default-pip"], stdout=subprocess.DEVNULL) != 0:
        sys.exit(f"The environment {venv} has no pip, and got none. Remove that folder and start again.")


def need_ensurepip() -> None:
    """End here when this Python cannot give an environment its pip: Debian keeps that in a package of its own."""
    if importlib.util.find_spec("ensurepip") is None:
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        sys.exit(
            f"{sys.executable} misses its part ensurepip, without which it can make no environment. "
            f"{system_libraries.how_to_install([package])}\nThen start again."
        )


def install_checkout(root: Path, venv: Path) -> bool:
    """Install the checkout `root`, editable, with what it needs to run and to be tested; whether that went well."""
    constraints = root / "packaging" / "constraints.txt"
    quiet = [] if sys.stderr.isatty() else ["--quiet"]  # a person wants to see the download move
    # --no-user: a person's pip may be told to install for that person, which an environment refuses.
    pip = [str(python_in(venv)), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--no-user"]
    return (
        subprocess.call(
            [*pip, *quiet, "--retries", "2", "-c", str(constraints), "-e", f"{root}[test]"], stdin=subprocess.DEVNULL
        )
        == 0
    )
