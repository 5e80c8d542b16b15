"""The calendar of first copies, and what the documents say of onboarding."""

from __future__ import annotations

from datetime import date

import pytest

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.onboarding import onboarding_of
from dr_desktop.assessment.results import Assessment
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.report.blocks import Figure, Paragraph, Table
from dr_desktop.report.fact_sheet import sheet_lines
from dr_desktop.report.onboarding_facts import impossible_facts, night_facts
from dr_desktop.report.onboarding_picture import night_entity, night_of, onboarding_picture
from dr_desktop.report.picture import Box, Picture, Text, bounds, tip_text
from dr_desktop.report.sections.onboarding import onboarding_section, onboarding_sentence
from tests.assessment.quiet_estate import Edit, add, both, drop, edit, quiet_plan
from tests.report.pictures import overlapping, texts_outside

FEW = edit("assumptions", "first_copies_per_night", base=2.0)


def assessed(*edits: Edit) -> Assessment:
    return assess(both(*edits)(quiet_plan()), load_catalog())


def drawn(assessment: Assessment, width: float = 680, marked: date | None = None) -> Picture:
    return onboarding_picture(assessment, onboarding_of(assessment), width, 100, marked)


def nights(picture: Picture) -> dict[date, Box]:
    found = {}
    for shape in picture.shapes:
        night = night_of(shape.entity or "")
        if night is not None:
            assert isinstance(shape, Box)
            found[night] = shape
    return found


def test_every_night_with_a_wave_can_be_pointed_at_and_says_store_machines_and_data():
    assessment = assessed(FEW)
    found = nights(drawn(assessment))
    assert set(found) == {wave.night for wave in onboarding_of(assessment).waves}
    tip = tip_text(found[date(2027, 1, 1)].tip)
    assert tip.startswith("1 Jan 2027")
    assert "Depot vault 2 machines, 600\u00a0GiB" in tip
    assert "portal-1" in tip


@pytest.mark.parametrize("width", [260, 680, 1_500])
def test_days_stand_in_weeks_and_nothing_is_drawn_outside(width: float):
    picture = drawn(assessed(FEW, edit("assumptions", "first_copies_per_night", base=1.0)), width)
    for shape in picture.shapes:
        x, y, w, h = bounds(shape)
        assert min(x, y) >= 0, shape
        assert x + w <= width + 0.5, shape
        assert y + h <= picture.height + 0.5, shape
    found = nights(picture)
    assert found[date(2027, 1, 4)].x < found[date(2027, 1, 5)].x  # Monday, Tuesday
    assert found[date(2027, 1, 4)].y > found[date(2027, 1, 3)].y  # a new week


def test_a_calendar_uses_the_room_it_has_and_without_room_stays_as_on_paper():
    assessment = assessed(FEW)
    found = onboarding_of(assessment)
    sheet = onboarding_picture(assessment, found, 1_300, 0)
    large = onboarding_picture(assessment, found, 1_300, 520)
    assert onboarding_picture(assessment, found, 1_300, sheet.height) == sheet
    small, roomy = nights(sheet), nights(large)
    assert small.keys() == roomy.keys()
    assert all(roomy[night].w > small[night].w and roomy[night].h > small[night].h for night in small)
    assert max(one.x + one.w for one in large.shapes if isinstance(one, Box)) > 1_200
    assert large.height == 520
    assert {"2 machines", "600\u00a0GiB"} <= {one.text for one in large.shapes if isinstance(one, Text)}


@pytest.mark.parametrize("height", [300, 520, 900, 2_000])
@pytest.mark.parametrize("width", [260, 700, 1_300, 2_400])
def test_at_no_size_a_day_covers_another_or_reaches_out(width: float, height: float):
    assessment = assessed(edit("assumptions", "first_copies_per_night", base=1.0))
    picture = onboarding_picture(assessment, onboarding_of(assessment), width, height)
    assert texts_outside(picture) == []
    boxes = {night.isoformat(): bounds(box) for night, box in nights(picture).items()}
    assert overlapping(boxes) == []


def test_a_freeze_is_marked_and_explained():
    freeze = add("calendar_periods", "freeze", first_day=date(2027, 1, 2), last_day=date(2027, 1, 3))
    words = [one.text for one in drawn(assessed(FEW, freeze)).shapes if isinstance(one, Text)]
    assert "Freeze: nothing begins" in words
    assert "Freeze: nothing begins" not in [one.text for one in drawn(assessed(FEW)).shapes if isinstance(one, Text)]


def test_the_marked_night_is_framed():
    box = nights(drawn(assessed(FEW), marked=date(2027, 1, 2)))
    assert [night for night, one in box.items() if one.line] == [date(2027, 1, 2)]


def test_a_calendar_longer_than_two_years_says_how_many_months_follow():
    still = [edit("machines", key, change_percent_per_day=0.0) for key in quiet_plan().machines]
    picture = drawn(assessed(edit("backup_targets", "vault", write_mb_s=0.03), *still))
    words = [one.text for one in picture.shapes if isinstance(one, Text)]
    assert [one for one in words if one.startswith("and ") and "more, up to" in one]


def test_nothing_to_bring_in_is_said():
    assert "nothing to bring in" in drawn(assessed(drop("machines", *quiet_plan().machines))).alt


def test_an_entity_that_is_no_night_is_none():
    assert night_of("month:2027-01") is None
    assert night_of(night_entity(date(2027, 2, 3))) == date(2027, 2, 3)


def test_the_sheet_of_a_night_names_what_binds_and_each_machine():
    assessment = assessed(FEW)
    lines = sheet_lines(night_facts(assessment, onboarding_of(assessment), date(2027, 1, 1)))
    assert "Depot vault, Nightly" in lines
    assert "No more because of: Number of machines" in lines
    assert "portal-1" in lines
    assert "South, first replicas" in lines
    assert "Choose a night" in sheet_lines(night_facts(assessment, onboarding_of(assessment), None))[0]


def test_the_section_has_calendar_waves_and_what_is_impossible_with_its_reason():
    assessment = assessed(FEW, edit("links", "north-south", mbit_s=0.0))
    section = onboarding_section(assessment)
    assert [one.key for one in section.blocks if isinstance(one, Figure)] == ["onboarding"]
    tables = {one.key: one for one in section.blocks if isinstance(one, Table)}
    assert tables["waves"].rows[0].cells[:2] == (date(2027, 1, 1), "Depot vault")
    never = tables["never-copied"].rows[0].cells
    assert never[:2] == ("South", 6)
    assert "north-south carries nothing" in str(never[3])
    first = section.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.words.startswith("9 machines with 2.6\u00a0TiB in use get their first copies from 1 Jan 2027 until")
    lines = sheet_lines(impossible_facts(assessment, onboarding_of(assessment)))
    assert lines[0].startswith("6 first copies can never be made. north-south carries nothing")


def test_first_copies_begin_in_the_first_night_that_has_some_and_not_in_a_freeze():
    freeze = add("calendar_periods", "closing", first_day=date(2026, 12, 20), last_day=date(2027, 1, 9))
    found = onboarding_of(assessed(FEW, freeze))
    assert found.begins == found.waves[0].night == date(2027, 1, 10)
    assert "from 10 Jan 2027 until" in onboarding_sentence(found)
