"""The program starts itself again, installed or packed."""

import sys

import pytest

from dr_desktop.ui.own_command import own_command


def test_an_installed_program_is_run_by_python_and_a_packed_one_by_itself(monkeypatch: pytest.MonkeyPatch):
    assert own_command(["check", "x"]) == (sys.executable, ["-m", "dr_desktop", "check", "x"])
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command(["check", "x"]) == (sys.executable, ["check", "x"])
