import builtins
import collections
import dataclasses
import shutil
import subprocess
import sys
import typing
from collections.abc import Callable
from pathlib import Path

import pytest

from dr_desktop.compiled_texts import kept_beside_modules, texts_compiled_once


def _made() -> tuple[object, object, object]:
    """A data class, a named tuple and an annotation in quotes, made anew."""
    kind = dataclasses.make_dataclass("Kind", [("size", int), ("name", str, "x")], frozen=True)
    row = collections.namedtuple("row", "first second")
    return kind(3), row(1, 2), typing.ForwardRef("dict[str, int]").__forward_code__


@pytest.fixture(autouse=True)
def _python_keeps_what_it_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were compiled since."""
    texts: list[str] = []
    own = builtins.compile

    def counted(text: typing.Any, *given: typing.Any, **named: typing.Any) -> typing.Any:
        texts.append(text)
        return own(text, *given, **named)

    monkeypatch.setattr(builtins, "compile", counted)
    return texts


def test_what_was_compiled_once_is_not_compiled_again(tmp_path: Path, compiled: list[str]):
    file = tmp_path / "kept.texts"
    with texts_compiled_once(file):
        first = _made()
    assert compiled
    compiled.clear()
    with texts_compiled_once(file):
        again = _made()
    assert compiled == []
    assert (
        [str(one) for one in again[:2]]
        == [str(one) for one in first[:2]]
        == ["Kind(size=3, name='x')", "row(first=1, second=2)"]
    )
    assert eval(typing.cast("typing.Any", again[2])) == dict[str, int]


def test_what_is_made_with_kept_code_behaves_as_without(tmp_path: Path):
    file = tmp_path / "kept.texts"
    for _ in range(2):
        with texts_compiled_once(file):
            kind = dataclasses.make_dataclass("Kind", [("size", int)], frozen=True, order=True)
        assert kind(1) < kind(2)
        assert kind(1) == kind(1)
        with pytest.raises(dataclasses.FrozenInstanceError):
            kind(1).size = 2


def _of_another_python(whole: bytes) -> bytes:
    return bytes(4) + whole[4:]


def _damaged(whole: bytes) -> bytes:
    return whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:]


@pytest.mark.parametrize(
    "broken", [lambda whole: b"", lambda whole: b"nothing", lambda whole: whole[:-1], _of_another_python, _damaged]
)
def test_a_file_that_is_cut_short_damaged_or_of_another_python_is_written_anew(
    tmp_path: Path, broken: Callable[[bytes], bytes], compiled: list[str]
):
    file = tmp_path / "kept.texts"
    with texts_compiled_once(file):
        _made()
    file.write_bytes(broken(file.read_bytes()))
    compiled.clear()
    with texts_compiled_once(file):
        _made()
    assert compiled
    compiled.clear()
    with texts_compiled_once(file):
        _made()
    assert compiled == []


def test_texts_that_a_replaced_library_no_longer_has_are_not_kept(tmp_path: Path):
    file = tmp_path / "kept.texts"
    with texts_compiled_once(file):
        collections.namedtuple("old", "of_before")
    with texts_compiled_once(file):
        collections.namedtuple("new", "of_now")
    assert b"of_now" in file.read_bytes()
    assert b"of_before" not in file.read_bytes()


def test_a_start_that_imports_less_leaves_what_is_kept(tmp_path: Path):
    file = tmp_path / "kept.texts"
    with texts_compiled_once(file):
        _made()
    before = file.read_bytes()
    with texts_compiled_once(file):
        collections.namedtuple("row", "first second")
    assert file.read_bytes() == before


@pytest.mark.parametrize("folder", ["no such folder", "a file"])
def test_where_nothing_can_be_written_nothing_is_kept_and_everything_works(tmp_path: Path, folder: str):
    (tmp_path / "a file").touch()
    with texts_compiled_once(tmp_path / folder / "kept.texts"):
        made = _made()
    assert str(made[1]) == "row(first=1, second=2)"
    assert [one.name for one in tmp_path.iterdir()] == ["a file"]


def test_what_takes_the_place_of_the_file_is_left_and_nothing_is_left_beside_it(tmp_path: Path):
    file = tmp_path / "kept.texts"
    file.mkdir()
    with texts_compiled_once(file):
        _made()
    assert list(tmp_path.iterdir()) == [file]
    assert file.is_dir()


def test_nothing_is_kept_where_python_shall_write_no_bytecode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    with texts_compiled_once(tmp_path / "kept.texts"):
        _made()
    assert list(tmp_path.iterdir()) == []


def test_python_compiles_by_itself_again_afterwards_also_after_a_failing_import(tmp_path: Path):
    with pytest.raises(ImportError), texts_compiled_once(tmp_path / "kept.texts"):
        raise ImportError
    for module, name in ((dataclasses, "exec"), (collections, "eval"), (typing, "compile")):
        assert name not in vars(module)


def test_the_texts_lie_beside_the_compiled_modules_of_this_python():
    assert kept_beside_modules().parent.name == "__pycache__" or sys.pycache_prefix
    assert sys.implementation.cache_tag in kept_beside_modules().name


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_what_is_kept_is_no_part_of_the_sources():
    ignored = subprocess.run(["git", "check-ignore", str(kept_beside_modules())], check=False, capture_output=True)
    assert ignored.returncode in (0, 128), "__pycache__ is not ignored"  # 128: not a clone
