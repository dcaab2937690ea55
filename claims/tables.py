"""The table of a board: what is asked of it in the address, and the rows that answer.

Everything that can be chosen (the reference, the order, the filters, the day) stands in the address, so a
view of the board can be sent to a colleague; each link keeps what else was chosen.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from claims.board import OUTCOMES, Board, Entry
from claims.extraction.records import Outcome, Role
from claims.wording import bounds_of_one

ROWS = 50
MOST_ROWS = 2500  # of one long page
PARTS = {  # in the order of the table
    None: ("reference", _("The reference"), _("The others are compared with it.")),
    Outcome.SAME: ("agree", _("Say the same"), ""),
    Outcome.COMPATIBLE: ("agree", _("Compatible"), _("Both can be right: rounding, overlap or a bound.")),
    Outcome.CONFLICTING: ("conflict", _("In conflict"), _("One value can't satisfy both.")),
    Outcome.PART_OF: ("definition", _("A part of it, or the whole"), ""),
    Outcome.NOT_COMPARABLE: (
        "definition",
        _("Count something else"),
        _("Not comparable with the reference."),
    ),
}
ROLES = (
    (Role.ORIGINATOR, _("says it itself")),
    (Role.JOINT, _("jointly")),
    (Role.RELAYER, _("passes it on")),
)
SHOWN = (("", _("What stands")), ("all", _("Older ones too")), ("earlier", _("Only older ones")))
WHOSE = (("", _("Everybody")), ("sources", _("Sources only")), ("readers", _("Readers only")))
COLUMNS = (  # what each column is sorted by; the first order is that of the comparison
    ("figure", _("Figure")),
    ("source", _("Said by")),
    ("publisher", _("Where")),
    ("said", _("When")),
    ("counted", _("What is counted")),
    ("", _("Against the reference")),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of a board; what it says wrongly is not asked."""

    reference: str = ""
    sort: str = ""  # one of COLUMNS, with a minus for downwards
    outcome: str = ""
    source: str = ""
    role: str = ""
    whose: str = ""
    show: str = ""
    on: str = ""
    rows: str = ""  # "all" for one long page, to be printed

    @classmethod
    def of(cls, params: Mapping[str, str]) -> "Asked":
        """
        >>> Asked.of({"sort": "-said", "outcome": "nonsense", "reference": "x", "on": "2025-02-30"})
        Asked(reference='', sort='-said', outcome='', source='', role='', whose='', show='', on='', rows='')
        """
        known: dict[str, Callable[[str], bool]] = {
            "reference": _is_key,
            "sort": lambda said: said.removeprefix("-") in dict(COLUMNS),
            "outcome": lambda said: said in OUTCOMES,
            "source": _is_key,
            "role": lambda said: said in dict(ROLES),
            "whose": lambda said: said in dict(WHOSE),
            "show": lambda said: said in dict(SHOWN),
            "on": lambda said: _day(said) is not None,
            "rows": lambda said: said == "all",
        }
        return cls(**{name: params[name] for name in known if name in params and known[name](params[name])})

    def query(self, **changed: object) -> str:
        """The address's query with something changed, empty parts left out."""
        row = replace(self, **changed)  # type: ignore[arg-type]
        said = {field.name: getattr(row, field.name) for field in fields(row)}
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def day(self) -> date | None:
        return _day(self.on)

    @property
    def is_filtered(self) -> bool:
        return any((self.outcome, self.source, self.role, self.whose, self.show))


def _is_key(said: str) -> bool:
    return said.isdecimal() and said.isascii() and len(said) < 19


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if len(said) == 10 else None
    except ValueError:
        return None


@dataclass(slots=True)
class Part:
    """Rows of the table under one heading; without a title where the table has an order of its own."""

    kind: str
    title: str
    explanation: str
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Column:
    """A heading of the table, and the link that sorts by it."""

    title: str
    query: str
    order: str  # for aria-sort: "ascending", "descending", or "" where the table is sorted otherwise


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice above the table."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a board that are asked for, a page of them."""

    asked: Asked
    page: Page
    parts: list[Part]
    columns: list[Column]
    filters: list[Filter]
    found: int  # rows on all pages

    @property
    def query(self) -> str:
        return self.asked.query()

    @property
    def long(self) -> str:
        return self.asked.query(rows="all")

    @property
    def unfiltered(self) -> str:
        return self.asked.query(outcome="", source="", role="", whose="", show="")

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form of the filters carries along."""
        return [(name, getattr(self.asked, name)) for name in ("reference", "sort", "on", "rows")]


def table_of(board: Board, params: Mapping[str, str]) -> Table:
    """The table of a board as an address asks for it."""
    asked = Asked.of(params)
    rows = ordered([entry for entry in board.entries if _is_wanted(entry, asked)], asked.sort)
    page = Paginator(rows, MOST_ROWS if asked.rows else ROWS).get_page(params.get("page"))
    return Table(asked, page, parts_of(page.object_list, asked), columns_of(asked), filters_of(board, asked),
                 len(rows))  # fmt: skip


def _is_wanted(entry: Entry, asked: Asked) -> bool:
    """Whether an entry passes the filters. The reference passes that of the comparison: it is its measure."""
    outcome = entry.comparison.outcome if entry.comparison else asked.outcome
    ties = [t for t in entry.attributions if not asked.role or t.role == asked.role]
    is_by = asked.source in {str(tie.source.stands_for.pk) for tie in ties} if asked.source else True
    return (
        (asked.show == "all" or entry.stands == (asked.show != "earlier"))
        and asked.outcome in ("", outcome)
        and is_by
        and (not asked.role or bool(ties))
        and (not asked.whose or entry.is_readers == (asked.whose == "readers"))
    )


def ordered(entries: list[Entry], sort: str) -> list[Entry]:
    """The entries in an order that was asked for; unasked, that of the comparison."""
    name = sort.removeprefix("-")
    if name:
        entries = sorted(entries, key=ORDERS[name])
    return entries[::-1] if sort.startswith("-") else entries


def _by_number(entry: Entry) -> tuple[object, ...]:
    low, high = bounds_of_one(entry.read)
    first, last = (end if end is not None else other for end, other in ((low, high), (high, low)))
    return entry.read.dimension, entry.read.unit, first or 0.0, last or 0.0, entry.pk


ORDERS: dict[str, Callable[[Entry], Any]] = {
    "figure": _by_number,
    "source": lambda entry: (", ".join(entry.names).casefold(), entry.said_on, entry.pk),
    "publisher": lambda entry: (entry.publisher.casefold(), entry.said_on, entry.pk),
    "said": lambda entry: (entry.said_on, entry.pk),
    "counted": lambda entry: (entry.strand, entry.read.measure or entry.read.unit, entry.pk),
}


def parts_of(entries: Iterable[Entry], asked: Asked | None = None) -> list[Part]:
    """Consecutive entries under the headings of the table."""
    rows = list(entries)
    if asked and asked.sort.removeprefix("-"):
        return [Part("sorted", "", "", rows)] if rows else []

    def outcome(entry: Entry) -> Outcome | None:
        return entry.comparison.outcome if entry.comparison else None

    return [Part(*PARTS[name], entries=list(some)) for name, some in groupby(rows, key=outcome)]


def columns_of(asked: Asked) -> list[Column]:
    """The headings; a second press of the same one turns its order round."""
    found = []
    for name, title in COLUMNS:
        is_chosen = asked.sort.removeprefix("-") == name
        is_down = asked.sort.startswith("-")
        turned = f"-{name}" if is_chosen and not is_down and name else name
        order = ("descending" if is_down else "ascending") if is_chosen else ""
        found.append(Column(title, asked.query(sort=turned), order))
    return found


def filters_of(board: Board, asked: Asked) -> list[Filter]:
    """The choices above the table: those that could choose anything on this board."""
    outcomes = {entry.comparison.outcome for entry in board.entries if entry.comparison}
    roles = {tie.role for entry in board.entries for tie in entry.attributions}
    sources = {
        str(tie.source.stands_for.pk): str(tie.source.stands_for)
        for entry in board.entries
        for tie in entry.attributions
        if tie.kind != "reader"
    }
    named = sorted(sources.items(), key=lambda item: item[1].casefold())
    offered = {
        "outcome": ("Comparison", [(o.value, PARTS[o][1]) for o in OUTCOMES if o in outcomes]),
        "source": ("Source", named),
        "role": ("Role", [(role.value, label) for role, label in ROLES if role in roles]),
    }
    found = [
        Filter(name, label, [("", "All"), *options], getattr(asked, name))
        for name, (label, options) in offered.items()
    ]
    found.append(Filter("whose", "Whose", list(WHOSE), asked.whose))
    return [*found, Filter("show", "Show", list(SHOWN), asked.show)]
