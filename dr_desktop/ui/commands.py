"""The commands of the window: words, icon, keys and help of each, and where they stand in menus and toolbar."""

from typing import Final, NamedTuple

from PySide6.QtGui import QKeySequence

Key = QKeySequence.StandardKey


class Command(NamedTuple):
    """One command. Words with keys after a tab name keys that the table itself knows: elsewhere they mean other things.

    `short` are its words in the toolbar; a command without them stands there as an icon alone."""

    key: str
    words: str
    help: str
    icon: str = ""
    keys: QKeySequence.StandardKey | str = ""
    short: str = ""
    checkable: bool = False


COMMANDS: Final[tuple[Command, ...]] = (
    Command("new", "&New plan", "Begin an empty plan", "new", Key.New),
    Command("open", "&Open…", "Open a plan from a file", "open", Key.Open),
    Command("sample", "Open the &sample plan", "See a plan with everything in it"),
    Command("save", "&Save", "Save the plan", "save", Key.Save),
    Command("save_as", "Save &as…", "Save the plan under another name", "", Key.SaveAs),
    Command("import", "&Import inventory…", "Read machines from an inventory file", "import", "Ctrl+I", "Import"),
    Command("template", "Save an e&mpty intake workbook…",
            "A workbook to list applications and machines in; import reads it when it is filled in"),
    Command("prices", "Import p&rices…", "Take over saved responses of the Azure Retail Prices API"),
    Command("excel", "Export to &Excel…", "Write the plan as a workbook", "excel", "Ctrl+Shift+E", "Excel"),
    Command("pdf", "Export to &PDF…", "Write the plan as a PDF for the meeting", "pdf", "Ctrl+Shift+P", "PDF"),
    Command("quit", "&Quit", "Leave DR Desktop", "", Key.Quit),
    Command("copy", "&Copy\tCtrl+C", "Copy the selected cells", "copy"),
    Command("paste", "&Paste\tCtrl+V", "Paste cells, also from Excel", "paste"),
    Command("fill_down", "Fill &down\tCtrl+D", "Put the topmost selected cell into those below", "fill-down"),
    Command("clear", "C&lear cells\tDel", "Empty the selected cells"),
    Command("add", "&Add\tCtrl+Ins", "Add a row to the table in view (Ctrl+Ins)", "add", "", "Add"),
    Command("duplicate", "D&uplicate\tCtrl+Shift+D", "Copy the selected rows below themselves", "duplicate"),
    Command("remove", "&Remove rows\tCtrl+Del", "Take the selected rows out of the plan", "remove"),
    Command("assign", "Assi&gn…", "Give tier, scheme, sites or backup to the selected rows", "assign", "Ctrl+G",
            "Assign…"),
    Command("advise", "&Ways to protect…", "Compare the schemes, sites and targets for the selected application", "",
            "Ctrl+Shift+W"),
    Command("filter", "&Filter row", "Show or hide the row to filter columns by", "filter", "", "Filter", True),
    Command("edit_filter", "Filter this &column", "Type what the current column must hold", "", "Ctrl+F"),
    Command("clear_filters", "Clear fi&lters\tCtrl+Shift+F", "Show all rows of the table", "clear-filter"),
    Command("find", "Find &anything…", "Go to an entity or a page by its name", "search", "Ctrl+K"),
    Command("header", "Plan &details…", "Title, customer, decision asked, start month, currency", "settings"),
    Command("accept", "A&ccept finding…", "Accept the selected finding with a reason", "check"),
    Command("next_page", "&Next page", "Go to the next page", "", "Ctrl+PgDown"),
    Command("previous_page", "&Previous page", "Go to the previous page", "", "Ctrl+PgUp"),
    Command("next_part", "Next part of the &window", "Take the keyboard to the next part of the window", "", "F6"),
    Command("previous_part", "Previous pa&rt", "Take the keyboard to the part before", "", "Shift+F6"),
    Command("findings", "&Findings panel", "Show or hide the findings below", "findings", "F8", "", True),
    Command("why", "&Why this number", "Explain the selected number", "why", "F9", "Why", True),
    Command("guidance", "&Guidance note", "Which guidance the plan is held against", "help", Key.HelpContents),
    Command("about", "&About DR Desktop", "Versions and licences"),
)  # fmt: skip

# None is a separator; "recent", "pages" and "theme" are submenus that the window fills.
MENUS: Final[tuple[tuple[str, tuple[str | None, ...]], ...]] = (
    ("&File", ("new", "open", "recent", "sample", None, "save", "save_as", None, "import", "prices", "template", None,
               "excel", "pdf", None, "quit")),
    ("&Edit", ("undo", "redo", None, "copy", "paste", "fill_down", "clear", None, "add", "duplicate", "remove",
               None, "find")),
    ("&Plan", ("header", None, "assign", "advise", "accept")),
    ("&View", ("pages", "next_page", "previous_page", "next_part", "previous_part", None, "filter", "edit_filter",
               "clear_filters", "findings", "why", None, "theme")),
    ("&Help", ("guidance", "about")),
)  # fmt: skip

TOOLBAR: Final[tuple[str | None, ...]] = (
    "new", "open", "save", None, "undo", "redo", None, "import", "add", "assign", None, "filter", "why", None,
    "excel", "pdf",
)  # fmt: skip

# These mean the table in view and rest while a page has none.
TABLE_COMMANDS: Final = (
    "copy", "paste", "fill_down", "clear", "add", "duplicate", "remove", "assign", "advise", "filter",
    "edit_filter", "clear_filters",
)  # fmt: skip
