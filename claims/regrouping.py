"""Carrying out what persons decide of the grouping. Called by verdicts, in its transaction, under the lock.

A figure that a person put somewhere stays there; a pair of figure and dispute that a person parted is not
joined again. Who decided it, when and why is `verdicts.Placement`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from claims.models import Dispute, Figure, Refusal, Ruling, Suggestion
from claims.placing import asked_about, hand_over, lock_grouping, refresh_disputes

__all__ = [
    "allow",
    "asked_about",
    "keep_question",
    "lock_disputes",
    "lock_figures",
    "lock_grouping",
    "merge",
    "open_dispute",
    "put_figures",
    "refresh_disputes",
    "refuse",
    "rule",
    "suggest_again",
    "unmerge",
    "unrule",
]

Pair = tuple[int, int]  # a figure and a dispute


def lock_figures(figures: Iterable[int]) -> dict[int, Figure]:
    """The figures, locked in the order of their keys. After `lock_grouping`, before `lock_disputes`."""
    rows = Figure.objects.select_for_update().filter(pk__in=list(figures)).order_by("pk")
    return {row.pk: row for row in rows}


def lock_disputes(disputes: Iterable[int | None]) -> dict[int, Dispute]:
    """The disputes, locked in the order of their keys."""
    rows = Dispute.objects.select_for_update().filter(pk__in=[pk for pk in disputes if pk]).order_by("pk")
    return {row.pk: row for row in rows}


def open_dispute(question: str, *, like: Dispute) -> Dispute:
    """A new dispute for figures that are split off another; without wording it is worded by the machine."""
    return Dispute.objects.create(
        question=(question or like.question)[:300], question_is_given=bool(question), status=like.status
    )


def put_figures(figures: Mapping[int, bool], dispute: int | None) -> None:
    """Put figures into a dispute, or None; each with whether a person put it there. Their suggestions end.

    What was suggested for a dispute that they leave empty is suggested for the one they go to.
    """
    moving = Figure.objects.filter(pk__in=list(figures), dispute__isnull=False).order_by()
    left = set(moving.values_list("dispute", flat=True)) - {dispute}
    for is_placed in (True, False):
        chosen = [pk for pk, placed in figures.items() if placed is is_placed]
        if chosen:
            Figure.objects.filter(pk__in=chosen).update(dispute=dispute, is_placed=is_placed)
    Suggestion.objects.filter(figure__in=list(figures)).delete()
    full = set(Figure.objects.counted().filter(dispute__in=left).values_list("dispute", flat=True))
    if dispute is not None:
        for empty in sorted(left - full):
            hand_over(empty, to=dispute)


def refuse(pairs: Iterable[Pair]) -> list[Pair]:
    """Part figures and disputes for good. Gives the pairs that were not parted before."""
    wanted = sorted(set(pairs))
    known = _known(wanted)
    new = [pair for pair in wanted if pair not in known]
    Refusal.objects.bulk_create([Refusal(figure_id=figure, dispute_id=dispute) for figure, dispute in new])
    for dispute, figures in _by_dispute(new).items():
        Suggestion.objects.filter(dispute=dispute, figure__in=figures).delete()
    return new


def allow(pairs: Iterable[Pair]) -> list[Pair]:
    """Take refusals back. Gives the pairs that were parted."""
    known = sorted(_known(set(pairs)))
    for dispute, figures in _by_dispute(known).items():
        Refusal.objects.filter(dispute=dispute, figure__in=figures).delete()
    return known


def _by_dispute(pairs: Iterable[Pair]) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for figure, dispute in pairs:
        found[dispute].append(figure)
    return found


def _known(pairs: Sequence[Pair] | set[Pair]) -> set[Pair]:
    mine = Q(figure__in={figure for figure, _ in pairs}) & Q(dispute__in={dispute for _, dispute in pairs})
    return set(Refusal.objects.filter(mine).values_list("figure", "dispute")) & set(pairs)


def suggest_again(suggestion: Mapping[str, Any]) -> None:
    """Put a suggestion that was answered back on the list."""
    Suggestion.objects.get_or_create(
        figure_id=suggestion["figure"],
        dispute_id=suggestion["dispute"],
        defaults={"score": suggestion["score"], "reason": suggestion["reason"]},
    )


def merge(dispute: Dispute, *, into: Dispute) -> None:
    """Let a dispute stand for another, whose question is kept. What was suggested for it is for that one."""
    dispute.merged_into = into
    dispute.save(update_fields=["merged_into", "changed_at"])
    keep_question(into, is_given=True)
    theirs = Suggestion.objects.filter(dispute=into).values("figure")
    Suggestion.objects.filter(dispute=dispute).exclude(figure__in=theirs).update(dispute=into)
    Suggestion.objects.filter(dispute=dispute).delete()


def unmerge(dispute: Dispute) -> None:
    """Let a merged dispute stand for itself again."""
    dispute.merged_into = None
    dispute.save(update_fields=["merged_into", "changed_at"])


def keep_question(dispute: Dispute, *, is_given: bool) -> None:
    """Say whether a person stands behind a dispute's question, so that no reading words it anew."""
    dispute.question_is_given = is_given
    dispute.save(update_fields=["question_is_given", "changed_at"])


def rule(one: Figure, other: Figure, *, relation: str, reason: str, by: User) -> Ruling:
    """Let two figures stand to each other as a person says, from now on."""
    said = {"relation": relation, "reason": reason, "given_by": by, "given_at": timezone.now()}
    ruling, _ = Ruling.objects.update_or_create(one=one, other=other, defaults=said)
    return ruling


def unrule(one: Figure, other: Figure) -> None:
    """Let the machine compare two figures again."""
    Ruling.objects.filter(one=one, other=other).delete()
