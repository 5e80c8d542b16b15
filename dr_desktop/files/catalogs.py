"""Reads the catalog that comes with the program."""

import json
from functools import cache

from dr_desktop.assessment.catalog import CATALOG_PARTS, Catalog, CatalogError, catalog_from_json
from dr_desktop.bundled import bundled


@cache
def load_catalog() -> Catalog:
    """The bundled catalog, the same on every call; raises CatalogError, naming file and remedy, if it is damaged."""
    parts = {}
    for name in CATALOG_PARTS:
        path = bundled("catalog", f"{name}.json")
        try:
            parts[name] = json.loads(path.read_bytes())
        except (OSError, ValueError) as fault:
            raise CatalogError(
                f"The catalog that comes with DR Desktop is damaged ({path}: {fault}). Install it again."
            ) from fault
    return catalog_from_json(parts)
