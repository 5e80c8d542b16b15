"""Colours keep their contrast, stand in one file only, and never speak alone."""

import re
from itertools import product
from pathlib import Path

import pytest

import dr_desktop
from dr_desktop.report.look import (
    COMPONENTS,
    HATCHES,
    ROLES,
    STATES,
    THEMES,
    Theme,
    colour,
    component_pattern,
    contrast,
    hatch_ink,
    mixed,
)

FLOOR: dict[Theme, float] = {"light": 4.5, "dark": 4.5, "high_contrast": 7.0}
GROUNDS = (
    "panel",
    "panel.alternate",
    "computed",
    "window",
    "hover",
    "header",
    "tooltip",
    "selection",
    "selection.inactive",
)
WORDS = ("text.primary", "text.secondary", "text.inherited", "text.link", "text.on_selection")
PACKAGE = Path(dr_desktop.__file__).parent


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("words", [*WORDS, *(f"{state}.text" for state in STATES)])
def test_words_can_be_read_on_every_ground_they_may_lie_on(words: str, theme: Theme) -> None:
    grounds = list(GROUNDS)
    if words.removesuffix(".text") in STATES:
        grounds.append(words.replace(".text", ".tint"))
    worst = min(grounds, key=lambda ground: contrast(colour(words, theme), colour(ground, theme)))
    assert contrast(colour(words, theme), colour(worst, theme)) >= FLOOR[theme], worst


@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ("text.on_accent", "accent"),
        ("text.invalid", "invalid"),
        *((f"{state}.on", f"{state}.fill") for state in STATES),
        *(("text.primary", f"{state}.tint") for state in STATES),
        *(("text.secondary", f"{state}.tint") for state in STATES),
        *((f"tier.{rank}.on", f"tier.{rank}") for rank in range(1, 5)),
        *(("text.disabled", ground) for ground in ("panel", "panel.alternate", "window")),
        *((f"chart.{line}", "panel") for line in ("ceiling", "capacity", "objective")),
    ],
)
def test_words_and_marks_can_be_read_on_their_own_ground(words: str, ground: str) -> None:
    for theme in THEMES:
        assert contrast(colour(words, theme), colour(ground, theme)) >= FLOOR[theme], theme


@pytest.mark.parametrize(("line", "ground"), list(product(("control.line", "focus"), ("panel", "window"))))
def test_outlines_of_fields_and_the_focus_frame_stand_out_three_to_one(line: str, ground: str) -> None:
    for theme in THEMES:
        assert contrast(colour(line, theme), colour(ground, theme)) >= 3, theme


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(colour("panel", "high_contrast"), colour("text.primary", "high_contrast")) == 21.0
    assert contrast(colour("text.disabled"), colour("text.disabled")) == 1.0


def test_mixing_gives_the_opaque_colour_that_an_eye_would_see() -> None:
    black, white = colour("panel", "high_contrast"), colour("panel")
    assert (mixed(white, black, 1), mixed(white, black, 0)) == (white, black)
    assert mixed(white, black, 0.2) == mixed(black, white, 0.8)


def test_every_hatch_belongs_to_a_role_and_can_be_seen_on_it() -> None:
    assert set(HATCHES) <= ROLES
    for role, theme in product(HATCHES, THEMES):
        assert contrast(hatch_ink(role, theme), colour(role, theme)) > 1.5, (role, theme)


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_hatched_stands_out_from_its_panel_by_its_ground_or_by_its_hatch(theme: Theme) -> None:
    floor = 3 if theme == "high_contrast" else 2
    for role in [role for role, hatch in HATCHES.items() if hatch not in ("none", "outline")]:
        seen = (colour(role, theme), hatch_ink(role, theme))
        assert max(contrast(one, colour("panel", theme)) for one in seen) >= floor, role


def test_every_step_of_the_ladder_stands_out_in_high_contrast() -> None:
    for step in ("wished", "designed", "simulated", "drilled", "proven"):
        assert contrast(colour(f"ladder.{step}", "high_contrast"), colour("panel", "high_contrast")) >= 4.5, step


def test_no_two_components_look_alike_before_the_twenty_fourth() -> None:
    patterns = [component_pattern(place) for place in range(24)]
    assert patterns[: len(COMPONENTS)] == list(COMPONENTS)
    assert len(set(patterns)) == 24


def test_no_other_file_holds_a_colour() -> None:
    sources = [*PACKAGE.rglob("*.py"), *(PACKAGE.parent / "resources" / "icons").glob("*.svg")]
    assert len(sources) > 40
    coloured = [
        source.name
        for source in sources
        if source.name != "look.py" and re.search(r"#(?:[0-9A-Fa-f]{3}){1,2}\b", source.read_text("utf-8"))
    ]
    assert coloured == []
