"""What an editor saw, in a few characters: a form carries it, and on save it must still be so."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from claims.models import Claim, Dispute, Figure


def digest_of_figure(figure: Figure) -> str:
    """Changes when the machine reads the figure anew or a person reviews it."""
    return _digest(_figure_state(figure), figure.reviews.values_list("pk", flat=True).first())


def digest_of_claim(claim: Claim) -> str:
    """Changes with the claim's words, its figures, and each verdict and answer to one."""
    figures = [_figure_state(figure) for figure in claim.figures.counted()]
    verdicts = list(claim.verdicts.values_list("pk", "approved_by", "returned_by"))
    return _digest(claim.text, claim.gone_at is None, figures, verdicts)


def digest_of_dispute(dispute: Dispute, figures: Iterable[Figure] | None = None) -> str:
    """Changes with the question, the figures that take part, a merge, each resolution and answer to one.

    Who has loaded the figures already gives them: then the digest is of exactly what is shown.
    """
    loaded = dispute.figures.counted() if figures is None else figures
    states = [_figure_state(figure) for figure in sorted(loaded, key=lambda figure: figure.pk)]
    resolutions = list(dispute.resolutions.values_list("pk", "approved_by", "returned_by"))
    return _digest(dispute.question, states, resolutions, dispute.merged_into_id)


def _figure_state(figure: Figure) -> list[Any]:
    read = figure.as_read()
    return [figure.pk, read.text, read.relation, read.value, read.low, read.high, read.unit, read.measure,
            figure.is_dismissed, figure.is_confirmed]  # fmt: skip


def _digest(*parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()[:20]
