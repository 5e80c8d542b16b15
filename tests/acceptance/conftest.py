"""Cases that come from outside the project: figures in `cases/`, or in the folder that DR_ACCEPTANCE names.

A test that takes `restore_points_case` runs once for each case of `restore_points.json`, and so for any other file.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

_OWN = Path(__file__).parent / "cases"
_SUFFIX = "_case"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for name in metafunc.fixturenames:
        if name.endswith(_SUFFIX):
            metafunc.parametrize(name, _cases(f"{name.removesuffix(_SUFFIX)}.json"))


def _cases(file_name: str) -> list[Any]:
    """The cases of a file as pytest parameters; a folder of others may leave a file out, our own may not."""
    folder = Path(os.environ.get("DR_ACCEPTANCE") or _OWN)
    path = folder / file_name
    if folder != _OWN and not path.exists():
        reason = f"{path} is not there"
        return [pytest.param(None, id=file_name, marks=pytest.mark.skip(reason=reason))]
    content = json.loads(path.read_text(encoding="utf-8"))
    cases = content["cases"] if "cases" in content else content["examples"]
    return [pytest.param(case, id=case["id"]) for case in cases]
