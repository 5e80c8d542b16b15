"""Reading the catalog that comes with the program."""

from pathlib import Path

import pytest

from dr_desktop.assessment.catalog import CATALOG_PARTS, CatalogError
from dr_desktop.assessment.prices import Price, price
from dr_desktop.bundled import bundled
from dr_desktop.files import catalogs


def test_the_bundled_catalog_is_read_once() -> None:
    assert catalogs.load_catalog() is catalogs.load_catalog()


def test_the_bundled_catalog_answers_with_a_price() -> None:
    found = price(catalogs.load_catalog(), "backup.vault.grs", "westeurope")
    assert isinstance(found, Price)
    assert found.amount == 0.0448


@pytest.mark.parametrize("name", CATALOG_PARTS)
@pytest.mark.parametrize("text", [None, "", '{"title": "cut off'])
def test_a_missing_or_cut_off_file_is_named_with_the_remedy(
    name: str, text: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in CATALOG_PARTS:
        (tmp_path / f"{part}.json").write_bytes(bundled("catalog", f"{part}.json").read_bytes())
    if text is None:
        (tmp_path / f"{name}.json").unlink()
    else:
        (tmp_path / f"{name}.json").write_text(text, "utf-8")
    monkeypatch.setattr(catalogs, "bundled", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(CatalogError, match=rf"{name}\.json.*Install it again"):
        catalogs.load_catalog.__wrapped__()
