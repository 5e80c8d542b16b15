from pathlib import Path

import pytest

from dr_desktop.bundled import bundled, resources_of


def test_a_bundled_file_is_found_from_this_checkout():
    assert bundled("fonts", "OFL.txt").read_text(encoding="utf-8").strip()


def test_an_installed_package_has_its_resources_inside(tmp_path: Path):
    package = tmp_path / "site-packages" / "dr_desktop"
    (package / "resources").mkdir(parents=True)
    (package.parent / "resources").mkdir()  # of somebody else: what lies beside an installed package is not ours
    assert resources_of(package) == package / "resources"


def test_a_checkout_has_its_resources_beside_the_package(tmp_path: Path):
    package = tmp_path / "dr_desktop"
    package.mkdir()
    (tmp_path / "resources").mkdir()
    assert resources_of(package) == tmp_path / "resources"


def test_without_resources_the_error_names_both_places_and_the_remedy(tmp_path: Path):
    package = tmp_path / "dr_desktop"
    package.mkdir()
    with pytest.raises(FileNotFoundError) as error:
        resources_of(package)
    assert str(package / "resources") in str(error.value)
    assert str(tmp_path / "resources") in str(error.value)
    assert "Install DR Desktop again" in str(error.value)
