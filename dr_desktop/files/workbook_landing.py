"""Landing and Azure Backup Server: what recovers where, what to leave out, which servers it takes."""

from __future__ import annotations

from typing import Final

from dr_desktop.assessment.results import Assessment
from dr_desktop.assessment.shedding import shed_list
from dr_desktop.files.workbook_cells import Value
from dr_desktop.files.workbook_columns import SheetColumn, SheetRow
from dr_desktop.files.workbook_sheet import HEAD_ROW, TableSheet
from dr_desktop.report.blocks import Cell
from dr_desktop.report.landing_facts import machine_names, verdict_sentence
from dr_desktop.report.landing_words import VERDICT_WORDS, landing_name, loss_name
from dr_desktop.report.names import name_of

_AMOUNTS: Final = (("vcpus", "vCPU"), ("memory_gib", "Memory, GiB"), ("machines", "Machines"),
                   ("storage_gib", "Storage, GiB"))  # fmt: skip
_SHOWN: Final = ("landing", "left")
_BEHIND: Final = ("in all", "kept back", "running there")
"""What `left` is worked out from: on the sheet, right of what is printed."""


def landing_sheet(assessment: Assessment) -> TableSheet:
    """Every stamp after every loss: landing and left of each resource; left is a formula of all, kept back, running."""
    columns = [
        SheetColumn("Stamp", follows=True, bold=True),
        SheetColumn("Lost", follows=True),
        SheetColumn("Verdict", follows=True, width=11),
        SheetColumn("In words", "prose", follows=True, width=40),
    ]
    columns += [
        SheetColumn(
            f"{heading}: {part}", "number", 0 if key in ("vcpus", "machines") else 1, True, printed=printed, width=12
        )
        for parts, printed in ((_SHOWN, True), (_BEHIND, False))
        for key, heading in _AMOUNTS
        for part in parts
    ]
    columns.append(SheetColumn("Id", "id", follows=True, printed=False, width=14))
    rows: list[SheetRow] = []
    for key, one in assessment.landings.items():
        cells: list[Value | Cell] = [
            name_of(assessment.plan, one.stamp),
            loss_name(assessment.plan, one),
            VERDICT_WORDS[one.verdict].capitalize(),
            verdict_sentence(assessment, one),
        ]
        row = HEAD_ROW + len(rows) + 2  # as Excel counts
        fits = [getattr(one, name) for name, _ in _AMOUNTS]
        behind = len(cells) + len(_SHOWN) * len(fits)
        for number, fit in enumerate(fits):
            total, kept, running = (_letters(behind + len(_BEHIND) * number + place) for place in range(len(_BEHIND)))
            left = f"={total}{row}-{kept}{row}-{running}{row}"
            cells += [fit.needed, None if fit.left is None else Value(fit.left, "follows", left)]
        for fit in fits:
            cells += [fit.total, fit.kept_back, fit.running]
        rows.append((*cells, key))
    intro = "What recovers on each stamp after each loss; it must not be more than what is left there."
    return TableSheet("Landing", intro, tuple(columns), rows, "Nothing recovers on a stamp.", frozen_columns=2)


def shed_sheet(assessment: Assessment) -> TableSheet:
    """What to leave out after each loss that a stamp is too small for, the lowest tier first."""
    columns = (
        SheetColumn("Landing", follows=True, bold=True),
        SheetColumn("Application", follows=True, bold=True),
        SheetColumn("Tier", follows=True),
        SheetColumn("Machines", "number", follows=True, width=11),
        SheetColumn("vCPU", "number", follows=True, width=11),
        SheetColumn("Memory, GiB", "number", 1, follows=True, width=12),
        SheetColumn("Restored disks, GiB", "number", 1, follows=True, width=12),
        SheetColumn("The rest fits then", follows=True, width=12),
        SheetColumn("Which machines", "prose", follows=True, width=50),
        SheetColumn("Id", "id", follows=True, printed=False, width=14),
    )
    rows: list[SheetRow] = []
    for one in assessment.landings.values():
        if one.verdict != "short":
            continue
        found = shed_list(assessment, one)
        for shed in found.left_out:
            rows.append(
                (
                    landing_name(assessment.plan, one),
                    name_of(assessment.plan, shed.application),
                    name_of(assessment.plan, shed.tier),
                    shed.landed.load.machines,
                    shed.landed.load.vcpus,
                    shed.landed.load.memory_gib,
                    shed.landed.restored_gib,
                    "Yes" if found.enough else "No",
                    machine_names(assessment, shed.application),
                    shed.application,
                )
            )
    intro = "Applications to leave out so that the rest fits, the lowest tier first. Nothing here could stay."
    return TableSheet("To leave out", intro, columns, rows, "Nothing needs to be left out.")


def mabs_sheet(assessment: Assessment) -> TableSheet:
    """Azure Backup Server at each target: pool, disks, servers by machine size."""
    columns = (
        SheetColumn("Backup target", follows=True, bold=True),
        SheetColumn("Machine size", follows=True),
        SheetColumn("Chosen", follows=True, width=10),
        SheetColumn("Data disks", "number", follows=True, width=11),
        SheetColumn("One protects, GiB", "number", 1, follows=True, width=13),
        SheetColumn("Servers needed", "number", follows=True, width=12),
        SheetColumn("Protected, GiB", "number", 1, follows=True, width=13),
        SheetColumn("Disk pool, GiB", "number", 1, follows=True, width=13),
        SheetColumn("Disks in all", "number", follows=True, width=11),
        SheetColumn("Vaults", "number", follows=True, width=10),
        SheetColumn("Passphrase kept", width=24),
        SheetColumn("Id", "id", follows=True, printed=False, width=14),
    )
    rows: list[SheetRow] = []
    for key, store in assessment.targets.items():
        pool = store.mabs
        if pool is None:
            continue
        kept = assessment.plan.backup_targets[key].passphrase_kept or "not stated"
        for one in pool.sizes:
            chosen = "Yes" if one.size == pool.size else ""
            servers = pool.servers if chosen else one.servers
            name = name_of(assessment.plan, key)
            rows.append(
                (name, one.size, chosen, one.data_disks, one.protects_gib, servers, pool.protected_gib, pool.pool_gib,
                 pool.disks, pool.vaults, kept, key)
            )  # fmt: skip
    intro = "Azure Backup Server: 1.5 times what is protected at the end of the horizon, on data disks of 1,023 GiB."
    return TableSheet("Azure Backup Server", intro, columns, rows, "No target is an Azure Backup Server that protects.")


def _letters(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name  # heavy, and only for a workbook

    return str(xl_col_to_name(place))
