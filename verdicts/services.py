"""Writing what people decided."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils import timezone

from claims.models import Claim, Dispute, Figure
from claims.placing import lock_grouping
from claims.services import stand_figure
from verdicts.digests import digest_of_claim, digest_of_dispute, digest_of_figure
from verdicts.models import Decision, Evidence, Rating, Resolution, Review, Verdict
from verdicts.snapshots import snapshot

AnyDecision = TypeVar("AnyDecision", bound=Decision)


class Stale(Exception):
    """The world moved on since the editor opened the form. Nothing was saved."""


class NotYours(Exception):
    """This person may not do this here. The message says why."""


@transaction.atomic
def review_figure(
    figure: Figure,
    *,
    outcome: Review.Outcome,
    seen: str,
    by: User,
    correction: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Review:
    """Record what an editor says of a figure, and let it stand. Raises Stale."""
    lock_grouping()  # before the figure: it may change what its disputes say
    figure = Figure.objects.select_for_update().get(pk=figure.pk)
    if digest_of_figure(figure) != seen:
        raise Stale(figure)
    review = Review.objects.create(
        figure=figure, outcome=outcome, correction=correction, reason=reason, given_by=by
    )
    stand_figure(
        figure,
        correction=correction if outcome == Review.Outcome.CORRECTED else _kept_correction(figure, outcome),
        is_confirmed=outcome in (Review.Outcome.CONFIRMED, Review.Outcome.CORRECTED),
        is_dismissed=outcome == Review.Outcome.DISMISSED,
    )
    return review


def _kept_correction(figure: Figure, outcome: Review.Outcome) -> Mapping[str, Any] | None:
    """To confirm or dismiss a corrected figure keeps its correction; to take a review back drops it."""
    return None if outcome == Review.Outcome.REOPENED else figure.correction


@transaction.atomic
def give_verdict(
    claim: Claim,
    *,
    rating: Rating,
    summary: str,
    reason: str,
    seen: str,
    by: User,
    evidence: Sequence[Mapping[str, str]] = (),
) -> Verdict:
    """Propose a verdict on a claim. Raises Stale."""
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    if digest_of_claim(claim) != seen:
        raise Stale(claim)
    verdict = Verdict.objects.create(
        claim=claim, claim_text=claim.text, rating=rating, summary=summary, reason=reason, given_by=by
    )
    for piece in evidence:
        Evidence.objects.create(verdict=verdict, given_by=by, **piece)
    return verdict


@transaction.atomic
def resolve_dispute(
    dispute: Dispute,
    *,
    method: Resolution.Method,
    wording: str,
    reason: str,
    seen: str,
    by: User,
    low: float | None = None,
    best: float | None = None,
    high: float | None = None,
    evidence: Sequence[Mapping[str, str]] = (),
) -> Resolution:
    """Propose a decision on a dispute; the figures as they stand are kept with it. Raises Stale."""
    dispute = Dispute.objects.select_for_update().get(pk=dispute.pk)
    if digest_of_dispute(dispute) != seen:
        raise Stale(dispute)
    resolution = Resolution.objects.create(
        dispute=dispute, question=dispute.question, method=method, low=low, best=best, high=high,
        wording=wording, reason=reason, figures_seen=_as_seen(dispute), given_by=by,
    )  # fmt: skip
    for piece in evidence:
        Evidence.objects.create(resolution=resolution, given_by=by, **piece)
    return resolution


def _as_seen(dispute: Dispute) -> list[dict[str, Any]]:
    return [snapshot(figure) for figure in dispute.figures.counted().with_sources().order_by("pk")]


@transaction.atomic
def approve_decision(decision: AnyDecision, *, by: User) -> AnyDecision:
    """Let a proposed decision stand. Raises NotYours for its author, Stale where it is answered already."""
    decision = _proposed(decision)
    if decision.given_by_id == by.pk:
        raise NotYours("You can't approve this: you wrote it. Ask a colleague to look at it.")
    decision.approved_by, decision.approved_at = by, timezone.now()
    decision.save(update_fields=["approved_by", "approved_at"])
    return decision


@transaction.atomic
def return_decision(decision: AnyDecision, *, because: str, by: User) -> AnyDecision:
    """Send a proposed decision back to its author with a reason. The author may so withdraw their own."""
    decision = _proposed(decision)
    decision.returned_by, decision.returned_at, decision.returned_because = by, timezone.now(), because
    decision.save(update_fields=["returned_by", "returned_at", "returned_because"])
    return decision


def _proposed(decision: AnyDecision) -> AnyDecision:
    model: type[models.Model] = type(decision)
    current = model._default_manager.select_for_update().get(pk=decision.pk)
    if current.state != "proposed":
        raise Stale(current)
    return current


@transaction.atomic
def save_rating(rating: Rating) -> Rating:
    """Store a step of the team's scale. Verdicts given with it show its new name."""
    rating.save()
    return rating
