"""What stands of what sources said: a source's figure stands until the same source says something else. Pure.

Something else of the same thing, for the same period, on a later day. A newer figure that only says the same
more loosely ("more than 3,000" after "3,120") replaces nothing; nor do readers, who are many people. A figure
that several gave together stands until each of them has said something else.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from claims.extraction.comparing import compare, reach_of
from claims.extraction.records import Because, Comparison, Figure, Outcome
from claims.independence import READERS, Voice

DAY = re.compile(r"(?:(?:by|until|till|before) )?(\d{4}-\d\d-\d\d)")
ROUNDED = (Because.ROUNDING, Because.CONVERSION)
LOOKED_AT = 60  # newest readings of one source that an older one is held against


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure, as far as it matters when it was said and by whom."""

    pk: int  # of its figure
    read: Figure
    voices: frozenset[Voice]
    said_on: date
    article: int
    version: int  # its number: a later version of an article is later, on the same day too

    @property
    def holds_for(self) -> date:
        """The day it tells of: that of the figure if it has one, else the day it was said."""
        day = as_of(self.read)
        return min(day, self.said_on) if day else self.said_on


Comparing = Callable[[Statement, Statement], Comparison]


def by_machine(one: Statement, other: Statement) -> Comparison:
    """How two figures compare, whatever people say."""
    return compare(one.read, other.read)


def as_of(read: Figure) -> date | None:
    """The day that a figure itself is of, where it names one: "by 30 April", "on Monday".

    A month, a year or a beginning ("since January") is a period that it counts over, and no such day.
    """
    found = DAY.fullmatch(read.when or "")
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def period_of(read: Figure) -> str | None:
    """The period that a figure counts over, where it names one."""
    return None if as_of(read) else read.when


def replacements(
    statements: Iterable[Statement], compare: Comparing = by_machine, ruled: Collection[int] = ()
) -> dict[int, int]:
    """Each figure that stands no more, with the newest one of its source that stands in its place.

    `ruled` are the figures that a person compared with another: such a one is compared for itself.
    """
    ruled = frozenset(ruled)
    by_voice: defaultdict[Voice, list[Statement]] = defaultdict(list)
    voices: dict[int, int] = {}
    for statement in statements:
        voices[statement.pk] = len(statement.voices)
        for voice in statement.voices:
            by_voice[voice].append(statement)
    found: defaultdict[int, list[Statement]] = defaultdict(list)
    for voice, said in by_voice.items():
        if voice != READERS:
            for older, newer in _replaced(said, compare, ruled):
                found[older.pk].append(newer)
    direct = {
        figure: max(newer, key=lambda s: (s.holds_for, s.pk)).pk
        for figure, newer in found.items()
        if len(newer) == voices[figure]
    }
    return {figure: _last(direct, figure) for figure in direct}


def _last(direct: dict[int, int], figure: int) -> int:
    while figure in direct:
        figure = direct[figure]
    return figure


def _replaced(
    said: Sequence[Statement], compare: Comparing, ruled: frozenset[int]
) -> list[tuple[Statement, Statement]]:
    """The older statements of one source, each with the newest that replaces it."""
    newest: dict[tuple[object, ...], Statement] = {}
    for statement in sorted(said, key=_moment):
        newest[_reading(statement, ruled)] = statement
    looked_at = sorted(newest.values(), key=_moment, reverse=True)[:LOOKED_AT]
    known: dict[tuple[object, ...], bool] = {}
    found = []
    for older in said:
        for newer in looked_at:
            if _moment(newer) <= _moment(older):
                break
            pair = (_reading(older, ruled), _reading(newer, ruled))
            if pair not in known:
                known[pair] = says_else(older, newer, compare)
            if known[pair] and _is_later(newer, older):
                found.append((older, newer))
                break
    return found


def _moment(statement: Statement) -> tuple[date, int, int]:
    return statement.holds_for, statement.version, statement.pk


def _is_later(newer: Statement, older: Statement) -> bool:
    if newer.article == older.article:
        return newer.version > older.version
    return newer.holds_for > older.holds_for


def _reading(statement: Statement, ruled: frozenset[int]) -> tuple[object, ...]:
    """What a statement says, so that one said often is compared once."""
    read = statement.read
    what = (read.dimension, read.unit, read.event, read.population, read.place, read.when, read.basis)
    own = (statement.version > 1 and statement.article, statement.pk in ruled and statement.pk)
    return *what, read.relation, read.value, read.low, read.high, *own


def says_else(older: Statement, newer: Statement, compare: Comparing) -> bool:
    """Whether a newer figure of a source says something else of the same thing."""
    mine, theirs = period_of(older.read), period_of(newer.read)
    if mine and theirs and mine != theirs:
        return False
    comparison = compare(older, newer)
    if comparison.outcome == Outcome.CONFLICTING:
        return True
    if comparison.outcome != Outcome.COMPATIBLE or comparison.because in ROUNDED:
        return False
    inner, outer = reach_of(older.read), reach_of(newer.read)
    return not (outer.low - outer.slack <= inner.low and inner.high <= outer.high + outer.slack)
