"""Each statement of the guidance is carried by code and proved by a test; `resources/guidance_trace.csv` says which."""

from __future__ import annotations

import ast
import csv
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

from dr_desktop.assessment.rule import Rule
from dr_desktop.bundled import bundled
from tests.assessment.test_rules import CASES

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("field", "rule", "default", "scheme", "help text", "figure", "section text")
#: Proves every rule by an edit that breaks it.
RULE_TEST = "tests/assessment/test_rules.py::test_a_rule_finds_its_fault_at_the_cell_that_mends_it"
#: Sections of the guidance in its order, each with the fewest statements that a reader finds in it.
SECTIONS = {
    "Protect virtual machines": 7,
    "Azure Stack infrastructure recovery": 8,
    "Source/target combinations": 16,
    "Application recovery objectives": 10,
    "Backup-restore": 11,
    "Planning your backup strategy": 13,
    "Replication/manual failover": 11,
    "High availability/automatic failover": 13,
    "Fault tolerance": 9,
    "No recovery": 6,
    "Recommended topologies": 20,
    "Next steps": 4,
}


class Statement(NamedTuple):
    """A row of the trace: what the guidance says, in our own words, and what became of it."""

    n: str
    section: str
    statement: str
    kind: str
    code: str
    test: str


def trace() -> list[Statement]:
    with bundled("guidance_trace.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert tuple(head) == Statement._fields
    return [Statement(*row) for row in rows]


@cache
def module(path: str) -> ast.Module | None:
    file = ROOT / path
    return ast.parse(file.read_text(encoding="utf-8")) if file.is_file() else None


def names(body: list[ast.stmt]) -> dict[str, ast.stmt]:
    """What a module or class defines by its own statements."""
    found: dict[str, ast.stmt] = {}
    for node in body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                found[name] = node
            case ast.AnnAssign(target=ast.Name(id=name)):
                found[name] = node
            case ast.Assign(targets=targets):
                for target in targets:
                    for one in target.elts if isinstance(target, ast.Tuple) else [target]:
                        if isinstance(one, ast.Name):
                            found[one.id] = node
    return found


def is_defined(path: str, symbol: str) -> bool:
    """Whether `symbol`, such as `Machine.protected` or `topology_of`, is defined in the module at `path`."""
    parsed = module(path)
    body = parsed.body if parsed is not None else []
    *classes, last = symbol.split(".")
    for name in classes:
        outer = names(body).get(name)
        body = outer.body if isinstance(outer, ast.ClassDef) else []
    return last in names(body)


def missing(pointer: str, separator: str, folder: str) -> list[str]:
    """Those of the pointers in one cell (several are parted by a blank) that lead nowhere."""
    found = []
    for one in pointer.split():
        path, _, symbol = one.partition(separator)
        if not (path.startswith(folder) and symbol and is_defined(path, symbol)):
            found.append(one)
    return found


TRACE = trace()


@pytest.mark.parametrize("row", TRACE, ids=lambda row: f"{row.n} {row.statement}")
def test_each_statement_of_the_guidance_points_to_code_and_to_a_test_that_exist(row: Statement) -> None:
    assert row.code, "no code carries this statement"
    assert row.test, "no test proves this statement"
    assert missing(row.code, ":", "dr_desktop/") == []
    assert missing(row.test, "::", "tests/") == []
    assert all("::test_" in one for one in row.test.split())


def test_a_rule_that_carries_a_statement_has_a_case_that_breaks_it() -> None:
    with_cases = {case.rule for case in CASES}
    pointers = [one for row in TRACE if RULE_TEST in row.test.split() for one in row.code.split() if "/rules_" in one]
    assert pointers
    for pointer in pointers:
        path, _, symbol = pointer.partition(":")
        rule = getattr(import_module(path.removesuffix(".py").replace("/", ".")), symbol)
        assert isinstance(rule, Rule), pointer
        assert rule.id in with_cases, pointer


def test_the_statements_are_numbered_in_the_order_of_the_guidance() -> None:
    assert [row.n for row in TRACE] == [str(n + 1) for n in range(len(TRACE))]
    sections = list(SECTIONS)
    places = [sections.index(row.section) for row in TRACE]
    assert places == sorted(places)


def test_every_section_of_the_guidance_has_its_statements() -> None:
    for section, fewest in SECTIONS.items():
        assert len([row for row in TRACE if row.section == section]) >= fewest, section


def test_every_statement_has_a_kind_and_words_of_its_own() -> None:
    assert {row.kind for row in TRACE} == set(KINDS)
    assert len({row.statement for row in TRACE}) == len(TRACE)
    assert all(10 <= len(row.statement) <= 160 for row in TRACE)


def test_a_pointer_that_leads_nowhere_is_found() -> None:
    here = "tests/assessment/test_guidance_trace.py"
    assert missing("dr_desktop/plan/machine.py:Machine.protected", ":", "dr_desktop/") == []
    assert missing("dr_desktop/plan/machine.py:Machine.gone", ":", "dr_desktop/") != []
    assert missing("dr_desktop/plan/machine.py:Gone.protected", ":", "dr_desktop/") != []
    assert missing("dr_desktop/plan/gone.py:Machine", ":", "dr_desktop/") != []
    assert missing("dr_desktop/plan/machine.py", ":", "dr_desktop/") != []
    assert missing(f"{here}::test_a_pointer_that_leads_nowhere_is_found", "::", "tests/") == []
    assert missing(f"{here}::test_gone", "::", "tests/") != []
