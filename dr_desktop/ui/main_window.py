"""The window: it puts its parts together and is what pages ask for services."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QLocale, QSettings, QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QWidget

from dr_desktop.assessment.results import Assessment, Finding, Totals
from dr_desktop.files.plan_file import SUFFIX
from dr_desktop.ui.actions import dress_actions, fill_menus, make_actions
from dr_desktop.ui.autosaving import Autosaving
from dr_desktop.ui.commands import TABLE_COMMANDS
from dr_desktop.ui.cost_range_watch import cost_range_watch
from dr_desktop.ui.document import Document
from dr_desktop.ui.exporting import Exporting
from dr_desktop.ui.findings_dock import FindingsDock
from dr_desktop.ui.navigation import Navigation
from dr_desktop.ui.number_marks import NumberMarks, marks_of
from dr_desktop.ui.page_list import entry_of, page_of_table, worst_counts
from dr_desktop.ui.page_stack import PageStack
from dr_desktop.ui.plan_facts import navigation_foot, status_facts
from dr_desktop.ui.plan_files import PlanFiles
from dr_desktop.ui.recent_menu import RecentMenu
from dr_desktop.ui.search_field import Hit, SearchField
from dr_desktop.ui.settings import keep_window, recent_files, restore_window
from dr_desktop.ui.status_bar import StatusBar
from dr_desktop.ui.table_commands import TableCommands
from dr_desktop.ui.theme_menu import ThemeMenu
from dr_desktop.ui.timed_assess import TimedAssess
from dr_desktop.ui.totals_strip import TotalsStrip
from dr_desktop.ui.window_frame import command_bar, dropped_file, fixed_dock, pages_menu, totals_bar
from dr_desktop.ui.window_services import ExportFormat, ExportState

if TYPE_CHECKING:
    from dr_desktop.ui.start_page import StartPage
    from dr_desktop.ui.why_dock import WhyDock

FIRST_PAGE: Final = "applications"
_OF_A_PLAN: Final = (
    "save", "save_as", "prices", "excel", "pdf", "header", "accept", "next_page", "previous_page", "findings", "why",
)  # fmt: skip


class MainWindow(QMainWindow):
    """Menus, toolbar, totals, navigation, the page in view, findings and status bar around one document."""

    def __init__(
        self,
        document: Document,
        settings: QSettings,
        *,
        timed: TimedAssess | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._timed = timed
        self.document = document
        self._settings = settings
        self._marks = marks_of(QLocale())
        self._totals_before: Totals | None = None
        self._totals_now: Totals | None = None
        self._autosaved = ""
        self._panel_wanted = True
        self.actions_by_key = make_actions(self)
        self.actions_by_key["undo"] = document.undo_stack.createUndoAction(self, "&Undo")
        self.actions_by_key["redo"] = document.undo_stack.createRedoAction(self, "&Redo")
        self.actions_by_key["undo"].setShortcut("Ctrl+Z")
        self.actions_by_key["redo"].setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.files = PlanFiles(document, settings, self.drafts, self)
        self.pages = PageStack(document, self)
        self.totals = TotalsStrip()
        self.cost_range = cost_range_watch(document)
        self.navigation = Navigation()
        self.findings = FindingsDock(self)
        self.search = SearchField(document)
        self.status_bar = StatusBar()
        self.exporting = Exporting(document, self.status_bar, self)
        self.autosaving = Autosaving(document, self)
        self.table_commands = TableCommands(self.pages, self)
        self._theme_menu = ThemeMenu(settings, self)
        self._recent_menu = RecentMenu(settings, self)
        self._arrange()
        self._connect()
        dress_actions(self.actions_by_key)
        self.setAcceptDrops(True)
        if not restore_window(settings, self):
            self.resize(QSize(1366, 768))

    @cached_property
    def start_page(self) -> StartPage:
        """What is seen while there is no plan; made when it is first shown."""
        from dr_desktop.ui.start_page import StartPage  # not seen at all by who opens a plan

        page = StartPage()
        page.chosen.connect(self._start)
        page.file_chosen.connect(self.files.open)
        return page

    # services: see window_services.WindowServices

    @property
    def settings(self) -> QSettings:
        """Where choices of view are kept."""
        return self._settings

    @property
    def marks(self) -> NumberMarks:
        """Digit grouping and decimal mark of the reader's locale."""
        return self._marks

    def go_to(self, table: str, entity: str, field: str = "") -> None:
        """Show the cell of a field."""
        key = page_of_table(table)
        if key is None:
            return
        page = self.pages.open(key)
        if not page.show_entity(table, entity, field):
            self.say("What this speaks of is not in the plan any more.")

    def open_page(self, key: str) -> None:
        """Show a page."""
        self.pages.open(key)

    def show_table(self, table: str) -> None:
        """Show the page of a table, with that table in front."""
        key = page_of_table(table)
        if key is not None:
            self.pages.open(key).show_table(table)

    def exported(self) -> ExportState:
        """Whether the plan was exported, and as it stands now."""
        return self.exporting.state()

    def assign(self, table: str, ids: Sequence[str]) -> None:
        """Ask what to assign to these rows."""
        from dr_desktop.ui.dialogs.assign_dialog import AssignDialog  # a dialog: not needed before it is asked for

        AssignDialog(self.document, table, ids, self).exec()

    def advise(self, application: str) -> None:
        """Compare the ways to protect an application."""
        from dr_desktop.ui.dialogs.advisor_dialog import AdvisorDialog  # a dialog: not needed before it is asked for

        AdvisorDialog(self.document, application, self._marks, self).exec()

    def import_inventory(self) -> None:
        """Ask for an inventory and lead through its import."""
        from dr_desktop.ui.dialogs.inventory_import import ask_and_import  # the readers load openpyxl

        self._import(ask_and_import)

    def import_file(self, path: Path) -> None:
        """Lead through the import of a file that was dropped on the window."""
        from dr_desktop.ui.dialogs.inventory_import import import_file

        self._import(partial(import_file, path))

    def export(self, form: ExportFormat) -> None:
        """Write the plan as a workbook or a PDF."""
        self.exporting.ask_and_export(form)

    def say(self, sentence: str) -> None:
        """Say one sentence."""
        self.status_bar.say(sentence)

    def accept(self, finding: Finding) -> None:
        """Ask for the reason why a finding is accepted."""
        from dr_desktop.ui.dialogs.accept_dialog import AcceptDialog

        AcceptDialog(self.document, finding, self).exec()

    def offer_what_was_left(self) -> None:
        """Offer work that a program left behind which ended without saving."""
        left = self.autosaving.offer_what_was_left(self)
        if left is not None:
            self.files.taken_back(left)

    def drafts(self) -> tuple[str, ...]:
        """The cells of all pages whose text is not in the plan, in words."""
        return tuple(words for page in self.pages.pages() for words in page.draft_words())

    # what it shows

    def show_start(self) -> None:
        """Offer sample, new plan and import, while there is no plan."""
        self.start_page.show_recent(recent_files(self._settings))
        self.pages.show_widget(self.start_page)
        self.start_page.focus_first()
        self._show_parts(False)

    def show_plan(self) -> None:
        """Show the first page of the plan."""
        self._totals_before = self._totals_now = None
        self._show_parts(True)
        if self.document.pending:
            self.totals.show_waiting()
        else:
            self._show_assessment(self.document.assessment)
        self.pages.open(self.pages.key or FIRST_PAGE).setFocus()
        self._retitle()

    def _show_parts(self, shown: bool) -> None:
        for part in (self._totals_bar, self._navigation_dock):
            part.setVisible(shown)
        self.findings.setVisible(False)
        self.actions_by_key["findings"].setChecked(self._panel_wanted)
        self.search.setEnabled(shown)
        for key in _OF_A_PLAN:
            self.actions_by_key[key].setEnabled(shown)
        self.table_commands.enable(self.actions_by_key)
        self.setWindowTitle("DR Desktop[*]")

    def _arrange(self) -> None:
        self.setObjectName("main")
        self.setMinimumSize(QSize(960, 600))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        menus = {"recent": self._recent_menu, "theme": self._theme_menu, "pages": pages_menu(self, self.open_page)}
        fill_menus(self, self.actions_by_key, menus)
        self.addToolBar(command_bar(self.actions_by_key, self.search))
        self.addToolBarBreak()
        self._totals_bar = totals_bar(self.totals)
        self.addToolBar(self._totals_bar)
        self._navigation_dock = fixed_dock("Pages", self.navigation, self)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self._navigation_dock)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.findings)
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        self.resizeDocks([self.findings], [self.findings.sizeHint().height()], Qt.Orientation.Vertical)
        self.setCentralWidget(self.pages)
        self.setStatusBar(self.status_bar)

    def _connect(self) -> None:
        runs = {
            "new": self.files.new, "open": self.files.ask_and_open, "sample": self.files.open_sample,
            "save": self.files.save, "save_as": self.files.save_as, "quit": self.close, "import": self.import_inventory,
            "template": self.exporting.ask_and_save_template, "prices": self._import_prices,
            "excel": partial(self.export, "xlsx"), "pdf": partial(self.export, "pdf"), "find": self._find,
            "header": self._show_header, "accept": self._accept_current, "next_page": partial(self._step, 1),
            "previous_page": partial(self._step, -1), "next_part": partial(self._go_to_part, 1),
            "previous_part": partial(self._go_to_part, -1), "findings": self._toggle_panel,
            "why": self._toggle_why, "guidance": self._show_guidance, "about": self._show_about,
        }  # fmt: skip
        for key, run in runs.items():
            self.actions_by_key[key].triggered.connect(partial(_without_argument, run))
        for key in TABLE_COMMANDS:
            self.actions_by_key[key].triggered.connect(
                partial(_without_argument, partial(self.table_commands.run, key))
            )
        self.document.assessment_changed.connect(self._show_assessment)
        self.document.modified_changed.connect(self.setWindowModified)
        self.document.path_changed.connect(self._retitle)
        self.document.undo_stack.indexChanged.connect(self._retitle)
        self.document.undo_stack.indexChanged.connect(self.status_bar.forget)
        self.document.opened.connect(self.status_bar.forget)
        self.files.plan_shown.connect(self.show_plan)
        self.navigation.page_chosen.connect(self.open_page)
        self.totals.page_chosen.connect(self.open_page)
        self.cost_range.ready.connect(self._show_cost_range)
        self.totals.why_asked.connect(self._explain_total)
        self.search.found.connect(self._go_to_hit)
        self.pages.page_opening.connect(self._page_opening)
        self.pages.page_opened.connect(self._page_opened)
        self.pages.status_changed.connect(self._show_status)
        self.pages.own_findings_changed.connect(self.findings.show_own)
        self.pages.tools_changed.connect(partial(self.table_commands.enable, self.actions_by_key))
        self.findings.chosen.connect(self._go_to_finding)
        self.findings.accept_asked.connect(self.accept)
        self.findings.closed.connect(self._toggle_panel)
        self._recent_menu.chosen.connect(self.files.open)
        self.autosaving.kept.connect(self.show_autosaved)

    # what happens

    def _show_assessment(self, assessment: Assessment) -> None:
        self._totals_before, self._totals_now = self._totals_now, assessment.totals
        self.totals.show_totals(assessment, self._totals_before, self._marks)
        self._show_cost_range()
        self.navigation.set_counts(worst_counts(assessment.open_kinds))
        self.navigation.set_foot(*navigation_foot(assessment.plan, self.document.catalog, self._autosaved))
        self.findings.show_assessment(assessment)
        self.status_bar.show_facts(*status_facts(assessment, self._marks, self._took_ms()))

    def _show_cost_range(self) -> None:
        if (known := self.cost_range.month()) is not None:
            self.totals.show_cost_range(*known, self._marks)

    def _took_ms(self) -> float | None:
        return self._timed.last_ms if self._timed is not None else None

    def show_autosaved(self, words: str) -> None:
        """Say when the plan was last kept beside its file."""
        self._autosaved = words
        plan = self.document.plan
        self.navigation.set_foot(*navigation_foot(plan, self.document.catalog, words))

    def _page_opening(self, key: str) -> None:
        if not entry_of(key).panel:  # before the page asks for its room, which would come off the panel's height
            self.findings.setVisible(False)

    def _page_opened(self, key: str) -> None:
        self.navigation.set_current(key)
        self.status_bar.forget()
        entry = entry_of(key)
        self.findings.show_page(entry)
        self.findings.setVisible(entry.panel and self._panel_wanted)
        self.actions_by_key["findings"].setEnabled(entry.panel)
        if "why_dock" in self.__dict__:
            self.why_dock.page_opened()
        self.table_commands.enable(self.actions_by_key)

    def _show_status(self, sentences: tuple[str, ...]) -> None:
        self.status_bar.show_selection(*sentences)

    def _retitle(self) -> None:
        path, title = self.document.path, self.document.plan.header.name or "New plan"
        self.setWindowTitle(f"{path.name if path else title}[*] – DR Desktop")
        self.setWindowModified(self.document.modified)

    def _step(self, step: int) -> None:
        self.open_page(self.pages.neighbour(step))

    def _go_to_part(self, step: int) -> None:
        from dr_desktop.ui.window_parts import go_to_part  # by who works without a mouse

        go_to_part(self, step)

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _go_to_hit(self, hit: Hit) -> None:
        if hit.table:
            self.go_to(hit.table, hit.key)
        else:
            self.open_page(hit.key)

    def _go_to_finding(self, finding: Finding) -> None:
        self.go_to(finding.table, finding.entity, finding.field)

    def _accept_current(self) -> None:
        finding = self.findings.view.current()
        if finding is not None and not finding.accepted:
            self.accept(finding)
        else:
            self.say("Select a finding below that is not accepted yet.")

    def _toggle_panel(self) -> None:
        self._panel_wanted = not self._panel_wanted
        self.actions_by_key["findings"].setChecked(self._panel_wanted)
        self.findings.setVisible(self._panel_wanted)

    @cached_property
    def why_dock(self) -> WhyDock:
        """What explains the selected number; made when it is first asked."""
        from dr_desktop.ui.why_dock import WhyDock

        dock = WhyDock(self.document, self, self.pages, self)
        dock.wanted_changed.connect(self.actions_by_key["why"].setChecked)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        return dock

    def _toggle_why(self) -> None:
        self.why_dock.toggle()

    def _explain_total(self, part: str) -> None:
        self.why_dock.explain_total(part)

    def _show_header(self) -> None:
        self.go_to("header", "header", "name")

    def _import_prices(self) -> None:
        from dr_desktop.ui.pages.assumptions_page import AssumptionsPage  # a page: not needed before it is shown

        page = self.pages.open("assumptions")
        if isinstance(page, AssumptionsPage):
            page.import_prices()

    def _show_guidance(self) -> None:
        from dr_desktop.ui.dialogs.guidance_dialog import show_guidance

        show_guidance(self)

    def _show_about(self) -> None:
        from dr_desktop.ui.dialogs.about_dialog import show_about

        show_about(self)

    def _start(self, key: str) -> None:
        self.actions_by_key[key].trigger()

    def _import(self, lead_through: object) -> None:
        if not callable(lead_through) or not lead_through(self.document, self):
            return
        if self.pages.page is None:
            self.show_plan()
        self.open_page("overview")
        self.say(f"{self.document.undo_stack.undoText()}: the list at the right says what comes next.")

    # Qt tells

    def changeEvent(self, event: QEvent) -> None:
        """Take the icons of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "status_bar"):
            dress_actions(self.actions_by_key)
            self.search.dress()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a plan or an inventory that is dragged over the window."""
        if dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a dropped plan; import a dropped inventory."""
        path = dropped_file(event)
        if path is None:
            return
        event.acceptProposedAction()
        if path.suffix.casefold() == SUFFIX:
            self.files.open(path)
        else:
            self.import_file(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about what is not saved; stop what runs."""
        if not self.files.may_leave():
            event.ignore()
            return
        from dr_desktop.ui.plan_process import PlanProcess  # not needed before one was started

        for running in self.findChildren(PlanProcess):
            running.cancel()
        self.autosaving.stop()
        keep_window(self._settings, self)
        event.accept()


def _without_argument(run: object, *_: object) -> None:
    if callable(run):
        run()
