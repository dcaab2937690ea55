"""Finding the few stored figures, among millions, that may answer the question of a new one."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from claims.models import Figure

NEWEST = 100  # figures looked at under one key: a question that is alive has a new one
MOST_CANDIDATES = 50  # of one figure, those that share the most and the rarest keys
MEMBERS = 20  # of a dispute, the newest: enough to tell whether a figure goes with it

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


def find_candidates(figures: Sequence[Figure]) -> dict[int, list[Figure]]:
    """The stored figures that each of these may go with, the likeliest first. Two queries."""
    sharing = _sharing({key for figure in figures for key in figure.keys}, {figure.pk for figure in figures})
    ranked = {figure.pk: rank(figure.keys, sharing) for figure in figures}
    found = Figure.objects.for_placing().in_bulk({pk for pks in ranked.values() for pk in pks})
    return {pk: [found[other] for other in pks if other in found] for pk, pks in ranked.items()}


def rank(keys: Iterable[str], sharing: Mapping[str, Sequence[int]]) -> list[int]:
    """The figures that share these keys, those that share the most and the rarest first.

    >>> rank(["soldier:kursk", "soldier:war"], {"soldier:kursk": [7], "soldier:war": [9, 8, 7]})
    [7, 9, 8]
    """
    weights: Counter[int] = Counter()
    for key in keys:
        shared = sharing.get(key, ())
        weight = 1 / math.log(2 + len(shared))
        for pk in shared:
            weights[pk] += weight
    best = sorted(weights.items(), key=lambda item: (-item[1], -item[0]))
    return [pk for pk, _ in best[:MOST_CANDIDATES]]


def _sharing(keys: set[str], ours: set[int]) -> dict[str, list[int]]:
    """The newest figures under each key, without our own."""
    with connection.cursor() as cursor:
        cursor.execute(SHARING, [sorted(ours), NEWEST, sorted(keys)])
        return dict(cursor.fetchall())


def newest_members(disputes: Iterable[int], *, without: Iterable[int]) -> list[Figure]:
    """The newest figures of each dispute that take part in it, leaving some out."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST_MEMBERS, [sorted(disputes), sorted(without), MEMBERS])
        members = [pk for (pk,) in cursor.fetchall()]
    return list(Figure.objects.for_placing().filter(pk__in=members).order_by("pk"))
