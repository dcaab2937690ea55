"""Who stands behind stored figures, and since when: the sources of the register, merged ones as the one they
stand for.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils import timezone

from articles.models import NearCopy
from claims.extraction.records import SourceKind
from claims.independence import READERS, Saying, Voice, as_one, count_independent, voices_behind
from claims.judging import Judge
from claims.models import Attribution, Figure
from claims.standing import Statement, replacements
from sources.models import Source

__all__ = [
    "READERS",
    "Voice",
    "Wholes",
    "count_voices",
    "replaced_among",
    "said_on",
    "standing_among",
    "voices_of",
    "wholes_behind",
]


Wholes = Mapping[Voice, Sequence[Voice]]


def voices_of(figures: Sequence[Figure], wholes: Wholes | None = None) -> dict[int, frozenset[Voice]]:
    """The voices behind each figure of one dispute, seen together; figures that came `with_sources`.

    For many disputes, `wholes_behind` all their figures is looked up once.
    """
    sayings = [_saying(figure) for figure in figures]
    return voices_behind(as_one(sayings, _wholes(sayings) if wholes is None else wholes))


def wholes_behind(figures: Iterable[Figure]) -> Wholes:
    """What each source behind some figures is part of: one query."""
    return _wholes([_saying(figure) for figure in figures])


def _wholes(sayings: Iterable[Saying]) -> dict[Voice, list[Voice]]:
    """What each source among some voices is part of."""
    voices = {voice for s in sayings for voice in (s.otherwise, *(voice for voice, _ in s.ties))}
    return Source.objects.wholes_of(voice for voice in voices if isinstance(voice, int))  # type: ignore[return-value]


def said_on(figure: Figure) -> date:
    """The day a figure was said, as far as is known: when its article was published, else when it came in; of
    a later version of it, when that was taken.
    """
    version, article = figure.since or figure.version, figure.version.article
    if version.number > 1:
        return timezone.localdate(version.taken_at)
    return article.published_on or timezone.localdate(article.added_at)


def replaced_among(
    figures: Sequence[Figure], behind: Mapping[int, frozenset[Voice]], judge: Judge
) -> dict[int, int]:
    """Of the figures of one dispute, those that stand no more, with the one that stands in their place."""
    statements = (
        Statement(f.pk, f.as_read(), behind[f.pk], said_on(f), f.version.article_id, f.version.number)
        for f in figures
    )
    return replacements(statements, judge.compare, judge.ruled)


def standing_among(figures: Sequence[Figure], judge: Judge) -> list[Figure]:
    """Of the figures of one dispute, those that stand."""
    replaced = replaced_among(figures, voices_of(figures), judge)
    return [figure for figure in figures if figure.pk not in replaced]


def _saying(figure: Figure) -> Saying:
    article = figure.version.article
    return Saying(
        figure.pk,
        article.pk,
        figure.claim.text,
        tuple((_voice(a), a.role) for a in figure.attributions.all()),
        article.publisher.stands_for.pk if article.publisher else f"article {article.pk}",
        (figure.relation, figure.value, figure.low, figure.high),
        article.first_told,
    )


def _voice(attribution: Attribution) -> Voice:
    is_reader = SourceKind.READER in (attribution.kind, attribution.source.kind)
    return READERS if is_reader else attribution.source.stands_for.pk


def count_voices(disputes: Iterable[int]) -> dict[int, int]:
    """How many independent sources each dispute has: a few queries, however many figures there are."""
    disputes = list(disputes)
    ties: defaultdict[int, list[tuple[Voice, str]]] = defaultdict(list)
    source = ("source", "source__merged_into", "source__merged_into__merged_into")
    spoken = Attribution.objects.standing().filter(figures__dispute__in=disputes).order_by("pk")
    for figure, pk, parent, grandparent, kind, own_kind, role in spoken.values_list(
        "figures", *source, "kind", "source__kind", "role"
    ):
        is_reader = SourceKind.READER in (kind, own_kind)
        ties[figure].append((READERS if is_reader else grandparent or parent or pk, role))
    article = "version__article"
    publisher = (f"{article}__publisher", f"{article}__publisher__merged_into")
    sayings: defaultdict[int, list[Saying]] = defaultdict(list)
    counted = Figure.objects.counted().filter(dispute__in=disputes)
    firsts = NearCopy.objects.firsts(counted.order_by().values(article))
    for dispute, figure, place, pk, parent, sentence, *amount in counted.values_list(
        "dispute", "pk", article, *publisher, "claim__text", "relation", "value", "low", "high"
    ):
        otherwise, first = parent or pk or f"article {place}", firsts.get(place, place)
        sayings[dispute].append(
            Saying(figure, place, sentence, tuple(ties[figure]), otherwise, tuple(amount), first)
        )
    wholes = _wholes(saying for rows in sayings.values() for saying in rows)
    return {dispute: count_independent(as_one(rows, wholes)) for dispute, rows in sayings.items()}
