"""Why a simulated recovery is what it is."""

from __future__ import annotations

from math import fsum

import pytest

from dr_desktop.assessment.explanation import Place, Subject
from dr_desktop.assessment.why import why
from tests.assessment.recovering import LOSS, application, assessed, estate, restored


def test_the_parts_of_a_recovery_time_add_up_to_it_and_name_what_held_it_up():
    plan = estate(restored("payroll", machines=6, downtime_cost_per_hour=100.0), restored("ledger", machines=6)).put(
        "scenarios", LOSS
    )
    assessment = assessed(plan)
    found = why(assessment, Subject("recovery", "loss/payroll", "recovery_minutes"))
    assert found is not None
    assert isinstance(found.value, float)
    assert fsum([part.value for part in found.parts if isinstance(part.value, float)]) == pytest.approx(found.value)
    assert found.parts[0].name == "Detect"
    assert "Alone it would be back" in found.reading
    places = [one.place for one in found.inputs]
    assert Place("backup_targets", "vault", "restore_mb_s") in places
    assert Place("applications", "payroll", "rto_minutes") in places
    cost = why(assessment, Subject("recovery", "loss/payroll", "downtime_cost"))
    assert cost is not None
    assert cost.value == pytest.approx(found.value / 60 * 100)
    loss = why(assessment, Subject("recovery", "loss/payroll", "data_loss_minutes"))
    assert loss is not None
    assert "just before" in loss.reading


def test_a_total_loss_and_what_stays_down_are_explained_in_words():
    plan = estate(application("farm", 1, 1.0, scheme="no_recovery", backup_target=None)).put("scenarios", LOSS)
    assessment = assessed(plan)
    time = why(assessment, Subject("recovery", "loss/farm", "recovery_minutes"))
    loss = why(assessment, Subject("recovery", "loss/farm", "data_loss_minutes"))
    assert time is not None
    assert loss is not None
    assert (time.value, loss.value) == ("lost", "total loss")
    assert time.reading.startswith("No recovery by decision")


@pytest.mark.parametrize("part", ["alone_minutes", "slack_minutes"])
def test_other_figures_say_how_they_come_about(part: str):
    assessment = assessed(estate(restored("payroll")).put("scenarios", LOSS))
    found = why(assessment, Subject("recovery", "loss/payroll", part))
    assert found is not None
    assert found.formula


def test_what_there_is_not_has_no_explanation():
    assessment = assessed(estate(restored("payroll")).put("scenarios", LOSS))
    for entity, part in (("loss/nobody", "recovery_minutes"), ("x/payroll", "recovery_minutes"), ("loss/payroll", "x")):
        assert why(assessment, Subject("recovery", entity, part)) is None
