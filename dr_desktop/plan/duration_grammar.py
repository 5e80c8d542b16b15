"""The parts of a duration as it is typed: amounts ("1h30m"), bounds ("≤ 4 h"), ranges ("10 min – 1 hr"), ISO 8601."""

import re
from fractions import Fraction
from typing import Final, NamedTuple

from dr_desktop.plan.duration_words import (
    ABOUT,
    AND,
    AT_LEAST,
    AT_LEAST_AFTER,
    AT_MOST,
    AT_MOST_AFTER,
    CALENDAR_WORDS,
    QUALITIES,
    QUANTIFIERS,
    TO,
    UNIT_WORDS,
)
from dr_desktop.plan.late_pattern import late_pattern
from dr_desktop.plan.numbers import DecimalMark, written_out
from dr_desktop.plan.typed_text import Unreadable, quoted

LARGEST_SECONDS: Final = 10**15  # 30 million years: far beyond any plan, and safe to turn into a float


class Amount(NamedTuple):
    """A length of time in seconds, or a bare number when `unit_seconds` is None. `unit_seconds`: of the last part."""

    value: Fraction
    unit_seconds: Fraction | None

    def in_seconds(self, bare_unit_seconds: Fraction | None) -> Fraction | None:
        """Seconds, a bare number being counted in that unit; zero needs none; None when the unit is missing."""
        if self.unit_seconds is not None or self.value == 0:
            return self.value
        return None if bare_unit_seconds is None else self.value * bare_unit_seconds


def _any_of(words: tuple[str, ...]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word) + (r"(?!\w)\.?:?" if word[-1].isalpha() else "") for word in ordered)


_NUMBER: Final = r"[0-9]{1,3}(?:[ '][0-9]{3})+(?:[.,][0-9]+)?(?![0-9])|[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+"
_TERM: Final = late_pattern(rf"({_NUMBER})\s*(?:([^\W\d_]+)\.?)?")
_BETWEEN_TERMS: Final = late_pattern(rf"[ ,]*(?:(?:{_any_of(AND)})\s+)?")
_CLOCK: Final = late_pattern(r"([0-9]{1,4}):([0-5][0-9])(?::([0-5][0-9]))?\s*([^\W\d_]+)?")
_ISO: Final = late_pattern(
    r"p(?=[0-9]|t[0-9])" + "".join(rf"(?:([0-9]+(?:[.,][0-9]+)?){unit})?" for unit in "ymwd")
    + "(?:t" + "".join(rf"(?:([0-9]+(?:[.,][0-9]+)?){unit})?" for unit in "hms") + ")?"
)  # fmt: skip
_ISO_SECONDS: Final = (0, 0, 604_800, 86_400, 3_600, 60, 1)

_ABOUT: Final = late_pattern(rf"(?:{_any_of(ABOUT)})\s*(.+)")
_AT_MOST: Final = late_pattern(rf"(?:{_any_of(AT_MOST)})\s*(.+)")
_AT_LEAST: Final = late_pattern(rf"(?:{_any_of(AT_LEAST)})\s*(.+)")
_AT_MOST_AFTER: Final = late_pattern(rf"(.+?)\s*(?:{_any_of(AT_MOST_AFTER)})")
_AT_LEAST_AFTER: Final = late_pattern(rf"(.+?)\s*(?:{_any_of(AT_LEAST_AFTER)})(\s*[^\W\d_]+\.?)?")
_TO: Final = late_pattern(rf"\s*(?:-|~|\.{{2,3}})\s*|\s+(?:{_any_of(TO)})\s+")
_FROM: Final = late_pattern(r"(?:from|von|de|da|van|od|från|fra)\s+")
_BETWEEN: Final = late_pattern(
    rf"(?:between|zwischen|entre|tra|tussen|mellan|mellem|mellom)\s+(.+?)\s+(?:{_any_of(AND)})\s+(.+)"
)
_WORD_OR_DIGITS: Final = late_pattern(r"[0-9]+|[^\W\d_]+")
_KNOWN_WORDS: Final = QUALITIES | QUANTIFIERS | UNIT_WORDS.keys()


def amount(body: str, decimal: DecimalMark | None) -> Amount | Unreadable | None:
    """The one length of time, or bare number, that `body` (plain, casefolded) states; None if it states none."""
    found = _iso(body) or _clock(body) or _terms(body, decimal)
    return None if isinstance(found, Amount) and found.value > LARGEST_SECONDS else found


def without_about(body: str) -> str | None:
    """What follows a word such as "about"; None when there is none."""
    return _rest(_ABOUT, body)


def at_most(body: str) -> str | None:
    """The amount that is named as the most; None when `body` is no upper bound."""
    return _rest(_AT_MOST, body) or _rest(_AT_MOST_AFTER, body)


def at_least(body: str) -> str | None:
    """The amount that is named as the least ("27+ hours" -> "27 hours"); None when `body` is no lower bound."""
    if before := _rest(_AT_LEAST, body):
        return before
    after = _AT_LEAST_AFTER.fullmatch(body)
    return after[1] + (after[2] or "") if after else None


def ends(body: str, decimal: DecimalMark | None) -> tuple[Amount, Amount] | None:
    """The two ends of a range, an end without a unit taking that of the other; None when `body` is no range."""
    between = _BETWEEN.fullmatch(body)
    texts = list(between.groups()) if between else _TO.split(_FROM.sub("", body, count=1))
    if len(texts) != 2:
        return None
    first, second = amount(texts[0], decimal), amount(texts[1], decimal)
    if not isinstance(first, Amount) or not isinstance(second, Amount):
        return None
    if first.unit_seconds is None and second.unit_seconds is not None:
        first = Amount(first.value * second.unit_seconds, second.unit_seconds)
    elif second.unit_seconds is None and first.unit_seconds is not None:
        second = Amount(second.value * first.unit_seconds, first.unit_seconds)
    return (first, second) if first.value <= second.value else (second, first)


def speaks_of_time(body: str) -> bool:
    """Whether every word of `body` is about time and none of them is counted: "minutes", "near-zero"."""
    speaks, previous = False, ""
    for word in _WORD_OR_DIGITS.findall(body):
        if not word.isdecimal():
            if word not in _KNOWN_WORDS:
                return False
            uncounted_unit = word in UNIT_WORDS and len(word) > 1 and not previous.isdecimal()
            speaks = speaks or word in QUALITIES or uncounted_unit
        previous = word
    return speaks


def units_named(body: str) -> list[Fraction]:
    """The units that `body` names, in seconds, in its order."""
    return [UNIT_WORDS[word] for word in _WORD_OR_DIGITS.findall(body) if word in UNIT_WORDS]


def first_number(body: str, decimal: DecimalMark | None) -> Fraction | None:
    """The first number in `body`; None when there is none that can be read in one way."""
    found = re.search(_NUMBER, body)
    digits = written_out(found[0], decimal) if found else None
    return Fraction(digits) if isinstance(digits, str) else None


def _rest(pattern: re.Pattern[str], body: str) -> str | None:
    match = pattern.fullmatch(body)
    return match[1] if match else None


def _iso(body: str) -> Amount | Unreadable | None:
    parts = _ISO.fullmatch(body)
    if parts is None:
        return None
    counts = [Fraction((part or "0").replace(",", ".")) for part in parts.groups()]
    if counts[0] or counts[1]:
        return _no_fixed_length(body, int(365 * counts[0] + 30 * counts[1]))
    return Amount(sum((n * s for n, s in zip(counts, _ISO_SECONDS, strict=True)), Fraction(0)), Fraction(1))


def _clock(body: str) -> Amount | Unreadable | None:
    """1:30:00 and 1:30 h. 1:30 alone may be minutes and seconds, so it is asked about."""
    parts = _CLOCK.fullmatch(body)
    if parts is None:
        return None
    first, second, third, word = int(parts[1]), int(parts[2]), parts[3], parts[4]
    if word is not None and UNIT_WORDS.get(word) != 3_600:
        return None
    if third is None and word is None:
        return Unreadable(
            f"{quoted(body)} can be read in two ways.",
            f"Type {first}h{second:02}m for hours and minutes or {first}m{second:02}s for minutes and seconds.",
        )
    return Amount(Fraction(first * 3_600 + second * 60 + int(third or 0)), Fraction(3_600))


def _terms(body: str, decimal: DecimalMark | None) -> Amount | Unreadable | None:
    """Numbers with units, from the largest unit down; "1h30" ends in the next smaller unit."""
    total, place = Fraction(0), 0
    unit: Fraction | None = None
    while place < len(body):
        term = _TERM.match(body, place)
        digits = written_out(term[1], decimal) if term else None
        if term is None or digits is None:
            return None
        if isinstance(digits, Unreadable):
            return digits
        number, word = Fraction(digits), term[2]
        if word is None:
            if place == 0 and term.end() == len(body):
                return Amount(number, None)
            if (
                unit is None
                or unit not in (3_600, 60)
                or term.end() != len(body)
                or not re.fullmatch("[0-5][0-9]", term[1])
            ):
                return None
            return Amount(total + number * unit / 60, unit / 60)
        if word in CALENDAR_WORDS and unit is None:
            return _no_fixed_length(body, int(number * CALENDAR_WORDS[word]))
        seconds = UNIT_WORDS.get(word)
        if seconds is None or (unit is not None and seconds >= unit):
            return None
        total, unit, place = total + number * seconds, seconds, term.end()
        if place < len(body):
            between = _BETWEEN_TERMS.match(body, place)
            place = between.end() if between else place
            if place == len(body):
                return None
    return None if unit is None else Amount(total, unit)


def _no_fixed_length(body: str, days: int) -> Unreadable:
    example = f"{days}d" if 0 < days < 100_000 else "30d"
    return Unreadable(f"{quoted(body)} has no fixed length.", f"Type days, for example {example}.")
