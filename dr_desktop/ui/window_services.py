"""What a page may ask of the window it stands in. Pages know this, never the window itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from PySide6.QtCore import QSettings

from dr_desktop.assessment.results import Finding
from dr_desktop.ui.number_marks import NumberMarks

ExportFormat = Literal["xlsx", "pdf"]
ExportState = Literal["never", "older", "current"]


class WindowServices(Protocol):
    """The window, as far as pages and panels need it."""

    @property
    def settings(self) -> QSettings:
        """Where choices of view are kept, such as hidden columns."""

    @property
    def marks(self) -> NumberMarks:
        """Digit grouping and decimal mark of the reader's locale."""

    def go_to(self, table: str, entity: str, field: str = "") -> None:
        """Show the page of `table`, with the row `entity` selected and the cell of `field` in view."""

    def open_page(self, key: str) -> None:
        """Show a page by its key in `page_list`."""

    def show_table(self, table: str) -> None:
        """Show the page of a table, with that table in front."""

    def exported(self) -> ExportState:
        """Whether the plan was exported since it was opened, and as it stands now."""

    def assign(self, table: str, ids: Sequence[str]) -> None:
        """Ask what to assign to these rows, and do it as one step."""

    def advise(self, application: str) -> None:
        """Compare the ways to protect an application, and apply one of them as one step if wanted."""

    def accept(self, finding: Finding) -> None:
        """Ask for the reason why a finding is accepted, and put the acceptance into the plan."""

    def import_inventory(self) -> None:
        """Ask for an inventory file and lead through its import."""

    def export(self, form: ExportFormat) -> None:
        """Write the plan as a workbook or a PDF."""

    def say(self, sentence: str) -> None:
        """Say one sentence in the status bar; it stays until the next one."""
