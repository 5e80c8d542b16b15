"""A file that leaves out tables opens, and the planner is told before anything is saved over it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from dr_desktop.files.plan_document import plan_to_bytes
from dr_desktop.plan.plan import new_plan
from tests.ui.windows import sample, window_on

SAID = "torn.drplan leaves out the table “Machines”: it opens empty."
START = (
    "import os; from PySide6.QtWidgets import QMessageBox;"
    "QMessageBox.exec = lambda box: (print(box.text(), flush=True), os._exit(0));"
    "from dr_desktop.cli import main; main([{path!r}])"
)


@pytest.fixture
def torn(tmp_path: Path) -> Path:
    document = json.loads(plan_to_bytes(new_plan(date(2027, 1, 1))))
    del document["machines"]
    path = tmp_path / "torn.drplan"
    path.write_text(json.dumps(document, indent=1), encoding="utf-8")
    return path


def test_opening_it_in_the_window_says_so_once_it_is_in_view(
    qapp: QApplication, torn: Path, monkeypatch: pytest.MonkeyPatch
):
    said: list[tuple[str, str, object]] = []
    with window_on(sample()) as window:

        def seen(box: QMessageBox) -> int:
            said.append((box.text(), box.informativeText(), window.document.path))
            return 0

        monkeypatch.setattr(QMessageBox, "exec", seen)
        assert window.files.open(torn)
        assert [(text, path) for text, _, path in said] == [(SAID, torn)]
        assert "open an earlier copy" in said[0][1]
        assert not window.document.modified
        assert window.files.open(sample())
        assert len(said) == 1


def test_starting_with_it_says_so_once_it_is_in_view(torn: Path, tmp_path: Path):
    places = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"), os.fspath(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", START.format(path=os.fspath(torn))],
        env={**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == SAID
