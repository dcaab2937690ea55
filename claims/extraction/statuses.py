"""What the figures of one question say together: agree, conflict, or count different things.

The answer is that of comparing every pair. Figures defined alike compare alike, so a few pairs of two
definitions stand for all of theirs; which values exclude each other is found by sorting.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, combinations_with_replacement
from math import isfinite

from claims.extraction.bases import harm_of
from claims.extraction.comparing import Reach, compare, fits, reach_of
from claims.extraction.definitions import NONE, Definitions
from claims.extraction.equivalents import happenings
from claims.extraction.periods import year_of
from claims.extraction.records import Figure, Outcome, Status

Edge = tuple[float, float, Figure]  # where a figure begins or ends, its slack, the figure
Pair = tuple[Figure, Figure]


def status_of(
    figures: Sequence[Figure],
    *,
    definitions: Definitions = NONE,
    ruled: Mapping[tuple[int, int], Outcome] | None = None,
) -> Status:
    """What the figures of one dispute say together.

    `ruled` is what people say of pairs of them, by their places, the smaller first: it holds in place of what
    is found here. A figure of such a pair stands for itself.
    """
    ruled = ruled or {}
    own = sorted({place for pair in ruled for place in pair})
    rest = [figure for place, figure in enumerate(figures) if place not in own] if own else figures
    alike = [(place, [figures[place]]) for place in own]
    alike += [(-1, some) for some in definitions_of(rest, definitions)]
    found = Status.AGREE
    for (mine, some), (theirs, others) in combinations_with_replacement(alike, 2):
        said = ruled.get((mine, theirs))
        outcomes = [said] if said else (
            compare(*pair, definitions=definitions).outcome for pair in telling_pairs(some, others)
        )  # fmt: skip
        for outcome in outcomes:
            if outcome in (Outcome.NOT_COMPARABLE, Outcome.PART_OF):
                return Status.DEFINITION
            if outcome is Outcome.CONFLICTING:
                found = Status.CONFLICT
    return found


def definitions_of(figures: Sequence[Figure], definitions: Definitions = NONE) -> list[list[Figure]]:
    """The figures by everything that a comparison looks at besides how many; those that read alike once."""
    found: defaultdict[tuple[object, ...], dict[tuple[object, ...], Figure]] = defaultdict(dict)
    for figure in figures:
        measure = definitions.of(figure) if definitions else None
        definition = (figure.dimension, figure.unit, happenings(figure.event), harm_of(figure), figure.basis,
                      year_of(figure.when), measure and measure.name)  # fmt: skip
        reading = (figure.relation, figure.value, figure.low, figure.high)
        found[definition].setdefault(reading, figure)
    return [list(readings.values()) for readings in found.values()]


def telling_pairs(some: list[Figure], others: list[Figure]) -> Iterator[Pair]:
    """Of all pairs of two definitions, those that stand for the rest: any, two that differ, two apart."""
    if some is others and len(some) == 1:
        return
    yield some[0], others[-1]
    points = {reach_of(figure).point: figure for figure in others}
    unlike = next((f for point, f in points.items() if point != reach_of(some[0]).point), None)
    if unlike is None:
        unlike, points = others[0], {reach_of(figure).point: figure for figure in some}
        some_unlike = next((f for point, f in points.items() if point != reach_of(unlike).point), None)
        if some_unlike is not None:
            yield some_unlike, unlike
    else:
        yield some[0], unlike
    apart = pair_apart(some, others)
    if apart is not None:
        yield apart


def pair_apart(some: Sequence[Figure], others: Sequence[Figure]) -> Pair | None:
    """Two figures, one of each, that no one value satisfies; None where every pair has one."""
    for above, below in ((some, others), (others, some)):
        points = [f for f in above if reach_of(f).point is not None]
        spans = [f for f in above if reach_of(f).point is None]
        pointed = [f for f in below if reach_of(f).point is not None]
        spanned = [f for f in below if reach_of(f).point is None]
        found = (
            first_apart([at_point(f) for f in points], [at_point(f) for f in pointed])
            or first_apart([at_low(f) for f in points], [at_high(f) for f in spanned])
            or first_apart([at_low(f) for f in spans], [at_high(f) for f in below])
        )
        if found is not None:
            return found
    return None


def at_point(figure: Figure) -> Edge:
    reach = reach_of(figure)
    return reach.point or 0.0, tolerance(reach), figure


def tolerance(reach: Reach) -> float:
    """How far another number may lie off that still is the same: `fits` has it to the last digit."""
    return reach.slack if reach.rough else 0.998 * reach.slack


def at_low(figure: Figure) -> Edge:
    return reach_of(figure).low, reach_of(figure).slack, figure


def at_high(figure: Figure) -> Edge:
    return reach_of(figure).high, reach_of(figure).slack, figure


def first_apart(lows: Sequence[Edge], highs: Sequence[Edge]) -> Pair | None:
    """A figure that begins, and one that ends below it, further apart than the slack of either.

    Of all that end far enough below a beginning, the one whose end and slack reach least far up decides. Only
    where that one is a hair's breadth from fitting are the others asked, one by one.
    """
    ordered = sorted(highs, key=lambda edge: edge[0])
    ends = [end for end, _, _ in ordered]
    least = list(accumulate(ordered, _lower))
    for begin, slack, figure in lows:
        hair = 1e-9 * abs(begin) if isfinite(begin) else 0.0
        below = bisect_right(ends, begin - slack + hair) if isfinite(begin) else len(ends)
        if not below or _top(least[below - 1]) > begin + hair:
            continue
        for _, _, other in (least[below - 1], *ordered[:below]):
            if other is not figure and not fits(reach_of(figure), reach_of(other)):
                return figure, other
    return None


def _top(edge: Edge) -> float:
    return edge[0] + edge[1]


def _lower(one: Edge, other: Edge) -> Edge:
    return min(one, other, key=_top)
