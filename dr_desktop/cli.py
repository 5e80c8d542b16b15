"""The command line: `dr-desktop [PLAN]` opens the window, the verbs work without one."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from argparse import Namespace

    from dr_desktop.plan.entity import Problem

COULD_NOT_RUN: Final = 2
INTERRUPTED: Final = 130
VERBS: Final = ("export", "check", "evaluate", "sensitivity", "recover", "import", "prices", "example")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (those of the process by default); gives its exit code."""
    _speak_utf8(sys.stdout, sys.stderr)
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if given and given[0] in VERBS:
            return _answered(given)
        return _window(given)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the output has seen enough, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _window(given: list[str]) -> int:
    plan = given[0] if given else None
    if len(given) > 1 or (plan is not None and plan.startswith("-")):
        from dr_desktop.arguments import window_arguments  # who opens a plan or nothing needs no parser

        plan = window_arguments(given).plan
    if not _has_screen():
        return _refuse(
            "There is no screen here, so no window opens. Use “dr-desktop export PLAN” to write the documents."
        )
    # What is made at the start stays: walking it meanwhile takes a tenth of the start. The window turns it on again.
    gc.disable()
    from dr_desktop.compiled_texts import kept_beside_modules, texts_compiled_once
    from dr_desktop.lean_imports import lean_pydantic

    try:
        with texts_compiled_once(kept_beside_modules()):
            lean_pydantic()
            # Imported here: the verbs work without Qt, and the plan is read before it.
            from dr_desktop.files.plan_file import read_plan

            remarks: list[Problem] = []
            found = read_plan(Path(plan), remarks.append) if plan else None
            from dr_desktop.ui import plain_qt  # noqa: F401
            from dr_desktop.ui.application import run
    except ImportError as fault:
        gc.enable()
        return _refuse(f"The window cannot open because a library is missing ({fault}). Install it and start again.")
    try:
        return run(plan, found, remarks)
    finally:
        gc.enable()


def _answered(given: list[str]) -> int:
    """The exit code of a verb; an error of the program is not taken for one of the plan, which Python's own 1 says."""
    try:
        return _verb(given)
    except BrokenPipeError:
        raise
    except Exception:  # noqa: BLE001 - whatever it was, it could not run
        import traceback  # Imported here: nobody waits for it who does not need it.

        traceback.print_exc()
        return _refuse(f"“{given[0]}” ended in an error of DR Desktop itself. The lines above say where: report them.")


def _verb(given: list[str]) -> int:
    from dr_desktop.arguments import verb_arguments

    chosen = verb_arguments(given)
    # Imported here: `--version`, `--help` and a wrong argument need not wait for pydantic.
    from dr_desktop import verbs
    from dr_desktop.plan.entity import Problem
    from dr_desktop.progress import standard_error

    progress = standard_error(chosen.progress)
    result: int | Problem
    writes = chosen.verb == "example" or (chosen.verb == "import" and not chosen.dry_run)
    if writes and not chosen.force and _in_the_way(chosen):
        there = chosen.output or chosen.template
        return _refuse(f"{there} is there already. Name another file, or add --force to replace it.")
    match chosen.verb:
        case "export":
            result = verbs.export(chosen.plan, chosen.xlsx, chosen.pdf, progress)
        case "check":
            result = verbs.check(chosen.plan, chosen.json, progress)
        case "evaluate":
            result = verbs.evaluate(chosen.plan, chosen.json, progress)
        case "sensitivity":
            result = verbs.sensitivity(chosen.plan, chosen.json, progress)
        case "recover":
            # Imported where used: no other verb simulates.
            from dr_desktop.verb_recover import RecoverOptions, recover

            asked = RecoverOptions(
                chosen.scenario, chosen.runs, chosen.seed, chosen.first, chosen.last, chosen.search_order,
                chosen.across_tiers,
            )  # fmt: skip
            result = recover(chosen.plan, asked, chosen.json, progress)
        case "import":
            # Imported where used: no other verb reads inventories.
            from dr_desktop.verb_import import ImportOptions, take_in

            options = ImportOptions(
                chosen.into, None if chosen.dry_run else chosen.output, chosen.map, chosen.site, chosen.basis,
                chosen.group, chosen.unknown_is_production, chosen.link, chosen.json,
            )  # fmt: skip
            if chosen.answer is not None:
                from dr_desktop.verb_import import answer

                answer(chosen.files, chosen.map, chosen.answer)
                result = 0
            else:
                result = take_in(chosen.files, options, progress)
        case "prices":
            # Imported where used: no other verb reads prices.
            from dr_desktop.verb_prices import take_prices

            result = take_prices(chosen.files, chosen.into, chosen.dry_run, progress)
        case _:
            result = verbs.template(chosen.template) if chosen.template else verbs.example(chosen.output)
    return _refuse(str(result)) if isinstance(result, Problem) else result


def _in_the_way(chosen: Namespace) -> bool:
    """Whether the file to write holds something, other than the plan that it was asked to be merged into."""
    output: Path = chosen.output or chosen.template
    into: Path | None = getattr(chosen, "into", None)
    if not output.is_file() or output.stat().st_size == 0:
        return False
    return into is None or not into.is_file() or not output.samefile(into)


def _has_screen() -> bool:
    """Whether a window can be opened: Qt would end the whole program where it cannot."""
    variables = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in variables)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return COULD_NOT_RUN


def _speak_utf8(*streams: TextIO) -> None:
    """Redirected to a file, Windows would write its old code pages, which lack half of the characters."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
