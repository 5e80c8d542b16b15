"""The panel that shows the tip of a picture's shape, under the pointer or beside the shape that has the focus."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from dr_desktop.report.picture import Picture, Tip, tip_text
from dr_desktop.report.tip_picture import tip_picture
from dr_desktop.ui.picture_painter import paint_shapes
from dr_desktop.ui.theme import current_theme


class TipPanel(QWidget):
    """A window without frame that never takes the focus or the pointer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._picture = Picture(0, 0)
        self._tip: str | Tip = ""

    def show_tip(self, tip: str | Tip, at: QPoint) -> None:
        """Shows `tip` right below `at` (global px), moved so that the screen holds it; without words it hides."""
        if not tip_text(tip):
            self.hide()
            return
        if tip != self._tip:
            self._tip = tip
            self._picture = tip_picture(tip)
            self.setAccessibleName(tip_text(tip))
            self.resize(round(self._picture.width), round(self._picture.height))
            self.update()
        x, y = at.x() + 12, at.y() + 16
        screen = self.screen().availableGeometry()
        if x + self.width() > screen.right():
            x = at.x() - 12 - self.width()
        if y + self.height() > screen.bottom():
            y = at.y() - 8 - self.height()
        self.move(max(screen.left(), x), max(screen.top(), y))
        self.show()

    @property
    def words(self) -> str:
        """What the panel says now, as lines; empty while it is hidden."""
        return tip_text(self._tip) if self.isVisible() else ""

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paints the tip's picture."""
        painter = QPainter(self)
        paint_shapes(painter, self._picture.shapes, current_theme())
        painter.end()
