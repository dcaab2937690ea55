"""Orphans: what people decided of a text that the newest version of its article no longer has."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from rapidfuzz import fuzz

from articles.models import Article, Version
from claims.aligning import spot_in, surroundings
from claims.models import Claim, Figure
from verdicts.models import Anchoring

MOST = 50  # on one page; the rest follow as these are answered
ANSWERED = 20
OFFERED = 3  # places that are offered for one


@dataclass(slots=True)
class Orphan:
    """A claim or figure without a place, and the places it may have now, the likeliest first."""

    kind: str  # "claim" or "figure"
    row: Any
    places: list[Any]

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.row.pk}"


def page_of_orphans(article: str) -> dict[str, Any]:
    """For `verdicts/orphans.html`: those of an article where one is named, else all; and the answers."""
    named = article if article.isdecimal() and article.isascii() and len(article) < 19 else ""
    one = Article.objects.filter(pk=named).first() if named else None
    answered = Anchoring.objects.for_page()
    if one:
        answered = answered.filter(Q(claim__version__article=one) | Q(figure__version__article=one))
    return {"article": one, "orphans": orphans_of(one.pk if one else None), "answered": answered[:ANSWERED]}


def orphans_of(article: int | None = None) -> list[Orphan]:
    """Those of an article, or of all, that nobody has let go; the newest first."""
    found: list[Orphan] = []
    for kind, every in (("figure", orphaned_figures()), ("claim", orphaned_claims())):
        rows = every.filter(version__article=article) if article else every
        chosen = rows.select_related("version__article").order_by("-gone_at", "pk")[:MOST]
        found += [Orphan(kind, row, places_for(row)) for row in chosen]
    return found


def count_orphans(article: int) -> int:
    """How many an article has."""
    return sum(r.filter(version__article=article).count() for r in (orphaned_figures(), orphaned_claims()))


def orphaned_figures() -> QuerySet[Figure]:
    """Figures of an older version, gone, that people confirmed, corrected, placed, compared or noted."""
    decided = Q(is_confirmed=True) | Q(correction__isnull=False) | Q(is_placed=True)
    decided |= (
        Q(refusals__isnull=False) | Q(overrulings__isnull=False) | Q(overrulings_by_other__isnull=False)
    )
    decided |= Q(notes__isnull=False)
    chosen = Figure.objects.filter(decided, is_dismissed=False).values("pk")
    return _left_behind(Figure.objects.filter(pk__in=chosen), "figure")


def orphaned_claims() -> QuerySet[Claim]:
    """Claims of an older version, gone, that have a verdict, a note, or somebody working on them."""
    decided = Q(verdicts__isnull=False) | Q(work__assignee__isnull=False) | Q(notes__isnull=False)
    return _left_behind(Claim.objects.filter(pk__in=Claim.objects.filter(decided).values("pk")), "claim")


def _left_behind(rows: QuerySet, name: str) -> QuerySet:
    newer = Version.objects.filter(
        article=OuterRef("version__article"), number__gt=OuterRef("version__number")
    )
    let_go = Anchoring.objects.standing().filter(**{name: OuterRef("pk")})
    return rows.filter(~Exists(let_go), Exists(newer), gone_at__isnull=False)


def places_for(row: Any) -> list[Any]:
    """The rows of the newest version that may be this one in other words, the likeliest first.

    Those that people decided on themselves are somebody else's place.
    """
    newest = Version.objects.filter(article=row.version.article_id).order_by("-number")[0]
    free = type(row).objects.standing().filter(version=newest)
    if isinstance(row, Figure):
        asked = {"is_confirmed": False, "is_placed": False, "is_dismissed": False}
        free = free.filter(**asked, correction__isnull=True, dimension=row.dimension)
    else:
        free = free.filter(verdicts__isnull=True)
    mine = spot_in(row.version.text, row.start, row.end)

    def likeness(other: Any) -> float:
        theirs = spot_in(newest.text, other.start, other.end)
        words = fuzz.ratio(mine.text, theirs.text)
        share = 0.3 if isinstance(row, Figure) else 0.8
        return share * words + (1 - share) * surroundings(mine, theirs)

    rated = sorted(((likeness(other), -other.pk, other) for other in free), key=lambda r: r[:2], reverse=True)
    return [other for points, _, other in rated[:OFFERED] if points >= 35]
