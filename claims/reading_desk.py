"""What the page of an article shows: its text marked, what was found in it, how far its reading is."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language_info, gettext

from articles.models import Version
from claims.extraction import ENGINE
from claims.extraction.records import Section
from claims.landmarks import outline_of
from claims.marking import mark, open_comments
from claims.models import Claim, Dispute, Extraction, Figure
from claims.passages import marked_whole
from claims.progress import progress_of
from claims.sieve import Sieve, choices_of, sieve_choices
from claims.voices import count_voices
from claims.wording import state_of

STATES = ("unreviewed", "confirmed", "corrected", "dismissed")
LANGUAGES = {"en"}  # what the engine reads; the rest is found by its numbers alone
CHECK_FIRST = 7
OTHERS = 6  # figures of a dispute shown beside one of them; the rest are on the dispute's own page


def page_of(version: Version, asked: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The article page around its panel. Six queries, however long the text."""
    extraction = version.extractions.first()
    marked = marked_whole(version)
    sieve = Sieve.of(asked or {})
    shown = sieve.through(marked.blocks, marked.sources) if sieve else marked.blocks
    return {
        "article": version.article,
        "version": version,
        "extraction": extraction,
        "blocks": open_comments(shown),
        "shows": choices_of(version, marked.blocks, show=sieve.show),
        "outline": outline_of(marked.blocks),
        "claim_count": len(marked.claims),
        "progress": progress_of(extraction),
        "is_foreign": is_foreign(extraction),
        "language": language_name(extraction),
    } | sieve_choices(sieve, marked.sources)


def older_page_of(version: Version) -> dict[str, Any]:
    """The page of a version that a newer one followed: its text, and what was found there."""
    next_one = Version.objects.filter(article=version.article_id, number=version.number + 1).first()
    claims, figures = (_once_in(version, model, next_one) for model in (Claim, Figure))
    return {
        "article": version.article,
        "version": version,
        "blocks": open_comments(mark(version.text, claims, figures)),
        "claim_count": 0,  # what can be shown of the text is asked of the newest
        "claims_then": len(claims),
        "figures_then": len(figures),
    }


def _once_in(version: Version, model: Any, next_one: Version | None) -> list[Any]:
    """The rows that stood in a version when the next one came, each at its place there."""
    name = model._meta.model_name
    followed_at = next_one.taken_at if next_one else timezone.now()
    stayed = model.objects.filter(version=version).exclude(gone_at__lt=followed_at)
    rows = list(stayed.with_dispute() if model is Figure else stayed)
    for kept in version.carried_from.filter(**{f"{name}__isnull": False}).select_related(name):
        row = getattr(kept, name)
        row.start, row.end = kept.start, kept.end
        rows.append(row)
    return sorted({row.pk: row for row in rows}.values(), key=lambda row: (row.start, -row.end, row.pk))


def is_foreign(extraction: Extraction | None) -> bool:
    """Whether a text is in a language that the engine reads only in part."""
    return bool(extraction and extraction.language and extraction.language not in LANGUAGES)


def language_name(extraction: Extraction | None) -> str:
    """The language of a text in English, or a phrase where its code has no name here."""
    code = extraction.language if extraction else ""
    try:
        return str(get_language_info(code)["name"])
    except KeyError:
        return gettext("a language that could not be told")


def overview_of(version: Version, extraction: Extraction | None = None) -> dict[str, Any]:
    """What stands in the panel when nothing is open."""
    standing = Claim.objects.standing().filter(version=version)
    sections = dict(standing.order_by().values_list("section").annotate(n=Count("pk")))
    return {
        "article": version.article,
        "version": version,
        "extraction": extraction or version.extractions.first(),
        "engine": ENGINE,
        "claim_count": sum(sections.values()),
        "sections": [(section.value, sections[section]) for section in Section if section in sections],
        "figures": _figure_states(Figure.objects.standing().filter(version=version)),
        "disputes": _with_voices(Dispute.objects.of_version(version)),
        "check_first": standing.worth_checking().annotate(figure_count=_figures_of())[:CHECK_FIRST],
    }


def _with_voices(disputes: Iterable[Dispute]) -> list[tuple[Dispute, int]]:
    """Each dispute with the number of independent sources behind its figures."""
    rows = list(disputes)
    counts = count_voices([row.pk for row in rows])
    return [(row, counts.get(row.pk, 0)) for row in rows]


def _figures_of() -> Count:
    return Count("figures", filter=Q(figures__gone_at__isnull=True, figures__is_dismissed=False))


def _figure_states(figures: QuerySet[Figure]) -> dict[str, int]:
    """How many figures people have said what of."""
    rows = figures.annotate(is_as_read=ExpressionWrapper(Q(correction__isnull=True), BooleanField()))
    states = Counter(state_of(*row) for row in rows.values_list("is_dismissed", "is_confirmed", "is_as_read"))
    return {"all": states.total()} | {name: states[name] for name in STATES}


def figure_panel_of(figure: Figure) -> dict[str, Any]:
    """What stands in the panel when a figure is open."""
    before, after = Figure.objects.beside(figure)
    others = Figure.objects.counted().filter(dispute=figure.dispute_id).exclude(pk=figure.pk)
    return {
        "figure": figure,
        "read": figure.as_read(),
        "claim": figure.claim,
        "attributions": figure.attributions.all(),
        "before": before,
        "after": after,
        "dispute": figure.dispute,
        "others": others.with_sources()[:OTHERS] if figure.dispute_id else [],
        "more": max(0, others.count() - OTHERS) if figure.dispute_id else 0,
        "may_answer": figure.dispute.suggestions.with_figures().count() if figure.dispute else 0,
        "asked_in": Dispute.objects.filter(suggestions__figure=figure, merged_into__isnull=True),
    }


def claim_panel_of(claim: Claim) -> dict[str, Any]:
    """What stands in the panel when a claim is open; the claim came `with_reading`."""
    return {"claim": claim, "claim_figures": claim.figures.all(), "attributions": claim.attributions.all()}
