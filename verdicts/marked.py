"""What an act on the marks of a text sends back: the lines that it changed, and no more."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from articles.models import Version
from claims.models import Claim, Figure, Read
from claims.passages import MOST_LINES, Marked, Span, passages_around
from claims.sieve import choices_of
from verdicts.notes import count_on_marks

NEWEST = """
    SELECT (SELECT max(id) FROM claims_extraction WHERE version_id = %(version)s),
           ARRAY(SELECT id FROM verdicts_act WHERE version_id = %(version)s ORDER BY id DESC LIMIT 2)
"""


def edition_of(version: Version) -> dict[str, int]:
    """Which state of a text's marks this is: its newest reading, its newest act and the one before.

    A page compares them with its own: an answer that is older than what it shows is passed over, and where
    somebody else changed the text in between all of it is fetched anew.
    """
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, {"version": version.pk})
        reading, newest = cursor.fetchone()
    acts = [*newest, 0, 0]
    return {"reading": reading or 0, "act": acts[0], "act_before": acts[1]}


def marked_after(
    version: Version, spans: Iterable[Span], *, kin: Iterable[Span] = (), is_partial: bool = False
) -> dict[str, Any]:
    """For `articles/_passages.html`: the lines around some spans, and around those that changed with them.

    `is_partial` says that more may look different now: the page asks for the rest when it has shown this.
    """
    others = sorted(set(kin))
    passages = passages_around(version, [*spans, *others[:MOST_LINES]])
    return {
        "version": version,
        "passages": passages,
        "noted": _noted(passages),
        "edition": edition_of(version),
        "is_partial": is_partial or len(others) > MOST_LINES,
        "shows": choices_of(version),
    }


def lines_of(
    row: Read, home: Read, shown: Claim | Figure, *, spans: Iterable[Span] = (), is_partial: bool = False
) -> dict[str, Any]:
    """The lines of a row, of the claim that it says something of, and those where it stood before."""
    kin = kin_of(shown) if isinstance(shown, Figure) else []
    around = [*spans, (row.start, row.end), (home.start, home.end)]
    return marked_after(shown.version, around, kin=kin, is_partial=is_partial)


def _noted(passages: Iterable[Marked]) -> dict[str, dict[int, int]]:
    claims = [claim.pk for one in passages for claim in one.claims]
    figures = [figure.pk for one in passages for figure in one.figures]
    return count_on_marks(claims, figures)


def kin_of(figure: Figure) -> list[Span]:
    """Where the other figures of its dispute stand in the same text: with it their signs may change."""
    if figure.dispute_id is None:
        return []
    same = Figure.objects.standing().filter(version=figure.version_id, dispute=figure.dispute_id)
    return list(same.exclude(pk=figure.pk).values_list("start", "end")[: MOST_LINES + 1])
