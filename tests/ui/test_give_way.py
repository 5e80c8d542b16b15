"""Processes of ours run behind the window."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from pytestqt.qtbot import QtBot

from dr_desktop.ui.give_way import give_way
from dr_desktop.ui.plan_process import PlanProcess
from tests.assessment.recovering import LOSS, estate, restored

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has classes of priority, not niceness")


def gives_way(pid: int) -> bool:
    """Whether the process is nicer than this one, which cannot be where this one is as nice as can be."""
    return os.getpriority(os.PRIO_PROCESS, pid) == min(os.getpriority(os.PRIO_PROCESS, 0) + 5, 19)


def test_a_process_of_ours_gives_way_and_one_that_is_gone_is_no_matter():
    started = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        give_way(started.pid)
        assert gives_way(started.pid)
    finally:
        started.communicate(b"\n")
    give_way(started.pid)


def test_what_the_window_starts_gives_way_to_it(qtbot: QtBot, qapp: object):
    process = PlanProcess()
    plan = estate(restored("billing")).put("scenarios", LOSS)
    with qtbot.waitSignal(process.ended, timeout=60_000) as ended:
        process.start(plan, lambda copy: ["recover", str(copy), "--json", "-"])
        inner = process._process
        assert inner is not None
        assert inner.waitForStarted()
        assert gives_way(inner.processId())
    assert ended.args is not None
    assert ended.args[0].complaint == ""
