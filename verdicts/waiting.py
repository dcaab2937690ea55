"""What waits for one person: approvals, work sent back, their own proposals, decisions that re-opened."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse

from claims.models import Dispute
from verdicts.boards import Standing, standing_of
from verdicts.models import Notice, Reopening, Resolution, Verdict, WorkEvent
from verdicts.panels import decisions_for

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
        "notices": notices_of(user),
        "may_approve": any(user.has_perm(f"verdicts.approve_{kind}") for kind in ("verdict", "resolution")),
    }


def notices_of(user: User) -> list[Notice]:
    """What this person was told and has not put away, newest first."""
    return list(Notice.objects.unread().for_page().filter(to=user)[:MOST])


def _may_approve(decisions: QuerySet, user: User) -> QuerySet:
    permission = f"verdicts.approve_{decisions.model._meta.model_name}"
    return decisions.for_approval_by(user) if user.has_perm(permission) else decisions.none()


def _rows(user: User, *decisions: QuerySet) -> list[dict[str, Any]]:
    """Oldest first: who has waited longest is served first."""
    found = [decision for some in decisions for decision in some.order_by("pk")[:MOST]]
    rows = decisions_for(sorted(found, key=lambda decision: decision.given_at), user)
    return [row | {"is_in_place": True} for row in rows]


def count_waiting(user: User) -> int:
    """How many things wait for this person: to approve, to take up again, or to be read."""
    return Notice.objects.unread().filter(to=user).count() + sum(
        _may_approve(model.objects.all(), user).count() + model.objects.returned_to(user).count()
        for model in (Verdict, Resolution)
    )


def came_since(user: User, since: datetime, until: datetime) -> list[tuple[str, str]]:
    """What came to wait for a person in a span of time besides notices: sentences, each with its address."""
    came = []
    for model in (Verdict, Resolution):
        given = _may_approve(model.objects.all(), user).filter(given_at__gt=since, given_at__lte=until)
        came += [
            (f"{row.given_by} proposed a {model._meta.model_name}: {row}", reverse("verdicts:inbox"))
            for row in given.select_related("given_by").order_by("pk")[:MOST]
        ]
    assigned = WorkEvent.objects.filter(given_at__gt=since, given_at__lte=until).exclude(given_by=user)
    for event in assigned.filter(work__assignee=user, change__has_key="assignee").select_related(
        "given_by", "work__claim"
    ).order_by("pk")[:MOST]:  # fmt: skip
        if event.change["assignee"][1] == user.pk:
            claim = event.work.claim
            came.append((f"{event.given_by} gave you to check: {claim.text}", claim.get_absolute_url()))
    return came


def reopened_disputes() -> list[tuple[Dispute, Standing]]:
    """The disputes whose approved resolution something re-opened, the latest change first."""
    reopenings = Reopening.objects.standing().filter(resolution__dispute__merged_into__isnull=True)
    disputes = Dispute.objects.filter(pk__in=reopenings.values("resolution__dispute")).order_by("-changed_at")
    found = standings(list(disputes))
    return [(d, found[d.pk]) for d in disputes if found[d.pk].state == "reopened"]


def standings(disputes: list[Dispute]) -> dict[int, Standing]:
    """What is decided of each dispute."""
    resolutions: defaultdict[int, list[Resolution]] = defaultdict(list)
    for resolution in Resolution.objects.filter(dispute__in=disputes).with_reopenings():
        resolutions[resolution.dispute_id].append(resolution)
    return {d.pk: standing_of(resolutions[d.pk]) for d in disputes}
