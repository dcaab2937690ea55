"""What the fragments of verdicts need to be shown, wherever they stand."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse

from claims.models import Claim, Figure
from verdicts.digests import digest_of_claim, digest_of_figure
from verdicts.forms import CorrectForm, DismissForm, OverrideForm, ReturnForm, VerdictForm
from verdicts.models import Decision, Resolution, Review, Verdict
from verdicts.permissions import why_no_approval, why_no_override, why_no_return


def review_panel(figure: Figure, **more: Any) -> dict[str, Any]:
    """For `verdicts/_figure_review.html`: the figure, its reviews, and the forms that ask for something."""
    reviews = list(figure.reviews.with_people())
    seen = digest_of_figure(figure, reviews)
    as_it_stands = CorrectForm.initial_of(figure) | {"seen": seen, "outcome": Review.Outcome.CORRECTED}
    return {
        "figure": figure,
        "seen": seen,
        "reviews": reviews,
        "dismiss_form": DismissForm(initial={"seen": seen, "outcome": Review.Outcome.DISMISSED}),
        "review_form": CorrectForm(figure=figure, initial=as_it_stands),
    } | more


def verdicts_panel(claim: Claim, user: User, **more: Any) -> dict[str, Any]:
    """For `verdicts/_verdicts.html`: what was decided of a claim, and the form for more."""
    seen = digest_of_claim(claim)
    verdicts = list(claim.verdicts.with_people().select_related("rating", "claim"))
    return {
        "claim": claim,
        "seen": seen,
        "approvals_needed": settings.APPROVALS_NEEDED,
        "verdicts": verdicts,
        "decisions": decisions_for(verdicts, user),
        "verdict_form": VerdictForm(initial={"seen": seen}),
    } | more


def verdict_taken_up(claim: Claim, pk: str) -> dict[str, Any]:
    """The form filled in with an earlier verdict, such as one sent back; nothing where there is none."""
    earlier = claim.verdicts.with_people().filter(pk=pk).first() if pk.isdecimal() else None
    if earlier is None:
        return {}
    initial = {"rating": earlier.rating_id, "summary": earlier.summary, "reason": earlier.reason}
    form = VerdictForm(initial=initial | {"seen": digest_of_claim(claim)}, evidence=evidence_of(earlier))
    return {"verdict_form": form, "is_open": True}


def evidence_of(decision: Decision) -> list[dict[str, str]]:
    """The evidence of an earlier decision, for the rows of a form."""
    return [
        {name: getattr(e, name) for name in ("address", "quote", "stance")} for e in decision.evidence.all()
    ]


def decisions_for(decisions: Sequence[Verdict | Resolution], user: User) -> list[dict[str, Any]]:
    """Each decision with what this person may do about it, and why not."""
    return [decision_row(decision, user) for decision in decisions]


def decision_row(decision: Verdict | Resolution, user: User, **more: Any) -> dict[str, Any]:
    """For `verdicts/_decision.html`. A verdict is answered in place; a resolution changes its whole board."""
    kind = decision._meta.model_name
    return {
        "decision": decision,
        "why_no_approval": why_no_approval(decision, user),
        "why_no_return": why_no_return(decision, user),
        "why_no_override": why_no_override(decision, user),
        "approve_url": reverse(f"verdicts:approve_{kind}", args=[decision.pk]),
        "override_url": reverse(f"verdicts:override_{kind}", args=[decision.pk]),
        "return_url": reverse(f"verdicts:return_{kind}", args=[decision.pk]),
        "take_up_url": take_up_url(decision),
        "is_in_place": kind == "verdict",
        "return_form": ReturnForm(auto_id=f"return-{decision.anchor}-%s"),
        "override_form": OverrideForm(auto_id=f"override-{decision.anchor}-%s"),
    } | more


def take_up_url(decision: Verdict | Resolution) -> str:
    """Where its author finds a returned decision's text in the form again."""
    if isinstance(decision, Verdict):
        return f"{reverse('verdicts:give_verdict', args=[decision.claim_id])}?from={decision.pk}#verdict-form"
    return f"{decision.dispute.stands_for.get_absolute_url()}?from={decision.pk}#resolve"
