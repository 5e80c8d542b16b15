"""Cells as people type them: every kind of field reads what it wrote, and says what is wrong with the rest."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dr_desktop.plan.application import Application
from dr_desktop.plan.entity import Entity, Problem
from dr_desktop.plan.field_spec import field_spec
from dr_desktop.plan.machine import Disk, Machine
from dr_desktop.plan.plan import TABLES, Plan, new_plan
from dr_desktop.plan.site import Site
from dr_desktop.plan.tier import Tier
from dr_desktop.plan.typed import edit_text, edited, text_from_value, value_from_text
from dr_desktop.plan.typed_lists import show_disks


def plan_with_sites(*names: str) -> Plan:
    sites = [Site(id=f"s{place}", name=name) for place, name in enumerate(names)]
    app = Application(id="app", name="Billing")
    return new_plan(date(2027, 1, 1)).put("sites", *sites).put("applications", app)


PLAN = plan_with_sites("North", "South", "Provider A; rack 2", "Berlin, Mitte", "Twin", "Twin")


def read(kind: type[Entity], field: str, text: str, decimal: Any = ".") -> Any:
    return value_from_text(PLAN, field_spec(kind, field), text, decimal)


@pytest.mark.parametrize(
    ("kind", "field", "text", "value"),
    [
        (Machine, "used_gib", "1.5 TiB", 1536.0),
        (Machine, "used_gib", "=1.5*1024", 1536.0),
        (Machine, "vcpus", "8", 8),
        (Machine, "hybrid_benefit", "ja", True),
        (Machine, "os", "win", "windows"),
        (Machine, "disks", "127; 2 x 512; 1023 excluded", (127, 512, 512, -1023)),
        (Machine, "tags", "owner = Ann; rack=12", {"owner": "Ann", "rack": "12"}),
        (Application, "rto_minutes", "1h30m", 90.0),
        (Application, "rto_minutes", "≤ 15 Mins", 15.0),
        (Application, "replication_history_hours", "72", 72.0),
        (Application, "scheme", "replication", "replication"),
        (Application, "scheme", "High", "high_availability"),
        (Application, "scheme", "f", "fault_tolerance"),
        (Application, "scheme", "backup_restore", "backup_restore"),
        (Application, "agreed_on", "3 Nov 2026", date(2026, 11, 3)),
        (Application, "agreed_on", "3.11.2026", date(2026, 11, 3)),
        (Application, "agreed_on", "13/11/2026", date(2026, 11, 13)),
        (Application, "agreed_on", "2026-11-03T00:00:00", date(2026, 11, 3)),
        (Application, "source_site", "north", "s0"),
        (Application, "recovery_sites", "South; North", ("s1", "s0")),
        (Application, "recovery_sites", "South, North", ("s1", "s0")),
        (Application, "recovery_sites", "Berlin, Mitte", ("s3",)),
        (Application, "allowed_countries", "NL, DE", ("NL", "DE")),
        (Application, "allowed_operators", "CSP; customer", ("csp", "customer")),
        (Application, "downtime_cost_per_hour", "$ 1,200.50", 1200.5),
    ],
)
def test_what_people_type_is_read_by_the_kind_of_the_field(kind: type[Entity], field: str, text: str, value: Any):
    found = read(kind, field, text)
    if field == "disks":
        found = tuple(-one.size_gib if one.excluded else one.size_gib for one in found)
    assert found == value


@pytest.mark.parametrize("kind", TABLES.values(), ids=lambda kind: kind.__name__)
def test_a_blank_says_nothing_about_any_field_or_is_refused_where_something_must_stand(kind: type[Entity]):
    for field in kind.model_fields:
        spec = field_spec(kind, field)
        found = read(kind, field, "")
        if spec.optional:
            assert found is None
        elif spec.kind == "choice" and isinstance(found, Problem):
            assert "cannot be blank" in found.sentence
        else:
            assert found in ("", (), {}, False, "unknown", "none", "undecided", "open")


@pytest.mark.parametrize(
    ("kind", "field", "text", "words"),
    [
        (Application, "rto_minutes", "4", "unit"),
        (Application, "rto_minutes", "1 business day", "24h"),
        (Application, "rto_minutes", "near zero", "length of time"),
        (Machine, "vcpus", "2.5", "whole number"),
        (Machine, "used_gib", "lots", "not a number"),
        (Application, "agreed_on", "3/4/2026", "2026-03-04 or 2026-04-03"),
        (Application, "agreed_on", "31 Feb 2026", "not a date"),
        (Application, "source_site", "Nort", "Did you mean North?"),
        (Application, "source_site", "Twin", "2 rows are called"),
        (Application, "tier", "Gold", "Add the tier first"),
        (Machine, "disks", "127; big", "not a number"),
        (Machine, "hybrid_benefit", "perhaps", "neither yes nor no"),
        (Machine, "tags", "owner Ann", "not a pair"),
        (Application, "environment", "live", "Production, Test, Development or Unknown"),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_its_remedy(kind: type[Entity], field: str, text: str, words: str):
    found = read(kind, field, text)
    assert isinstance(found, Problem)
    assert words in str(found)
    assert found.remedy


def test_a_doubtful_number_follows_the_convention_of_its_column():
    assert read(Machine, "used_gib", "1,234", ".") == 1234
    assert read(Machine, "used_gib", "1,234", ",") == 1.234
    assert isinstance(read(Machine, "used_gib", "1,234", None), Problem)


names = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cf")), min_size=1, max_size=12)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "number": st.floats(0, 1e9),
    "money": st.floats(0, 1e12),
    "minutes": st.floats(0, 5_256_000),
    "hours": st.floats(0, 87_600),
    "whole": st.integers(0, 1_000_000),
    "date": st.dates(date(1000, 1, 1)),
    "flag": st.booleans(),
    "texts": st.lists(names.filter(lambda text: text.strip() == text), unique=True, max_size=4).map(tuple),
    "numbers": st.lists(st.integers(1, 12), unique=True, max_size=12).map(tuple),
    "reference": st.sampled_from(sorted(PLAN.sites)),
    "references": st.lists(st.sampled_from(sorted(PLAN.sites)), unique=True, min_size=1).map(tuple),
    "disks": st.lists(st.builds(Disk, size_gib=st.floats(0, 1_000_000), excluded=st.booleans()), max_size=6).map(tuple),
}
FIELDS: list[tuple[type[Entity], str]] = [
    (Machine, "used_gib"), (Machine, "vcpus"), (Machine, "disks"), (Machine, "hybrid_benefit"),
    (Machine, "replication_history_hours"), (Application, "rto_minutes"), (Application, "agreed_on"),
    (Application, "downtime_cost_per_hour"), (Application, "source_site"), (Application, "recovery_sites"),
    (Application, "allowed_countries"), (TABLES["backup_policies"], "full_months"),
]  # fmt: skip


@given(data=st.data(), field=st.sampled_from(FIELDS), decimal=st.sampled_from([".", ","]))
def test_what_is_written_into_the_editor_reads_back_as_the_same_value(data: Any, field: Any, decimal: Any):
    spec = field_spec(*field)
    value = data.draw(VALUES[spec.kind])
    text = text_from_value(PLAN, spec, value, decimal)
    assert value_from_text(PLAN, spec, text, decimal) == value


@pytest.mark.parametrize("kind", TABLES.values(), ids=lambda kind: kind.__name__)
def test_every_word_of_every_choice_is_read_back(kind: type[Entity]):
    for field in kind.model_fields:
        spec = field_spec(kind, field)
        for code in spec.choices:
            value = (code,) if spec.kind == "choices" else code
            assert value_from_text(PLAN, spec, text_from_value(PLAN, spec, value)) == value


def test_an_edit_gives_the_row_and_leaves_the_plan_alone():
    after = edited(PLAN, "applications", "app", "rto_minutes", "4h")
    assert isinstance(after, Application)
    assert after.rto_minutes == 240
    assert PLAN.applications["app"].rto_minutes is None


def test_disks_are_shown_with_the_decimals_of_a_size():
    disks = (Disk(size_gib=4.23046875), Disk(size_gib=512.0), Disk(size_gib=1_023.96, excluded=True))
    assert show_disks(disks, ".") == "4.2; 512; 1024 excluded"
    assert show_disks(disks, ",") == "4,2; 512; 1024 excluded"
    assert show_disks([Disk(size_gib=0.02), Disk(size_gib=0.0)], ".") == "0.02; 0"


@given(disks=VALUES["disks"], decimal=st.sampled_from([".", ","]))
def test_typing_back_the_disks_that_are_shown_leaves_their_sizes_as_they_are(disks: Any, decimal: Any):
    plan = PLAN.put("machines", Machine(id="m", name="m", application="app", disks=disks))
    shown = show_disks(disks, decimal)
    assert edited(plan, "machines", "m", "disks", shown, decimal) is plan.machines["m"]


def test_disks_that_are_typed_otherwise_than_shown_are_taken():
    plan = PLAN.put("machines", Machine(id="m", name="m", application="app", disks=(Disk(size_gib=4.23046875),)))
    after = edited(plan, "machines", "m", "disks", "4.20")
    assert isinstance(after, Machine)
    assert after.disks == (Disk(size_gib=4.2),)


def test_an_edit_that_changes_nothing_gives_the_same_object():
    assert edited(PLAN, "applications", "app", "rto_minutes", " n/a ") is PLAN.applications["app"]
    assert edited(PLAN, "applications", "app", "name", "Billing") is PLAN.applications["app"]


def test_a_refused_edit_names_its_cell():
    found = edited(PLAN, "machines", "gone", "vcpus", "8")
    assert isinstance(found, Problem)
    tight = edited(PLAN, "applications", "app", "growth_percent_per_year", "-200")
    assert isinstance(tight, Problem)
    assert (tight.table, tight.entity, tight.field) == ("applications", "app", "growth_percent_per_year")
    assert "-99" in tight.remedy


def test_the_words_of_a_duration_are_kept_while_they_say_more_than_the_number():
    after = edited(PLAN, "applications", "app", "rpo_minutes", "≤ 15 Mins")
    assert isinstance(after, Application)
    assert after.as_typed == {"rpo_minutes": "≤ 15 Mins"}
    assert edit_text(PLAN, after, "rpo_minutes") == "≤ 15 Mins"
    plain = edited(PLAN.put("applications", after), "applications", "app", "rpo_minutes", "15 min")
    assert isinstance(plain, Application)
    assert (plain.as_typed, edit_text(PLAN, plain, "rpo_minutes")) == ({}, "15m")


def test_an_assumption_keeps_the_bounds_and_the_unit_of_its_definition():
    after = edited(PLAN, "assumptions", "lead_time_months", "base", "6")
    assert not isinstance(after, Problem)
    assert isinstance(edited(PLAN, "assumptions", "lead_time_months", "base", "300"), Problem)
    per_day = edited(PLAN, "assumptions", "change_percent_per_day", "base", "2.5 %")
    assert getattr(per_day, "base", None) == 2.5


def test_the_header_is_edited_like_a_row():
    after = edited(PLAN, "header", "header", "start_month", "2027-03-01")
    assert getattr(after, "start_month", None) == date(2027, 3, 1)


def test_a_choice_is_not_guessed_from_an_ambiguous_start():
    found = read(Tier, "scheme", "r")
    assert found == "replication"
    assert isinstance(read(Application, "replication_product", "p"), str)
    both = read(TABLES["backup_policies"], "style", "forward")
    assert both == "forward_with_fulls"
    two = read(TABLES["backup_policies"], "style", "for")
    assert isinstance(two, Problem)
    assert "Forever forward or Forward with fulls" in two.remedy


def test_a_tier_is_found_by_the_rank_that_tables_show_unless_a_name_says_otherwise():
    tiers = [
        Tier(id="t1", name="Critical", rank=1),
        Tier(id="t2", name="Important", rank=2),
        Tier(id="t3", name="2", rank=7),
        Tier(id="t4", name="Low", rank=4),
        Tier(id="t5", name="Lowest", rank=4),
    ]
    plan = PLAN.put("tiers", *tiers)
    spec = field_spec(Application, "tier")
    assert [value_from_text(plan, spec, text) for text in ("1", "2", "critical", "7")] == ["t1", "t3", "t1", "t3"]
    assert isinstance(value_from_text(plan, spec, "4"), Problem)
    assert isinstance(value_from_text(plan, spec, "9"), Problem)
    assert text_from_value(plan, spec, "t1") == "Critical"


def test_a_country_has_two_letters_or_is_not_stated():
    for text in ("nl", "NL", ""):
        site = edited(PLAN, "sites", "s0", "country", text)
        assert isinstance(site, Site)
        assert site.country == text
    refused = edited(PLAN, "sites", "s0", "country", "westeurope")
    assert isinstance(refused, Problem)
    assert "two letters" in refused.remedy
