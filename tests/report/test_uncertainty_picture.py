"""Probabilities and orders of recovery in words, as a table and as pictures; colour is never the only signal."""

from __future__ import annotations

from functools import cache

import pytest

from dr_desktop.assessment.document_chances import DOCUMENT_SEED, document_chances
from dr_desktop.assessment.recovery_order import OrderSearch, searched_order
from dr_desktop.assessment.recovery_slots import drained_slower
from dr_desktop.assessment.samples import Chance
from dr_desktop.assessment.uncertainty import DOCUMENT_RUNS, Uncertainty, drained_runs, uncertainty_of
from dr_desktop.plan.application import Application
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.plan import Plan
from dr_desktop.report.fact_sheet import go_to
from dr_desktop.report.order_picture import order_picture, order_sentence, slower_sentence
from dr_desktop.report.picture import Picture, Text, bounds, tip_text
from dr_desktop.report.picture_focus import entities
from dr_desktop.report.uncertainty_picture import uncertainty_picture
from dr_desktop.report.uncertainty_words import (
    basis_sentences,
    chance_sign,
    estate_sentence,
    interval_words,
    probability_table,
    share_words,
)
from tests.assessment.recovering import LOSS, PHASES, assessed, estate, restored
from tests.assessment.test_recovery_order import grahams, late_if_in_order


@cache
def shown() -> tuple[Plan, Uncertainty]:
    plan = estate(
        restored("billing", 1, 300.0, tier="gold", rto_minutes=75.0),
        restored("portal", 1, 60.0, tier="silver", rto_minutes=10.0),
        restored("wiki", 1, 10.0, tier="silver", rto_minutes=None, validate_minutes=None),
        restored("map", 1, 10.0, rto_minutes=0.0),
    )
    gone = Application(id="gone", name="Gone", source_site="north", scheme="no_recovery", rto_minutes=60.0, **PHASES)
    lost = plan.machines["wiki-0"].changed(id="gone-0", application="gone")
    plan = plan.put("applications", gone).put("machines", lost)  # type: ignore[arg-type]
    return plan, uncertainty_of(drained_runs(assessed(plan), LOSS, 1, 60))


def words(picture: Picture) -> list[str]:
    return [shape.text for shape in picture.shapes if isinstance(shape, Text)]


def inside(picture: Picture) -> bool:
    return all(
        x >= -0.5 and x + w <= picture.width + 0.5 and y >= 0 and y + h <= picture.height
        for x, y, w, h in map(bounds, picture.shapes)
    )


@pytest.mark.parametrize(
    ("held", "said", "sign"),
    [(0, "never", "error"), (2, "under 1\u00a0%", "error"), (370, "37\u00a0%", "error"), (500, "50\u00a0%", "warning"),
     (949, "95\u00a0%", "warning"), (950, "95\u00a0%", ""), (998, "over 99\u00a0%", ""), (1_000, "always", "")],
)  # fmt: skip
def test_a_share_is_said_in_words_that_are_certain_only_where_every_run_was(held: int, said: str, sign: str):
    assert share_words(Chance(held, 1_000)) == said
    assert chance_sign(Chance(held, 1_000)) == sign


def test_an_interval_has_decimals_only_where_it_is_narrow():
    assert interval_words(Chance(1_000, 1_000)) == "99.6 to 100\u00a0%"
    assert interval_words(Chance(30, 60)) == "38 to 62\u00a0%"


def test_the_estate_is_one_sentence_and_what_it_rests_on_is_said():
    plan, found = shown()
    sentence = estate_sentence(found)
    assert sentence.startswith("60 runs. On average ")
    assert sentence.endswith(" of 4 RTOs are met; all at once: never.")
    basis = " ".join(basis_sentences(plan, found))
    assert "±25 %" in basis
    assert "±20 %" in basis
    assert "seed 1" in basis
    nothing = found._replace(all_in_time=None)
    assert "no RTO is stated" in estate_sentence(nothing)


@pytest.mark.parametrize("width", [560, 780, 1_200, 1_700])
def test_every_application_that_is_hit_has_a_row_and_every_word_lies_inside(width: float):
    plan, found = shown()
    picture = uncertainty_picture(found, plan, "Loss of North", width, 200)
    assert inside(picture)
    rows = [one for one in entities(picture) if not one.startswith("go|")]
    assert rows[0] == "billing"
    assert set(rows) == {"billing", "portal", "wiki", "map", "gone"}
    said = words(picture)
    assert {"RTO", "In time", "never", "Lost", "No RTO is stated.", "The RTO is 0."} <= set(said)
    assert "Loss of North" in picture.alt


def test_a_band_beyond_the_axis_says_how_far_it_is():
    plan, found = shown()
    said = words(uncertainty_picture(found, plan, "Loss", 1_200, 200))
    portal = found.applications["portal"]
    low, high = (portal.minutes_at(percent) or 0.0 for percent in (5, 95))
    assert f"{low / 10:.1f} to {high / 10:.1f}\u00a0×" in said


def test_a_factor_leads_to_the_field_behind_it_and_says_how_far_it_may_go():
    plan, found = shown()
    picture = uncertainty_picture(found, plan, "Loss", 1_200, 200)
    assert go_to("assumptions", "validate_minutes", "base") in entities(picture)
    assert any("0.5 to 3\u00a0× as long as planned" in one for one in words(picture))


def test_a_tip_tells_quantiles_interval_and_what_it_depends_on():
    plan, found = shown()
    picture = uncertainty_picture(found, plan, "Loss", 1_200, 200)
    tip = next(tip_text(shape.tip) for shape in picture.shapes if shape.entity == "billing" and shape.tip)
    for part in ("In time", "95 of 100 runs", "As the plan stands", "correlation"):
        assert part in tip


def test_the_table_of_a_document_holds_the_same():
    plan, found = shown()
    table = probability_table(plan, found, "Loss")
    rows = {row.entity: row for row in table.rows}
    assert set(rows) == {"billing", "portal", "wiki", "map", "gone"}
    assert rows["portal"].cells[2] == "never"
    assert rows["portal"].sign == "error"
    assert rows["gone"].cells[2:6] == ("never", "", None, None)
    assert rows["wiki"].cells[1:4] == (None, "", "")
    assert table.title.endswith(": Loss")


def test_a_document_waits_for_small_plans_only():
    plan, _ = shown()
    found = document_chances(assessed(plan.put("scenarios", LOSS)))
    assert found is not None
    assert {key: (one.runs, one.seed) for key, one in found.items()} == {LOSS.id: (DOCUMENT_RUNS, DOCUMENT_SEED)}
    many = plan.put("machines", *restored("billing", 501)[1])
    assert document_chances(assessed(many)) is None


def test_where_nothing_is_hit_it_is_said():
    plan, found = shown()
    empty = found._replace(applications={})
    assert words(uncertainty_picture(empty, plan, "Loss", 700, 200)) == ["No application is hit."]


def searched() -> tuple[Plan, OrderSearch]:
    plan = late_if_in_order()
    return plan, searched_order(assessed(plan), LOSS)


def test_a_better_order_names_who_gains_and_who_loses():
    plan, found = searched()
    sentence = order_sentence(found, plan)
    assert sentence.startswith("In another order Orders meets its RTO (")
    assert "recoveries tried" in sentence
    picture = order_picture(found, (), plan, 1_000, 300)
    assert inside(picture)
    said = words(picture)
    assert any(one.endswith("earlier, 41\u00a0min: meets its RTO") or "meets its RTO" in one for one in said)
    assert any(" later, " in one for one in said)
    assert "1. Orders" in said
    assert picture.alt == sentence


def test_who_misses_its_objective_instead_and_whose_tier_is_broken_is_said():
    plan, found = searched()
    changed = found.changes[-1]._replace(before=10.0, after=3_000.0)
    worse = found._replace(changes=(*found.changes[:-1], changed), out_of_tier=("wiki",), ended=False)
    sentence = order_sentence(worse, plan)
    assert "Archive misses its RTO instead." in sentence
    assert "Served before a higher tier: Wiki." in sentence
    assert "a longer search might find more" in sentence


def test_where_no_order_is_better_it_is_one_sentence():
    plan, found = searched()
    none = found._replace(order=(), changes=())
    assert words(order_picture(none, (), plan, 900, 200)) == [order_sentence(none, plan)]
    assert order_sentence(none, plan).startswith("No better order than by tier was found: ")


def test_more_places_that_slow_it_down_are_warned_of():
    plan = grahams()
    stated = LOSS.changed(order=tuple([f"job-{number}" for number in range(1, 10)]))
    assert isinstance(stated, Scenario)
    slower = drained_slower(assessed(plan), stated)
    sentence = slower_sentence(slower[0], plan)
    assert sentence.startswith("More is not faster: with 4 instead of 3 starts at a time at South it is worse: Job-9 3")
    _, found = searched()
    picture = order_picture(found._replace(order=(), changes=()), slower, plan, 700, 200)
    assert inside(picture)
    assert "it is worse" in " ".join(words(picture))
