"""Which figures go together: new ones with each other, with those that stood alone, and with disputes. Pure.

It joins as the core's `group` does, the best mean first. What is there already is firm ground: two disputes
are made one only where no person has touched either and new figures bring them together, no figure leaves a
dispute because another came, and what a person refused stays refused.
"""

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from claims.extraction.disputes import BARRED, Cluster, absorb, candidate_pairs
from claims.extraction.marks import value_marks
from claims.extraction.matching import answers_same_question, log_odds, says_it_again
from claims.extraction.records import Figure
from claims.extraction.sights import sight

# Mean log-odds, set where labelled stories are placed text by text (bench/place_stories.py): from here on
# the disputes come out best, with four right pairs in five and more than half of all found. The core joins
# from lower down: there a wrong join costs a look, here a person has to undo it.
SURE = -0.25  # joined
LIKELY = -1.25  # a person is asked
SURE_PAIR = 1 / (1 + math.exp(-SURE))  # what a single pair that would be joined scores
RESTATED = 2.0  # at least, where one number of one thing is said twice: of 130 such pairs 126 go together
TIED = 0.1  # from here on two disputes are made one
STAYING = SURE - LIKELY  # a figure leaves its dispute only where it is not even likely there
REFUSED = -1e6  # no mean recovers from it
MOST_KEPT = 12  # candidates of one figure that are looked at closely


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored figure as far as grouping goes."""

    pk: int
    read: Figure
    dispute: int | None = None
    is_placed: bool = False  # a person put it into its dispute
    asked_in: int | None = None  # it stands alone, in a dispute that only asks whether others go with it

    @property
    def stored_in(self) -> int | None:
        """The dispute that its row is in."""
        return self.dispute or self.asked_in


@dataclass(frozen=True, slots=True)
class Likely:
    """A figure that may belong to a group, but not surely."""

    figure: int
    group: int  # index into the grouping's groups
    beside: int  # the figure of the group that it resembles most
    score: float


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one dispute: the one that is there (`home`), one that they left empty, or none yet."""

    home: int | None
    figures: tuple[int, ...]  # new ones, and ones that stood alone; not those that home has already
    absorbed: tuple[int, ...] = ()  # disputes that are one with home from now on
    is_asked: bool = False  # one figure that stands alone, with others that a person is asked about


@dataclass(frozen=True, slots=True)
class Grouping:
    """What is to be done."""

    groups: tuple[Group, ...]
    alone: tuple[int, ...]  # new ones that go with nothing
    likely: tuple[Likely, ...]


@dataclass(slots=True)
class Spot:
    """What a cluster starts as: a dispute with its newest figures, or one figure."""

    dispute: int | None
    figures: list[Stored]
    is_new: bool = False

    @property
    def is_dispute(self) -> bool:
        return self.dispute is not None and not self.is_new

    @property
    def left(self) -> int | None:
        """The dispute that its figure was in before."""
        return self.dispute or self.figures[0].asked_in


@dataclass(slots=True)
class Field:
    """The spots with their clusters, by number."""

    spots: list[Spot]
    refused: frozenset[tuple[int, int]]
    clusters: dict[int, Cluster] = field(default_factory=dict)
    firm: set[int] = field(default_factory=set)  # clusters with a dispute in them
    fixed: set[int] = field(default_factory=set)  # those with one that a person has touched

    def link(self, one: int, other: int) -> None:
        """Compare all figures of two spots, once."""
        if one == other or other in self.clusters[one].links:
            return
        a, b = self.spots[one], self.spots[other]
        total, number = max((_odds(x, y) for x in _sides(a) for y in _sides(b)), key=lambda o: o[0] / o[1])
        if a.dispute is not None and a.dispute == b.dispute:
            total += STAYING * number
        if self._is_refused(a, b) or self._is_refused(b, a):
            total = REFUSED
        self.clusters[one].links[other] = self.clusters[other].links[one] = (total, number)

    def refused_by(self, figure: int) -> set[int | None]:
        return {dispute for pk, dispute in self.refused if pk == figure}

    def _is_refused(self, a: Spot, b: Spot) -> bool:
        return not a.is_dispute and (a.figures[0].pk, b.dispute) in self.refused


def odds_of(one: Figure, other: Figure) -> float | None:
    """The core's log-odds, and more for what is plainly said again; None where it is out of the question."""
    odds = log_odds(one, other)
    if odds is None or odds >= RESTATED or not value_marks(sight(one), sight(other))["equal"]:
        return odds  # the cheap look first: most pairs say two numbers
    return RESTATED if says_it_again(one, other) else odds


def _odds(some: Sequence[Stored], others: Sequence[Stored]) -> tuple[float, int]:
    """The sum of the log-odds of all pairs of numbers, and how many there are.

    A number that is said again and again counts once, by the surest of the pairs that say it.
    """
    best: dict[tuple[object, object], float] = {}
    for x in some:
        for y in others:
            odds = odds_of(x.read, y.read)
            pair = (_number(x.read), _number(y.read))
            best[pair] = max(best.get(pair, BARRED), BARRED if odds is None else odds)
    return sum(best.values()), len(best)


def _number(figure: Figure) -> tuple[float | None, float | None]:
    """What figures share that say one number."""
    return figure.low, figure.high


def _sides(spot: Spot) -> list[list[Stored]]:
    """A spot's figures; what persons put into a dispute apart, for it may be unlike what was there."""
    placed = [figure for figure in spot.figures if figure.is_placed]
    found = [figure for figure in spot.figures if not figure.is_placed]
    return [side for side in (placed, found) if side]


def likely_ones(figure: Figure, candidates: Iterable[Stored]) -> list[Stored]:
    """The candidates that may answer a figure's question, the surest first, few."""
    rated = [(odds_of(figure, other.read), other) for other in candidates]
    kept = [(odds, other) for odds, other in rated if odds is not None and odds > LIKELY]
    kept.sort(key=lambda pair: (-pair[0], pair[1].pk))
    return [other for _, other in kept[:MOST_KEPT]]


def group_beside(
    new: Sequence[Stored],
    beside: Mapping[int, Sequence[Stored]],
    members: Mapping[int, Sequence[Stored]],
    refused: Iterable[tuple[int, int]] = (),
    loose: Iterable[int] = (),
) -> Grouping:
    """Where new figures go, given the likely ones `beside` each, and the newest `members` of their disputes.

    A new figure's `dispute` is the one it was in when its text was read before. `refused` are pairs of figure
    and dispute that a person has parted; `loose` the disputes that no person has touched.
    """
    field_ = _lay_out(new, beside, members, frozenset(refused))
    field_.fixed = {n for n in field_.firm if field_.spots[n].dispute not in set(loose)}
    _tie(field_)
    _join(field_.clusters, field_.firm, field_.fixed)
    return _outcome(field_)


def _lay_out(
    new: Sequence[Stored],
    beside: Mapping[int, Sequence[Stored]],
    members: Mapping[int, Sequence[Stored]],
    refused: frozenset[tuple[int, int]],
) -> Field:
    ours = {figure.pk for figure in new}
    loose = {s.pk: s for row in beside.values() for s in row if s.dispute is None and s.pk not in ours}
    spots = [Spot(pk, list(members[pk])) for pk in sorted(members) if members[pk]]
    spots += [Spot(None, [loose[pk]]) for pk in sorted(loose)]
    first_new = len(spots)
    spots += [Spot(figure.dispute, [figure], is_new=True) for figure in new]
    made = Field(spots, refused)
    made.clusters = {number: Cluster([number]) for number in range(len(spots))}
    made.firm = {number for number, spot in enumerate(spots) if spot.is_dispute}
    home = {spot.dispute: number for number, spot in enumerate(spots) if spot.is_dispute}
    alone = {s.figures[0].pk: number for number, s in enumerate(spots) if not s.is_dispute and not s.is_new}
    for one, other in candidate_pairs([figure.read for figure in new]):
        made.link(first_new + one, first_new + other)
    for number, figure in enumerate(new, first_new):
        near = {home.get(s.dispute, -1) if s.dispute else alone[s.pk] for s in beside.get(figure.pk, ())}
        near = near | {home.get(figure.dispute, -1)} if figure.dispute else near
        for other in sorted(near - {-1}):
            made.link(number, other)
        for one, other in combinations(sorted(near - {-1}), 2):
            if not {one, other} <= made.firm:
                made.link(one, other)
    return made


def _tie(made: Field) -> None:
    """Compare the loose disputes that new figures bring together: one figure beside both, or two beside one
    each that go with each other. A text that says "seven, by the doctors nine" shows that sevens and nines
    that were told apart until then answer one question.
    """
    free = made.firm - made.fixed
    near = {n: sorted(free & set(made.clusters[n].links)) for n, spot in enumerate(made.spots) if spot.is_new}
    ties = {pair for theirs in near.values() for pair in combinations(theirs, 2)}
    for one in near:
        for other, (total, n) in made.clusters[one].links.items():
            if one < other and other in near and total / n > SURE:
                ties |= {(a, b) for a in near[one] for b in near[other]}
    for a, b in sorted(ties):
        made.link(a, b)


def _join(clusters: dict[int, Cluster], firm: set[int], fixed: set[int]) -> None:
    """The core's joining, best mean first, but never two disputes of which a person has touched one."""
    heap = [(-total / n, one, other) for one, c in clusters.items() for other, (total, n) in c.links.items()]
    heap = [entry for entry in heap if entry[1] < entry[2]]
    heapq.heapify(heap)
    while heap:
        score, one, other = heapq.heappop(heap)
        if -score <= SURE:
            return
        link = clusters[one].links.get(other) if one in clusters and other in clusters else None
        if link is None or link[0] / link[1] != -score:
            continue  # from before one of them grew
        if {one, other} <= firm and ({one, other} & fixed or -score <= TIED):
            continue
        if other in firm and not (one in firm and one < other):
            one, other = other, one
        for neighbour, (total, n) in absorb(clusters, one, other):
            heapq.heappush(heap, (-total / n, min(one, neighbour), max(one, neighbour)))


def _outcome(made: Field) -> Grouping:
    groups: list[Group] = []
    numbers: dict[int, int] = {}  # the group of a cluster
    alone: list[int] = []
    taken = {made.spots[number].dispute for number in made.firm}
    for number in sorted(made.clusters):
        spots = [made.spots[member] for member in sorted(made.clusters[number].members)]
        single = [spot for spot in spots if not spot.is_dispute]
        if len(spots) == 1 and single:
            alone += [spot.figures[0].pk for spot in single if spot.is_new]
            continue
        homes = sorted(spot.dispute for spot in spots if spot.is_dispute and spot.dispute)
        home = homes[0] if homes else None
        home = home or _left_by(single, taken | {d for s in single for d in made.refused_by(s.figures[0].pk)})
        taken.add(home)
        numbers[number] = len(groups)
        is_moved = any(spot.is_new for spot in single)
        moved = tuple(spot.figures[0].pk for spot in single) if is_moved or homes[1:] else ()
        groups.append(Group(home, moved, tuple(homes[1:])))
    likely = [*_likely(made, numbers), *_ask(made, numbers, groups, taken)]
    kept = {pk for group in groups for pk in group.figures}
    return Grouping(tuple(groups), tuple(pk for pk in alone if pk not in kept), tuple(likely))


def _left_by(spots: Iterable[Spot], taken: set[int | None]) -> int | None:
    """The dispute that most of these figures were in before, where nobody else has it."""
    left = Counter(spot.left for spot in spots if spot.left and spot.left not in taken)
    return min(left, key=lambda pk: (-left[pk], pk or 0), default=None)


def _likely(made: Field, numbers: Mapping[int, int]) -> Iterable[Likely]:
    """The single figures that may belong to a group: one of the two is new, and some pair would be joined."""
    for number, cluster in sorted(made.clusters.items()):
        if number in numbers:
            continue
        spot = made.spots[cluster.members[0]]
        figure = spot.figures[0]
        for other, (total, n) in sorted(cluster.links.items()):
            if other not in numbers or not LIKELY < total / n <= SURE:
                continue
            theirs = [made.spots[member] for member in made.clusters[other].members]
            if not spot.is_new and not any(s.is_new for s in theirs):
                continue
            rated = [(answers_same_question(figure.read, f.read), -f.pk) for s in theirs for f in s.figures]
            score, closest = max(rated)
            if score > SURE_PAIR:
                yield Likely(figure.pk, numbers[other], -closest, score)


def _ask(
    made: Field, numbers: Mapping[int, int], groups: list[Group], taken: set[int | None]
) -> Iterable[Likely]:
    """New figures and stored ones, all alone, that a person is asked about: each pair opens a group of one.

    The stored one waits in it, or the new one where it did before. Of several the new one is held against one
    that waits already, then the likeliest, so that a text asks few questions.
    """
    opened: dict[int, int] = {}  # the group of the figure that waits
    for number, cluster in sorted(made.clusters.items()):
        spot = made.spots[number]
        if number in numbers or not spot.is_new:
            continue
        odds = {
            other: total / n
            for other, (total, n) in cluster.links.items()
            if other not in numbers and not made.spots[other].is_new and LIKELY < total / n <= SURE
        }
        loose = [other for other in odds if made.spots[other].left is None]
        if loose and spot.left and spot.left not in taken | made.refused_by(spot.figures[0].pk):
            pairs = [(number, other) for other in sorted(loose)]
        else:
            first = sorted(odds, key=lambda o: (made.spots[o].left is None, -odds[o], o))
            pairs = [(other, number) for other in first[:1]]
        for waiting, asked in pairs:
            one, other = made.spots[waiting], made.spots[asked]
            if waiting not in opened:
                opened[waiting] = len(groups)
                groups.append(Group(one.left, (one.figures[0].pk,), is_asked=True))
                taken.add(one.left)
            score = answers_same_question(one.figures[0].read, other.figures[0].read)
            yield Likely(other.figures[0].pk, opened[waiting], one.figures[0].pk, score)
