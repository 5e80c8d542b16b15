"""A simulated recovery as JSON, with its probabilities and a better order where those were asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from dr_desktop.assessment.recovery_order import OrderChange, OrderSearch
from dr_desktop.assessment.recovery_records import RecoveryResult, Resource
from dr_desktop.assessment.recovery_score import Score
from dr_desktop.assessment.recovery_slots import SlowerWithMore
from dr_desktop.assessment.uncertainty import Uncertainty
from dr_desktop.files.uncertainty_file import uncertainty_value

FORMAT: Final = "dr-desktop-recovery"
VERSION: Final = 1


def recovery_json(
    result: RecoveryResult,
    uncertainty: Uncertainty | None = None,
    order: OrderSearch | None = None,
    slower: Sequence[SlowerWithMore] = (),
) -> bytes:
    """UTF-8 text with stable keys, indented: minutes, GiB, money in the plan's currency; never and unknown are null.

    `slower`: where more places at a time would make it worse.
    """
    content = {
        "format": FORMAT,
        "version": VERSION,
        "result": _plain(result),
        "uncertainty": None if uncertainty is None else uncertainty_value(uncertainty),
        "order_search": None if order is None else {**_plain(order), "slower_with_more": _plain(tuple(slower))},
    }
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace") + b"\n"


def order_from_json(content: bytes) -> tuple[OrderSearch, tuple[SlowerWithMore, ...]]:
    """What `recovery_json` wrote of a search; raises ValueError, KeyError or TypeError for anything else."""
    found: dict[str, Any] = json.loads(content)
    if found["format"] != FORMAT or found["version"] != VERSION:
        raise ValueError("this is no recovery of this version")
    search = found["order_search"]
    slower = [
        SlowerWithMore(
            Resource(**one["resource"]), one["places"], one["tried"], Score(**one["before"]), Score(**one["after"]),
            _changes(one["slower"]),
        )
        for one in search.pop("slower_with_more")
    ]  # fmt: skip
    order = OrderSearch(
        **{
            **search,
            "order": tuple(search["order"]),
            "before": Score(**search["before"]),
            "after": Score(**search["after"]),
            "changes": _changes(search["changes"]),
            "out_of_tier": tuple(search["out_of_tier"]),
        }
    )
    return order, tuple(slower)


def _changes(rows: Sequence[Mapping[str, Any]]) -> tuple[OrderChange, ...]:
    return tuple([OrderChange(**one) for one in rows])


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        fields = getattr(value, "_fields", None)
        if fields is None:
            return [_plain(one) for one in value]
        return {field: _plain(getattr(value, field)) for field in fields}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return value
