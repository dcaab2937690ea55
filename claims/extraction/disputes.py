"""Figures to questions: which answer the same one, how two of them compare, and why."""

from collections.abc import Sequence

from claims.extraction.records import Comparison, Dispute, Figure, Outcome, Reading, Status


def question_keys(figure: Figure) -> tuple[str, ...]:
    """Blocking keys: two figures can answer the same question only if they share a key. For an index."""
    return (f"{figure.dimension}:{figure.unit}",)


def answers_same_question(one: Figure, other: Figure) -> float:
    """How sure it is, 0 to 1, that two figures answer the same question. Symmetric."""
    return 0.0


def compare(one: Figure, other: Figure) -> Comparison:
    """How `one` stands to `other`, both taken to answer the same question."""
    return Comparison(Outcome.SAME, None, "")


def status_of(figures: Sequence[Figure]) -> Status:
    """What the figures of one dispute say together."""
    return Status.AGREE


def ask(figures: Sequence[Figure]) -> str:
    """The question that the figures answer, as an editor would put it."""
    return "How many?"


def bounds_of(figures: Sequence[Figure]) -> tuple[float | None, float | None]:
    """The lowest and the highest value that the figures give; None at an open end."""
    return None, None


def group(figures: Sequence[Figure]) -> list[list[int]]:
    """Indexes of the figures that answer the same question, figures alone left out; order of first appearance."""
    return []


def find_disputes(readings: Sequence[Reading]) -> list[Dispute]:
    """The disputes among the figures of one document or many."""
    return []
