"""Cases with a closed formula: what the product's own functions make of a case's inputs, key by key.

A kind of case is computed by the function of that name in one of the modules `kinds_*.py` beside this file.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # `--import-mode=importlib` does not do it for modules beside a test

Compute = Callable[[Mapping[str, Any]], Mapping[str, Any]]
KINDS: dict[str, Compute] = {}
for module in sorted(HERE.glob("kinds_*.py")):
    KINDS |= import_module(module.stem).KINDS


def test_a_case_with_a_closed_formula_is_met(closed_form_case: dict[str, Any]) -> None:
    kind = closed_form_case["kind"]
    assert kind in KINDS, f"the product has no rule for cases of the kind {kind}"
    found = KINDS[kind](closed_form_case["inputs"])
    assert_equal(found, closed_form_case["expected"], closed_form_case["rel_tol"], closed_form_case["id"])


def assert_equal(found: Any, expected: Any, rel_tol: float, where: str) -> None:
    if isinstance(expected, dict):
        for key, value in expected.items():
            assert key in found, f"{where} computes no {key}"
            assert_equal(found[key], value, rel_tol, f"{where}.{key}")
    elif isinstance(expected, list):
        assert len(found) == len(expected), where
        for place, (one, value) in enumerate(zip(found, expected, strict=True)):
            assert_equal(one, value, rel_tol, f"{where}[{place}]")
    elif expected is None or isinstance(expected, bool | str):
        assert found == expected, where
    else:
        assert found is not None, f"{where} is not known"
        assert found == pytest.approx(expected, rel=rel_tol, abs=1e-12), where
