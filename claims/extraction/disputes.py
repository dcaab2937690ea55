"""Figures to questions: which answer the same one, how two of them compare, and why."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from claims.extraction.comparing import bounds_of, compare
from claims.extraction.equivalents import is_common
from claims.extraction.matching import answers_same_question, log_odds, question_keys
from claims.extraction.questions import ask
from claims.extraction.records import Dispute, Figure, Member, Reading
from claims.extraction.statuses import status_of

__all__ = [
    "answers_same_question",
    "ask",
    "bounds_of",
    "compare",
    "find_disputes",
    "group",
    "question_keys",
    "status_of",
]

THRESHOLD = -1.35  # mean log-odds above which two clusters are one question's
BARRED = -3.0  # what a pair that can't be one question's counts in the mean
SHARED = 3  # words that two documents share before their figures are compared, where there are many
FEW = 200  # documents of which any two that share a word are compared
CROWDED = 60  # figures under one key that are all compared; of more, each with its nearest only
NEAREST = 20


@dataclass(slots=True)
class Cluster:
    """Figures taken to answer one question, and its links to others: sum and number of log-odds."""

    members: list[int]
    links: dict[int, tuple[float, int]] = field(default_factory=dict)


def group(figures: Sequence[Figure]) -> list[list[int]]:
    """Indexes of the figures that answer the same question, in order of first appearance.

    Clusters that go together best are joined first, by the mean of all their pairs; which document came first
    makes no difference.
    """
    order = sorted(range(len(figures)), key=lambda i: (figures[i].home, figures[i].start, figures[i].text, i))
    pairs = candidate_pairs([figures[index] for index in order])
    odds = {(one, other): log_odds(figures[order[one]], figures[order[other]]) for one, other in pairs}
    return sorted(sorted(order[place] for place in found) for found in join_all(len(order), odds))


def join_all(number: int, odds: Mapping[tuple[int, int], float | None]) -> list[list[int]]:
    """The groups of more than one that so many figures make, given the log-odds of pairs of them."""
    clusters = {place: Cluster([place]) for place in range(number)}
    for (one, other), found in odds.items():
        link = (BARRED if found is None else found, 1)
        clusters[one].links[other] = clusters[other].links[one] = link
    join(clusters)
    return sorted(sorted(cluster.members) for cluster in clusters.values() if len(cluster.members) > 1)


def candidate_pairs(figures: Sequence[Figure]) -> list[tuple[int, int]]:
    """The pairs worth comparing: of one document, or of two that share enough words; the same kind of thing.

    Where a word is in a crowd of documents, only neighbours in value and in wording are paired.
    """
    documents: defaultdict[str, list[int]] = defaultdict(list)
    for index, figure in enumerate(figures):
        documents[figure.home.partition(":")[0] or f"#{index}"].append(index)
    members = list(documents.values())
    words = [{t for i in indexes for t in figures[i].terms if not is_common(t)} for indexes in members]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(words):
        for word in sorted(found):
            holders[word].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    pairs: set[tuple[int, int]] = set()
    for crowd in {tuple(holding) for holding in holders.values() if len(holding) > CROWDED}:
        pairs |= neighbours([index for number in crowd for index in members[number]], figures)
    for holding in holders.values():
        if len(holding) <= CROWDED:
            shared.update(combinations(holding, 2))
    enough = SHARED if len(members) > FEW else 1
    for (one, other), number in shared.items():
        if number >= (enough if min(len(words[one]), len(words[other])) >= 4 * SHARED else 1):
            pairs.update((min(a, b), max(a, b)) for a in members[one] for b in members[other])
    for indexes in members:
        pairs.update(
            combinations(indexes[:CROWDED], 2) if len(indexes) <= CROWDED else neighbours(indexes, figures)
        )
    kinds = [set(question_keys(figure)) for figure in figures]
    return sorted((one, other) for one, other in pairs if kinds[one] & kinds[other])


def neighbours(bucket: Sequence[int], figures: Sequence[Figure]) -> set[tuple[int, int]]:
    """The pairs of a crowded bucket that stand near each other when sorted by event, and by value."""

    def size(index: int) -> float:
        figure = figures[index]
        return next((v for v in (figure.value, figure.low, figure.high) if v is not None), 0.0)

    pairs: set[tuple[int, int]] = set()
    by_value = sorted(bucket, key=lambda i: (size(i), i))
    by_event = sorted(bucket, key=lambda i: (figures[i].event or "", figures[i].about, size(i), i))
    for row in (by_value, by_event):
        for place, one in enumerate(row):
            pairs.update((min(one, other), max(one, other)) for other in row[place + 1 : place + 1 + NEAREST])
    return pairs


def join(clusters: dict[int, Cluster]) -> None:
    """Joins, best mean first, until no two clusters go together well enough.

    Near linear in the number of links.
    """
    heap = [
        (-odds, one, other)
        for one, c in clusters.items()
        for other, (odds, _) in c.links.items()
        if one < other
    ]
    heapq.heapify(heap)
    while heap:
        score, one, other = heapq.heappop(heap)
        if -score <= THRESHOLD:
            return
        link = clusters[one].links.get(other) if one in clusters and other in clusters else None
        if link is None or link[0] / link[1] != -score:
            continue  # from before one of them grew
        if len(clusters[one].links) < len(clusters[other].links):
            one, other = other, one  # the smaller is poured into the larger
        for neighbour, (odds, number) in absorb(clusters, one, other):
            heapq.heappush(heap, (-odds / number, min(one, neighbour), max(one, neighbour)))


def absorb(clusters: dict[int, Cluster], one: int, other: int) -> list[tuple[int, tuple[float, int]]]:
    """Pours cluster `other` into `one` and gives the links that changed."""
    gone = clusters.pop(other)
    kept = clusters[one]
    kept.members += gone.members
    kept.links.pop(other, None)
    changed = []
    for neighbour, (odds, number) in gone.links.items():
        if neighbour == one:
            continue
        there = clusters[neighbour].links
        there.pop(other, None)
        before = kept.links.get(neighbour, (0.0, 0))
        link = (before[0] + odds, before[1] + number)
        kept.links[neighbour] = there[one] = link
        changed.append((neighbour, link))
    return changed


def find_disputes(readings: Sequence[Reading]) -> list[Dispute]:
    """The disputes among the figures of one document or many."""
    members = [Member(number, f.id) for number, reading in enumerate(readings) for f in reading.figures]
    figures = [figure for reading in readings for figure in reading.figures]
    found = []
    for number, indexes in enumerate(group(figures), 1):
        chosen = [figures[index] for index in indexes]
        low, high = bounds_of(chosen)
        places = tuple(members[index] for index in indexes)
        found.append(Dispute(f"d{number}", ask(chosen), places, status_of(chosen), low, high))
    return found
