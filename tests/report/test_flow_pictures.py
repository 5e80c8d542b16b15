"""The guidance's flows of backup and of failover, drawn for the plan's own sites."""

from __future__ import annotations

import pytest

from dr_desktop.report.flow_pictures import backup_flow_picture, failover_flow_picture
from dr_desktop.report.label_places import crosses
from dr_desktop.report.picture import Box, Path, Picture, Text, bounds
from tests.report.estates import placed
from tests.report.pictures import chip_boxes, overlapping, texts_outside, words
from tests.report.reviewed import reviewed


def arrows(picture: Picture) -> list[Path]:
    return [one for one in picture.shapes if isinstance(one, Path) and not one.closed and len(one.points) == 2]


@pytest.mark.parametrize("draw", [backup_flow_picture, failover_flow_picture])
@pytest.mark.parametrize("width", [520.0, 680.0, 1028.0])
def test_words_lie_inside_boxes_apart_and_no_arrow_crosses_words(draw, width: float):
    picture = draw(reviewed(), width, 120.0)
    assert texts_outside(picture) == []
    boxes = {f"{one.x}:{one.entity}": bounds(one) for one in picture.shapes if isinstance(one, Box) and one.line}
    assert overlapping(boxes) == []
    for text in (one for one in picture.shapes if isinstance(one, Text)):
        x, y, w, h = bounds(text)
        for line in arrows(picture):
            if line.line == "text.secondary":
                assert not crosses((line.points[0], line.points[1]), (x, y + 3, w, h - 6)), text.text


def test_backups_flow_from_source_through_target_to_where_they_are_restored():
    picture = backup_flow_picture(reviewed(), 680, 120)
    said = words(picture)
    assert said.index("Runs at") < said.index("Backed up to") < said.index("Restored at")
    assert "Depot external" in said
    assert "copied on to Vault" in said
    assert set(chip_boxes(picture, "")) == {"north", "south", "t-depot"}  # Billing goes to South, Files back to it


def test_failovers_flow_to_every_cloud_that_stands_by_each_with_its_scheme():
    picture = failover_flow_picture(reviewed(), 680, 120)
    assert words(picture).count("active in both, 1 application") == 2  # to both clouds of the website
    assert words(picture).count("manual failover, 1 application") == 2
    assert {"north", "prov-b", "prov-a", "weu"} == set(chip_boxes(picture, ""))


def test_without_backups_or_replicas_the_flow_says_so():
    nothing = placed([])
    assert "No application is backed up" in " ".join(words(backup_flow_picture(nothing, 680, 120)))
    assert "No application is replicated" in " ".join(words(failover_flow_picture(nothing, 680, 120)))
