import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import dev
import environment
import pytest
import system_libraries

DEV = Path(dev.__file__)


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What the environment's Python would be started with, in a made-up checkout that is set up."""
    arguments: list[str] = []

    def note(*given: str, **_variables: str):
        arguments.extend(given)
        sys.exit(0)

    samples = tmp_path / "checkout" / "resources" / "samples"
    samples.mkdir(parents=True)
    (samples / "sample.drplan").touch()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    monkeypatch.setattr(dev, "ROOT", tmp_path / "checkout")
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(environment, "make_ready", lambda _root, _venv: None)
    monkeypatch.setattr(dev, "lacking_libraries", list)
    monkeypatch.setattr(dev, "hand_over", note)
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(dev.has_screen, "__defaults__", ("linux",))
    return arguments


def started(*arguments: str) -> object:
    with pytest.raises(SystemExit) as end:
        dev.main(list(arguments))
    return end.value.code


def test_run_opens_the_window_on_the_sample(handed_over: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DISPLAY", ":0")
    assert started("run") == 0
    assert handed_over == ["-m", "dr_desktop", str(tmp_path / "checkout" / "resources" / "samples" / "sample.drplan")]


def test_run_opens_the_window_on_the_plan_that_is_named(
    handed_over: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert started("run", "mine.drplan") == 0
    assert handed_over == ["-m", "dr_desktop", str(tmp_path / "elsewhere" / "mine.drplan")]


def test_without_a_screen_the_sample_is_written_beside_itself_and_that_is_said(
    handed_over: list[str], capsys: pytest.CaptureFixture[str]
):
    assert started("run") == 0
    sample = Path(handed_over[3])
    workbook, pdf = str(sample.with_suffix(".xlsx")), str(sample.with_suffix(".pdf"))
    assert handed_over[2] == "export"
    assert handed_over[4:] == ["--xlsx", workbook, "--pdf", pdf]
    said = capsys.readouterr().err
    assert "no screen" in said
    assert workbook in said
    assert pdf in said


def test_without_a_screen_a_plan_is_written_beside_itself(handed_over: list[str], tmp_path: Path):
    plan = tmp_path / "plans" / "mine.drplan"
    assert started("run", str(plan)) == 0
    assert handed_over[3:] == [
        str(plan), "--xlsx", str(plan.with_suffix(".xlsx")), "--pdf", str(plan.with_suffix(".pdf"))
    ]  # fmt: skip


def test_run_takes_one_plan(handed_over: list[str]):
    assert "one plan" in str(started("run", "a.drplan", "b.drplan"))
    assert "one plan" in str(started("run", "--help-me"))
    assert handed_over == []


def test_what_follows_test_goes_to_pytest(handed_over: list[str]):
    assert started("test", "-k", "duration", "-x") == 0
    assert handed_over == ["-m", "pytest", "-k", "duration", "-x"]


@pytest.mark.parametrize("whole", [(), ("-m", "not slow")])
def test_the_suite_as_a_whole_runs_on_all_processors(handed_over: list[str], whole: tuple[str, ...]):
    assert started("test", *whole) == 0
    assert handed_over == ["-m", "pytest", "-n", "auto", *whole]


def test_without_a_sample_the_message_says_what_to_do(tmp_path: Path):
    with pytest.raises(SystemExit, match="run PLAN"):
        dev.sample_plan(tmp_path)


@pytest.mark.parametrize(
    ("variables", "system", "seen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"DISPLAY": ""}, "linux", False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({"QT_QPA_PLATFORM": "vnc:size=800x600"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_where_a_screen_is(variables: dict[str, str], system: str, seen: bool):
    assert dev.has_screen(variables, system) is seen


def test_libraries_are_looked_for_until_none_is_lacking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    lacking = [["libGL.so.1"], ["libGL.so.1"], []]  # lacking; not installable; then somebody typed the line
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(system_libraries, "install", lambda _libraries: False)
    monkeypatch.setattr(system_libraries, "missing", lambda: lacking.pop(0))
    assert dev.lacking_libraries() == ["libGL.so.1"]
    assert "libgl1" in capsys.readouterr().err or not shutil.which("apt-get")
    assert dev.lacking_libraries() == ["libGL.so.1"]
    assert dev.lacking_libraries() == []
    assert dev.lacking_libraries() == []  # from the note: `missing` has nothing left to give
    assert lacking == []


def test_after_an_installation_only_what_is_still_lacking_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    lacking = [["libGL.so.1", "libxcb-cursor.so.0"], []]
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(system_libraries, "install", lambda _libraries: True)
    monkeypatch.setattr(system_libraries, "missing", lambda: lacking.pop(0))
    assert dev.lacking_libraries() == []


def test_tests_need_no_library_of_a_real_window(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dev, "lacking_libraries", lambda: ["libxcb-cursor.so.0"])
    dev.need(system_libraries.TO_PAINT)
    with pytest.raises(SystemExit, match="cannot start"):
        dev.need(system_libraries.PACKAGES)


def test_windows_finds_a_checkout_whose_path_its_old_code_page_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    environments: list[dict[str, str]] = []

    def call(_command: list[str], env: dict[str, str]) -> int:
        environments.append(env)
        return 3

    monkeypatch.setattr(environment, "WINDOWS", True)
    monkeypatch.setattr(subprocess, "call", call)
    monkeypatch.setattr(dev, "ROOT", tmp_path / "Zażółć gęślą")
    monkeypatch.setenv("PYTHONPATH", "mine")
    with pytest.raises(SystemExit, match="3"):
        dev.hand_over("-m", "dr_desktop", QT_QPA_PLATFORM="offscreen")
    assert environments[0]["PYTHONPATH"].split(os.pathsep) == [str(tmp_path / "Zażółć gęślą"), "mine"]
    assert environments[0]["QT_QPA_PLATFORM"] == "offscreen"


@pytest.mark.parametrize("module", [dev, environment, system_libraries])
def test_an_old_python_can_read_what_looks_for_a_newer_one(module: ModuleType):
    text = Path(str(module.__file__)).read_text(encoding="utf-8")
    imported: set[str] = set()
    for node in ast.walk(ast.parse(text, feature_version=(3, 7))):
        if isinstance(node, ast.Import):
            imported.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            imported.add(str(node.module))
    assert "__future__" in imported  # annotations are not looked at then
    ours = {"environment", "system_libraries"}
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names | ours


def test_an_unknown_verb_shows_the_verbs():
    done = subprocess.run([sys.executable, str(DEV), "dance"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "screenshots [FOLDER]" in done.stderr


def test_an_old_python_starts_a_newer_one_or_says_which_to_install(monkeypatch: pytest.MonkeyPatch):
    started_with: list[list[str]] = []

    def call(command: list[str]) -> int:
        started_with.append(command)
        return 7

    monkeypatch.setattr(subprocess, "call", call)
    monkeypatch.setattr(environment, "OLDEST_PYTHON", (99, 0))
    monkeypatch.setattr(environment, "newer_python", lambda: ["python99"])
    assert started("test", "-x") == 7
    assert started_with == [["python99", str(DEV), "test", "-x"]]
    monkeypatch.setattr(environment, "newer_python", lambda: None)
    assert "needs Python 99.0 or newer" in str(started("test"))
