"""The totals strip names what it measures, also where the row has no name."""

from __future__ import annotations

from dr_desktop.assessment.assess import assess
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.plan_file import read_plan
from dr_desktop.plan.backup import BackupTarget
from dr_desktop.plan.plan import Plan
from dr_desktop.ui.number_marks import NumberMarks
from dr_desktop.ui.totals_strip import totals_of
from tests.ui.windows import sample


def test_the_fullest_target_without_a_name_is_called_a_backup_target() -> None:
    plan = read_plan(sample())
    assert isinstance(plan, Plan)
    fullest = assess(plan, load_catalog()).totals.fullest_store
    unnamed = plan.backup_targets[fullest].changed(name="")
    assert isinstance(unnamed, BackupTarget)
    assessment = assess(plan.put("backup_targets", unnamed), load_catalog())
    caption = totals_of(assessment, None, NumberMarks())[2].caption
    assert caption.endswith(": a backup target without a name")
    assert not [one for one in assessment.findings if fullest in one.sentence and one.rule != "name-blank"]
