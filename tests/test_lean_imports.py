import builtins
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from dr_desktop.lean_imports import lean_qt, loaded_when_used


def _says(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_validating_lean_pydantic_loads_no_list_of_installed_packages():
    script = """
import sys
from dr_desktop.lean_imports import lean_pydantic
lean_pydantic()
from dr_desktop.plan.tier import Tier
tier = Tier.model_validate({"id": "t", "name": " Gold "})
print(tier.name, "importlib.metadata" in sys.modules)
"""
    assert _says(script) == "Gold False"


def test_modules_imported_after_qt_are_imported_by_python_itself():
    script = """
import builtins
from dr_desktop.lean_imports import lean_qt, loaded_when_used
own = builtins.__import__
with lean_qt():
    import PySide6.QtCore
print(builtins.__import__ is own)
"""
    assert _says(script) == "True"


def test_a_failing_import_leaves_the_import_of_python():
    own = builtins.__import__
    with pytest.raises(ImportError), lean_qt():
        importlib.import_module("a_library_that_is_missing")
    assert builtins.__import__ is own


def test_qt_is_imported_without_the_modules_that_word_its_signatures():
    script = """
import sys
from dr_desktop.ui import plain_qt
from PySide6.QtWidgets import QLabel
print([name for name in ("parser", "layout", "loader") if f"shibokensupport.signature.{name}" in sys.modules])
"""
    assert _says(script) == "[]"


def test_what_qt_says_of_a_wrong_call_and_of_itself_is_said_as_without_us():
    script = """
from PySide6.QtCore import QObject, QTimer
for wrong in (lambda: QObject().setObjectName(5), lambda: QTimer(1, 2, 3), lambda: QObject(nothing=1)):
    try:
        wrong()
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
print(QTimer.setInterval.__doc__)
"""
    said = _says("from dr_desktop.ui import plain_qt" + script)
    assert said == _says("import PySide6.QtCore" + script)
    assert "PySide6.QtCore.QObject.setObjectName(name: str, /)" in said


def test_a_documentation_of_qt_may_be_the_first_that_is_asked_for():
    script = "from dr_desktop.ui import plain_qt; from PySide6.QtCore import QTimer; print(QTimer.setInterval.__doc__)"
    assert _says(script).startswith("setInterval(self, msec: int")


def test_pyside_mends_nothing_after_an_import_of_its_modules():
    """Where it does, `finish_import` must no longer do nothing."""
    script = """
from PySide6.support import deprecated
print([name for name in vars(deprecated) if name.startswith("fix_for_")])
"""
    assert _says(script) == "[]"


def test_secrets_are_loaded_when_one_is_made():
    script = """
import sys
from dr_desktop.lean_imports import lean_pydantic
lean_pydantic()
from dr_desktop.plan.entity import new_id
before = "hmac" in sys.modules
one, other = new_id("m"), new_id("m")
print(before, "hmac" in sys.modules, one != other, len(one))
"""
    assert _says(script) == "False True True 14"


def test_a_module_that_fails_when_it_is_first_used_fails_and_works_as_at_its_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "unready.py").write_text("from pathlib import Path\nvalue = Path(__file__).with_name('it').read_text()")
    monkeypatch.syspath_prepend(tmp_path)
    loaded_when_used("unready")
    try:
        unready = importlib.import_module("unready")
        with pytest.raises(FileNotFoundError):
            _ = unready.value
        (tmp_path / "it").write_text("ready")
        assert unready.value == "ready"
        assert not hasattr(unready, "other")
    finally:
        del sys.modules["unready"]


def test_a_qt_that_starts_otherwise_is_left_to_start_so():
    script = """
import sys
from dr_desktop import lean_imports
lean_imports._BOOTSTRAP = "of_another_version"
with lean_imports.lean_qt():
    import PySide6.QtCore
print("shibokensupport.signature.parser" in sys.modules)
"""
    assert _says(script) == "True"


def test_a_pydantic_that_describes_otherwise_is_left_to_do_so():
    script = """
import sys, typing, typing_extensions
own = typing.TypedDict
from dr_desktop import lean_imports
class Other:
    def __init_subclass__(cls, **_): raise TypeError
lean_imports._Dictionary = Other
lean_imports.lean_pydantic()
from dr_desktop.plan.tier import Tier
print(Tier.model_validate({"id": "t", "name": " Gold "}).name, typing.TypedDict is own)
"""
    assert _says(script) == "Gold True"


def test_a_plan_is_read_and_refused_as_without_us():
    script = """
from dr_desktop.plan.entity import problem_of
from dr_desktop.plan.machine import Machine
from dr_desktop.plan.plan import TABLES
from pydantic import ValidationError
print(Machine.model_validate({"id": "m", "name": "db"}), sorted(TABLES))
try:
    Machine.model_validate({"id": "m", "vcpu": "many", "other": 1})
except ValidationError as error:
    print(problem_of(Machine, "m", error))
"""
    ours = "from dr_desktop.lean_imports import lean_pydantic; lean_pydantic()" + script
    assert _says(ours) == _says(script)
