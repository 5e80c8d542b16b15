import os
import shutil
import subprocess
import sys

import pytest
import system_libraries

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt brings its libraries elsewhere")


@linux_only
def test_a_library_is_there_when_the_loader_loads_it():
    assert system_libraries.loads("libc.so.6")
    assert not system_libraries.loads("libno-such-thing.so.7")


@linux_only
def test_what_the_loader_does_not_find_is_missing():
    absent = {"libGL.so.1", "libxcb-cursor.so.0"}
    assert system_libraries.missing(lambda library: library not in absent) == ["libGL.so.1", "libxcb-cursor.so.0"]


def test_nothing_is_missing_where_qt_brings_its_libraries(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert system_libraries.missing(lambda library: False) == []


def test_the_line_to_type_names_each_package_once_and_only_what_is_missing():
    line = system_libraries.line_to_type(["libxcb-cursor.so.0", "libGL.so.1"], debian=True)
    assert line.endswith("\n  sudo apt-get install -y --no-install-recommends libgl1 libxcb-cursor0")


def test_without_apt_the_line_leaves_the_tool_open():
    assert "apt" not in system_libraries.line_to_type(["libGL.so.1"], debian=False)


@linux_only
def test_it_installs_as_root(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert system_libraries.right_to_install() == []


@linux_only
@pytest.mark.parametrize(("answer", "right"), [(0, ["sudo", "-n"]), (1, None)])
def test_another_user_installs_only_where_sudo_asks_for_no_password(
    monkeypatch: pytest.MonkeyPatch, answer: int, right: list[str] | None
):
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(subprocess, "call", lambda *_args, **_kwargs: answer)
    assert system_libraries.right_to_install() == right


@linux_only
def test_without_apt_nothing_is_installed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert not system_libraries.install(["libGL.so.1"])


@linux_only
def test_the_installation_counts_even_when_the_lists_cannot_be_updated(monkeypatch: pytest.MonkeyPatch):
    calls: list[list[str]] = []

    def call(command: list[str], stdin: int) -> int:
        assert stdin == subprocess.DEVNULL  # nobody is there to answer
        calls.append(command)
        return 100 if "update" in command else 0

    monkeypatch.setattr(system_libraries, "right_to_install", list)
    monkeypatch.setattr(subprocess, "call", call)
    assert system_libraries.install(["libGL.so.1"])
    assert calls[-1][-1] == "libgl1"
