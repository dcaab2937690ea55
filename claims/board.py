"""The dispute board, computed: every figure of a question, who stands behind it, and how it compares.

Figures that are not comparable are set apart in *strands* ("killed" and "killed and wounded"); the strand
with most sources leads. One figure is the reference; every other is compared with it, and stands under what
came out.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from claims.extraction import records
from claims.extraction.disputes import compare, status_of
from claims.extraction.records import Outcome, Section, Status
from claims.models import Attribution, Dispute, Figure
from claims.voices import READERS, Voice, voices_of
from claims.wording import amount_words, bounds_of_one, number_words, with_unit

MOST_STRANDS = 12  # figures that fit none of so many go to the last
COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
PARTS = {  # in the order of the table
    None: ("reference", "The reference", "The others are compared with it."),
    Outcome.SAME: ("agree", "Say the same", ""),
    Outcome.COMPATIBLE: ("agree", "Compatible", "Both can be right: rounding, overlap or a bound."),
    Outcome.CONFLICTING: ("conflict", "In conflict", "One value can't satisfy both."),
    Outcome.PART_OF: ("definition", "A part of it, or the whole", ""),
    Outcome.NOT_COMPARABLE: ("definition", "Count something else", "Not comparable with the reference."),
}


@dataclass(slots=True)
class Entry:
    """One figure on the board."""

    figure: Figure
    read: records.Figure
    attributions: list[Attribution]
    voices: frozenset[Voice]
    comparison: records.Comparison | None = None  # with the reference; None for the reference itself
    strand: int = 0

    @property
    def pk(self) -> int:
        return self.figure.pk

    @property
    def is_readers(self) -> bool:
        """Said by nobody but readers under the article."""
        return self.voices == {READERS} or self.figure.claim.section == Section.COMMENT

    @property
    def grade(self) -> str:
        """The best grade among those who say it; "" where none is graded."""
        return min(
            (a.source.stands_for.grade for a in self.attributions if a.source.stands_for.grade), default=""
        )

    @property
    def names(self) -> list[str]:
        """Who says it, each name once; the publisher where nobody is named."""
        speakers = [a for a in self.attributions if a.role != records.Role.RELAYER] or self.attributions
        named = list(
            dict.fromkeys("a reader" if a.kind == "reader" else str(a.source.stands_for) for a in speakers)
        )
        article = self.figure.version.article
        return named or [str(article.publisher.stands_for if article.publisher else article.title)]


@dataclass(slots=True)
class Strand:
    """Figures that can be compared with each other."""

    entries: list[Entry]

    @property
    def voices(self) -> frozenset[Voice]:
        return frozenset().union(*(entry.voices for entry in self.entries))

    @property
    def records(self) -> list[records.Figure]:
        return [entry.read for entry in self.entries]

    @property
    def title(self) -> str:
        """What its figures count, in plain words."""
        read = self.entries[0].read
        return read.measure or " ".join(part for part in (read.unit, read.event) if part) or "figures"


@dataclass(slots=True)
class Part:
    """Rows of the table under one heading."""

    kind: str
    title: str
    explanation: str
    entries: list[Entry]


@dataclass(slots=True)
class Board:
    """Everything the page of a dispute says of its figures."""

    dispute: Dispute
    strands: list[Strand]
    aside: list[Figure]  # dismissed, or not given by the newest reading any more
    reference: Entry | None = None
    entries: list[Entry] = field(default_factory=list)  # in the order of the table

    @property
    def voice_count(self) -> int:
        return len(frozenset().union(*(entry.voices for entry in self.entries)))

    @property
    def article_count(self) -> int:
        return len({entry.figure.version.article_id for entry in self.entries})

    @property
    def headline(self) -> str:
        return headline(self.strands)


def board_of(dispute: Dispute, *, reference: int | None = None) -> Board:
    """The board of a dispute, compared with the figure that is asked for; with a good one where none is."""
    taking_part, aside = [], []
    for figure in dispute.figures.with_sources().order_by("pk"):
        (aside if figure.gone_at or figure.is_dismissed else taking_part).append(figure)
    entries = entries_of(taking_part)
    board = Board(dispute, strands_of(entries), aside)
    if entries:
        board.reference = next((e for e in entries if e.pk == reference), None) or best(
            board.strands[0].entries
        )
        board.entries = compared(entries, board.reference)
    return board


def entries_of(figures: Sequence[Figure]) -> list[Entry]:
    """The figures of one dispute, each with who stands behind it."""
    behind = voices_of(figures)
    return [Entry(f, f.as_read(), list(f.attributions.all()), behind[f.pk]) for f in figures]


def strands_of(entries: Sequence[Entry]) -> list[Strand]:
    """The entries in strands of comparable figures, those with the most independent sources first."""
    strands: list[Strand] = []
    # Figures defined alike stand alike: few comparisons for many figures.
    known: dict[tuple[object, ...], Strand] = {}
    for entry in sorted(entries, key=lambda e: (e.is_readers, e.pk)):
        alike = definition_of(entry.read)
        strand = known.get(alike) or next(
            (s for s in strands if _comparable(s.entries[0].read, entry.read)), None
        )
        if strand is None:
            strand = strands[-1] if len(strands) == MOST_STRANDS else Strand([])
        if strand not in strands:
            strands.append(strand)
        known[alike] = strand
        strand.entries.append(entry)
    strands.sort(key=lambda s: (-len(s.voices - {READERS}), -len(s.entries)))
    for number, strand in enumerate(strands):
        for entry in strand.entries:
            entry.strand = number
    return strands


def definition_of(read: records.Figure) -> tuple[object, ...]:
    """What a figure counts, without how many."""
    return (read.dimension, read.unit, read.event, read.population, read.place, read.when, read.basis)


def _comparable(one: records.Figure, other: records.Figure) -> bool:
    return compare(one, other).outcome not in (Outcome.NOT_COMPARABLE, Outcome.PART_OF)


def best(entries: Sequence[Entry]) -> Entry:
    """The figure to compare with if none is asked for: not a reader's, best graded, best backed, newest."""
    backing: defaultdict[tuple[object, ...], set[Voice]] = defaultdict(set)
    for entry in entries:
        backing[reading_of(entry.read)] |= entry.voices

    def rank(entry: Entry) -> tuple[object, ...]:
        backed = len(backing[reading_of(entry.read)])
        return entry.is_readers, entry.grade or "G", -backed, -_day(entry.figure), -entry.pk

    return min(entries, key=rank)


def reading_of(read: records.Figure) -> tuple[object, ...]:
    """How many a figure says, without of what."""
    return (read.relation, read.value, read.low, read.high)


def _day(figure: Figure) -> int:
    article = figure.version.article
    return (article.published_on or article.added_at.date()).toordinal()


def compared(entries: Sequence[Entry], reference: Entry) -> list[Entry]:
    """All entries, each compared with the reference, in the order of the table."""
    order = list(PARTS)
    for entry in entries:
        entry.comparison = None if entry is reference else compare(entry.read, reference.read)

    def place(entry: Entry) -> tuple[object, ...]:
        outcome = entry.comparison.outcome if entry.comparison else None
        return order.index(outcome), entry.strand, entry.is_readers, _lowest(entry.read), entry.pk

    return sorted(entries, key=place)


def parts_of(entries: Iterable[Entry]) -> list[Part]:
    """Consecutive entries under the headings of the table."""

    def outcome(entry: Entry) -> Outcome | None:
        return entry.comparison.outcome if entry.comparison else None

    return [Part(*PARTS[name], entries=list(rows)) for name, rows in groupby(entries, key=outcome)]


def headline(strands: Sequence[Strand]) -> str:
    """What the figures say together: "4 sources disagree: 3,000 to more than 6,000; two count casualties"."""
    if not strands:
        return "No figure takes part any more."
    first, *others = strands
    count = len(first.voices)
    sources = f"{count} source{'s' if count != 1 else ''}"
    said = spread(first.records)
    if len(first.entries) == 1:
        line = f"One figure: {said}"
    elif status_of(first.records) == Status.CONFLICT:
        line = f"{sources} disagree: {said}" if count > 1 else f"One source gives different figures: {said}"
    elif " to " in said and len({amount_words(read) for read in first.records}) > 1:
        line = f"{sources} can all be right: {said}" if count > 1 else f"One source: {said}"
    else:
        line = (
            f"{sources} agree: {said}"
            if count > 1
            else f"One source, {_counted(len(first.entries))} times: {said}"
        )
    for strand in others[:3]:
        number = len(strand.entries)
        line += f"; {_counted(number)} count{'s' if number == 1 else ''} {strand.title}"
    if len(others) > 3:
        line += f"; {_counted(sum(len(s.entries) for s in others[3:]))} more count other things"
    return line


def _counted(number: int) -> str:
    return COUNTED[number] if number < len(COUNTED) else f"{number:,}"


def spread(figures: Sequence[records.Figure]) -> str:
    """From the lowest to the highest of some figures, in words: "60 to more than 95 tonnes".

    What is counted stands in the question; a unit of measure is said, where all have the same.
    """
    least, most = min(figures, key=_lowest), max(figures, key=_highest)
    low, high = amount_words(least), amount_words(most)
    if low == high:
        return _measured(low, figures)
    if least.relation == records.Relation.RANGE and least.low is not None:
        low = number_words(least.low)
    if most.relation == records.Relation.RANGE and most.high is not None:
        high = number_words(most.high)
    return _measured(f"{low} to {high}", figures)


def _measured(amount: str, figures: Sequence[records.Figure]) -> str:
    units = {(figure.dimension, figure.unit) for figure in figures}
    if len(units) > 1 or figures[0].dimension == records.Dimension.COUNT:
        return amount
    return with_unit(amount, figures[0], is_one=amount == "1")


def _lowest(figure: records.Figure) -> float:
    low, high = bounds_of_one(figure)
    return low if low is not None else high if high is not None else 0.0


def _highest(figure: records.Figure) -> tuple[float, bool]:
    low, high = bounds_of_one(figure)
    return high if high is not None else low if low is not None else 0.0, high is None
