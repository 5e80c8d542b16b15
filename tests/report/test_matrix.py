"""The topology matrix: everything stands once, nothing covers anything, more than a dozen becomes counts."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dr_desktop.assessment.guidance import CELLS, SWAPPED_CELLS
from dr_desktop.assessment.results import VERDICTS
from dr_desktop.plan.application import UNASSIGNED
from dr_desktop.report.look import HATCHES
from dr_desktop.report.matrix import matrix_picture
from dr_desktop.report.picture import Box, Text, tip_text
from dr_desktop.report.placing import CellKey, placing_of
from tests.report.estates import Placed, coastal_utility, placed
from tests.report.pictures import chip_boxes, overlapping, texts_outside, words

SCHEMES = ("backup_restore", "replication", "high_availability", "fault_tolerance", "no_recovery", None)
DOTS = ("met", "little_margin", "missed", "not_known")
PLACED = st.builds(
    Placed,
    name=st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=40),
    tier=st.sampled_from(("tier-1", "tier-2", "tier-3", "tier-4", "")),
    row=st.sampled_from(("csp", "customer", "customer", "azure", "")),
    column=st.sampled_from(("azure", "csp", "customer", "customer", "")),
    scheme=st.sampled_from(SCHEMES),
    verdict=st.sampled_from((*VERDICTS, None)),
    dots=st.tuples(*(st.sampled_from(DOTS),) * 3),
    machines=st.integers(0, 99_999),
    used_gib=st.floats(0, 1e9),
)
SIZES = st.tuples(st.sampled_from((640.0, 870.0, 945.0, 1190.0, 1400.0)), st.sampled_from((300.0, 440.0, 612.0, 900.0)))


@settings(max_examples=60)
@given(st.lists(PLACED, max_size=50), SIZES)
def test_every_text_lies_inside_and_no_chip_covers_another(applications: list[Placed], size: tuple[float, float]):
    picture = matrix_picture(placed(applications, 3), *size)
    assert texts_outside(picture) == []
    assert overlapping(chip_boxes(picture) | chip_boxes(picture, "lane:")) == []


@settings(max_examples=60)
@given(st.lists(PLACED, max_size=50))
def test_every_application_stands_in_one_cell_or_in_one_strip(applications: list[Placed]):
    assessment = placed(applications)
    placing = placing_of(assessment)
    everywhere = [one for found in (*placing.cells.values(), *placing.strips.values()) for one in found]
    assert Counter(everywhere) == Counter(set(assessment.applications) - {UNASSIGNED})


@settings(max_examples=40)
@given(st.lists(PLACED, max_size=40))
def test_what_is_drawn_as_chips_and_counts_adds_up_to_the_cells_applications(applications: list[Placed]):
    assessment = placed(applications)
    picture = matrix_picture(assessment, 945, 612)
    chips = set(chip_boxes(picture))
    for key, found in placing_of(assessment).cells.items():
        prefix = f"lane:{key[0]}:{key[1]}:"
        numbers = [
            int(shape.text.replace(",", ""))
            for shape in picture.shapes
            if isinstance(shape, Text) and (shape.entity or "").startswith(prefix) and shape.size == 12
        ]
        assert sum(numbers) + len(chips & set(found)) == len(found)


def test_a_dozen_are_chips_and_one_more_makes_counts_by_tier():
    def drawn(number: int) -> list[str]:
        some = [Placed(f"App {place}", f"tier-{1 + place % 2}") for place in range(number)]
        picture = matrix_picture(placed(some), 945, 700)
        assert ("open the list" in words(picture)) == (number > 12)
        return [one for one in chip_boxes(picture, "") if one.startswith(("app-", "lane:"))]

    assert sorted(drawn(12)) == sorted(f"app-{place}" for place in range(12))
    assert sorted(drawn(13)) == [
        "lane:customer:azure:backup_restore:tier-1",
        "lane:customer:azure:backup_restore:tier-2",
    ]


def test_the_worst_verdict_heads_a_cell_with_how_many_have_it():
    verdicts = ("recommended", "condition", "not_recommended", "recommended")
    picture = matrix_picture(placed(Placed(f"App {one}", verdict=one) for one in verdicts), 945, 444)  # type: ignore[arg-type]
    head = [shape for shape in picture.shapes if shape.entity == "cell:customer:azure"]
    said = [shape.text for shape in head if isinstance(shape, Text)]
    assert said[:2] == ["Not recommended", "1 of 4"]
    assert [shape.fill for shape in head if isinstance(shape, Box)] == ["not_recommended.tint", "not_recommended.fill"]


def test_a_head_counts_applications_machines_and_tib():
    picture = matrix_picture(placed([Placed("One", machines=3, used_gib=1024), Placed("Two", machines=5)]), 945, 444)
    said = [one.text for one in picture.shapes if isinstance(one, Text) and one.entity == "cell:customer:azure"]
    assert said[1:] == ["2", "applications", "8 machines", "3.0\u00a0TiB"]


@pytest.mark.parametrize(("key", "sentence"), CELLS.items())
def test_each_cell_says_what_the_guidance_says_of_it(key: CellKey, sentence: str):
    picture = matrix_picture(placed([]), 945, 444)
    tips = [tip_text(one.tip) for one in picture.shapes if one.entity == f"cell:{key[0]}:{key[1]}"]
    assert tips
    assert all(tip == sentence for tip in tips)


def test_the_swapped_cells_are_put_right_and_a_note_says_so():
    assert "CSP" in CELLS["customer", "csp"].split(".")[1]
    assert "customer runs both" in CELLS["customer", "customer"]
    notes = [one for one in matrix_picture(placed([]), 870, 440).shapes if one.tip == SWAPPED_CELLS]
    assert [note.text for note in notes if isinstance(note, Text)] == [
        "Two cells of the guidance's table are put right here."
    ]
    assert SWAPPED_CELLS in words(matrix_picture(placed([]), 1400, 800))


@pytest.mark.parametrize(("width", "height"), [(870, 440), (945, 444), (1400, 800)])
def test_a_large_estate_fits_the_page_with_its_names(width: float, height: float):
    picture = matrix_picture(coastal_utility(), width, height)
    assert (picture.width, picture.height) == (width, height)
    assert {"Billing", "Meter data"} <= set(words(picture))


def test_where_the_height_does_not_suffice_the_picture_grows_rather_than_cover_anything():
    picture = matrix_picture(coastal_utility(), 870, 200)
    assert picture.height > 200
    assert texts_outside(picture) == []


def test_a_wide_and_high_matrix_shortens_no_name():
    assert not [one for one in words(matrix_picture(coastal_utility(), 1400, 800)) if one.endswith("…")]


def test_the_heads_list_the_plans_own_sites():
    said = words(matrix_picture(coastal_utility(), 945, 444))
    assert "West Europe · operated by Microsoft" in said
    assert "Provider A · Provider B" in said
    assert "North · South" in said  # the depot holds backups only: nothing recovers there
    assert {"North", "South", "Provider A", "Provider B"} <= set(said)


def test_a_chip_says_verdict_reasons_and_times_against_objectives():
    picture = matrix_picture(placed([Placed("Billing", "tier-2", dots=("missed", "met", "not_known"))]), 945, 444)
    chip = next(one for one in picture.shapes if one.entity == "app-0")
    assert tip_text(chip.tip).replace("\u00a0", " ").splitlines() == [
        "Billing · Important",
        "Recommended",
        "– Billing is where it is.",
        "Recovery time 6 h 10 min, objective 4 h: missed",
        "Recovery point 1 h, objective 1 h: met",
        "Drill: none that counts",
        "4 machines · 2,048 GiB used · North → West Europe",
    ]


def test_what_is_selected_is_framed_as_a_chip_or_as_the_count_that_holds_it():
    assessment = coastal_utility()
    for selected, framed in (("app-20", "app-20"), ("app-40", "lane:customer:customer:backup_restore:tier-3")):
        picture = matrix_picture(assessment, 945, 444, selected=selected)
        frame = picture.shapes[-1]
        assert isinstance(frame, Box)
        assert (frame.line, frame.entity) == ("focus", framed)
    assert len(matrix_picture(assessment, 945, 444).shapes) == len(picture.shapes) - 1


def test_the_small_matrix_has_verdicts_and_sums_but_no_chips():
    picture = matrix_picture(coastal_utility(), 680, 150, compact=True)
    assert (picture.width, picture.height) == (680, 150)
    assert texts_outside(picture) == []
    assert chip_boxes(picture) == {}
    assert {"Not supported", "47 applications", "Recommended with a condition"} <= set(words(picture))


def test_machines_that_belong_nowhere_stand_under_not_placed_without_counting_as_an_application():
    said = words(matrix_picture(placed([], unassigned_machines=7), 945, 444))
    assert "0 applications · 7 machines" in said
    assert "Unassigned" in said


def test_lanes_carry_mark_name_and_the_guidances_label():
    picture = matrix_picture(coastal_utility(), 945, 444)
    said = words(picture)
    assert said.count("active/passive") == said.count("Backup-restore") == 6
    assert {"active/passive stand-by", "active/active stand-by", "active/active"} <= set(said)
    drawn = {shape.fill for shape in picture.shapes if isinstance(shape, Box)}
    assert {role for role in HATCHES if role.startswith("scheme.") and role != "scheme.no_recovery"} <= drawn
