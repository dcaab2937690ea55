"""Who stands behind figures: independent sources are counted, not articles.

Ten outlets that relay one ministry are one voice; readers' comments, however many, are one too. A figure that
nobody is said to have given is its publisher's.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from claims.extraction.records import Role, SourceKind
from claims.models import Attribution, Figure

READERS = "readers"
Voice = Any  # a source's primary key, READERS, or what stands for an article without a publisher


def voices(ties: Sequence[tuple[Voice, str]], otherwise: Voice) -> frozenset[Voice]:
    """The voices behind one figure, from its (voice, role) pairs: originators; relayers where none is named.

    >>> sorted(voices([(1, "relayer"), (2, "originator")], 9)), sorted(voices([(1, "relayer")], 9))
    ([2], [1])
    >>> sorted(voices([], 9))
    [9]
    """
    speakers = [voice for voice, role in ties if role != Role.RELAYER]
    return frozenset(speakers or [voice for voice, _ in ties] or [otherwise])


def voices_of(figure: Figure) -> frozenset[Voice]:
    """The voices behind a figure that came `with_sources`."""
    ties = [(_voice(a), a.role) for a in figure.attributions.all()]
    article = figure.version.article
    otherwise = article.publisher.stands_for.pk if article.publisher else f"article {article.pk}"
    return voices(ties, otherwise)


def _voice(attribution: Attribution) -> Voice:
    is_reader = SourceKind.READER in (attribution.kind, attribution.source.kind)
    return READERS if is_reader else attribution.source.stands_for.pk


def count_voices(disputes: Iterable[int]) -> dict[int, int]:
    """How many independent sources each dispute has: two queries, however many figures there are."""
    ties: defaultdict[int, list[tuple[Voice, str]]] = defaultdict(list)
    for figure, pk, parent, grandparent, kind, own_kind, role in (
        Attribution.objects.standing()
        .filter(figures__dispute__in=list(disputes))
        .values_list(
            "figures",
            "source",
            "source__merged_into",
            "source__merged_into__merged_into",
            "kind",
            "source__kind",
            "role",
        )
    ):
        is_reader = SourceKind.READER in (kind, own_kind)
        ties[figure].append((READERS if is_reader else grandparent or parent or pk, role))
    found: defaultdict[int, set[Voice]] = defaultdict(set)
    for figure, dispute, article, publisher, merged in (
        Figure.objects.counted()
        .filter(dispute__in=list(disputes))
        .values_list(
            "pk",
            "dispute",
            "version__article",
            "version__article__publisher",
            "version__article__publisher__merged_into",
        )
    ):
        found[dispute] |= voices(ties[figure], merged or publisher or f"article {article}")
    return {dispute: len(them) for dispute, them in found.items()}
