"""The figures of a dispute as people had left them on an earlier day: corrected, accepted, dismissed, or not
yet.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from claims.models import Dispute, Figure
from verdicts.models import Review


def figures_on(dispute: Dispute, day: date) -> list[Figure]:
    """A dispute's figures with what stood of their reviews at the end of a day. Not to be saved."""
    figures = list(dispute.figures.with_sources().order_by("pk"))
    found: defaultdict[int, list[Review]] = defaultdict(list)
    for review in Review.objects.filter(figure__in=figures).order_by("pk"):
        found[review.figure_id].append(review)
    for figure in figures:
        by_then = [r for r in found[figure.pk] if timezone.localdate(r.given_at) <= day]
        if len(by_then) < len(found[figure.pk]):
            _set_back(figure, by_then)
    return figures


def _set_back(figure: Figure, reviews: Iterable[Review]) -> None:
    """Let a figure stand as these reviews, the oldest first, leave it."""
    figure.correction, figure.is_confirmed, figure.is_dismissed = None, False, False
    for review in reviews:
        outcome = review.outcome
        if outcome in (Review.Outcome.CORRECTED, Review.Outcome.REOPENED):
            figure.correction = review.correction if outcome == Review.Outcome.CORRECTED else None
        figure.is_confirmed = outcome in (Review.Outcome.CONFIRMED, Review.Outcome.CORRECTED)
        figure.is_dismissed = outcome == Review.Outcome.DISMISSED
