"""The one file that holds colours, sizes, hatches and tier marks; everything else names a role.

A colour is asked for by role and theme, `colour("panel", "dark")`. Grounds and marks ("panel",
"recommended.fill") and words ("text.primary", "recommended.text") have different roles, because the
same state needs another shade as a large fill than as small letters.
"""

from types import MappingProxyType
from typing import Final, Literal, NamedTuple

Theme = Literal["light", "dark", "high_contrast"]
THEMES: Final[tuple[Theme, ...]] = ("light", "dark", "high_contrast")

Hatch = Literal["none", "rising", "falling", "vertical", "horizontal", "dots", "outline"]

_COLOURS: Final[dict[str, tuple[str, str, str]]] = {
    # grounds and lines
    "window": ("#F1F3F6", "#22262C", "#000000"),
    "panel": ("#FFFFFF", "#1A1D22", "#000000"),
    "panel.alternate": ("#F7F8FA", "#1F2328", "#0D0D0D"),
    "header": ("#E9ECF1", "#2A2F36", "#1A1A1A"),
    "computed": ("#F4F6FA", "#1E2329", "#0A0A14"),
    "hover": ("#EAF1FA", "#2A323C", "#1F1F33"),
    "selection": ("#CFE2F7", "#1F3F5F", "#001F3F"),
    "selection.inactive": ("#DFE4EA", "#343B44", "#242424"),
    "accent": ("#1D5FA6", "#6CABF2", "#FFD800"),
    "line": ("#D3D8DF", "#3A4048", "#808080"),
    "line.strong": ("#98A1AE", "#6A737F", "#FFFFFF"),
    "grid": ("#E4E8ED", "#2D3239", "#4D4D4D"),
    "control.line": ("#7C8694", "#7F8995", "#FFFFFF"),
    "focus": ("#1D5FA6", "#6CABF2", "#FFD800"),
    "tooltip": ("#FFFFFF", "#2A2F36", "#000000"),
    "invalid": ("#FDECEA", "#43201E", "#300000"),
    # words
    "text.primary": ("#1A1E25", "#E8EAED", "#FFFFFF"),
    "text.secondary": ("#515A67", "#AEB6C0", "#E0E0E0"),
    "text.inherited": ("#59616D", "#A6AEB8", "#CCCCCC"),
    "text.disabled": ("#666E7A", "#959DA8", "#B0B0B0"),
    "text.link": ("#1A5799", "#82B8F5", "#7FC4FF"),
    "text.on_accent": ("#FFFFFF", "#10151B", "#000000"),
    "text.on_selection": ("#12202F", "#F2F6FA", "#FFFFFF"),
    "text.invalid": ("#A1160E", "#FF9C92", "#FF9C92"),
    # verdicts and severities: the sign, its words, the ground they tint, the mark on the sign
    "recommended.fill": ("#0B7468", "#2EB491", "#98F2CD"),
    "recommended.text": ("#0A665C", "#55C9AA", "#98F2CD"),
    "recommended.tint": ("#E2F2EF", "#1B302E", "#00261F"),
    "recommended.on": ("#FFFFFF", "#10151B", "#000000"),
    "condition.fill": ("#E9AF2F", "#F4D874", "#FFEC42"),
    "condition.text": ("#7D5700", "#F4D874", "#FFEC42"),
    "condition.tint": ("#FCF2D8", "#332B17", "#2B2000"),
    "condition.on": ("#1A1E25", "#10151B", "#000000"),
    "not_recommended.fill": ("#C44D0E", "#EB743A", "#F38059"),
    "not_recommended.text": ("#A33F08", "#F2935F", "#F79A78"),
    "not_recommended.tint": ("#FBE6DA", "#38241A", "#331400"),
    "not_recommended.on": ("#FFFFFF", "#10151B", "#000000"),
    "not_supported.fill": ("#6B1238", "#FFA3D5", "#D9A6DC"),
    "not_supported.text": ("#6B1238", "#FFA3D5", "#E0B4E3"),
    "not_supported.tint": ("#F4DEE7", "#3A1E2B", "#330018"),
    "not_supported.on": ("#FFFFFF", "#10151B", "#000000"),
    "error.fill": ("#B3261E", "#FF7B6F", "#FF8278"),
    "error.text": ("#A1160E", "#FF9C92", "#FF9C92"),
    "error.tint": ("#FDECEA", "#43201E", "#300000"),
    "error.on": ("#FFFFFF", "#10151B", "#000000"),
    "warning.fill": ("#E9AF2F", "#F4D874", "#FFEC42"),
    "warning.text": ("#7D5700", "#F4D874", "#FFEC42"),
    "warning.tint": ("#FCF2D8", "#332B17", "#2B2000"),
    "warning.on": ("#1A1E25", "#10151B", "#000000"),
    "note.fill": ("#1D5FA6", "#6CABF2", "#7FC4FF"),
    "note.text": ("#1A5799", "#82B8F5", "#7FC4FF"),
    "note.tint": ("#E6EFF9", "#1E2B39", "#001A33"),
    "note.on": ("#FFFFFF", "#10151B", "#000000"),
    "accepted.fill": ("#5C6672", "#A5ADB7", "#D0D0D0"),
    "accepted.text": ("#515A67", "#AEB6C0", "#E0E0E0"),
    "accepted.tint": ("#EDEFF2", "#2A2F36", "#1A1A1A"),
    "accepted.on": ("#FFFFFF", "#10151B", "#000000"),
    # palettes; each is told apart by colour-blind readers, and always carries its hatch
    "scheme.backup_restore": ("#2F5FA3", "#527BC8", "#527BC8"),
    "scheme.replication": ("#2BA283", "#5AC59D", "#5AC59D"),
    "scheme.high_availability": ("#C07AD4", "#EDADFD", "#EDADFD"),
    "scheme.fault_tolerance": ("#1D2636", "#F2F4F7", "#F2F4F7"),
    "scheme.no_recovery": ("#BAC1CC", "#5E6369", "#5E6369"),
    "phase.detect": ("#C1CEDB", "#535A62", "#535A62"),
    "phase.decide": ("#727A86", "#8E969F", "#8E969F"),
    "phase.rebuild": ("#BC76CC", "#C895DC", "#C895DC"),
    "phase.restore": ("#1A5AA3", "#4C73AB", "#4C73AB"),
    "phase.start": ("#3DB694", "#8CE2D0", "#8CE2D0"),
    "phase.validate": ("#F2B947", "#F5D55D", "#F5D55D"),
    "stack.points": ("#2B599E", "#007AB6", "#007AB6"),
    "stack.archive": ("#66BDF2", "#32435D", "#32435D"),
    "stack.copies": ("#2E9270", "#82CECC", "#82CECC"),
    "stack.working": ("#CBCED4", "#84868B", "#84868B"),
    "stack.headroom": ("#C07AD4", "#EDADFD", "#EDADFD"),
    # charts
    "chart.ceiling": ("#A33F08", "#F59B64", "#FF9A57"),
    "chart.capacity": ("#1A1E25", "#E8EAED", "#FFFFFF"),
    "chart.objective": ("#A1160E", "#FF9C92", "#FF9C92"),
    "chart.critical": ("#1A1E25", "#F2F6FA", "#FFFFFF"),
    "chart.axis": ("#98A1AE", "#6A737F", "#FFFFFF"),
    "chart.marker": ("#1A1E25", "#E8EAED", "#FFFFFF"),
    # tier marks, from dark (1) to outlined (4), and the digit on them
    "tier.1": ("#1D2636", "#E8EAED", "#FFFFFF"),
    "tier.1.on": ("#FFFFFF", "#10151B", "#000000"),
    "tier.2": ("#5C6672", "#A5ADB7", "#BDBDBD"),
    "tier.2.on": ("#FFFFFF", "#10151B", "#000000"),
    "tier.3": ("#C6CDD6", "#4A525C", "#333333"),
    "tier.3.on": ("#1A1E25", "#FFFFFF", "#FFFFFF"),
    "tier.4": ("#FFFFFF", "#1A1D22", "#000000"),
    "tier.4.on": ("#3B4350", "#C9D0D8", "#FFFFFF"),
    # the claim ladder, from wished to proven, and the track its bars run in
    "ladder.wished": ("#C9D3DF", "#39424E", "#757575"),
    "ladder.designed": ("#9FB8D4", "#3F566F", "#5C7A99"),
    "ladder.simulated": ("#6E97C4", "#4A7199", "#6E97C4"),
    "ladder.drilled": ("#3F74AE", "#5A90C8", "#93C1F0"),
    "ladder.proven": ("#1D4F86", "#82B8F5", "#D6EAFF"),
    "ladder.track": ("#E4E8ED", "#2D3239", "#3A3A3A"),
}

ROLES: Final = frozenset(_COLOURS)
STATES: Final = tuple(role.removesuffix(".tint") for role in _COLOURS if role.endswith(".tint"))

HATCHES: Final = MappingProxyType[str, Hatch](
    {
        "scheme.backup_restore": "none",
        "scheme.replication": "rising",
        "scheme.high_availability": "falling",
        "scheme.fault_tolerance": "vertical",
        "scheme.no_recovery": "outline",
        "phase.detect": "dots",
        "phase.decide": "horizontal",
        "phase.rebuild": "falling",
        "phase.restore": "none",
        "phase.start": "vertical",
        "phase.validate": "rising",
        "stack.points": "none",
        "stack.archive": "rising",
        "stack.copies": "falling",
        "stack.working": "dots",
        "stack.headroom": "horizontal",
    }
)


class Pattern(NamedTuple):
    """A colour with the hatch that says the same to a reader who sees no colour."""

    role: str
    hatch: Hatch


COMPONENTS: Final[tuple[Pattern, ...]] = (
    Pattern("stack.points", "none"),
    Pattern("stack.archive", "rising"),
    Pattern("phase.start", "vertical"),
    Pattern("scheme.high_availability", "falling"),
    Pattern("phase.validate", "dots"),
    Pattern("scheme.fault_tolerance", "none"),
    Pattern("phase.decide", "horizontal"),
    Pattern("stack.working", "dots"),
)


MOST_COMPONENTS: Final = len(COMPONENTS)
"""Components of which each has a colour of its own; a chart sums up what is beyond them."""


def component_pattern(position: int) -> Pattern:
    """Pattern of the component at `position` (from 0); after the eighth, colours return hatched otherwise."""
    role, hatch = COMPONENTS[position % len(COMPONENTS)]
    if position < len(COMPONENTS):
        return Pattern(role, hatch)
    others: tuple[Hatch, ...] = ("horizontal", "falling", "dots", "rising", "vertical")
    return Pattern(role, [other for other in others if other != hatch][position // len(COMPONENTS) % 4])


class TypeSizes(NamedTuple):
    """Sizes of type in px at 100 %; there are none between these."""

    mark: int = 10
    caption: int = 11
    table: int = 12
    body: int = 13
    section: int = 15
    title: int = 18
    figure: int = 20
    overview: int = 26


class Sizes(NamedTuple):
    """Measures in px at 100 %."""

    page_margin: int = 12
    panel_gap: int = 8
    row: int = 24
    row_comfortable: int = 28
    header: int = 24
    header_band: int = 18
    filter: int = 26
    cell_padding: int = 6
    menu: int = 24
    toolbar: int = 36
    totals: int = 46
    nav_width: int = 176
    nav_item: int = 26
    nav_heading: int = 24
    status: int = 22
    page_head: int = 36
    panel_head: int = 26
    findings_row: int = 22
    chip_height: int = 20
    chip_width: int = 136
    chip_min_width: int = 96
    chip_gap: int = 3
    tier_mark: int = 14
    sign: int = 14
    scheme_mark: int = 10
    state_dot: int = 7
    state_dot_gap: int = 3
    radius: int = 3
    line: int = 1
    focus_line: int = 2
    icon: int = 16
    icon_stroke: float = 1.5
    gantt_row: int = 22
    gantt_bar: int = 12
    hatch_pitch: int = 5


class PdfSizes(NamedTuple):
    """Sizes of type in pt and measures in mm of a printed page."""

    title: float = 18
    heading: float = 11
    text: float = 9
    table: float = 8
    caption: float = 7.5
    fine: float = 7
    margin_mm: float = 20
    columns: int = 12
    gutter_mm: float = 3.45


TYPE: Final = TypeSizes()
SIZE: Final = Sizes()
PDF: Final = PdfSizes()
FONT_FAMILY: Final = "IBM Plex Sans"
FONT_FALLBACKS: Final = ("Noto Sans", "DejaVu Sans")


def colour(role: str, theme: Theme = "light") -> str:
    """The colour of `role` as '#RRGGBB'. KeyError if no such role exists."""
    return _COLOURS[role][THEMES.index(theme)]


def hatch_of(role: str) -> Hatch:
    """The hatch that always goes with a palette's role, or "none"."""
    return HATCHES.get(role, "none")


def line_height(size: float) -> int:
    """Height of a line of type of `size` px: 1.3 of it, rounded to a whole pixel."""
    return round(1.3 * size)


_PALE: Final = 0.5
_DARK: Final = 0.12


def hatch_ink(role: str, theme: Theme = "light") -> str:
    """Colour of the hatch on a ground of `role`: the panel shows through, and where that is too much like the ground,
    the ink of words: dark on what is pale, light on what is dark."""
    ground = colour(role, theme)
    light = _luminance(ground)
    if light > _PALE if theme == "light" else light < _DARK:
        return mixed(colour("text.primary", theme), ground, 0.72 if theme == "light" else 0.55)
    return colour("panel", theme)


def mixed(over: str, under: str, share: float) -> str:
    """`over` laid on `under` with opacity `share` (0 to 1), as an opaque '#RRGGBB', alike in every medium."""
    pairs = zip(_channels(over), _channels(under), strict=True)
    return "#" + "".join(f"{round(share * top + (1 - share) * ground):02X}" for top, ground in pairs)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _channels(value: str) -> tuple[int, int, int]:
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


def _luminance(value: str) -> float:
    parts = (channel / 255 for channel in _channels(value))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
