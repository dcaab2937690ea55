"""Writing acts on the marks of a text, and taking them back: one's own, the newest first, and forth again."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Version
from claims import spans
from claims.models import Claim, Figure, Read
from verdicts.acts import Act
from verdicts.models import Review
from verdicts.reopenings import reopen_decided

BY_UNDO = "by undo or redo"  # the reason of a review that an undoing gives
MOST = 500  # acts looked back on


class NothingToUndo(Exception):
    """This person has nothing here to take back, or to do again. The message says why."""


def record_act(
    row: Read, verb: str, *, before: Mapping[str, Any], after: Mapping[str, Any], by: User, reason: str = ""
) -> Act:
    """Keep what somebody did to a row, with how it stood before and after."""
    kind = str(row._meta.model_name)
    about: dict[str, Any] = {kind: row, "version_id": row.version_id}
    return Act.objects.create(
        verb=verb, before=dict(before), after=dict(after), reason=reason, given_by=by, **about
    )


def undo(version: Version, *, by: User) -> Act:
    """Take back the newest act of this person in this text that still stands. Raises NothingToUndo.

    What a colleague changed since is passed over: their act is theirs.
    """
    return _turn(version, by=by, forth=False)


def redo(version: Version, *, by: User) -> Act:
    """Do again what this person undid last, where they did nothing new since. Raises NothingToUndo."""
    return _turn(version, by=by, forth=True)


@transaction.atomic
def take_back(act: Act, *, by: User) -> Act:
    """Take back one act, anybody's, where it still stands: what the history offers. Raises NothingToUndo.

    It is an act of its own of who takes it back; who did it first passes over it with undo and redo.
    """
    spans.placing.lock_grouping()
    spans.lock_version(act.version_id)
    act = Act.objects.with_rows().select_related("version").get(pk=act.pk)
    if hasattr(act, "undone_by"):
        raise NothingToUndo(f"{act.undone_by.given_by} took this back already.")
    if spans.state_of_span(act.row) != act.after:
        other = Act.objects.about(act.row).exclude(pk=act.pk).first()
        who = str(other.given_by) if other is not None and other.pk > act.pk else _("A newer reading")
        raise NothingToUndo(f"{who} changed it since, so nothing was taken back.")
    return _write_turn(act.root or act, act, by=by, is_undoing=not act.is_undoing)


def _write_turn(root: Act, last: Act, *, by: User, is_undoing: bool) -> Act:
    """Let the row stand as before its last turn, and write that down."""
    row = spans.stand_span(last.row, last.before)
    _review_again(row, last.before, by=by)
    return Act.objects.create(
        verb=root.verb, version_id=root.version_id, claim=root.claim, figure=root.figure,
        attribution=root.attribution, before=last.after, after=last.before, undoes=last, root=root,
        is_undoing=is_undoing, given_by=by,
    )  # fmt: skip


@transaction.atomic
def _turn(version: Version, *, by: User, forth: bool) -> Act:
    spans.placing.lock_grouping()  # before the rows: a figure may leave its dispute
    spans.lock_version(version.pk)
    passed = None
    for pair in _candidates(version, by, forth=forth):
        acts = Act.objects.with_rows().in_bulk(pair)
        root, last = (acts[pk] for pk in pair)
        if spans.state_of_span(root.row) != last.after:
            passed = passed or root
            continue
        return _write_turn(root, last, by=by, is_undoing=not forth)
    raise NothingToUndo(_why_nothing(passed, forth=forth))


def _candidates(version: Version, by: User, *, forth: bool) -> list[tuple[int, int]]:
    """Each act that this person may take back (or do again), in that order, with its last turn. Numbers only:
    mostly the first of them is taken, and the rows of the others need not be fetched."""
    acts = Act.objects.of(by, version).values_list("pk", "root", "is_undoing")[:MOST]
    roots: set[int] = set()
    last: dict[int, tuple[int, bool]] = {}
    for pk, root, is_undoing in reversed(acts):
        if root is None:
            roots.add(pk)
        last[root or pk] = pk, is_undoing
    done = [pk for pk in sorted(roots) if not last[pk][1]]
    if not forth:
        return [(pk, last[pk][0]) for pk in reversed(done)]
    newest = max(done, default=0)
    return [(pk, last[pk][0]) for pk in sorted(roots) if last[pk][1] and pk > newest]


def _why_nothing(passed: Act | None, *, forth: bool) -> str:
    if passed is not None:
        other = Act.objects.about(passed.row).exclude(pk=passed.pk).first()
        who = f"{other.given_by} " if other is not None else _("a newer reading ")
        return _("You %(words)s; %(who)schanged it since, so nothing was undone.") % {
            "words": passed.words, "who": who,
        }  # fmt: skip
    return _("You have undone nothing here that could be done again.") if forth else (
        _("You have done nothing in this text that could be undone.")
    )  # fmt: skip


def _review_again(row: Read, state: Mapping[str, Any], *, by: User) -> None:
    """A figure's history of reviews tells of an undoing too, and decisions on its dispute hear of it."""
    if not isinstance(row, Figure):
        return
    outcome = Review.Outcome.REOPENED
    if state["is_dismissed"]:
        outcome = Review.Outcome.DISMISSED
    elif state["correction"]:
        outcome = Review.Outcome.CORRECTED
    elif state["is_confirmed"]:
        outcome = Review.Outcome.CONFIRMED
    last = row.reviews.first()
    is_else = outcome == Review.Outcome.CORRECTED and last and last.correction != state["correction"]
    if last is not None and (last.outcome != outcome or is_else):
        Review.objects.create(
            figure=row, outcome=outcome, correction=state["correction"], reason=BY_UNDO, given_by=by
        )
    reopen_decided(Figure.objects.filter(pk=row.pk, dispute__isnull=False).values_list("dispute", flat=True))


def newest_acts(row: Claim | Figure, *, most: int = 6) -> list[Act]:
    """What people did to a row last, newest first."""
    about = Act.objects.filter(**{str(row._meta.model_name): row}).select_related("given_by")
    return list(about.defer("before", "after")[:most])
