"""Proposes an application for each machine. A proposal: the planner says whether it is taken."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple

from dr_desktop.files.intake.grouping_patterns import LONGEST_NAME, compiled, is_regular
from dr_desktop.files.intake.inventory import GroupingColumn, InventoryMachine, column_text
from dr_desktop.plan.typed_text import is_unknown, plain

NO_FOLDER = frozenset({"", "vm", "discovered virtual machine", "datacenters"})
FIXED_COLUMNS = ("Folder", "Datacenter", "Cluster", "Host", "Environment", "Role")
"""Columns that every reader fills and that name no application on their own."""
MOST_APPLICATIONS_PER_MACHINE = 0.8
"""A column with nearly as many values as machines names machines, not applications."""

MOST_PLACED = 0.6
"""Share of the machines that a way of grouping must place before it is more than a guess."""

_OF_APPLICATIONS = frozenset(
    {"app", "application", "applications", "appname", "applicationname", "appid", "service", "servicename", "workload",
     "businessservice", "businessapplication", "system", "systemname", "solution", "product", "anwendung",
     "applikation", "vapp"}
)  # fmt: skip
_GROUP = re.compile(r"\\([1-9])")
_TRAILING_NUMBER = re.compile(r"[\s\-_.]*\d+[a-z]?$", re.IGNORECASE)


class ByFolder(NamedTuple):
    """The last part of a machine's folder; as many parts before it as tell equally named folders apart."""


class ByColumn(NamedTuple):
    """The text of one column: a custom attribute, a tag, a column the user added, or Cluster and the like."""

    heading: str


class ByPrefix(NamedTuple):
    """The name up to a separator, or up to the number it ends in: `crm-web-01` and `crm-db-01` give `crm`."""

    separators: str = "-_. "
    at_least: int = 2
    """Machines that must share a prefix before it counts as an application."""


class ByPattern(NamedTuple):
    """Patterns stated by the planner, the first that fits counts: `(("crm-*", "CRM"), ("sql?", "Databases"))`.

    What stands between slashes is a regular expression, found anywhere in the name; `\\1` in the application's name
    stands for its first group: `(("/^([a-z]+)-/", "\\1"),)`. Case is ignored.
    """

    patterns: tuple[tuple[str, str], ...]


Confidence = Literal["high", "medium", "low"]
Grouping = ByFolder | ByColumn | ByPrefix | ByPattern


class GroupingProposal(NamedTuple):
    """Which application each machine would go to."""

    grouping: Grouping
    applications: Mapping[str, tuple[str, ...]]
    """Application name to keys of its machines, in the order of the file."""
    nowhere: tuple[str, ...]
    """Keys of the machines that belong to none of them."""

    @property
    def placed_share(self) -> float:
        """Share of the machines that go somewhere, 0 to 1."""
        placed = sum(len(keys) for keys in self.applications.values())
        return placed / ((placed + len(self.nowhere)) or 1)

    @property
    def confidence(self) -> Confidence:
        """High where a column named after applications is filled for most machines; low where names are guessed at."""
        match self.grouping:
            case ByColumn(heading) if names_applications(heading):
                return "high" if self.placed_share >= MOST_PLACED else "medium"
            case ByColumn() | ByFolder():
                return "medium" if self.placed_share >= MOST_PLACED else "low"
            case ByPattern():
                return "high"
            case _:
                return "low"


def propose(machines: Iterable[InventoryMachine], grouping: Grouping) -> GroupingProposal:
    """Sort machines into applications by one way of grouping; each machine is in exactly one place."""
    listed = tuple(machines)
    match grouping:
        case ByFolder():
            labels = _folder_labels([machine.folder for machine in listed])
        case ByColumn(heading):
            labels = _one_spelling([column_text(machine, heading) for machine in listed])
        case ByPrefix(separators, at_least):
            labels = _prefix_labels([machine.name for machine in listed], separators, at_least)
        case ByPattern(patterns):
            labels = [_first_fit(machine.name, patterns) for machine in listed]
    applications: dict[str, list[str]] = defaultdict(list)
    nowhere = []
    for machine, label in zip(listed, labels, strict=True):
        if label:
            applications[label].append(machine.key)
        else:
            nowhere.append(machine.key)
    return GroupingProposal(grouping, {name: tuple(keys) for name, keys in applications.items()}, tuple(nowhere))


def suggest(machines: Iterable[InventoryMachine], columns: Iterable[GroupingColumn]) -> tuple[GroupingProposal, ...]:
    """Ways of grouping that say something about these machines, the most telling first.

    A way that puts all machines into one application, or nearly every machine into one of its own, says nothing.
    """
    listed = tuple(machines)
    headings = [column.heading for column in columns]
    ways: list[Grouping] = [ByColumn(heading) for heading in headings if heading not in FIXED_COLUMNS]
    if "Folder" in headings:
        ways.append(ByFolder())
    ways.append(ByPrefix())
    proposals = [propose(listed, way) for way in ways]
    telling = [proposal for proposal in proposals if _says_something(proposal, len(listed))]
    return tuple(sorted(telling, key=lambda proposal: (proposal.confidence != "high", -proposal.placed_share)))


def names_applications(heading: str) -> bool:
    """Whether a column's heading says that it holds applications: `App`, `ApplicationName`, `Business service`."""
    return re.sub(r"[^a-zäöü]", "", heading.casefold()) in _OF_APPLICATIONS


def grouping_columns(machines: Iterable[InventoryMachine]) -> tuple[GroupingColumn, ...]:
    """The columns in which at least one machine has a value, with how many have one and how many differ."""
    listed = tuple(machines)
    headings = dict.fromkeys(("Application", *FIXED_COLUMNS, *(name for machine in listed for name in machine.tags)))
    columns = []
    for heading in headings:
        texts = [text for machine in listed if not is_unknown(plain(text := column_text(machine, heading)))]
        if texts:
            columns.append(GroupingColumn(heading, len(texts), len({text.casefold() for text in texts})))
    return tuple(columns)


def _says_something(proposal: GroupingProposal, machines: int) -> bool:
    placed = machines - len(proposal.nowhere)
    return 2 <= len(proposal.applications) <= placed * MOST_APPLICATIONS_PER_MACHINE


def _one_spelling(texts: list[str]) -> list[str]:
    """`CRM`, `crm` and `CRM ` are one application, written as most machines write it."""
    tidy = [plain(text) for text in texts]
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for text in tidy:
        spellings[text.casefold()][text] += 1
    usual = {folded: counts.most_common(1)[0][0] for folded, counts in spellings.items()}
    return ["" if is_unknown(text) else usual[text.casefold()] for text in tidy]


def _folder_labels(folders: list[str]) -> list[str]:
    paths = [_folder_parts(folder) for folder in folders]
    folded = [tuple(part.casefold() for part in path) for path in paths]
    different = set(folded)
    ends = Counter(path[-length:] for path in different for length in range(1, len(path) + 1))
    labels = []
    for path, comparable in zip(paths, folded, strict=True):
        lengths = range(1, len(path) + 1)
        shortest = next((length for length in lengths if ends[comparable[-length:]] == 1), len(path))
        labels.append("/".join(path[-shortest:]))
    return _one_spelling(labels)


def _folder_parts(folder: str) -> tuple[str, ...]:
    parts = [part for part in (" ".join(part.split()) for part in re.split(r"[/\\]", folder)) if part]
    if not parts or parts[-1].casefold() in NO_FOLDER:
        return ()
    return tuple(parts)


def _prefix_labels(names: list[str], separators: str, at_least: int) -> list[str]:
    prefixes = [_prefix(name, separators) for name in names]
    counts = Counter(prefix.casefold() for prefix in prefixes)
    return _one_spelling([prefix if counts[prefix.casefold()] >= at_least else "" for prefix in prefixes])


def _prefix(name: str, separators: str) -> str:
    stem = name.strip()
    first = re.split(f"[{re.escape(separators)}]", stem, maxsplit=1)[0] if separators else stem
    return _TRAILING_NUMBER.sub("", first)


def _first_fit(name: str, patterns: Iterable[tuple[str, str]]) -> str:
    folded = name.casefold()
    for pattern, label in patterns:
        if is_regular(pattern):
            found = compiled(pattern).search(name[:LONGEST_NAME])
            if found:
                return _filled(found, label)
        elif fnmatchcase(folded, pattern.casefold()):
            return label.strip()
    return ""


def _filled(found: re.Match[str], label: str) -> str:
    """The label with `\\1` and the like replaced by what the groups caught; a group that is not there gives nothing."""
    groups = found.groups(default="")
    return _GROUP.sub(lambda one: groups[int(one[1]) - 1] if int(one[1]) <= len(groups) else "", label).strip()
