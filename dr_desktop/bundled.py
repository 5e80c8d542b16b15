"""Where the files lie that come with the program: catalogs, samples, fonts, icons, help."""

from functools import cache
from pathlib import Path


@cache
def resources_of(package: Path) -> Path:
    """The resources folder of the package that lies in the folder `package`.

    In an installed wheel that is `package/resources`, in a checkout the folder beside the package.
    Raises FileNotFoundError, naming both places and the remedy, when neither is there.
    """
    places = (package / "resources", package.parent / "resources")
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(
        f"The files that come with DR Desktop are missing: neither {places[0]} nor {places[1]} is a folder. "
        "Install DR Desktop again."
    )


def bundled(*parts: str) -> Path:
    """The path of a bundled file or folder: `bundled("fonts", "IBMPlexSans-Regular.ttf")`.

    Raises FileNotFoundError when this installation has no resources at all. Whether the one file is
    there shows when the caller opens it.
    """
    return _resources().joinpath(*parts)


@cache
def _resources() -> Path:
    return resources_of(Path(__file__).resolve().parent)
