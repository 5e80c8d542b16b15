import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import environment
import pytest

HERE = "{}.{}".format(*sys.version_info[:2])

gives_pip = pytest.mark.skipif(importlib.util.find_spec("ensurepip") is None, reason="this Python has no ensurepip")


# What builds a package with nothing in it and needs nothing.
BACKEND = """
import pathlib, zipfile

def build_editable(folder, settings=None, metadata=None):
    name = "empty-1.0-py3-none-any.whl"
    about = {
        "METADATA": "Metadata-Version: 2.1\\nName: empty\\nVersion: 1.0\\nProvides-Extra: test\\n",
        "WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
        "RECORD": "",
    }
    with zipfile.ZipFile(pathlib.Path(folder, name), "w") as wheel:
        for file, text in about.items():
            wheel.writestr(f"empty-1.0.dist-info/{file}", text)
    return name
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    root = tmp_path / "checkout"
    (root / "packaging").mkdir(parents=True)
    (root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (root / "packaging" / "constraints.txt").write_text("pydantic==2.0\n", encoding="utf-8")
    return root


@pytest.fixture
def bare_venv(tmp_path: Path) -> Path:
    venv.create(tmp_path / "venv", with_pip=False)
    return tmp_path / "venv"


def change_version(folder: Path, version: str) -> None:
    config = folder / "pyvenv.cfg"
    lines = config.read_text(encoding="utf-8").splitlines()
    config.write_text(
        "\n".join(f"version = {version}" if line.startswith("version") else line for line in lines), encoding="utf-8"
    )


def test_an_environment_of_this_python_has_no_fault(bare_venv: Path):
    assert environment.fault_of(bare_venv) is None


def test_an_environment_that_is_not_there_is_said_to_be_missing(tmp_path: Path):
    assert environment.fault_of(tmp_path / "venv") == "there is none yet"


def test_an_environment_whose_python_was_removed_is_broken(bare_venv: Path):
    environment.python_in(bare_venv).unlink()
    assert environment.fault_of(bare_venv) == "its Python does not start"


def test_an_environment_whose_python_was_replaced_by_another_is_of_no_use(bare_venv: Path):
    change_version(bare_venv, "3.2.1")
    assert environment.fault_of(bare_venv) == f"the one that is there is not for Python {HERE}"


def test_an_environment_that_says_nothing_of_its_python_is_of_no_use(bare_venv: Path):
    (bare_venv / "pyvenv.cfg").write_text("home = /nowhere\n", encoding="utf-8")
    assert environment.fault_of(bare_venv) is not None


def test_nothing_is_installed_while_the_stamp_matches(bare_venv: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch):
    installed: list[Path] = []

    def install(root: Path, _venv: Path) -> bool:
        installed.append(root)
        return True

    monkeypatch.setattr(environment, "install_checkout", install)
    monkeypatch.setattr(environment, "give_pip", lambda _venv: None)
    environment.make_ready(checkout, bare_venv)
    environment.make_ready(checkout, bare_venv)
    assert installed == [checkout]


def test_an_environment_made_by_hand_is_kept_and_installed_into(
    bare_venv: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch
):
    (bare_venv / "by-hand").touch()
    monkeypatch.setattr(environment, "install_checkout", lambda _root, _venv: True)
    monkeypatch.setattr(environment, "give_pip", lambda _venv: None)
    environment.make_ready(checkout, bare_venv)
    assert (bare_venv / "by-hand").exists()
    assert environment.read_stamp(bare_venv)["fingerprint"] == environment.fingerprint(checkout, bare_venv)


@pytest.mark.parametrize("changed", ["pyproject.toml", "packaging/constraints.txt"])
def test_a_changed_requirement_is_installed(bare_venv: Path, checkout: Path, changed: str):
    before = environment.fingerprint(checkout, bare_venv)
    with (checkout / changed).open("a", encoding="utf-8") as file:
        file.write("# more\n")
    assert environment.fingerprint(checkout, bare_venv) != before


def test_a_new_python_and_a_moved_checkout_are_installed_for(bare_venv: Path, checkout: Path):
    before = environment.fingerprint(checkout, bare_venv)
    moved = checkout.rename(checkout.with_name("elsewhere"))
    after_move = environment.fingerprint(moved, bare_venv)
    change_version(bare_venv, "3.99.0")
    assert len({before, after_move, environment.fingerprint(moved, bare_venv)}) == 3


@gives_pip
@pytest.mark.slow
def test_a_person_whose_pip_installs_for_that_person_only_gets_the_environment_installed_all_the_same(
    bare_venv: Path, monkeypatch: pytest.MonkeyPatch
):
    environment.give_pip(bare_venv)
    empty = bare_venv / "empty"
    empty.mkdir()
    (empty / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n', encoding="utf-8"
    )
    (empty / "packaging").mkdir()
    (empty / "packaging" / "constraints.txt").touch()
    (empty / "backend.py").write_text(BACKEND, encoding="utf-8")
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    assert environment.install_checkout(empty, bare_venv)


def test_a_failed_installation_ends_with_its_remedy_and_is_tried_again_next_time(
    bare_venv: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(environment, "install_checkout", lambda _root, _venv: False)
    monkeypatch.setattr(environment, "give_pip", lambda _venv: None)
    with pytest.raises(SystemExit) as end:
        environment.make_ready(checkout, bare_venv)
    assert "PIP_FIND_LINKS" in str(end.value)
    assert "fingerprint" not in environment.read_stamp(bare_venv)


@gives_pip
@pytest.mark.slow
def test_an_environment_whose_making_was_interrupted_before_it_got_pip_gets_it(bare_venv: Path):
    def has_pip() -> bool:
        return subprocess.call([environment.python_in(bare_venv), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0

    assert not has_pip()
    environment.give_pip(bare_venv)
    assert has_pip()


def test_a_python_without_ensurepip_is_told_where_to_get_it_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(SystemExit, match="ensurepip") as end:
        environment.make(tmp_path / "venv")
    assert f"python{HERE}-venv" in str(end.value)
    assert list(tmp_path.iterdir()) == []


def test_a_checkout_that_cannot_be_written_into_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "access", lambda path, _mode: path != tmp_path)
    with pytest.raises(SystemExit, match="folder of your own") as end:
        environment.make(tmp_path / "venv")
    assert str(tmp_path) in str(end.value)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_noted_in_the_environment_of_somebody_else_is_let_be(tmp_path: Path):
    (tmp_path / "set-up.json").mkdir()  # nothing can be written there
    environment.write_stamp(tmp_path, libraries_lacking=[])
    assert environment.read_stamp(tmp_path) == {}


@pytest.mark.parametrize("text", ["", "{", "[]"])
def test_an_unreadable_stamp_counts_as_none(bare_venv: Path, text: str):
    (bare_venv / "set-up.json").write_text(text, encoding="utf-8")
    assert environment.read_stamp(bare_venv) == {}


def test_a_stamp_keeps_what_was_noted_before(bare_venv: Path):
    environment.write_stamp(bare_venv, fingerprint="a")
    environment.write_stamp(bare_venv, libraries_lacking=[])
    assert environment.read_stamp(bare_venv) == {"fingerprint": "a", "libraries_lacking": []}


def test_a_command_that_is_no_python_has_no_version():
    assert environment.version_of(["no-such-python"]) == ()
    assert environment.version_of([sys.executable]) == sys.version_info[:2]


def test_of_the_pythons_on_the_path_the_first_that_is_new_enough_is_taken(monkeypatch: pytest.MonkeyPatch):
    versions = {"python3.12": (), "python3": (3, 9), "python": (3, 11)}  # a launcher may be there and start nothing
    monkeypatch.setattr(shutil, "which", lambda name: name if name in versions else None)
    monkeypatch.setattr(environment, "version_of", lambda command: versions[command[0]])
    assert environment.newer_python() == ["python"]
    del versions["python"]
    assert environment.newer_python() is None
