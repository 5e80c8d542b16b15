"""Simple arithmetic as it is typed into a cell after "=": numbers, + - * / and parentheses, nothing else."""

import operator
from collections.abc import Callable
from typing import Final

from dr_desktop.plan.late_pattern import late_pattern
from dr_desktop.plan.typed_text import Unreadable, quoted

_LONGEST: Final = 200
_LARGEST: Final = 1e15  # beyond this a float no longer holds every whole number
_TOKEN: Final = late_pattern(r"\s*([0-9][0-9.,']*|[.,][0-9]+|[-+*/()×÷·])")
_PRECEDENCE: Final = {"(": 0, "+": 1, "-": 1, "*": 2, "/": 2, "negate": 3}
_OPERATIONS: Final[dict[str, Callable[[float, float], float]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_SIGNS: Final = {"×": "*", "·": "*", "÷": "/"}


def calculated(expression: str, written_out: Callable[[str], str | Unreadable | None]) -> float | Unreadable:
    """The value of `expression`, the text after "="; `written_out` turns one number in it to digits and a point.

    Unreadable for anything but arithmetic, a division by zero, or a result beyond 10^15. Operators are applied by
    precedence from two stacks (Dijkstra 1961), not by recursion: a thousand parentheses cannot exhaust the stack.
    """
    tokens = _tokens(expression)
    values: list[float] = []
    waiting: list[str] = []
    operand_next = True
    for token in tokens if tokens is not None else ["?"]:
        if token == "(" and operand_next:
            waiting.append(token)
        elif token in "+-" and operand_next:
            if token == "-":
                waiting.append("negate")
        elif operand_next:
            digits = written_out(token)
            if isinstance(digits, Unreadable):
                return digits
            if digits is None:
                return _not_arithmetic(expression)
            values.append(float(digits))
            operand_next = False
        elif token == ")":
            if "(" not in waiting:
                return _not_arithmetic(expression)
            if not _apply(values, waiting, 1):
                return _divided_by_zero(expression)
            waiting.pop()
        elif token in _PRECEDENCE and token != "(":
            if not _apply(values, waiting, _PRECEDENCE[token]):
                return _divided_by_zero(expression)
            waiting.append(token)
            operand_next = True
        else:
            return _not_arithmetic(expression)
    if operand_next or "(" in waiting:
        return _not_arithmetic(expression)
    if not _apply(values, waiting, 1):
        return _divided_by_zero(expression)
    if not abs(values[0]) <= _LARGEST:
        return Unreadable(f"The result of {quoted('=' + expression)} is too large.", "Type a smaller calculation.")
    return values[0]


def _tokens(expression: str) -> list[str] | None:
    if len(expression) > _LONGEST:
        return None
    found: list[str] = []
    place, end = 0, len(expression.rstrip())
    while place < end:
        token = _TOKEN.match(expression, place)
        if token is None:
            return None
        found.append(_SIGNS.get(token[1], token[1]))
        place = token.end()
    return found


def _apply(values: list[float], waiting: list[str], precedence: int) -> bool:
    """Carry out the waiting operators that bind at least so closely; False at a division by zero."""
    while waiting and _PRECEDENCE[waiting[-1]] >= precedence:
        sign = waiting.pop()
        right = values.pop()
        if sign == "negate":
            values.append(-right)
            continue
        left = values.pop()
        if sign == "/" and right == 0:
            return False
        values.append(_OPERATIONS[sign](left, right))
    return True


def _not_arithmetic(expression: str) -> Unreadable:
    return Unreadable(
        f"{quoted('=' + expression)} is not a calculation that can be worked out here.",
        "Use numbers with + - * / and parentheses, for example =1.5*1024.",
    )


def _divided_by_zero(expression: str) -> Unreadable:
    return Unreadable(f"{quoted('=' + expression)} divides by zero.", "Divide by another number.")
