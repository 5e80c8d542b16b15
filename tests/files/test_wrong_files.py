"""Bad input gets one clear sentence with place and remedy; nothing is lost, nothing is silently zero."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dr_desktop.cli import main
from dr_desktop.files.plan_document import document_of, is_taken_whole, plan_to_bytes
from dr_desktop.files.plan_file import plan_from_bytes, read_plan
from dr_desktop.plan.backup import BackupPolicy
from dr_desktop.plan.churn_profile import ChurnProfile
from dr_desktop.plan.drill import Scenario
from dr_desktop.plan.entity import Problem
from dr_desktop.plan.field_spec import field_spec, field_specs
from dr_desktop.plan.governance import Decision
from dr_desktop.plan.header import Header
from dr_desktop.plan.plan import TABLES, Plan, new_plan
from tests.files.quirky_plan import quirky_plan
from tests.files.test_migrations import VERSION_0

FILE = "my.drplan"
PYTHON_SAYS = re.compile(
    r"' object|NoneType|expected str|Error|Traceback|[Ii]nput|pydantic|\bdict\b|\btuple\b|\bNone\b|\bTrue\b|\bFalse\b"
    r"|\bnan\b|\binf\b|Expecting|<class|delimiter|\bkeyword\b|literal|utf-8 codec|'[a-z_]+'"
)
WRONG: dict[str, Any] = {
    "a list": [1, "x"],
    "an empty list": [],
    "a group of named values": {"a": 1},
    "true": True,
    "a text": "lots",
    "a number": 12.5,
    "a negative number": -1e15,
    "null": None,
    "NaN": float("nan"),
    "infinity": float("inf"),
    "a huge number": 10**400,
    "a nest": [[[[[[1]]]]]],
}
"""Wrong for most kinds of fields; what fits a kind is known by `FITS`."""
FITS = {
    "number": {"a number"},
    "hours": {"a number"},
    "minutes": {"a number"},
    "money": {"a number"},
    "text": {"a text"},
    "prose": {"a text"},
    "reference": {"a text"},
    "references": {"an empty list"},
    "choices": {"an empty list"},
    "numbers": {"an empty list"},
    "texts": {"an empty list"},
    "disks": {"an empty list"},
    "flag": {"true"},
}


def rich() -> Plan:
    """One row at least in the tables that have the seldom kinds of fields."""
    return (
        quirky_plan()
        .put("backup_policies", BackupPolicy(id="weekly", name="Weekly", run_days=("sat",), full_months=(1, 7)))
        .put("scenarios", Scenario(id="fire", name="Fire", lost_site="north", applications=("a-1", "a-2")))
        .put("churn_profiles", ChurnProfile(id="c", name="Measured", churn_mb_s="1 2 3"))
        .put("decisions", Decision(id="d", name="Go", on=date(2026, 11, 3)))
    )


def raw(plan: Plan) -> Any:
    return json.loads(plan_to_bytes(plan))


def written(document: Any) -> bytes:
    return json.dumps(document, indent=1).encode()


def refused(content: bytes) -> Problem:
    found = plan_from_bytes(content, FILE)
    assert isinstance(found, Problem), "it was opened"
    return sound(found)


def sound(problem: Problem) -> Problem:
    """The problem, if it is one sentence that names the file, and a remedy, in words that are not Python's."""
    assert problem.sentence.startswith(FILE)
    assert problem.sentence.endswith((".", "do not fit.", "does not fit."))
    assert problem.remedy.endswith("The file is unchanged.")
    assert not PYTHON_SAYS.search(str(problem)), str(problem)
    assert len(str(problem)) < 700
    return problem


def example_of(kind: str) -> tuple[str, str]:
    """A table and a field of a kind, in a row that the rich plan has."""
    for table, entity in TABLES.items():
        for spec in field_specs(entity):
            if spec.kind == kind and rich().table(table) and spec.name not in ("id", "name"):
                return table, spec.name
    raise AssertionError(kind)


KINDS = sorted({spec.kind for entity in TABLES.values() for spec in field_specs(entity)})


@pytest.mark.parametrize(
    ("kind", "wrong"), [(kind, wrong) for kind in KINDS for wrong in WRONG if wrong not in FITS.get(kind, ())]
)
def test_a_value_of_the_wrong_type_is_told_with_file_table_row_field_and_what_to_type(kind: str, wrong: str):
    table, field = example_of(kind)
    spec, document = field_spec(TABLES[table], field), raw(rich())
    if wrong == "null" and spec.optional:
        document[table][0][field] = None
        assert isinstance(plan_from_bytes(written(document)), Plan)
        return
    row = document[table][0]
    row[field] = WRONG[wrong]
    text = written(document)
    line = text[: text.index(f'"{field}": '.encode(), text.index(f'"{table}": '.encode()))].count(b"\n") + 1
    problem = refused(text)
    assert f"table {table.replace('_', ' ').capitalize()}, row 1 (“" in problem.sentence
    assert f", line {line:,}: " in problem.sentence or isinstance(WRONG[wrong], list | dict)
    assert spec.title in problem.sentence
    assert f"“{field}”" in problem.remedy or "“size_gib”" in problem.remedy
    assert "this value" not in str(problem)
    assert (problem.table, problem.entity, problem.field) == (table, row["id"], field)


@pytest.mark.parametrize(
    ("table", "field", "value", "said", "remedy"),
    [
        ("machines", "vcpus", [4], "vCPU is a list, which is not a whole number.",
         "For “vcpus” type a whole number from 0 to 1,000,000, without quotes, or null for none. "),
        ("machines", "vcpus", {}, "vCPU is an empty group, which is not a whole number.", "type a whole number"),
        ("machines", "vcpus", True, "vCPU is true, which is not a whole number.", "type a whole number"),
        ("machines", "vcpus", 4.0, "vCPU is “4.0”, which is a number, but not written as a whole one.", "type a whole"),
        ("machines", "used_gib", "12,5", "Used is “12,5”, which is not a number.", "(GiB), without quotes"),
        ("machines", "used_gib", float("nan"), "Used is “NaN”, which is not a number.", "type a number"),
        ("machines", "used_gib", float("inf"), "Used is too large to be a number of the plan.", "type a number"),
        ("machines", "used_gib", 10**400, "Used is too large to be a number of the plan.", "type a number"),
        ("machines", "power", None, "Power is empty (null), which is not one of its words.",
         'For “power” type one of "on", "off", "unknown".'),
        ("machines", "power", "ON", "Power cannot be “ON”.", 'type one of "on", "off", "unknown"'),
        ("machines", "first_copy_on", "3.11.2026", "First copy on is “3.11.2026”, which is not a date.",
         'type a date such as "2026-11-03", or null for none'),
        ("machines", "first_copy_on", "0", "First copy on is “0”, which is not a date.", "type a date"),
        ("decisions", "on", "20304000", "On is “20304000”, which is not a date.", "type a date"),
        ("machines", "hybrid_benefit", "yes", "Hybrid benefit is “yes”, which is not true or false.",
         "For “hybrid_benefit” type true or false, without quotes."),
        ("machines", "recovery_sites", "west", "Recovery is “west”, which is not a list of ids.",
         'type a list of ids of “sites” such as ["id-1", "id-2"]'),
        ("machines", "recovery_sites", ["west", 7], "Recovery, entry 2, is “7”, which is not the id of a row.",
         "“sites”"),
        ("machines", "application", 7, "Application is “7”, which is not the id of a row.",
         "type the id of a row of “applications” in quotes, or null for none"),
        ("machines", "disks", [127], "Disks, entry 1, is “127”, which is not a disk.", '[{"size_gib": 127'),
        ("machines", "disks", [{}], "Disks, entry 1, has no “size_gib”.", '[{"size_gib": 127'),
        ("machines", "disks", [{"size_gib": 1, "excluded": 0}], "entry 1, “excluded”, is “0”", "type true or false"),
        ("machines", "disks", [{"size_gb": 1, "size_gib": 1}], "“size_gb” is no field of a disk.", "“size_gib”"),
        ("machines", "tags", {"Owner": ["Eva"]}, "Tags, “Owner”, is a list, which is not a text.", '{"Owner": "Eva"}'),
        ("machines", "role", "x" * 30_000, "Role is 30,000 characters long; at most 20,000 fit.", "Shorten “role”."),
        ("machines", "role", None, "Role is empty (null), which is not a text.",
         'type a text in quotes, or "" for none'),
        ("machines", "id", "", "Id is an empty text", "type a text in quotes that no other row of the table has"),
        ("machines", "used_gb", 5, "“used_gb” is no field of this table.",
         "If a newer DR Desktop saved the file, open it with that one; otherwise write “used_gib” if that is meant"),
        ("applications", "rto_minutes", "4 h", "RTO is “4 h”, which is not a number of minutes.",
         "type a number of minutes from 0 to"),
        ("backup_policies", "run_days", ["Monday"], "Run days, entry 1, cannot be “Monday”.", 'of one of "mon", "tue"'),
        ("backup_policies", "full_months", [13], "Full months, entry 1, cannot be “13”.", "from 1 to 12"),
        ("backup_policies", "window_start", 24, "Window from cannot be “24”.", "from 0 to below 24"),
        ("sites", "country", "Norway", "Country cannot be “Norway”.", 'such as "NL"'),
    ],
)  # fmt: skip
def test_the_sentence_says_what_the_value_is_and_the_remedy_what_it_should_be(
    table: str, field: str, value: Any, said: str, remedy: str
):
    document = raw(rich())
    document[table][0][field] = value
    problem = refused(written(document))
    assert said in problem.sentence
    assert remedy in problem.remedy


def test_a_wrong_name_of_a_row_is_not_what_the_row_is_called():
    document = raw(rich())
    document["machines"][2]["name"] = ["vm"]
    assert "row 3 (“m-2”), line" in refused(written(document)).sentence


def _at(change: Any) -> Any:
    document = raw(rich())
    change(document)
    return written(document)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (_at(lambda d: d["machines"].insert(1, ["m"])), "table Machines, row 2, line"),
        (_at(lambda d: d["machines"].insert(1, None)), "not a row with named fields, but empty (null)."),
        (_at(lambda d: d.update(machines={"m-1": {}})), "table Machines, line"),
        (_at(lambda d: d.update(machines="none")), "this is not a list of rows, but “none”."),
        (_at(lambda d: d.update(header=[])), "header, line 4: this is not a row with named fields, but an empty list."),
        (_at(lambda d: d["header"].update(currency=5)), "header, line"),
        (_at(lambda d: d.update(machine=[])), "“machine” is no part of a plan."),
        (_at(lambda d: d["sites"].append({**d["sites"][0]})), "table Sites: rows 1 and 4, line"),
        (_at(lambda d: d["sites"].append({**d["sites"][0], "id": f" {d['sites'][0]['id']} "})), "have the same id"),
        (_at(lambda d: d.update(schema_version=10**50)), "newer DR Desktop"),
        (_at(lambda d: d["machines"][0].update(role=json.loads("[" * 150 + "]" * 150))), "Role is a list"),
        (_at(lambda d: d["machines"][0].update(role=json.loads("[" * 400 + "]" * 400))), "brackets stand in each"),
        (_at(lambda d: d["header"].update(customer="half \ud800")), "header, line 4: a text holds half"),
    ],
)  # fmt: skip
def test_a_wrong_shape_is_told_with_its_place(content: bytes, said: str):
    assert said in refused(content).sentence


CONTENT = plan_to_bytes(rich())


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        (b'"customer": ""', b'"customer": "A",\n  "customer": "B"', "header"),
        (b'"size_gib": 127.0', b'"size_gib": 512.0,\n     "size_gib": 127.0', "table Machines, row 1"),
        (b'"tags": {}', b'"tags": {"Owner": "A", "Owner": "B"}', "header"),
        (b'"tags": {}', b'"tags": {"Owner": "A", " Owner": "B"}', "header"),
        (b'"sites": [', b'"sites": [],\n "sites": [', ""),
        (b'"name": "Gold",', b'"name": "Gold", "na\\u006de": "Golden",', "table Tiers, row 1"),
    ],
)
def test_a_key_that_stands_twice_anywhere_is_told_with_both_lines(before: bytes, after: bytes, place: str):
    assert before in CONTENT
    problem = refused(CONTENT.replace(before, after, 1))
    assert "stands twice; only one can be meant." in problem.sentence
    assert f"{FILE}, {place}" in problem.sentence
    assert re.search(r"lines [\d,]+ and [\d,]+: ", problem.sentence)


def test_a_line_that_is_lost_does_not_hide_one_that_stands_twice():
    """Counting lines alone would miss it: as many are there as should be."""
    once = CONTENT.replace(b'   "operator": "customer",\n', b"", 1)
    assert isinstance(plan_from_bytes(once), Plan)
    assert "stands twice" in refused(once.replace(b'"rank": 1,', b'"rank": 1,\n   "rank": 7,', 1)).sentence


def test_what_this_program_wrote_is_read_at_once():
    assert is_taken_whole(CONTENT, document_of(CONTENT))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty."),
        (CONTENT.decode().encode("utf-16"), "is written in UTF-16, not in UTF-8."),
        (CONTENT.decode().encode("utf-16-le"), "is written in UTF-16, not in UTF-8."),
        (CONTENT.decode().encode("utf-16-be"), "is written in UTF-16, not in UTF-8."),
        (CONTENT.decode().encode("cp1250", "replace"), "holds a byte that is not UTF-8."),
        (json.dumps(raw(rich()), ensure_ascii=False).encode("cp1250", "replace"), "damaged: line 1, character"),
        (CONTENT.replace(b'"rank": 1,', b'"rank": 1'), "a comma or a closing bracket is missing."),
        (CONTENT.replace(b'"rank": 1,', b'"rank": ,'), "a value is missing."),
        (CONTENT.replace(b'"rank": 1,', b'"rank" 1,'), "a colon is missing."),
        (CONTENT.replace(b'"rank": 1,', b"rank: 1,"), "a name in double quotes is missing."),
        (CONTENT.replace(b'"Gold"', b'"Go\nld"'), "a line end or another control character."),
        (CONTENT.replace(b'"Gold"', b'"C:\\plan"'), "a backslash that stands for nothing."),
        (CONTENT + b"{}", "something follows after the end of the plan."),
        (CONTENT.replace(b'"rank": 1,', b'"rank": 1' + b"0" * 5_000 + b","), "a number has hundreds of digits."),
        (CONTENT.replace(b'"rank": 1,', b'"rank": ' + b"[" * 5_000 + b"]" * 5_000 + b","), "brackets stand in each"),
    ],
)
def test_a_wrong_encoding_or_a_damaged_text_is_told_in_plain_words(content: bytes, said: str):
    assert said in refused(content).sentence


def test_a_byte_order_mark_is_no_fault():
    assert plan_from_bytes(b"\xef\xbb\xbf" + CONTENT) == rich()


def test_a_folder_or_a_file_without_permission_is_told_in_plain_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = read_plan(tmp_path)
    assert isinstance(folder, Problem)
    assert folder.sentence.endswith("cannot be read: it is a folder.")

    def denied(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    kept = read_plan(tmp_path / FILE)
    assert isinstance(kept, Problem)
    assert kept.sentence == f"{FILE} cannot be read: you have no permission to read it."
    assert isinstance(read_plan(Path("a\0b")), Problem)


OLD = [
    (lambda d: d["machines"][0].update(disks_gib="127"), "row 1 (“m”), line", "“disks_gib” is “127”, not a list of"),
    (lambda d: d["tiers"][0].update(rto_hours="4"), "table Tiers, row 1 (“t”)", "“rto_hours” is “4”, not a number of"),
    (lambda d: d["tiers"][0].update(rto_hours=True), "table Tiers", "“rto_hours” is true, not a number of hours"),
    (lambda d: d["tiers"][0].update(rto_hours=[1]), "table Tiers", "“rto_hours” is a list, not a number of hours"),
    (lambda d: d["tiers"][0].update(rto_minutes=1), "table Tiers", "“rto_minutes” stands beside “rto_hours”"),
    (lambda d: d["applications"][0].update(recovery_sites=[]), "Applications, row 1", "stands beside “recovery_site”"),
    (lambda d: d.update(assumptions=[{"id": "a"}]), "table Assumptions, line", "this is a list, not a group of named"),
    (lambda d: d.update(tiers={"t": {}}), "table Tiers, line", "not a list of rows"),
    (lambda d: d["machines"].append(7), "table Machines, row 2, line", "this is “7”, not a row with named fields"),
    (lambda d: d.update(header=7), "header, line", "this is “7”, not a group of named values"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "place", "said"), OLD)
def test_a_file_that_is_not_of_the_version_it_claims_is_told_with_the_place_that_says_so(
    change: Any, place: str, said: str
):
    document = json.loads(json.dumps(VERSION_0))
    change(document)
    problem = refused(written(document))
    assert place in problem.sentence
    assert said in problem.sentence
    assert problem.sentence.endswith("though “schema_version” says that the file is of version 0.")


def test_a_plan_of_today_that_claims_version_0_is_refused_with_its_place():
    problem = refused(written({**raw(rich()), "schema_version": 0}))
    assert "table Assumptions, line" in problem.sentence
    assert "of version 0" in problem.sentence


def remarks_on(document: Any) -> tuple[Plan, list[Problem]]:
    remarks: list[Problem] = []
    plan = plan_from_bytes(written(document), FILE, remarks.append)
    assert isinstance(plan, Plan), plan
    return plan, remarks


def test_a_table_that_is_left_out_opens_empty_and_the_planner_is_told():
    document = raw(quirky_plan())
    del document["machines"]
    plan, remarks = remarks_on(document)
    assert plan.machines == {}
    assert [one.sentence for one in remarks] == ["my.drplan leaves out the table “Machines”: it opens empty."]
    assert "earlier copy" in remarks[0].remedy


def test_several_tables_that_are_left_out_are_one_remark_with_the_weightiest_first():
    header = {"id": "header", "start_month": "2027-01-01"}
    _, remarks = remarks_on({"format": "dr-desktop-plan", "schema_version": 1, "header": header, "drills": []})
    assert len(remarks) == 1
    assert remarks[0].sentence == (
        "my.drplan leaves out the tables “Machines”, “Applications”, “Sites”, “Assumptions” and 18 more: they open "
        "empty, assumptions with their defaults."
    )


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (("assumptions",), "leaves out the table “Assumptions”: it opens with its defaults."),
        (("risks", "actions"), "leaves out the tables “Risks” and “Actions”: they open empty."),
    ],
)
def test_a_remark_counts_its_tables(gone: tuple[str, ...], said: str):
    document = raw(rich())
    for table in gone:
        del document[table]
    assert said in remarks_on(document)[1][0].sentence


def test_a_whole_file_brings_no_remark_and_an_empty_table_is_not_left_out():
    assert remarks_on(raw(rich()))[1] == []
    assert remarks_on(raw(new_plan(date(2027, 1, 1))))[1] == []


@pytest.mark.parametrize("table", ["applications", "sites", "tiers", "backup_policies"])
def test_a_table_that_is_left_out_though_rows_point_into_it_is_a_part_lost_and_refused(table: str):
    document = raw(quirky_plan())
    del document[table]
    problem = refused(written(document))
    assert f"the table {table.replace('_', ' ').capitalize()}, which the file leaves out." in problem.sentence
    assert re.search(r"table \w+, row \d \(“.*”\), line [\d,]+: ", problem.sentence)
    assert f'"{table}": []' in problem.remedy
    document[table] = []
    assert isinstance(plan_from_bytes(written(document)), Plan)


def test_the_command_line_tells_of_a_table_left_out_and_keeps_its_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    document = raw(new_plan(date(2027, 1, 1)))
    del document["machines"]
    path = tmp_path / FILE
    path.write_bytes(written(document))
    main(["check", os.fspath(path), "--json"])
    said = capsys.readouterr()
    assert said.err.startswith("my.drplan leaves out the table “Machines”: it opens empty.")
    assert json.loads(said.out)["errors"] >= 0


ANYTHING = st.one_of(
    st.sampled_from([*WRONG.values(), "", " ", 0, 1, -0.5, 3.0, "x" * 300, "\u00a0west ", "2027-01-01", "0", "86400"]),
    st.recursive(
        st.integers(-(10**20), 10**20) | st.text(alphabet="abZ0é\u2028\x01 ", max_size=8) | st.booleans(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "", "x", " x"]), inner),
        max_leaves=4,
    ),
)
NAMES = [*TABLES, *Header.model_fields, "used_gib", "disks", "id", "name", "colour", " name", ""]


def places_of(value: Any) -> list[tuple[Any, Any]]:
    """Every container with each of its keys or positions."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [place for key in keys for place in ((value, key), *places_of(value[key]))]


def mutate(document: Any, data: st.DataObject) -> None:
    """Change one place: another value, gone, another name, one more, twice, or swapped with another."""
    places = places_of(document)
    depth = data.draw(st.sampled_from(["any", "top"]))
    container, key = data.draw(st.sampled_from(places if depth == "any" else [(document, key) for key in document]))
    match data.draw(st.sampled_from(["other", "gone", "renamed", "more", "twice", "swapped", "turned"])):
        case "other":
            container[key] = data.draw(ANYTHING)
        case "gone":
            del container[key]
        case "renamed" if isinstance(container, dict):
            container[data.draw(st.sampled_from(NAMES))] = container.pop(key)
        case "more" if isinstance(container, dict):
            container.setdefault(data.draw(st.sampled_from(NAMES)), data.draw(ANYTHING))
        case "more" | "renamed":
            container.insert(key, data.draw(ANYTHING))
        case "twice" if isinstance(container, list):
            container.append(container[key])
        case "turned" if isinstance(container[key], list):
            container[key] = {str(at): one for at, one in enumerate(container[key])}
        case _:
            other, place = data.draw(st.sampled_from(places))
            other[place] = json.loads(json.dumps(container[key]))


def holds(stated: Any, saved: Any) -> bool:
    """Whether what was saved has all that was stated: more fields and rows may stand there, blanks may be gone."""
    if isinstance(stated, dict) and isinstance(saved, dict):
        stripped = {key.strip(): value for key, value in stated.items()}
        return len(stripped) == len(stated) and all(
            key in saved and holds(stripped[key], saved[key]) for key in stripped
        )
    if isinstance(stated, list) and isinstance(saved, list):
        pairs = zip(stated, saved, strict=False)
        return len(stated) <= len(saved) and all(holds(one, other) for one, other in pairs)
    if isinstance(stated, str) and isinstance(saved, str):
        return stated.strip() == saved
    return stated == saved and (type(stated) is type(saved) or type(saved) is float)


SMALL = raw(rich())
SMALL["assumptions"] = SMALL["assumptions"][:3]
SMALL["machines"] = SMALL["machines"][:3]
SMALL["applications"] = SMALL["applications"][:4]
for _row in SMALL["applications"]:
    _row["notes"] = _row["notes"][:40]


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_plan_with_one_place_changed_loses_nothing_or_is_refused_in_one_sentence(data: st.DataObject):
    document = json.loads(json.dumps(SMALL))
    mutate(document, data)
    content = data.draw(st.sampled_from([written, lambda one: json.dumps(one).encode()]))(document)
    found = plan_from_bytes(content, FILE)
    if isinstance(found, Plan):
        assert holds(document, raw(found)), "something was lost"
        assert plan_from_bytes(plan_to_bytes(found)) == found
    else:
        sound(found)
        assert re.search(r"table |header|line |“|has no|leaves out|version|not a plan", found.sentence)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_plan_of_version_0_with_one_place_changed_loses_nothing_or_is_refused_in_one_sentence(data: st.DataObject):
    document = json.loads(json.dumps(VERSION_0))
    mutate(document, data)
    found = plan_from_bytes(written(document), FILE)
    if isinstance(found, Problem):
        sound(found)
    else:
        assert len(found.machines) == len(document.get("machines", []))
        assert len(found.tiers) == len(document.get("tiers", []))
        assert {key.strip() for key in document.get("assumptions", {})} <= set(found.assumptions)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_line_of_a_plan_that_stands_twice_or_is_gone_loses_nothing_silently(data: st.DataObject):
    lines = json.dumps(SMALL, indent=1).encode().split(b"\n")
    at, to = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    changed = [*lines[:to], lines[at], *lines[to:]] if data.draw(st.booleans()) else [*lines[:at], *lines[at + 1 :]]
    content = b"\n".join(changed)
    found = plan_from_bytes(content, FILE)
    if isinstance(found, Problem):
        sound(found)
    else:
        repeated: list[str] = []
        stated = json.loads(content, object_pairs_hook=lambda pairs: _kept(pairs, repeated))
        assert repeated == []
        assert holds(stated, raw(found))


def _kept(pairs: list[tuple[str, Any]], repeated: list[str]) -> dict[str, Any]:
    made = dict(pairs)
    repeated += [key for key, _ in pairs] if len(made) < len(pairs) else []
    return made
