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


@linux_only
@pytest.mark.parametrize(
    ("user", "commands", "line"),
    [
        (1000, {"apt-get", "sudo"}, "sudo apt-get update && sudo {install}"),
        (1000, {"apt-get"}, "su - -c 'apt-get update && {install}'"),
        (0, {"apt-get", "sudo"}, "apt-get update && {install}"),
    ],
)
def test_the_line_to_type_is_one_that_this_user_can_type_here(
    monkeypatch: pytest.MonkeyPatch, user: int, commands: set[str], line: str
):
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(shutil, "which", lambda name: name if name in commands else None)
    said = system_libraries.line_to_type(["libxcb-cursor.so.0", "libGL.so.1"])
    install = "apt-get install -y --no-install-recommends libgl1 libxcb-cursor0"  # only what is missing, each once
    assert said.splitlines()[1:] == [f"  {line.format(install=install)}"]


def test_without_apt_the_line_leaves_the_tool_open(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    said = system_libraries.line_to_type(["libGL.so.1"])
    assert "libgl1" in said
    assert "apt" not in said


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
