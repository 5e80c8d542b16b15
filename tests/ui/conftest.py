"""What tests of the window share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from dr_desktop.assessment import stores
from dr_desktop.assessment.policy_chain import ChainKey, ChainSeries, chain_series
from dr_desktop.ui.main_window import MainWindow
from tests.ui.windows import sample, window_on


@pytest.fixture(scope="package", autouse=True)
def chains_are_laid_out_once() -> Iterator[None]:
    """A hundred windows open on the sample; its chains, half of each assessment, follow from their key alone."""
    known: dict[ChainKey, ChainSeries] = {}

    def laid_out_once(key: ChainKey, plain: ChainSeries | None = None) -> ChainSeries:
        if key not in known:
            known[key] = chain_series(key, plain)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stores, "chain_series", laid_out_once)
        yield


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MainWindow]:
    """The window on the sample plan."""
    with window_on(sample()) as shown:
        yield shown
