"""Writing what people decided of the grouping: figures moved, disputes merged, suggestions answered.

Each act locks the grouping first, then its figures, then its disputes, looks whether the world is still as
its editor saw it, and writes a `Placement` that says what it changed. So two acts at once are one after the
other, and the second sees what the first did.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from claims import regrouping
from claims.models import Dispute, Figure, Suggestion
from verdicts.digests import digest_of_dispute, digest_of_figure
from verdicts.models import Placement
from verdicts.reopenings import reopen_decided
from verdicts.services import Stale

Act = Placement.Act


class CannotPlace(Exception):
    """This can't be done to these figures. The message is a sentence for the editor."""


@transaction.atomic
def move_figures(
    dispute: Dispute, *, figures: Iterable[int], to: Dispute | None, seen: str, by: User, reason: str = ""
) -> Placement:
    """Put some of a dispute's figures into another, or (None) out of any. Raises Stale, CannotPlace."""
    chosen, disputes = _lock(figures, dispute, to)
    dispute = _as_seen(dispute, disputes, seen, chosen)
    if to is not None:
        to = _standing(disputes[to.pk])
        if to == dispute:
            raise CannotPlace(_("These figures are in that dispute already."))
    return _move(Act.MOVED, dispute, chosen.values(), to, by=by, reason=reason)


@transaction.atomic
def split_figures(
    dispute: Dispute, *, figures: Iterable[int], question: str, seen: str, by: User, reason: str = ""
) -> Placement:
    """Put some of a dispute's figures into a new one of their own. Raises Stale, CannotPlace."""
    chosen, disputes = _lock(figures, dispute)
    dispute = _as_seen(dispute, disputes, seen, chosen)
    staying = set(dispute.figures.counted().exclude(pk__in=chosen).values_list("pk", flat=True))
    if not staying:
        raise CannotPlace(
            _("Leave at least one figure here. To give all of them another question, word it anew.")
        )
    to = regrouping.open_dispute(question, like=dispute)
    parted = [(figure, to.pk) for figure in staying]
    return _move(Act.SPLIT, dispute, chosen.values(), to, by=by, reason=reason, parted=parted)


@transaction.atomic
def merge_disputes(dispute: Dispute, *, into: Dispute, seen: str, by: User, reason: str = "") -> Placement:
    """Make one dispute of two: `into` keeps its question, `dispute` stands for it from now on.

    Its resolutions stay with it, to be read. Raises Stale, CannotPlace.
    """
    if dispute.pk == into.pk:
        raise CannotPlace(_("A dispute can't be merged with itself."))
    rows, disputes = _lock(dispute.figures.values_list("pk", flat=True), dispute, into)
    dispute = _as_seen(dispute, disputes, seen, {})
    into = _standing(disputes[into.pk])
    kept = {"words": into.question, "was_given": into.question_is_given}
    regrouping.merge(dispute, into=into)
    return _move(Act.MERGED, dispute, rows.values(), into, by=by, reason=reason, question=kept)


@transaction.atomic
def accept_suggestion(suggestion: Suggestion, *, seen: str, by: User, reason: str = "") -> Placement:
    """Put a figure where the machine thinks it likely belongs. Raises Stale."""
    figure, dispute, _ = _suggested(suggestion, seen)
    moves = [_move_of(figure, dispute.pk)]
    was = {figure.dispute_id} | regrouping.asked_about(Figure.objects.filter(pk=figure.pk))
    allowed = regrouping.allow([(figure.pk, dispute.pk)])
    regrouping.put_figures({figure.pk: True}, dispute.pk)
    change = {"moves": moves, "refused": [], "allowed": allowed, "suggestion": _suggestion_of(suggestion)}
    return _record(Act.ACCEPTED, dispute, dispute, change, {*was, dispute.pk}, by=by, reason=reason)


@transaction.atomic
def reject_suggestion(suggestion: Suggestion, *, seen: str, by: User, reason: str = "") -> Placement:
    """Say that a figure does not belong where it is suggested; the machine won't ask again. Raises Stale.

    A figure that stands there alone stays there from now on: what was refused, was refused beside it.
    """
    figure, dispute, lone = _suggested(suggestion, seen)
    refused = regrouping.refuse([(figure.pk, dispute.pk)])
    moves = [_move_of(row, dispute.pk) for row in lone if not row.is_placed]
    Figure.objects.filter(pk__in=[move["figure"] for move in moves]).update(is_placed=True)
    change = {"moves": moves, "refused": refused, "allowed": [], "suggestion": _suggestion_of(suggestion)}
    return _record(Act.REJECTED, dispute, dispute, change, set(), by=by, reason=reason)


@transaction.atomic
def undo_placement(placement: Placement, *, by: User, reason: str = "") -> Placement:
    """Take an act back: figures that are still where it put them return, its refusals and its merge end.

    Raises Stale where it was undone already, CannotPlace where something later has to be undone first.
    """
    regrouping.lock_grouping()
    placement = Placement.objects.select_related("dispute", "to").get(pk=placement.pk)
    _refuse_undoing(placement)
    moves = placement.change["moves"]
    figures = regrouping.lock_figures(move["figure"] for move in moves)
    disputes = regrouping.lock_disputes({placement.dispute_id, placement.to_id, *(m["from"] for m in moves)})
    back = [m for m in moves if figures[m["figure"]].dispute_id == m["to"]]
    if placement.act == Act.MERGED and placement.to_id:
        regrouping.unmerge(disputes[placement.dispute_id])
        into, kept = disputes[placement.to_id], placement.change["question"]
        regrouping.keep_question(into, is_given=kept["was_given"] or into.question != kept["words"])
    returning: defaultdict[int | None, dict[int, bool]] = defaultdict(dict)
    reverse = []
    for move in back:
        home = disputes[move["from"]].stands_for.pk if move["from"] in disputes else None
        returning[home][move["figure"]] = move["was_placed"]
        reverse.append(_move_of(figures[move["figure"]], home))
    for home, placed in returning.items():
        regrouping.put_figures(placed, home)
    allowed = regrouping.allow(map(tuple, placement.change["refused"]))
    refused = regrouping.refuse(map(tuple, placement.change["allowed"]))
    if "suggestion" in placement.change:
        regrouping.suggest_again(placement.change["suggestion"])
    change = {"moves": reverse, "refused": refused, "allowed": allowed}
    touched = set(disputes) | {move["to"] for move in reverse}
    return _record(
        Act.UNDONE, placement.dispute, placement.to, change, touched, by=by, reason=reason, undoes=placement
    )


def last_placement(dispute: Dispute) -> Placement | None:
    """The newest act on a dispute that stands: the one that Undo takes back."""
    return Placement.objects.of_dispute(dispute).standing().first()


def _lock(figures: Iterable[int], *disputes: Dispute | None) -> tuple[dict[int, Figure], dict[int, Dispute]]:
    regrouping.lock_grouping()
    rows = regrouping.lock_figures(figures)
    return rows, regrouping.lock_disputes({dispute.pk for dispute in disputes if dispute})


def _as_seen(
    dispute: Dispute, disputes: Mapping[int, Dispute], seen: str, chosen: Mapping[int, Figure]
) -> Dispute:
    """The dispute as it is now, if that is how its editor saw it."""
    now = disputes.get(dispute.pk)
    if now is None or digest_of_dispute(now) != seen:
        raise Stale(dispute)
    if any(figure.dispute_id != now.pk for figure in chosen.values()):
        raise Stale(dispute)
    return now


def _standing(dispute: Dispute) -> Dispute:
    if dispute.merged_into_id:
        raise CannotPlace(
            _("“%(dispute)s” was merged into “%(stands_for)s” meanwhile. Choose that one.")
            % {"dispute": dispute, "stands_for": dispute.stands_for}
        )
    return dispute


def _suggested(suggestion: Suggestion, seen: str) -> tuple[Figure, Dispute, list[Figure]]:
    """What a suggestion is about, locked, if it is as its editor saw it; and who stands there alone."""
    regrouping.lock_grouping()
    there = Figure.objects.counted().filter(dispute=suggestion.dispute_id).order_by("pk")[:2]
    lone = [row.pk for row in there] if len(there) == 1 else []
    figures = regrouping.lock_figures([suggestion.figure_id, *lone])
    figure = figures[suggestion.figure_id]
    dispute = regrouping.lock_disputes([suggestion.dispute_id]).get(suggestion.dispute_id)
    is_there = Suggestion.objects.filter(pk=suggestion.pk).exists()
    if not is_there or dispute is None or dispute.merged_into_id or digest_of_figure(figure) != seen:
        raise Stale(suggestion)
    return figure, dispute, [figures[pk] for pk in lone]


def _suggestion_of(suggestion: Suggestion) -> dict[str, Any]:
    """What was suggested, kept: it is gone from the list once it is answered."""
    return {
        "figure": suggestion.figure_id,
        "text": suggestion.figure.text,
        "dispute": suggestion.dispute_id,
        "score": suggestion.score,
        "reason": suggestion.reason,
    }


def _move_of(figure: Figure, to: int | None) -> dict[str, Any]:
    return {
        "figure": figure.pk,
        "text": figure.text,
        "from": figure.dispute_id,
        "to": to,
        "was_placed": figure.is_placed,
    }


def _move(
    act: Placement.Act,
    dispute: Dispute,
    figures: Iterable[Figure],
    to: Dispute | None,
    *,
    by: User,
    reason: str,
    parted: Sequence[tuple[int, int]] = (),
    **more: Any,
) -> Placement:
    """Move figures and part them from where they were; a merge parts nothing.

    `parted` are other pairs to part, `more` is written down besides.
    """
    figures = list(figures)
    home = to.pk if to else None
    moves = [_move_of(figure, home) for figure in figures]
    allowed = regrouping.allow([(figure.pk, home) for figure in figures] if home else [])
    left = [] if act == Act.MERGED else [(figure.pk, dispute.pk) for figure in figures]
    regrouping.put_figures({figure.pk: True for figure in figures}, home)
    refused = regrouping.refuse([*left, *parted])
    change = {"moves": moves, "refused": refused, "allowed": allowed, **more}
    return _record(act, dispute, to, change, {dispute.pk, home}, by=by, reason=reason)


def _record(
    act: Placement.Act,
    dispute: Dispute,
    to: Dispute | None,
    change: Mapping[str, Any],
    touched: set[int | None],
    *,
    by: User,
    reason: str,
    undoes: Placement | None = None,
) -> Placement:
    """Write the act down, then let the disputes it touched say what they say now."""
    placement = Placement.objects.create(
        act=act, dispute=dispute, to=to, change=change, undoes=undoes, reason=reason, given_by=by
    )
    regrouping.refresh_disputes(touched - {None})
    reopen_decided(touched - {None})
    return placement


def _refuse_undoing(placement: Placement) -> None:
    if hasattr(placement, "undone_by"):
        raise Stale(placement)
    if placement.act == Act.UNDONE:
        raise CannotPlace(_("An undoing can't be undone. Do the act again."))
    if placement.act == Act.MERGED and placement.to.merged_into_id:
        raise CannotPlace(_("“%(to)s” was itself merged since. Undo that first.") % {"to": placement.to})
