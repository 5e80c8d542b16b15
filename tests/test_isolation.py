"""The promises that conftest.py makes to every other test."""

import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("time", ["first", "second"])
def test_settings_of_a_test_lie_in_its_own_folder_and_are_gone_for_the_next(own_settings_folder: Path, time: str):
    settings = QSettings("DR Desktop tests", "isolation")
    assert settings.value("seen") is None
    settings.setValue("seen", time)
    settings.sync()
    assert own_settings_folder in Path(settings.fileName()).parents


@pytest.mark.skipif(sys.platform == "darwin", reason="platformdirs asks HOME there, in other words")
def test_folders_for_settings_and_state_lie_there_too(own_settings_folder: Path):
    for folder in (platformdirs.user_config_path, platformdirs.user_data_path, platformdirs.user_state_path):
        assert own_settings_folder in folder("dr-desktop").parents


def test_windows_are_painted_without_a_screen(qapp: QGuiApplication):
    assert qapp.platformName() == "offscreen"


TESTS_THAT_LOG = """
import pytest
from PySide6.QtCore import qWarning

@pytest.fixture
def leaves_badly():
    yield
    qWarning("heard while leaving")

def test_in_the_test():
    qWarning("heard in the test")

def test_at_its_end(leaves_badly):
    pass

def test_what_offscreen_says_of_itself():
    qWarning("This plugin does not support raise()")
"""


@pytest.mark.slow
def test_a_line_that_qt_logs_fails_the_test_in_which_it_does(tmp_path: Path):
    (tmp_path / "conftest.py").write_text(
        (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (tmp_path / "test_that_logs.py").write_text(TESTS_THAT_LOG, encoding="utf-8")
    options = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path), "-p", "no:cacheprovider", "-rA"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(tmp_path)], capture_output=True, text=True, cwd=tmp_path
    )
    assert "heard in the test" in done.stdout
    assert "Qt logged while the test was cleared away: heard while leaving" in done.stdout
    assert "FAILED test_that_logs.py::test_in_the_test" in done.stdout
    assert "PASSED test_that_logs.py::test_what_offscreen_says_of_itself" in done.stdout
    assert "1 failed, 2 passed, 1 error" in done.stdout
