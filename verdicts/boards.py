"""The page of a dispute: its board, what was decided, and the form for deciding."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from claims.board import Board, board_of
from claims.models import Dispute
from claims.plots import plot_of
from claims.tables import Asked, table_of
from claims.timelines import timeline_of
from verdicts.as_of import figures_on
from verdicts.changes import changes_between
from verdicts.digests import digest_of_dispute
from verdicts.forms import QuestionForm, ResolutionForm
from verdicts.grouping import grouping_panel
from verdicts.methods import EXPLAINED, explained, propose
from verdicts.models import Draft, Reopening, Resolution
from verdicts.panels import decision_row, evidence_of


@dataclass(frozen=True, slots=True)
class Standing:
    """What is decided of a dispute at this moment."""

    approved: Resolution | None
    proposed: list[Resolution]
    reopened: list[Reopening]

    @property
    def state(self) -> str:
        """`reopened`, `proposed`, `approved` or `open`: what asks for something to be done comes first."""
        if self.proposed:
            return "proposed"
        if self.approved is None:
            return "open"
        return "reopened" if self.reopened else "approved"


def standing_of(resolutions: list[Resolution]) -> Standing:
    """From the resolutions of one dispute, newest first."""
    approved = next((r for r in resolutions if r.state == "approved"), None)
    reopened = list(approved.reopenings.all()) if approved else []
    return Standing(approved, [r for r in resolutions if r.state == "proposed"], reopened)


def resolution_page(dispute: Dispute, user: User, params: Mapping[str, str], **more: Any) -> dict[str, Any]:
    """For `claims/dispute.html`."""
    asked = Asked.of(params)
    figures = figures_on(dispute, asked.day) if asked.day else None
    board = board_of(dispute, reference=int(asked.reference or 0), on=asked.day, figures=figures)
    page = {
        "dispute": dispute,
        "board": board,
        "table": table_of(board, params),
        "plot": plot_of(board),
        "timeline": timeline_of(board),
        "question_form": QuestionForm(initial={"question": dispute.question}),
    }
    if asked.day:
        return page | {"standing": decided_by(dispute, asked.day), "address_now": asked.query(on="")} | more
    return page | grouping_panel(dispute, user) | resolution_panel(dispute, user, params, board=board, **more)


def decided_by(dispute: Dispute, day: date) -> Standing:
    """What stood of the decisions on a dispute at the end of a day."""
    for resolution in dispute.resolutions.with_people().select_related("dispute"):
        if resolution.approved_at and timezone.localdate(resolution.approved_at) <= day:
            return Standing(resolution, [], [])
    return Standing(None, [], [])


def draft_of(dispute: Dispute, user: User) -> Draft | None:
    """What this editor has typed and not proposed, here or on a dispute that was merged into this one."""
    mine = Draft.objects.filter(Q(dispute=dispute) | Q(dispute__merged_into=dispute), by=user)
    return mine.order_by("-kept_at").first()


def resolution_panel(
    dispute: Dispute,
    user: User,
    params: Mapping[str, str] | None = None,
    *,
    board: Board | None = None,
    stale_form: ResolutionForm | None = None,
    **more: Any,
) -> dict[str, Any]:
    """For the decisions on a dispute and `verdicts/_resolution_form.html`."""
    board = board or board_of(dispute)
    seen = digest_of_dispute(dispute, [entry.figure for entry in board.entries])
    resolutions = list(dispute.resolutions.with_reopenings().select_related("dispute"))
    panel = {
        "dispute": dispute,
        "seen": seen,
        "approvals_needed": settings.APPROVALS_NEEDED,
        "standing": standing_of(resolutions),
        "history": history_of(resolutions, user),
        "methods": explained(dispute),
        "newest": resolutions[0] if resolutions else None,
    }
    if stale_form is not None:
        return (
            panel | {"is_stale": True, "resolution_form": stale_form.with_seen(seen), "board": board} | more
        )
    draft = draft_of(dispute, user)
    panel |= {"draft": draft, "is_draft_old": draft is not None and draft.seen != seen}
    return panel | filled_in(board, resolutions, params or {}, seen, draft) | more


def filled_in(
    board: Board, resolutions: list[Resolution], params: Mapping[str, str], seen: str, draft: Draft | None
) -> dict[str, Any]:
    """The form, filled in by a method or with an earlier resolution where the address asks for that.

    Else with the editor's draft, if there is one; a method fills in its own part of it.
    """
    method, earlier = params.get("method", ""), params.get("from", "")
    taken_up = _taken_up(board.dispute, earlier) if earlier.isdecimal() else None
    if taken_up is not None:
        names = ("method", "low", "best", "high", "wording", "reason")
        initial = {name: getattr(taken_up, name) for name in names}
        form = ResolutionForm(initial=initial | {"seen": seen}, evidence=evidence_of(taken_up))
        return {"resolution_form": form, "is_open": True, "taken_up": taken_up}
    typed = draft.typed if draft else {"fields": {}, "evidence": None}
    if method not in [known.value for known in EXPLAINED]:
        form = ResolutionForm(initial=typed["fields"] | {"seen": seen}, evidence=typed["evidence"])
        return {"resolution_form": form} | ({"is_open": True} if draft else {})
    proposal = propose(method, board)
    initial = {name: getattr(proposal, name) for name in ("low", "best", "high", "wording")}
    initial = typed["fields"] | initial | {"method": method, "seen": seen}
    form = ResolutionForm(initial=initial, evidence=typed["evidence"])
    return {"resolution_form": form, "is_open": True, "proposal": proposal}


def _taken_up(dispute: Dispute, pk: str) -> Resolution | None:
    """An earlier resolution of this dispute, or of one that was merged into it."""
    found = Resolution.objects.with_people().select_related("dispute").filter(pk=int(pk[:18])).first()
    return found if found and found.dispute.stands_for == dispute else None


def history_of(resolutions: list[Resolution], user: User) -> list[dict[str, Any]]:
    """Each resolution, newest first, with what it changed against the one before it."""
    rows = []
    for resolution, earlier in zip_longest(resolutions, resolutions[1:]):
        changes = changes_between(earlier, resolution) if earlier else []
        rows.append(decision_row(resolution, user, changes=changes))
    return rows
