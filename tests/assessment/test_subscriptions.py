"""What subscriptions bring to stamps, summed step by step as from scratch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.assess import assess
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.plan.plan import Plan
from tests.assessment.quiet_estate import Edit, drop, edit, quiet_plan

CATALOG = load_catalog()
NAMES = ("", "Prod", "Test")
APPLICATIONS = ("billing", "portal", "trading", "grid", "build")


def said(plan: Plan) -> list[tuple[str, str]]:
    found = assess(plan, CATALOG).findings
    return [(one.entity, one.sentence) for one in found if one.rule == "subscription-total-quota"]


edits = st.lists(
    st.one_of(
        st.builds(
            lambda key, name: edit("applications", key, subscription=name),
            st.sampled_from(APPLICATIONS),
            st.sampled_from(NAMES),
        ),
        st.builds(lambda cores: edit("machines", "billing-1", vcpus=cores), st.integers(1, 200)),
        st.builds(lambda site: edit("applications", "portal", source_site=site), st.sampled_from(["north", "south"])),
    ),
    max_size=6,
)


@given(edits)
@pytest.mark.slow
def test_step_by_step_a_subscription_comes_to_what_it_comes_to_from_scratch(steps: list[Edit]) -> None:
    plan = quiet_plan()
    assessed = assess(plan, CATALOG)
    for step in steps:
        plan = step(plan)
        assessed = assess(plan, CATALOG, assessed)
    assert assessed.findings == assess(plan, CATALOG).findings


def test_an_application_that_goes_takes_its_part_with_it() -> None:
    plan = edit("machines", "billing-1", vcpus=200)(edit("applications", "billing", subscription="Prod")(quiet_plan()))
    before = assess(plan, CATALOG)
    assert said(plan)
    after = drop("applications", "billing")(plan)
    assert assess(after, CATALOG, before).findings == assess(after, CATALOG).findings
    assert said(after) == []


def test_only_stamps_count_and_no_recovery_counts_where_it_runs() -> None:
    plan = edit("machines", "build-1", vcpus=200)(edit("applications", "build", subscription="Test")(quiet_plan()))
    ((_, sentence),) = said(plan)
    assert sentence.endswith("with 1 application: at North 204 cores of 100.")
