"""A review document made of records: every kind of block, letters of several scripts, a table longer than a page."""

from __future__ import annotations

from datetime import date

from dr_desktop.report.blocks import (
    Asked,
    Block,
    Bullets,
    Column,
    Figure,
    Heading,
    Meta,
    PageBreak,
    Paragraph,
    Report,
    Row,
    Section,
    SignatureLine,
    SignOffBlock,
    Table,
    Tile,
    TileLine,
    Tiles,
)
from dr_desktop.report.matrix import matrix_picture
from tests.report.estates import coastal_utility

TODAY = date(2026, 11, 3)
LONG_ROWS = 120

META = Meta(
    plan="Recovery plan for virtual machines on Azure Stack",
    customer="Coastal utility",
    classification="Confidential",
    revision="7",
    status="For decision",
    author="Łucja Θεοδώρου",
    author_role="DR architect",
    review_date=date(2026, 12, 2),
    made_on=TODAY,
    digest="4F2A 91C7",
    price_words="prices of 3 Nov 2026, West Europe, EUR",
    assumed_words="38 values assumed",
)

TILES = Tiles(
    (
        Tile("Applications by tier", "88", "", (TileLine("9 critical · 21 important · 34 standard"),)),
        Tile("Meet their recovery time", "69 %", "61 of 88", (TileLine("6 more than in revision 6", "recommended"),)),
        Tile("Meet their recovery point", "82 %", "72 of 88", (TileLine("worst: Meter data, 35 min for 15 min"),)),
        Tile("Storage needed, worst day", "188.4", "TiB at Depot", (TileLine("passes its ceiling", "warning"),)),
        Tile("Cost a month", "€ 48,210", "", (TileLine("between 41,600 and 57,900"),)),
        Tile("Open errors", "7", "and 19 warnings", (TileLine("41 machines unprotected"),)),
    )
)

GAPS = Table(
    "gaps",
    "Top five gaps",
    (
        Column("Where", 0.17, bold=True),
        Column("What is wrong", 0.3),
        Column("What is proposed", 0.27),
        Column("Who", 0.14),
        Column("Until", 0.12, "date"),
    ),
    (
        Row(("Billing", "Recovers in 6 h 10 min, 4 h agreed", "Replicate", "Owner", date(2027, 1, 31)), "error"),
        Row(("Łódź", "Η εφαρμογή αργεί", "Move to € zone", "Backup lead", None), "warning"),
    ),
    note="By severity, then by tier.",
)

FIGURES = Table(
    "figures",
    "Figures",
    (
        Column("Application", 0.3, bold=True),
        Column("Used", 0.1, "number", "TiB", 1),
        Column("RTO", 0.1, "minutes"),
        Column("A month", 0.1, "money", "EUR"),
        Column("Met", 0.1, "share"),
        Column("Words", 0.3),
    ),
    (
        *(
            Row((f"Application {place}", place * 1.25, 370.0, 1234.5, 0.61, "word " * (place % 20)))
            for place in range(LONG_ROWS)
        ),
        Row(("Sum", 9_000.5, None, 99_999.0, None, ""), total=True),
    ),
)


def report(*more: Block) -> Report:
    """The document; `more` blocks stand in a section of their own at the end."""
    matrix = Figure("matrix", lambda w, h: matrix_picture(coastal_utility(), w, h), "Estate, January 2027.", 0.62, 1028)
    small = Figure("small", lambda w, h: matrix_picture(coastal_utility(), w, h, compact=True), "In short.", 0.25)
    sections: tuple[Section, ...] = (
        Section("cover", "Cover", (Paragraph("What an operator must do for the stamp itself is not in this plan."),)),
        Section(
            "summary",
            "Summary for the decision",
            (
                Asked("approve a second backup vault and the move of seven applications to Provider B."),
                TILES,
                Paragraph("Of 88 applications, 61 would recover within the agreed time."),
                GAPS,
                Heading("Where applications run"),
                small,
            ),
        ),
        Section("matrix", "Source and target", (matrix,), True, "Figures at the worst day of January 2027"),
        Section(
            "figures",
            "Figures of all applications",
            (
                Paragraph("Assumed & measured: <b>not bold</b>.", "Read this first:"),
                Bullets(("One thing.", "Another thing that is said at some length, " * 5)),
                FIGURES,
                PageBreak(),
                Heading("On a page of its own"),
                Table("none", "Unprotected machines", FIGURES.columns, (), empty="Every machine is protected."),
            ),
        ),
        Section(
            "sign-off",
            "Sign-off",
            (
                SignOffBlock(
                    (
                        SignatureLine("Application owner", "", "", "", None, "accepts RTO and RPO"),
                        SignatureLine("Operator", "J. de Vries", "Approve with conditions", "more memory", TODAY, ""),
                    )
                ),
            ),
        ),
    )
    if more:
        sections = (*sections, Section("more", "More", more))
    return Report("Disaster recovery review", META, sections)


def with_appendices() -> Report:
    """The document with two appendices behind it, the second across the page."""
    made = report()
    rows = tuple(Row((f"Looked up {place}.", 1.0, 1.0, 1.0, 1.0, "")) for place in range(9))
    led = (Row(("",) * 6, lead="What stands for the rows below it."), *rows)
    first = Section("first", "Looked up", (FIGURES._replace(key="a", rows=led, tight=True),), False, "", "A", "Rows.")
    second = Section("second", "Across", (Bullets(("One.", "Two."), tight=True),), True, "", "B", "Two points.")
    return made._replace(sections=(*made.sections, first, second))
