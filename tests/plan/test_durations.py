"""What the reader of durations promises."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dr_desktop.plan.duration_words import UNIT_SECONDS, UNIT_WORDS
from dr_desktop.plan.durations import duration_minutes, edit_minutes, planned_minutes, read_duration
from dr_desktop.plan.typed_text import Unreadable
from tests.plan.durations_in_the_wild import IN_THE_WILD

TEN_YEARS_MINUTES = 5_256_000


@pytest.mark.parametrize(("text", "kind", "least", "most"), IN_THE_WILD)
def test_every_duration_found_in_the_wild_gets_its_class_and_bounds(
    text: str, kind: str, least: float | None, most: float | None
) -> None:
    duration = read_duration(text)
    assert (duration.kind, duration.min_seconds, duration.max_seconds) == (kind, least, most)
    assert duration.text == text


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("PT4H", 240), ("P1DT2H", 1_560), ("PT1,5H", 90), ("P1W", 10_080), ("1h30m", 90), ("1h30", 90),
        ("1 h, 30 min", 90), ("1 hour and 30 minutes", 90), ("1 Stunde und 30 Minuten", 90), ("2m30s", 2.5),
        ("1,5 h", 90), ("1.5\u00a0hours", 90), ("４ h", 240), ("4_hours", 240), ("1 000 min", 1_000),
        ("01:30:00", 90), ("1:30 h", 90), ("3 Tage", 4_320), ("2 jours", 2_880), ("4時間", 240), ("30分", 30),
        ("4 часа", 240), ("2 hour(s)", 120), ("~4h", 240), ("approx. 4 h", 240), ("500 ms", 0.5 / 60), ("0", 0),
        ("zero", 0), ("0 h (synchronous)", 0),
    ],
)  # fmt: skip
def test_an_exact_time_is_read_in_many_spellings(text: str, minutes: float) -> None:
    assert duration_minutes(text) == pytest.approx(minutes, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "minutes", "told"),
    [
        ("≤ 15 Mins (Near Real-Time)", 15, "the most that"),
        ("max. 4 Std.", 240, "the most that"),
        ("4h max", 240, "the most that"),
        ("30分以内", 30, "the most that"),
        ("27+ hours", 1_620, "no upper bound"),
        ("> 7 días", 10_080, "no upper bound"),
        ("10-30 min", 10, "the stricter end"),
        ("30-10 min", 10, "the stricter end"),
        ("10 min – 1 hr", 10, "type 1\u00a0h to plan with the other"),
        ("2 bis 4 Stunden", 120, "the stricter end"),
        ("between 2 and 4 hours", 120, "the stricter end"),
    ],
)
def test_the_stricter_bound_counts_and_the_note_says_so(text: str, minutes: float, told: str) -> None:
    planned = planned_minutes(text)
    assert not isinstance(planned, Unreadable)
    assert planned.minutes == minutes
    assert told in planned.note
    assert text in planned.note


def test_an_exact_time_needs_no_note() -> None:
    assert planned_minutes("4h") == (240.0, "")


def test_what_stands_in_brackets_is_kept_as_a_note() -> None:
    assert read_duration("0 (synchronous replication)").note == "synchronous replication"
    assert read_duration("N/A (managed by Microsoft)").note == "managed by Microsoft"


@pytest.mark.parametrize("text", ["", "  ", "—", "-", "N/A", "TBD", "unknown", "n/a (retired)", "k.A."])
def test_not_stated_is_none_and_never_zero(text: str) -> None:
    assert duration_minutes(text) is None
    assert duration_minutes(text, "hours") is None


@pytest.mark.parametrize(
    "text", ["near-zero", "Immediate", "Minutes", "Best-effort", "Hours to 1-2 days", "no data loss"]
)
def test_words_never_become_a_number_silently(text: str) -> None:
    read = duration_minutes(text, "minutes")
    assert isinstance(read, Unreadable)
    assert "names no length of time" in read.wrong


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "1 business day",
            "“1 business day” can be read in two ways. Type 24h for elapsed time or 8h for working hours.",
        ),
        (
            "4 working hours",
            "“4 working hours” can be read in two ways. Type 20h for elapsed time or 4h for working hours.",
        ),
        ("2 Werktage", "“2 Werktage” can be read in two ways. Type 48h for elapsed time or 16h for working hours."),
        (
            "1:30",
            "“1:30” can be read in two ways. Type 1h30m for hours and minutes or 1m30s for minutes and seconds.",
        ),
        ("240", "“240” has no unit. Type 240m for minutes, 240h for hours or 240d for days."),
        ("4h / 1d", "“4h / 1d” names several times. Type one of them, for example 4h."),
        ("2 months", "“2 months” has no fixed length. Type days, for example 60d."),
        ("many", "“many” cannot be read as a length of time. Type a number with a unit, for example 30m, 4h or 2d."),
    ],
)
def test_a_text_that_cannot_be_planned_with_says_what_to_type_instead(text: str, sentence: str) -> None:
    read = duration_minutes(text)
    assert isinstance(read, Unreadable)
    assert read.sentence == sentence


@pytest.mark.parametrize(
    "text", ["-5", "−5 min", "1h 2h", "30m 1h", "2 h 30 000", "PT", "P", "24/7", "< 1-2 h", "1e9 h"]
)
def test_a_text_that_states_no_one_time_is_refused(text: str) -> None:
    assert read_duration(text).kind == "invalid"


def test_a_bare_number_takes_its_unit_from_the_heading() -> None:
    assert duration_minutes("240", "minutes") == 240
    assert duration_minutes("4", "hours") == 240
    assert duration_minutes("432000", "seconds") == 7_200
    assert duration_minutes("2-4", "hours") == 120
    assert duration_minutes("≤ 8", "hours") == 480
    assert duration_minutes("=2*12", "hours") == 1_440
    assert duration_minutes("=4*(1+2)", "hours") == 720
    assert read_duration("2", "days") == ("exact", 172_800.0, 172_800.0, None, "", "2")


def test_a_unit_in_the_cell_wins_over_the_heading() -> None:
    assert duration_minutes("4 h", "minutes") == 240


def test_under_a_heading_in_hours_a_clock_is_hours_and_minutes() -> None:
    assert duration_minutes("1:30", "hours") == 90


def test_a_thousand_or_a_fraction_is_asked_about_unless_the_column_has_decided() -> None:
    assert isinstance(duration_minutes("1,440 min"), Unreadable)
    assert duration_minutes("1,440 min", decimal=".") == 1_440
    assert duration_minutes("1,440 min", decimal=",") == 1.44


def test_a_letter_alone_that_means_two_units_in_two_languages_is_not_guessed() -> None:
    assert not {"t", "g", "q"} & UNIT_WORDS.keys()
    assert UNIT_WORDS["m"] == UNIT_SECONDS["minutes"]


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(None, ""), (0, "0"), (240, "4h"), (90, "1h30m"), (1.5, "90s"), (1_440, "24h"), (4_320, "3d"), (15, "15m"),
     (61 + 1 / 60, "1h1m1s")],
)  # fmt: skip
def test_minutes_are_edited_in_short_form(minutes: float | None, text: str) -> None:
    assert edit_minutes(minutes) == text


@given(
    st.floats(0, TEN_YEARS_MINUTES)
    | st.integers(0, TEN_YEARS_MINUTES).map(float)
    | st.integers(0, 60 * TEN_YEARS_MINUTES).map(lambda seconds: seconds / 60)
)
@example(2.0**-24)  # whose exact digits end in a 5
def test_edited_minutes_read_back_as_the_same_float(minutes: float) -> None:
    assert duration_minutes(edit_minutes(minutes)) == minutes


PIECES = st.sampled_from(
    [*"0159", " ", ":", "-", "–", "(", ")", ".", ",", "/", "+", "<", "≤", "~", "=", "h", "m", " min", "hours", " to ",
     "P", "T", "business ", "day", "month", "impact at ", "_", "\u00a0", "分", "９", "²", "İ", "ß", "N/A",
     "max ", "'", "e"]
)  # fmt: skip


@given(st.text() | st.lists(PIECES, max_size=14).map("".join), st.sampled_from([None, *UNIT_SECONDS]))
def test_no_text_raises_and_the_bounds_are_in_order(text: str, bare_unit: str | None) -> None:
    duration = read_duration(text, bare_unit)  # type: ignore[arg-type]
    if duration.min_seconds is not None and duration.max_seconds is not None:
        assert 0 <= duration.min_seconds <= duration.max_seconds
    planned = duration_minutes(text, bare_unit)  # type: ignore[arg-type]
    if isinstance(planned, float):
        assert duration.min_seconds is not None
        assert planned >= 0
    elif isinstance(planned, Unreadable):
        assert planned.wrong.endswith(".")
        assert planned.instead.endswith(".")
    else:
        assert duration.kind == "not_applicable"
