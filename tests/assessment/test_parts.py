"""A part of an application is taken again while nothing that it reads of its surroundings has changed."""

import pytest
from big_plan import big_plan

from dr_desktop.assessment.assess import assess
from dr_desktop.assessment.parts import ALL_PARTS, READS
from dr_desktop.bundled import bundled
from dr_desktop.files.catalogs import load_catalog
from dr_desktop.files.plan_file import read_plan
from dr_desktop.plan.plan import Plan
from tests.assessment.quiet_estate import quiet_plan
from tests.assessment.recorded_reads import ROWS, Recorded, record_reads
from tests.assessment.test_rules import CASES


def _not_declared(reads: Recorded) -> list[str]:
    found = []
    for part, tables in reads.items():
        for table, fields in tables.items():
            declared = READS[part].get(table, ())
            if table not in READS[part] or (declared is not None and fields - {ROWS} - set(declared)):
                found.append(f"{part} reads {table}: {sorted(fields - set(declared or ()))}")
    return found


def test_what_the_parts_read_is_declared(monkeypatch: pytest.MonkeyPatch):
    catalog = load_catalog()
    samples = [read_plan(path) for path in sorted(bundled("samples").glob("*.drplan"))]
    reads = record_reads(monkeypatch)
    for plan in (big_plan(300), *[one for one in samples if isinstance(one, Plan)]):
        assess(plan, catalog)
    for case in CASES:
        assess(case.wrong(quiet_plan()), catalog)
    assert reads.keys() == ALL_PARTS
    assert _not_declared(reads) == []
