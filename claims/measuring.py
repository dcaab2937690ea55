"""Writing the newsroom's measures, and letting disputes say what they say by them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from claims.grouping import Stored
from claims.judging import judge_of
from claims.models import Dispute, Figure, Measure
from claims.outlining import outline_disputes
from claims.placing import lock_grouping
from claims.voices import standing_among
from sources.models import Source

MEASURES_LOCK = 0x66630003
BATCH = 100


class CannotMeasure(Exception):
    """A measure can't be so. The message is a sentence for the admin, `field` the field it is about."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def save_measure(measure: Measure, *, wider: Iterable[Measure]) -> Measure:
    """Store a measure with the ones it is part of. Raises CannotMeasure, and stores nothing then.

    One at a time: two admins could close a circle that neither sees.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MEASURES_LOCK])
    wider = list(wider)
    measure.words = tidy(measure.words)
    refuse_clash(measure)
    refuse_circle(measure, wider)
    measure.save()
    measure.wider.set(wider)
    return measure


@transaction.atomic
def drop_measure(measure: Measure) -> None:
    """Let a measure go: figures known by its words are compared by the machine alone again."""
    measure.delete()


def tidy(words: Iterable[str]) -> list[str]:
    """Words as they are looked for: lower case, single spaces, each once.

    >>> tidy(["Shot  dead", "kill", "KILL", " "])
    ['kill', 'shot dead']
    """
    return sorted({" ".join(word.lower().split()) for word in words} - {""})


def refuse_clash(measure: Measure) -> None:
    """A word tells one measure: of two it would tell neither."""
    for other in Measure.objects.exclude(pk=measure.pk).filter(words__overlap=measure.words):
        shared = ", ".join(sorted(set(measure.words) & set(other.words)))
        raise CannotMeasure(
            _("“%(other)s” is known by %(shared)s already. A word stands for one measure.")
            % {"other": other, "shared": shared},
            "words",
        )


def refuse_circle(measure: Measure, wider: Sequence[Measure]) -> None:
    """Nothing is a part of its own part."""
    above = {step.pk: step for step in wider}
    rest = list(above.values())
    while rest:
        step = rest.pop()
        if step.pk == measure.pk:
            raise CannotMeasure(
                _("“%(measure)s” would be part of itself, by way of %(join)s.")
                % {"measure": measure, "join": ", ".join(map(str, wider))},
                "wider",
            )
        for next_ in step.wider.all():
            if next_.pk not in above:
                above[next_.pk] = next_
                rest.append(next_)


def compare_again(*, before: datetime) -> int:
    """Let every dispute that was made before say what it says by the measures as they are now.

    How many say something else. A batch a transaction, so that nobody waits long. What did not change keeps
    its date: an edited definition makes no dispute new.
    """
    changed, last = 0, 0
    while True:
        later = Dispute.objects.filter(pk__gt=last, created_at__lt=before, merged_into__isnull=True)
        pks = list(later.order_by("pk").values_list("pk", flat=True)[:BATCH])
        if not pks:
            return changed
        changed, last = changed + _restate(pks), pks[-1]


def restate_those_of(sources: Iterable[int]) -> int:
    """Let the disputes in which some sources, their parts or those merged into them speak say what they say
    now, the list too: who stands for whom, or is part of whom, has changed. How many there are.
    """
    names = _names_under(sources)
    return _restate_where(Q(attributions__source__in=names) | Q(version__article__publisher__in=names))


def restate_those_in(articles: Iterable[int]) -> int:
    """Let the disputes with figures of some articles say what they say now, the list too: which of them are
    copies has changed. How many there are.
    """
    return _restate_where(Q(version__article__in=list(articles)))


def _restate_where(wanted: Q) -> int:
    figures = Figure.objects.counted().filter(wanted, dispute__isnull=False).order_by()
    disputes = sorted(figures.values_list("dispute", flat=True).distinct())
    for start in range(0, len(disputes), BATCH):
        _restate(disputes[start : start + BATCH], is_outlined=True)
    return len(disputes)


def _names_under(sources: Iterable[int]) -> set[int]:
    """Some sources with what stands for them, what they stand for, and what is part of any of those."""
    names = set(sources)
    names |= set(Source.objects.filter(merged__in=names).values_list("pk", flat=True))
    level = names
    while level:
        below = Source.objects.filter(Q(merged_into__in=level) | Q(part_of__in=level))
        level = set(below.values_list("pk", flat=True)) - names
        names |= level
    return names


@transaction.atomic
def _restate(pks: Sequence[int], *, is_outlined: bool = False) -> int:
    lock_grouping()
    disputes = Dispute.objects.select_for_update().filter(pk__in=pks).order_by("pk")
    figures: dict[int, list[Figure]] = {pk: [] for pk in pks}
    for row in Figure.objects.counted().with_sources().filter(dispute__in=pks).order_by("pk"):
        figures[row.dispute_id].append(row)
    judge = judge_of([figure.pk for those in figures.values() for figure in those])
    changed = 0
    for dispute in disputes:
        standing = standing_among(figures[dispute.pk], judge)
        status = judge.status_of([Stored(row.pk, row.as_read()) for row in standing])
        if figures[dispute.pk] and status != dispute.status:
            dispute.status = status
            dispute.save(update_fields=["status", "changed_at"])
            changed += 1
            if not is_outlined:
                outline_disputes([dispute.pk])
    if is_outlined:
        outline_disputes(pks)
    return changed
