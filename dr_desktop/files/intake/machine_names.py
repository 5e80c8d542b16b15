"""Names of machines as several sources write them."""

import re

_ADDRESS = re.compile(r"[\d.]+|[0-9a-f:]*:[0-9a-f:]*", re.IGNORECASE)


def short_name(name: str) -> str:
    """The name folded and without its domain: `FS01.example.com` and `fs01` are one machine; addresses stay whole."""
    folded = name.strip().casefold()
    return folded if _ADDRESS.fullmatch(folded) else folded.partition(".")[0] or folded
