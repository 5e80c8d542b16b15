"""Sets DR Desktop up in its checkout, and starts it, its tests and its checks, on Linux, macOS and Windows.

    python3 packaging/dev.py run [PLAN]              the window, on PLAN or on the sample plan
    python3 packaging/dev.py test [PYTEST OPTIONS]   all tests, or those named
    python3 packaging/dev.py bench [--json FILE]     what was measured beside its goal
    python3 packaging/dev.py screenshots [FOLDER]    every page as an image
    python3 packaging/dev.py lint                    ruff and mypy

It needs Python 3.11 or newer and nothing else. The first start makes .venv; later ones find it ready.
"""

# A Python as old as 3.7 must be able to read this file and its neighbours, to look for a newer one.
from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NoReturn

import environment
import system_libraries

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> None:
    verbs = {"run": run, "test": test, "bench": bench, "screenshots": screenshots, "lint": lint}
    if not arguments or arguments[0] not in verbs:
        asked = bool(arguments) and arguments[0] in ("-h", "--help", "help")
        print(__doc__.strip(), file=sys.stdout if asked else sys.stderr)
        sys.exit(0 if asked else 2)
    if sys.version_info < environment.OLDEST_PYTHON:
        start_again_with_newer_python(arguments)
    verbs[arguments[0]](arguments[1:])


def start_again_with_newer_python(arguments: list[str]) -> NoReturn:
    python = environment.newer_python()
    if python is None:
        wanted = ".".join(map(str, environment.OLDEST_PYTHON))
        sys.exit(
            f"DR Desktop needs Python {wanted} or newer; this is {sys.version.split()[0]}, and no newer one is on "
            "the PATH. Install one (python.org, or your system's package tool) and start again."
        )
    sys.exit(subprocess.call([*python, str(Path(__file__).resolve()), *arguments]))


def run(arguments: list[str]) -> NoReturn:
    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        sys.exit(f"run takes one plan file or none, not: {' '.join(arguments)}")
    plan = Path(arguments[0]).absolute() if arguments else sample_plan(ROOT / "resources" / "samples")
    environment.make_ready(ROOT, VENV)
    if has_screen(os.environ):
        need(system_libraries.PACKAGES)
        hand_over("-m", "dr_desktop", str(plan))
    workbook, pdf = plan.with_suffix(".xlsx"), plan.with_suffix(".pdf")
    say(f"There is no screen here, so no window opens. Writing {workbook} and {pdf} instead.")
    hand_over("-m", "dr_desktop", "export", str(plan), "--xlsx", str(workbook), "--pdf", str(pdf))


def sample_plan(samples: Path) -> Path:
    """The sample plan in the folder `samples`; ends the program when there is none."""
    plans = sorted(samples.glob("*.drplan"))
    if not plans:
        sys.exit(f"There is no sample plan in {samples}. Name a plan: python3 packaging/dev.py run PLAN")
    return plans[0]


def has_screen(variables: Mapping[str, str], system: str = sys.platform) -> bool:
    """Whether a window can be seen: always on Windows and macOS, elsewhere as the environment `variables` say."""
    platform = variables.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform in ("offscreen", "minimal"):
        return False
    if platform in ("vnc", "linuxfb", "eglfs") or not system.startswith("linux"):
        return True
    return bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


def test(arguments: list[str]) -> NoReturn:
    environment.make_ready(ROOT, VENV)
    need(system_libraries.TO_PAINT)
    os.chdir(ROOT)
    hand_over("-m", "pytest", *side_by_side(arguments), *arguments, QT_QPA_PLATFORM="offscreen")


def side_by_side(arguments: list[str]) -> list[str]:
    """What has pytest use all processors: for the suite as a whole, not where somebody looks into some tests."""
    whole = not arguments or (len(arguments) == 2 and arguments[0] == "-m")
    return ["-n", "auto"] if whole else []


def bench(arguments: list[str]) -> NoReturn:
    environment.make_ready(ROOT, VENV)
    need(system_libraries.TO_PAINT)
    hand_over(str(ROOT / "packaging" / "bench.py"), *arguments, QT_QPA_PLATFORM="offscreen")


def screenshots(arguments: list[str]) -> NoReturn:
    environment.make_ready(ROOT, VENV)
    need(system_libraries.TO_PAINT)
    hand_over(str(ROOT / "packaging" / "screenshots.py"), *arguments, QT_QPA_PLATFORM="offscreen")


def lint(arguments: list[str]) -> NoReturn:
    if arguments:
        sys.exit("lint takes no arguments")
    environment.make_ready(ROOT, VENV)
    python = str(environment.python_in(VENV))
    checks = (["ruff", "check"], ["mypy"])
    results = [subprocess.call([python, "-m", *check], cwd=ROOT) for check in checks]
    sys.exit(int(any(results)))


def need(libraries: Collection[str]) -> None:
    """End here, clearly, rather than in Qt's words, when the system lacks one of `libraries`."""
    if not set(libraries).isdisjoint(lacking_libraries()):
        sys.exit("DR Desktop cannot start before that.")


def lacking_libraries() -> list[str]:
    """Qt's libraries that this system lacks once those were installed that may be.

    The system is asked until nothing is lacking; from then on the note in .venv answers.
    """
    if environment.read_stamp(VENV).get("libraries_lacking") == []:
        return []
    lacking = system_libraries.missing()
    if lacking:
        say(f"This system lacks libraries that Qt needs: {' '.join(lacking)}")
        if system_libraries.install(lacking):
            lacking = system_libraries.missing()
    if lacking:
        say(system_libraries.line_to_type(lacking))
    environment.write_stamp(VENV, libraries_lacking=lacking)
    return lacking


def hand_over(*arguments: str, **variables: str) -> NoReturn:
    """Go on as the environment's Python with `arguments` and with `variables` added to its environment."""
    command = [str(environment.python_in(VENV)), *arguments]
    if environment.WINDOWS:  # os.execve there returns to the shell before the program ends
        sys.exit(subprocess.call(command, env={**os.environ, "PYTHONPATH": python_path(os.environ), **variables}))
    os.execve(command[0], command, {**os.environ, **variables})


def python_path(variables: Mapping[str, str]) -> str:
    """PYTHONPATH with the checkout in front.

    Python before 3.13 reads the path that pip noted in .venv in Windows' old code page, and so misses a checkout
    whose path has letters such as "ł".
    """
    return os.pathsep.join(filter(None, [str(ROOT), variables.get("PYTHONPATH")]))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        say("Stopped.")
        sys.exit(130)
