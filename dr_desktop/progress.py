"""How far a command has come, on standard error: for a person at a terminal, or line by line for a program."""

import os
import sys
import time
from collections.abc import Callable
from typing import Final, TextIO

Progress = Callable[[float, str], None]
"""Called with the share that is done, 0 to 1, and what is being done."""

VARIABLE: Final = "DR_DESKTOP_PROGRESS"
_SECONDS_BETWEEN: Final = 0.1


def progress_on(stream: TextIO, lines: bool) -> Progress:
    """Progress as `progress 0.42 words`, one a line, where `lines` is asked for; as one line that is rewritten on a
    terminal; as nothing elsewhere. A share of 1 or more clears the terminal's line."""
    if lines or os.environ.get(VARIABLE) == "lines":
        return lambda share, words: print(f"progress {share:.2f} {words}", file=stream, flush=True)
    if not stream.isatty():
        return silent
    return _Terminal(stream)


def silent(_share: float, _words: str) -> None:
    """Nobody looks."""


def within(progress: Progress, begin: float, end: float) -> Progress:
    """Progress of a part of the work, which runs from share `begin` to share `end` of the whole."""
    return lambda share, words: progress(begin + (end - begin) * min(max(share, 0.0), 1.0), words)


class _Terminal:
    """One line, rewritten ten times a second at most: a terminal is slower than what it reports on."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._next = 0.0

    def __call__(self, share: float, words: str) -> None:
        now = time.monotonic()
        if share >= 1:
            self._show("")
        elif now >= self._next:
            self._next = now + _SECONDS_BETWEEN
            self._show(f"{share:4.0%}  {words}"[:78])

    def _show(self, text: str) -> None:
        self._stream.write(f"\r{text:<79}\r{text}")
        self._stream.flush()


def standard_error(lines: bool) -> Progress:
    """Progress on this program's standard error."""
    return silent if sys.stderr is None else progress_on(sys.stderr, lines)  # None in a program without a console
