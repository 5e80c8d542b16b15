"""Cards of amounts: what they are for, how much, and what they count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from dr_desktop.report.font_metrics import shortened, text_width
from dr_desktop.report.look import SIZE, TYPE
from dr_desktop.report.picture import Box, Picture, Shape, Text

CARD: Final = 56.0
_GAP: Final = 6.0


class AmountCard(NamedTuple):
    """A caption, an amount as words, and what stands beside it in grey."""

    caption: str
    amount: str
    beside: str


def amount_cards(cards: Sequence[AmountCard], width: float, height: float) -> Picture:
    """The cards side by side, all of one width; size in px."""
    each = (width - (len(cards) - 1) * _GAP) / max(1, len(cards))
    shapes: list[Shape] = []
    for place, card in enumerate(cards):
        x = place * (each + _GAP)
        room = each - 20
        amount = shortened(card.amount, room, TYPE.title, True)
        beside = shortened(card.beside, room - text_width(amount, TYPE.title, True) - 8, TYPE.caption)
        tip = f"{card.caption}: {card.amount}\n{card.beside}"
        shapes += [
            Box(x, 0, each, CARD, "panel", "line", SIZE.radius, tip=tip),
            Text(x + 10, 18, shortened(card.caption, room, TYPE.caption), TYPE.caption, "text.secondary"),
            Text(x + 10, 42, amount, TYPE.title, bold=True),
            Text(x + 10 + text_width(amount, TYPE.title, True) + 8, 42, beside, TYPE.caption, "text.secondary"),
        ]
    said = "; ".join(f"{card.caption}: {card.amount}, {card.beside}" for card in cards)
    return Picture(width, max(height, CARD), tuple(shapes), "Amounts", said)
