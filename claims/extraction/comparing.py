"""How two figures of one question stand to each other, and whether one value could satisfy them all."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from claims.extraction.bases import OPEN_KINDS, apart_by_harm, differ, harm_in_words, marked
from claims.extraction.conversions import conversion_of
from claims.extraction.definitions import NONE, Definitions
from claims.extraction.equivalents import happenings, is_known, is_person, narrower, things
from claims.extraction.periods import year_of
from claims.extraction.records import Because, Comparison, Dimension, Figure, Outcome, Relation
from claims.extraction.sights import significant

ROUGH = 0.1  # a rough figure is compatible with what lies within a tenth of it


@dataclass(frozen=True, slots=True)
class Reach:
    """The values a figure allows, in the common unit."""

    low: float
    high: float
    point: float | None  # the value of an exact or rough figure
    slack: float  # what rounds to it lies within this
    rough: bool


@lru_cache(maxsize=50_000)
def reach_of(figure: Figure) -> Reach:
    """The values that a figure allows."""
    conversion = conversion_of(figure)
    low = -math.inf if figure.low is None else conversion.of(figure.low)
    high = math.inf if figure.high is None else conversion.of(figure.high)
    if figure.value is None or figure.relation not in (Relation.EXACTLY, Relation.ABOUT):
        return Reach(low, high, None, 0.0, rough=False)
    value = conversion.of(figure.value)
    if not math.isfinite(value):
        return Reach(value, value, value, 0.0, rough=False)
    if figure.relation is Relation.ABOUT:
        return Reach(
            value - ROUGH * abs(value), value + ROUGH * abs(value), value, ROUGH * abs(value), rough=True
        )
    slack = abs(rounding(figure.value) * conversion.factor)
    return Reach(value, value, value, slack, rough=False)


def rounding(value: float) -> float:
    """Half the place of the last digit that a number is written to; at least two digits are taken as meant.

    >>> rounding(84e9), rounding(84.3), rounding(4000)
    (500000000.0, 0.05, 50.0)
    """
    if not value or not math.isfinite(value):
        return 0.0
    exponent = math.floor(math.log10(abs(value)))
    if exponent > 300 or exponent < -300:
        return 0.0
    digits = significant(value)
    if digits == 1 and exponent >= 1:
        digits = 2
    return round(0.5 * 10.0 ** (exponent - digits + 1), 12)


def fits(one: Reach, other: Reach) -> bool:
    """Whether one value could satisfy both."""
    if one.point is not None and other.point is not None:
        if math.isinf(one.point) or math.isinf(other.point):  # no gap can be taken of those
            return one.point == other.point
        gap = abs(one.point - other.point)
        edge = 1e-9 * max(abs(one.point), abs(other.point))
        rough = max((r.slack for r in (one, other) if r.rough), default=0.0)
        return gap <= rough + edge or gap < 0.999 * max(one.slack, other.slack)
    edge = max(one.slack, other.slack)
    edge += 1e-9 * max(abs(x) for x in (one.low, one.high, other.low, other.high, 0.0) if math.isfinite(x))
    return max(one.low, other.low) <= min(one.high, other.high) + edge


def same_currency(one: Figure, other: Figure) -> bool:
    """Whether two figures can be compared in one unit: two currencies can't."""
    alike = conversion_of(one).unit == conversion_of(other).unit
    return alike or one.dimension is other.dimension is Dimension.COUNT


def compare(one: Figure, other: Figure, *, definitions: Definitions = NONE) -> Comparison:
    """How `one` stands to `other`, both taken to answer the same question.

    Where a newsroom's `definitions` know what both count, they tell whether it is the same.
    """
    if one.dimension is not other.dimension:
        return Comparison(
            Outcome.NOT_COMPARABLE, Because.UNIT, f"one is a {one.dimension}, the other a {other.dimension}"
        )
    if not same_currency(one, other):
        return Comparison(
            Outcome.COMPATIBLE, Because.CONVERSION, f"the same amount in {one.unit} and in {other.unit}"
        )
    apart = measures_between(one, other, definitions)
    if apart is not None:
        return apart
    mine, theirs = reach_of(one), reach_of(other)
    compatible = fits(mine, theirs)
    definition = definition_between(one, other, compatible=compatible, definitions=definitions)
    if definition is not None:
        return Comparison(Outcome.NOT_COMPARABLE, *definition)
    if not compatible:
        return conflict(one, other)
    converted = one.unit != other.unit and one.dimension is not Dimension.COUNT
    if (
        one.relation is other.relation
        and (one.value, one.low, one.high) == (other.value, other.low, other.high)
        and not converted
    ):
        return Comparison(Outcome.SAME, None, "both give the same value")
    return agreement(one, other, converted=converted)


def agreement(one: Figure, other: Figure, *, converted: bool) -> Comparison:
    """Why two figures that are written differently can both be right."""
    mine, theirs = reach_of(one), reach_of(other)
    if converted:
        return Comparison(
            Outcome.COMPATIBLE, Because.CONVERSION, f"{said(one)} is {said(other)} in another unit"
        )
    if mine.point is None or theirs.point is None:
        if Relation.RANGE in (one.relation, other.relation):
            return Comparison(Outcome.COMPATIBLE, Because.OVERLAP, f"{said(one)} and {said(other)} overlap")
        return Comparison(
            Outcome.COMPATIBLE, Because.BOUND, f"{said(one)} and {said(other)} leave room for one value"
        )
    if mine.point == theirs.point:
        return Comparison(Outcome.SAME, None, "both give the same value")
    return Comparison(
        Outcome.COMPATIBLE, Because.ROUNDING, f"{said(one)} and {said(other)} are the same when rounded"
    )


def conflict(one: Figure, other: Figure) -> Comparison:
    """Why two figures that exclude each other do: another period, or simply another value."""
    mine, theirs = year_of(one.when), year_of(other.when)
    if mine and theirs and mine != theirs:
        return Comparison(
            Outcome.NOT_COMPARABLE, Because.PERIOD, f"one is for {one.when}, the other for {other.when}"
        )
    return Comparison(Outcome.CONFLICTING, None, f"{said(one)} and {said(other)} can't both be right")


def definition_between(
    one: Figure, other: Figure, *, compatible: bool, definitions: Definitions = NONE
) -> tuple[Because, str] | None:
    """What the two figures count differently, with the words for it; None where they count the same."""
    measures = definitions.of(one), definitions.of(other)
    known = measures[0] is not None and measures[1] is not None
    if not known and apart_by_harm(one, other):
        mine_counts, theirs_count = harm_in_words(one), harm_in_words(other)
        return Because.MEASURE, f"{said(one)} counts {mine_counts}; {said(other)} counts {theirs_count}"
    mine, theirs = happenings(one.event), happenings(other.event)
    apart = differ(one.basis, other.basis)
    if apart is not None and not (compatible and reach_of(one).point == reach_of(other).point):
        return Because.MEASURE, apart
    if not known and not mine & theirs and (narrower(mine, theirs) or narrower(theirs, mine)):
        wide, small = (other, one) if narrower(mine, theirs) else (one, other)
        return Because.MEASURE, f"{said(wide)} counts {wide.event}; {said(small)} counts only {small.event}"
    if compatible:
        return None
    alone = marked(one, other)
    if alone is not None:
        return Because.MEASURE, alone
    opened = set(one.basis) ^ set(other.basis)
    kinds = [kind for kind in OPEN_KINDS if kind in opened]
    if kinds:
        apart_one = one if kinds[0] in one.basis else other
        words = {
            "widening": "takes in more than the other",
            "narrowing": "leaves out what the other takes in",
            "definition": "is counted by a definition of its own",
        }
        return Because.MEASURE, f"{said(apart_one)} {words[kinds[0]]}"
    if one.dimension is Dimension.COUNT and counts_other_things(one, other):
        return Because.POPULATION, f"one counts {one.unit or 'people'}, the other {other.unit or 'people'}"
    return None


def measures_between(one: Figure, other: Figure, definitions: Definitions) -> Comparison | None:
    """How two measures of a newsroom's own stand to each other; None where it knows them as one, or not."""
    mine, theirs = definitions.of(one), definitions.of(other)
    if mine is None or theirs is None or mine is theirs:
        return None
    if definitions.is_part(mine, theirs):
        words = f"{said(other)} counts {theirs.name}; {said(one)} only a part of it, {mine.name}"
    elif definitions.is_part(theirs, mine):
        words = f"{said(one)} counts {mine.name}; {said(other)} only a part of it, {theirs.name}"
    else:
        words = f"{said(one)} counts {mine.name}; {said(other)} counts {theirs.name}"
        return Comparison(Outcome.NOT_COMPARABLE, Because.MEASURE, words)
    return Comparison(Outcome.PART_OF, Because.MEASURE, words)


def counts_other_things(one: Figure, other: Figure) -> bool:
    """Whether the nouns counted are different things that are only akin: doses and children.

    Only nouns that are known to be different tell: a noun taken from another sentence may be the wrong one,
    and one that the lexicon lacks may be another word for the same.
    """
    mine, theirs = one.unit.lower(), other.unit.lower()
    if not mine or not theirs or mine == theirs or one.leaning or other.leaning:
        return False
    if is_person(mine) and is_person(theirs):
        return False
    return is_known(mine) and is_known(theirs) and not things(mine) & things(theirs)


def said(figure: Figure) -> str:
    """The figure as an editor would name it in a sentence: its words, with the unit where they lack it."""
    text = " ".join(figure.text.split())
    return f"“{text}”"


def bounds_of(figures: Sequence[Figure]) -> tuple[float | None, float | None]:
    """The lowest and the highest value that the figures give, in the first figure's unit.

    None at an open end.
    """
    if not figures:
        return None, None
    own = conversion_of(figures[0])
    alike = [f for f in figures if conversion_of(f).unit == own.unit or f.dimension is Dimension.COUNT]
    lows: list[float] = []
    highs: list[float] = []
    for figure in alike:
        there = conversion_of(figure)
        for bound, into in ((figure.low, lows), (figure.high, highs)):
            given = figure.value if bound is None and figure.value is not None else bound
            if given is not None:
                into.append((there.of(given) - own.shift) / own.factor if own.factor else given)
    open_top = any(f.high is None and f.value is None for f in alike)
    open_bottom = any(f.low is None and f.value is None for f in alike)
    low = None if open_bottom and not lows else min(lows, default=None)
    return low, None if open_top else max(highs, default=None)
