"""What happens when the program itself is wrong: one dialog, and a file that says where."""

from __future__ import annotations

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

_MOST_BYTES = 1_000_000


def log_file() -> Path:
    """Where failures are written down: the user's state folder."""
    import platformdirs  # asked for once in the life of most installations: never

    return platformdirs.user_log_path("dr-desktop", appauthor=False) / "failures.log"


def install_failure_dialog() -> None:
    """From now on an exception that nobody caught is written down and said, once in this run."""
    sys.excepthook = _Failures().met


class _Failures:
    def __init__(self) -> None:
        self._said = False

    def met(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        words = "".join(traceback.format_exception(kind, fault, trace))
        sys.__excepthook__(kind, fault, trace)
        place = _write_down(words)
        if self._said or QApplication.instance() is None:
            return
        self._said = True
        from PySide6.QtWidgets import QMessageBox  # a dialog: not needed before something is wrong

        box = QMessageBox(QMessageBox.Icon.Critical, "DR Desktop", "Something went wrong in the program itself.")
        where = f"What happened is written down in {place}." if place else "It could not be written down."
        box.setInformativeText(
            f"Your plan is still open: save it under another name to be safe. {where} Nothing was sent anywhere."
        )
        box.setDetailedText(words)
        box.exec()


def _write_down(words: str) -> Path | None:
    try:
        path = log_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        full = path.exists() and path.stat().st_size > _MOST_BYTES
        with path.open("w" if full else "a", encoding="utf-8") as file:
            file.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{words}\n")
    except OSError:
        return None
    return path
