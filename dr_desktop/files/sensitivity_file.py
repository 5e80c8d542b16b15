"""What moves the totals, as JSON: written by our command line, read by the window that started it."""

from __future__ import annotations

import json
from typing import Any, Final

from dr_desktop.assessment.sensitivity import Moved, Sensitivity, Swing

FORMAT: Final = "dr-desktop-sensitivity"
VERSION: Final = 1


def sensitivity_json(sensitivity: Sensitivity) -> bytes:
    """UTF-8 text with stable keys, ending with a newline; GiB, money in the plan's currency."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "fullest_store": sensitivity.fullest_store,
        "base": sensitivity.base._asdict(),
        "swings": [
            {**one._asdict(), "at_low": one.at_low._asdict(), "at_high": one.at_high._asdict()}
            for one in sensitivity.swings
        ],
        "certain": list(sensitivity.certain),
    }
    return json.dumps(content, indent=1, ensure_ascii=False).encode() + b"\n"


def sensitivity_from_json(content: bytes) -> Sensitivity:
    """What `sensitivity_json` wrote; raises ValueError, KeyError or TypeError for anything else."""
    found: dict[str, Any] = json.loads(content)
    if found["format"] != FORMAT or found["version"] != VERSION:
        raise ValueError("this is no sensitivity of this version")
    swings = tuple(
        Swing(**{**one, "at_low": Moved(**one["at_low"]), "at_high": Moved(**one["at_high"])})
        for one in found["swings"]
    )
    return Sensitivity(Moved(**found["base"]), found["fullest_store"], swings, tuple(found["certain"]))
