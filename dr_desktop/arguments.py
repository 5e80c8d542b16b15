"""What may be typed after `dr-desktop`, said in its help and in its complaints."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NoReturn

from dr_desktop.cli import COULD_NOT_RUN

_USAGE: Final = """\
dr-desktop [PLAN]                                      the window, on PLAN or on a page to begin from
       dr-desktop export PLAN [--xlsx FILE] [--pdf FILE]      workbook and PDF; both beside PLAN when none is named
       dr-desktop check PLAN [--json]                         findings; 0 no errors, 1 errors found, 2 could not run
       dr-desktop evaluate PLAN --json FILE|-                 the whole assessment as JSON
       dr-desktop sensitivity PLAN --json FILE|-              which assumption moves which total, as JSON
       dr-desktop recover PLAN --scenario NAME --json FILE|-  a recovery as JSON; --runs N adds probabilities
       dr-desktop import FILE… [--into PLAN] -o PLAN          inventories of any known format as a plan
       dr-desktop prices FILE… --into PLAN [--dry-run]        saved Azure Retail Prices as the plan's list prices
       dr-desktop example -o PLAN                             the sample plan
       dr-desktop example --template FILE                     an empty workbook to fill in, which import reads"""


def window_arguments(given: Sequence[str]) -> argparse.Namespace:
    """The arguments of the window: `plan`, a path or None. Help, version and complaints end the program."""
    parser = _Parser("dr-desktop", usage=_USAGE, description="Plans disaster recovery for machines on Azure Stack.")
    parser.add_argument("--version", action=_Version, nargs=0, help="show program's version number and exit")
    parser.add_argument("plan", nargs="?", metavar="PLAN", help="a .drplan file")
    return parser.parse_args(given)


def verb_arguments(given: Sequence[str]) -> argparse.Namespace:
    """The arguments of a verb, by the names of its options. Help and complaints end the program."""
    parser = _parser()
    chosen = parser.parse_args(given)
    if chosen.verb == "import" and chosen.output is None and not chosen.dry_run:
        parser.error("the following arguments are required: -o/--output, or --dry-run")
    return chosen


def program_version() -> str:
    """The version as pyproject.toml states it."""
    from importlib.metadata import PackageNotFoundError, version  # loads a good deal: only where it is asked for

    try:
        return version("dr-desktop")
    except PackageNotFoundError:
        return "(not installed)"


class _Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong with the arguments."""

    def error(self, message: str) -> NoReturn:
        self.exit(COULD_NOT_RUN, f"{self.prog}: {message}. Type “{self.prog} --help” to see how it is used.\n")


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        print(f"DR Desktop {program_version()}")
        parser.exit()


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
