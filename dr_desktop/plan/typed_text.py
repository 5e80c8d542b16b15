"""Text as people type it: folded to plain characters, the words for "not known", and what to say about the rest."""

from dataclasses import dataclass
from typing import Final

_SPACES: Final = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\n"
)
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"
_APOSTROPHES: Final = "\u2018\u2019\u02bc\u00b4\u2032"
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

_PLAIN: Final[dict[int, str | None]] = {
    # Full-width forms; not NFKC, which would turn the footnote mark of "4²" into a digit.
    **{0xFF01 + offset: chr(0x21 + offset) for offset in range(94)},
    **{ord(character): " " for character in _SPACES},
    **{ord(character): "-" for character in _DASHES},
    **{ord(character): "'" for character in _APOSTROPHES},
    **{ord(character): None for character in _INVISIBLE},
    ord("\u301c"): "~",
    ord("\u2026"): "...",
}

# fmt: off
_UNKNOWN: Final = frozenset({
    "", "-", "--", "---", "?", "??", "n/a", "na", "n.a.", "n. a.", "#n/a", "tbd", "tbc", "t.b.d.",
    "to be defined", "to be determined", "to be confirmed", "unknown", "unk", "not applicable",
    "not available", "not known", "not stated", "not defined", "undefined", "unspecified",
    "not specified", "k.a.", "k. a.", "keine angabe", "unbekannt", "nicht bekannt", "offen", "inconnu",
    "non défini", "n.d.", "n.c.", "s/o", "sin definir", "desconocido", "desconhecido", "a definir",
    "da definire", "sconosciuto", "onbekend", "n.v.t.", "nvt", "okänd", "ukjent", "ukendt",
})
# fmt: on


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a text is not taken as a value: `wrong` says what is wrong with it, `instead` what to type."""

    wrong: str
    instead: str

    @property
    def sentence(self) -> str:
        """Both sentences, as a hint shows them."""
        return f"{self.wrong} {self.instead}"


def plain(text: str) -> str:
    """`text` trimmed, accents composed, full-width and typographic characters in their plain form; case is kept."""
    if text.isascii():
        return " ".join(text.split())
    import unicodedata  # a table of a megabyte: most plans are read without it

    return " ".join(unicodedata.normalize("NFC", text).translate(_PLAIN).split())


def is_unknown(text: str) -> bool:
    """Whether `text` (as `plain` gives it) is empty or a word for "not known", which is never 0."""
    return text.casefold() in _UNKNOWN


def quoted(text: str) -> str:
    """`text` in quotation marks as a message shows it, shortened to 60 characters."""
    shown = " ".join(text.split())
    return f"“{shown if len(shown) <= 60 else shown[:59] + '…'}”"
