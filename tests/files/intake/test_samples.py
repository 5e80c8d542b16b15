"""Totals of files that others published; they lie outside the project (DR_INTAKE_SAMPLES).

Any folder with an EXPECTED.json of the same form serves: file to figures, each figure a test.
"""

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dr_desktop.files.intake import rvtools
from dr_desktop.files.intake.inventory import Inventory, Refusal
from tests.files.intake.sample_figures import Sample, expected, figure_of, matches, sample

CHECKOUT = Path(__file__).resolve().parents[3]
SAMPLES = Path(os.environ.get("DR_INTAKE_SAMPLES") or CHECKOUT.parent / "shared" / "samples" / "intake")
EXPECTED = expected(SAMPLES)
FIGURES = [(name, key, value) for name, totals in EXPECTED.items() for key, value in totals.items()]
PROMISES = {"must", "top_level"}

missing = pytest.mark.skipif(not EXPECTED, reason=f"third-party samples are not at {SAMPLES.name}")
read_once = cache(sample)


def _sample(name: str) -> Sample:
    path = SAMPLES / name
    if not path.is_file():
        pytest.skip(f"{name} is not there")
    return read_once(path)


@missing
@pytest.mark.parametrize(("name", "key", "stated"), [one for one in FIGURES if one[1] not in PROMISES])
def test_a_published_file_gives_its_figures(name: str, key: str, stated: Any) -> None:
    one = _sample(name)
    figure = figure_of(key, one)
    if figure is None:
        pytest.skip(f"no figure is called {key}")
    got = figure()
    assert matches(key, stated, got), f"{key}: {got!r}, not {stated!r}"


@missing
@pytest.mark.parametrize(("name", "words"), [(name, one["must"]) for name, one in EXPECTED.items() if "must" in one])
def test_a_published_file_is_met_as_it_must_be(name: str, words: str) -> None:
    one = _sample(name)
    if "refuse" in words:
        assert isinstance(one.read, Refusal)
        assert ("sensitivity label" in words) == ("sensitivity label" in one.read.sentence)
        assert one.read.remedy
        return
    assert isinstance(one.read, Inventory)
    if "truncated" in words:
        assert "PowerShell cut the JSON off" in one.said
        assert "-Depth" in one.said
    if "disk unknown" in words:
        assert all(machine.capacity_gib is None and not machine.disks_gib for machine in one.rows)


@missing
@pytest.mark.parametrize(
    ("name", "shape"), [(name, one["top_level"]) for name, one in EXPECTED.items() if "top_level" in one]
)
def test_saved_prices_are_told_from_inventories_and_their_shape_is_said(name: str, shape: str) -> None:
    one = _sample(name)
    assert isinstance(one.read, Refusal)
    assert "prices" in one.read.sentence
    assert ("(list)" in one.recognised) == shape.startswith("list")


@missing
@pytest.mark.parametrize("name", EXPECTED)
def test_what_was_recognised_is_said_in_words(name: str) -> None:
    one = _sample(name)
    assert one.recognised or isinstance(one.read, Refusal)


@missing
def test_no_published_file_of_another_kind_is_taken_for_an_rvtools_export() -> None:
    others = [path for path in SAMPLES.rglob("*") if path.is_file() and path.parent.name != "rvtools"]
    assert others
    for path in others:
        stated = EXPECTED.get(path.relative_to(SAMPLES).as_posix(), {})
        if stated.get("format") != "rvtools":
            assert not rvtools.recognises(path), path.name
            assert isinstance(rvtools.read(path), Refusal)


@missing
def test_every_file_of_the_folder_is_read_or_refused_with_a_remedy() -> None:
    for path in SAMPLES.rglob("*"):
        if path.is_file():
            one = read_once(path)
            assert isinstance(one.read, Inventory) or one.read.remedy, path.name
