"""The command line: `dr-desktop [PLAN]` opens the window, the verbs work without one."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NoReturn, TextIO

COULD_NOT_RUN: Final = 2
INTERRUPTED: Final = 130
VERBS: Final = ("export", "check", "evaluate", "sensitivity", "recover", "import", "prices", "example")

_USAGE: Final = """\
dr-desktop [PLAN]                                      the window, on PLAN or on a page to begin from
       dr-desktop export PLAN [--xlsx FILE] [--pdf FILE]      workbook and PDF; both beside PLAN when none is named
       dr-desktop check PLAN [--json]                         findings; 0 no errors, 1 errors found, 2 could not run
       dr-desktop evaluate PLAN --json FILE|-                 the whole assessment as JSON
       dr-desktop sensitivity PLAN --json FILE|-              which assumption moves which total, as JSON
       dr-desktop recover PLAN --scenario NAME --json FILE|-  a recovery as JSON; --runs N adds probabilities
       dr-desktop import FILE… [--into PLAN] -o PLAN          inventories of any known format as a plan
       dr-desktop prices FILE... --into PLAN [--dry-run]      saved Azure Retail Prices as the plan's list prices
       dr-desktop example -o PLAN                             the sample plan
       dr-desktop example --template FILE                     an empty workbook to fill in, which import reads"""


class _Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong with the arguments."""

    def error(self, message: str) -> NoReturn:
        self.exit(COULD_NOT_RUN, f"{self.prog}: {message}. Type “{self.prog} --help” to see how it is used.\n")


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        print(f"DR Desktop {program_version()}")
        parser.exit()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (those of the process by default); gives its exit code."""
    _speak_utf8(sys.stdout, sys.stderr)
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if given and given[0] in VERBS:
            return _verb(given)
        return _window(given)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the output has seen enough, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _window(given: list[str]) -> int:
    parser = _Parser("dr-desktop", usage=_USAGE, description="Plans disaster recovery for machines on Azure Stack.")
    parser.add_argument("--version", action=_Version, nargs=0, help="show program's version number and exit")
    parser.add_argument("plan", nargs="?", metavar="PLAN", help="a .drplan file")
    chosen = parser.parse_args(given)
    if not _has_screen():
        return _refuse(
            "There is no screen here, so no window opens. Use “dr-desktop export PLAN” to write the documents."
        )
    # What is made at the start stays: walking it meanwhile takes a tenth of the start. The window turns it on again.
    gc.disable()
    from dr_desktop.lean_imports import without_plugins

    without_plugins()
    # Imported here: the verbs work without Qt, and the plan is read before it.
    from dr_desktop.files.plan_file import read_plan

    found = read_plan(Path(chosen.plan)) if chosen.plan else None
    try:
        from dr_desktop.ui import plain_qt  # noqa: F401
        from dr_desktop.ui.application import run
    except ImportError as fault:
        return _refuse(f"The window cannot open because a library is missing ({fault}). Install it and start again.")
    try:
        return run(chosen.plan, found)
    finally:
        gc.enable()


def _verb(given: list[str]) -> int:
    parser = _parser()
    chosen = parser.parse_args(given)
    if chosen.verb == "import" and chosen.output is None and not chosen.dry_run:
        parser.error("the following arguments are required: -o/--output, or --dry-run")
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


def _parser() -> argparse.ArgumentParser:
    parser = _Parser("dr-desktop", usage=_USAGE)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", prog="dr-desktop")
    export = verbs.add_parser("export", help="write the plan as a workbook and a PDF")
    export.add_argument("plan", type=Path, metavar="PLAN")
    export.add_argument("--xlsx", type=Path, metavar="FILE", help="write a workbook there")
    export.add_argument("--pdf", type=Path, metavar="FILE", help="write a PDF there")
    check = verbs.add_parser("check", help="list the findings; exit code 1 when there are errors")
    check.add_argument("plan", type=Path, metavar="PLAN")
    check.add_argument("--json", action="store_true", help="as JSON")
    evaluate = verbs.add_parser("evaluate", help="write the whole assessment")
    evaluate.add_argument("plan", type=Path, metavar="PLAN")
    evaluate.add_argument("--json", required=True, metavar="FILE", help="write JSON there; - is standard output")
    sensitivity = verbs.add_parser("sensitivity", help="try each uncertain assumption at both ends of its range")
    sensitivity.add_argument("plan", type=Path, metavar="PLAN")
    sensitivity.add_argument("--json", required=True, metavar="FILE", help="write JSON there; - is standard output")
    recover = verbs.add_parser("recover", help="simulate the recovery from a disaster of the plan")
    recover.add_argument("plan", type=Path, metavar="PLAN")
    recover.add_argument("--scenario", metavar="NAME", help="its name or id, or Loss of SITE; not needed for one")
    recover.add_argument("--json", required=True, metavar="FILE", help="write JSON there; - is standard output")
    recover.add_argument("--runs", type=int, metavar="N", help="add probabilities, from so many runs with other luck")
    recover.add_argument("--seed", type=int, default=1, metavar="S", help="another seed is other luck (default: 1)")
    recover.add_argument(
        "--from", dest="first", type=int, metavar="I", help="write only the runs from I on, to be joined"
    )
    recover.add_argument("--to", dest="last", type=int, metavar="J", help="write only the runs up to J, J not included")
    recover.add_argument("--search-order", action="store_true", help="look for a better order than by tier")
    recover.add_argument("--across-tiers", action="store_true", help="the order may break tiers")
    take_in = verbs.add_parser("import", help="make a plan of an inventory, or merge it into one")
    take_in.add_argument("files", type=Path, nargs="+", metavar="FILE", help="inventories; told by their content")
    take_in.add_argument("--into", type=Path, metavar="PLAN", help="the plan to merge into; it is read only")
    take_in.add_argument("-o", "--output", type=Path, metavar="PLAN", help="save the result there")
    take_in.add_argument("--map", type=Path, metavar="FILE", help="what the columns mean, as JSON")
    take_in.add_argument("--dry-run", action="store_true", help="only tell what would change")
    take_in.add_argument("--json", action="store_true", help="the report as JSON")
    take_in.add_argument("--site", metavar="NAME", help="where the machines run; added when the plan lacks it")
    take_in.add_argument(
        "--basis", choices=("provisioned", "in_use", "guest_consumed"), help="what counts as used (default: in_use)"
    )
    take_in.add_argument("--group", metavar="HOW", help="folder, prefix, tag:NAME, pattern:crm-*=CRM or none (default)")
    take_in.add_argument("--unknown-is-production", action="store_true", help="a blank environment is production")
    take_in.add_argument("--link", action="store_true", help="seen connections become dependencies of applications")
    # The window reads large files by this: what was read comes back to it as a pickle in a folder of its own.
    take_in.add_argument("--answer", type=Path, help=argparse.SUPPRESS)
    prices = verbs.add_parser("prices", help="take saved responses of the Azure Retail Prices API into a plan")
    prices.add_argument("files", type=Path, nargs="+", metavar="FILE", help="a saved response, or several pages of it")
    prices.add_argument("--into", type=Path, required=True, metavar="PLAN", help="the plan, saved with the new prices")
    prices.add_argument("--dry-run", action="store_true", help="only tell what would change")
    example = verbs.add_parser("example", help="save the sample plan, or an empty workbook to fill in")
    saved = example.add_mutually_exclusive_group(required=True)
    saved.add_argument("-o", "--output", type=Path, metavar="PLAN", help="save the sample plan there")
    saved.add_argument("--template", type=Path, metavar="FILE", help="save an empty .xlsx to list an inventory in")
    for one in (take_in, example):
        one.add_argument("--force", action="store_true", help="replace a file that is there already")
    for one in (export, check, evaluate, sensitivity, recover, take_in, prices, example):
        one.add_argument("--progress", action="store_true", help=argparse.SUPPRESS)
    return parser


def _in_the_way(chosen: argparse.Namespace) -> bool:
    """Whether the file to write holds something, other than the plan that it was asked to be merged into."""
    output: Path = chosen.output or chosen.template
    into: Path | None = getattr(chosen, "into", None)
    if not output.is_file() or output.stat().st_size == 0:
        return False
    return into is None or not into.is_file() or not output.samefile(into)


def program_version() -> str:
    """The version as pyproject.toml states it."""
    from importlib.metadata import PackageNotFoundError, version  # loads a good deal: only where it is asked for

    try:
        return version("dr-desktop")
    except PackageNotFoundError:
        return "(not installed)"


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
