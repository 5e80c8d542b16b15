"""Cell: what is painted, spoken and hinted at one place of a table."""

from typing import NamedTuple

from dr_desktop.plan.entity import Problem
from dr_desktop.plan.shown import show_minutes
from dr_desktop.report.signs import STATE_WORDS
from dr_desktop.ui.columns import Column, Found, Row, tier_rank


class Draft(NamedTuple):
    """Text that could not be taken into the plan, kept as typed until it is corrected or abandoned."""

    text: str
    problem: Problem


class Cell(NamedTuple):
    """One cell. `role` and `ground` are roles of the look, `sign` is a severity or verdict or "".

    `mark` is the rank of a tier mark, 0 for none; `assumed` asks for the dotted underline.
    """

    text: str
    role: str
    ground: str
    sign: str
    right: bool
    bold: bool
    assumed: bool
    draft: bool
    mark: int


def cell_of(column: Column, row: Row, draft: Draft | None) -> Cell:
    """The cell of a column in a row."""
    if draft is not None:
        return Cell(draft.text, "text.invalid", "invalid", "", False, False, False, True, 0)
    value, origin = column.found(row)
    follows = column.band == "follows"
    sign = column.sign(row) if row.result is not None or not follows else ""
    if sign and sign not in ("warning", "note", "recommended"):
        role = f"{sign}.text"
    else:
        role = "text.inherited" if origin in ("tier", "application", "assumed") else "text.primary"
    return Cell(
        text=column.show(value, row),
        role=role,
        ground="computed" if follows else "panel",
        sign=sign,
        right=column.numeric,
        bold=column.bold,
        assumed=origin == "assumed",
        draft=False,
        mark=(tier_rank(row.plan, value) or 0) if column.mark else 0,
    )


def tip_of(column: Column, row: Row, draft: Draft | None) -> str:
    """What is said of a cell when it is pointed at: its problem, its origin, what the assessment objects to."""
    if draft is not None:
        return str(draft.problem)
    lines: list[str] = []
    found = column.found(row)
    if column.mark and found.value is not None:
        lines.append(column.show(found.value, row))
    origin = _origin(found, row)
    if origin:
        lines.append(origin)
    field = column.field
    words = row.entity.as_typed.get(field) if field else None
    if words:
        planned = getattr(row.entity, field or "")
        lines.append(f"Typed as “{words}”; planned with {show_minutes(planned)}.")
    if field and row.result is not None:
        lines += [
            f"{STATE_WORDS[one.severity]}: {one.sentence} {one.remedy}".strip()
            for one in getattr(row.result, "findings", ())
            if one.field == field and not one.accepted
        ]
    why = column.why(row) if row.result is not None else ""
    if why:
        lines.append(why)
    return "\n".join(lines) or column.help


def spoken(heading: str, cell: Cell) -> str:
    """The cell as a screen reader says it: what colour and signs show, in words."""
    parts = [f"{heading}: {cell.text}"]
    if cell.draft:
        parts.append("not in the plan")
    elif cell.assumed:
        parts.append("assumed")
    elif cell.role == "text.inherited":
        parts.append("inherited")
    if cell.sign:
        parts.append(STATE_WORDS[cell.sign].casefold())
    return ", ".join(parts)


def _origin(found: Found, row: Row) -> str:
    match found.origin:
        case "tier":
            tier = row.plan.tiers.get(getattr(row.entity, "tier", None) or "")
            return f"Inherited from tier {tier.name}." if tier else "Inherited from the tier."
        case "application":
            application = row.plan.applications.get(getattr(row.entity, "application", None) or "")
            return f"Inherited from {application.name}." if application else "Inherited from the application."
        case "assumed":
            return "Assumed: nothing is stated here, so the plan's assumption counts."
        case _:
            return ""
