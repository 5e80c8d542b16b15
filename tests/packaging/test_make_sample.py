"""The sample plan shows what it promises, and is what its generator writes."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import make_sample
import pytest

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.claims import claims_of
from dr_desktop.assessment.consumption_components import COMPONENTS
from dr_desktop.assessment.results import Assessment, Claim
from dr_desktop.assessment.simulated_losses import simulated_losses
from dr_desktop.bundled import bundled
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.plan_document import plan_to_bytes
from dr_desktop.files.plan_file import plan_from_bytes
from dr_desktop.plan.choices import Placement, Scheme
from dr_desktop.plan.field_spec import field_specs
from dr_desktop.plan.plan import HEADER, TABLES, Plan


@pytest.fixture(scope="module")
def plan() -> Plan:
    return make_sample.sample_plan()


@pytest.fixture(scope="module")
def assessment(plan: Plan) -> Assessment:
    return assess(plan, load_catalog())


@pytest.fixture(scope="module")
def claims(assessment: Assessment) -> dict[str, Claim]:
    standings = claims_of(assessment, simulated_losses(assessment))
    return {key: one.claim for key, one in standings.items()}


def test_the_committed_sample_is_what_the_generator_writes(plan: Plan):
    committed = bundled("samples", "coastal_utility.drplan").read_bytes()
    assert committed == plan_to_bytes(plan)
    assert plan_from_bytes(committed) == plan


def test_the_generator_writes_to_the_file_that_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "samples" / "mine.drplan"
    make_sample.main([str(path)])
    assert path.read_bytes() == bundled("samples", "coastal_utility.drplan").read_bytes()
    assert capsys.readouterr().out.strip() == str(path)


def test_every_reference_of_the_sample_leads_somewhere(plan: Plan):
    dangling = []
    for name, kind in TABLES.items():
        for spec in field_specs(kind):
            if not spec.table:
                continue
            for row in plan.table(name).values():
                value = getattr(row, spec.name)
                keys = value if isinstance(value, tuple) else (value,) if value else ()
                dangling += [(row.id, spec.name, key) for key in keys if key not in plan.table(spec.table)]
    for acceptance in plan.acceptances.values():
        if not any(acceptance.entity in plan.table(name) for name in TABLES):
            dangling.append((acceptance.id, "entity", acceptance.entity))
    assert dangling == []
    assert plan.header.id == HEADER


def test_the_sample_has_24_applications_and_180_machines_in_four_tiers(plan: Plan, assessment: Assessment):
    assert (assessment.totals.applications, assessment.totals.machines) == (24, 180)
    assert sorted(tier.rank or 0 for tier in plan.tiers.values()) == [1, 2, 3, 4]
    used = {application.tier for application in plan.applications.values()}
    assert set(plan.tiers) <= used


def test_the_sample_uses_every_scheme_and_every_placement(plan: Plan, assessment: Assessment):
    schemes: set[Scheme | None] = {one.protection.scheme for one in assessment.applications.values()}
    assert schemes >= {"backup_restore", "replication", "high_availability", "fault_tolerance", "no_recovery"}
    placements: set[Placement | None] = {one.placement for one in plan.backup_targets.values()}
    assert len(placements - {None}) == 6
    used = {one.protection.backup_target for one in assessment.applications.values()}
    assert set(plan.backup_targets) <= used | {copy.to_target for copy in plan.backup_copies.values()}


def test_the_sample_fills_all_six_cells_of_the_matrix_and_its_three_strips(assessment: Assessment):
    cells = Counter((one.topology.row, one.topology.column) for one in assessment.applications.values())
    assert all(cells[row, column] for row in ("csp", "customer") for column in ("azure", "csp", "customer"))
    assert any(row == "azure" for row, _ in cells)
    assert assessment.applications["app-print-service"].topology.row == ""
    assert assessment.applications["app-build-farm"].protection.scheme == "no_recovery"
    verdicts = {one.topology.verdict for one in assessment.applications.values()}
    assert verdicts >= {"recommended", "condition", "not_recommended", "not_supported"}


def test_most_applications_of_the_sample_meet_their_objectives(assessment: Assessment):
    totals = assessment.totals
    assert totals.applications_meeting > totals.applications / 2
    claims = {one.claim for one in assessment.applications.values()}
    assert claims >= {"none", "wished", "designed", "drilled", "proven"}


@pytest.mark.parametrize("tier", ["tier-critical", "tier-important"])
def test_half_or_more_of_the_first_two_tiers_of_the_sample_outlive_every_scenario_and_some_do_not(
    assessment: Assessment, claims: Mapping[str, Claim], tier: str
):
    reached = Counter(claims[key] for key, one in assessment.plan.applications.items() if one.tier == tier)
    simulated = reached["simulated"] + reached["drilled"] + reached["proven"]
    assert reached.total() == 6
    assert 3 <= simulated <= 4
    assert reached["proven"] >= 2


def test_every_step_of_the_ladder_is_where_some_application_of_the_sample_stands(claims: Mapping[str, Claim]):
    assert set(claims.values()) == {"none", "wished", "designed", "simulated", "drilled", "proven"}


def test_the_sample_shows_more_than_a_dozen_findings_and_not_hundreds(assessment: Assessment):
    totals = assessment.totals
    assert 12 <= totals.errors + totals.warnings <= 30
    assert totals.accepted >= 3
    open_rules = {one.rule for one in assessment.findings if not one.accepted and one.severity != "note"}
    assert len(open_rules) >= 12


def test_one_target_of_the_sample_runs_out_within_the_horizon_and_in_time_to_order(assessment: Assessment):
    dunes = assessment.targets["target-dunes"]
    assert dunes.run_out is not None
    assert dunes.order_by is not None
    assert dunes.order_by > assessment.plan.header.start_month
    assert [key for key, one in assessment.targets.items() if one.run_out] == ["target-dunes"]


def test_every_component_of_consumption_costs_something_in_the_sample(assessment: Assessment):
    amounts = {one.key: max(one.amounts) for one in assessment.consumption.components}
    assert set(amounts) == set(COMPONENTS)
    assert all(amount > 0 for amount in amounts.values())
    assert [one.rule for one in assessment.consumption.findings] == ["catalog-prices-old"]


def test_the_sample_mixes_measured_and_assumed_powered_off_undecided_and_scale_sets(plan: Plan, assessment: Assessment):
    machines = plan.machines.values()
    assert {one.power for one in machines} >= {"on", "off"}
    assert {one.protected for one in machines} == {"yes", "no", "undecided"}
    assert {one.availability for one in machines} == {"none", "availability_set", "scale_set"}
    measured = [one for one in machines if one.change_percent_per_day is not None]
    assert 0 < len(measured) < len(plan.machines)
    assert any(one.used_gib is None for one in machines)
    assert {one.environment for one in plan.applications.values()} >= {"production", "test", "development"}
    rules = {one.rule for one in assessment.findings}
    assert {"scale-set-without-data", "guest-not-supported", "disk-above-site-recovery"} <= rules
    assert "mttr-longer-than-rto" in rules
    assert {"drill-failed", "drill-expired", "recovery-too-close", "backup-in-the-rack", "not-placed"} <= rules


def test_every_acceptance_of_the_sample_covers_a_finding(plan: Plan, assessment: Assessment):
    assert {one.accepted for one in assessment.findings if one.accepted} == set(plan.acceptances)
