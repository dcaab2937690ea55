"""What a quantity measures: event, subject, population, place, period."""

from dataclasses import dataclass

from claims.extraction.figures import Quantity
from claims.extraction.records import Figure
from claims.extraction.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the document before its figures are described."""

    sentences: tuple[Sentence, ...]
    published: str | None


def describe(quantity: Quantity, sentence: Sentence, context: Context, number: int) -> Figure:
    """The figure with its meaning. `number` counts the document's figures from 1."""
    q = quantity
    return Figure(f"f{number}", q.start, q.end, q.text, q.relation, q.value, q.low, q.high, q.dimension, q.unit,
                  q.direction, q.unit, None, None, None, None, None, None, ())
