"""The PDF page shows the picture that the window shows, with its words as words."""

import shutil
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path as FilePath
from typing import cast

import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from dr_desktop.files.pdf_picture import draw_picture
from dr_desktop.report.charts import Bar, Layer, bars_chart, capacity_chart, consumption_chart
from dr_desktop.report.look import HATCHES, STATES
from dr_desktop.report.picture import Box, Path, Picture, Shape, Text
from dr_desktop.report.signs import DOT_WORDS, scheme_mark, state_dot, state_sign, tier_mark
from dr_desktop.ui.picture_painter import picture_image
from dr_desktop.ui.theme import apply_theme

MONTHS = [date(2027 + i // 12, i % 12 + 1, 1) for i in range(24)]
ROLES = ("stack.points", "stack.archive", "stack.copies", "stack.working")
LAYERS = [Layer(role, role, [40.0 + 10 * place + i for i in range(24)]) for place, role in enumerate(ROLES)]


def capacity() -> Picture:
    return capacity_chart(
        MONTHS, LAYERS, 270, 330, "TiB", MONTHS[9], MONTHS[5], (date(2028, 12, 30), 318), (700, 300), "Depot"
    )


def consumption() -> Picture:
    return consumption_chart(MONTHS, [layer._replace(role="") for layer in LAYERS], "EUR", (700, 300), "Cost")


def signs() -> Picture:
    shapes: list[Shape] = []
    for place, state in enumerate(STATES):
        shapes += state_sign(state, 10 + 30 * place, 10, 20)
    for place, dot in enumerate(DOT_WORDS):
        shapes += state_dot(dot, 10 + 30 * place, 50, 12)
    for place, role in enumerate(HATCHES):
        shapes.append(Box(10 + 60 * (place % 5), 80 + 30 * (place // 5), 50, 24, fill=role, hatch=HATCHES[role]))
        if role.startswith("scheme."):
            shapes += scheme_mark(role.removeprefix("scheme."), 10 + 30 * place, 180, 20)
    for place, rank in enumerate((1, 2, 3, 4, None)):
        shapes += tier_mark(rank, 10 + 30 * place, 210)
    shapes.append(Box(200, 200, 90, 30, fill="selection", line="focus", radius=3, line_width=2, dash=(4, 3)))
    shapes.append(Text(280, 120, "turned Łódź", turned=True, anchor="centre", bold=True))
    shapes.append(Path(((180, 240), (220, 236), (260, 246), (290, 238)), line="chart.objective", width=2))
    return Picture(310, 256, tuple(shapes))


PICTURES = {
    "capacity": capacity(),
    "consumption": consumption(),
    "bars": bars_chart([Bar("Depot", 188.4, 224, 280, "runs out", "condition.text")], "TiB", (400, 60), "Bars"),
    "signs": signs(),
}


def pdf_of(picture: Picture, scale: float = 1) -> bytes:
    page = BytesIO()
    canvas = Canvas(page, (picture.width * scale, picture.height * scale))
    draw_picture(canvas, picture, 0, 0, scale)
    canvas.showPage()
    canvas.save()
    return page.getvalue()


def drawn(page: PageObject) -> bytes:
    """The operators that paint the page."""
    stream = page.get_contents()
    assert stream is not None
    return stream.get_data()


def fonts_of(page: PageObject) -> list[DictionaryObject]:
    """The fonts that the page names, resolved."""
    resources = cast(DictionaryObject, page["/Resources"])
    fonts = cast(DictionaryObject, resources["/Font"]).values()
    return [cast(DictionaryObject, font.get_object()) for font in fonts]


def coarse(image: QImage, cell: int = 4) -> list[list[int]]:
    """Colours of the image averaged over cells: edges that lie half a pixel apart no longer count."""
    small = image.convertToFormat(QImage.Format.Format_RGB32).scaled(
        image.width() // cell,
        image.height() // cell,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    pixels = (small.pixelColor(x, y) for y in range(small.height()) for x in range(small.width()))
    return [[ink.red(), ink.green(), ink.blue()] for ink in pixels]


@pytest.mark.parametrize("name", PICTURES)
def test_the_page_shows_what_the_window_shows(name: str, tmp_path: FilePath, qapp: QApplication) -> None:
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (poppler-utils) is not installed, so no page can be looked at")
    apply_theme(qapp, "light")
    file = tmp_path / "picture.pdf"
    file.write_bytes(pdf_of(PICTURES[name]))
    subprocess.run(["pdftoppm", "-r", "144", "-png", "-singlefile", file, tmp_path / "page"], check=True, timeout=60)
    paper, window = QImage(str(tmp_path / "page.png")), picture_image(PICTURES[name], "light", 2)
    assert (paper.width(), paper.height()) == (window.width(), window.height())
    differences = [
        max(abs(a - b) for a, b in zip(one, other, strict=True))
        for one, other in zip(coarse(paper), coarse(window), strict=True)
    ]
    assert sum(differences) / len(differences) < 2.5  # of 255
    assert sum(difference > 60 for difference in differences) < 0.005 * len(differences)


def test_a_different_picture_would_be_noticed(qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    one, other = (coarse(picture_image(PICTURES[name], "light", 2)) for name in ("capacity", "consumption"))
    large = [max(abs(a - b) for a, b in zip(x, y, strict=True)) > 60 for x, y in zip(one, other, strict=True)]
    assert sum(large) > 0.05 * len(large)


def test_words_are_words_in_the_embedded_font() -> None:
    words = Text(10, 30, "Łódź → Αθήνα 50 € 東"), Text(10, 60, "Recommended", bold=True)
    reader = PdfReader(BytesIO(pdf_of(Picture(300, 80, words))))
    text = reader.pages[0].extract_text()
    assert "Łódź → Αθήνα 50 € \ufffd" in text
    assert "Recommended" in text
    assert {str(font["/BaseFont"]).split("+")[-1] for font in fonts_of(reader.pages[0])} >= {
        "IBMPlexSans",
        "IBMPlexSans-SmBld",
    }
    assert (
        sum(
            "/FontFile2" in str(font["/FontDescriptor"].get_object() if "/FontDescriptor" in font else "")
            for font in fonts_of(reader.pages[0])
        )
        == 2
    )


def test_nothing_is_transparent_and_nothing_is_clipped() -> None:
    for picture in PICTURES.values():
        page = PdfReader(BytesIO(pdf_of(picture))).pages[0]
        assert not {b"W", b"W*", b"gs"} & set(drawn(page).split())
        assert "/SMask" not in str(page["/Resources"])


def test_a_scaled_picture_fills_its_place() -> None:
    reader = PdfReader(BytesIO(pdf_of(PICTURES["signs"], 0.5)))
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == [155, 128]
    assert b".5 0 0 .5 0 0 cm" in drawn(reader.pages[0])
