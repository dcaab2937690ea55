"""Setting figures beside the others that answer the same question. Called by services, in their transaction.

Finding and comparing take time and hold nobody up. Writing takes the grouping lock, looks whether what was
compared is still so, and starts over under the lock where it is not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from django.db import connection
from django.db.models import CharField, F, ProtectedError, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from claims.candidates import find_candidates, newest_members
from claims.extraction import disputes as core
from claims.extraction import records
from claims.grouping import Grouping, Stored, group_beside, likely_ones
from claims.judging import judge_of
from claims.models import Dispute, Figure, Refusal, Suggestion
from claims.outlining import outline_disputes
from claims.resemblance import resemblance
from claims.voices import standing_among

GROUPING_LOCK = 0x66630002
BATCH = 500
MOST_SUGGESTIONS = 3  # for one figure


@dataclass(frozen=True, slots=True)
class Plan:
    """Where some figures go, and what that was decided on."""

    new: tuple[int, ...]
    grouping: Grouping
    known: dict[int, Stored]  # the figures concerned, each with the dispute that it was in
    free: frozenset[int]  # the figures that could be moved
    refused: frozenset[tuple[int, int]]  # what persons have refused for those


def lock_grouping() -> None:
    """Until this transaction ends nobody else changes which figure is in which dispute.

    Whoever locks figures or disputes to regroup them takes this lock first, then figures, then disputes, each
    in the order of their keys: so no two wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GROUPING_LOCK])


def place_figures(figures: QuerySet[Figure]) -> None:
    """Give each figure its dispute: one that is there, a new one, or none where it stands alone.

    Figures of other articles move only where new ones tie two disputes together that no person has touched;
    those that stood alone may join. What a person placed stays where it is, and what a person refused is not
    tried again.
    """
    plan = _plan(figures)
    lock_grouping()
    if not _still_holds(plan):
        plan = _plan(figures)
    settled = figures.settled().filter(dispute__isnull=False).values_list("dispute", flat=True)
    refresh_disputes((_write(plan) | set(settled)) - {None})


def _plan(figures: QuerySet[Figure]) -> Plan:
    rows = list(figures.for_placing().exclude(pk__in=figures.settled()).order_by("start", "-end", "pk"))
    new = [Stored(row.pk, row.as_read(), row.dispute_id) for row in rows]
    found = _with_asked(find_candidates(rows), without={figure.dispute for figure in new})
    beside = {
        figure.pk: likely_ones(figure.read, [s for s in found[figure.pk] if s.dispute or not s.is_placed])
        for figure in new
    }
    likely = list(chain.from_iterable(beside.values()))
    members: dict[int, list[Stored]] = {s.dispute: [] for s in (*likely, *new) if s.dispute}
    for member in newest_members(members, without=[figure.pk for figure in new]):
        members[member.dispute or 0].append(member)  # each is of a dispute
    free = {s.pk: s for s in (*likely, *new) if s.dispute is None} | {figure.pk: figure for figure in new}
    refused = _refused(free)
    loose = Dispute.objects.filter(pk__in=members).loose().values_list("pk", flat=True)
    grouping = group_beside(new, beside, members, refused, loose if len(members) > 1 else ())
    known = {s.pk: s for s in chain(likely, *members.values(), new)}
    return Plan(tuple(figure.pk for figure in new), grouping, known, frozenset(free), refused)


def _with_asked(
    found: Mapping[int, Sequence[Stored]], *, without: Iterable[int | None]
) -> dict[int, list[Stored]]:
    """The same candidates; those in a dispute that only asks whether others go with it stand alone still."""
    disputes = {s.dispute for some in found.values() for s in some if s.dispute} - set(without)
    lone = Dispute.objects.filter(pk__in=disputes, question_is_given=False).lone().undecided()
    asking = set(lone.values_list("pk", flat=True))
    return {
        pk: [
            replace(s, dispute=None, asked_in=s.dispute) if s.dispute in asking and not s.is_placed else s
            for s in some
        ]
        for pk, some in found.items()
    }


def _refused(figures: Iterable[int]) -> frozenset[tuple[int, int]]:
    """The pairs of figure and dispute that a person has parted."""
    refusals = Refusal.objects.filter(figure__in=list(figures)).select_related("dispute__merged_into")
    return frozenset((refusal.figure_id, refusal.dispute.stands_for.pk) for refusal in refusals)


def _still_holds(plan: Plan) -> bool:
    """Whether the world is as it was when the plan was made; its figures are locked from here on."""
    moving = {pk for group in plan.grouping.groups for pk in group.figures} | set(plan.new)
    homes = {group.home for group in plan.grouping.groups} - {None}
    rows = Figure.objects.counted().filter(pk__in=moving).order_by("pk").select_for_update()
    now = dict(
        rows.exclude(pk__in=Figure.objects.filter(pk__in=moving).settled()).values_list("pk", "dispute")
    )
    standing = Dispute.objects.filter(pk__in=homes, merged_into__isnull=True).count()
    is_same = now == {pk: plan.known[pk].stored_in for pk in moving} and standing == len(homes)
    return is_same and _refused(plan.free) == plan.refused


def _write(plan: Plan) -> set[int | None]:
    """Move the figures, and say which disputes changed."""
    homes = _homes(plan)
    where: dict[int, int | None] = dict.fromkeys(plan.grouping.alone)
    for group, home in zip(plan.grouping.groups, homes, strict=True):
        where |= dict.fromkeys(group.figures, home)
    moved = [Figure(pk=pk, dispute_id=home) for pk, home in where.items() if plan.known[pk].stored_in != home]
    Figure.objects.bulk_update(moved, ["dispute"], batch_size=BATCH)
    left = {plan.known[figure.pk].stored_in for figure in moved}
    for figure in moved:
        if figure.dispute_id and (asked_in := plan.known[figure.pk].asked_in):
            hand_over(asked_in, to=figure.dispute_id)
    left |= _absorb(plan, homes) | _suggest(plan, homes)
    joined = {home for group, home in zip(plan.grouping.groups, homes, strict=True) if group.figures}
    return joined | left


def _homes(plan: Plan) -> list[int]:
    """The dispute of each group; those that have none get a new one."""
    reads = [[plan.known[pk].read for pk in g.figures] for g in plan.grouping.groups if g.home is None]
    new = [Dispute(question=core.ask(some)[:300], status=core.status_of(some)) for some in reads]
    opened = iter(Dispute.objects.bulk_create(new))
    return [group.home or next(opened).pk for group in plan.grouping.groups]


def _absorb(plan: Plan, homes: Sequence[int]) -> set[int]:
    """Make one of disputes that new figures tie together; those that are gone into another. They lead there
    from now on. Where a person had a hand in one meanwhile, both stay.
    """
    gone: set[int] = set()
    for group, home in zip(plan.grouping.groups, homes, strict=True):
        for dispute in group.absorbed:
            pair = sorted([dispute, home])
            list(Figure.objects.filter(dispute=dispute).order_by("pk").select_for_update().values("pk"))
            list(Dispute.objects.filter(pk__in=pair).order_by("pk").select_for_update().values("pk"))
            if Dispute.objects.filter(pk__in=pair).loose().count() < len(pair):
                continue
            Figure.objects.filter(dispute=dispute).update(dispute=home)
            hand_over(dispute, to=home)
            Dispute.objects.filter(pk=dispute).update(merged_into=home)
            gone.add(dispute)
    return gone


def hand_over(dispute: int, *, to: int) -> None:
    """Let what was suggested for a dispute be suggested for the one that its figures went to."""
    Suggestion.objects.filter(dispute=to, figure__dispute=to).delete()
    known = Suggestion.objects.filter(dispute=to).values("figure")
    refused = Refusal.objects.filter(dispute=to).values("figure")
    waiting = Suggestion.objects.filter(dispute=dispute).exclude(figure__dispute=to)
    waiting.exclude(figure__in=known).exclude(figure__in=refused).update(dispute=to)


def stands_alone(figure: Figure) -> bool:
    """Whether a figure goes with no other, and no person wants it so: a reading may place it."""
    is_lone = figure.dispute_id is None or Dispute.objects.lone().filter(pk=figure.dispute_id).exists()
    return is_lone and not figure.is_placed


def asked_about(figures: QuerySet[Figure]) -> set[int]:
    """The disputes of one figure that only ask whether these go with it."""
    lone = Dispute.objects.filter(suggestions__figure__in=figures.order_by()).lone()
    return set(lone.order_by().values_list("pk", flat=True))


def _suggest(plan: Plan, homes: Sequence[int]) -> set[int]:
    """Store what is likely, instead of what was likely at the last reading; the disputes it was asked in."""
    grouped = [pk for group in plan.grouping.groups if not group.is_asked for pk in group.figures]
    answered = Figure.objects.filter(pk__in=[*grouped, *plan.new])
    asked = asked_about(answered)
    Suggestion.objects.filter(figure__in=answered).delete()
    rows: list[Suggestion] = []
    for likely in sorted(plan.grouping.likely, key=lambda one: (one.figure, -one.score)):
        if sum(row.figure_id == likely.figure for row in rows) < MOST_SUGGESTIONS:
            why = resemblance(plan.known[likely.figure].read, plan.known[likely.beside].read)
            row = Suggestion(
                figure_id=likely.figure, dispute_id=homes[likely.group], score=likely.score, reason=why
            )
            rows.append(row)
    Suggestion.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["figure", "dispute"], update_fields=["score", "reason"]
    )
    return asked


def refresh_disputes(pks: Iterable[int]) -> None:
    """Compute anew what disputes say; one that fewer than two figures answer and nobody decided on goes,
    unless another is suggested for its one figure.

    Status and bounds are those of the figures that stand, as on the board; the question is asked by all.
    """
    disputes = list(Dispute.objects.select_for_update().filter(pk__in=sorted(pks)).order_by("pk"))
    figures: dict[int, list[Figure]] = {dispute.pk: [] for dispute in disputes}
    for row in Figure.objects.counted().with_sources().filter(dispute__in=figures).order_by("pk"):
        figures[row.dispute_id].append(row)
    judge = judge_of([figure.pk for those in figures.values() for figure in those])
    stay = {d.pk for d in disputes if d.merged_into_id or len(figures[d.pk]) >= 2}
    stay |= _asking([pk for pk, rows in figures.items() if len(rows) == 1])
    kept = [d for d in disputes if d.pk in stay or not _is_gone(d)]
    for dispute in kept:
        if rows := figures[dispute.pk]:
            standing = [Stored(row.pk, row.as_read()) for row in standing_among(rows, judge)]
            dispute.status = judge.status_of(standing)
            reads = [figure.read for figure in standing]
            dispute.low, dispute.high = core.bounds_of(reads)
            if not dispute.question_is_given:
                dispute.question = core.ask([row.as_read() for row in rows])[:300]
        elif not dispute.merged_into_id:
            dispute.status, dispute.low, dispute.high = records.Status.AGREE, None, None
        dispute.changed_at = timezone.now()
    changed = ["status", "low", "high", "question", "changed_at"]
    Dispute.objects.bulk_update(kept, changed, batch_size=BATCH)
    outline_disputes(dispute.pk for dispute in kept)


def _asking(disputes: Iterable[int]) -> set[int]:
    """Those of some disputes for which a figure is suggested that is not there yet."""
    waiting = Suggestion.objects.with_figures().filter(dispute__in=disputes)
    elsewhere = waiting.exclude(figure__dispute=F("dispute"))
    return set(elsewhere.order_by().values_list("dispute", flat=True))


def _is_gone(dispute: Dispute) -> bool:
    try:
        dispute.delete()
    except ProtectedError:  # somebody decided on it: it stays, with its history
        return False
    return True


def row_name() -> Combinable:
    """A fingerprint that no span has: the row's own number."""
    return Concat(Value("row "), Cast("pk", CharField()))
