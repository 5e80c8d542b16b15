"""What a machine size stands for, by the catalog that comes with the program."""

from functools import cache

from dr_desktop.assessment.machine_sizes import MachineSize, size_named
from dr_desktop.files.catalogs import load_catalog


@cache
def catalog_size(name: str) -> MachineSize | None:
    """The size of that name, such as `Standard_D2_v2`; None where the catalog does not know it."""
    return size_named(load_catalog().machine_sizes, name) if name else None
