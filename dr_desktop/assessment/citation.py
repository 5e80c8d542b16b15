"""Where a figure comes from, so that it can be cited wherever it is shown."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Source(NamedTuple):
    """The origin of a figure: its title, its public address (empty if it has none), its date as stated there."""

    title: str
    url: str
    as_of: str


def sources_from_json(part: Mapping[str, Any]) -> dict[str, Source]:
    """The sources of one catalog file by their keys; its rows cite them by key to keep the file small."""
    return {key: Source(*fields) for key, fields in part["sources"].items()}
