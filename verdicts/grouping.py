"""What a dispute's board shows of grouping: suggestions, what people moved and merged, what can be undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext

from claims.models import Dispute, Suggestion
from verdicts.digests import digest_of_figure
from verdicts.models import Placement
from verdicts.permissions import why_not
from verdicts.placements import last_placement

MOST_SUGGESTIONS = 20  # shown at once; the others follow as these are answered
MOST_ACTS = 30
MOST_NAMED = 5  # figures named in a sentence

Act = Placement.Act


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion on the board, with what its editor sees of the figure."""

    suggestion: Suggestion
    seen: str

    @property
    def percent(self) -> int:
        return round(100 * self.suggestion.score)


@dataclass(frozen=True, slots=True)
class Deed:
    """An act of grouping in the history of a dispute."""

    placement: Placement
    says: str
    other: Dispute | None  # the other dispute it concerns
    can_undo: bool

    @property
    def is_undone(self) -> bool:
        return hasattr(self.placement, "undone_by")


def grouping_panel(dispute: Dispute, user: User) -> dict[str, Any]:
    """For the suggestions and the history of grouping on a dispute's board."""
    suggestions = dispute.suggestions.with_figures()
    acts = Placement.objects.of_dispute(dispute)[:MOST_ACTS]
    last = last_placement(dispute)
    return {
        "why_no_grouping": why_not("claims.change_dispute", user),
        "suggested": [Suggested(s, digest_of_figure(s.figure)) for s in suggestions[:MOST_SUGGESTIONS]],
        "suggestion_count": suggestions.count(),
        "deeds": [deed_of(placement, dispute, last=last) for placement in acts],
        "undoable": last,
        "merged": list(dispute.merged.prefetch_related("resolutions__given_by", "resolutions__approved_by")),
    }


def deed_of(placement: Placement, dispute: Dispute, *, last: Placement | None) -> Deed:
    """An act as told on the board of one of its disputes. The last can be undone, and a merge always."""
    other = placement.to if placement.dispute_id == dispute.pk else placement.dispute
    is_open_merge = placement.act == Act.MERGED and not hasattr(placement, "undone_by")
    can_undo = placement == last or is_open_merge
    return Deed(placement, says(placement, dispute), None if other == dispute else other, can_undo)


def says(placement: Placement, dispute: Dispute) -> str:
    """What an act did, in words that follow a name."""
    if placement.act == Act.UNDONE:
        return f"took back: {says(placement.undoes, dispute)}"
    figures = named(placement.change["moves"])
    if placement.act in (Act.ACCEPTED, Act.REJECTED):
        asked = f"“{placement.change['suggestion']['text']}”"
        if placement.act == Act.ACCEPTED:
            return gettext("said that %(figure)s belongs here") % {"figure": asked}
        return gettext("said that %(figure)s does not belong here") % {"figure": asked}
    is_here = placement.dispute_id == dispute.pk
    if placement.act == Act.MERGED:
        said = (
            gettext("merged this into another (%(figures)s)")
            if is_here
            else gettext("merged another into this (%(figures)s)")
        )
        return said % {"figures": figures}
    if placement.to_id is None:
        return gettext("took %(figures)s out of any dispute") % {"figures": figures}
    if placement.act == Act.SPLIT:
        said = (
            gettext("split %(figures)s off to another")
            if is_here
            else gettext("split %(figures)s off another, to here")
        )
    else:
        said = (
            gettext("moved %(figures)s off to another")
            if is_here
            else gettext("moved %(figures)s off another, to here")
        )
    return said % {"figures": figures}


def named(moves: Sequence[Mapping[str, Any]]) -> str:
    """Figures by their words, the first few: “3,000”, “4,000” and 12 more."""
    words = [f"“{move['text']}”" for move in moves]
    if not words:
        return gettext("no figure")
    more = len(words) - MOST_NAMED
    return ", ".join(words[:MOST_NAMED]) + (
        " " + gettext("and %(count)s more") % {"count": more} if more > 0 else ""
    )
