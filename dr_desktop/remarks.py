"""What the command line says of a file beside its result: on standard error, so that the output stays what it is."""

import sys

from dr_desktop.plan.entity import Problem


def remark(what: Problem) -> None:
    """Say it in a line of its own, over what a progress has written there."""
    if sys.stderr is not None:  # None in a program without a console
        begin = "\r" if sys.stderr.isatty() else ""
        sys.stderr.write(f"{begin}{what!s:<79}\n")
