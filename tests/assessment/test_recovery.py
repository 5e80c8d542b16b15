"""What a plan comes to after a disaster: how each scheme comes back, when, with which loss, and what does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dr_desktop.assessment.recovery import AS_STATED, Options, prepared, retold, simulate, simulation
from dr_desktop.assessment.recovery_records import RecoveryResult
from dr_desktop.assessment.results import not_yet_assessed
from dr_desktop.plan.application import Application
from dr_desktop.plan.data_store import DataStore
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.entity import Entity
from dr_desktop.plan.site import Site
from tests.assessment.recovering import (
    LOSS,
    application,
    assessed,
    bare,
    copy_to_azure,
    estate,
    lose,
    machine,
    minutes,
    replicated,
    restored,
    stamp,
)


def spans(result: RecoveryResult, key: str) -> dict[str, tuple[float, float]]:
    return {phase.name: (phase.from_minutes, phase.to_minutes) for phase in result.applications[key].phases}


def test_a_restore_alone_takes_what_its_design_says():
    plan = estate(restored("billing", machines=2))
    designed = assessed(plan).applications["billing"].designed
    found = lose(plan).applications["billing"]
    assert found.outcome == "recovered"
    assert found.words == "Restored from Vault at South."
    assert found.recovery_minutes == pytest.approx(designed.rto_minutes)
    assert found.data_loss_minutes == pytest.approx(designed.rpo_minutes)
    assert found.alone_minutes == pytest.approx(found.recovery_minutes)
    assert (found.rto_met, found.rpo_met) == ("met", "little_margin")


def test_phases_stand_one_after_the_other():
    restore = minutes(200.0, 100.0)
    found = spans(lose(estate(restored("billing", machines=2))), "billing")
    assert found["detect"] == (0.0, 5.0)
    assert found["decide"] == (5.0, 15.0)
    assert found["restore"] == pytest.approx((15.0, 15.0 + restore))
    assert found["start"] == pytest.approx((15.0 + restore, 18.0 + restore))
    assert found["redirect"][1] == pytest.approx(23.0 + restore)


def test_the_higher_tier_is_served_first_whatever_its_place_in_the_plan():
    plan = estate(restored("low", tier="silver"), restored("high", tier="gold"))
    result = lose(plan)
    assert spans(result, "high")["restore"][1] == pytest.approx(15.0 + minutes(100.0, 100.0))
    assert spans(result, "low")["restore"][1] == pytest.approx(15.0 + minutes(200.0, 100.0))
    assert result.order == ("high", "low")
    reordered = lose(plan, order=("low", "high"))
    assert reordered.order == ("low", "high")


def test_what_holds_it_up_is_named_with_its_cell():
    plan = estate(restored("low", machines=3, tier="silver"), restored("high", machines=3, tier="gold"))
    result = lose(plan)
    low = result.applications["low"]
    assert low.held_up_by is not None
    assert (low.held_up_by.table, low.held_up_by.entity, low.held_up_by.field) == (
        "backup_targets",
        "vault",
        "restore_streams",
    )
    names = [hold.resource.words for hold in result.held_up]
    assert names[0] == "Vault, read 100\u00a0MB/s"
    assert "4 restore streams of Vault" in names


def test_a_link_that_is_slower_than_the_target_sets_the_pace():
    plan = estate(restored("billing"))
    slow = plan.links["depot-south"].changed(mbit_s=400.0)
    assert isinstance(slow, Entity)
    found = lose(plan.put("links", slow)).applications["billing"]
    assert found.phases[2].to_minutes == pytest.approx(15.0 + minutes(100.0, 50.0))
    assert found.held_up_by is not None
    assert (found.held_up_by.table, found.held_up_by.entity) == ("links", "depot-south")


def test_a_replica_is_failed_over_by_hand_and_loses_its_lag():
    found = lose(estate(replicated("portal"))).applications["portal"]
    assert found.means == "replica"
    assert found.words == "Failed over by hand to its replica at South."
    assert [phase.name for phase in found.phases] == ["detect", "decide", "failover", "start", "validate", "redirect"]
    assert found.recovery_minutes == pytest.approx(15.0 + 10.0 + 3.0 + 5.0)
    assert found.data_loss_minutes == pytest.approx(5.0, abs=0.1)


def test_high_availability_takes_over_by_itself_and_redoes_what_lay_queued():
    both: dict[str, Any] = {"scheme": "high_availability", "redirect_minutes": 2.0}
    result = lose(
        estate(replicated("map", **both), replicated("grid", **both, replication_mode="synchronous"))
    ).applications
    assert result["grid"].recovery_minutes == pytest.approx(2.5)
    assert result["grid"].data_loss_minutes == 0.0
    redo = result["map"].recovery_minutes
    assert redo is not None
    assert 2.5 < redo < 2.6
    assert [phase.name for phase in result["map"].phases] == ["failover", "redirect"]


def test_fault_tolerance_goes_on_with_the_deployments_that_are_left():
    plan = estate(replicated("control", scheme="fault_tolerance", recovery_sites=("south", "azure")))
    found = lose(plan).applications["control"]
    assert (found.outcome, found.means, found.recovery_minutes, found.data_loss_minutes) == (
        "goes_on",
        "deployment",
        0.0,
        0.0,
    )
    assert found.words == "Goes on at South: 2 of 3 deployments are left and carry the whole load."


def test_no_recovery_is_a_total_loss_and_said_so():
    found = lose(estate(application("farm", 1, 100.0, scheme="no_recovery", backup_target=None))).applications["farm"]
    assert (found.outcome, found.recovery_minutes, found.data_loss_minutes) == ("lost", None, None)
    assert found.reason.startswith("No recovery by decision")
    assert (found.rto_met, found.rpo_met) == ("missed", "missed")


def test_backups_that_stood_in_the_lost_site_are_lost_too():
    plan = estate(restored("billing"))
    moved = plan.backup_targets["vault"].changed(site="north")
    assert isinstance(moved, Entity)
    lost = lose(plan.put("backup_targets", moved)).applications["billing"]
    assert lost.outcome == "lost"
    assert lost.reason == "All its backups are lost too: they lay at Vault."
    copied = lose(copy_to_azure(plan.put("backup_targets", moved))).applications["billing"]
    assert (copied.outcome, copied.copy, copied.words) == ("recovered", "blob", "Restored from Blob at South.")
    assert copied.egress_gib == pytest.approx(100.0)
    assert copied.data_loss_minutes is not None
    assert copied.data_loss_minutes > 2 * 24 * 60


def test_a_backup_beside_a_replica_stands_in_for_it_where_the_replica_is_lost():
    plan = bare().put("sites", stamp("south", "South", "Quay 1"), stamp("far", "Far", "Hill 2"))
    link = plan.links["depot-south"].changed(id="depot-far", from_site="depot", to_site="far")
    assert isinstance(link, Entity)
    own = replicated("portal", recovery_sites=("south", "far"), backup_target="vault", backup_policy="daily")
    building = Scenario(id="fire", name="Fire", kind="building_loss", lost_site="north")
    found = lose(estate(own, changed=plan.put("links", link)), building).applications["portal"]
    assert (found.means, found.site) == ("replica", "far")
    only = replicated("portal", recovery_sites=("south",), backup_target="vault", backup_policy="daily")
    gone = lose(estate(only, changed=plan), building).applications["portal"]
    assert (gone.outcome, gone.reason) == ("stays_down", "Its backups are left, but every recovery site is lost too.")


def test_without_a_link_to_the_backups_it_stays_down():
    plan = estate(restored("billing"))
    found = lose(plan.remove("links", ["depot-south"])).applications["billing"]
    assert found.outcome == "stays_down"
    assert found.reason == "Its backups are left, but no link with a speed leads from them to South."


def test_what_depends_starts_after_and_what_waits_in_vain_stays_down():
    directory = restored("directory", tier="silver")
    portal = replicated("portal", tier="gold", depends_on=("directory",))
    result = lose(estate(directory, portal))
    up = result.applications["directory"].up_minutes
    assert spans(result, "portal")["start"][0] == up
    wait = result.applications["portal"].waits[0]
    assert (wait.before, wait.to_minutes, wait.resource.words) == ("start", up, "Directory")
    steps = [(step.application, step.phase) for step in result.applications["portal"].critical]
    assert ("directory", "restore") in steps
    assert result.applications["directory"].slack_minutes == pytest.approx(0.0)
    gone = lose(estate(application("directory", 1, 1.0, scheme="no_recovery"), portal)).applications["portal"]
    assert gone.outcome == "stays_down"
    assert gone.reason.startswith("It waits for Directory, which does not come back: No recovery by decision")


def test_applications_in_a_circle_are_not_waited_for_and_that_is_noted():
    one, other = restored("one", depends_on=("other",)), restored("other", depends_on=("one",))
    result = lose(estate(one, other))
    assert {found.outcome for key, found in result.applications.items() if key in ("one", "other")} == {"recovered"}
    assert "One and Other wait for each other, so neither is made to wait." in result.notes


def test_room_goes_to_the_higher_tier_and_what_does_not_fit_is_said():
    plan = bare().put("sites", stamp("south", "South", "Mill 4", used_memory_gib=2_300.0))
    big = [machine("big", number, 10.0, memory_gib=60.0) for number in range(5)]
    plan = estate(
        (restored("big", tier="silver")[0], big),
        restored("small", tier="gold"),
        restored("late", tier="silver", depends_on=("big",)),
        changed=plan,
    )
    result = lose(plan)
    assert result.applications["small"].outcome == "recovered"
    refused = result.applications["big"]
    assert refused.outcome == "stays_down"
    assert refused.reason.startswith("It does not fit on South, which is short by ")
    assert result.applications["late"].outcome == "stays_down"
    landing = result.landings[0]
    assert (landing.site, landing.refused) == ("south", ("big",))
    assert landing.memory_limit_gib is not None
    assert landing.points[-1].memory_gib == 8.0
    assert 0 < landing.short_memory_gib < 308.0
    both = plan.put("applications", restored("big", tier="silver", recovery_sites=("south", "azure"))[0])
    link = both.links["azure-south"].changed(id="depot-azure", from_site="depot", to_site="azure")
    assert isinstance(link, Entity)
    assert lose(both.put("links", link)).applications["big"].site == "azure"


def test_the_next_recovery_site_takes_what_the_first_has_no_room_for_and_gives_room_back():
    plan = bare().put("sites", stamp("south", "South", "Mill 4", used_memory_gib=3_000.0))
    plan = estate(restored("billing"), changed=plan)
    assert lose(plan).applications["billing"].outcome == "stays_down"
    free = plan.put("sites", stamp("south", "South", "Mill 4"))
    assert lose(free).applications["billing"].outcome == "recovered"


def test_people_are_a_limited_resource():
    plan = estate(replicated("one"), replicated("two"))
    scenario = LOSS.changed(people_decide=1)
    assert isinstance(scenario, Scenario)
    result = lose(plan, scenario)
    assert [spans(result, key)["decide"] for key in ("one", "two")] == [(5.0, 15.0), (15.0, 25.0)]
    waited = result.applications["two"].held_up_by
    assert waited is not None
    assert (waited.words, waited.field) == ("those who decide", "people_decide")
    steps = [(step.phase, step.waited_for is not None) for step in result.applications["two"].critical]
    assert steps[:3] == [("detect", False), ("decide", True), ("decide", False)]


def test_groups_may_have_to_wait_for_failing_over_too():
    own, _ = replicated("ledger")
    machines = [machine("ledger", number, 10.0, start_group=number) for number in (1, 2)]
    plan = estate((own, machines))
    assert lose(plan).applications["ledger"].up_minutes == pytest.approx(15.0 + 10.0 + 6.0)
    assert lose(plan, barriers="failovers_too").applications["ledger"].up_minutes == pytest.approx(15.0 + 26.0)


def test_corruption_leads_back_to_a_copy_from_before_or_to_none():
    plan = estate(
        replicated("short", replication_history_hours=24.0),
        replicated("long", replication_history_hours=96.0),
        restored("daily"),
        restored("hourly", backup_policy="hourly"),
    )
    noticed = Scenario(id="c", name="Encrypted", kind="corruption", detection_delay_minutes=72 * 60.0)
    found = lose(plan, noticed).applications
    assert found["short"].outcome == "lost"
    assert found["short"].reason.startswith("Its replicas copied the corruption: they keep 24 h of history")
    assert found["long"].means == "replica"
    assert found["long"].data_loss_minutes == pytest.approx(72 * 60 + 5.0, abs=0.5)
    assert found["daily"].words == "Restored from Vault where it runs."
    assert found["daily"].data_loss_minutes == pytest.approx((72 + 24) * 60.0)
    assert found["daily"].judged_loss_minutes == pytest.approx(24 * 60.0)
    assert found["daily"].rpo_met == "little_margin"  # of 25 hours: the three days are a matter of detection
    assert found["daily"].data_loss_words.endswith("The RPO judges the 24\u00a0h before it began.")
    assert found["hourly"].outcome == "lost"
    assert found["hourly"].judged_loss_minutes is None
    assert found["hourly"].reason.startswith("No copy from before is kept")
    only = noticed.changed(applications=("daily",))
    assert isinstance(only, Scenario)
    assert lose(plan, only).applications["hourly"].words == "Not hit."


def test_a_link_or_a_target_alone_stops_nothing_and_what_is_exposed_is_said():
    plan = estate(replicated("portal"), restored("billing"))
    cut = lose(plan, Scenario(id="l", name="Cut", kind="link_loss", lost_link="north-south"))
    assert cut.applications["portal"].outcome == "goes_on"
    assert cut.applications["portal"].words == (
        "Goes on, but its replica at South stands still until the link is back."
    )
    gone = lose(plan, Scenario(id="t", name="Gone", kind="target_loss", lost_target="vault"))
    assert gone.applications["billing"].words == "Goes on, but its backups at Vault are lost."


def test_a_site_that_is_lost_while_its_link_was_down_loses_as_much_more():
    plan = estate(replicated("portal"))
    usual = assessed(plan).applications["portal"].designed.rpo_minutes
    assert usual is not None
    down = LOSS.changed(lost_link="north-south", link_down_minutes=120.0)
    assert isinstance(down, Scenario)
    assert lose(plan, down).applications["portal"].data_loss_minutes == pytest.approx(120.0 + usual)
    back = down.changed(link_back_before_minutes=0.05)
    assert isinstance(back, Scenario)
    catching_up = lose(plan, back).applications["portal"].data_loss_minutes
    assert catching_up is not None
    assert 5.0 < catching_up < 125.0
    long_ago = back.changed(link_back_before_minutes=600.0)
    assert isinstance(long_ago, Scenario)
    assert lose(plan, long_ago).applications["portal"].data_loss_minutes == pytest.approx(5.0, abs=0.1)


def test_a_restore_waits_for_a_link_that_comes_back():
    plan = estate(restored("billing"))
    down = LOSS.changed(lost_link="depot-south", link_back_after_minutes=100.0)
    assert isinstance(down, Scenario)
    found = lose(plan, down).applications["billing"]
    assert found.phases[2].to_minutes == pytest.approx(100.0 + minutes(100.0, 100.0))
    assert found.held_up_by is not None
    assert found.held_up_by.entity == "depot-south"


@pytest.mark.parametrize("restart", [False, True])
def test_a_restore_that_is_cut_off_goes_on_or_begins_anew(restart: bool):
    plan = estate(restored("billing"))
    cut = LOSS.changed(
        lost_link="depot-south", link_down_after_minutes=20.0, link_back_after_minutes=60.0, transfers_restart=restart
    )
    assert isinstance(cut, Scenario)
    whole = minutes(100.0, 100.0)
    found = lose(plan, cut).applications["billing"]
    assert found.phases[2].to_minutes == pytest.approx(60.0 + whole if restart else 15.0 + whole + 40.0)
    for_good = cut.changed(link_back_after_minutes=None)
    assert isinstance(for_good, Scenario)
    gone = lose(plan, for_good).applications["billing"]
    assert gone.outcome == "stays_down"
    assert gone.reason == "Its transfer never ends: a link or target that it needs carries nothing."


def test_the_loss_depends_on_the_moment_and_no_moment_is_worse_than_the_worst():
    plan = estate(restored("billing"))
    worst = lose(plan).applications["billing"]
    assert worst.data_loss_minutes is not None
    assert "just before" in worst.data_loss_words
    for at in range(0, 7 * 1_440, 777):
        lost = lose(plan, at_minutes=float(at)).applications["billing"].data_loss_minutes
        assert lost is not None
        assert lost <= worst.data_loss_minutes + 1e-6
    noon = LOSS.changed(at_hour=12.0)
    assert isinstance(noon, Scenario)
    assert lose(plan, noon).applications["billing"].data_loss_minutes == pytest.approx(14 * 60.0)


def test_data_has_grown_by_the_day_of_the_disaster():
    plan = estate(restored("billing", growth_percent_per_year=100.0))
    later = LOSS.changed(on=date(2028, 1, 1))
    assert isinstance(later, Scenario)
    assert lose(plan, later).moved_gib == pytest.approx(200.0)
    assert lose(plan).moved_gib == pytest.approx(100.0)


def test_an_outage_has_its_price():
    plan = estate(restored("billing", downtime_cost_per_hour=600.0, data_loss_cost_per_hour=60.0))
    result = lose(plan)
    found = result.applications["billing"]
    assert found.recovery_minutes is not None
    assert found.downtime_cost == pytest.approx(found.recovery_minutes * 10.0)
    assert found.data_loss_cost == pytest.approx(24 * 60.0, rel=0.01)
    assert result.downtime_cost == found.downtime_cost


def test_data_stores_are_restored_with_their_application_and_unprotected_members_stay_behind():
    plan = estate(restored("billing"))
    store = DataStore(id="docs", name="Docs", application="billing", used_gib=300.0, protected="yes")
    plan = plan.put("data_stores", store).put("machines", machine("billing", 9, 50.0, protected="undecided"))
    found = lose(plan).applications["billing"]
    assert found.moved_gib == pytest.approx(400.0)
    assert found.words.endswith("1 unprotected member does not come back.")
    assert found.data_loss_words.endswith("hat is unprotected is lost.")


def test_what_must_be_stated_first_is_said_and_nothing_is_guessed():
    plan = estate(restored("billing"))
    unknown = plan.put("machines", machine("billing", 0, 0.0, used_gib=None, disks=()))
    found = lose(unknown).applications["billing"]
    assert (found.outcome, found.rto_met, found.recovery_minutes) == ("not_known", "not_known", None)
    assert "state the data in use" in found.reason
    nothing = Scenario(id="x", name="Fire", kind="site_loss")
    assert lose(plan, nothing).notes[0] == "Fire does not say which site is lost."
    with pytest.raises(ValueError, match="assess the plan first"):
        simulate(not_yet_assessed(plan), LOSS)


def test_an_application_without_members_or_links_to_it_says_so():
    empty = Application(id="empty", name="Empty", source_site="north", scheme="backup_restore")
    found = lose(bare().put("applications", empty)).applications["empty"]
    assert (found.outcome, found.reason) == ("not_known", "It has no machines or data stores yet.")


def test_in_slices_and_prepared_for_many_runs_it_comes_to_the_same():
    plan = estate(*[restored(f"app {n}", machines=3, tier="gold" if n % 2 else "silver") for n in range(20)])
    whole = assessed(plan)
    *shares, last = simulation(whole, LOSS)
    assert last == simulate(whole, LOSS)
    assert shares == sorted(shares, key=float)  # type: ignore[arg-type]
    ready = prepared(whole, LOSS)
    assert retold(ready, AS_STATED) == last
    faster = retold(ready, Options(read_factor={"vault": 4.0}, link_factor={"depot-south": 4.0}))
    assert faster.makespan_minutes < retold(ready, AS_STATED).makespan_minutes


def test_an_application_that_shares_nothing_changes_nothing():
    plan = estate(restored("billing", machines=3))
    alone = lose(plan).applications["billing"]
    far = bare().put("sites", Site(id="elsewhere", name="Elsewhere", kind="azure_region", azure_region="northeurope"))
    both = estate(restored("billing", machines=3), replicated("other", 5, recovery_sites=("elsewhere",)), changed=far)
    found = lose(both).applications["billing"]
    assert found._replace(slack_minutes=0.0) == alone._replace(slack_minutes=0.0)
