"""Where the files lie that come with the program: catalogs, samples, fonts, icons, help."""

from functools import cache
from pathlib import Path


@cache
def _resources() -> Path:
    package = Path(__file__).resolve().parent
    places = (package / "resources", package.parent / "resources")  # in a wheel, in a checkout
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(
        f"The files that come with DR Desktop are missing: neither {places[0]} nor {places[1]} is a folder. "
        "Install DR Desktop again."
    )


def bundled(*parts: str) -> Path:
    """The path of a bundled file or folder, `bundled("fonts", "IBMPlexSans-Regular.ttf")`.

    Raises FileNotFoundError, with the remedy, when the installation has no resources at all.
    A single missing file is for whoever opens it.
    """
    return _resources().joinpath(*parts)
