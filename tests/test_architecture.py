"""The import rule: five packages, each importing only those before it."""

import ast
import sys
from pathlib import Path

import pytest
from pytest_archon import archrule
from pytest_archon.collect import ImportMap

import dr_desktop

LAYERS = ("plan", "assessment", "report", "files", "ui")
DOORS = ("dr_desktop.cli", "dr_desktop.arguments", "dr_desktop.__main__")
HEAVY = ("openpyxl*", "xlsxwriter*", "reportlab*")
OF_PYDANTIC = {"pydantic", "pydantic_core", "annotated_types"}


def imports_nothing_foreign(_module: str, direct_imports: set[str], _all_imports: ImportMap) -> bool:
    roots = {name.partition(".")[0] for name in direct_imports}
    return roots <= set(sys.stdlib_module_names) | OF_PYDANTIC | {"dr_desktop"}


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_only_the_layers_before_it(layer: str):
    later = [f"dr_desktop.{name}*" for name in LAYERS[LAYERS.index(layer) + 1 :]]
    (
        archrule(f"{layer} comes before {', '.join(later)}")
        .match(f"dr_desktop.{layer}*")
        .should_not_import(*later, *DOORS)
        .check("dr_desktop")
    )


def test_plan_and_assessment_import_only_the_standard_library_and_pydantic():
    (
        archrule("stated and assessed without other packages")
        .match("dr_desktop.plan*", "dr_desktop.assessment*")
        .should(imports_nothing_foreign)
        .check("dr_desktop")
    )


def test_plan_and_assessment_know_no_disk_no_clock_and_no_other_process():
    (
        archrule("values and pure functions")
        .match("dr_desktop.plan*", "dr_desktop.assessment*")
        .should_not_import("os", "os.path", "pathlib", "io", "shutil", "tempfile", "glob", "sqlite3")
        .should_not_import("time", "subprocess", "multiprocessing*", "threading", "socket")
        .should_not_import("dr_desktop.bundled")
        .check("dr_desktop", only_direct_imports=True)
    )


def test_plan_and_assessment_open_no_file_and_read_no_clock():
    forbidden = {"open", "today", "now", "utcnow"}
    calls = [
        f"{file.name}:{node.lineno} {name}()"
        for layer in ("plan", "assessment")
        for file in sorted((Path(dr_desktop.__file__).parent / layer).rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and (name := called_name(node)) in forbidden
    ]
    assert calls == []


def called_name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def test_only_ui_knows_qt():
    (
        archrule("Qt stays in ui")
        .match("dr_desktop*")
        .exclude("dr_desktop.ui*")
        .should_not_import("PySide6*", "shiboken6*")
        .check("dr_desktop", only_direct_imports=True)
    )


def test_ui_is_imported_only_by_ui_and_by_the_command_line():
    (
        archrule("a window is optional")
        .match("dr_desktop*")
        .exclude("dr_desktop.ui*", *DOORS)
        .should_not_import("dr_desktop.ui*")
        .check("dr_desktop", only_direct_imports=True)
    )


def test_the_command_line_imports_ui_only_where_a_window_is_opened():
    (
        archrule("export, check and evaluate start without Qt")
        .match(*DOORS)
        .should_not_import("dr_desktop.ui*", "PySide6*")
        .check("dr_desktop", only_toplevel_imports=True)
    )


def test_a_start_imports_no_reader_or_writer_of_documents():
    (
        archrule("openpyxl, XlsxWriter and reportlab are imported where they are used")
        .match(*DOORS, "dr_desktop.ui*")
        .should_not_import(*HEAVY)
        .check("dr_desktop", only_toplevel_imports=True)
    )


def test_nothing_reaches_for_the_network():
    (
        archrule("works offline")
        .match("dr_desktop*")
        .should_not_import("socket", "ssl", "http*", "urllib.request", "ftplib", "smtplib", "requests*", "httpx*")
        .check("dr_desktop", only_direct_imports=True)
    )


def test_bundled_is_a_leaf():
    (
        archrule("bundled knows nothing of the program")
        .match("dr_desktop.bundled")
        .should_not_import("dr_desktop.*")
        .check("dr_desktop")
    )
