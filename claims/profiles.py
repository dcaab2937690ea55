"""What a source has claimed, by question and over time, and who passes on whose words. For reading."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from claims.extraction.records import Role
from claims.models import Attribution, Dispute, Figure
from claims.wording import bounds_of_one, spread_words
from sources.models import Source

MOST_FIGURES = 2000  # newest, of one source
MOST_QUESTIONS = 12
MOST_NAMES = 12
WIDTH, HEIGHT, MARGIN = 240, 44, 6


@dataclass(frozen=True, slots=True)
class Point:
    """One figure on a small plot: where it stands, in units of the drawing."""

    x: str
    top: str
    bottom: str
    is_range: bool


@dataclass(frozen=True, slots=True)
class Line:
    """What a source says to one question over time."""

    dispute: Dispute
    count: int
    says: str
    first: date
    last: date
    points: list[Point]


@dataclass(frozen=True, slots=True)
class Tie:
    """Another source, and in how many figures the one passes on what the other says."""

    source: Source
    count: int


def own_figures(names: Sequence[int]) -> QuerySet[Figure]:
    """The figures that sources give themselves, under any of some names: not what they only pass on."""
    spoken = Attribution.objects.standing().filter(source__in=names).exclude(role=Role.RELAYER)
    return Figure.objects.counted().filter(pk__in=spoken.values("figures"))


def profile_of(names: Sequence[int]) -> dict[str, Any]:
    """For a source's page: what it says by question, whom it relays and who relays it."""
    shared = own_figures(names).filter(dispute__isnull=False).exclude(dispute__outline__figure_count__lt=2)
    newest = shared.order_by("-pk")
    by_question: defaultdict[Dispute, list[Figure]] = defaultdict(list)
    columns = (
        "record",
        "correction",
        "dispute",
        "version__article__published_on",
        "version__article__added_at",
    )
    for figure in newest.select_related("dispute", "version__article").only(
        *columns, "dispute__question", "dispute__status", "version__article__title"
    )[:MOST_FIGURES]:
        if figure.dispute is not None:
            by_question[figure.dispute].append(figure)
    busiest = sorted(by_question, key=lambda d: (-len(by_question[d]), -d.pk))
    return {
        "lines": [line_of(dispute, by_question[dispute]) for dispute in busiest[:MOST_QUESTIONS]],
        "question_count": len(by_question),
        "relays": _relayed_by(names),
        "relayed_by": _relaying(names),
    }


def line_of(dispute: Dispute, figures: Iterable[Figure]) -> Line:
    """One question's figures as a small plot."""
    said = sorted(((_day(f), *_ends(f)) for f in figures), key=lambda row: row[0])
    values = [end for _, low, high in said for end in (low, high) if end is not None]
    least, most = min(values, default=None), max(values, default=None)
    first, last = said[0][0], said[-1][0]
    points = []
    for day, low, high in said:
        if least is None or most is None or (low is None and high is None):
            continue
        x = _place((day - first).days, (last - first).days, WIDTH)
        ends = [HEIGHT - _place(end - least, most - least, HEIGHT) for end in (low, high) if end is not None]
        points.append(Point(f"{x:.1f}", f"{min(ends):.1f}", f"{max(ends):.1f}", max(ends) - min(ends) > 1))
    return Line(dispute, len(said), spread_words(least, most), first, last, points)


def _place(part: float, whole: float, length: int) -> float:
    return MARGIN + (length - 2 * MARGIN) * (part / whole if whole else 0.5)


def _day(figure: Figure) -> date:
    article = figure.version.article
    return article.published_on or article.added_at.date()  # type: ignore[no-any-return]


def _ends(figure: Figure) -> tuple[float | None, float | None]:
    return bounds_of_one(figure.as_read())


def _relayed_by(names: Sequence[int]) -> list[Tie]:
    """Whom these relay: named as relayer beside them, or as the publisher of an article that quotes them."""
    relayed = Attribution.objects.standing().filter(source__in=names, role=Role.RELAYER).values("figures")
    published = Figure.objects.counted().filter(version__article__publisher__in=names).values("pk")
    said = Attribution.objects.standing().exclude(role=Role.RELAYER).exclude(source__in=names).order_by()
    counts: Counter[int] = Counter()
    for figures in (relayed, published):
        rows = said.filter(figures__in=figures).values("source").annotate(n=Count("figures", distinct=True))
        counts.update({row["source"]: row["n"] for row in rows})
    return _ties(counts)


def _relaying(names: Sequence[int]) -> list[Tie]:
    """Who relays these, in the same two ways."""
    own = own_figures(names)
    others = Attribution.objects.standing().filter(role=Role.RELAYER, figures__in=own.values("pk")).order_by()
    rows = others.exclude(source__in=names).values("source").annotate(n=Count("figures", distinct=True))
    counts = Counter({row["source"]: row["n"] for row in rows})
    publisher = "version__article__publisher"
    published = (
        own.exclude(**{f"{publisher}__in": names}).filter(**{f"{publisher}__isnull": False}).order_by()
    )
    counts.update({row[publisher]: row["n"] for row in published.values(publisher).annotate(n=Count("pk"))})
    return _ties(counts)


def _ties(counts: Counter[int]) -> list[Tie]:
    """The sources behind some counts, merged ones as those they stand for, the busiest first."""
    rows = Source.objects.with_merges().in_bulk([pk for pk, _ in counts.most_common(MOST_NAMES * 4)])
    total: Counter[Source] = Counter()
    for pk, row in rows.items():
        total[row.stands_for] += counts[pk]
    return [Tie(source, count) for source, count in total.most_common(MOST_NAMES)]
