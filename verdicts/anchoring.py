"""Writing what people decide of orphans: re-anchored, let go, and taken back."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Version
from claims import reseating
from claims.models import Claim, Figure
from claims.regrouping import lock_grouping
from verdicts.anchors import orphaned_claims, orphaned_figures
from verdicts.models import Anchoring
from verdicts.services import Stale

Act = Anchoring.Act


class CannotAnchor(Exception):
    """This can't be done to this orphan. The message is a sentence for the editor."""


@transaction.atomic
def reanchor(row: Claim | Figure, *, to: int, by: User, reason: str = "") -> Anchoring:
    """Give an orphan a place in the newest version: that of `to`. Raises Stale, CannotAnchor."""
    row, other = _lock(row, to)
    if other is None or other.gone_at is not None or other.version_id != _newest(row):
        raise CannotAnchor(_("That place is not in the newest version any more. Choose another."))
    if _is_decided(other):
        raise CannotAnchor(
            _("Somebody decided on that place itself meanwhile. Choose another, or let this go.")
        )
    change = reseating.take_place(row, other)
    return _record(Act.ANCHORED, row, {"to": other.pk, **change}, by=by, reason=reason)


@transaction.atomic
def let_go(row: Claim | Figure, *, by: User, reason: str) -> Anchoring:
    """Say that what was decided has no place in the newest version. It is kept. Raises Stale."""
    row, _ = _lock(row, None)
    return _record(Act.LET_GO, row, {}, by=by, reason=reason)


@transaction.atomic
def undo_anchoring(anchoring: Anchoring, *, by: User) -> Anchoring:
    """Take an answer back. Raises Stale where it was taken back already, CannotAnchor where more was done."""
    lock_grouping()
    anchoring = Anchoring.objects.select_related("figure", "claim").get(pk=anchoring.pk)
    if anchoring.act == Act.UNDONE or hasattr(anchoring, "undone_by"):
        raise Stale(anchoring)
    row = anchoring.about
    if anchoring.act == Act.ANCHORED:
        pks = sorted((row.pk, anchoring.change["to"]))
        rows = {r.pk: r for r in type(row).objects.select_for_update().filter(pk__in=pks).order_by("pk")}
        row, other = rows[row.pk], rows[anchoring.change["to"]]
        then = anchoring.change["of"]
        if (row.version_id, row.start, row.text) != (then["version_id"], then["start"], then["text"]):
            raise CannotAnchor(_("The article was read anew since. It can't be taken back any more."))
        if _is_decided(row) and isinstance(row, Figure) and row.reviews.filter(
            given_at__gt=anchoring.given_at
        ).exists():  # fmt: skip
            raise CannotAnchor(_("It was reviewed at its new place since. Take that back first."))
        reseating.give_back(row, other, anchoring.change)
    return _record(Act.UNDONE, row, {}, by=by, undoes=anchoring)


def _lock(row: Any, to: int | None) -> tuple[Any, Any]:
    """The orphan and its place, locked, if it is an orphan still."""
    lock_grouping()
    wanted = sorted({row.pk, to} - {None})
    rows = {r.pk: r for r in type(row).objects.select_for_update().filter(pk__in=wanted).order_by("pk")}
    orphans = orphaned_figures() if isinstance(row, Figure) else orphaned_claims()
    if not orphans.filter(pk=row.pk).exists():
        raise Stale(row)
    return rows[row.pk], rows.get(to) if to else None


def _newest(row: Any) -> int:
    return Version.objects.filter(article=row.version.article_id).order_by("-number")[0].pk


def _is_decided(row: Any) -> bool:
    if isinstance(row, Figure):
        return bool(row.is_confirmed or row.is_dismissed or row.correction or row.is_placed)
    return row.verdicts.exists()


def _record(
    act: str, row: Any, change: dict[str, Any], *, by: User, reason: str = "", undoes: Any = None
) -> Anchoring:
    name = row._meta.model_name
    return Anchoring.objects.create(
        act=act, **{name: row}, change=change, undoes=undoes, reason=reason, given_by=by
    )
