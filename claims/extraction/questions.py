"""The question that figures answer, as an editor would put it."""

from collections.abc import Sequence

from claims.extraction.records import Figure


def ask(figures: Sequence[Figure]) -> str:
    """The question that the figures answer, as an editor would put it."""
    return "How many?"
