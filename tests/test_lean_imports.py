import builtins
import importlib
import subprocess
import sys

import pytest

from dr_desktop.lean_imports import plain_import


def _says(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_validating_without_plugins_loads_no_list_of_installed_packages():
    script = """
import sys
from dr_desktop.lean_imports import without_plugins
without_plugins()
from dr_desktop.plan.tier import Tier
tier = Tier.model_validate({"id": "t", "name": " Gold "})
print(tier.name, "importlib.metadata" in sys.modules)
"""
    assert _says(script) == "Gold False"


def test_modules_imported_after_qt_are_imported_by_python_itself():
    script = """
import builtins
from dr_desktop.lean_imports import plain_import
own = builtins.__import__
with plain_import():
    import PySide6.QtCore
print(builtins.__import__ is own)
"""
    assert _says(script) == "True"


def test_a_failing_import_leaves_the_import_of_python():
    own = builtins.__import__
    with pytest.raises(ImportError), plain_import():
        importlib.import_module("a_library_that_is_missing")
    assert builtins.__import__ is own
