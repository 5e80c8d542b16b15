from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.files.intake.grouping import (
    ByColumn,
    ByFolder,
    ByPattern,
    ByPrefix,
    Grouping,
    GroupingProposal,
    grouping_columns,
    propose,
    suggest,
)
from dr_desktop.files.intake.inventory import InventoryMachine

LETTERS = "aAbB/-_ 01é"


def _machine(name: str, folder: str = "", **tags: str) -> InventoryMachine:
    return InventoryMachine(
        name, name, "on", False, None, None, (), None, None, None, None, "unknown", "", "", folder, "", "", "", tags, ""
    )


def _groups(proposal: GroupingProposal) -> dict[str, tuple[str, ...]]:
    return dict(proposal.applications)


def test_the_last_part_of_a_folder_names_the_application() -> None:
    machines = [_machine("a", "/DC1/vm/CRM"), _machine("b", "DC1/vm/crm"), _machine("c", "/DC1/vm"), _machine("d")]
    proposal = propose(machines, ByFolder())
    assert _groups(proposal) == {"CRM": ("a", "b")}
    assert proposal.nowhere == ("c", "d")


def test_folders_that_end_alike_are_told_apart_by_what_stands_before() -> None:
    machines = [_machine("a", "/DC/Prod/App"), _machine("b", "/DC/Test/app"), _machine("c", "/DC/Prod/Mail")]
    assert _groups(propose(machines, ByFolder())) == {"Prod/App": ("a",), "Test/app": ("b",), "Mail": ("c",)}


def test_one_value_in_several_spellings_is_one_application() -> None:
    machines = [_machine("a", app="CRM"), _machine("b", app="crm "), _machine("c", app="CRM"), _machine("d", app="n/a")]
    proposal = propose(machines, ByColumn("app"))
    assert _groups(proposal) == {"CRM": ("a", "b", "c")}
    assert proposal.nowhere == ("d",)
    assert proposal.placed_share == 0.75


def test_a_prefix_counts_once_two_machines_share_it() -> None:
    machines = [_machine(name) for name in ("crm-web-01", "CRM-db-01", "sql01", "sql02", "lonely-1", "59")]
    proposal = propose(machines, ByPrefix())
    assert {name.casefold(): keys for name, keys in proposal.applications.items()} == {
        "crm": ("crm-web-01", "CRM-db-01"),
        "sql": ("sql01", "sql02"),
    }
    assert proposal.nowhere == ("lonely-1", "59")


def test_of_stated_patterns_the_first_that_fits_counts() -> None:
    machines = [_machine(name) for name in ("CRM-web", "crm-db", "sql1", "other")]
    proposal = propose(machines, ByPattern((("*-db", "Databases"), ("crm-*", "CRM"), ("sql?", "Databases"))))
    assert _groups(proposal) == {"CRM": ("CRM-web",), "Databases": ("crm-db", "sql1")}
    assert proposal.nowhere == ("other",)


def test_ways_that_say_nothing_are_not_suggested() -> None:
    machines = [_machine(f"vm-{n}", app="A" if n < 4 else "B", asset=f"number {n}", site="one") for n in range(8)]
    suggested = suggest(machines, grouping_columns(machines))
    assert [proposal.grouping for proposal in suggested] == [ByColumn("app")]


def test_the_way_that_places_most_machines_is_suggested_first() -> None:
    machines = [_machine(f"x{n}", f"/DC/{'A' if n < 4 else 'B'}", app="CRM" if n < 2 else "Mail") for n in range(6)]
    machines += [_machine("alone", app="CRM")]
    assert [p.grouping for p in suggest(machines, grouping_columns(machines))] == [ByColumn("app"), ByFolder()]


@given(
    st.lists(st.tuples(st.text(LETTERS, max_size=8), st.text(LETTERS, max_size=8)), max_size=12),
    st.sampled_from([ByFolder(), ByColumn("app"), ByPrefix(), ByPrefix("", 1), ByPattern((("a*", "A"), ("[", " ")))]),
)
def test_every_machine_is_in_exactly_one_place(rows: list[tuple[str, str]], way: Grouping) -> None:
    machines = [_machine(name, folder, app=folder)._replace(key=str(n)) for n, (name, folder) in enumerate(rows)]
    proposal = propose(machines, way)
    placed = [key for keys in proposal.applications.values() for key in keys]
    assert sorted([*placed, *proposal.nowhere]) == sorted(machine.key for machine in machines)
    assert all(name.strip() == name != "" for name in proposal.applications)
