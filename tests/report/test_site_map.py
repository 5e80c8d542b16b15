"""The map of sites and links: schematic, readable at any size, true to the plan."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dr_desktop.plan.link import Link
from dr_desktop.plan.plan import Plan, new_plan
from dr_desktop.plan.site import Site
from dr_desktop.report.label_places import crosses
from dr_desktop.report.picture import Box, Path, Picture, Text, bounds, tip_text
from dr_desktop.report.site_map import link_width, site_map_picture, speed_words
from tests.report.estates import assessment, coastal_utility
from tests.report.pictures import meet, texts_outside, words

SITE = st.builds(
    Site,
    id=st.uuids().map(str),
    name=st.text("ABCDEFGHIJ klmnop", min_size=1, max_size=30),
    kind=st.sampled_from(("azure_stack", "azure_region", "datacenter")),
    operator=st.sampled_from(("customer", "csp", "microsoft", None)),
    datacenter=st.sampled_from(("", "", "Harbour 1", "Hill 2")),
    latitude=st.one_of(st.none(), st.floats(-60, 70)),
    longitude=st.one_of(st.none(), st.floats(-179, 179)),
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    sites = draw(st.lists(SITE, min_size=1, max_size=9, unique_by=lambda one: one.id))
    ids = st.sampled_from([one.id for one in sites])
    speeds = st.one_of(st.none(), st.floats(0, 100_000))
    ends = draw(st.lists(st.tuples(ids, ids, speeds), max_size=12))
    links = [Link(id=f"l{place}", from_site=a, to_site=b, mbit_s=speed) for place, (a, b, speed) in enumerate(ends)]
    return new_plan(date(2027, 1, 1)).put("sites", *sites).put("links", *links)


def drawn(plan: Plan, width: float = 680, height: float = 400) -> Picture:
    return site_map_picture(plan, assessment(plan, {}), width, height)


def lines(picture: Picture) -> list[Path]:
    return [one for one in picture.shapes if isinstance(one, Path) and not one.closed]


@settings(max_examples=60)
@given(plans(), st.sampled_from([(228.0, 190.0), (300.0, 560.0), (680.0, 400.0), (1000.0, 600.0)]))
def test_every_word_lies_inside_and_every_site_and_link_of_two_sites_is_drawn(plan: Plan, size: tuple[float, float]):
    picture = drawn(plan, *size)
    assert texts_outside(picture) == []
    shown = {shape.entity for shape in picture.shapes}
    assert set(plan.sites) <= shown


@settings(max_examples=60)
@given(plans())
def test_no_speed_ever_stands_on_a_line_or_on_a_name(plan: Plan):
    picture = drawn(plan)
    speeds = [one for one in picture.shapes if isinstance(one, Text) and (one.entity or "") in plan.links]
    names = [bounds(one) for one in picture.shapes if isinstance(one, Text) and (one.entity or "") in plan.sites]
    for speed in speeds:
        x, y, w, h = bounds(speed)
        core = (x, y + 3, w, h - 6)  # the letters themselves, without the room above and below them
        assert not [line for line in lines(picture) if crosses((line.points[0], line.points[1]), core)]
        assert not [name for name in names if meet(core, (name[0], name[1] + 3, name[2], name[3] - 6))]


@settings(max_examples=60)
@given(plans())
def test_a_name_on_a_line_has_a_ground_of_its_own(plan: Plan):
    picture = drawn(plan)
    grounds = {shape.entity for shape in picture.shapes if isinstance(shape, Box) and shape.fill == "panel"}
    for name in (one for one in picture.shapes if isinstance(one, Text) and (one.entity or "") in plan.sites):
        x, y, w, h = bounds(name)
        crossed = [one for one in lines(picture) if crosses((one.points[0], one.points[1]), (x, y + 3, w, h - 6))]
        assert not crossed or name.entity in grounds


@pytest.mark.parametrize(("width", "height"), [(228, 190), (680, 400), (300, 560)])
def test_in_a_usual_estate_no_word_stands_on_a_line(width: float, height: float):
    estate = coastal_utility()
    picture = site_map_picture(estate.plan, estate, width, height)
    for text in (one for one in picture.shapes if isinstance(one, Text) and one.entity):
        x, y, w, h = bounds(text)
        for line in lines(picture):
            assert not crosses((line.points[0], line.points[1]), (x, y + 3, w, h - 6)), text.text


def test_sites_with_coordinates_lie_as_on_a_map():
    estate = coastal_utility()
    picture = site_map_picture(estate.plan, estate, 680, 400)
    signs = {one.entity: bounds(one) for one in picture.shapes if isinstance(one, Path) and one.closed and one.entity}
    assert signs["prov-b"][0] == max(x for x, _, _, _ in (signs[one] for one in estate.plan.sites))  # the east
    assert signs["depot"][1] > signs["north"][1] > signs["weu"][1]  # from south to north


def test_two_sites_in_one_building_stand_in_one_named_frame():
    estate = coastal_utility()
    picture = site_map_picture(estate.plan, estate, 680, 400)
    frame = next(one for one in picture.shapes if isinstance(one, Box) and one.dash)
    signs = {one.entity: one for one in picture.shapes if isinstance(one, Path) and one.closed and one.entity}
    inside = {key for key, sign in signs.items() if meet(bounds(sign), bounds(frame))}
    assert inside == {"north", "prov-a"}
    assert "one building: Harbour 1" in words(picture)
    assert "Provider A" in tip_text(frame.tip)


def test_a_link_is_wider_the_faster_it_is_and_broken_when_its_speed_is_not_stated():
    estate = coastal_utility()
    drawn_links = {one.entity: one for one in lines(site_map_picture(estate.plan, estate, 680, 400)) if one.entity}
    assert drawn_links["l3"].width > drawn_links["l4"].width > drawn_links["l1"].width
    assert drawn_links["l6"].dash
    assert not drawn_links["l1"].dash
    assert link_width(10) == 1 < link_width(1e3) < link_width(1e4) < link_width(1e9) == 5


@pytest.mark.parametrize(
    ("mbit_s", "said"), [(None, "speed not stated"), (400, "400 Mbit/s"), (1000, "1 Gbit/s"), (2500, "2.5 Gbit/s")]
)
def test_speeds_are_said_in_the_larger_unit(mbit_s: float | None, said: str):
    assert speed_words(Link(id="l", mbit_s=mbit_s)).replace("\u00a0", " ") == said


def test_the_same_plan_gives_the_same_map():
    estate = coastal_utility()
    assert site_map_picture(estate.plan, estate, 500, 400) == site_map_picture(estate.plan, estate, 500, 400)


def test_without_sites_the_map_says_what_to_do():
    assert "add the clouds" in " ".join(words(drawn(new_plan(date(2027, 1, 1)))))
