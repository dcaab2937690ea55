"""What sources are said to have said, as far as articles were read."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Q

from claims.models import Attribution, Figure
from sources.models import KINDS, Source
from sources.names import name_key

ROWS = 50


def list_of_sources(params: Mapping[str, str]) -> dict[str, Any]:
    """For `sources/list.html`: those that stand for themselves, found by any of their names."""
    words, kind = params.get("q", "").strip(), params.get("kind", "")
    found = search(Source.objects.standing(), words)
    if kind in dict(KINDS):
        found = found.filter(kind=kind)
    page = Paginator(found.prefetch_related("aliases", "merged__aliases"), ROWS).get_page(params.get("page"))
    rows = list(page.object_list)
    counts = _counts(rows)
    asked = {"q": words, "kind": kind}
    return {
        "page": page,
        "rows": [
            {"source": row, "figures": counts.get(row.pk, 0), "names": _other_names(row)} for row in rows
        ],
        "kinds": KINDS,
        "page_query": urlencode({name: value for name, value in asked.items() if value}),
        "is_filtered": any(asked.values()),
    } | asked


def search(sources: Any, words: str) -> Any:
    """Those with a name like these words: their own, an alias, or one of a source merged in."""
    if not words:
        return sources
    key = name_key(words) or words
    named = Q(aliases__key__contains=key) | Q(merged__aliases__key__contains=key) | Q(name__icontains=words)
    return sources.filter(pk__in=Source.objects.filter(named).values("pk"))


def _other_names(source: Source) -> list[str]:
    aliases = [
        *source.aliases.all(),
        *(alias for part in source.merged.all() for alias in part.aliases.all()),
    ]
    return sorted({alias.name for alias in aliases} - {source.name})


def _counts(sources: list[Source]) -> dict[int, int]:
    """How many figures each is said to have given, under all its names."""
    own = {
        pk: source.pk for source in sources for pk in (source.pk, *(part.pk for part in source.merged.all()))
    }
    rows = (
        Attribution.objects.standing()
        .filter(source__in=own, figures__gone_at__isnull=True)
        .order_by()
        .values("source")
        .annotate(n=Count("figures", distinct=True))
    )
    found: dict[int, int] = {}
    for row in rows:
        found[own[row["source"]]] = found.get(own[row["source"]], 0) + row["n"]
    return found


def page_of_source(source: Source, params: Mapping[str, str]) -> dict[str, Any]:
    """For `sources/source.html`: who it is, its names, and its figures, newest first."""
    names = names_of(source)
    figures = Figure.objects.standing().with_sources().filter(
        pk__in=Attribution.objects.standing().filter(source__in=names).values("figures")
    )  # fmt: skip
    page = Paginator(figures.order_by("-version__taken_at", "start"), ROWS).get_page(params.get("page"))
    return {
        "source": source,
        "aliases": source.aliases.all(),
        "merged": source.merged.prefetch_related("aliases").select_related("merged_by"),
        "parts": source.parts.standing(),
        "grades": source.grades.select_related("given_by"),
        "articles": source.articles.all()[:10],
        "page": page,
        "rows": [{"figure": figure, "ties": _ties(figure, names)} for figure in page.object_list],
        "page_query": "",
    }


def names_of(source: Source) -> list[int]:
    """The primary keys of a source and everything merged into it, however many merges deep."""
    found = [source.pk]
    level = [source.pk]
    while level:
        level = list(Source.objects.filter(merged_into__in=level).values_list("pk", flat=True))
        found += level
    return found


def _ties(figure: Figure, names: list[int]) -> list[Attribution]:
    return [a for a in figure.attributions.all() if a.source_id in names]
