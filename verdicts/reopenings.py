"""Writing what re-opens approved resolutions, and telling those who decided."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from claims.judging import judge_of
from claims.models import Dispute, Figure
from claims.voices import standing_among
from verdicts.following import Notice, Reopening
from verdicts.models import Decision, Resolution
from verdicts.reopening import Cause, causes_of
from verdicts.snapshots import snapshot

Kind = Notice.Kind
MOST_DISPUTES = 500  # looked at in one go


@transaction.atomic(savepoint=False)
def reopen_decided(disputes: Iterable[int]) -> list[Reopening]:
    """Look whether what is decided of these disputes still holds; store why where it does not.

    Only what stands counts: an older figure of a source that says another since re-opens nothing. The same
    reason is stored once, so this may be called as often as one likes. Author and approver are told.
    """
    standing = Resolution.objects.newest_approved(list(disputes)).filter(dispute__merged_into__isnull=True)
    decided = {resolution.dispute_id: resolution for resolution in standing.select_related("dispute")}
    figures: defaultdict[int, list[Figure]] = defaultdict(list)
    if decided:
        for figure in Figure.objects.counted().with_sources().filter(dispute__in=decided).order_by("pk"):
            figures[figure.dispute_id].append(figure)
    made = []
    for dispute, resolution in sorted(decided.items()):
        judge = judge_of([figure.pk for figure in figures[dispute]])
        now = [snapshot(figure) for figure in standing_among(figures[dispute], judge)]
        causes = causes_of(resolution, now, status=resolution.dispute.status)
        new = [row for cause in causes if (row := _store(resolution, cause))]
        if new:
            _tell_reopened(resolution, new)
        made += new
    return made


def reopen_changed(*, since: datetime) -> list[Reopening]:
    """The same for whatever changed since a moment: what a worker does after it grouped.

    And now and then again, for what a lost worker left undone.
    """
    approved = Resolution.objects.approved().values("dispute")
    changed = Dispute.objects.filter(changed_at__gte=since, pk__in=approved).order_by("-changed_at")
    return reopen_decided(changed.values_list("pk", flat=True)[:MOST_DISPUTES])


def tell(to: User, decision: Decision, *, kind: Notice.Kind, event: str, sentence: str) -> None:
    """Tell a person something once. Who left is told nothing."""
    if to.is_active:
        about = {decision._meta.model_name: decision, "kind": kind, "sentence": sentence[:1000]}
        Notice.objects.get_or_create(to=to, event=event, defaults=about)


def tell_answered(decision: Decision) -> None:
    """Tell an author that a proposal was approved or sent back."""
    answered_by = decision.approved_by or decision.returned_by
    if answered_by is None or answered_by == decision.given_by:
        return
    name = "resolution" if isinstance(decision, Resolution) else "verdict"
    is_approved = decision.approved_by is not None
    kind = Kind.APPROVED if is_approved else Kind.RETURNED
    if decision.is_overridden:
        says = f"{answered_by} let your {name} stand without a second person: “{decision.override_reason}”"
    elif is_approved:
        says = f"{answered_by} approved your {name}."
    else:
        says = f"{answered_by} sent your {name} back: “{decision.returned_because}”"
    tell(decision.given_by, decision, kind=kind, event=f"{kind} {name} {decision.pk}", sentence=says)


def mark_read(notices: Iterable[int], *, by: User) -> int:
    """Put a person's notices away. How many were new."""
    mine = Notice.objects.unread().filter(to=by, pk__in=list(notices))
    return mine.update(read_at=timezone.now())


def _store(resolution: Resolution, cause: Cause) -> Reopening | None:
    """The new row; None where this was stored before, by whomever."""
    key = hashlib.sha256(json.dumps(cause.key).encode()).hexdigest()
    row, is_new = Reopening.objects.get_or_create(
        resolution=resolution, cause=key,
        defaults={"sentence": cause.sentence[:500], "figures": cause.figures},
    )  # fmt: skip
    return row if is_new else None


def _tell_reopened(resolution: Resolution, reopenings: list[Reopening]) -> None:
    more = len(reopenings) - 1
    says = f"Re-opened: {reopenings[0].sentence}" + (f" And {more} more." if more else "")
    for person in {resolution.given_by, resolution.first_approved_by, resolution.approved_by} - {None}:
        tell(
            person, resolution, kind=Kind.REOPENED, event=f"reopened {resolution.pk} {reopenings[0].pk}",
            sentence=says,
        )  # fmt: skip
