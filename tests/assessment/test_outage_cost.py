"""Expected cost of outages beside the cost of protection: rates, hours, costs, and what is out of balance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.assessment.application_costs import ApplicationCosts
from dr_desktop.assessment.outage_balance import OutageBalance, outage_balances, protection_of_a_year, strikes
from dr_desktop.assessment.outage_cost import Outage, chance_of_disaster, cost_of_states, yearly_cost
from dr_desktop.plan.application import Application
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.link import Link
from dr_desktop.plan.plan import Plan
from dr_desktop.plan.site import Site
from tests.assessment.cost_estates import BACKUP, REPLICA, assessed, assuming, cost_plan, machine
from tests.assessment.recovering import altered

COSTS = {"downtime_cost_per_hour": 1_000.0, "data_loss_cost_per_hour": 100.0}


def _balance(plan: Plan) -> OutageBalance:
    found = outage_balances(assessed(plan))
    assert [one.application for one in found] == ["app"]
    return found[0]


def _replicated(**values: object) -> Plan:
    application = {**REPLICA, **COSTS, "replication_minutes": 15.0, **values}
    line = Link(id="line", from_site="stamp", to_site="azure", kind="internet", mbit_s=1_000.0)
    return assuming(cost_plan(application, machine()).put("links", line), disasters_per_year=0.05, unprotected_days=10)


def test_the_yearly_cost_adds_scenarios_to_what_is_paid_anyway():
    found = yearly_cost(1_000.0, [Outage(0.1, 8, 4), Outage(0.02, 100, 0)], 500.0, 50.0)
    assert found.penalty == pytest.approx(0.1 * (4_000 + 200) + 0.02 * 50_000)
    assert found.total == found.fixed + found.penalty


def test_without_scenarios_only_the_fixed_cost_remains():
    assert yearly_cost(12.0, [], 500.0, 50.0) == (12.0, 0.0, 12.0)


@given(st.floats(0, 10), st.floats(0, 100), st.floats(0, 100))
def test_the_chance_of_a_disaster_grows_with_years_and_stays_a_probability(rate: float, years: float, more: float):
    assert 0 <= chance_of_disaster(rate, years) <= chance_of_disaster(rate, years + more) <= 1


def test_replication_is_paid_all_year_and_failover_by_the_hour():
    assert cost_of_states(0.5, 10.0, 0.1, 72) == pytest.approx(8_760 * 0.5 + 0.1 * 72 * 10)


def test_the_loss_of_an_application_is_rate_times_hours_times_cost():
    plan = _replicated()
    one = _balance(plan)
    designed = assessed(plan).applications["app"].designed
    assert designed.rto_minutes is not None
    assert designed.rpo_minutes is not None
    hours = designed.rto_minutes / 60 * 1_000 + designed.rpo_minutes / 60 * 100
    assert one.loss == pytest.approx(0.05 * hours)
    assert one.loss_unprotected == pytest.approx(0.05 * 240 * (1_000 + 100))
    assert one.avoided == pytest.approx((one.loss_unprotected or 0) - (one.loss or 0))


def test_protection_is_twelve_usual_months_with_drills_and_the_failovers_of_a_mean_year():
    assessment = assessed(_replicated())
    costs = assessment.consumption.per_application
    assert isinstance(costs, ApplicationCosts)
    states = costs.by_state("app", 1)
    expected = 12 * (states["steady"] + states["drill"]) + 0.05 * states["failover"]
    assert protection_of_a_year(assessment, "app", 0.05) == pytest.approx(expected)
    assert states["failover"] > 0


@pytest.mark.parametrize(
    ("an_hour", "balance"), [(1.0, "over"), (100.0, "balanced"), (1_000_000.0, "under")]
)  # fmt: skip
def test_what_an_hour_costs_decides_whether_protection_is_out_of_balance(an_hour: float, balance: str):
    assert _balance(_replicated(downtime_cost_per_hour=an_hour, data_loss_cost_per_hour=0.0)).balance == balance


def test_an_application_that_nothing_brings_back_is_under_protected():
    plan = cost_plan({"scheme": "no_recovery", **COSTS}, machine())
    one = _balance(plan)
    assert (one.balance, one.protection, one.avoided) == ("under", 0.0, 0.0)
    same_cloud = cost_plan({**BACKUP, **COSTS}, machine(protected="no"))
    assert _balance(same_cloud).balance == "under"


def test_protection_without_a_price_is_said_and_not_judged():
    plan = cost_plan({**BACKUP, **COSTS}, machine())
    stays = plan.sites["stamp"]
    other = Site(id="south", name="South", operator="customer", country="NL", latitude=50.0, longitude=3.0)
    vault = plan.backup_targets["vault"].changed(site="south", placement="existing_external", product="partner")
    own = plan.applications["app"].changed(recovery_sites=("south",))
    plan = plan.put("sites", stays, other).put("backup_targets", vault).put("applications", own)  # type: ignore[arg-type]
    one = _balance(plan)
    assert (one.balance, one.paid) == ("not_priced", 0)
    assert one.protection is None  # what nobody prices is no zero


def test_an_outage_without_a_cost_is_not_known_and_says_what_to_state():
    one = _balance(_replicated(downtime_cost_per_hour=None))
    assert (one.balance, one.loss) == ("not_known", None)
    assert one.words == "State what an hour of its outage costs."


def test_scenarios_that_say_how_often_replace_the_assumption():
    lost = Scenario(id="s", name="Loss of North", kind="site_loss", lost_site="stamp", times_a_year=0.2)
    elsewhere = Scenario(id="t", name="Elsewhere", kind="site_loss", lost_site="azure", times_a_year=5.0)
    attack = Scenario(id="u", name="Attack", kind="corruption", times_a_year=0.1)
    plan = _replicated().put("scenarios", lost, elsewhere, attack, Scenario(id="v", lost_site="stamp"))
    one = _balance(plan)
    assert one.times_a_year == pytest.approx(0.3)
    assert one.times_words == "Loss of North, Attack"


def test_a_way_back_in_the_same_building_avoids_the_loss_of_the_cloud_and_not_that_of_the_building():
    plan = _replicated()
    for key in ("stamp", "azure"):
        plan = plan.put("sites", altered(plan.sites[key], datacenter="Hall"))
    cloud = Scenario(id="cloud", name="Cloud", kind="site_loss", lost_site="stamp", times_a_year=0.05)
    alone = _balance(plan.put("scenarios", cloud))
    hall = Scenario(id="hall", name="Hall", kind="building_loss", lost_site="stamp", times_a_year=0.02)
    both = _balance(plan.put("scenarios", cloud, hall))
    designed = assessed(plan).applications["app"].designed
    hours = (designed.rto_minutes or 0) / 60 * 1_000 + (designed.rpo_minutes or 0) / 60 * 100
    assert alone.loss == pytest.approx(0.05 * hours)
    assert both.loss == pytest.approx(0.05 * hours + 0.02 * 240 * (1_000 + 100))
    assert "The loss of its building takes its way back too: 10 days" in both.words
    assert "building" not in alone.words


def test_a_building_takes_every_site_in_it_and_links_and_targets_take_none():
    plan = cost_plan(BACKUP).put(
        "sites", Site(id="stamp", datacenter="Harbour"), Site(id="other", datacenter="harbour"), Site(id="far")
    )
    application = plan.applications["app"]
    assert isinstance(application, Application)
    assert strikes(Scenario(id="a", kind="building_loss", lost_site="other"), application, plan)
    assert not strikes(Scenario(id="b", kind="building_loss", lost_site="far"), application, plan)
    assert not strikes(Scenario(id="c", kind="link_loss", lost_site="stamp"), application, plan)
    assert not strikes(Scenario(id="d", kind="target_loss", lost_target="vault"), application, plan)
    assert not strikes(Scenario(id="e", kind="corruption", applications=("x",)), application, plan)


@given(st.floats(0, 10_000), st.floats(0, 10_000))
def test_a_dearer_hour_never_lowers_the_loss(one: float, other: float):
    low, high = sorted((one, other))
    outages = [Outage(0.1, 5.0, 1.0)]
    assert yearly_cost(0.0, outages, low, 1.0).total <= yearly_cost(0.0, outages, high, 1.0).total
