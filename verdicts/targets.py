"""Where figures and disputes can be moved to: what the pages for regrouping and merging show."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from claims.candidates import disputes_near
from claims.models import Dispute, Figure
from verdicts.digests import digest_of_dispute
from verdicts.dispute_search import search
from verdicts.placement_forms import MergeForm, RegroupForm

MOST_TARGETS = 12
MOST_CHOICES = 300  # figures to choose from on one page; the board has the others


def targets(dispute: Dispute, words: str) -> list[Dispute]:
    """Disputes that this one's figures may be moved to: those the words find; without words the nearest."""
    others: QuerySet[Dispute] = Dispute.objects.open_questions().exclude(pk=dispute.pk)
    if words:
        return list(search(others, words).order_by("-changed_at")[:MOST_TARGETS])
    near = disputes_near(dispute.pk, most=MOST_TARGETS)
    rows = others.in_bulk(near)
    return [rows[pk] for pk in near if pk in rows]


def regroup_page(
    dispute: Dispute, figures: Sequence[int], words: str, *, form: RegroupForm | None = None, **more: Any
) -> dict[str, Any]:
    """For `verdicts/regroup.html`: the chosen figures and where they can go."""
    there = Figure.objects.counted().filter(dispute=dispute).with_sources().order_by("pk")
    chosen = list(there.filter(pk__in=figures)) if figures else []
    seen = digest_of_dispute(dispute)
    return {
        "dispute": dispute,
        "chosen": chosen,
        "figures": [] if chosen else list(there[:MOST_CHOICES]),
        "targets": targets(dispute, words),
        "q": words,
        "form": _form(form, seen, more) or RegroupForm(initial={"seen": seen}),
    } | more


def merge_page(dispute: Dispute, words: str, *, form: MergeForm | None = None, **more: Any) -> dict[str, Any]:
    """For `verdicts/merge.html`: the disputes that this one can be merged into."""
    seen = digest_of_dispute(dispute)
    return {
        "dispute": dispute,
        "targets": targets(dispute, words),
        "q": words,
        "form": _form(form, seen, more) or MergeForm(initial={"seen": seen}),
    } | more


def _form(form: Any, seen: str, more: dict[str, Any]) -> Any:
    """The form that came, with a newer digest where the world had moved on."""
    return form.with_seen(seen) if form and more.get("is_stale") else form
