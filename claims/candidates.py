"""Finding the few stored figures, among millions, that may answer the question of a new one."""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from django.db import connection
from django.db.models import QuerySet

from claims.extraction import records
from claims.grouping import Stored
from claims.models import Figure

NEWEST = 100  # figures looked at under one key: a question that is alive has a new one
MOST_CANDIDATES = 50  # of one figure, those that share the most and the rarest keys
MEMBERS = 10  # of a dispute, the newest: enough to tell whether a figure goes with it

SHARING = """
    SELECT asked.key, ARRAY(
        SELECT figure_id FROM claims_figurekey
        WHERE claims_figurekey.key = hashtextextended(asked.key, 0) AND figure_id <> ALL (%s)
        ORDER BY figure_id DESC LIMIT %s
    )
    FROM unnest(%s::text[]) AS asked (key)
"""
NEWEST_MEMBERS = """
    SELECT member.id
    FROM unnest(%s::bigint[]) AS asked (dispute), LATERAL (
        SELECT id FROM claims_figure
        WHERE dispute_id = asked.dispute AND gone_at IS NULL AND NOT is_dismissed AND id <> ALL (%s)
        ORDER BY id DESC LIMIT %s
    ) AS member
"""


def find_candidates(figures: Sequence[Figure]) -> dict[int, list[Stored]]:
    """The stored figures that each of these may go with, the likeliest first. Two queries."""
    sharing = _sharing({key for figure in figures for key in figure.keys}, {figure.pk for figure in figures})
    ranked = {figure.pk: rank(figure.keys, sharing) for figure in figures}
    wanted = set(chain.from_iterable(ranked.values()))
    found = {row.pk: row for row in stored(Figure.objects.filter(pk__in=wanted))}
    return {pk: [found[other] for other in pks if other in found] for pk, pks in ranked.items()}


def rank(keys: Iterable[str], sharing: Mapping[str, Sequence[int]]) -> list[int]:
    """The figures that share these keys, those that share the most and the rarest first.

    >>> rank(["soldier:kursk", "soldier:war"], {"soldier:kursk": [7], "soldier:war": [9, 8, 7]})
    [7, 9, 8]
    """
    alike: defaultdict[int, list[Sequence[int]]] = defaultdict(list)  # by how common: counted in one go each
    for key in keys:
        shared = sharing.get(key, ())
        alike[len(shared).bit_length()].append(shared)
    weights: defaultdict[int, float] = defaultdict(float)
    for bits, lists in alike.items():
        weight = 1 / math.log(2 + 2**bits)
        for pk, times in Counter(chain.from_iterable(lists)).items():
            weights[pk] += times * weight
    best = heapq.nlargest(MOST_CANDIDATES, ((weight, pk) for pk, weight in weights.items()))
    return [pk for _, pk in best]


def _sharing(keys: set[str], ours: set[int]) -> dict[str, list[int]]:
    """The newest figures under each key, without our own."""
    with connection.cursor() as cursor:
        cursor.execute(SHARING, [sorted(ours), NEWEST, sorted(keys)])
        return dict(cursor.fetchall())


def newest_members(disputes: Iterable[int], *, without: Iterable[int]) -> list[Stored]:
    """The newest figures of each dispute that take part in it, leaving some out."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST_MEMBERS, [sorted(disputes), sorted(without), MEMBERS])
        members = [pk for (pk,) in cursor.fetchall()]
    return stored(Figure.objects.filter(pk__in=members).order_by("pk"))


def stored(figures: QuerySet[Figure]) -> list[Stored]:
    """Figures that count, as far as grouping goes."""
    columns = figures.counted().values_list("pk", "record", "correction", "dispute", "is_placed")
    return [
        Stored(pk, records.Figure.from_json({**record, **(correction or {})}), dispute, is_placed)
        for pk, record, correction, dispute, is_placed in columns.iterator()
    ]


def disputes_near(dispute: int, *, most: int) -> list[int]:
    """The disputes whose figures share the most with those of a dispute, the nearest first."""
    members = Figure.objects.counted().filter(dispute=dispute).order_by("-pk")[:MEMBERS]
    weights: defaultdict[int, float] = defaultdict(float)
    for candidates in find_candidates(list(members)).values():
        for place, candidate in enumerate(candidates):
            if candidate.dispute and candidate.dispute != dispute:
                weights[candidate.dispute] += 1 / (1 + place)
    return [pk for pk, _ in sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:most]]
