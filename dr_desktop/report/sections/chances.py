"""How probable recovery in time is, disaster by disaster: what a number of runs says, and what it rests on."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.document_chances import DOCUMENT_SEED, Chances
from dr_desktop.assessment.recovery_scenarios import scenario_of
from dr_desktop.assessment.samples import CONFIDENCE_PERCENT
from dr_desktop.assessment.uncertainty import DOCUMENT_RUNS, MOST_IN_DOCUMENT, QUANTILES, Uncertainty
from dr_desktop.plan.plan import Plan
from dr_desktop.report.blocks import Block, Cell, Column, Paragraph, Row, Table
from dr_desktop.report.names import counted
from dr_desktop.report.scenario_words import scenario_name
from dr_desktop.report.uncertainty_words import interval_words, method_sentences, share_words

_LEAD: Final = "How probable it is."
_NOT_DONE: Final = "Probabilities were not worked out for this document."
_TOO_MANY: Final = f"{_NOT_DONE[:-1]}: that is done for plans of up to {MOST_IN_DOCUMENT:,} machines."
_WHERE: Final = "In the program, open Recovery and choose Chances."
_HALF, _MOST = QUANTILES.index(0.5), QUANTILES.index(0.95)


def chances_blocks(plan: Plan, chances: Chances | None) -> list[Block]:
    """How many runs, a table of the disasters, and what it rests on; where nothing was worked out, that is said."""
    if chances is None:
        why = _TOO_MANY if len(plan.machines) > MOST_IN_DOCUMENT else _NOT_DONE
        return [Paragraph(f"{why} {_WHERE}", _LEAD)]
    if not chances:
        return []
    words = (
        f"Each disaster was run {counted(DOCUMENT_RUNS, 'time')} with other luck each time, alike in every export of "
        "this plan. Beside the share of runs in time stands the interval in which the probability lies with "
        f"{CONFIDENCE_PERCENT} % confidence."
    )
    basis = " ".join(method_sentences(plan, DOCUMENT_SEED))
    return [Paragraph(words, _LEAD), chances_table(plan, chances), Paragraph(basis, caption=True)]


def chances_table(plan: Plan, chances: Chances) -> Table:
    """A row per disaster: RTOs met, all of them at once, all MTDs at once, when the last application is back."""
    columns = (
        Column("Scenario", 0.2, bold=True),
        Column("RTOs met on average", 0.12, "number", decimals=1),
        Column("Of", 0.06, "number"),
        Column("All RTOs at once", 0.11),
        Column("Interval", 0.13),
        Column("All MTDs at once", 0.11),
        Column("Last one back: half of the runs in", 0.14, "minutes"),
        Column("95 of 100 runs in", 0.13, "minutes"),
    )
    rows = tuple(_row(plan, key, one) for key, one in chances.items())
    return Table("recovery-chances", "Probability of recovery in time", columns, rows)


def _row(plan: Plan, key: str, one: Uncertainty) -> Row:
    scenario = scenario_of(plan, key)
    rto, mtd = one.all_in_time, one.all_tolerable
    cells: tuple[Cell, ...] = (
        scenario_name(plan, scenario) if scenario is not None else key,
        one.in_time_mean,
        float(one.objectives),
        share_words(rto) if rto is not None else None,
        interval_words(rto) if rto is not None else None,
        share_words(mtd) if mtd is not None else None,
        *((one.makespan[_HALF], one.makespan[_MOST]) if one.makespan else (None, None)),
    )
    return Row(cells, entity=key)
