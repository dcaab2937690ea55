"""What waits for one person: approvals, work sent back, their own proposals, decisions that re-opened."""

from collections import defaultdict
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F, QuerySet

from claims.models import Dispute, Figure
from verdicts.boards import Standing, standing_of
from verdicts.models import Resolution, Verdict
from verdicts.panels import decisions_for
from verdicts.snapshots import snapshot

MOST = 50  # of each kind on the page; the rest follow as these are done


def inbox_of(user: User) -> dict[str, Any]:
    """For `verdicts/inbox.html`."""
    about = ("claim__version__article", "rating")
    verdicts = Verdict.objects.with_people().select_related(*about).defer("claim__version__text")
    resolutions = Resolution.objects.with_people().select_related("dispute")
    return {
        "for_me": _rows(user, _may_approve(verdicts, user), _may_approve(resolutions, user)),
        "returned": _rows(user, verdicts.returned_to(user), resolutions.returned_to(user)),
        "mine": _rows(
            user, verdicts.proposed().filter(given_by=user), resolutions.proposed().filter(given_by=user)
        ),
        "reopened": reopened_disputes()[:MOST],
        "may_approve": any(user.has_perm(f"verdicts.approve_{kind}") for kind in ("verdict", "resolution")),
    }


def _may_approve(decisions: QuerySet, user: User) -> QuerySet:
    permission = f"verdicts.approve_{decisions.model._meta.model_name}"
    return decisions.for_approval_by(user) if user.has_perm(permission) else decisions.none()


def _rows(user: User, *decisions: QuerySet) -> list[dict[str, Any]]:
    """Oldest first: who has waited longest is served first."""
    found = [decision for some in decisions for decision in some.order_by("pk")[:MOST]]
    rows = decisions_for(sorted(found, key=lambda decision: decision.given_at), user)
    return [row | {"is_in_place": True} for row in rows]


def count_waiting(user: User) -> int:
    """How many things wait for this person to act: to approve, or to take up again."""
    return sum(
        _may_approve(model.objects.all(), user).count() + model.objects.returned_to(user).count()
        for model in (Verdict, Resolution)
    )


def reopened_disputes() -> list[tuple[Dispute, Standing]]:
    """The disputes whose approved resolution a later figure re-opened, the latest change first."""
    approved = Resolution.objects.approved().filter(given_at__lt=F("dispute__changed_at"))
    disputes = Dispute.objects.filter(pk__in=approved.values("dispute")).order_by("-changed_at")
    found = standings(list(disputes))
    return [(d, found[d.pk]) for d in disputes if found[d.pk].state == "reopened"]


def standings(disputes: list[Dispute]) -> dict[int, Standing]:
    """What is decided of each dispute; figures are looked at only where something was approved."""
    resolutions: defaultdict[int, list[Resolution]] = defaultdict(list)
    for resolution in Resolution.objects.filter(dispute__in=disputes).with_people():
        resolutions[resolution.dispute_id].append(resolution)
    decided = [pk for pk, those in resolutions.items() if any(r.state == "approved" for r in those)]
    figures: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for figure in Figure.objects.counted().with_sources().filter(dispute__in=decided).order_by("pk"):
        figures[figure.dispute_id].append(snapshot(figure))
    return {d.pk: standing_of(resolutions[d.pk], figures[d.pk]) for d in disputes}
