"""Every formula of the workbook gives what is stored beside it: a spreadsheet that works it out anew agrees."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dr_desktop.files.workbook import write_workbook
from tests.files.exported import TODAY, assessed
from tests.files.quirky_plan import quirky_plan

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""
"""By default LibreOffice believes what is stored; 0 = work every formula out on opening."""


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Unable to read chart")  # LibreOffice's charts, which nobody asks for here
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_that_works_every_formula_out_anew_agrees(tmp_path: Path):
    stored = tmp_path / "plan.xlsx"
    assert write_workbook(assessed(quirky_plan), stored, today=TODAY) is None
    profile = tmp_path / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    assert SOFFICE is not None
    done = subprocess.run(
        [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "anew"), str(stored)],
        capture_output=True,
        timeout=240,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    formulas, results = load_workbook(stored), load_workbook(stored, data_only=True)
    anew = load_workbook(tmp_path / "anew" / "plan.xlsx", data_only=True)
    checked = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                expected = results[sheet.title][cell.coordinate].value
                found = anew[sheet.title][cell.coordinate].value
                assert found == pytest.approx(expected, rel=1e-9, abs=1e-9), f"{sheet.title} {cell.coordinate}"
                checked += 1
    assert checked > 100
