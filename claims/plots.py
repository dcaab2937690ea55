"""A board's figures on axes, ready to be drawn: one axis for each common unit, strand under strand."""

from collections import defaultdict
from dataclasses import dataclass

from claims.board import Board, Entry
from claims.extraction.conversions import conversion_of
from claims.plotting import Mark, Scale, draw
from claims.wording import amount_words, figure_words

MOST_ROWS = 24  # drawn one by one; of more figures, those that read alike share a row


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the plot: a figure, or several that read alike."""

    entries: list[Entry]
    mark: Mark
    words: str
    names: str
    is_reference: bool

    @property
    def figure(self) -> Entry:
        return self.entries[0]


@dataclass(frozen=True, slots=True)
class Band:
    """The rows of one strand on one axis."""

    title: str
    rows: list[Row]
    strand: int


@dataclass(frozen=True, slots=True)
class Chart:
    """One axis with its bands."""

    scale: Scale
    bands: list[Band]

    @property
    def ticks(self) -> list[tuple[str, str]]:
        return self.scale.axis.ticks()


@dataclass(frozen=True, slots=True)
class Plot:
    """All charts of a board, and how many readings were left to the table."""

    charts: list[Chart]
    left_out: int
    is_summed: bool
    has_strands: bool


def plot_of(board: Board) -> Plot:
    """The plot of a board. Above a screenful, figures that read alike share a row, the best-backed first."""
    is_summed = len(board.entries) > MOST_ROWS
    rows = _alike(board.entries) if is_summed else [[entry] for entry in board.entries]
    rows.sort(key=lambda entries: -len(frozenset().union(*(e.voices for e in entries))))
    drawn, left_out = rows[:MOST_ROWS], len(rows[MOST_ROWS:])
    by_unit: defaultdict[tuple[str, str], list[list[Entry]]] = defaultdict(list)
    for entries in sorted(drawn, key=lambda entries: (entries[0].strand, _middle(entries[0]))):
        read = entries[0].read
        unit = "" if read.dimension == "count" else conversion_of(read).unit
        by_unit[read.dimension, unit].append(entries)
    charts = [_chart(rows, board) for rows in by_unit.values()]
    return Plot([c for c in charts if c is not None], left_out, is_summed, len(board.strands) > 1)


def _alike(entries: list[Entry]) -> list[list[Entry]]:
    found: defaultdict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        read = entry.read
        found[entry.strand, read.unit, read.relation, read.value, read.low, read.high].append(entry)
    return list(found.values())


def _middle(entry: Entry) -> float:
    read = entry.read
    known = [end for end in (read.low, read.high, read.value) if end is not None]
    return sum(end / len(known) for end in known)


def _chart(rows: list[list[Entry]], board: Board) -> Chart | None:
    scale = draw([entries[0].read for entries in rows])
    if scale is None:
        return None
    bands: defaultdict[int, list[Row]] = defaultdict(list)
    for entries, mark in zip(rows, scale.marks, strict=True):
        bands[entries[0].strand].append(_row(entries, mark, board))
    return Chart(scale, [Band(board.strands[n].title, those, n) for n, those in bands.items()])


def _row(entries: list[Entry], mark: Mark, board: Board) -> Row:
    names = list(dict.fromkeys(name for entry in entries for name in entry.names))
    said = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    read = entries[0].read
    words = amount_words(read) if read.dimension == "count" else figure_words(read)
    return Row(entries, mark, words, said, is_reference=board.reference in entries)
