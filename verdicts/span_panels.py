"""What the fragments about spans are shown: a row in its panel, with its ends and what was done to it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from claims.models import Attribution, Claim, Figure
from claims.passages import Span
from claims.reading_desk import claim_panel_of, figure_panel_of
from verdicts.digests import digest_of_span
from verdicts.marked import kin_of, marked_after
from verdicts.panels import review_panel, verdicts_panel
from verdicts.queue_list import work_on
from verdicts.span_forms import DismissClaimForm
from verdicts.undoing import newest_acts

PATIENCE = timedelta(seconds=20)  # how long a panel asks again whether a worker has read a figure


def span_panel(row: Claim | Figure, **more: Any) -> dict[str, Any]:
    """For `verdicts/_span.html`: where a row's ends are, who did what to it."""
    acts = newest_acts(row)
    seen = digest_of_span(row, acts)
    machine = None
    if row.machine_start is not None and row.machine_end is not None:
        machine = row.version.text[row.machine_start : row.machine_end]
    return {
        "span": row,
        "span_kind": row._meta.model_name,
        "span_seen": seen,
        "machine_text": machine,
        "acts": acts,
        "dismiss_claim_form": DismissClaimForm(initial={"seen": seen}),
    } | more


def is_alone(figure: Figure) -> bool:
    """Whether no other figure overlaps it: then its mark in the text is all of its words, and one piece."""
    overlapping = Figure.objects.standing().filter(
        version=figure.version_id, start__lt=figure.end, end__gt=figure.start
    )
    return not overlapping.exclude(pk=figure.pk).exists()


def next_panel(reviewed: Figure, outcome: str, kin: Iterable[Span]) -> dict[str, Any] | None:
    """For `verdicts/_next_figure.html`: the next figure to be looked at, and the lines of this one."""
    figure = Figure.objects.with_sources().unreviewed_after(reviewed)
    if figure is None:
        return None
    return figure_panel(figure) | reviewed_lines(reviewed, outcome, kin) | {"article": figure.version.article}


def reviewed_panel(pk: int, outcome: str, kin: Iterable[Span]) -> dict[str, Any]:
    """For `verdicts/_marked.html`: a figure that was just reviewed, and its lines."""
    figure = Figure.objects.with_sources().get(pk=pk)
    about = {"panel": "claims/_figure.html", "article": figure.version.article}
    return figure_panel(figure) | reviewed_lines(figure, outcome, kin) | about


def reviewed_lines(figure: Figure, outcome: str, kin: Iterable[Span]) -> dict[str, Any]:
    """The lines of a figure and of `kin`, the others of the dispute it was in; what was said of it."""
    told = f"{outcome.capitalize()}: “{figure.text}”."
    lines = marked_after(figure.version, [(figure.start, figure.end)], kin=[*kin, *kin_of(figure)])
    return lines | {"told": told}


def opened_panel(figure: Figure) -> dict[str, Any]:
    """The panel of a figure that is opened, with its mark: a worker may have read it anew."""
    return figure_panel(figure, is_alone=is_alone(figure))


def figure_panel(figure: Figure, **more: Any) -> dict[str, Any]:
    """The whole panel of a figure that came `with_sources`."""
    about = {
        "is_awaited": bool(figure.marked_at and timezone.now() - figure.marked_at < PATIENCE),
    }
    return figure_panel_of(figure) | review_panel(figure) | span_panel(figure) | about | more


def claim_panel(claim: Claim, user: User, **more: Any) -> dict[str, Any]:
    """The whole panel of a claim that came `with_reading`."""
    work = work_on(claim, user)
    return claim_panel_of(claim) | verdicts_panel(claim, user) | span_panel(claim) | work | more


def panel_of(row: Claim | Figure | Attribution, user: User, **more: Any) -> dict[str, Any]:
    """The panel of any row, loaded anew, with its template; who said it is shown with the claim."""
    if isinstance(row, Figure):
        figure = Figure.objects.with_sources().get(pk=row.pk)
        return {"panel": "claims/_figure.html"} | figure_panel(figure, **more)
    pk = row.claims.values_list("pk", flat=True)[0] if isinstance(row, Attribution) else row.pk
    claim = Claim.objects.with_reading().get(pk=pk)
    return {"panel": "claims/_claim.html"} | claim_panel(claim, user, **more)
