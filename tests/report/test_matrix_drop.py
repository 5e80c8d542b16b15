"""On the matrix a drop names a site: the cell under the pointer, in it the nearest field."""

from __future__ import annotations

from dr_desktop.report.matrix import matrix_picture
from dr_desktop.report.matrix_drop import (
    Drop,
    cell_areas,
    deciding_words,
    dragged_shapes,
    drop_at,
    drop_fields,
    drop_shapes,
)
from dr_desktop.report.picture import Text, bounds
from dr_desktop.report.placing import COLUMNS, ROWS
from tests.report.estates import coastal_utility

ESTATE = coastal_utility()
PICTURE = matrix_picture(ESTATE, 946, 576)


def test_the_six_cells_tile_the_matrix():
    areas = cell_areas(PICTURE)
    assert set(areas) == {(row, column) for row in ROWS for column in COLUMNS}
    for column in COLUMNS:
        upper, lower = areas["csp", column], areas["customer", column]
        assert upper[1] + upper[3] == lower[1]
    for row in ROWS:
        assert round(areas[row, "azure"][0] + areas[row, "azure"][2]) == round(areas[row, "csp"][0])


def test_each_site_of_a_column_has_a_field_within_its_cell():
    for key, area in cell_areas(PICTURE).items():
        fields = drop_fields(ESTATE.plan, key, area)
        sites = {"azure": ["weu"], "csp": ["prov-a", "prov-b"], "customer": ["north", "south"]}[key[1]]
        assert [field.drop for field in fields] == [Drop(*key, site) for site in sites]
        for field in fields:
            x, y, width, height = field.area
            assert area[0] <= x
            assert x + width <= area[0] + area[2]
            assert area[1] <= y
            assert y + height <= area[1] + area[3]


def test_a_drop_names_the_field_it_is_nearest_to():
    for key, area in cell_areas(PICTURE).items():
        for field in drop_fields(ESTATE.plan, key, area):
            x, y, width, height = field.area
            assert drop_at(ESTATE.plan, PICTURE, x + width / 2, y + height / 2) == field.drop
            assert drop_at(ESTATE.plan, PICTURE, x + width / 2, area[1] + 1) == field.drop


def test_beside_the_cells_there_is_nothing_to_drop_on():
    assert drop_at(ESTATE.plan, PICTURE, 5, 100) is None
    assert drop_at(ESTATE.plan, PICTURE, 500, PICTURE.height - 2) is None


def test_a_field_says_what_decides():
    plan = ESTATE.plan
    said = {key: deciding_words(ESTATE, site, frozenset({"north"})) for key, site in plan.sites.items()}
    assert said["north"] == "where it runs"
    assert said["prov-a"] == "same building as North"
    assert said["prov-b"] == "speed not stated"  # this estate has no load of links
    assert deciding_words(ESTATE, plan.sites["prov-a"], frozenset({"south"})) == "no link stated"


def test_the_aimed_cell_shows_all_its_fields_and_the_chip_travels():
    shapes = drop_shapes(ESTATE, PICTURE, Drop("customer", "csp", "prov-b"), frozenset({"north"}))
    words = [shape.text for shape in shapes if isinstance(shape, Text)]
    assert words[::2] == ["Provider A", "Provider B"]
    assert [shape.bold for shape in shapes if isinstance(shape, Text)][::2] == [False, True]
    application = next(key for key in ESTATE.applications if key != "app-unassigned")
    chip = dragged_shapes(ESTATE, PICTURE, (application,), 300, 200)
    assert all(shape.entity is None for shape in chip)
    x, y, width, height = bounds(chip[-1])
    assert x <= 300 <= x + width
    assert y <= 200 <= y + height
