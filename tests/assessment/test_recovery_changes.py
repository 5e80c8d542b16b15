"""What one change buys, recomputed as a whole and never guessed."""

from __future__ import annotations

import pytest

from dr_desktop.assessment.recovery_changes import Edit, next_line, what_one_change_buys
from dr_desktop.plan.backup import BackupTarget
from dr_desktop.plan.entity import Entity
from tests.assessment.recovering import LOSS, assessed, bare, estate, line, lose, restored


def test_the_next_line_turns_a_missed_objective_into_a_met_one_and_is_said_as_an_edit():
    plan = bare().put("links", line("depot-south", "depot", "south", mbit_s=200.0))
    plan = estate(restored("payroll", gib=320.0), changed=plan)
    before = lose(plan).applications["payroll"]
    assert before.rto_met == "missed"
    found = {one.words: one for one in what_one_change_buys(assessed(plan), LOSS)}
    best = found["depot-south: 200 → 500\u00a0Mbit/s"]
    assert best.edits == (Edit("links", "depot-south", "mbit_s", 500.0),)
    assert best.met == 1
    assert (best.savings[0].application, best.savings[0].rto) == ("payroll", "met")
    edited = plan.links["depot-south"].changed(mbit_s=500.0)
    assert isinstance(edited, Entity)
    after = lose(plan.put("links", edited)).applications["payroll"]
    assert after.recovery_minutes is not None
    assert before.recovery_minutes is not None
    assert best.savings[0].minutes == pytest.approx(before.recovery_minutes - after.recovery_minutes)


def test_a_replica_instead_of_a_restore_is_among_the_candidates():
    plan = estate(restored("payroll", gib=3_000.0))
    found = {one.words: one for one in what_one_change_buys(assessed(plan), LOSS)}
    change = found["Payroll: replicate, not restore"]
    assert (change.savings[0].rto, change.savings[0].rpo) == ("met", "")
    assert Edit("applications", "payroll", "scheme", "replication") in change.edits


def test_streams_and_speed_of_a_target_that_is_waited_for_are_tried_and_nothing_that_nobody_waited_for():
    vault = BackupTarget(id="vault", name="Vault", site="depot", restore_mb_s=100.0, restore_streams=1)
    plan = estate(restored("a", machines=4), restored("b", machines=4), changed=bare().put("backup_targets", vault))
    words = [one.words for one in what_one_change_buys(assessed(plan), LOSS)]
    assert "Vault: read 100 → 200\u00a0MB/s" in words
    assert not [one for one in words if "north-south" in one or "starts at a time" in one]


def test_where_nothing_comes_back_nothing_can_be_bought():
    assert what_one_change_buys(assessed(bare()), LOSS) == ()


def test_lines_grow_in_the_sizes_that_are_sold():
    assert [next_line(size) for size in (10.0, 200.0, 300.0, 100_000.0)] == [50.0, 500.0, 500.0, 200_000.0]
