"""What tests of the window share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from dr_desktop.ui.main_window import MainWindow
from tests.ui.windows import sample, window_on


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MainWindow]:
    """The window on the sample plan."""
    with window_on(sample()) as shown:
        yield shown
