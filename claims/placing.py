"""Setting figures beside the others that answer the same question. Called by services, inside their transaction."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import CharField, ProtectedError, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from claims.extraction import disputes as core
from claims.models import Dispute, Figure

GROUPING_LOCK = 0x66630002  # one worker groups at a time: two would each open a dispute for the same question
MOST_CANDIDATES = 2_000  # newest first; far above what any question has had


def place_figures(figures: QuerySet[Figure]) -> None:
    """Give each figure its dispute: one that is there, a new one, or none where it stands alone.

    Figures of other articles are never moved from one dispute to another; those that stood alone may join.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GROUPING_LOCK])
    placed = list(figures.select_related("dispute"))
    touched = {figure.dispute_id for figure in placed if figure.dispute_id}
    pool = placed + _candidates(placed)
    readings = [figure.as_read() for figure in pool]
    ours = {figure.pk for figure in placed}
    for indexes in core.group(readings):
        members = [pool[i] for i in indexes]
        if any(member.pk in ours for member in members):
            touched |= _gather(members, ours)
    refresh_disputes(touched)


def _candidates(placed: Sequence[Figure]) -> list[Figure]:
    keys = sorted({key for figure in placed for key in figure.keys})
    found = Figure.objects.may_answer(keys).exclude(pk__in=[figure.pk for figure in placed])
    return list(found.select_related("dispute").order_by("-pk")[:MOST_CANDIDATES])


def _gather(members: Sequence[Figure], ours: set[int]) -> set[int]:
    """Put one group into one dispute, and say which disputes changed."""
    there = Counter(member.dispute_id for member in members if member.dispute_id)
    left = set()
    if there:
        home = min(there, key=lambda pk: (-there[pk], pk))
    else:
        records = [member.as_read() for member in members]
        home = Dispute.objects.create(question=core.ask(records)[:300], status=core.status_of(records)).pk
    for member in members:
        if member.dispute_id is None or (member.pk in ours and member.dispute_id != home and there[home] > 1):
            left |= {member.dispute_id} - {None}
            member.dispute_id = home
            member.save(update_fields=["dispute"])
    return left | {home}


def refresh_disputes(pks: Iterable[int]) -> None:
    """Compute anew what disputes say; one that nobody decided on and fewer than two figures answer goes away."""
    for dispute in Dispute.objects.select_for_update().filter(pk__in=sorted(pks)):
        records = [figure.as_read() for figure in dispute.figures.counted().order_by("pk")]
        if len(records) < 2 and _is_gone(dispute):
            continue
        if records:
            dispute.status = core.status_of(records)
            dispute.low, dispute.high = core.bounds_of(records)
            if not dispute.question_is_given:
                dispute.question = core.ask(records)[:300]
        dispute.save()


def _is_gone(dispute: Dispute) -> bool:
    try:
        dispute.delete()
    except ProtectedError:  # somebody decided on it: it stays, with its history
        return False
    return True


def row_name() -> Combinable:
    """A fingerprint that no span has: the row's own number."""
    return Concat(Value("row "), Cast("pk", CharField()))
