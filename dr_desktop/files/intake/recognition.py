"""What a format says of a file that it looked at."""

from typing import NamedTuple


class Recognised(NamedTuple):
    """A format knows the file's content."""

    confidence: float
    """0 to 1. Of several formats the most confident one reads the file; at 1 no other is asked."""
    what: str
    """What was recognised, such as `RVTools 4.7 workbook`."""
