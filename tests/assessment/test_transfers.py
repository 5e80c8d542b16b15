"""Transfers with arrivals, calendars and outages."""

from __future__ import annotations

from itertools import islice
from math import inf

import pytest

from dr_desktop.assessment.sharing import Flow
from dr_desktop.assessment.transfers import Change, chain_seconds, daily, outage, together, transfers


def test_a_transfer_that_comes_later_shares_from_then_on() -> None:
    flows = [Flow("first", 1_000.0, ("link",)), Flow("later", 1_000.0, ("link",))]
    found = transfers({"link": 100.0}, flows, arrivals={"later": 5.0})
    assert found.begun == {"first": 0.0, "later": 5.0}
    assert found.finished == {"first": 15.0, "later": 20.0}
    assert found.first_rates == {"first": 100.0, "later": 0.0}


def test_what_never_ends_is_none_even_under_a_calendar_that_goes_on_for_ever() -> None:
    found = transfers({"link": 0.0}, [Flow("one", 1.0, ("link",))], changes=daily("link", {8.0: 0.0}))
    assert found.finished == {"one": None}
    assert transfers({"link": 0.0}, [Flow("one", 1.0, ("link",))]).finished == {"one": None}


def test_a_calendar_begins_in_the_middle_of_a_day_and_may_pass_midnight() -> None:
    night = {22.0: 200.0, 6.0: 50.0}
    changes = list(islice(daily("link", night, start_hour=23.0), 4))
    assert [(one.at / 3_600, one.capacity) for one in changes] == [(0, 200.0), (7, 50.0), (23, 200.0), (31, 50.0)]
    assert next(daily("link", night, start_hour=3.0)).capacity == 200.0


def test_calendars_and_outages_of_several_links_are_taken_in_order_of_time() -> None:
    both = together(outage("one", 10.0, 5.0, 7.0), outage("two", 20.0, 6.0, inf))
    assert list(both) == [Change(5.0, "one", 0.0), Change(6.0, "two", 0.0), Change(7.0, "one", 10.0)]


def test_an_outage_that_is_over_before_or_comes_after_a_transfer_does_not_touch_it() -> None:
    for restart in (False, True):
        changes = outage("link", 10.0, 50.0, 60.0, restart)
        assert transfers({"link": 10.0}, [Flow("one", 100.0, ("link",))], changes=changes).finished["one"] == 10.0


def test_each_file_of_a_chain_costs_its_overhead() -> None:
    assert chain_seconds([500.0, 100.0], 50.0, 3.0) == pytest.approx(18.0)
