"""The guidance's recommended topologies, held against every cell of its source/target table, by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dr_desktop.assessment.guidance import CELLS, recommended_topologies
from dr_desktop.assessment.results import Topology
from dr_desktop.plan.backup import BackupCopy
from tests.assessment.estates import around, judge, site

RECOVERY = {"azure": "azure-de", "csp": "csp-far", "customer": "customer-far"}

# Rows of the guidance's table in its order; – where a row does not speak of that recovery site.
# + recommended · ? recommended with a condition · - not recommended · x not supported
TRUTH = """
row  configuration           csp>azure  csp>csp  csp>customer  customer>azure  customer>csp  customer>customer
1    existing                +          +        +             +               +             +
2    dedicated               +          +        +             +               +             +
3    vault                   +          +        +             +               +             +
3    provider                +          +        +             +               +             +
4    replicated              –          +        +             –               +             +
4    replicated_too_early    –          ?        ?             –               ?             ?
5    replicated              +          –        –             +               +             –
6    on-the-cloud            -          -        -             -               -             -
6    on-the-cloud_copied     ?          ?        ?             ?               ?             ?
7    in-the-rack             x          x        x             x               x             x
"""
SIGNS = {"+": "recommended", "?": "condition", "-": "not_recommended", "x": "not_supported", "–": None}


def cases() -> list[Any]:
    head, *rows = [line.split() for line in TRUTH.strip().splitlines()]
    return [
        pytest.param(int(row[0]), row[1], *pair.split(">"), SIGNS[sign], id=f"row {row[0]}, {row[1]}, {pair}")
        for row in rows
        for pair, sign in zip(head[2:], row[2:], strict=True)
    ]


def configured(configuration: str, source: str, target: str) -> Topology:
    name, _, variation = configuration.partition("_")
    recovery = RECOVERY[target]
    added: list[Any] = []
    if variation == "too_early":
        added.append(site(recovery, operational_from=date(2027, 2, 1)))
    if variation == "copied":
        added.append(BackupCopy(id="copy", from_target=name, to_target="existing"))
    if name == "replicated":
        return judge(around(*added), source_site=source, scheme="replication", recovery_sites=(recovery,))
    return judge(
        around(*added),
        source_site=source,
        scheme="backup_restore",
        recovery_sites=(recovery,),
        backup_target=name,
        backup_policy="daily",
    )


@pytest.mark.parametrize(("row", "configuration", "source", "target", "expected"), cases())
def test_each_row_of_the_recommended_topologies_gives_its_verdict_in_each_cell(
    row: int, configuration: str, source: str, target: str, expected: str | None
) -> None:
    topology = configured(configuration, source, target)
    of_row = [one.verdict for one in topology.reasons if one.source.startswith(recommended_topologies(row))]
    if expected is None:
        assert of_row == []
        return
    assert expected in of_row
    assert topology.verdict == expected
    assert (topology.row, topology.column) == (source, target)
    assert topology.sentence == CELLS[source, target]  # type: ignore[index]
    assert topology.covers_cloud_loss is (configuration not in ("on-the-cloud", "in-the-rack"))
