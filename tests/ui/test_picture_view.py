"""A view shows its picture, tells what is pointed at, and is worked by keyboard alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dr_desktop.report.look import colour
from dr_desktop.report.picture import Box, Picture, Text
from dr_desktop.ui import picture_painter
from dr_desktop.ui.picture_view import PictureView
from dr_desktop.ui.theme import apply_theme


def chips(width: float = 300, height: float = 120) -> Picture:
    shapes = tuple(
        Box(10 + place * 90, 20, 80, 40, fill="accent", entity=f"app:{place}", tip=f"Application {place}")
        for place in range(3)
    )
    return Picture(
        width, height, (*shapes, Text(10, 90, "three applications")), "Chips", "Three applications in a row."
    )


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Iterator[PictureView]:
    apply_theme(qapp, "light")
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(300, 120)
    view.set_picture(chips())
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    yield view
    apply_theme(qapp, "light")


def pixel(view: PictureView, x: int, y: int) -> str:
    return view.viewport().grab().toImage().pixelColor(x, y).name().upper()


def point_at(view: PictureView, x: int, y: int) -> None:
    QTest.mouseMove(view.viewport(), QPoint(x, y))
    QApplication.processEvents()


def turn_wheel_with_control(view: PictureView) -> None:
    wheel = QWheelEvent(
        QPointF(50, 50),
        QPointF(50, 50),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), wheel)


def test_it_paints_the_picture_on_the_ground_of_the_theme(view: PictureView) -> None:
    assert (pixel(view, 30, 30), pixel(view, 5, 5)) == (colour("accent"), colour("panel"))


def test_it_wears_the_theme_of_the_application_unless_it_has_its_own(view: PictureView, qapp: QApplication) -> None:
    apply_theme(qapp, "dark")
    QApplication.processEvents()
    assert pixel(view, 30, 30) == colour("accent", "dark")
    view.theme = "high_contrast"
    assert pixel(view, 30, 30) == colour("accent", "high_contrast")


def test_a_reader_of_the_screen_hears_title_sentence_and_where_the_keyboard_is(view: PictureView) -> None:
    assert view.accessibleName() == "Chips"
    assert view.accessibleDescription() == "Three applications in a row."
    view.focus_entity("app:1")
    assert view.accessibleDescription() == "Application 1\nThree applications in a row."


def test_pointing_at_a_shape_shows_its_tip_and_leaving_hides_it(view: PictureView) -> None:
    point_at(view, 130, 30)
    assert view.tip_words() == "Application 1"
    assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    point_at(view, 130, 80)
    assert view.tip_words() == ""
    point_at(view, 130, 30)
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
    assert view.tip_words() == ""


def test_a_click_and_a_double_click_name_the_entity(view: PictureView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.entity_clicked) as clicked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(220, 30))
    assert clicked.args == ["app:2"]
    with qtbot.waitSignal(view.entity_activated) as activated:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    assert activated.args == ["app:0"]


def test_a_click_beside_everything_names_nothing(view: PictureView, qtbot: QtBot) -> None:
    view.focus_entity("app:1")
    with qtbot.assertNotEmitted(view.entity_clicked):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(150, 100))
    assert view.focused_entity() is None


def test_arrows_move_the_focus_space_clicks_and_enter_opens(view: PictureView, qtbot: QtBot) -> None:
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(view, key)
    assert view.focused_entity() == "app:1"
    assert view.tip_words() == "Application 1"
    with qtbot.waitSignal(view.entity_clicked) as clicked:
        qtbot.keyClick(view, Qt.Key.Key_Space)
    with qtbot.waitSignal(view.entity_activated) as activated:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert clicked.args == activated.args == ["app:1"]
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.tip_words() == ""
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.focused_entity() == "app:2"


def test_tab_goes_through_the_entities_and_then_on(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    page = QWidget()
    qtbot.addWidget(page)
    before, view, after = QLineEdit(), PictureView(), QLineEdit()
    row = QHBoxLayout(page)
    for widget in (before, view, after):
        row.addWidget(widget)
    view.set_picture(chips())
    page.resize(700, 160)
    page.show()
    page.activateWindow()
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    reached: list[str | None] = []
    for _ in range(3):
        qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Tab)
        reached.append(view.focused_entity())
    assert reached == ["app:0", "app:1", "app:2"]
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert after.hasFocus()
    qtbot.keyClick(after, Qt.Key.Key_Backtab)
    assert (view.hasFocus(), view.focused_entity()) == (True, "app:2")


def test_the_selected_entity_has_a_frame_of_two_pixels(view: PictureView) -> None:
    view.set_selected(["app:1"])
    assert view.selected() == {"app:1"}
    assert [pixel(view, x, 40) for x in (99, 100)] == [colour("focus")] * 2
    assert pixel(view, 9, 40) == colour("panel")


def test_zoom_by_wheel_and_keys_and_back(view: PictureView, qtbot: QtBot) -> None:
    turn_wheel_with_control(view)
    assert view.zoom() == pytest.approx(1.1)
    assert view.horizontalScrollBar().maximum() > 0
    qtbot.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert (view.zoom(), view.horizontalScrollBar().maximum()) == (1.0, 0)


def test_zoom_has_its_limits(view: PictureView) -> None:
    view.set_zoom(99)
    assert view.zoom() == 4.0
    view.set_zoom(0.01)
    assert view.zoom() == 0.5


def test_what_is_clicked_is_right_when_zoomed_and_scrolled(view: PictureView, qtbot: QtBot) -> None:
    view.set_zoom(2)
    view.horizontalScrollBar().setValue(200)
    with qtbot.waitSignal(view.entity_clicked) as clicked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2 * 120 - 200, 60))
    assert clicked.args == ["app:1"]


def test_the_focus_is_scrolled_into_view(view: PictureView) -> None:
    view.set_zoom(4)
    view.focus_entity("app:2")
    left = view.horizontalScrollBar().value()
    assert left <= 190 * 4
    assert left + view.viewport().width() >= 190 * 4 + 8


def test_a_builder_lays_out_anew_for_every_size_and_zoom(view: PictureView) -> None:
    asked: list[tuple[float, float]] = []

    def build(width: float, height: float) -> Picture:
        asked.append((width, height))
        return chips(width, height)

    view.set_builder(build)
    view.resize(640, 320)
    QApplication.processEvents()
    view.set_zoom(2)
    assert list(dict.fromkeys(asked)) == [(300, 120), (640, 320), (320, 160)]
    assert view.picture().width == 320
    assert (view.horizontalScrollBar().maximum(), view.verticalScrollBar().maximum()) == (0, 0)


def test_a_tall_picture_of_a_builder_scrolls_down_only(view: PictureView) -> None:
    view.set_builder(lambda width, height: chips(width, 900))
    QApplication.processEvents()
    assert view.horizontalScrollBar().maximum() == 0
    assert view.verticalScrollBar().maximum() == 900 - 120
    assert view.picture().width == view.viewport().width()


def test_a_focus_whose_entity_is_gone_is_forgotten(view: PictureView) -> None:
    view.focus_entity("app:2")
    view.set_picture(Picture(90, 90, (Box(0, 0, 9, 9, fill="accent", entity="app:1"),)))
    assert view.focused_entity() is None


def test_copying_puts_the_whole_picture_on_the_clipboard_at_twice_its_size(view: PictureView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (600, 240)
    assert image.pixelColor(60, 60) == QColor(colour("accent"))


def test_an_image_of_the_picture_has_no_focus_and_no_frame(view: PictureView) -> None:
    view.set_selected(["app:1"])
    image: QImage = view.grab_image(1)
    assert image.pixelColor(99, 40) == QColor(colour("panel"))


def test_only_what_is_exposed_is_painted(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[object] = []
    monkeypatch.setattr(picture_painter, "_paint_box", lambda _painter, box, _theme: painted.append(box))
    picture = Picture(400, 4000, tuple(Box(0, 40 * place, 90, 30, fill="accent") for place in range(100)))
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.set_picture(picture)
    view.viewport().grab()
    assert 5 <= len(painted) <= 7
