"""A picture as SVG: well-formed, with the words, tips and colours of the picture."""

from defusedxml.ElementTree import fromstring
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from dr_desktop.files.svg_picture import picture_as_svg
from dr_desktop.report.look import THEMES, colour
from dr_desktop.report.picture import Box, Path, Picture, Text, Tip, TipRow

SVG = "{http://www.w3.org/2000/svg}"
PICTURE = Picture(
    200,
    100,
    (
        Box(10, 10, 80, 40, fill="stack.copies", line="focus", radius=3, hatch="falling", tip="Copies & more"),
        Path(((100, 10), (150, 60), (100, 60)), fill="recommended.fill", closed=True),
        Path(((0, 90), (200, 90)), line="chart.ceiling", width=2, dash=(7, 4)),
        Box(120, 5, 20, 20, entity="month:2027-05", tip=Tip("May", (TipRow("Copies", "26.6"),))),
        Text(10, 80, "a < b & \x07c", bold=True),
        Text(190, 80, "turned", turned=True, anchor="right"),
    ),
    "Depot <external>",
    "One sentence.",
)


def test_the_file_is_well_formed_and_says_what_the_picture_says() -> None:
    root = fromstring(picture_as_svg(PICTURE))
    assert [root.findtext(f"{SVG}{name}") for name in ("title", "desc")] == ["Depot <external>", "One sentence."]
    assert [text.text for text in root.iter(f"{SVG}text")] == ["a < b & \ufffdc", "turned"]
    assert "Copies & more" in [title.text for title in root.iter(f"{SVG}title")]
    assert root.get("viewBox") == "0 0 200 100"


def test_a_place_that_paints_nothing_leaves_no_trace() -> None:
    assert "May" not in picture_as_svg(PICTURE)


def test_it_is_drawn_in_the_colours_of_the_theme(qapp: QApplication) -> None:
    for theme in THEMES:
        image = QImage(200, 100, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        renderer = QSvgRenderer(QByteArray(picture_as_svg(PICTURE, theme).encode()))
        assert renderer.isValid()
        renderer.render(painter)
        painter.end()
        assert image.pixelColor(115, 55) == QColor(colour("recommended.fill", theme))
        assert image.pixelColor(195, 50) == QColor(colour("panel", theme))
        assert image.pixelColor(2, 90) == QColor(colour("chart.ceiling", theme))
