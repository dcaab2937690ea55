"""Writing what people say of how two figures compare, in place of the machine."""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from claims import regrouping
from claims.grouping import Stored
from claims.judging import judge_of
from claims.models import Figure
from verdicts.digests import digest_of_pair
from verdicts.models import Overruling
from verdicts.reopenings import reopen_decided
from verdicts.services import Stale
from verdicts.snapshots import snapshot

Pair = tuple[Figure, Figure]


class CannotCompare(Exception):
    """These two can't be compared here. The message is a sentence for the editor."""


@transaction.atomic
def overrule(pair: Pair, *, relation: str, reason: str, seen: str, by: User) -> Overruling:
    """Say how two figures of one dispute stand to each other. Raises Stale, CannotCompare.

    It holds wherever they are compared, until somebody withdraws it: no later reading undoes it.
    """
    one, other = _lock(pair, seen)
    if one.dispute_id is None or one.dispute_id != other.dispute_id:
        raise CannotCompare(_("These two are not in one dispute any more: nothing compares them."))
    overruling = _record((one, other), relation=relation, reason=reason, by=by)
    regrouping.rule(one, other, relation=relation, reason=reason, by=by)
    _refresh((one, other))
    return overruling


@transaction.atomic
def withdraw_overruling(pair: Pair, *, reason: str, seen: str, by: User) -> Overruling:
    """Let the machine compare two figures again. Raises Stale where nothing stands."""
    one, other = _lock(pair, seen)
    standing = standing_overruling((one, other))
    if standing is None:
        raise Stale(one)
    withdrawal = _record((one, other), withdraws=standing, reason=reason, by=by)
    regrouping.unrule(one, other)
    _refresh((one, other))
    return withdrawal


def standing_overruling(pair: Pair) -> Overruling | None:
    """What a person says of two figures now; None where nobody does."""
    newest = overrulings_of(pair).first()
    return newest if newest and newest.relation else None


def overrulings_of(pair: Pair) -> QuerySet[Overruling]:
    """All that was ever said of two figures, newest first."""
    one, other = pair
    return Overruling.objects.filter(one=one, other=other).select_related("given_by")


def _lock(pair: Pair, seen: str) -> Pair:
    regrouping.lock_grouping()  # before the figures: it changes what their dispute says
    rows = regrouping.lock_figures([figure.pk for figure in pair])
    one, other = (rows[pk] for pk in sorted(rows))
    if digest_of_pair(one, other) != seen:
        raise Stale(one)
    return one, other


def _record(pair: Pair, **said: object) -> Overruling:
    one, other = pair
    reads = [Stored(figure.pk, figure.as_read()) for figure in pair]
    found = judge_of([]).machine(reads[0].read, reads[1].read)
    rows = Figure.objects.with_sources().filter(pk__in=[one.pk, other.pk]).order_by("pk")
    return Overruling.objects.create(
        one=one,
        other=other,
        machine={"outcome": found.outcome, "because": found.because, "reason": found.reason},
        figures_seen=[snapshot(figure) for figure in rows],
        given_by=said.pop("by"),
        **said,
    )


def _refresh(pair: Pair) -> None:
    disputes = {figure.dispute_id for figure in pair} - {None}
    regrouping.refresh_disputes(disputes)
    reopen_decided(disputes)
