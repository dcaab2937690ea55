"""A board's figures on axes, ready to be drawn: one axis for each common unit, strand under strand."""

from collections import defaultdict
from dataclasses import dataclass

from claims.board import Board, Entry, spread
from claims.extraction.conversions import conversion_of
from claims.plotting import Mark, Scale, bounds_in_common, draw, percent
from claims.wording import amount_words, figure_words

MOST_ROWS = 24  # drawn one by one; of more figures, those that read alike share a row

Unit = tuple[str, str]  # a dimension and the common unit of its axis


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
    """The rows of one strand on one axis; `rest` is one row for those that are too many to draw."""

    title: str
    rows: list[Row]
    strand: int
    rest: Row | None = None


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
    """All charts of a board, and whether figures share rows."""

    charts: list[Chart]
    is_summed: bool
    has_strands: bool


def plot_of(board: Board) -> Plot:
    """The plot of what stands on a board. Above a screenful, figures that read alike share a row, the
    best-backed first, and one more row stands for the rest of its strand.
    """
    standing = board.standing
    is_summed = len(standing) > MOST_ROWS
    rows = _alike(standing) if is_summed else [[entry] for entry in standing]
    rows.sort(key=lambda entries: -len(frozenset().union(*(e.voices for e in entries))))
    drawn: defaultdict[Unit, list[list[Entry]]] = defaultdict(list)
    for entries in sorted(rows[:MOST_ROWS], key=lambda entries: (entries[0].strand, _middle(entries[0]))):
        drawn[_unit(entries[0])].append(entries)
    rest: defaultdict[Unit, list[Entry]] = defaultdict(list)
    for entries in rows[MOST_ROWS:]:
        rest[_unit(entries[0])] += entries
    charts = [_chart(drawn[unit], rest[unit], board) for unit in dict.fromkeys([*drawn, *rest])]
    return Plot([c for c in charts if c is not None], is_summed, len(board.strands) > 1)


def _unit(entry: Entry) -> Unit:
    read = entry.read
    return read.dimension, "" if read.dimension == "count" else conversion_of(read).unit


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


def _chart(rows: list[list[Entry]], rest: list[Entry], board: Board) -> Chart | None:
    scale = draw([entries[0].read for entries in rows] + [entry.read for entry in rest])
    if scale is None:
        return None
    bands: defaultdict[int, list[Row]] = defaultdict(list)
    for entries, mark in zip(rows, scale.marks, strict=False):
        bands[entries[0].strand].append(_row(entries, mark, board))
    more: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in rest:
        more[entry.strand].append(entry)
    strands = sorted({*bands, *more})
    return Chart(
        scale, [Band(board.strands[n].title, bands[n], n, _rest(more[n], scale, board)) for n in strands]
    )


def _rest(entries: list[Entry], scale: Scale, board: Board) -> Row | None:
    """One row for figures that are too many to draw: from the lowest to the highest of them."""
    reads = [entry.read for entry in entries]
    ends = [end for read in reads for end in bounds_in_common(read) if end is not None]
    if not ends:
        return None
    start, end = (percent(scale.axis.place(some)) for some in (min(ends), max(ends)))
    return Row(
        entries, Mark(start=start, end=end), spread(reads), _names(entries), board.reference in entries
    )


def _row(entries: list[Entry], mark: Mark, board: Board) -> Row:
    read = entries[0].read
    words = amount_words(read) if read.dimension == "count" else figure_words(read)
    return Row(entries, mark, words, _names(entries), is_reference=board.reference in entries)


def _names(entries: list[Entry]) -> str:
    names = list(dict.fromkeys(name for entry in entries for name in entry.names))
    return ", ".join(names[:3]) + (f" and {len(names) - 3:,} more" if len(names) > 3 else "")
