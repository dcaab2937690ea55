"""The page of a dispute: its board, what was decided, and the form for deciding."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.contrib.auth.models import User
from django.core.paginator import Paginator

from claims.board import Board, board_of, parts_of
from claims.models import Dispute
from claims.plots import plot_of
from verdicts.changes import changes_between
from verdicts.digests import digest_of_dispute
from verdicts.forms import QuestionForm, ResolutionForm
from verdicts.grouping import grouping_panel
from verdicts.methods import EXPLAINED, explained, propose
from verdicts.models import Resolution
from verdicts.panels import decision_row, evidence_of
from verdicts.reopening import Reopened, reopened_by
from verdicts.snapshots import snapshot

ROWS = 50


@dataclass(frozen=True, slots=True)
class Standing:
    """What is decided of a dispute at this moment."""

    approved: Resolution | None
    proposed: list[Resolution]
    reopened: list[Reopened]

    @property
    def state(self) -> str:
        """`reopened`, `proposed`, `approved` or `open`: what asks for something to be done comes first."""
        if self.proposed:
            return "proposed"
        if self.approved is None:
            return "open"
        return "reopened" if self.reopened else "approved"


def standing_of(resolutions: list[Resolution], figures_now: Iterable[dict[str, Any]]) -> Standing:
    """From the resolutions of one dispute, newest first, and its figures as they stand."""
    approved = next((r for r in resolutions if r.state == "approved"), None)
    reopened = (
        reopened_by(
            approved.figures_seen, figures_now, low=approved.low, best=approved.best, high=approved.high
        )
        if approved
        else []
    )
    return Standing(approved, [r for r in resolutions if r.state == "proposed"], reopened)


def resolution_page(dispute: Dispute, user: User, params: Mapping[str, str], **more: Any) -> dict[str, Any]:
    """For `claims/dispute.html`."""
    reference = params.get("reference", "")
    board = board_of(dispute, reference=int(reference) if reference.isdecimal() else None)
    page = Paginator(board.entries, ROWS).get_page(params.get("page"))
    return (
        {
            "board": board,
            "plot": plot_of(board),
            "page": page,
            "parts": parts_of(page.object_list),
            "page_query": f"reference={board.reference.pk}" if board.reference and reference else "",
            "question_form": QuestionForm(initial={"question": dispute.question}),
        }
        | grouping_panel(dispute, user)
        | resolution_panel(dispute, user, params, board=board, **more)
    )


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
    resolutions = list(dispute.resolutions.with_people().select_related("dispute"))
    panel = {
        "dispute": dispute,
        "seen": seen,
        "standing": standing_of(resolutions, (snapshot(entry.figure) for entry in board.entries)),
        "history": history_of(resolutions, user),
        "methods": explained(dispute),
        "newest": resolutions[0] if resolutions else None,
    }
    if stale_form is not None:
        return (
            panel | {"is_stale": True, "resolution_form": stale_form.with_seen(seen), "board": board} | more
        )
    return panel | filled_in(board, resolutions, params or {}, seen) | more


def filled_in(
    board: Board, resolutions: list[Resolution], params: Mapping[str, str], seen: str
) -> dict[str, Any]:
    """The form, filled in by a method or with an earlier resolution where the address asks for that."""
    method, earlier = params.get("method", ""), params.get("from", "")
    taken_up = next((r for r in resolutions if str(r.pk) == earlier), None)
    if taken_up is not None:
        names = ("method", "low", "best", "high", "wording", "reason")
        initial = {name: getattr(taken_up, name) for name in names}
        form = ResolutionForm(initial=initial | {"seen": seen}, evidence=evidence_of(taken_up))
        return {"resolution_form": form, "is_open": True, "taken_up": taken_up}
    if method not in [known.value for known in EXPLAINED]:
        return {"resolution_form": ResolutionForm(initial={"seen": seen})}
    proposal = propose(method, board)
    initial = {name: getattr(proposal, name) for name in ("low", "best", "high", "wording")}
    form = ResolutionForm(initial=initial | {"method": method, "seen": seen})
    return {"resolution_form": form, "is_open": True, "proposal": proposal}


def history_of(resolutions: list[Resolution], user: User) -> list[dict[str, Any]]:
    """Each resolution, newest first, with what it changed against the one before it."""
    rows = []
    for resolution, earlier in zip_longest(resolutions, resolutions[1:]):
        changes = changes_between(earlier, resolution) if earlier else []
        rows.append(decision_row(resolution, user, changes=changes))
    return rows
