"""Earlier claims that say the same, and how they were ruled."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchVector
from rapidfuzz.fuzz import token_sort_ratio
from rapidfuzz.utils import default_process

from claims.alike import numbers_in, words_to_look_for
from claims.models import Claim, Figure
from verdicts.models import Verdict

MOST_FOUND = 60  # looked at: claims that share the telling words, and those with the same figures
MOST_SHOWN = 6
ALIKE = 72  # of 100: the words, in any order


@dataclass(frozen=True, slots=True)
class Alike:
    """A claim of another article that says the same, with the verdict that stands or waits on it."""

    claim: Claim
    verdict: Verdict | None
    because: str  # "words" or "figures"


def claims_alike(claim: Claim) -> list[Alike]:
    """Claims of other articles that say the same: those ruled on first, then the newest. Four queries."""
    by_words = _by_words(claim)
    by_figures = [pk for pk in _by_figures(claim) if pk not in by_words]
    found = Claim.objects.standing().filter(pk__in=[*by_words, *by_figures]).exclude(is_dismissed=True)
    rows = found.select_related("version__article__publisher__merged_into").defer("version__text")
    ruled = {v.claim_id: v for v in _verdicts_on([*by_words, *by_figures])}
    alike = [Alike(row, ruled.get(row.pk), "words" if row.pk in by_words else "figures") for row in rows]
    alike.sort(key=lambda one: (one.verdict is None, -one.claim.pk))
    return alike[:MOST_SHOWN]


def _by_words(claim: Claim) -> list[int]:
    words = words_to_look_for(claim.text)
    if not words:
        return []
    query = SearchQuery(words[0], config="simple")
    for word in words[1:]:
        query &= SearchQuery(word, config="simple")
    rows = Claim.objects.annotate(words=SearchVector("text", config="simple")).filter(words=query)
    others = rows.exclude(version__article=claim.version.article_id).order_by()
    found = others.values_list("pk", "text")[:MOST_FOUND]
    numbers = numbers_in(claim.text)
    return [
        pk
        for pk, text in found
        if numbers_in(text) == numbers
        and token_sort_ratio(text, claim.text, processor=default_process) >= ALIKE
    ]


def _by_figures(claim: Claim) -> list[int]:
    """Claims with a figure that answers the same question with the same number."""
    mine = [f for f in claim.figures.counted() if f.dispute_id is not None]
    if not mine:
        return []
    others = Figure.objects.counted().filter(dispute__in={f.dispute_id for f in mine})
    others = others.exclude(version__article=claim.version.article_id).order_by("-pk")
    said = {(f.dispute_id, f.relation, f.low, f.high) for f in mine}
    rows = others.values_list("claim", "dispute", "relation", "low", "high")[:MOST_FOUND]
    return list(dict.fromkeys(pk for pk, *one in rows if tuple(one) in said))


def _verdicts_on(claims: list[int]) -> list[Verdict]:
    """The newest verdict on each, one that was approved before one that waits."""
    rows = Verdict.objects.filter(claim__in=claims, returned_by__isnull=True)
    rows = rows.select_related("rating", "given_by", "approved_by").order_by("approved_by", "pk")
    kept: dict[int, Verdict] = {}
    for row in rows:
        before = kept.get(row.claim_id)
        if before is None or (row.approved_by_id is not None, row.pk) > (
            before.approved_by_id is not None,
            before.pk,
        ):
            kept[row.claim_id] = row
    return list(kept.values())
