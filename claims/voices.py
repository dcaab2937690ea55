"""Who stands behind stored figures: the sources of the register, merged ones as the one they stand for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from claims.extraction.records import SourceKind
from claims.independence import READERS, Saying, Voice, count_independent, voices_behind
from claims.models import Attribution, Figure

__all__ = ["READERS", "Voice", "count_voices", "voices_of"]


def voices_of(figures: Sequence[Figure]) -> dict[int, frozenset[Voice]]:
    """The voices behind each figure of one dispute, seen together; figures that came `with_sources`."""
    return voices_behind([_saying(figure) for figure in figures])


def _saying(figure: Figure) -> Saying:
    article = figure.version.article
    return Saying(
        figure.pk,
        article.pk,
        figure.claim.text,
        tuple((_voice(a), a.role) for a in figure.attributions.all()),
        article.publisher.stands_for.pk if article.publisher else f"article {article.pk}",
        (figure.relation, figure.value, figure.low, figure.high),
    )


def _voice(attribution: Attribution) -> Voice:
    is_reader = SourceKind.READER in (attribution.kind, attribution.source.kind)
    return READERS if is_reader else attribution.source.stands_for.pk


def count_voices(disputes: Iterable[int]) -> dict[int, int]:
    """How many independent sources each dispute has: two queries, however many figures there are."""
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
    for dispute, figure, place, pk, parent, sentence, *amount in (
        Figure.objects.counted()
        .filter(dispute__in=disputes)
        .values_list("dispute", "pk", article, *publisher, "claim__text", "relation", "value", "low", "high")
    ):
        otherwise = parent or pk or f"article {place}"
        sayings[dispute].append(
            Saying(figure, place, sentence, tuple(ties[figure]), otherwise, tuple(amount))
        )
    return {dispute: count_independent(rows) for dispute, rows in sayings.items()}
