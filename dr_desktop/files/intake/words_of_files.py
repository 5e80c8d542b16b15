"""What files call the same thing: power states, operating systems, environments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from dr_desktop.files.intake.inventory import OsFamily, Power
from dr_desktop.plan.choices import Environment

_WINDOWS: Final = re.compile(r"\bwin|windows", re.IGNORECASE)
_LINUX: Final = re.compile(
    r"linux|ubuntu|debian|centos|red ?hat|\brhel|\bsles|suse|fedora|rocky|\balma|photon|coreos|flatcar|\bol[5-9]_",
    re.IGNORECASE,
)
_ON: Final = frozenset(
    {"poweredon", "on", "running", "vmrunning", "powerstate/running", "started", "up", "kon", "true"}
)
_OFF: Final = frozenset({
    "poweredoff", "off", "suspended", "stopped", "vmstopped", "vmdeallocated", "deallocated", "powerstate/stopped",
    "powerstate/deallocated", "saved", "down", "koff", "shutdown", "false",
})  # fmt: skip
_PRODUCTION: Final = "p prd prod production produktion produktiv live productive produção produccion"
_TEST: Final = (
    "t test tst qa q quality qs uat stage staging stg sit preprod pre-prod preproduction hml homolog homologation"
    " homologação acceptance abnahme integration int"
)
_DEVELOPMENT: Final = "d dev development entwicklung desenvolvimento sandbox sbx lab"
_ENVIRONMENTS: Final[Mapping[Environment, frozenset[str]]] = {
    "production": frozenset(_PRODUCTION.split()),
    "test": frozenset(_TEST.split()),
    "development": frozenset(_DEVELOPMENT.split()),
}


def power_of(text: str) -> Power:
    """The power state that a word of any tool means."""
    word = text.casefold().replace(" ", "")
    if word in _ON:
        return "on"
    return "off" if word in _OFF else "unknown"


def os_family(text: str) -> OsFamily:
    """The family that an operating system's name or VMware's guest id belongs to."""
    if _WINDOWS.search(text):
        return "windows"
    return "linux" if _LINUX.search(text) else "unknown"


def environment_of(text: str) -> Environment:
    """The environment that a word means. Blank is unknown: it is not taken for production."""
    word = text.strip().casefold()
    return next((code for code, words in _ENVIRONMENTS.items() if word in words), "unknown")
