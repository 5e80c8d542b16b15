"""Connections of machines become proposals between applications; nothing is asserted and no circle is closed."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.files.intake.dependency_proposals import dependency_proposals, with_dependencies
from dr_desktop.files.intake.inventory import Inventory, InventoryDependency
from dr_desktop.files.intake.merge import MergeChoices, merged
from dr_desktop.plan.application import Application
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import Plan, new_plan
from tests.files.intake.test_merge import row


def plan_of(**machines: str) -> Plan:
    """Machines by name, each in the application of that id."""
    plan = new_plan(date(2027, 1, 1))
    plan = plan.put("applications", *(Application(id=one, name=one.upper()) for one in sorted(set(machines.values()))))
    return plan.put("machines", *(Machine(id=name, name=name, application=home) for name, home in machines.items()))


def seen(source: str, target: str, rows: int = 1) -> InventoryDependency:
    return InventoryDependency(source, target, ("443",), rows, "row 2")


def test_an_application_that_connects_is_proposed_to_depend_on_the_other():
    plan = plan_of(web="shop", sql="data", own="shop")
    found = dependency_proposals(plan, [seen("WEB.example.com", "sql", 5), seen("web", "own"), seen("web", "8.8.8.8")])
    ((proposal),) = found.found
    assert (proposal.application, proposal.depends_on, proposal.rows, proposal.both_ways) == ("shop", "data", 5, False)
    assert found.external == ("8.8.8.8",)


def test_an_address_is_looked_up_among_the_machines_of_the_inventory():
    plan = new_plan(date(2027, 1, 1)).put(
        "applications", Application(id="shop", name="S"), Application(id="data", name="D")
    )
    machines = [Machine(id=key, name=key, application=home, source_key=f"id:{key}") for key, home in
                (("web", "shop"), ("sql", "data"))]  # fmt: skip
    plan = plan.put("machines", *machines)
    stated = [row("sql", key="id:sql", addresses=("10.0.0.2",))]
    found = dependency_proposals(plan, [seen("web", "10.0.0.2")], stated)
    assert [(one.application, one.depends_on) for one in found.found] == [("shop", "data")]


def test_what_was_seen_both_ways_is_left_to_the_planner():
    plan = plan_of(web="shop", sql="data")
    found = dependency_proposals(plan, [seen("web", "sql"), seen("sql", "web")]).found
    assert all(one.both_ways for one in found)
    assert with_dependencies(plan, found) == plan


def test_an_import_proposes_and_links_only_when_asked():
    plan = plan_of(web="shop", sql="data")
    stated = Inventory("x", "x", (), (), (), (), (), (), dependencies=(seen("web", "sql"),))
    proposed = merged(plan, stated, MergeChoices(None, None, None))
    assert proposed.plan == plan
    assert len(proposed.proposals) == 1
    linked = merged(plan, stated, MergeChoices(None, None, None, link_applications=True))
    assert linked.plan.applications["shop"].depends_on == ("data",)


def test_only_the_connections_that_were_chosen_become_dependencies_also_one_seen_both_ways():
    plan = plan_of(web="shop", sql="data", mail="mail")
    rows = (seen("web", "sql"), seen("sql", "web"), seen("web", "mail"))
    stated = Inventory("x", "x", (), (), (), (), (), (), dependencies=rows)
    none = merged(plan, stated, MergeChoices(None, None, None, link_applications=True, linked=frozenset()))
    assert none.plan == plan
    chosen = frozenset({("shop", "data"), ("data", "shop")})
    one = merged(plan, stated, MergeChoices(None, None, None, linked=chosen)).plan
    assert (one.applications["shop"].depends_on, one.applications["data"].depends_on) in (
        (("data",), ()),
        ((), ("shop",)),
    ), "the second would close a circle"


names = st.sampled_from("abcdef")


@given(st.lists(st.tuples(names, names), max_size=30))
def test_no_circle_is_ever_closed(pairs: list[tuple[str, str]]):
    plan = plan_of(**{name: f"app-{name}" for name in "abcdef"})
    after = with_dependencies(plan, dependency_proposals(plan, [seen(*pair) for pair in pairs]).found)

    def below(key: str, path: tuple[str, ...]) -> None:
        assert key not in path
        for one in after.applications[key].depends_on:
            below(one, (*path, key))

    for key in after.applications:
        below(key, ())
