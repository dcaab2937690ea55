"""Writing what the list of disputes is read from. Called by services, in their transaction."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import Min, Prefetch, prefetch_related_objects

from articles.models import NearCopy
from claims.board import entries_of, headline, strands_of
from claims.extraction import records
from claims.heat import heat_of
from claims.judging import judge_of
from claims.models import Attribution, Dispute, Figure, Outline
from claims.voices import count_voices, wholes_behind

BATCH = 500
MOST_LETTERS = 20_000  # searched of one dispute
MOST_PLACES = 50
READ_FOR_A_LINE = 60  # figures of a dispute that its headline in the list is made from


def outline_disputes(pks: Iterable[int]) -> None:
    """Compute anew what the list says of these disputes; of one that is gone, nothing."""
    wanted = sorted(set(pks))
    for start in range(0, len(wanted), BATCH):
        _outline(wanted[start : start + BATCH])


@transaction.atomic
def outline_the_rest(*, most: int) -> int:
    """Do so for disputes that have no outline yet, such as those from before there were any; how many."""
    missing = Dispute.objects.filter(outline__isnull=True).order_by("-pk").values_list("pk", flat=True)[:most]
    rest = Dispute.objects.filter(pk__in=list(missing)).order_by("pk").select_for_update(skip_locked=True)
    pks = [dispute.pk for dispute in rest]  # one that is locked is being placed, and gets its outline so
    outline_disputes(pks)
    return len(pks)


def _outline(pks: list[int]) -> None:
    disputes = list(Dispute.objects.filter(pk__in=pks))
    figures, names, voices = _figures(pks), _names(pks), count_voices(pks)
    rows = [_row(d, figures[d.pk], names[d.pk], voices.get(d.pk, 0)) for d in disputes]
    headlines = _headlines(disputes)
    for row in rows:
        row.headline = headlines[row.dispute_id]
    changed = [field.name for field in Outline._meta.fields if not field.primary_key]
    Outline.objects.bulk_create(rows, update_conflicts=True, unique_fields=["dispute"], update_fields=changed)


def _figures(pks: list[int]) -> defaultdict[int, list[dict[str, Any]]]:
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    article = "version__article"
    columns = (
        "dispute",
        "text",
        "record",
        "correction",
        article,
        f"{article}__publisher",
        "version__taken_at",
        "since__taken_at",
    )
    counted = Figure.objects.counted().filter(dispute__in=pks)
    firsts = NearCopy.objects.firsts(counted.order_by().values(article))
    for row in counted.order_by("pk").values(*columns):
        row["told_first_in"] = firsts.get(row[article], row[article])
        row["read"] = records.Figure.from_json({**row["record"], **(row["correction"] or {})})
        found[row["dispute"]].append(row)
    return found


def _names(pks: list[int]) -> defaultdict[int, dict[int, str]]:
    """The sources behind each dispute's figures, with the names they go by there."""
    found: defaultdict[int, dict[int, str]] = defaultdict(dict)
    # By the ties: filtering attributions by their figures twice would pair all figures of each attribution.
    ties = Attribution.figures.through.objects.filter(
        attribution__gone_at__isnull=True,
        figure__dispute__in=pks,
        figure__gone_at__isnull=True,
        figure__is_dismissed=False,
    )
    about = ("figure__dispute", "attribution__source", "attribution__source__name")
    # The first named comes first in what is searched.
    first = ties.values(*about).annotate(first=Min("attribution")).order_by("first")
    for dispute, source, name in first.values_list(*about):
        found[dispute][source] = name
    return found


def _headlines(disputes: list[Dispute]) -> dict[int, str]:
    """What each dispute's figures say together; of very many, the first ones speak. A handful of queries."""
    some = Figure.objects.counted().with_sources().order_by("pk")[:READ_FOR_A_LINE]
    prefetch_related_objects(disputes, Prefetch("figures", some, to_attr="speaking"))
    figures = [figure for dispute in disputes for figure in dispute.speaking]
    judge, wholes = judge_of([figure.pk for figure in figures]), wholes_behind(figures)
    return {d.pk: headline(strands_of(entries_of(d.speaking, judge, wholes), judge)) for d in disputes}


def _row(dispute: Dispute, figures: list[dict[str, Any]], names: dict[int, str], voices: int) -> Outline:
    articles = {figure["told_first_in"] for figure in figures}
    newest: datetime | None = max((_came_at(figure) for figure in figures), default=None)
    reads = [figure["read"] for figure in figures]
    publishers = {figure["version__article__publisher"] for figure in figures} - {None}
    places = Counter(read.place[:200] for read in reads if read.place)
    return Outline(
        dispute=dispute,
        is_listed=len(figures) >= 2 and dispute.merged_into_id is None,
        status=dispute.status,
        figure_count=len(figures),
        article_count=len(articles),
        voice_count=voices,
        newest_at=newest,
        heat=heat_of(dispute.status, voices=voices, articles=len(articles), newest=newest),
        topic=topic_of(reads),
        places=[place for place, _ in places.most_common(MOST_PLACES)],
        sources=sorted({*names, *publishers}),
        words=_words(dispute, figures, names),
        span=span_of(reads),
    )


def _came_at(figure: dict[str, Any]) -> datetime:
    return figure["since__taken_at"] or figure["version__taken_at"]


def topic_of(reads: Iterable[records.Figure]) -> str:
    """What most of some figures are about: what happened; who or what is counted where nothing did.

    >>> topic_of([])
    ''
    """
    found = Counter((read.event or read.population or read.unit or read.measure)[:200] for read in reads)
    return min(found, key=lambda topic: (-found[topic], topic), default="")


def span_of(reads: Iterable[records.Figure]) -> NumericRange | None:
    """From the lowest to the highest number that is said; an open end is as far as it is said."""
    said = [n for read in reads for n in (read.value, read.low, read.high) if n is not None]
    return NumericRange(Decimal(str(min(said))), Decimal(str(max(said))), "[]") if said else None


def _words(dispute: Dispute, figures: list[dict[str, Any]], names: dict[int, str]) -> str:
    """All that is searched, a line each, none twice; in small letters, as the trigram index has them."""
    lines: dict[str, None] = dict.fromkeys([dispute.question, *names.values()])
    for figure in figures:
        read = figure["read"]
        said = (figure["text"], read.measure, read.unit, read.event, read.population, read.place, read.when)
        lines |= dict.fromkeys(part for part in said if part)
    return "\n".join(lines).replace("\0", "").casefold()[:MOST_LETTERS]
