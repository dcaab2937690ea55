"""What the comparison of figures looks at in one of them, worked out once."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from claims.extraction.bearings import canonical
from claims.extraction.conversions import Conversion, conversion_of
from claims.extraction.equivalents import happenings, is_common, things
from claims.extraction.records import Dimension, Figure

USUAL = 36  # of a hundred: what a word counts, squared, that both documents come back to


@dataclass(frozen=True, slots=True, eq=False)
class Bag:
    """Words with what each counts, squared and in hundredths, and the length of their vector.

    Whole numbers, for their sum is the same in any order.
    """

    words: frozenset[str]
    counts: Mapping[str, int]
    length: float


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """What the comparison looks at in one figure, worked out once."""

    figure: Figure
    conversion: Conversion
    low: float | None  # in the common unit
    high: float | None
    point: float | None  # one number that stands for it
    digits: int  # significant digits of the written number
    groups: frozenset[str]  # what is counted
    events: frozenset[str]  # what happened to it
    about: frozenset[str]
    near: frozenset[str]
    terms: frozenset[str]
    document: str
    own: Bag  # the words of its own part of the sentence
    canonical: Bag  # one word for each of their groups
    sentence: Bag
    before: Bag
    cues: frozenset[str]
    voices: frozenset[str]
    place: int  # which sentence of its document
    number: int  # which figure of its document


@lru_cache(maxsize=50_000)
def sight(figure: Figure) -> Sight:
    """What the comparison needs to know of a figure."""
    conversion = conversion_of(figure)
    low = None if figure.low is None else conversion.of(figure.low)
    high = None if figure.high is None else conversion.of(figure.high)
    value = figure.value if figure.value is not None else middle(figure.low, figure.high)
    about = frozenset(group for word in figure.about for group in (*things(word), word))
    own = {*figure.near, *figure.about, *(figure.event or "").split()}
    if figure.dimension is Dimension.COUNT and not figure.leaning:
        own |= set(figure.unit.split())
    document, _, place = figure.home.partition(":")
    return Sight(
        figure, conversion, low, high,
        None if value is None else conversion.of(value),
        significant(value) if any(c.isdigit() for c in figure.text) else min(1, significant(value)),
        things(figure.unit.lower()) if figure.dimension is Dimension.COUNT else frozenset(),
        happenings(figure.event), about, frozenset(figure.near), frozenset(figure.terms), document,
        bag(own), bag(canonical(word) for word in own), bag(figure.sentence), bag(figure.before),
        frozenset(figure.cues), frozenset(figure.voices),
        int(place) if place.isdecimal() else 0,
        int(figure.id[1:]) if figure.id[1:].isdecimal() else 0,
    )  # fmt: skip


def bag(words: Iterable[str]) -> Bag:
    """A bag of words; those of news in general count little."""
    counts = {word: 9 if is_common(word) else 100 for word in words}
    return Bag(frozenset(counts), counts, math.sqrt(sum(counts.values()) / 100))


def likeness(one: Bag, other: Bag, usual: frozenset[str]) -> float:
    """The cosine of two bags, 0 to 1; a `usual` word, which both documents come back to, says less."""
    shared = one.words & other.words
    if not shared:
        return 0.0
    same = sum(one.counts[word] * (USUAL if word in usual else 100) for word in shared)
    return same / 10_000 / (one.length * other.length)


def middle(low: float | None, high: float | None) -> float | None:
    """One number for a range or an open end."""
    if low is not None and high is not None:
        return low + (high - low) / 2
    return low if low is not None else high


def significant(value: float | None) -> int:
    """How many significant digits a number has: 84.3 → 3, 120000 → 2, 0 → 0."""
    if value is None or not value or not math.isfinite(value):
        return 0
    digits = f"{abs(value):.6e}".partition("e")[0].replace(".", "").rstrip("0")
    return len(digits)
