"""The network on paper and on screen: charts over a week, the table of links, what is said of one."""

from __future__ import annotations

from datetime import date

import pytest

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.results import Assessment
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.churn_profile import profile_of_steps
from dr_desktop.plan.plan import Plan
from dr_desktop.report.blocks import Figure, Table
from dr_desktop.report.fact_sheet import sheet_lines
from dr_desktop.report.link_hours import hourly_replication
from dr_desktop.report.network_facts import link_facts
from dr_desktop.report.network_pictures import need_picture, point_picture, week_of_link
from dr_desktop.report.network_rows import NETWORK_COLUMNS, links_in_use, telling_link
from dr_desktop.report.picture import Box, Path, Picture, Tip
from dr_desktop.report.sections.network import links_table, network_section, outage_sentence
from tests.assessment.quiet_estate import both, drop, edit, quiet_plan
from tests.report.pictures import texts_outside, words

LINE = "north-south"
NARROW = edit("links", LINE, mbit_s=18.0)
NIGHT = edit("backup_policies", "nightly", window_start=22.0, window_hours=4.0)


def assessed(plan: Plan) -> Assessment:
    return assess(plan, load_catalog())


def tips(picture: Picture) -> list[Tip]:
    return [one.tip for one in picture.shapes if isinstance(one, Box) and isinstance(one.tip, Tip)]


def measured() -> Plan:
    week = tuple(5.0 if day < 5 and hour == 14 else 0.5 for day in range(7) for hour in range(24))
    profile = profile_of_steps("p", week, application="portal", measured_from=date(2027, 1, 4), step_minutes=60)
    return quiet_plan().put("churn_profiles", profile)


@pytest.mark.parametrize("size", [(700.0, 260.0), (1500.0, 500.0), (420.0, 180.0)])
@pytest.mark.parametrize("link", [LINE, "north-depot", "depot-azure", "gone"])
@pytest.mark.parametrize("draw", [need_picture, point_picture])
def test_a_chart_of_any_link_keeps_its_words_inside(draw, link: str, size: tuple[float, float]):
    picture = draw(assessed(NIGHT(measured())), link, *size)
    assert (picture.width, picture.height) == size
    assert texts_outside(picture) == []
    assert picture.alt.endswith(".")


def test_the_chart_of_the_need_has_a_place_for_every_hour_of_the_week():
    found = tips(need_picture(assessed(measured()), LINE, 900, 300))
    assert len(found) == 168
    assert found[0].heading.startswith("Mon 0:00")
    busiest = max(found, key=lambda one: float(one.heading.split(", ")[1].split(" ")[0].replace(",", "")))
    assert "14:00" in busiest.heading


def test_what_was_measured_is_drawn_when_it_was_measured():
    assessment = assessed(measured())
    week = week_of_link(assessment, LINE)
    assert week is not None
    hours = hourly_replication(week)
    assert hours[14] == pytest.approx(assessment.links[LINE].peak_mbit_s)
    assert hours[5 * 24 + 14] < hours[14]


def test_an_assumed_day_is_drawn_seven_times_with_its_mean_kept_apart_from_its_peak():
    assessment = assessed(quiet_plan())
    week = week_of_link(assessment, LINE)
    assert week is not None
    hours = hourly_replication(week)
    assert hours[:24] * 7 == hours
    assert max(hours) == pytest.approx(assessment.links[LINE].peak_mbit_s)
    assert sum(hours) / 168 == pytest.approx(assessment.links[LINE].replication_mbit_s)


def test_a_limit_far_above_the_need_is_said_instead_of_flattening_the_chart():
    assert any(
        "7,500 usable" in one and "not shown" in one
        for one in words(need_picture(assessed(quiet_plan()), LINE, 900, 300))
    )
    near = words(need_picture(assessed(edit("links", LINE, mbit_s=40.0)(quiet_plan())), LINE, 900, 300))
    assert "30 usable" in near


def test_the_chart_of_the_recovery_point_shows_the_objective_and_what_it_is_made_of():
    picture = point_picture(assessed(NARROW(quiet_plan())), LINE, 900, 300)
    assert "RPO 1 h" in [one.replace("\u00a0", " ") for one in words(picture)]
    assert any(isinstance(one, Path) and one.line == "chart.objective" for one in picture.shapes)
    assert "Waiting before the line" in words(picture)
    assert "asked for" in picture.alt


def test_what_falls_behind_for_ever_is_said_in_words():
    small = edit("links", LINE, mbit_s=100.0, replication_percent=5.0)
    assert "for ever" in point_picture(assessed(small(quiet_plan())), LINE, 900, 300).alt
    unknown = edit("links", LINE, mbit_s=None)
    assert "not stated" in point_picture(assessed(unknown(quiet_plan())), LINE, 900, 300).alt


def test_the_table_of_links_holds_those_over_which_something_goes():
    assessment = assessed(NARROW(quiet_plan()))
    table = links_table(assessment)
    assert [row.entity for row in table.rows] == list(links_in_use(assessment)) == [LINE, "north-depot"]
    assert table.rows[0].sign == "warning"
    assert sum(column.share for column in table.columns) == pytest.approx(1.0)


def test_the_section_draws_the_links_that_fall_short_and_says_what_an_outage_does():
    section = network_section(assessed(NARROW(quiet_plan())))
    figures = [one.key for one in section.blocks if isinstance(one, Figure)]
    assert figures == [f"network-{LINE}-need", f"network-{LINE}-point"]
    assert [one.key for one in section.blocks if isinstance(one, Table)] == ["network"]
    for one in section.blocks:
        if isinstance(one, Figure):
            assert texts_outside(one.draw(1028, 308)) == []
    assert not [one for one in network_section(assessed(quiet_plan())).blocks if isinstance(one, Figure)]


def test_an_outage_is_said_with_how_it_ends():
    for change, ending in (
        (edit("links", LINE), "caught up in"),
        (edit("links", LINE, replication_log_gib=1.0), "all data is compared again"),
        (edit("links", LINE, mbit_s=5.0), "never catches up"),
        (edit("links", LINE, replication_log_gib=500.0), "the log holds"),
    ):
        assessment = assessed(change(quiet_plan()))
        assert ending in outage_sentence(assessment, LINE, assessment.links[LINE])


def test_what_is_said_of_a_link_names_its_shares_its_point_and_its_outage():
    lines = "\n".join(sheet_lines(link_facts(assessed(measured()), LINE)))
    for expected in (
        "Usable",
        "Left for backups",
        "Asked by Portal",
        "Smallest line",
        "Outage planned for",
        "was measured",
    ):
        assert expected in lines
    assert "Choose a link" in sheet_lines(link_facts(assessed(quiet_plan()), "gone"))[0]
    alone = "\n".join(sheet_lines(link_facts(assessed(quiet_plan()), "north-depot")))
    assert "Recovery point" not in alone


def test_the_link_with_the_worst_finding_is_shown_first():
    assert telling_link(assessed(edit("links", "north-depot", mbit_s=1.0)(quiet_plan()))) == "north-depot"
    nobody = both(drop("applications", "billing", "portal", "trading", "grid", "build"))
    assert telling_link(assessed(nobody(quiet_plan()))) == ""


def test_every_figure_of_a_link_is_a_field_of_its_result():
    result = assessed(quiet_plan()).links[LINE]
    assert all(hasattr(result, one.key) for one in NETWORK_COLUMNS)
