"""The dispute board, computed: every figure of a question, who stands behind it, and how it compares.

A source's newest figure stands for it; what the board says together (status, headline, plot, strands) is said
by the figures that stand, and the older ones are kept beside them. Figures that are not comparable are set
apart in *strands* ("killed" and "killed and wounded"); the strand with most sources leads. One figure is the
reference; every other is compared with it, and stands under what came out.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from claims.extraction import records
from claims.extraction.records import Outcome, Section, Status
from claims.judging import Judge, judge_of
from claims.models import Attribution, Dispute, Figure, Measure, Ruling
from claims.standing import as_of
from claims.voices import READERS, Voice, Wholes, replaced_among, said_on, voices_of
from claims.wording import (
    amount_words,
    bounds_of_one,
    comparison_words,
    figure_words,
    number_words,
    with_unit,
)

MOST_STRANDS = 12  # figures that fit none of so many go to the last
OUTCOMES = (
    Outcome.SAME,
    Outcome.COMPATIBLE,
    Outcome.CONFLICTING,
    Outcome.PART_OF,
    Outcome.NOT_COMPARABLE,
)
COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
APART = (Outcome.NOT_COMPARABLE, Outcome.PART_OF)


@dataclass(slots=True)
class Entry:
    """One figure on the board."""

    figure: Figure
    read: records.Figure
    attributions: list[Attribution]
    voices: frozenset[Voice]
    comparison: records.Comparison | None = None  # with the reference; None for the reference itself
    against: "Entry | None" = None  # the reference
    strand: int = 0
    ruling: Ruling | None = None  # what a person said of it and the reference, in place of the machine
    replaced_by: "Entry | None" = None  # the newer figure of its source that stands in its place
    earlier: list["Entry"] = field(default_factory=list)  # those it stands in place of, the newest first

    @property
    def stands(self) -> bool:
        return self.replaced_by is None

    @property
    def said_on(self) -> date:
        return said_on(self.figure)

    @property
    def is_dated(self) -> bool:
        """Whether the day it was said is known, and is not just the day its article came in."""
        version = self.figure.since or self.figure.version
        return version.number > 1 or self.figure.version.article.published_on is not None

    @property
    def as_of(self) -> date | None:
        """The day the figure itself is of, where it names one."""
        return as_of(self.read)

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
        return named or [self.publisher or self.figure.version.article.title]

    @property
    def sentence(self) -> str:
        """How it compares with the reference, as an editor would say it."""
        if not self.comparison or not self.against:
            return ""
        if self.ruling:
            return self.ruling.reason
        mine, theirs = ((", ".join(e.names[:2]), figure_words(e.read)) for e in (self, self.against))
        return comparison_words(self.comparison, mine, theirs)

    @property
    def publisher(self) -> str:
        """Who published it; "" where that is not known."""
        publisher = self.figure.version.article.publisher
        return str(publisher.stands_for) if publisher else ""


@dataclass(slots=True)
class Strand:
    """Figures that can be compared with each other."""

    entries: list[Entry]
    judge: Judge = field(default_factory=Judge)

    @property
    def voices(self) -> frozenset[Voice]:
        return frozenset().union(*(entry.voices for entry in self.entries))

    @property
    def records(self) -> list[records.Figure]:
        return [entry.read for entry in self.entries]

    @property
    def status(self) -> Status:
        """What its figures say together."""
        return self.judge.status_of(self.entries)

    @property
    def title(self) -> str:
        """What its figures count, in plain words."""
        read = self.entries[0].read
        return read.measure or " ".join(part for part in (read.unit, read.event) if part) or "figures"


@dataclass(slots=True)
class Board:
    """Everything the page of a dispute says of its figures."""

    dispute: Dispute
    strands: list[Strand]
    aside: list[Figure]  # dismissed, or not given by the newest reading any more
    reference: Entry | None = None
    entries: list[Entry] = field(default_factory=list)  # all of them, in the order of the table
    judge: Judge = field(default_factory=Judge)
    measures: list[Measure] = field(
        default_factory=list
    )  # defined ones, where its figures are of two or more
    on: date | None = None  # the day it is shown as of; None: today
    later: int = 0  # figures said after that day

    @property
    def standing(self) -> list[Entry]:
        """The entries that no newer one of their source replaces, in the order of the table."""
        return [entry for entry in self.entries if entry.stands]

    @property
    def replaced_count(self) -> int:
        return sum(not entry.stands for entry in self.entries)

    @property
    def status(self) -> Status:
        """What the standing figures say together: what is stored with the dispute, computed here and now."""
        return self.judge.status_of(sorted(self.standing, key=lambda entry: entry.pk))

    @property
    def voice_count(self) -> int:
        return len(frozenset().union(*(entry.voices for entry in self.entries)))

    @property
    def article_count(self) -> int:
        return len({entry.figure.version.article_id for entry in self.entries})

    @property
    def headline(self) -> str:
        return headline(self.strands)


def board_of(
    dispute: Dispute,
    *,
    reference: int | None = None,
    on: date | None = None,
    figures: Iterable[Figure] | None = None,
) -> Board:
    """The board of a dispute, compared with the figure that is asked for; with a good one where none is.

    With a day, as of that day: of the figures that were said by then. `figures` are those of the dispute as
    they stood at another time than now.
    """
    taking_part, aside = [], []
    for figure in dispute.figures.with_sources().order_by("pk") if figures is None else figures:
        (aside if figure.gone_at or figure.is_dismissed else taking_part).append(figure)
    shown = [figure for figure in taking_part if on is None or said_on(figure) <= on]
    judge = judge_of([figure.pk for figure in shown])
    entries = entries_of(shown, judge)
    names = judge.differing(entry.read for entry in entries)
    measures = list(Measure.objects.filter(name__in=names)) if names else []
    board = Board(dispute, strands_of(entries, judge), aside, judge=judge, measures=measures, on=on)
    board.later = len(taking_part) - len(shown)
    if entries:
        board.reference = next((e for e in entries if e.pk == reference), None) or best(
            board.strands[0].entries
        )
        board.entries = compared(entries, board.reference, judge)
    return board


def entries_of(
    figures: Sequence[Figure], judge: Judge | None = None, wholes: Wholes | None = None
) -> list[Entry]:
    """The figures of one dispute, each with who stands behind it and what it stands in place of."""
    behind = voices_of(figures, wholes)
    entries = {f.pk: Entry(f, f.as_read(), list(f.attributions.all()), behind[f.pk]) for f in figures}
    for older, newer in replaced_among(figures, behind, judge or Judge()).items():
        entries[older].replaced_by = entries[newer]
        entries[newer].earlier.append(entries[older])
    for entry in entries.values():
        entry.earlier.sort(key=lambda e: (e.said_on, e.pk), reverse=True)
    return list(entries.values())


def strands_of(entries: Sequence[Entry], judge: Judge | None = None) -> list[Strand]:
    """The standing entries in strands of comparable figures, the one with most independent sources first."""
    judge = judge or Judge()
    strands: list[Strand] = []
    # Figures defined alike stand alike: few comparisons for many figures.
    known: dict[tuple[object, ...], Strand] = {}
    for entry in sorted((e for e in entries if e.stands), key=lambda e: (e.is_readers, e.pk)):
        # What a person compared stands for itself.
        alike = (*definition_of(entry.read), entry.pk if entry.pk in judge.ruled else None)
        strand = known.get(alike) or next((s for s in strands if _belongs(entry, s, judge)), None)
        if strand is None:
            strand = strands[-1] if len(strands) == MOST_STRANDS else Strand([], judge)
        if strand not in strands:
            strands.append(strand)
        known[alike] = strand
        strand.entries.append(entry)
    strands.sort(key=lambda s: (-len(s.voices - {READERS}), -len(s.entries)))
    for number, strand in enumerate(strands):
        for entry in strand.entries:
            for one in (entry, *entry.earlier):
                one.strand = number
    return strands


def definition_of(read: records.Figure) -> tuple[object, ...]:
    """What a figure counts, without how many."""
    return (read.dimension, read.unit, read.event, read.population, read.place, read.when, read.basis)


def _belongs(entry: Entry, strand: Strand, judge: Judge) -> bool:
    """Whether an entry counts what a strand counts; what a person said of it and any of them comes first."""
    if entry.pk in judge.ruled:
        said = [ruling.outcome for other in strand.entries if (ruling := judge.ruling_on(entry, other))]
        if said:
            return not any(outcome in APART for outcome in said)
    return judge.compare(strand.entries[0], entry).outcome not in APART


def best(entries: Sequence[Entry]) -> Entry:
    """The figure to compare with if none is asked for: not a reader's, best graded, best backed, newest."""
    backing: defaultdict[tuple[object, ...], set[Voice]] = defaultdict(set)
    for entry in entries:
        backing[reading_of(entry.read)] |= entry.voices

    def rank(entry: Entry) -> tuple[object, ...]:
        backed = len(backing[reading_of(entry.read)])
        return entry.is_readers, entry.grade or "G", -backed, -entry.said_on.toordinal(), -entry.pk

    return min(entries, key=rank)


def reading_of(read: records.Figure) -> tuple[object, ...]:
    """How many a figure says, without of what."""
    return (read.relation, read.value, read.low, read.high)


def compared(entries: Sequence[Entry], reference: Entry, judge: Judge) -> list[Entry]:
    """All entries, each compared with the reference, in the order of the table."""
    for entry in entries:
        entry.comparison = None if entry is reference else judge.compare(entry, reference)
        entry.ruling = None if entry is reference else judge.ruling_on(entry, reference)
        entry.against = reference
    return in_order(entries)


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Compared entries in the order of the table: the reference, what agrees, what does not."""
    order = [None, *OUTCOMES]

    def place(entry: Entry) -> tuple[object, ...]:
        outcome = entry.comparison.outcome if entry.comparison else None
        return order.index(outcome), entry.strand, entry.is_readers, _lowest(entry.read), entry.pk

    return sorted(entries, key=place)


def headline(strands: Sequence[Strand]) -> str:
    """What the figures say together: "4 sources disagree: 3,000 to more than 6,000; two count casualties"."""
    if not strands:
        return "No figure takes part any more."
    first, *others = strands
    count = len(first.voices)
    sources = f"{count} source{'s' if count != 1 else ''}"
    said = spread(first.records)
    if len(first.entries) == 1:
        line = f"{'The newest' if first.entries[0].earlier else 'One'} figure: {said}"
    elif first.status == Status.CONFLICT:
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
