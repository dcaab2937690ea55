"""Writing what the desk does with claims: dealing, taking, assigning, how far they are; what ranks them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from claims.models import Claim
from claims.rewordings import says_the_same
from verdicts.desk import Weights, Work, WorkEvent
from verdicts.ranking import SIGNALS, SQL

LEASE = timedelta(minutes=30)
MOST_AT_ONCE = 500  # pieces of work changed with one press
TRIED = 50  # of the first ones, before somebody is told that nothing is free
FIELDS = ("status", "priority", "assignee", "leased_until", "due_at")
Act = WorkEvent.Act
Status = Work.Status

# What the report that its article nearly copies says too is checked there.
COPIED = f"""
    EXISTS (
        SELECT FROM articles_version mine
        JOIN articles_nearcopy link ON link.article_id = mine.article_id AND link.denied_at IS NULL
        JOIN articles_version theirs ON theirs.article_id = link.of_id
        JOIN claims_claim first ON first.version_id = theirs.id
        WHERE mine.id = claims_claim.version_id AND first.gone_at IS NULL AND first.checkable
          AND {says_the_same("first.text", "claims_claim.text")}
    )
"""
FILL = f"""
    INSERT INTO verdicts_work
        (claim_id, status, priority, worth, conflict, doubt, reach, came_at, rank, changed_at)
    SELECT claims_claim.id, 'new', 0, worthiness, 0, 0, 1, articles_version.taken_at, 0, now()
    FROM claims_claim JOIN articles_version ON articles_version.id = version_id
    WHERE checkable AND gone_at IS NULL
      AND claims_claim.id > (SELECT coalesce(max(claim_id), 0) - 10000 FROM verdicts_work)
      AND NOT EXISTS (SELECT FROM verdicts_work WHERE claim_id = claims_claim.id)
      AND NOT {COPIED}
    ORDER BY claims_claim.id LIMIT %s
    ON CONFLICT DO NOTHING RETURNING claim_id
"""
# A copy may be read before what it copies, and an editor may tell copies apart later.
DROP_COPIED = f"""
    DELETE FROM verdicts_work USING claims_claim
    WHERE claims_claim.id = claim_id AND status = 'new' AND assignee_id IS NULL AND priority = 0
      AND claims_claim.version_id IN (
        SELECT version.id FROM articles_nearcopy link
        JOIN articles_version version ON version.article_id = link.article_id
        WHERE link.denied_at IS NULL AND (
            link.article_id = ANY (%(articles)s) OR link.of_id = ANY (%(articles)s)
        )
      )
      AND NOT EXISTS (SELECT FROM verdicts_workevent WHERE work_id = claim_id)
      AND {COPIED}
"""
FILL_FROM = FILL.replace(
    "claims_claim.id > (SELECT coalesce(max(claim_id), 0) - 10000 FROM verdicts_work)",
    "articles_version.article_id = ANY (%s)",
)
TOUCHED = """
    SELECT DISTINCT claim_id FROM claims_figure
    WHERE dispute_id IN (SELECT id FROM claims_dispute WHERE changed_at > %s) LIMIT 20000
"""
SIGNALS_NOW = """
    UPDATE verdicts_work
    SET worth = now_.worth, conflict = now_.conflict, doubt = now_.doubt, reach = now_.reach
    FROM (
        SELECT c.id, c.worthiness AS worth, coalesce(f.conflict, 0) AS conflict,
               coalesce(f.reach, 1) AS reach,
               CASE WHEN c.section = 'comment' THEN 0.1 ELSE coalesce(s.doubt, 0.3) END AS doubt
        FROM claims_claim c
        LEFT JOIN LATERAL (
            SELECT max(CASE o.status WHEN 'conflict' THEN 1 WHEN 'definition' THEN 0.4 ELSE 0 END)
                   AS conflict,
                   max(o.article_count) AS reach
            FROM claims_figure JOIN claims_outline o USING (dispute_id)
            WHERE claim_id = c.id AND gone_at IS NULL AND NOT is_dismissed AND o.is_listed
        ) f ON true
        LEFT JOIN LATERAL (
            SELECT max(CASE WHEN source.grade IN ('D', 'E', 'F') THEN 1 WHEN a.kind = 'anonymous' THEN 0.8
                            WHEN source.grade IN ('A', 'B') THEN 0.2 ELSE 0.4 END) AS doubt
            FROM claims_attribution_claims link
            JOIN claims_attribution a ON a.id = link.attribution_id AND a.gone_at IS NULL
            JOIN sources_source source ON source.id = a.source_id
            WHERE link.claim_id = c.id AND a.kind <> 'reader'
        ) s ON true
        WHERE c.id = ANY (%s)
    ) AS now_
    WHERE verdicts_work.claim_id = now_.id
"""
RANK_NOW = f"UPDATE verdicts_work SET rank = {SQL} WHERE claim_id = ANY (%s) AND rank IS DISTINCT FROM {SQL}"


LOCK = "SELECT 1 FROM verdicts_work WHERE claim_id = ANY (%s) ORDER BY claim_id FOR UPDATE"


class NothingFree(Exception):
    """All that these filters let through is somebody's already."""


class TooLate(Exception):
    """What was to be undone was changed again since, all of it."""


# --- what is in the queue, and where ---


@transaction.atomic
def fill_queue(*, most: int = 5000, within: timedelta = timedelta(minutes=10), waits: bool = False) -> int:
    """Put newly read claims in, and rank anew those whose disputes changed lately; how many came in.

    Where somebody is at it, nothing is done; or, with `waits`, it is done after them.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_{'' if waits else 'try_'}advisory_xact_lock(%s)", [0x66630003])
        if cursor.fetchone()[0] is False:
            return 0
        cursor.execute(FILL, [most])
        new = [pk for (pk,) in cursor.fetchall()]
        articles = Claim.objects.filter(pk__in=new).values_list("version__article", flat=True)
        cursor.execute(DROP_COPIED, {"articles": list(articles.order_by().distinct())})
        cursor.execute(TOUCHED, [timezone.now() - within])
        rank_claims({*new, *(pk for (pk,) in cursor.fetchall())})
    return len(new)


@transaction.atomic
def follow_copies(article: int) -> None:
    """Let the queue hold what an article claims, or, where it is a near copy, what only it claims."""
    with connection.cursor() as cursor:
        cursor.execute(DROP_COPIED, {"articles": [article]})
        cursor.execute(FILL_FROM, [[article], 5000])
        rank_claims(pk for (pk,) in cursor.fetchall())


@transaction.atomic
def rank_claims(claims: Iterable[int]) -> None:
    """Compute anew why these claims are where they are in the queue."""
    pks = sorted(set(claims))
    with connection.cursor() as cursor:
        for start in range(0, len(pks), 5000):
            some = pks[start : start + 5000]
            cursor.execute(LOCK, [some])
            cursor.execute(SIGNALS_NOW, [some])
            cursor.execute(RANK_NOW, [some])


# --- who has what ---


@transaction.atomic
def deal(candidates: Iterable[int], *, by: User) -> Work:
    """Lease the first of these that nobody has; two who ask at once get two. Raises NothingFree."""
    for pk in candidates:
        free = Work.objects.open().free().filter(pk=pk)
        work = free.select_for_update(skip_locked=True, of=["self"]).first()
        if work is not None:
            new = {"assignee": by.pk, "leased_until": timezone.now() + LEASE, "status": Status.CHECKING}
            _change(work, new, act=Act.DEALT, batch=uuid4(), by=by)
            return work
    raise NothingFree


def take(claims: Iterable[int], *, by: User) -> tuple[UUID, int, int]:
    """Give oneself those that nobody else has; how many, and how many were somebody's already."""

    def new(work: Work) -> dict[str, Any] | None:
        is_theirs = work.assignee_id not in (None, by.pk) and not _is_abandoned(work)
        started = Status.CHECKING if work.status in (Status.NEW, Status.TO_CHECK) else work.status
        return None if is_theirs else {"assignee": by.pk, "leased_until": None, "status": started}

    return _change_all(claims, new, act=Act.TAKEN, by=by)


def give_back(claims: Iterable[int], *, by: User) -> tuple[UUID, int, int]:
    """Let go of those that one has; they are to be checked by somebody."""

    def new(work: Work) -> dict[str, Any] | None:
        if work.assignee_id != by.pk:
            return None
        back = Status.TO_CHECK if work.status in (Status.NEW, Status.CHECKING) else work.status
        return {"assignee": None, "leased_until": None, "status": back}

    return _change_all(claims, new, act=Act.GIVEN_BACK, by=by)


def change_work(claims: Iterable[int], *, by: User, **new: Any) -> tuple[UUID, int, int]:
    """Set the status, priority, due time or assignee (a user's key, or None) of some pieces of work."""
    if "assignee" in new:
        new["leased_until"] = None
    return _change_all(claims, lambda work: new, act=Act.CHANGED, by=by)


@transaction.atomic
def follow_verdict(claim: Claim, status: str, *, by: User) -> None:
    """Let a claim's work be as far as its verdict: proposed, approved or sent back."""
    work = Work.objects.select_for_update().filter(pk=claim.pk).first()
    if work is not None and work.status != status:
        new = {"status": status, "leased_until": None}
        _change(work, new, act=Act.DECIDED, batch=uuid4(), by=by)


@transaction.atomic
def undo(batch: UUID, *, by: User) -> int:
    """Take back what one press did, where it still stands; how many. Raises TooLate where none does."""
    events = {event.work_id: event for event in WorkEvent.objects.filter(batch=batch, given_by=by)}
    done, again = 0, uuid4()
    for work in Work.objects.select_for_update().filter(pk__in=events).order_by("pk"):
        change = events[work.pk].change
        if all(_stored(work, name) == after for name, (_, after) in change.items()):
            back = {name: _read(name, before) for name, (before, _) in change.items()}
            _change(work, back, act=Act.UNDONE, batch=again, by=by)
            done += 1
    if not done:
        raise TooLate
    return done


def _is_abandoned(work: Work) -> bool:
    return work.leased_until is not None and work.leased_until < timezone.now()


@transaction.atomic
def _change_all(
    claims: Iterable[int], new: Callable[[Work], Mapping[str, Any] | None], *, act: Act, by: User
) -> tuple[UUID, int, int]:
    batch, done, left = uuid4(), 0, 0
    pks = list(dict.fromkeys(claims))[:MOST_AT_ONCE]
    for work in Work.objects.select_for_update().filter(pk__in=pks).order_by("pk"):
        wanted = new(work)
        if wanted is None:
            left += 1
        elif _change(work, wanted, act=act, batch=batch, by=by):
            done += 1
    return batch, done, left


def _change(work: Work, new: Mapping[str, Any], *, act: Act, batch: UUID, by: User) -> bool:
    """Store what differs, and write down who did it. The work is locked."""
    before = {name: _stored(work, name) for name in FIELDS}
    for name, value in new.items():
        setattr(work, f"{name}_id" if name == "assignee" else name, value)
    after = {name: _stored(work, name) for name in FIELDS}
    change = {name: [before[name], after[name]] for name in FIELDS if before[name] != after[name]}
    if change:
        work.save(update_fields=[*change, "changed_at"])
        WorkEvent.objects.create(work=work, act=act, change=change, batch=batch, given_by=by)
    if "priority" in change:
        rank_claims([work.pk])
    return bool(change)


def _stored(work: Work, name: str) -> Any:
    """A field's value as an event keeps it."""
    value = work.assignee_id if name == "assignee" else getattr(work, name)
    return value.isoformat() if isinstance(value, datetime) else value


def _read(name: str, stored: Any) -> Any:
    return parse_datetime(stored) if stored and name in ("leased_until", "due_at") else stored


# --- what counts how much ---


@transaction.atomic
def weigh(user: User | None, **weights: int) -> Weights:
    """Set how much each reason counts, for the team (None) or for one person."""
    row, _ = Weights.objects.update_or_create(user=user, defaults={name: weights[name] for name in SIGNALS})
    return row


@transaction.atomic
def weigh_as_team(user: User) -> None:
    """Forget a person's own weights."""
    Weights.objects.filter(user=user).delete()
