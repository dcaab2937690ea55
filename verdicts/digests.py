"""What an editor saw, in a few characters: a form carries it, and on save it must still be so."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model

from claims.models import Claim, Dispute, Figure


def digest_of_figure(figure: Figure, reviews: Sequence[Model] | None = None) -> str:
    """Changes when the machine reads the figure anew or a person reviews it.

    Who has its reviews at hand, newest first, gives them.
    """
    newest = figure.reviews.values_list("pk", flat=True).first() if reviews is None else _pk_of(reviews)
    return _digest(_figure_state(figure), figure.start, figure.end, newest)


def digest_of_span(row: Claim | Figure, acts: Sequence[Model] | None = None) -> str:
    """Changes with where a span is, whether it stands, and what a person did to it: `acts`, newest first."""
    newest = row.acts.values_list("pk", flat=True).first() if acts is None else _pk_of(acts)
    return _digest(row.pk, row.start, row.end, row.gone_at is None, row.is_dismissed, newest)


def digest_of_claim(claim: Claim) -> str:
    """Changes with the claim's words, its figures, and each verdict and answer to one."""
    counted = (f for f in claim.figures.all() if f.gone_at is None and not f.is_dismissed)
    figures = [_figure_state(figure) for figure in counted]
    verdicts = list(claim.verdicts.values_list("pk", "approved_by", "returned_by"))
    return _digest(claim.text, claim.gone_at is None, claim.is_dismissed, figures, verdicts)


def digest_of_dispute(dispute: Dispute, figures: Iterable[Figure] | None = None) -> str:
    """Changes with the question, the figures that take part, a merge, each resolution and answer to one.

    Who has loaded the figures already gives them: then the digest is of exactly what is shown.
    """
    loaded = dispute.figures.counted() if figures is None else figures
    states = [_figure_state(figure) for figure in sorted(loaded, key=lambda figure: figure.pk)]
    resolutions = list(dispute.resolutions.values_list("pk", "approved_by", "returned_by"))
    return _digest(dispute.question, states, resolutions, dispute.merged_into_id)


def digest_of_pair(one: Figure, other: Figure) -> str:
    """Changes with either figure, with where they are, and with what a person says of the two."""
    newest = one.overrulings.filter(other=other).values_list("pk", flat=True).first()
    states = [[*_figure_state(figure), figure.dispute_id] for figure in (one, other)]
    return _digest(states, newest)


def _figure_state(figure: Figure) -> list[Any]:
    read = figure.as_read()
    return [figure.pk, read.text, read.relation, read.value, read.low, read.high, read.unit, read.measure,
            figure.is_dismissed, figure.is_confirmed]  # fmt: skip


def _pk_of(rows: Sequence[Model]) -> int | None:
    return rows[0].pk if rows else None


def _digest(*parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()[:20]
