"""What would change is the difference of two assessments, told with the old values beside the new."""

from __future__ import annotations

from dr_desktop.assessment.results import Finding
from dr_desktop.report.fact_sheet import Judged, Row, Words, sheet_lines
from dr_desktop.report.what_changes import changed_facts, finding_change
from tests.report.estates import Placed, placed


def finding(rule: str, severity: str = "warning", accepted: str = "") -> Finding:
    return Finding(rule, severity, "applications", "app-0", "", f"{rule} is so.", "", "", accepted)  # type: ignore[arg-type]


def test_a_verdict_that_changes_is_told_with_what_it_was():
    before = placed([Placed("Billing", verdict="condition")])
    after = placed([Placed("Billing", verdict="recommended")])
    facts = changed_facts(before, after, ["app-0"])
    assert facts[0] == Judged("recommended", "Recommended", bold=True)
    assert facts[1] == Words("was: recommended with a condition", "text.secondary")


def test_an_objective_that_is_met_now_is_better_and_one_missed_now_is_worse():
    met, missed = (
        placed([Placed("Billing", dots=("met", "met", "met"))]),
        placed([Placed("Billing", dots=("missed",) * 3)]),
    )
    better = next(
        one
        for one in changed_facts(missed, met, ["app-0"])
        if isinstance(one, Row) and one.label == "Objective 4\u00a0h"
    )
    worse = next(
        one
        for one in changed_facts(met, missed, ["app-0"])
        if isinstance(one, Row) and one.label == "Objective 4\u00a0h"
    )
    assert (better.value, better.before, better.role) == ("met", "missed", "recommended.text")
    assert (worse.value, worse.before, worse.role) == ("missed", "met", "error.text")


def test_several_applications_are_counted_by_verdict():
    before = placed([Placed("A"), Placed("B", verdict="not_recommended")])
    after = placed([Placed("A"), Placed("B")])
    lines = sheet_lines(changed_facts(before, after, ["app-0", "app-1"]))
    assert "Recommended: 2 (was 1)" in lines
    assert "Not recommended: 0 (was 1)" in lines


def test_findings_that_go_and_come_are_told_and_accepted_ones_are_not():
    before, after = placed([Placed("A")]), placed([Placed("A")])
    before = before._replace(findings=(finding("old"), finding("kept"), finding("quiet", accepted="a-1")))
    after = after._replace(findings=(finding("kept"), finding("new", "error")))
    change = finding_change(before, after)
    assert [one.rule for one in change.gone] == ["old"]
    assert [one.rule for one in change.come] == ["new"]
    facts = changed_facts(before, after, ["app-0"])
    assert Judged("recommended", "1 finding goes") in facts
    assert Judged("error", "1 finding comes") in facts


def test_no_difference_says_so():
    estate = placed([Placed("A")])
    assert "No finding goes or comes." in sheet_lines(changed_facts(estate, estate, ["app-0"]))
