"""`.drplan`: reads and writes the file that holds a plan."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from dr_desktop.files.plan_document import document_of, is_taken_whole, plan_of_document, plan_to_bytes
from dr_desktop.files.replace_file import reason, replace_file
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.plan import Plan

SUFFIX: Final = ".drplan"
Tell = Callable[[Problem], object]
"""Takes what the planner should know of a file though its plan opens."""

_LARGE_BYTES: Final = 2**20
"""From here on a file's plan is more for the collector to walk than the program that reads it."""


def _keep_to_yourself(_remark: Problem) -> None:
    """Nobody is there to be told."""


def read_plan(path: Path, tell: Tell = _keep_to_yourself) -> Plan | Problem:
    """The plan in a file; a Problem that names file, place and remedy when it cannot be opened.

    `tell` gets a remark when the file leaves out whole tables, which then open empty.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Problem(
            f"{path.name} is not in {path.absolute().parent}.", "It may have been moved or renamed: open it again."
        )
    except (OSError, ValueError) as fault:
        why = "it is a folder" if path.is_dir() else _unreadable(fault)
        return Problem(f"{path.name} cannot be read: {why}.", "Check that it is a file that you may read.")
    if len(content) < _LARGE_BYTES:
        return plan_from_bytes(content, path.name, tell)
    with _collector_resting():
        return plan_from_bytes(content, path.name, tell)


def plan_from_bytes(content: bytes, name: str = "The plan", tell: Tell = _keep_to_yourself) -> Plan | Problem:
    """The plan in a file's content; `name` is what messages call it; `tell` as for `read_plan`.

    References that lead nowhere are kept: they are findings. Assumptions that are missing are filled with defaults.
    """
    try:
        document = document_of(content)
    except ValidationError:
        document = None
    if document is not None and is_taken_whole(content, document):
        plan = plan_of_document(document)
        if isinstance(plan, Plan):
            return plan
    from dr_desktop.files.close_reading import read_closely  # a plan that this program saved needs none

    return read_closely(content, name, tell)


def write_plan(plan: Plan, path: Path) -> Problem | None:
    """Save a plan, whole or not at all; a Problem when that fails, and then the file that was there is as it was."""
    try:
        content = plan_to_bytes(plan)
    except ValueError as fault:
        return Problem(f"{path.name} cannot be saved: {fault}.", "Remove the text that is no Unicode.")
    return replace_file(path, content)


def _unreadable(fault: OSError | ValueError) -> str:
    match fault:
        case PermissionError():
            return "you have no permission to read it"
        case ValueError():
            return "its name holds a character that no file has"
        case _:
            return reason(fault)


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Load without the garbage collector, then tell it never to walk what was loaded.

    Of 50,000 machines it costs three times the load itself, and later half a second whenever it runs.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
            gc.collect()
            gc.freeze()
