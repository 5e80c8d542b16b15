"""Work in slices: its result and its progress, giving it up, doing other work instead, and errors."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from dr_desktop.ui.sliced_job import SlicedJob


def counting(steps: int, result: str, seen: list[int] | None = None) -> Iterator[object]:
    for step in range(steps):
        if seen is not None:
            seen.append(step)
        total = 0
        for number in range(20_000):  # long enough that a slice holds only some of the steps
            total += number
        yield step / steps
    yield result


def test_the_last_thing_that_is_yielded_is_the_result(qtbot: QtBot) -> None:
    job = SlicedJob()
    with qtbot.waitSignal(job.finished) as done:
        job.start(counting(50, "result"))
        assert job.running
    assert done.args == ["result"]
    assert not job.running


def test_short_work_is_done_before_start_returns(qtbot: QtBot) -> None:
    job = SlicedJob()
    found: list[object] = []
    job.finished.connect(found.append)
    job.start(iter(["at once"]))
    assert found == ["at once"]


def test_progress_grows_from_slice_to_slice(qtbot: QtBot) -> None:
    job = SlicedJob()
    shares: list[float] = []
    job.progressed.connect(shares.append)
    with qtbot.waitSignal(job.finished):
        job.start(counting(100, "result"))
    assert len(shares) > 1
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)


def test_work_that_is_given_up_says_nothing_more(qtbot: QtBot) -> None:
    job = SlicedJob()
    seen: list[int] = []
    job.start(counting(200, "result", seen))
    job.cancel()
    done = len(seen)
    with qtbot.assertNotEmitted(job.finished):
        QCoreApplication.processEvents()
    assert not job.running
    assert len(seen) == done < 200


def test_other_work_takes_the_place_of_what_is_being_done(qtbot: QtBot) -> None:
    job = SlicedJob()
    found: list[object] = []
    job.finished.connect(found.append)
    job.start(counting(200, "old"))
    with qtbot.waitSignal(job.finished):
        job.start(counting(60, "new"))
    assert found == ["new"]


def test_who_cannot_wait_gets_the_result_at_once(qtbot: QtBot) -> None:
    job = SlicedJob()
    found: list[object] = []
    job.finished.connect(found.append)
    job.start(counting(200, "result"))
    job.finish()
    assert found == ["result"]


def test_an_error_ends_the_job_and_is_raised_on() -> None:
    def failing() -> Iterator[object]:
        yield 0.5
        raise ValueError("no such site")

    job = SlicedJob()
    with pytest.raises(ValueError, match="no such site"):
        job.start(failing())
    assert not job.running
