"""Figures as they stand at one moment, kept with a decision so that later readers see what its author saw."""

from typing import Any

from claims.models import Figure


def snapshot(figure: Figure) -> dict[str, Any]:
    """One figure that came `with_sources`, as plain data."""
    read = figure.as_read()
    return {
        "figure": figure.pk,
        "text": figure.text,
        "sentence": figure.claim.text,
        "article": figure.version.article.title,
        "version": figure.version_id,
        "relation": read.relation,
        "value": read.value,
        "low": read.low,
        "high": read.high,
        "unit": read.unit,
        "measure": read.measure,
        "sources": [str(a.source.stands_for) for a in figure.attributions.all()],
    }
