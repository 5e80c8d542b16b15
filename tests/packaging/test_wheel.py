import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def built(kind: str, folder: Path) -> zipfile.ZipFile:
    """The wheel that pip would build from this checkout, "wheel" to install or "editable"."""
    build = f"import hatchling.build as backend; print(backend.build_{kind}({str(folder)!r}))"
    # A fixed time stamp keeps hatchling from asking git.
    variables = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    subprocess.run([sys.executable, "-c", build], cwd=ROOT, env=variables, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return zipfile.ZipFile(wheel)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory):
    with built("wheel", tmp_path_factory.mktemp("wheel")) as archive:
        yield archive


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_wheel_carries_every_file_of_resources_that_git_does(wheel: zipfile.ZipFile):
    listed = subprocess.run(["git", "ls-files", "resources"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode != 0:
        pytest.skip("this checkout has no git")
    wanted = {f"dr_desktop/{path}" for path in listed.stdout.splitlines() if (ROOT / path).exists()}
    assert wanted
    assert wanted <= set(wheel.namelist())


def test_the_wheel_has_the_package_and_neither_tests_nor_tools(wheel: zipfile.ZipFile):
    names = wheel.namelist()
    assert "dr_desktop/bundled.py" in names
    assert {name.partition("/")[0].partition("-")[0] for name in names} <= {"dr_desktop", "dr_desktop.dist"}


def test_the_wheel_brings_the_command(wheel: zipfile.ZipFile):
    (entry_points,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "dr-desktop = dr_desktop.cli:main" in wheel.read(entry_points).decode()


def test_an_editable_installation_points_to_the_checkout_and_copies_nothing(tmp_path: Path):
    with built("editable", tmp_path) as archive:
        paths = [name for name in archive.namelist() if ".dist-info/" not in name]
        assert [Path(name).suffix for name in paths] == [".pth"]
        assert archive.read(paths[0]).decode().strip() == str(ROOT)
