"""Writing what people decided."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import Claim, Dispute, Figure
from claims.placing import lock_grouping
from claims.services import stand_figure
from claims.spans import state_of_span
from verdicts.copies import keep_link
from verdicts.desk import Work
from verdicts.digests import digest_of_claim, digest_of_dispute, digest_of_figure
from verdicts.models import Decision, Draft, Evidence, Rating, Resolution, Review, Verdict
from verdicts.reopenings import reopen_decided, tell_answered
from verdicts.snapshots import snapshot
from verdicts.undoing import record_act
from verdicts.working import follow_verdict

AnyDecision = TypeVar("AnyDecision", bound=Decision)


class Stale(Exception):
    """The world moved on since the editor opened the form. Nothing was saved."""


class NotYours(Exception):
    """This person may not do this here. The message says why."""


class MergedAway(Exception):
    """What was to be decided on was merged into another dispute meanwhile. Nothing was saved."""

    def __init__(self, dispute: Dispute) -> None:
        super().__init__(
            f"This dispute was merged into “{dispute.stands_for}” meanwhile. Nothing was approved."
        )
        self.into = dispute.stands_for


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
    before = state_of_span(figure)
    figure = stand_figure(
        figure,
        correction=correction if outcome == Review.Outcome.CORRECTED else _kept_correction(figure, outcome),
        is_confirmed=outcome in (Review.Outcome.CONFIRMED, Review.Outcome.CORRECTED),
        is_dismissed=outcome == Review.Outcome.DISMISSED,
    )
    record_act(figure, outcome, before=before, after=state_of_span(figure), by=by, reason=reason)
    reopen_decided([figure.dispute_id] if figure.dispute_id else [])
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
        claim=claim, claim_text=claim.text, rating=rating, summary=summary, reason=reason, given_by=by,
        approvals_needed=settings.APPROVALS_NEEDED,
    )  # fmt: skip
    follow_verdict(claim, Work.Status.NEEDS_APPROVAL, by=by)
    for piece in evidence:
        keep_link(Evidence.objects.create(verdict=verdict, given_by=by, **piece))
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
        wording=wording, reason=reason, figures_seen=_as_seen(dispute), status_seen=dispute.status,
        given_by=by, approvals_needed=settings.APPROVALS_NEEDED,
    )  # fmt: skip
    for piece in evidence:
        keep_link(Evidence.objects.create(resolution=resolution, given_by=by, **piece))
    drop_draft(dispute, by=by)
    return resolution


def _as_seen(dispute: Dispute) -> list[dict[str, Any]]:
    return [snapshot(figure) for figure in dispute.figures.counted().with_sources().order_by("pk")]


@transaction.atomic
def keep_draft(dispute: Dispute, *, typed: Mapping[str, Any], seen: str, by: User) -> Draft:
    """Keep what an editor typed of a resolution, in place of what was kept before."""
    kept = {"typed": dict(typed), "seen": seen}
    draft, _ = Draft.objects.update_or_create(dispute=dispute, by=by, defaults=kept)
    return draft


@transaction.atomic
def drop_draft(dispute: Dispute, *, by: User) -> None:
    """Forget an editor's draft of a resolution, and of the disputes that this one stands for."""
    Draft.objects.filter(Q(dispute=dispute) | Q(dispute__merged_into=dispute), by=by).delete()


@transaction.atomic
def approve_decision(decision: AnyDecision, *, by: User) -> AnyDecision:
    """Approve a proposed decision; with the last approval that it needs it stands. Raises NotYours for its
    author and for who approved it before, Stale where it is answered already, MergedAway where its dispute
    stands for itself no more.
    """
    decision = _to_answer(decision)
    if decision.given_by_id == by.pk:
        raise NotYours(_("You can't approve this: you wrote it. Ask a colleague to look at it."))
    if decision.first_approved_by_id == by.pk:
        raise NotYours(_("You approved this already. It waits for somebody else's approval."))
    if decision.approvals + 1 < decision.approvals_needed:
        decision.first_approved_by, decision.first_approved_at = by, timezone.now()
        decision.save(update_fields=["first_approved_by", "first_approved_at"])
        return decision
    return _let_stand(decision, by=by)


@transaction.atomic
def override_decision(decision: AnyDecision, *, because: str, by: User) -> AnyDecision:
    """Let a proposed decision stand without the approvals that it needs, for a reason that is kept with it.
    Raises as `approve_decision`, but for nobody's being its author."""
    decision = _to_answer(decision)
    decision.is_overridden, decision.override_reason = True, because
    return _let_stand(decision, by=by)


def _to_answer(decision: AnyDecision) -> AnyDecision:
    """The decision as it is now, locked; its dispute too, so that nobody merges it meanwhile."""
    if isinstance(decision, Resolution):
        dispute = Dispute.objects.select_for_update().get(pk=decision.dispute_id)
        if dispute.merged_into_id:
            raise MergedAway(dispute)
    return _proposed(decision)


def _let_stand(decision: AnyDecision, *, by: User) -> AnyDecision:
    """What came in since it was proposed may re-open it at once."""
    decision.approved_by, decision.approved_at = by, timezone.now()
    decision.save(update_fields=["approved_by", "approved_at", "is_overridden", "override_reason"])
    if isinstance(decision, Verdict):
        follow_verdict(decision.claim, Work.Status.DONE, by=by)
    tell_answered(decision)
    if isinstance(decision, Resolution):
        reopen_decided([decision.dispute_id])
    return decision


@transaction.atomic
def return_decision(decision: AnyDecision, *, because: str, by: User) -> AnyDecision:
    """Send a proposed decision back to its author with a reason. The author may so withdraw their own."""
    decision = _proposed(decision)
    decision.returned_by, decision.returned_at, decision.returned_because = by, timezone.now(), because
    decision.save(update_fields=["returned_by", "returned_at", "returned_because"])
    if isinstance(decision, Verdict):
        follow_verdict(decision.claim, Work.Status.CHECKING, by=by)
    tell_answered(decision)
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
